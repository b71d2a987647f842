//! The trace in words, so that every score can be checked with a pocket calculator.

use super::figure::{exact, percent, share, thousands};
use crate::message::Message;
use crate::policy::{Award, Band, Curve, Denominator, Formula, Kind, Measure, Op, Places, Policy};
use crate::say;
use crate::scoring::{Amount, Limit, Relation, Step};
use crate::target::{Change, Face, Reading};
use crate::value::{Deadline, Exact, Quantity, RoundingMode};

/// What the words of a step refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// The policy that was applied.
    pub policy: &'a Policy,
}

/// One step as a sentence.
#[allow(clippy::too_many_lines, clippy::single_match_else)] // one arm a step
pub(super) fn sentence(step: &Step, words: Words<'_>) -> Message {
    match step {
        Step::Target(reading) => say!(
            "指标值：{zh}",
            "target: {en}",
            zh = reading_words(reading).zh,
            en = reading_words(reading).en
        ),
        Step::Actual(reading) => say!(
            "完成值：{zh}",
            "actual: {en}",
            zh = reading_words(reading).zh,
            en = reading_words(reading).en
        ),
        Step::Direction { op, from_table: true, .. } => {
            say!(
                "数字没有比较符号，按表中“指标性质”一列读作 {op}",
                "the number has no operator; the table's own column says {op}",
                op = sign(*op)
            )
        }
        Step::Direction { op, class: Some(class), .. } => {
            say!(
                "数字没有比较符号，“{class}”下按评分办法读作 {op}",
                "the number has no operator; under {class} the policy reads it as {op}",
                op = sign(*op),
                class = class
            )
        }
        Step::Direction { op, class: None, .. } => {
            say!(
                "数字没有比较符号，按评分办法读作 {op}",
                "the number has no operator; the policy reads it as {op}",
                op = sign(*op)
            )
        }
        Step::OperatorIgnored { column } => {
            say!(
                "“指标性质”一列写的是 {op}，与指标值不一致，以指标值为准",
                "the operator column says {op}, which contradicts the target; the target counts",
                op = sign(*column)
            )
        }
        Step::UnitTaken { unit, by_target: false } => say!(
            "完成值没有单位，按指标值的单位“{unit}”",
            "the actual has no unit and takes the target's, {unit}",
            unit = unit
        ),
        Step::UnitTaken { unit, by_target: true } => say!(
            "指标值没有单位，按完成值的单位“{unit}”",
            "the target has no unit and takes the actual's, {unit}",
            unit = unit
        ),
        Step::UnitStandsFor { target, actual } => say!(
            "“{actual}”与“{target}”视为同一计数单位",
            "{actual} stands for {target}",
            target = target,
            actual = actual
        ),
        Step::Converted { from, to } => {
            say!("换算：{from} ＝ {to}", "in one unit: {from} = {to}", from = amount(from), to = amount(to))
        }
        Step::Days { target, actual, late } => {
            let days = late.unsigned_abs();
            let (target, actual) = (target.last, actual.last);
            match late.signum() {
                1 => say!(
                    "期限 {target}，完成 {actual}，迟 {days} 天",
                    "due {target}, done {actual}: {days} days late",
                    target = target,
                    actual = actual,
                    days = days
                ),
                0 => say!(
                    "期限 {target}，完成 {actual}，恰在期限",
                    "due {target}, done {actual}: on the day",
                    target = target,
                    actual = actual
                ),
                _ => say!(
                    "期限 {target}，完成 {actual}，早 {days} 天",
                    "due {target}, done {actual}: {days} days early",
                    target = target,
                    actual = actual,
                    days = days
                ),
            }
        }
        Step::Compared { op, target, actual, relation } => {
            let (a, t, op) = (exact(*actual), exact(*target), sign(*op));
            match relation {
                Relation::Met => say!("{a} {op} {t}：达到", "{a} {op} {t}: met", a = a, t = t, op = op),
                Relation::Below => say!(
                    "{a} 对 {op} {t}：未达到（偏低）",
                    "{a} against {op} {t}: missed, too low",
                    a = a,
                    t = t,
                    op = op
                ),
                Relation::Above => say!(
                    "{a} 对 {op} {t}：未达到（偏高）",
                    "{a} against {op} {t}: missed, too high",
                    a = a,
                    t = t,
                    op = op
                ),
            }
        }
        Step::Within { low, high, actual, relation } => {
            let (a, low, high) = (exact(*actual), exact(*low), exact(*high));
            match relation {
                Relation::Met => say!(
                    "{a} 在 {low} 至 {high} 之间：达到",
                    "{a} lies within {low} to {high}: met",
                    a = a,
                    low = low,
                    high = high
                ),
                Relation::Below => say!(
                    "{a} 低于 {low} 至 {high}：未达到",
                    "{a} is below {low} to {high}: missed",
                    a = a,
                    low = low,
                    high = high
                ),
                Relation::Above => say!(
                    "{a} 高于 {low} 至 {high}：未达到",
                    "{a} is above {low} to {high}: missed",
                    a = a,
                    low = low,
                    high = high
                ),
            }
        }
        Step::Rule { index, id, award } => rule(words.policy, *index, id, award),
        Step::Funds { denominator, budget, executed } => {
            let (b, s) = (thousands(*budget), thousands(*executed));
            match denominator {
                Denominator::Initial => {
                    say!("年初预算数 {b}，全年执行数 {s}", "initial budget {b}, executed {s}", b = b, s = s)
                }
                Denominator::Budget => {
                    say!("全年预算数 {b}，全年执行数 {s}", "budget {b}, executed {s}", b = b, s = s)
                }
            }
        }
        Step::Measured { measure, first, second, value } => measured(*measure, *first, *second, *value),
        Step::RateRounded { exact: rate, rounded, places } => {
            let how = manner(*places);
            say!(
                "执行率先取为 {rounded}（{zh}），原为 {rate}",
                "the rate is first taken as {rounded} ({en}); it was {rate}",
                rounded = rounded,
                zh = how.zh,
                en = how.en,
                rate = exact(*rate)
            )
        }
        Step::Unmeasurable { measure } => {
            let name = measure_name(*measure);
            say!(
                "{zh}在此没有值（不能除以零）",
                "{en} has no value here: nothing is divided by zero",
                zh = name.zh,
                en = name.en
            )
        }
        Step::Curved { curve, measure, share: gives } => {
            let at = exact(*measure);
            let gives = share(*gives);
            let shape = curve_words(curve);
            say!(
                "{zh}：{at} 处得分值的 {gives}",
                "{en}: at {at}, {gives} of the weight",
                zh = shape.zh,
                en = shape.en,
                at = at,
                gives = gives
            )
        }
        Step::Limited { limit, before, after } => {
            let (before, after) = (share(*before), share(*after));
            match limit {
                Limit::Corridor(low, high) => say!(
                    "超出 {low} 至 {high}，不得分",
                    "outside {low} to {high}: nothing",
                    low = share(*low),
                    high = share(*high)
                ),
                Limit::Floor(_) => say!(
                    "不低于下限：{before} → {after}",
                    "not below the floor: {before} → {after}",
                    before = before,
                    after = after
                ),
                Limit::Cap(_) => say!(
                    "不超过上限：{before} → {after}",
                    "not above the cap: {before} → {after}",
                    before = before,
                    after = after
                ),
            }
        }
        Step::Tiered { tier, phrase } => {
            let title = words.policy.tiers.get(*tier).map(|tier| tier.title.clone()).unwrap_or_default();
            match phrase {
                Some(phrase) => say!(
                    "表述含“{phrase}”，属“{zh}”档",
                    "the words say {phrase}: tier “{en}”",
                    phrase = phrase,
                    zh = title.zh,
                    en = title.en
                ),
                None => say!(
                    "完成值与指标值表述相同，属“{zh}”档",
                    "the actual repeats the words of the target: tier “{en}”",
                    zh = title.zh,
                    en = title.en
                ),
            }
        }
        Step::Judged { low, high, claimed: Some(claimed), stands: true } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，自评 {claimed} 在其内，予以认可",
                "the tier gives {low} to {high}; the printed {claimed} lies within and stands",
                low = low,
                high = high,
                claimed = claimed
            )
        }
        Step::Judged { low, high, claimed: Some(claimed), stands: false } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，自评 {claimed} 不在其内，改按该档默认值",
                "the tier gives {low} to {high}; the printed {claimed} lies outside, so the tier's default is taken",
                low = low,
                high = high,
                claimed = claimed
            )
        }
        Step::Judged { low, high, claimed: None, .. } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，表中没有自评得分，按该档默认值",
                "the tier gives {low} to {high}; no score is printed, so the tier's default is taken",
                low = low,
                high = high
            )
        }
        Step::Scored { weight, share: part, exact: product, places, score } => {
            let how = manner(*places);
            say!(
                "{weight} × {part} ＝ {product} → {score}（{zh}）",
                "{weight} × {part} = {product} → {score} ({en})",
                weight = weight,
                part = exact(*part),
                product = exact(*product),
                score = score,
                zh = how.zh,
                en = how.en
            )
        }
        Step::NotApplicable { words } => {
            say!("“{words}”：本行不适用", "“{words}”: the row does not apply", words = words)
        }
        Step::Unscored { reason, kinds } => {
            let message = reason.message();
            let code = reason.as_str();
            match kinds {
                Some((target, actual)) => {
                    let (target, actual) = (kind_name(*target), kind_name(*actual));
                    say!(
                        "不能计分（{code}）：{zh}（指标值为{tz}，完成值为{az}）",
                        "cannot be scored ({code}): {en} (the target is {te}, the actual {ae})",
                        code = code,
                        zh = message.zh,
                        en = message.en,
                        tz = target.zh,
                        az = actual.zh,
                        te = target.en,
                        ae = actual.en
                    )
                }
                None => say!(
                    "不能计分（{code}）：{zh}",
                    "cannot be scored ({code}): {en}",
                    code = code,
                    zh = message.zh,
                    en = message.en
                ),
            }
        }
        Step::Summed { sum, of } => say!(
            "各行得分相加：{sum}（分值合计 {of}）",
            "the scores add up to {sum} (of {of})",
            sum = sum,
            of = of
        ),
        Step::Rescaled { sum, of, whole, score } => {
            say!(
                "计分各行得 {sum} 分，分值 {of}，折算：{sum} ÷ {of} × {whole} ＝ {score}",
                "the rows that count give {sum} of {of}, rescaled: {sum} ÷ {of} × {whole} = {score}",
                sum = sum,
                of = of,
                whole = whole,
                score = score
            )
        }
    }
}

