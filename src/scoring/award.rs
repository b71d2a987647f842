//! What a case earns: from an award to a share of the weight. Measure → curve → limits, once, for everything.

use super::ledger::{Completion, Fared, Ledger};
use super::trace::{Limit, Step, Tracer};
use super::unscored::Unscored;
use crate::place::Located;
use crate::policy::{Award, Curve, Formula, Limits, Measure, Part, Precision, Term};
use crate::value::{Overflow, Rational};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What a measure may be made of. What a case does not have is absent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inputs<'a> {
    /// Target and actual, in one unit.
    pub amounts: Option<Amounts<'a>>,
    /// Days late.
    pub days: Option<i64>,
    /// Facts of the row; they go before those of the table.
    pub facts: &'a [(Located<String>, Located<Decimal>)],
    /// Funds and facts of the table.
    pub ledger: Option<&'a Ledger<'a>>,
}

/// What a bare number counts as where a rate is wanted.
const HUNDREDTH: Rational = match Rational::new(1, 100) {
    Some(hundredth) => hundredth,
    None => Rational::ZERO,
};

/// Target and actual as they were compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amounts<'a> {
    /// The target, where there is one.
    pub target: Option<Rational>,
    /// The actual.
    pub actual: Rational,
    /// What the two were printed in.
    pub unit: Printed<'a>,
}

/// The unit of a number, as far as measures care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Printed<'a> {
    /// A rate, of which one is so much: a hundredth for `%`.
    Rate(&'a Rational),
    /// No unit.
    Bare,
    /// Any other.
    Other,
}

impl Printed<'_> {
    /// What one of it is. A rate is a part of one; everything else stays as printed.
    const fn scale(self) -> Rational {
        match self {
            Self::Rate(scale) => *scale,
            Self::Bare | Self::Other => Rational::ONE,
        }
    }
}

/// One case: what it is out of, and what is to be done with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    /// The weight of the row.
    pub weight: Decimal,
    /// What the measure is made of.
    pub inputs: Inputs<'a>,
    /// The policy's answer where the measure has no value.
    pub unmeasurable: Option<&'a Award>,
    /// How the measure is rounded before it is used.
    pub rate: Option<Precision>,
}

/// The share of the weight that an award gives.
pub(super) fn share(award: &Award, case: &Case<'_>, tracer: &mut impl Tracer) -> Result<Rational, Unscored> {
    let formula = match settled(award, &case.inputs, tracer)? {
        Award::Full => return Ok(Rational::ONE),
        Award::Zero => return Ok(Rational::ZERO),
        Award::CannotScore => return Err(Unscored::PolicyRefuses),
        // These are the row's to settle; a policy that has them elsewhere is refused.
        Award::Judged | Award::Thresholds(_) | Award::Printed | Award::If(_) => {
            return Err(Unscored::NoRule);
        }
        Award::Formula(formula) => formula,
    };
    let Some(Measured { first, second, value }) = measure(&formula.measure, &case.inputs)? else {
        tracer.record(|| Step::Unmeasurable { measure: formula.measure.clone() });
        // What is awarded then may be a formula of its own, with the last word.
        return match formula.unmeasurable.as_deref().or(case.unmeasurable) {
            Some(award) => share(award, &Case { unmeasurable: None, ..*case }, tracer),
            None => Err(Unscored::Unmeasurable),
        };
    };
    tracer.record(|| Step::Measured { measure: formula.measure.clone(), first, second, value });
    let value = match case.rate {
        Some(places) => {
            let rounded = value.round(places.decimals, places.mode)?;
            tracer.record(|| Step::RateRounded { exact: value, rounded, places });
            Rational::from(rounded)
        }
        None => value,
    };
    Ok(apply(formula, value, Rational::from(case.weight), tracer)?)
}

/// The award that is earned, where it hangs on conditions.
pub(super) fn settled<'p>(
    award: &'p Award,
    inputs: &Inputs<'_>,
    tracer: &mut impl Tracer,
) -> Result<&'p Award, Unscored> {
    let mut award = award;
    while let Award::If(branch) = award {
        let mut all = true;
        for condition in &branch.conditions {
            let value = measure(&condition.measure, inputs)?.map(|measured| measured.value);
            let holds = match value {
                Some(value) => condition.range.contains(value)?,
                None => false,
            };
            tracer.record(|| Step::Condition { condition: condition.clone(), value, holds });
            all = all && holds;
            if !all {
                break;
            }
        }
        award = if all { &branch.then } else { &branch.otherwise };
    }
    Ok(award)
}

