//! Rules, measures and curves in words.

use super::figure::{exact, percent, share};
use crate::message::Message;
use crate::policy::{Award, Band, Condition, Curve, Formula, Measure, Part, Policy, Precision, Term, Worth};
use crate::say;
use crate::value::{Bound, Range, Rational, RoundingMode};

/// The rule, what it gives in this case, and where it stands.
pub(super) fn rule(policy: &Policy, index: Option<usize>, id: &str, award: &Award) -> Message {
    let basis = match index {
        Some(index) => policy.rules.get(index).and_then(|rule| rule.basis.clone()),
        None => policy.execution.basis.clone(),
    };
    let gives = award_words(award, policy);
    let basis = basis.unwrap_or_else(|| policy.basis.clone());
    say!(
        "规则 {id}：{gz}。依据：{bz}",
        "rule {id}: {ge}. Basis: {be}",
        gz = gives.zh,
        ge = gives.en,
        bz = basis.zh.trim_end_matches('。'),
        be = basis.en.trim_end_matches('.')
    )
}

fn award_words(award: &Award, policy: &Policy) -> Message {
    match award {
        Award::Full => say!("得满分", "full marks"),
        Award::Zero => say!("不得分", "zero"),
        Award::CannotScore => say!("不予计分", "cannot be scored"),
        Award::Judged => say!("按表述分档评判", "judged by its words"),
        Award::Printed => say!(
            "由人评定，以自评得分为准，不超过分值",
            "judged by a person: the self-assessed score counts, up to the weight"
        ),
        Award::If(branch) => {
            let all: Vec<Message> =
                branch.conditions.iter().map(|condition| condition_words(condition, policy)).collect();
            let joined = |words: fn(&Message) -> &str, with: &str| {
                all.iter().map(words).collect::<Vec<_>>().join(with)
            };
            let (zh, en) = (joined(|all| &all.zh, "，且"), joined(|all| &all.en, " and "));
            let (then, other) = (award_words(&branch.then, policy), award_words(&branch.otherwise, policy));
            say!(
                "{zh}的，{tz}；否则{oz}",
                "if {en}: {te}; else {oe}",
                tz = then.zh,
                oz = other.zh,
                te = then.en,
                oe = other.en
            )
        }
        Award::Thresholds(_) => say!("按本行所列各等级标准", "by the thresholds of the row itself"),
        Award::Formula(Formula { measure, curve, .. }) => {
            let curve = curve_words(curve, if measure.is_rate() { share } else { exact });
            let measure = measure_name(measure, policy);
            say!("{mz}，{cz}", "{me}, {ce}", mz = measure.zh, cz = curve.zh, me = measure.en, ce = curve.en)
        }
    }
}

/// A condition: what is measured, and where it must lie.
pub(super) fn condition_words(condition: &Condition, policy: &Policy) -> Message {
    let written = if condition.measure.is_rate() { share } else { exact };
    let (name, range) = (measure_name(&condition.measure, policy), range_words(condition.range, written));
    let between = condition.range.low.is_some() && condition.range.high.is_some();
    if between {
        say!("{nz}在 {rz}", "{ne} is within {re}", nz = name.zh, rz = range.zh, ne = name.en, re = range.en)
    } else {
        say!("{nz} {rz}", "{ne} {re}", nz = name.zh, rz = range.zh, ne = name.en, re = range.en)
    }
}