/// What a cell was read as.
fn reading_words(reading: &Reading) -> Message {
    match reading {
        Reading::Quantity { op, quantity, face } => {
            let op = op.map(|op| format!("{} ", sign(op))).unwrap_or_default();
            let about = if face.approximate { "≈ " } else { "" };
            let value = Message::same(format!("{op}{about}{}", with_unit(quantity, face)));
            match face.change {
                Some(Change::Rise) => say!("增长 {value}", "a rise of {value}", value = value.zh),
                Some(Change::Fall) => say!("下降 {value}", "a fall of {value}", value = value.zh),
                None => value,
            }
        }
        Reading::Interval { low, low_included, high, high_included, face } => {
            let (open, close) =
                (if *low_included { '[' } else { '(' }, if *high_included { ']' } else { ')' });
            let unit = face.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            Message::same(format!("{open}{}, {}{close}{unit}", low.number, high.number))
        }
        Reading::Deadline { op, deadline } => {
            let op = op.map(|op| format!("{} ", sign(op))).unwrap_or_default();
            let day = deadline_words(deadline);
            say!("{op}{zh}", "{op}{en}", op = op, zh = day.zh, en = day.en)
        }
        Reading::Quality(text) => say!("“{text}”（文字）", "“{text}” (words)", text = text),
        Reading::Blank => say!("空", "blank"),
        Reading::Unreadable(stop) => {
            let expected = stop.expected.message();
            let at = stop.at.saturating_add(1);
            say!(
                "第 {at} 个字符起无法识读：{zh}",
                "unreadable from character {at}: {en}",
                at = at,
                zh = expected.zh,
                en = expected.en
            )
        }
    }
}

