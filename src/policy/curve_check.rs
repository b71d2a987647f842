//! Curves that are not what their rules must be.

use super::{Curve, Formula, Measure, Occasion, Policy, Stated, Worth};
use crate::cell::Op;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::value::Rational;
use std::cmp::Ordering;

/// Points and bands in order, and no curve that rewards the worse.
pub(super) fn curves(policy: &Policy, found: &mut Vec<Diagnostic>) {
    for stated in policy.stated() {
        for condition in stated.conditions().iter().filter(|condition| condition.range.is_crossed()) {
            let id = stated.id;
            let title = say!("规则“{id}”的条件无法满足", "a condition of the rule `{id}` can never hold");
            let label = say!(
                "下限高于上限，没有数能满足",
                "the lower end is above the upper end: no number can satisfy it"
            );
            found.push(Diagnostic::new(Code::Curve, title).at(&condition.at).label(label));
        }
        let Some(formula) = stated.formula() else { continue };
        let problems = [
            order(&formula.curve),
            limits(formula),
            direction(formula, better(&stated)),
            bottomless(formula),
        ];
        if let Some(problem) = problems.into_iter().flatten().next() {
            let (id, key) = (stated.id, stated.occasion.key());
            let title = say!("规则“{id}”的 `{key}` 无效", "`{key}` of the rule `{id}` is not valid");
            found.push(Diagnostic::new(Code::Curve, title).at(&formula.at).label(problem));
        }
    }
}

/// Which actual is the better one on the occasion of an award.
fn better(stated: &Stated<'_>) -> Better {
    match (stated.occasion, stated.rule) {
        (Occasion::Below, _) => Better::More,
        // Beyond an "equal" target neither less nor more is known to be better.
        (Occasion::Above, Some(rule))
            if rule.when.ops.is_empty()
                || rule.when.ops.iter().any(|op| matches!(op, Op::AtMost | Op::LessThan)) =>
        {
            Better::Less
        }
        _ => Better::Either,
    }
}

/// Rates from the highest down, the last without an edge.
pub(super) fn total_limits(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let limits = &policy.total_limits;
    let mut pairs = limits.iter().zip(limits.iter().skip(1));
    let disordered = pairs.find(|(a, b)| match (a.from, b.from) {
        (Some(a), Some(b)) => !a.is_above(b),
        (None, _) => true,
        (Some(_), None) => false,
    });
    let open = limits.last().filter(|last| last.from.is_some());
    let (at, label) = match (disordered, open) {
        (Some((_, lower)), _) => {
            (&lower.at, say!("执行率应从高到低排列", "the rates should go from high to low"))
        }
        (None, Some(last)) => (
            &last.at,
            say!(
                "最后一档不写下限，否则更低的执行率没有对应的上限",
                "the last one has no lower edge; otherwise what lies below it is not limited"
            ),
        ),
        (None, None) => return,
    };
    let title = say!("总分上限各档不衔接", "the limits of the total are not contiguous");
    found.push(Diagnostic::new(Code::TotalLimits, title).at(at).label(label));
}

/// On which side of an actual the better one lies.
#[derive(Clone, Copy, PartialEq)]
enum Better {
    /// It was missed from below: more would be better.
    More,
    /// It was missed from above: less would be better.
    Less,
    Either,
}

/// Points rise, bands fall.
fn order(curve: &Curve) -> Option<Message> {
    match curve {
        Curve::Line(points) if points.len() < 2 => {
            Some(say!("折线至少应有两点", "a line needs at least two points"))
        }
        Curve::Line(points) => {
            let mut pairs = points.iter().zip(points.iter().skip(1));
            let disordered = pairs.any(|(a, b)| a.0.compare(b.0) != Ok(Ordering::Less));
            disordered
                .then(|| say!("折线各点的量应从小到大", "the points of a line should go from low to high"))
        }
        Curve::Bands(bands) => {
            let mut pairs = bands.iter().zip(bands.iter().skip(1));
            let disordered = pairs.any(|(a, b)| match (a.from, b.from) {
                (Some(a), Some(b)) => !a.is_above(b),
                _ => false,
            });
            disordered.then(|| say!("各档应从高到低", "the bands should go from high to low"))
        }
        Curve::Linear | Curve::Steps { .. } => None,
    }
}

/// A floor below the cap, a corridor with its ends in order.
fn limits(formula: &Formula) -> Option<Message> {
    let crossed = |low: Rational, high: Rational| low.compare(high) == Ok(Ordering::Greater);
    let limits = &formula.limits;
    if let (Some(floor), Some(cap)) = (limits.floor, limits.cap)
        && crossed(floor, cap)
    {
        return Some(say!("下限 `floor` 高于上限 `cap`", "`floor` is above `cap`"));
    }
    if let (Some(floor), Some(cap)) = (limits.measure_floor, limits.measure_cap)
        && crossed(floor, cap)
    {
        return Some(say!(
            "度量下限 `measure_floor` 高于度量上限 `measure_cap`",
            "`measure_floor` is above `measure_cap`"
        ));
    }
    if let Measure::RowsWithin(range) = formula.measure
        && range.is_crossed()
    {
        return Some(say!(
            "`rows_within` 的下限高于上限",
            "the lower end of `rows_within` is above the upper end"
        ));
    }
    match limits.zero_outside {
        Some(range) if range.is_crossed() => Some(say!(
            "`zero_outside` 的下限高于上限",
            "the lower end of `zero_outside` is above the upper end"
        )),
        _ => None,
    }
}