/// A measure with the numbers it was made of.
struct Measured {
    first: Rational,
    second: Rational,
    value: Rational,
}

/// The value of a measure; nothing where it has none.
#[allow(clippy::inline_always)] // one of its callers is hot
#[inline(always)]
fn measure(measure: &Measure, inputs: &Inputs<'_>) -> Result<Option<Measured>, Unscored> {
    let above_zero = |number: Rational| number.sign() == Ordering::Greater;
    let ratio = |first: Rational, second: Rational| -> Result<Option<Measured>, Unscored> {
        let value = if above_zero(second) { first.checked_div(second)? } else { None };
        Ok(value.map(|value| Measured { first, second, value }))
    };
    let relative =
        |first: Rational, second: Rational, target: Rational| -> Result<Option<Measured>, Unscored> {
            let value =
                if above_zero(target) { first.checked_sub(second)?.checked_div(target)? } else { None };
            Ok(value.map(|value| Measured { first, second, value }))
        };
    let difference = |first: Rational, second: Rational| -> Result<Option<Measured>, Unscored> {
        Ok(Some(Measured { first, second, value: first.checked_sub(second)? }))
    };
    let alone = |value: Rational| Ok(Some(Measured { first: value, second: Rational::ZERO, value }));
    let both = inputs.amounts.as_ref().and_then(|amounts| Some((amounts.target?, amounts.actual)));
    match (measure, both) {
        (Measure::Completion, Some((target, actual))) => ratio(actual, target),
        // A target below zero over an actual above it is no share of anything.
        (Measure::Inverse, Some((target, actual))) if target.sign() != Ordering::Less => {
            ratio(target, actual)
        }
        (Measure::Excess, Some((target, actual))) => relative(actual, target, target),
        (Measure::Shortfall, Some((target, actual))) => relative(target, actual, target),
        (Measure::Deviation, Some((target, actual))) => {
            let short = actual.compare(target)? == Ordering::Less;
            let (more, less) = if short { (target, actual) } else { (actual, target) };
            let measured = relative(more, less, target)?;
            Ok(measured.map(|measured| Measured { first: actual, second: target, ..measured }))
        }
        (Measure::Over, Some((target, actual))) => difference(actual, target),
        (Measure::Under, Some((target, actual))) => difference(target, actual),
        (Measure::Actual, _) => match &inputs.amounts {
            Some(Amounts { actual, unit, .. }) => alone(actual.checked_mul(unit.scale())?),
            None => Ok(None),
        },
        (Measure::ActualRate, _) => match &inputs.amounts {
            Some(Amounts { actual, unit: Printed::Rate(scale), .. }) => alone(actual.checked_mul(**scale)?),
            Some(Amounts { actual, unit: Printed::Bare, .. }) => alone(actual.checked_mul(HUNDREDTH)?),
            Some(Amounts { unit: Printed::Other, .. }) => Err(Unscored::UnitsDiffer),
            None => Ok(None),
        },
        (Measure::DaysLate, _) => inputs.days.map_or(Ok(None), |days| alone(Rational::whole(days))),
        (Measure::ExecutionRate, _) => {
            let (first, second) = inputs.ledger.ok_or(Unscored::NoFunds)?.rate()?;
            ratio(first, second)
        }
        (Measure::Amount(sum), _) => alone(added(sum, inputs)?),
        (Measure::Ratio { of, to }, _) => ratio(added(of, inputs)?, added(to, inputs)?),
        (Measure::RowsWithin(range), _) => {
            let (mut within, mut all) = (0_i64, 0_i64);
            for row in rows(inputs)? {
                all = all.saturating_add(i64::from(row.completion != Completion::NotCounted));
                let Completion::Known(completion) = row.completion else { continue };
                within = within.saturating_add(i64::from(range.contains(completion)?));
            }
            ratio(Rational::whole(within), Rational::whole(all))
        }
        (Measure::Earned(words), _) => {
            let mut least: Option<Rational> = None;
            for row in rows(inputs)?.iter().filter(|row| row.is_called(words)) {
                least = match (least, row.earned) {
                    (Some(least), Some(earned)) if least.compare(earned)? != Ordering::Greater => Some(least),
                    (least, earned) => earned.or(least),
                };
            }
            least.map_or(Ok(None), alone)
        }
        (Measure::Mean(measures), _) => mean(measures, inputs),
        (Measure::Efficacy { value, worst, best }, _) => {
            let (value, worst, best) = (added(value, inputs)?, added(worst, inputs)?, added(best, inputs)?);
            let (first, second) = (value.checked_sub(worst)?, best.checked_sub(worst)?);
            let value = if second.sign() == Ordering::Equal { None } else { first.checked_div(second)? };
            Ok(value.map(|value| Measured { first, second, value }))
        }
        _ => Ok(None),
    }
}

