//! The trace in words, so that every score can be checked with a pocket calculator.

use super::figure::{exact, share};
use super::grade_name;
use super::reading_wording::{reading_words, sign};
use super::rule_wording::{condition_words, manner, measure_name, measured, range_words, rule, sum_words};
use crate::cell::{Degree, Kind};
use crate::message::Message;
use crate::policy::{Policy, Side};
use crate::say;
use crate::scoring::{Amount, Direction, Evidence, Ground, Limit, Otherwise, Step};
use crate::value::Rational;

/// What the words of a step refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// The policy that was applied.
    pub policy: &'a Policy,
}

/// Whose number it is.
const fn of_whom(target: bool) -> (&'static str, &'static str) {
    if target { ("指标值", "the target") } else { ("完成值", "the actual") }
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
        Step::Direction { equal, direction, label } => direction_words(*equal, *direction, label.as_deref()),
        Step::Otherwise(Otherwise { op, score, .. }) => match score {
            Some(score) => say!(
                "比较方向为推断：若取 {op}，得 {score} 分",
                "the direction is inferred; with {op} the row would earn {score}",
                op = sign(*op)
            ),
            None => say!(
                "比较方向为推断：若取 {op}，结果不同",
                "the direction is inferred; with {op} the result would differ",
                op = sign(*op)
            ),
        },
        Step::OperatorIgnored { column } => {
            say!(
                "“指标性质”列为 {op}，与指标值不一致，以指标值为准",
                "the operator column says {op}, which contradicts the target; the target applies",
                op = sign(*column)
            )
        }
        Step::UnitTaken { unit, by_target: false } => say!(
            "完成值未写单位，按指标值的单位“{unit}”计",
            "the actual has no unit and takes that of the target, {unit}"
        ),
        Step::UnitTaken { unit, by_target: true } => say!(
            "指标值未写单位，按完成值的单位“{unit}”计",
            "the target has no unit and takes that of the actual, {unit}"
        ),
        Step::UnitOfName { unit } => say!(
            "指标值和完成值均未写单位，按指标名称中的单位“{unit}”计",
            "target and actual have no unit and take that of the indicator's name, {unit}"
        ),
        Step::ScaleTaken { bare, as_amount, by_target } => {
            let (zh, en) = of_whom(*by_target);
            say!(
                "{zh} {bare} 未写单位，只有读作 {amount} 才与另一方相近，故按此计",
                "{en} {bare} has no unit and is read as {amount}, which alone is near the other side",
                bare = exact(*bare),
                amount = amount(as_amount)
            )
        }
        Step::ScaleUnclear { printed, other, by_target } => {
            let (zh, en) = of_whom(*by_target);
            say!(
                "{zh}未写单位，无法判定是 {printed} 还是 {other}",
                "{en} has no unit; {printed} and {other} are both possible",
                printed = amount(printed),
                other = amount(other)
            )
        }
        Step::UnitStandsFor { target, actual } => {
            say!("“{actual}”与“{target}”视为同一计数单位", "“{actual}” and “{target}” count as the same unit")
        }
        Step::Converted { from, to } => {
            say!("换算：{from} ＝ {to}", "converted: {from} = {to}", from = amount(from), to = amount(to))
        }
        Step::Days { target, actual, late } => {
            let days = late.unsigned_abs();
            let (target, actual) = (target.last, actual.last);
            match late.signum() {
                1 => say!(
                    "期限 {target}，完成 {actual}，逾期 {days} 天",
                    "due {target}, done {actual}; days late: {days}"
                ),
                0 => {
                    say!(
                        "期限 {target}，完成 {actual}，恰在期限当日",
                        "due {target}, done {actual}: on the due date"
                    )
                }
                _ => say!(
                    "期限 {target}，完成 {actual}，提前 {days} 天",
                    "due {target}, done {actual}; days early: {days}"
                ),
            }
        }
        Step::Compared { op, target, actual, side } => {
            let (a, t, op) = (exact(*actual), exact(*target), sign(*op));
            match side {
                Side::Met => say!("{a} {op} {t}：达到", "{a} {op} {t}: met"),
                Side::Below => {
                    say!("{a}，要求 {op} {t}：未达到（偏低）", "{a}, required {op} {t}: missed, too low")
                }
                Side::Above => {
                    say!("{a}，要求 {op} {t}：未达到（偏高）", "{a}, required {op} {t}: missed, too high")
                }
            }
        }
        Step::Within { low, high, actual, side } => {
            let (a, low, high) = (exact(*actual), exact(*low), exact(*high));
            match side {
                Side::Met => {
                    say!("{a} 在 {low} 至 {high} 之间：达到", "{a} lies within {low} to {high}: met")
                }
                Side::Below => {
                    say!("{a} 低于 {low} 至 {high}：未达到", "{a} is below {low} to {high}: missed")
                }
                Side::Above => {
                    say!("{a} 高于 {low} 至 {high}：未达到", "{a} is above {low} to {high}: missed")
                }
            }
        }
        Step::Rule { index, id, award } => rule(words.policy, *index, id, award),
        Step::Funds { numerator, denominator, budget, executed } => {
            let (of, to) = (sum_words(numerator, words.policy), sum_words(denominator, words.policy));
            let (b, s) = (amount_words(*budget), amount_words(*executed));
            say!("{tz} {b}，{oz} {s}", "{te} {b}, {oe} {s}", tz = to.zh, oz = of.zh, te = to.en, oe = of.en)
        }
        Step::Measured { measure, first, second, value } => {
            measured(measure, *first, *second, *value, words.policy)
        }
        Step::RateRounded { exact: rate, rounded, places } => {
            let how = manner(*places);
            say!(
                "执行率取为 {rounded}（{zh}），原值 {rate}",
                "the rate is taken as {rounded} ({en}), from {rate}",
                zh = how.zh,
                en = how.en,
                rate = exact(*rate)
            )
        }
        Step::Unmeasurable { measure } => {
            let name = measure_name(measure, words.policy);
            if measure.looks_at_rows() {
                return say!(
                    "{zh}没有值（没有可计数的其他指标）",
                    "{en} has no value: no other row can be counted",
                    zh = name.zh,
                    en = name.en
                );
            }
            say!("{zh}没有值（除数为零）", "{en} has no value: division by zero", zh = name.zh, en = name.en)
        }
        Step::Curved { measure, at, share: gives } => {
            let at = if measure.is_rate() { share(*at) } else { exact(*at) };
            let name = measure_name(measure, words.policy);
            say!(
                "{zh} {at}，得分值的 {gives}",
                "{en} {at}: {gives} of the weight",
                zh = name.zh,
                en = name.en,
                gives = share(*gives)
            )
        }
        Step::Limited { limit: Limit::Measure, before, after } => say!(
            "度量取为 {after}（原为 {before}）",
            "the measure is taken as {after}, from {before}",
            before = exact(*before),
            after = exact(*after)
        ),
        Step::Limited { limit, before, after } => {
            let (before, after) = (share(*before), share(*after));
            match limit {
                Limit::Corridor(range) => {
                    let range = range_words(*range, share);
                    say!("不在 {zh}，不得分", "outside {en}: zero", zh = range.zh, en = range.en)
                }
                Limit::Measure => Message::default(),
                Limit::Floor(_) => {
                    say!("按下限取值：{before} → {after}", "raised to the floor: {before} → {after}")
                }
                Limit::Cap(_) => {
                    say!("按上限取值：{before} → {after}", "lowered to the cap: {before} → {after}")
                }
            }
        }
        Step::Tiered { tier, ground } => {
            let title = words.policy.tiers.get(*tier).map(|tier| tier.title.clone()).unwrap_or_default();
            match ground {
                Ground::Says { words, degree } => {
                    let degree = degree_wording(*degree);
                    say!(
                        "完成值中“{words}”表示{degree_zh}，属“{zh}”档",
                        "“{words}” says that the target was {degree_en}: tier “{en}”",
                        degree_zh = degree.zh,
                        degree_en = degree.en,
                        zh = title.zh,
                        en = title.en
                    )
                }
                Ground::Whole(phrase) | Ground::Phrase(phrase) => say!(
                    "表述含“{phrase}”，属“{zh}”档",
                    "the words contain “{phrase}”: tier “{en}”",
                    zh = title.zh,
                    en = title.en
                ),
                Ground::Repeats => say!(
                    "完成值与指标值表述相同，属“{zh}”档",
                    "the actual repeats the words of the target: tier “{en}”",
                    zh = title.zh,
                    en = title.en
                ),
            }
        }
        Step::Condition { condition, value, holds } => {
            let asked = condition_words(condition, words.policy);
            let written = if condition.measure.is_rate() { share } else { exact };
            let found = match value {
                Some(value) => Message::same(written(*value)),
                None => say!("没有值", "no value"),
            };
            let came =
                if *holds { say!("成立", "it holds") } else { say!("不成立", "it does not hold") };
            say!(
                "条件：{az}（实为 {fz}）：{cz}",
                "condition: {ae} (found: {fe}): {ce}",
                az = asked.zh,
                fz = found.zh,
                cz = came.zh,
                ae = asked.en,
                fe = found.en,
                ce = came.en
            )
        }
        Step::Printed { claimed, weight, score } if claimed == score => {
            say!(
                "由人评定：自评得分 {claimed} 在 0 至 {weight} 之间，予以认可",
                "judged by a person: the self-assessed score {claimed} lies within 0 to {weight} and is \
                 accepted"
            )
        }
        Step::Printed { claimed, weight, score } => {
            say!(
                "由人评定：自评得分 {claimed}，按 0 至 {weight} 计为 {score}",
                "judged by a person: the self-assessed score {claimed} counts as {score}, within 0 to \
                 {weight}"
            )
        }
        Step::Judged { low, high, claimed: Some(claimed), stands: true } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，自评得分 {claimed} 在此范围内，予以认可",
                "the tier gives {low} to {high}; the self-assessed score {claimed} lies within it and \
                 is accepted"
            )
        }
        Step::Judged { low, high, claimed: Some(claimed), stands: false } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，自评得分 {claimed} 不在此范围内，按该档默认值计",
                "the tier gives {low} to {high}; the self-assessed score {claimed} lies outside, so the \
                 tier's default is taken"
            )
        }
        Step::Judged { low, high, claimed: None, .. } => {
            say!(
                "该档得分在 {low} 至 {high} 之间，表中未填自评得分，按该档默认值计",
                "the tier gives {low} to {high}; the self-assessed score is missing, so the tier's \
                 default is taken"
            )
        }
        Step::Scored { weight, share: part, exact: product, places, score } => {
            let how = manner(*places);
            say!(
                "{weight} × {part} ＝ {product} → {score}（{zh}）",
                "{weight} × {part} = {product} → {score} ({en})",
                part = exact(*part),
                product = exact(*product),
                zh = how.zh,
                en = how.en
            )
        }
        Step::Threshold { grade, text: Some(text) } => {
            let name = grade_name(*grade);
            say!(
                "达到本行“{zh}”的标准“{text}”",
                "it meets the row's threshold for {en}, “{text}”",
                zh = name.zh,
                en = name.en
            )
        }
        Step::Threshold { grade, text: None } => {
            let name = grade_name(*grade);
            say!(
                "未达到本行所列的任何标准，属“{zh}”",
                "it meets none of the row's thresholds: {en}",
                zh = name.zh,
                en = name.en
            )
        }
        Step::Goal { name, ratio, sum } => say!(
            "目标“{name}”：各指标得分合计 {sum}，按 {ratio} 计入",
            "goal “{name}”: its rows earn {sum}, counted at {ratio}",
            ratio = share(Rational::from(*ratio))
        ),
        Step::MeanOfScores { shares, mean } => {
            let parts: Vec<String> = shares
                .iter()
                .map(|(funds, part)| format!("{} × {}", funds.normalize(), share(*part)))
                .collect();
            say!(
                "各单位得分率按资金加权平均：（{parts}）÷ 资金合计 ＝ {mean}",
                "mean of the units' shares of the weight, weighted by funds: ({parts}) ÷ all funds = \
                 {mean}",
                parts = parts.join(" ＋ "),
                mean = share(*mean)
            )
        }
        Step::TotalLimited { rate: None, cap, before } => say!(
            "预算执行率未知，总分的下限不超过 {cap}：{before} → {cap}",
            "the execution rate is unknown: the lower bound of the total is at most {cap}: {before} → {cap}"
        ),
        Step::TotalLimited { rate: Some(rate), cap, before } => say!(
            "预算执行率 {rate}，总分不超过 {cap}：{before} → {cap}",
            "at an execution rate of {rate} the total is at most {cap}: {before} → {cap}",
            rate = share(*rate)
        ),
        Step::NotApplicable { words } => {
            say!("“{words}”：本项不适用", "“{words}”: the row does not apply")
        }
        Step::Unscored { reason, kinds } => {
            let message = reason.message();
            let code = reason.as_str();
            match kinds {
                Some((target, actual)) => {
                    let (target, actual) = (kind_name(*target), kind_name(*actual));
                    say!(
                        "无法计分：{zh}（`{code}`；指标值为{tz}，完成值为{az}）",
                        "cannot be scored: {en} (`{code}`; the target is {te}, the actual {ae})",
                        zh = message.zh,
                        en = message.en,
                        tz = target.zh,
                        az = actual.zh,
                        te = target.en,
                        ae = actual.en
                    )
                }
                None => say!(
                    "无法计分：{zh}（`{code}`）",
                    "cannot be scored: {en} (`{code}`)",
                    zh = message.zh,
                    en = message.en
                ),
            }
        }
        Step::Summed { sum, of } => {
            say!("各项得分相加：{sum}（分值合计 {of}）", "the scores add up to {sum} (of {of})")
        }
        Step::Rescaled { sum, of, whole, score } => {
            say!(
                "计分各项得 {sum} 分，分值 {of}，折算：{sum} ÷ {of} × {whole} ＝ {score}",
                "the scored rows earn {sum} of {of}, rescaled: {sum} ÷ {of} × {whole} = {score}"
            )
        }
    }
}