/// Deductions step by step that nothing holds at zero.
fn bottomless(formula: &Formula) -> Option<Message> {
    let Curve::Steps { rising, off, earn, .. } = &formula.curve else { return None };
    if earn.is_some() && formula.limits.cap.is_none() {
        return Some(say!(
            "加分没有封顶：补写 `limits: {{cap: …}}`，如 `cap: 120%`",
            "the additions have no cap: write `limits: {{cap: …}}`, such as `cap: 120%`"
        ));
    }
    let limits = &formula.limits;
    let furthest = if *rising { limits.measure_cap } else { limits.measure_floor };
    let corridor = limits
        .zero_outside
        .and_then(|range| if *rising { range.high } else { range.low }.map(|bound| bound.at));
    // Points depend on the weight, so only shares can be told without one.
    let least = match (off, furthest.or(corridor)) {
        (Worth::Share(_), Some(end)) => formula.curve.share(end, Rational::ONE).ok(),
        (_, Some(_)) => return None,
        (_, None) => None,
    };
    let held = limits.floor.is_some() || least.is_some_and(|least| least.sign() != Ordering::Less);
    (!held && takes(*off)).then(|| {
        say!(
            "逐级扣分会低于零：补写 `limits: {{floor: 0}}`",
            "the steps lead below zero: add `limits: {{floor: 0}}`"
        )
    })
}

/// A better actual must never earn less.
fn direction(formula: &Formula, better: Better) -> Option<Message> {
    let measure_rises_with_actual = match formula.measure {
        Measure::Completion
        | Measure::Excess
        | Measure::Over
        | Measure::Actual
        | Measure::ActualRate
        | Measure::DaysLate => true,
        Measure::Inverse | Measure::Shortfall | Measure::Under => false,
        // A deviation grows to either side.
        Measure::Deviation => better == Better::Less,
        // What amounts and facts mean, only their author knows.
        Measure::ExecutionRate
        | Measure::Amount(_)
        | Measure::Ratio { .. }
        | Measure::RowsWithin(_)
        | Measure::Earned(_)
        | Measure::Mean(_)
        | Measure::Efficacy { .. } => return None,
    };
    let wants_rising = match better {
        Better::More => measure_rises_with_actual,
        Better::Less => !measure_rises_with_actual,
        Better::Either => return None,
    };
    let wrong = if wants_rising { falls(&formula.curve) } else { rises(&formula.curve) };
    wrong.then(|| say!("完成值越好，得分反而越低", "the better the actual, the lower the score"))
}

fn rises(curve: &Curve) -> bool {
    match curve {
        Curve::Linear => true,
        Curve::Line(points) => any_pair(points.iter().map(|point| point.1), Ordering::Less),
        Curve::Bands(bands) => any_pair(bands.iter().map(|band| band.gives), Ordering::Greater),
        Curve::Steps { rising, off, .. } => !rising && takes(*off),
    }
}

fn falls(curve: &Curve) -> bool {
    match curve {
        Curve::Linear => false,
        Curve::Line(points) => any_pair(points.iter().map(|point| point.1), Ordering::Greater),
        Curve::Bands(bands) => any_pair(bands.iter().map(|band| band.gives), Ordering::Less),
        Curve::Steps { rising, off, .. } => *rising && takes(*off),
    }
}

/// Whether a step takes anything off.
fn takes(off: Worth) -> bool {
    match off {
        Worth::Share(amount) | Worth::Points(amount) | Worth::Less(amount) => {
            amount.sign() == Ordering::Greater
        }
        Worth::Measure => true,
    }
}

/// Whether anything stands in that order to the next. A share and points compare only with a weight.
fn any_pair(all: impl Iterator<Item = Worth> + Clone, order: Ordering) -> bool {
    let compared = |a: Worth, b: Worth| match (a, b) {
        (Worth::Share(a), Worth::Share(b)) | (Worth::Points(a), Worth::Points(b)) => a.compare(b).ok(),
        (Worth::Less(a), Worth::Less(b)) => b.compare(a).ok(),
        (Worth::Share(a), Worth::Less(b)) if a == Rational::ONE => Some(b.sign()),
        (Worth::Less(a), Worth::Share(b)) if b == Rational::ONE => Some(a.sign().reverse()),
        _ => None,
    };
    all.clone().zip(all.skip(1)).any(|(a, b)| compared(a, b) == Some(order))
}