fn with_unit(quantity: &Quantity, face: &Face) -> String {
    match face.unit.as_deref() {
        Some(unit) if unit.starts_with(['%', '‰']) => format!("{}{unit}", quantity.number),
        Some(unit) => format!("{} {unit}", quantity.number),
        None => quantity.number.to_string(),
    }
}

fn deadline_words(deadline: &Deadline) -> Message {
    let year = match (deadline.year, deadline.year_offset) {
        (Some(year), _) => say!("{year}年", "{year}-", year = year),
        (None, 0) => say!("（当年）", ""),
        (None, 1) => say!("次年", "next year "),
        (None, _) => say!("上年", "last year "),
    };
    let (first, last) = deadline.months;
    let months = if first == last {
        say!("{last}月", "month {last}", last = last)
    } else {
        say!("{first}至{last}月", "months {first} to {last}", first = first, last = last)
    };
    let days = match deadline.days {
        Some((first, last)) if first == last => say!("{last}日", " day {last}", last = last),
        Some((first, last)) => {
            say!("{first}至{last}日", " days {first} to {last}", first = first, last = last)
        }
        None if deadline.end_only => say!("底", " (its end)"),
        None => Message::default(),
    };
    Message { zh: year.zh + &months.zh + &days.zh, en: year.en + &months.en + &days.en }
}