pub(super) fn measure_name(measure: &Measure, policy: &Policy) -> Message {
    match measure {
        Measure::Completion => say!("完成比例（完成值÷指标值）", "completion (actual ÷ target)"),
        Measure::Inverse => say!("反向比例（指标值÷完成值）", "inverse ratio (target ÷ actual)"),
        Measure::Excess => say!("超出比例", "excess over the target"),
        Measure::Shortfall => say!("短缺比例", "shortfall of the target"),
        Measure::Deviation => say!("偏离比例", "deviation from the target"),
        Measure::Over => say!("超出量", "amount over the target"),
        Measure::Under => say!("短缺量", "amount under the target"),
        Measure::Actual => say!("完成值", "the actual"),
        Measure::ActualRate => say!("完成值（百分数）", "the actual as a rate"),
        Measure::DaysLate => say!("逾期天数", "days late"),
        Measure::Amount(sum) => sum_words(sum, policy),
        Measure::Ratio { of, to } => {
            let (of, to) = (sum_words(of, policy), sum_words(to, policy));
            say!("{oz}÷{tz}", "{oe} ÷ {te}", oz = of.zh, tz = to.zh, oe = of.en, te = to.en)
        }
        Measure::RowsWithin(range) => {
            let range = range_words(*range, share);
            say!(
                "完成率在 {zh}的指标所占比例",
                "the share of indicators whose completion is within {en}",
                zh = range.zh,
                en = range.en
            )
        }
        Measure::ExecutionRate => say!("预算执行率", "execution rate"),
        Measure::Earned(words) => {
            let (zh, en) = (words.join("、"), words.join(", "));
            say!("“{zh}”的得分率", "the share of its weight that “{en}” earns")
        }
        Measure::Mean(measures) => {
            let names: Vec<Message> = measures.iter().map(|one| measure_name(one, policy)).collect();
            let zh = names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、");
            let en = names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", ");
            say!("{zh} 的平均值", "the mean of {en}")
        }
        Measure::Efficacy { value, worst, best } => {
            let [value, worst, best] = [value, worst, best].map(|sum| sum_words(sum, policy));
            say!(
                "功效系数（{vz}－{wz}）÷（{bz}－{wz}）",
                "efficacy ({ve} − {we}) ÷ ({be} − {we})",
                vz = value.zh,
                wz = worst.zh,
                bz = best.zh,
                ve = value.en,
                we = worst.en,
                be = best.en
            )
        }
    }
}

/// A sum, as 年初预算数＋结转.
pub(super) fn sum_words(sum: &[Part], policy: &Policy) -> Message {
    let mut all = Message::default();
    for (index, Part { minus, term, .. }) in sum.iter().enumerate() {
        let name = term_name(term, policy);
        let sign = match (index, minus) {
            (_, true) => ("－", " − "),
            (0, false) => ("", ""),
            (_, false) => ("＋", " + "),
        };
        all.zh = all.zh + sign.0 + &name.zh;
        all.en = all.en + sign.1 + &name.en;
    }
    if sum.len() > 1 { say!("（{zh}）", "({en})", zh = all.zh, en = all.en) } else { all }
}

fn term_name(term: &Term, policy: &Policy) -> Message {
    match term {
        Term::Target => say!("指标值", "target"),
        Term::Actual => say!("完成值", "actual"),
        Term::DaysLate => say!("逾期天数", "days late"),
        Term::Initial => say!("年初预算数", "initial budget"),
        Term::Budget => say!("全年预算数", "budget"),
        Term::Executed => say!("全年执行数", "executed"),
        Term::Fact(name) => {
            let declared = policy.facts.iter().find(|fact| fact.name.value == *name);
            declared.map_or_else(|| Message::same(name.clone()), |fact| fact.title.clone())
        }
    }
}

pub(super) fn measured(
    measure: &Measure,
    first: Rational,
    second: Rational,
    value: Rational,
    policy: &Policy,
) -> Message {
    let (a, b, v) = (exact(first), exact(second), exact(value));
    let name = measure_name(measure, policy);
    let (zh, en) = (name.zh, name.en);
    match measure {
        Measure::Completion
        | Measure::Inverse
        | Measure::Ratio { .. }
        | Measure::RowsWithin(_)
        | Measure::Mean(_)
        | Measure::Efficacy { .. } => {
            say!("{zh}：{a} ÷ {b} ＝ {v}", "{en}: {a} ÷ {b} = {v}")
        }
        Measure::ExecutionRate => {
            let p = percent(value).unwrap_or_default();
            say!("{zh}：{a} ÷ {b} ＝ {v}（{p}）", "{en}: {a} ÷ {b} = {v} ({p})")
        }
        Measure::Excess | Measure::Shortfall => {
            say!("{zh}：（{a} − {b}）÷ 指标值 ＝ {v}", "{en}: ({a} − {b}) ÷ target = {v}")
        }
        Measure::Deviation => say!("{zh}：|{a} − {b}| ÷ {b} ＝ {v}", "{en}: |{a} − {b}| ÷ {b} = {v}"),
        Measure::Over | Measure::Under => {
            say!("{zh}：{a} − {b} ＝ {v}", "{en}: {a} − {b} = {v}")
        }
        Measure::Earned(_) => say!("{zh}：{p}", "{en}: {p}", p = share(value)),
        Measure::DaysLate | Measure::Actual | Measure::ActualRate | Measure::Amount(_) => {
            say!("{zh}：{v}", "{en}: {v}")
        }
    }
}

