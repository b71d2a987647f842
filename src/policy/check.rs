//! What a policy says of itself that does not hold.

use super::{Award, GradeBand, Part, Policy, Rule, Stated, Term, Transfer};
use crate::cell::{Kind, Op};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Place;
use crate::say;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Holes and overlaps of grades and tiers, rules that nothing reaches or that lack a case, curves that reward the
/// worse, weights that do not add up, dates that contradict each other.
///
/// ```
/// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
/// assert_eq!(jixiao::policy::check(policy), []);
/// ```
pub fn check(policy: &Policy) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    header(policy, &mut found);
    weights(policy, &mut found);
    grades(policy, &mut found);
    tiers(policy, &mut found);
    rules(policy, &mut found);
    super::rule_check::rows(policy, &mut found);
    facts(policy, &mut found);
    super::curve_check::curves(policy, &mut found);
    super::curve_check::total_limits(policy, &mut found);
    found
}

fn header(policy: &Policy, found: &mut Vec<Diagnostic>) {
    if policy.basis.zh.trim().is_empty() {
        let title = say!("评分办法未写依据", "the policy lacks a basis");
        found.push(
            Diagnostic::new(Code::NoBasis, title)
                .at(&policy.id.at)
                .help(say!("在 `basis` 中写明文件和条款", "name the document and article in `basis`")),
        );
    }
    if let (Some(from), Some(to)) = policy.valid
        && to < from
    {
        let title = say!("有效期止于 {to}，早于开始的 {from}", "valid to {to}, which is before {from}");
        found.push(Diagnostic::new(Code::Dates, title).at(&policy.id.at));
    }
}

fn weights(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let weights = &policy.weights;
    if weights.classes.is_empty() {
        return;
    }
    let sum = weights
        .classes
        .iter()
        .try_fold(weights.execution, |sum, (_, weight)| sum.checked_add(*weight))
        .unwrap_or(Decimal::MAX);
    if sum != weights.total {
        let mut parts = vec![weights.execution.to_string()];
        parts.extend(weights.classes.iter().map(|(_, weight)| weight.to_string()));
        let parts = parts.join(" + ");
        let title = say!(
            "分值合计 {sum}，应为 {total}",
            "the weights add up to {sum}, not {total}",
            total = weights.total
        );
        let note = say!("预算执行率与各一级指标：{parts}", "execution and the classes: {parts}");
        found.push(Diagnostic::new(Code::PolicyWeights, title).at(&policy.id.at).note(note));
    }
    for Transfer { class, to } in &weights.without {
        let known = |name: &String| weights.classes.iter().any(|(class, _)| class == name);
        let names = std::iter::once(class).chain(to.iter().map(|(heir, _)| heir));
        if let Some(name) = names.into_iter().find(|name| !known(name)) {
            let title = say!("`without` 中的“{name}”没有分值", "`{name}` in `without` has no weight");
            found.push(Diagnostic::new(Code::PolicyWeights, title).at(&policy.id.at));
        }
        let sum = to.iter().try_fold(Rational::ZERO, |sum, (_, share)| sum.checked_add(*share));
        if sum.and_then(|sum| sum.compare(Rational::ONE)) != Ok(Ordering::Equal) {
            let title = say!(
                "`without` 中“{class}”的份额合计不为 100%",
                "the shares of `{class}` in `without` do not add up to 100%"
            );
            found.push(Diagnostic::new(Code::PolicyWeights, title).at(&policy.id.at));
        }
    }
}

/// Every total has exactly one grade: descending edges, the last at zero.
fn grades(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let bands = |at: &Place, label: Message| {
        Diagnostic::new(Code::Bands, say!("等级未覆盖所有总分", "the grades do not cover every total"))
            .at(at)
            .label(label)
    };
    let mut pairs = policy.grades.iter().zip(policy.grades.iter().skip(1));
    let twice = pairs.clone().find(|(better, worse)| better.grade == worse.grade);
    if let Some((better, worse)) = twice {
        let title = say!("等级重复", "the same grade appears twice");
        found.push(
            Diagnostic::new(Code::Bands, title)
                .at(&worse.at)
                .related(&better.at, say!("首次出现于此", "first occurrence")),
        );
    }
    if let Some((better, worse)) = pairs.find(|(better, worse)| !better.from.is_above(worse.from)) {
        let title = say!("等级未从高到低排列", "the grades are not in descending order");
        let label =
            say!("下限应低于 {from}", "the lower bound must be below {from}", from = shown(better.from.at));
        found.push(
            Diagnostic::new(Code::Bands, title)
                .at(&worse.at)
                .label(label)
                .related(&better.at, say!("上一等级", "the grade above")),
        );
        return;
    }
    match policy.grades.last() {
        Some(last) if last.from.at.sign() == Ordering::Greater || !last.from.included => {
            let from = shown(last.from.at);
            let label = if last.from.included {
                say!("低于 {from} 的总分没有等级", "a total below {from} has no grade")
            } else {
                say!("总分 {from} 没有等级", "a total of {from} has no grade")
            };
            let help = say!("最后一个等级写 `at_least: 0`", "write `at_least: 0` in the last grade");
            found.push(bands(&last.at, label).help(help));
        }
        _ => {}
    }
    let total = policy.weights.total;
    let beyond = |band: &&GradeBand| band.from.at.compare(Rational::from(total)) == Ok(Ordering::Greater);
    for band in policy.grades.iter().filter(beyond) {
        let label = say!("总分只有 {total}", "the total is only {total}");
        found.push(bands(&band.at, label));
    }
}

