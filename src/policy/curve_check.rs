//! Curves that are not what their rules must be.

use super::{Award, Curve, Edge, Formula, Measure, Op, Policy, Worth};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Place;
use crate::say;
use crate::value::Exact;
use std::cmp::Ordering;

/// Points and bands in order, and no curve that rewards the worse.
pub(super) fn curves(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let mut one = |award: &Award, (id, key): (&str, &str), at: &Place, better: Better| {
        if let Award::Formula(formula) = award {
            let problems = [order(&formula.curve), limits(formula), direction(formula, better)];
            if let Some(problem) = problems.into_iter().flatten().next() {
                let title = say!(
                    "规则“{id}”的 `{key}` 不成立",
                    "`{key}` of the rule `{id}` does not hold",
                    id = id,
                    key = key
                );
                found.push(Diagnostic::new(Code::Curve, title).at(at).label(problem));
            }
        }
    };
    let execution = &policy.execution;
    one(&execution.award, (&execution.id, "award"), &execution.at, Better::Either);
    for rule in &policy.rules {
        let (id, at) = (rule.id.value.as_str(), &rule.id.at);
        // Beyond an "equal" target neither less nor more is known to be better.
        let less = |op: &Op| matches!(op, Op::AtMost | Op::LessThan);
        let above = if rule.when.ops.is_empty() || rule.when.ops.iter().any(less) {
            Better::Less
        } else {
            Better::Either
        };
        let sides = [
            ("below", &rule.below, Better::More),
            ("above", &rule.above, above),
            ("met", &rule.met, Better::Either),
            ("always", &rule.always, Better::Either),
        ];
        for (key, award, better) in sides {
            if let Some(award) = award {
                one(award, (id, key), at, better);
            }
        }
    }
}

/// Rates from the highest down, the last without an edge.
pub(super) fn total_limits(policy: &Policy, found: &mut Vec<Diagnostic>) {
    let limits = &policy.total_limits;
    let mut pairs = limits.iter().zip(limits.iter().skip(1));
    let ordered = pairs.all(|(a, b)| match (a.from, b.from) {
        (Some(a), Some(b)) => is_above(a, b),
        (None, _) => false,
        (Some(_), None) => true,
    });
    let closed = limits.last().is_none_or(|last| last.from.is_none());
    if !ordered || !closed {
        let title = say!("总分上限没有接好", "the limits of the total do not join");
        let label = if ordered {
            say!("最后一档不写下限，否则更低的没有着落", "the last one has no lower edge")
        } else {
            say!("执行率要从高到低", "the rates go from the highest down")
        };
        found.push(Diagnostic::new(Code::TotalLimits, title).at(&policy.at).label(label));
    }
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
        Curve::Line(points) => {
            let mut pairs = points.iter().zip(points.iter().skip(1));
            let disordered = pairs.any(|(a, b)| a.0.compare(b.0) != Ok(Ordering::Less));
            disordered
                .then(|| say!("折线各点的量要从小到大", "the points of a line go from the least measure up"))
        }
        Curve::Bands(bands) => {
            let mut pairs = bands.iter().zip(bands.iter().skip(1));
            let disordered = pairs.any(|(a, b)| match (a.from, b.from) {
                (Some(a), Some(b)) => !is_above(a, b),
                _ => false,
            });
            disordered.then(|| say!("各档要从高到低", "the bands go from the highest down"))
        }
        Curve::Linear | Curve::Steps { .. } => None,
    }
}

fn is_above(a: Edge, b: Edge) -> bool {
    match a.at.compare(b.at) {
        Ok(Ordering::Greater) => true,
        Ok(Ordering::Equal) => !a.included && b.included,
        _ => false,
    }
}

/// A floor below the cap, a corridor with its ends in order.
fn limits(formula: &Formula) -> Option<Message> {
    let crossed = |low: Exact, high: Exact| low.compare(high) == Ok(Ordering::Greater);
    let limits = &formula.limits;
    if let (Some(floor), Some(cap)) = (limits.floor, limits.cap)
        && crossed(floor, cap)
    {
        return Some(say!("floor 高于 cap", "the floor is above the cap"));
    }
    if let (Some(floor), Some(cap)) = (limits.measure_floor, limits.measure_cap)
        && crossed(floor, cap)
    {
        return Some(say!("measure_floor 高于 measure_cap", "measure_floor is above measure_cap"));
    }
    match limits.zero_outside {
        Some((low, high)) if crossed(low, high) => {
            Some(say!("zero_outside 的下限高于上限", "the ends of zero_outside are crossed"))
        }
        _ => None,
    }
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
        Measure::ExecutionRate | Measure::Amount(_) | Measure::Ratio { .. } | Measure::RowsWithin { .. } => {
            return None;
        }
    };
    let wants_rising = match better {
        Better::More => measure_rises_with_actual,
        Better::Less => !measure_rises_with_actual,
        Better::Either => return None,
    };
    let wrong = if wants_rising { falls(&formula.curve) } else { rises(&formula.curve) };
    wrong.then(|| say!("完成得越好，得分反而越低", "the better the actual, the lower the score"))
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
        (Worth::Share(a), Worth::Less(b)) if a == Exact::ONE => Some(b.sign()),
        (Worth::Less(a), Worth::Share(b)) if b == Exact::ONE => Some(a.sign().reverse()),
        _ => None,
    };
    all.clone().zip(all.skip(1)).any(|(a, b)| compared(a, b) == Some(order))
}