/// The mean of several measures; nothing where one has no value.
#[inline(never)]
fn mean(measures: &[Measure], inputs: &Inputs<'_>) -> Result<Option<Measured>, Unscored> {
    let mut sum = Rational::ZERO;
    for one in measures {
        let Some(part) = boxed(one, inputs)? else { return Ok(None) };
        sum = sum.checked_add(part)?;
    }
    let count = Rational::whole(i64::try_from(measures.len()).unwrap_or(i64::MAX));
    Ok(sum.checked_div(count)?.map(|value| Measured { first: sum, second: count, value }))
}

/// The value of a measure that stands inside another.
fn boxed(one: &Measure, inputs: &Inputs<'_>) -> Result<Option<Rational>, Unscored> {
    Ok(measure(one, inputs)?.map(|measured| measured.value))
}

/// How the other rows fared. While that is being found out, no row is scored by the others.
fn rows<'a>(inputs: &Inputs<'a>) -> Result<&'a [Fared], Unscored> {
    match inputs.ledger {
        Some(ledger) => ledger.rows.as_deref().ok_or(Unscored::Unmeasurable),
        None => Ok(&[]),
    }
}

/// Amounts and facts, added up.
pub(super) fn added(sum: &[Part], inputs: &Inputs<'_>) -> Result<Rational, Unscored> {
    let mut all = Rational::ZERO;
    for Part { minus, term, .. } in sum {
        let amounts = || inputs.amounts.as_ref().ok_or(Unscored::NoFact);
        let amount = match term {
            Term::Target => {
                let Amounts { target, unit, .. } = amounts()?;
                target.ok_or(Unscored::NoTarget)?.checked_mul(unit.scale())?
            }
            Term::Actual => {
                let Amounts { actual, unit, .. } = amounts()?;
                actual.checked_mul(unit.scale())?
            }
            Term::DaysLate => Rational::whole(inputs.days.ok_or(Unscored::NoFact)?),
            Term::Initial | Term::Budget | Term::Executed => {
                inputs.ledger.and_then(|ledger| ledger.money(term)).ok_or(Unscored::NoFunds)?
            }
            Term::Fact(name) => {
                let of_row = inputs.facts.iter().find(|(known, _)| known.value == *name);
                let of_row = of_row.map(|(_, figure)| Rational::from(figure.value));
                of_row.or_else(|| inputs.ledger?.fact(name)).ok_or(Unscored::NoFact)?
            }
        };
        all = if *minus { all.checked_sub(amount)? } else { all.checked_add(amount)? };
    }
    Ok(all)
}

fn apply(
    formula: &Formula,
    value: Rational,
    weight: Rational,
    tracer: &mut impl Tracer,
) -> Result<Rational, Overflow> {
    let limit = held(&formula.limits, value)?;
    let held = limit.unwrap_or(value);
    if limit.is_some() {
        tracer.record(|| Step::Limited { limit: Limit::Measure, before: value, after: held });
    }
    let share = formula.curve.share(held, weight)?;
    if formula.curve != Curve::Linear {
        tracer.record(|| Step::Curved { measure: formula.measure.clone(), at: held, share });
    }
    limited(&formula.limits, value, share, tracer)
}

/// The limit of the measure that is passed, if one is.
fn held(limits: &Limits, value: Rational) -> Result<Option<Rational>, Overflow> {
    match (limits.measure_floor, limits.measure_cap) {
        (Some(floor), _) if value.compare(floor)? == Ordering::Less => Ok(Some(floor)),
        (_, Some(cap)) if value.compare(cap)? == Ordering::Greater => Ok(Some(cap)),
        _ => Ok(None),
    }
}

fn limited(
    limits: &Limits,
    value: Rational,
    share: Rational,
    tracer: &mut impl Tracer,
) -> Result<Rational, Overflow> {
    let mut share = share;
    if let Some(range) = limits.zero_outside
        && !range.contains(value)?
    {
        let before = std::mem::replace(&mut share, Rational::ZERO);
        tracer.record(|| Step::Limited { limit: Limit::Corridor(range), before, after: share });
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