/// What a curve does; `written` is how its measure is.
fn curve_words(curve: &Curve, written: fn(Rational) -> String) -> Message {
    match curve {
        Curve::Linear => say!("按比例计分", "in proportion"),
        Curve::Line(points) => {
            let points: Vec<String> =
                points.iter().map(|(x, y)| format!("({}, {})", written(*x), worth(*y))).collect();
            say!("按折线 {points}", "along the line {points}", points = points.join(" "))
        }
        Curve::Bands(bands) => {
            let bands: Vec<String> = bands.iter().map(|band| band_words(band, written)).collect();
            say!("按档 {bands}", "by bands {bands}", bands = bands.join("; "))
        }
        Curve::Steps { start, step, off, part_counts, earn, .. } => {
            let (start, step, off) = (written(*start), written(*step), worth(*off));
            let words = if *part_counts {
                say!(
                    "自 {start} 起每 {step}（不足一级按一级）扣 {off}",
                    "from {start}, {off} deducted for every {step} or part of it"
                )
            } else {
                say!(
                    "自 {start} 起每满 {step} 扣 {off}",
                    "from {start}, {off} deducted for every full {step}"
                )
            };
            match earn.map(worth) {
                Some(earn) => say!(
                    "{wz}，反方向每级加 {earn}",
                    "{we}; in the other direction each step earns {earn}",
                    wz = words.zh,
                    we = words.en
                ),
                None => words,
            }
        }
    }
}

/// So much of the weight. Points are 分 in both languages: it is what stands in the policy.
fn worth(worth: Worth) -> String {
    match worth {
        Worth::Share(part) => share(part),
        Worth::Points(points) => format!("{}分", exact(points)),
        Worth::Less(points) => format!("−{}分", exact(points)),
        Worth::Measure => "×".to_owned(),
    }
}

fn band_words(band: &Band, written: fn(Rational) -> String) -> String {
    match band.from {
        Some(edge) => {
            let sign = if edge.included { "≥" } else { ">" };
            format!("{sign}{} → {}", written(edge.at), worth(band.gives))
        }
        None => format!("… → {}", worth(band.gives)),
    }
}

/// A range; `written` is how its numbers are.
pub(super) fn range_words(range: Range, written: fn(Rational) -> String) -> Message {
    let end = |bound: Bound, signs: (&str, &str)| {
        format!("{} {}", if bound.included { signs.0 } else { signs.1 }, written(bound.at))
    };
    match (range.low, range.high) {
        (Some(low), Some(high)) if low.included && high.included => {
            let (low, high) = (written(low.at), written(high.at));
            say!("{low} 至 {high} 之间", "{low} to {high}")
        }
        (Some(low), Some(high)) => {
            let (low, high) = (end(low, ("≥", ">")), end(high, ("≤", "<")));
            say!("{low} 且 {high}", "{low} and {high}")
        }
        (Some(low), None) => Message::same(end(low, ("≥", ">"))),
        (None, Some(high)) => Message::same(end(high, ("≤", "<"))),
        (None, None) => say!("任何范围", "anywhere"),
    }
}

pub(super) fn manner(places: Precision) -> Message {
    let decimals = places.decimals;
    match places.mode {
        RoundingMode::HalfUp => {
            say!("四舍五入至 {decimals} 位小数", "rounded half up, decimals {decimals}")
        }
        RoundingMode::Truncate => {
            say!("截取至 {decimals} 位小数", "truncated, decimals {decimals}")
        }
    }
}