/// An operator as people write it.
pub(super) const fn sign(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "≥",
        Op::MoreThan => "＞",
        Op::AtMost => "≤",
        Op::LessThan => "＜",
        Op::Equal => "＝",
    }
}

fn amount(amount: &Amount) -> String {
    match &amount.unit {
        Some(unit) => format!("{} {unit}", exact(amount.value)),
        None => exact(amount.value),
    }
}

/// The rule, what it gives in this case, and where it stands.
fn rule(policy: &Policy, index: Option<usize>, id: &str, award: &Award) -> Message {
    let basis = match index {
        Some(index) => policy.rules.get(index).and_then(|rule| rule.basis.clone()),
        None => policy.execution.basis.clone(),
    };
    let gives = award_words(award);
    let basis = basis.unwrap_or_else(|| policy.basis.clone());
    say!(
        "规则 {id}：{gz}。依据：{bz}",
        "rule {id}: {ge}. Basis: {be}",
        id = id,
        gz = gives.zh,
        ge = gives.en,
        bz = basis.zh.trim_end_matches('。'),
        be = basis.en.trim_end_matches('.')
    )
}

fn award_words(award: &Award) -> Message {
    match award {
        Award::Full => say!("得满分", "full marks"),
        Award::Zero => say!("不得分", "no marks"),
        Award::CannotScore => say!("不予计分", "cannot be scored"),
        Award::Judged => say!("按表述分档评判", "judged by its words"),
        Award::Formula(Formula { measure, curve, .. }) => {
            let (measure, curve) = (measure_name(*measure), curve_words(curve));
            say!("{mz}，{cz}", "{me}, {ce}", mz = measure.zh, cz = curve.zh, me = measure.en, ce = curve.en)
        }
    }
}

pub(super) fn measure_name(measure: Measure) -> Message {
    match measure {
        Measure::Completion => say!("完成比例（完成值÷指标值）", "completion (actual ÷ target)"),
        Measure::Inverse => say!("反向比例（指标值÷完成值）", "inverse ratio (target ÷ actual)"),
        Measure::Excess => say!("超出比例", "excess over the target"),
        Measure::Shortfall => say!("短缺比例", "shortfall of the target"),
        Measure::Deviation => say!("偏离比例", "deviation from the target"),
        Measure::Over => say!("超出量", "amount over the target"),
        Measure::Under => say!("短缺量", "amount under the target"),
        Measure::DaysLate => say!("逾期天数", "days late"),
        Measure::ExecutionRate => say!("预算执行率", "execution rate"),
    }
}