/// The rules that a trace names.
pub(super) fn rules_of<'t>(trace: &'t [Step], policy: &'t Policy) -> impl Iterator<Item = Message> + 't {
    let named = trace.iter().filter(|step| matches!(step, Step::Rule { .. }));
    named.map(move |step| sentence(step, Words { policy }))
}

/// The steps that say why: what curve and limits made of the measure, the arithmetic.
pub(super) fn deciding<'t>(trace: &'t [Step], policy: &'t Policy) -> impl Iterator<Item = Message> + 't {
    let decides = |step: &&Step| {
        matches!(
            step,
            Step::Curved { .. }
                | Step::Limited { .. }
                | Step::Tiered { .. }
                | Step::Judged { .. }
                | Step::Threshold { .. }
                | Step::Unmeasurable { .. }
                | Step::Scored { .. }
                | Step::Unscored { .. }
                | Step::Rescaled { .. }
                | Step::TotalLimited { .. }
        )
    };
    trace.iter().filter(decides).map(move |step| sentence(step, Words { policy }))
}

/// An amount of money, in groups of three where it is a decimal.
fn amount_words(value: Rational) -> String {
    value.as_decimal().map_or_else(|| exact(value), super::figure::thousands)
}

fn amount(amount: &Amount) -> String {
    match &amount.unit {
        Some(unit) => format!("{} {unit}", exact(amount.value)),
        None => exact(amount.value),
    }
}

