//! What a case earns: from an award to a share of the weight. Measure → curve → limits, once, for everything.

use super::trace::{Limit, Step, Tracer};
use super::unscored::Unscored;
use crate::policy::{Award, Curve, Formula, Limits, Measure, Places};
use crate::value::{Exact, Overflow};
use std::cmp::Ordering;

/// The two numbers that a measure is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Inputs {
    /// Target and actual, in one unit.
    Amounts {
        /// The target.
        target: Exact,
        /// The actual.
        actual: Exact,
    },
    /// Days late.
    Days(i64),
    /// Money.
    Funds {
        /// The denominator.
        budget: Exact,
        /// The numerator.
        executed: Exact,
    },
}

/// The share of the weight that an award gives.
///
/// `unmeasurable` is the policy's answer where the measure has no value.
pub(super) fn share(
    award: &Award,
    unmeasurable: Option<&Award>,
    inputs: Option<Inputs>,
    rate: Option<Places>,
    tracer: &mut impl Tracer,
) -> Result<Exact, Unscored> {
    match award {
        Award::Full => Ok(Exact::ONE),
        Award::Zero => Ok(Exact::ZERO),
        Award::CannotScore => Err(Unscored::PolicyRefuses),
        // Judged rows have no numbers; a policy that judges numbers is refused when it is checked.
        Award::Judged => Err(Unscored::NoRule),
        Award::Formula(formula) => {
            let Some(measured) = inputs.map(|inputs| measure(formula.measure, inputs)).transpose()?.flatten()
            else {
                tracer.record(|| Step::Unmeasurable { measure: formula.measure });
                return match unmeasurable {
                    Some(Award::Full) => Ok(Exact::ONE),
                    Some(Award::Zero) => Ok(Exact::ZERO),
                    Some(Award::CannotScore) => Err(Unscored::PolicyRefuses),
                    _ => Err(Unscored::Unmeasurable),
                };
            };
            let Measured { first, second, value } = measured;
            tracer.record(|| Step::Measured { measure: formula.measure, first, second, value });
            let value = match rate {
                Some(places) => {
                    let rounded = value.round(places.decimals, places.mode)?;
                    tracer.record(|| Step::RateRounded { exact: value, rounded, places });
                    Exact::from(rounded)
                }
                None => value,
            };
            Ok(apply(formula, value, tracer)?)
        }
    }
}

/// A measure with the numbers it was made of.
struct Measured {
    first: Exact,
    second: Exact,
    value: Exact,
}

/// The value of a measure; nothing where it has none.
fn measure(measure: Measure, inputs: Inputs) -> Result<Option<Measured>, Overflow> {
    let above_zero = |number: Exact| number.sign() == Ordering::Greater;
    let ratio = |first: Exact, second: Exact| {
        let value = if above_zero(second) { first.over(second)? } else { None };
        Ok(value.map(|value| Measured { first, second, value }))
    };
    let relative = |difference: Exact, target: Exact| {
        Ok(if above_zero(target) { difference.over(target)? } else { None })
    };
    match (measure, inputs) {
        (Measure::Completion, Inputs::Amounts { target, actual }) => ratio(actual, target),
        // A target below zero over an actual above it is no share of anything.
        (Measure::Inverse, Inputs::Amounts { target, actual }) if target.sign() != Ordering::Less => {
            ratio(target, actual)
        }
        (Measure::ExecutionRate, Inputs::Funds { budget, executed }) => ratio(executed, budget),
        (Measure::Excess, Inputs::Amounts { target, actual }) => {
            let value = relative(actual.minus(target)?, target)?;
            Ok(value.map(|value| Measured { first: actual, second: target, value }))
        }
        (Measure::Shortfall, Inputs::Amounts { target, actual }) => {
            let value = relative(target.minus(actual)?, target)?;
            Ok(value.map(|value| Measured { first: target, second: actual, value }))
        }
        (Measure::Deviation, Inputs::Amounts { target, actual }) => {
            let difference = if actual.compare(target)? == Ordering::Less {
                target.minus(actual)?
            } else {
                actual.minus(target)?
            };
            let value = relative(difference, target)?;
            Ok(value.map(|value| Measured { first: actual, second: target, value }))
        }
        (Measure::Over, Inputs::Amounts { target, actual }) => {
            Ok(Some(Measured { first: actual, second: target, value: actual.minus(target)? }))
        }
        (Measure::Under, Inputs::Amounts { target, actual }) => {
            Ok(Some(Measured { first: target, second: actual, value: target.minus(actual)? }))
        }
        (Measure::DaysLate, Inputs::Days(days)) => {
            let value = Exact::whole(days);
            Ok(Some(Measured { first: value, second: Exact::ZERO, value }))
        }
        _ => Ok(None),
    }
}

fn apply(formula: &Formula, value: Exact, tracer: &mut impl Tracer) -> Result<Exact, Overflow> {
    let share = formula.curve.share(value)?;
    if formula.curve != Curve::Linear {
        tracer.record(|| Step::Curved { curve: formula.curve.clone(), measure: value, share });
    }
    limited(&formula.limits, value, share, tracer)
}

fn limited(limits: &Limits, value: Exact, share: Exact, tracer: &mut impl Tracer) -> Result<Exact, Overflow> {
    let mut share = share;
    if let Some((low, high)) = limits.zero_outside
        && (value.compare(low)? == Ordering::Less || value.compare(high)? == Ordering::Greater)
    {
        let before = std::mem::replace(&mut share, Exact::ZERO);
        tracer.record(|| Step::Limited { limit: Limit::Corridor(low, high), before, after: share });
    }
    if let Some(floor) = limits.floor
        && share.compare(floor)? == Ordering::Less
    {
        let before = std::mem::replace(&mut share, floor);
        tracer.record(|| Step::Limited { limit: Limit::Floor(floor), before, after: floor });
    }
    if let Some(cap) = limits.cap
        && share.compare(cap)? == Ordering::Greater
    {
        let before = std::mem::replace(&mut share, cap);
        tracer.record(|| Step::Limited { limit: Limit::Cap(cap), before, after: cap });
    }
    Ok(share)
}