/// A bound as it is written.
fn shown(at: Rational) -> String {
    at.as_decimal().unwrap_or_default().normalize().to_string()
}

/// Tiers join without a hole, and no word is in two of them.
fn tiers(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let problem = |at: &Place, label: Message| {
        Diagnostic::new(Code::Bands, say!("定性各档不衔接", "the tiers are not contiguous"))
            .at(at)
            .label(label)
    };
    for tier in &policy.tiers {
        let (low, high) = (tier.low.at, tier.high.at);
        if low.compare(high) == Ok(Ordering::Greater) {
            found.push(problem(&tier.at, say!("下限高于上限", "the lower share is above the upper one")));
        }
        if tier.shares().contains(tier.default) != Ok(true) {
            found
                .push(problem(&tier.at, say!("默认份额不在本档范围内", "the default lies outside the tier")));
        }
    }
    for (better, worse) in policy.tiers.iter().zip(policy.tiers.iter().skip(1)) {
        let label = match worse.high.at.compare(better.low.at) {
            Ok(Ordering::Less) => say!("与上一档之间有空隙", "a gap below the tier above"),
            Ok(Ordering::Greater) => say!("与上一档重叠", "overlaps the tier above"),
            Ok(Ordering::Equal) if worse.high.included => {
                say!("上限同时属于上一档", "the upper share also belongs to the tier above")
            }
            _ => continue,
        };
        found.push(problem(&worse.at, label).related(&better.at, say!("上一档", "the tier above")));
    }
    let mut owners: BTreeMap<&str, &super::Tier> = BTreeMap::new();
    for tier in &policy.tiers {
        let degrees = tier.degrees.iter().map(|degree| degree.as_str());
        for word in degrees.chain(tier.exact.iter().chain(&tier.phrases).map(String::as_str)) {
            match owners.insert(word, tier) {
                Some(first) if first.id.value != tier.id.value => {
                    let title = say!("“{word}”同属两档", "`{word}` is in two tiers");
                    found.push(
                        Diagnostic::new(Code::Bands, title)
                            .at(&tier.id.at)
                            .related(&first.id.at, say!("也在这一档", "also in this one")),
                    );
                }
                _ => {}
            }
        }
    }
}

fn rules(policy: &Policy, found: &mut Vec<Diagnostic>) {
    for (index, rule) in policy.rules.iter().enumerate() {
        let earlier = policy.rules.get(..index).unwrap_or_default();
        if let Some(first) = earlier.iter().find(|first| first.id.value == rule.id.value) {
            let title = say!("两条规则同名：“{id}”", "two rules have the id `{id}`", id = rule.id.value);
            found.push(
                Diagnostic::new(Code::SameRule, title)
                    .at(&rule.id.at)
                    .related(&first.id.at, say!("第一条", "the first one")),
            );
        }
        // One of the same name is the other mistake.
        let before = earlier.iter().filter(|first| first.id.value != rule.id.value);
        if let Some(first) = before.into_iter().find(|first| covers(first, rule)) {
            let (id, by) = (&rule.id.value, &first.id.value);
            let title = say!("规则“{id}”永远不会适用", "the rule `{id}` can never apply");
            found.push(
                Diagnostic::new(Code::UnreachableRule, title)
                    .at(&rule.id.at)
                    .label(say!("前面的“{by}”已包括它的所有情形", "`{by}` already covers all of its cases"))
                    .related(
                        &first.id.at,
                        say!("按先后取第一条适用的规则", "the first rule that matches applies"),
                    ),
            );
        }
        missing_awards(rule, found);
    }
}