/// What gave a target its direction.
fn direction_words(equal: bool, Direction { op, from }: Direction, label: Option<&str>) -> Message {
    let op = sign(op);
    let printed = if equal {
        say!("指标值为“＝”", "the target says “=”")
    } else {
        say!("指标值未写比较方向", "the target has no direction")
    };
    let (zh, en) = (printed.zh, printed.en);
    let label = label.unwrap_or_default();
    match from {
        Evidence::Printed | Evidence::Column => say!(
            "指标值未写比较符号，按表中“指标性质”列取 {op}",
            "the number has no operator; the operator column of the table says {op}"
        ),
        Evidence::Policy(_) => say!(
            "指标值未写比较符号，“{label}”按评分办法取 {op}",
            "the number has no operator; for {label} the policy takes {op}"
        ),
        Evidence::Name => {
            say!("{zh}，名称含“{label}”，取 {op}", "{en}; the name contains “{label}”: {op} is taken")
        }
        Evidence::Unit => say!(
            "{zh}，单位为“{label}”，成本和用时越少越好，取 {op}",
            "{en}; its unit is {label}, and less cost or time is better: {op} is taken"
        ),
        Evidence::Kind => say!(
            "{zh}，列于“{label}”下，越少越好，取 {op}",
            "{en}; under {label} less is better: {op} is taken"
        ),
        Evidence::Zero => {
            say!("{zh}，指标值为零，只可能超过，取 {op}", "{en}; zero can only be exceeded: {op} is taken")
        }
        Evidence::Default(_) => say!(
            "指标值未写比较符号，也无其他依据，按评分办法取 {op}",
            "the number has no operator, and there is no other evidence; the policy takes {op}"
        ),
    }
}

fn degree_wording(degree: Degree) -> Message {
    match degree {
        Degree::Full => say!("已达到指标值", "reached"),
        Degree::Half => say!("部分达到指标值", "reached in part"),
        Degree::None => say!("未达到指标值", "not reached"),
    }
}

fn kind_name(kind: Kind) -> Message {
    match kind {
        Kind::Quantity => say!("数字", "a number"),
        Kind::Interval => say!("区间", "a range"),
        Kind::Deadline => say!("日期", "a date"),
        Kind::Quality => say!("文字", "words"),
    }
}
