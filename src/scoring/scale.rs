//! A bare number beside a unit with a scale: 11800 beside 1.2万人, 0.96 beside 95%.
//!
//! It is in the scale that is printed on the other side, or in the one that is not. Where only one of the two lies near
//! the other side, it is that one; where both or none do, nobody knows.

use super::amounts::Side;
use super::trace::{Amount, Step, Tracer};
use super::unscored::Unscored;
use crate::cell::UnitFrom;
use crate::value::{Quantity, Rational, Unit};
use crate::vocabulary::Vocabulary;
use std::cmp::Ordering;

/// A number lies near another within this many times of it.
const NEAR: Rational = Rational::whole(20);

/// A rate is written as a fraction up to this: 1.2 may be 120 %, 3 is not 300 %.
const GREATEST_FRACTION: Rational = Rational::whole(2);

/// Gives the bare side its unit and its number in the scale of that, where there is a doubt about it.
pub(super) fn settle<'a>(
    target: Side<'a>,
    actual: Side<'a>,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) -> Result<(Side<'a>, Side<'a>), Unscored> {
    let (bare, other, by_target) = match (&target.low.unit, &actual.low.unit) {
        (Some(_), None) => (&actual, &target, false),
        (None, Some(_)) => (&target, &actual, true),
        _ => return Ok((target, actual)),
    };
    let Some(unit) = other.low.unit else { return Ok((target, actual)) };
    if is_letters(other) {
        return Err(Unscored::UnitsDiffer);
    }
    let rate = vocabulary.units.is_rate(&unit) && unit.scale != Rational::ONE;
    let Some(scale) = other.face.multiplier.or(rate.then_some(unit.scale)) else {
        return Ok((target, actual));
    };
    let printed = taken(bare, unit, Rational::ONE).ok_or(Unscored::Overflow)?;
    // What is too long in the other scale is far from everything.
    let whole = taken(bare, unit, scale);
    let settled = match whole.filter(|whole| whole.low.number != printed.low.number) {
        None => printed,
        Some(whole) => {
            let fraction = !rate || Rational::from(bare.low.number).compare(GREATEST_FRACTION)?.is_le();
            let fits_printed = is_near(&printed, other, true)?;
            let fits_whole = fraction && is_near(&whole, other, false)?;
            let amount = |side: &Side<'_>| Amount {
                value: Rational::from(side.low.number),
                unit: other.face.unit.clone(),
            };
            match (fits_printed, fits_whole) {
                (true, false) => printed,
                (false, true) => {
                    tracer.record(|| Step::ScaleTaken {
                        bare: Rational::from(bare.low.number),
                        as_amount: amount(&whole),
                        by_target,
                    });
                    whole
                }
                // A column says what is meant.
                _ if other.face.unit_from == UnitFrom::Column => printed,
                _ => {
                    tracer.record(|| Step::ScaleUnclear {
                        printed: amount(&printed),
                        other: amount(&whole),
                        by_target,
                    });
                    return Err(Unscored::ScaleUnclear);
                }
            }
        }
    };
    if settled.low.number == bare.low.number {
        tracer.record(|| Step::UnitTaken { unit: other.face.unit.clone().unwrap_or_default(), by_target });
    }
    Ok(if by_target { (settled, actual) } else { (target, settled) })
}

/// The bare side in the unit of the other; its numbers count what `scale` is one of.
fn taken<'a>(bare: &Side<'a>, unit: Unit, scale: Rational) -> Option<Side<'a>> {
    let convert = |quantity: Quantity| {
        let number = Rational::from(quantity.number).checked_div(scale).ok()??.as_decimal()?;
        Some(Quantity { number, unit: Some(unit) })
    };
    let high = match bare.high {
        Some(high) => Some(convert(high)?),
        None => None,
    };
    Some(Side { low: convert(bare.low)?, high, face: bare.face })
}

/// Whether two sides in one unit lie near one another. Zero is near everything: it is the same in every scale.
fn is_near(side: &Side<'_>, other: &Side<'_>, at_the_edge: bool) -> Result<bool, Unscored> {
    let ends = |side: &Side<'_>| {
        let amount = |quantity: Quantity| Rational::from(quantity.number.abs());
        (amount(side.low), amount(side.high.unwrap_or(side.low)))
    };
    let ((low, high), (other_low, other_high)) = (ends(side), ends(other));
    if high.sign() == Ordering::Equal || other_high.sign() == Ordering::Equal {
        return Ok(true);
    }
    let reaches = |small: Rational, great: Rational| {
        Ok::<bool, Unscored>(match small.checked_mul(NEAR)?.compare(great)? {
            Ordering::Greater => true,
            Ordering::Equal => at_the_edge,
            Ordering::Less => false,
        })
    };
    Ok(reaches(high, other_low)? && reaches(other_high, low)?)
}

/// A word of letters that nobody knows: 5O, 3k, 10w. Beside a bare number it says nothing.
fn is_letters(side: &Side<'_>) -> bool {
    let letters = |unit: &String| unit.starts_with(|first: char| first.is_ascii_alphabetic());
    side.face.unit_unknown && side.face.unit.as_ref().is_some_and(letters)
}