/// Every fact that a rule names is declared, once.
fn facts(policy: &Policy, found: &mut Vec<Diagnostic>) {
    for (index, fact) in policy.facts.iter().enumerate() {
        let earlier = policy.facts.iter().take(index).find(|first| first.name.value == fact.name.value);
        if let Some(first) = earlier {
            let title =
                say!("事实“{name}”重复声明", "the fact `{name}` is declared twice", name = fact.name.value);
            found.push(
                Diagnostic::new(Code::UnknownFact, title)
                    .at(&fact.name.at)
                    .related(&first.name.at, say!("首次出现于此", "first occurrence")),
            );
        }
    }
    let mut named = |part: &Part| {
        let Term::Fact(name) = &part.term else { return };
        if policy.facts.iter().any(|fact| fact.name.value == *name) {
            return;
        }
        let title = say!("“{name}”未声明", "`{name}` is not declared");
        let known: Vec<&str> = policy.facts.iter().map(|fact| fact.name.value.as_str()).collect();
        let known = known.join(", ");
        let help = say!(
            "可用 target、actual、days_late、initial、budget、executed，或 `facts` 中声明的：{known}",
            "available: target, actual, days_late, initial, budget, executed, and what `facts` \
             declares: {known}"
        );
        found.push(Diagnostic::new(Code::UnknownFact, title).at(&part.at).help(help));
    };
    let execution = &policy.execution;
    execution.numerator.iter().chain(&execution.denominator).for_each(&mut named);
    for measure in policy.stated().flat_map(Stated::measures) {
        measure.parts().for_each(&mut named);
    }
}

/// Whether every row that the later rule matches is matched by the first.
fn covers(first: &Rule, later: &Rule) -> bool {
    let (a, b) = (&first.when, &later.when);
    let named = within(&a.names, &b.names) && (!a.thresholds || b.thresholds);
    let kind = a.target.is_none() || a.target == b.target;
    // Without a kind of actual a rule takes whatever can be compared: not words, unless words are the target.
    let words = later.when.actual == Some(Kind::Quality) && b.target != Some(Kind::Quality);
    let actual = a.actual == b.actual || a.actual.is_none() && !words;
    named
        && kind
        && actual
        && within(&a.ops, &b.ops)
        && within(&a.classes, &b.classes)
        && within(&a.groups, &b.groups)
}

/// Whether `all` leaves out nothing of `some`; an empty list is everything.
fn within<T: PartialEq>(all: &[T], some: &[T]) -> bool {
    all.is_empty() || !some.is_empty() && some.iter().all(|item| all.contains(item))
}

/// A rule has an award for every side on which its targets can be missed.
fn missing_awards(rule: &Rule, found: &mut Vec<Diagnostic>) {
    let sides = rule.always.is_none();
    let words = rule.when.is_of_words();
    let interval = rule.when.target == Some(Kind::Interval);
    let any = |wanted: &[Op]| rule.when.ops.is_empty() || rule.when.ops.iter().any(|op| wanted.contains(op));
    let below = !words && (interval || any(&[Op::AtLeast, Op::MoreThan, Op::Equal]));
    let above = !words && (interval || any(&[Op::AtMost, Op::LessThan, Op::Equal]));
    let ratio = rule.awards().any(|(_, award)| can_lack_a_value(award));
    let cases = [
        ("met", sides, rule.met.is_some(), say!("达到时", "when the target is met")),
        (
            "below",
            sides && below,
            rule.below.is_some(),
            say!("低于（早于）指标值时", "when the target is missed from below (too early)"),
        ),
        (
            "above",
            sides && above,
            rule.above.is_some(),
            say!("高于（晚于）指标值时", "when the target is missed from above (too late)"),
        ),
        (
            "unmeasurable",
            ratio,
            rule.unmeasurable.is_some(),
            say!("除数为零、无法相除时", "when a zero makes the division impossible"),
        ),
    ];
    for (key, needed, given, case) in cases {
        if needed && !given {
            let (zh, en) = (&case.zh, &case.en);
            let title =
                say!("规则“{id}”未规定{zh}的得分", "the rule `{id}` lacks an award {en}", id = rule.id.value);
            let help = say!(
                "补写 `{key}:`，可选 `full`、`zero`、`cannot_score` 或 `{{measure, curve, limits}}`",
                "add `{key}:` with `full`, `zero`, `cannot_score` or `{{measure, curve, limits}}`"
            );
            found.push(Diagnostic::new(Code::MissingAward, title).at(&rule.id.at).help(help));
        }
    }
}

/// A ratio whose divisor may be zero.
fn can_lack_a_value(award: &Award) -> bool {
    match award {
        Award::Formula(formula) => formula.unmeasurable.is_none() && !formula.measure.always_has_a_value(),
        Award::If(branch) => can_lack_a_value(&branch.then) || can_lack_a_value(&branch.otherwise),
        _ => false,
    }
}