fn measured(measure: Measure, first: Exact, second: Exact, value: Exact) -> Message {
    let (a, b, v) = (exact(first), exact(second), exact(value));
    let name = measure_name(measure);
    let (zh, en) = (name.zh, name.en);
    match measure {
        Measure::Completion | Measure::Inverse => {
            say!("{zh}：{a} ÷ {b} ＝ {v}", "{en}: {a} ÷ {b} = {v}", zh = zh, en = en, a = a, b = b, v = v)
        }
        Measure::ExecutionRate => {
            let p = percent(value).unwrap_or_default();
            say!(
                "{zh}：{a} ÷ {b} ＝ {v}（{p}）",
                "{en}: {a} ÷ {b} = {v} ({p})",
                zh = zh,
                en = en,
                a = a,
                b = b,
                v = v,
                p = p
            )
        }
        Measure::Excess | Measure::Shortfall => say!(
            "{zh}：（{a} − {b}）÷ 指标值 ＝ {v}",
            "{en}: ({a} − {b}) ÷ target = {v}",
            zh = zh,
            en = en,
            a = a,
            b = b,
            v = v
        ),
        Measure::Deviation => say!(
            "{zh}：|{a} − {b}| ÷ {b} ＝ {v}",
            "{en}: |{a} − {b}| ÷ {b} = {v}",
            zh = zh,
            en = en,
            a = a,
            b = b,
            v = v
        ),
        Measure::Over | Measure::Under => {
            say!("{zh}：{a} − {b} ＝ {v}", "{en}: {a} − {b} = {v}", zh = zh, en = en, a = a, b = b, v = v)
        }
        Measure::DaysLate => say!("{zh}：{v}", "{en}: {v}", zh = zh, en = en, v = v),
    }
}

/// What a curve does.
fn curve_words(curve: &Curve) -> Message {
    match curve {
        Curve::Linear => say!("按比例计分", "in proportion"),
        Curve::Line(points) => {
            let points: Vec<String> =
                points.iter().map(|(x, y)| format!("({}, {})", exact(*x), share(*y))).collect();
            say!("按折线 {points}", "along the line {points}", points = points.join(" "))
        }
        Curve::Bands(bands) => {
            let bands: Vec<String> = bands.iter().map(band_words).collect();
            say!("按档 {bands}", "by bands {bands}", bands = bands.join("; "))
        }
        Curve::Steps { start, step, off, part_counts, .. } => {
            let (start, step, off) = (exact(*start), exact(*step), share(*off));
            if *part_counts {
                say!(
                    "自 {start} 起每 {step}（不足一级按一级）扣 {off}",
                    "from {start}, {off} off for every {step} or part of it",
                    start = start,
                    step = step,
                    off = off
                )
            } else {
                say!(
                    "自 {start} 起每满 {step} 扣 {off}",
                    "from {start}, {off} off for every whole {step}",
                    start = start,
                    step = step,
                    off = off
                )
            }
        }
    }
}

fn band_words(band: &Band) -> String {
    match band.from {
        Some(edge) => {
            format!("{} {} → {}", if edge.included { "≥" } else { "＞" }, exact(edge.at), share(band.share))
        }
        None => format!("… → {}", share(band.share)),
    }
}

fn manner(places: Places) -> Message {
    let decimals = places.decimals;
    match places.mode {
        RoundingMode::HalfUp => say!(
            "四舍五入至 {decimals} 位小数",
            "rounded half up to {decimals} decimals",
            decimals = decimals
        ),
        RoundingMode::Truncate => {
            say!("截取至 {decimals} 位小数", "cut to {decimals} decimals", decimals = decimals)
        }
    }
}

fn kind_name(kind: Kind) -> Message {
    match kind {
        Kind::Quantity => say!("数字", "a number"),
        Kind::Interval => say!("区间", "an interval"),
        Kind::Deadline => say!("日期", "a day"),
        Kind::Quality => say!("文字", "words"),
    }
}
