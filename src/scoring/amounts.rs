//! Target and actual as numbers of one unit: what is bare takes the other's unit, in the scale that fits; a change the
//! other way is below zero.

use super::row::Row;
use super::scale;
use super::trace::{Amount, Step, Tracer};
use super::unscored::Unscored;
use crate::cell::{Beyond, Change, Notation, Op, Reader, Reading, UnitFrom};
use crate::value::{Bound, Overflow, Quantity, Range, Rational};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What an actual leaves open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Actual {
    Point(Rational),
    Range(Range),
}

impl Actual {
    /// The number that stands for it: the point, or the end that is known.
    pub(super) fn value(self) -> Rational {
        match self {
            Self::Point(value) => value,
            Self::Range(Range { low, high }) => low.or(high).map_or(Rational::ZERO, |bound| bound.at),
        }
    }

    /// The same change, said of the other direction.
    fn turned(self) -> Result<Self, Overflow> {
        let turn = |value: Rational| Rational::ZERO.checked_sub(value);
        let bound =
            |bound: Option<Bound>| bound.map(|bound| Ok(Bound { at: turn(bound.at)?, ..bound })).transpose();
        Ok(match self {
            Self::Point(value) => Self::Point(turn(value)?),
            Self::Range(Range { low, high }) => Self::Range(Range { low: bound(high)?, high: bound(low)? }),
        })
    }
}

/// A cell of numbers: one, or the two ends of an interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) low: Quantity,
    pub(super) high: Option<Quantity>,
    pub(super) face: &'a Notation,
}

impl<'a> Side<'a> {
    fn of(reading: &'a Reading) -> Option<Self> {
        match reading {
            Reading::Quantity { quantity, face, .. } => Some(Self { low: *quantity, high: None, face }),
            Reading::Interval { low, high, face, .. } => Some(Self { low: *low, high: Some(*high), face }),
            _ => None,
        }
    }
}

/// The two sides in one unit: that of the target, where it has one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Together {
    /// The target; of an interval its lower end.
    pub(super) target: Rational,
    /// The upper end of an interval.
    pub(super) top: Rational,
    pub(super) actual: Actual,
}

/// Brings target and actual together.
pub(super) fn together(
    target: &Reading,
    actual: &Reading,
    row: &Row<'_>,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) -> Result<Together, Unscored> {
    let (Some(goal), Some(reached)) = (Side::of(target), Side::of(actual)) else {
        return Err(Unscored::KindsDiffer);
    };
    let (goal, reached) = scale::settle(goal, reached, vocabulary, tracer)?;
    let units = &vocabulary.units;
    let (low, value) = units.in_common_unit(&goal.low, &reached.low)?;
    let top = match &goal.high {
        None => low,
        Some(high) => {
            // In the unit of the lower end, and then as that one was brought to the actual.
            let one = Quantity { number: Decimal::ONE, ..goal.low };
            let factor = units.in_common_unit(&one, &reached.low)?.0;
            units.in_common_unit(&goal.low, high)?.1.checked_mul(factor)?
        }
    };
    record_units(&goal, &reached, value, vocabulary, tracer);
    let at = |quantity: &Quantity| units.in_common_unit(&goal.low, quantity).map(|(_, value)| value);
    let found = match (actual, &reached.high) {
        (Reading::Interval { low_included, high_included, .. }, Some(high)) => Actual::Range(Range {
            low: Some(Bound { at: value, included: *low_included }),
            high: Some(Bound { at: at(high)?, included: *high_included }),
        }),
        _ => match (actual.op().filter(|op| *op != Op::Equal && !reached.face.level), reached.face.beyond) {
            (Some(op), _) => Actual::Range(super::compare::wanted(op, value)),
            (None, None) => Actual::Point(value),
            (None, Some(beyond)) => {
                let number = reached.low.number;
                let step = step(number).ok_or(Overflow)?;
                let other = match beyond {
                    Beyond::Above => number.checked_add(step),
                    Beyond::Below => number.checked_sub(step),
                };
                let other = at(&Quantity { number: other.ok_or(Overflow)?, ..reached.low })?;
                let (low, high) = if beyond == Beyond::Above { (value, other) } else { (other, value) };
                Actual::Range(Range { low: Some(Bound::excluded(low)), high: Some(Bound::excluded(high)) })
            }
        },
    };
    let turned = is_turned(goal.face, reached.face, row, low, value)?;
    let actual = if turned { found.turned()? } else { found };
    Ok(Together { target: low, top, actual })
}

/// How far 100余 can go: one in its last place that is not zero. 100余 is below 200, 120余 below 130.
fn step(number: Decimal) -> Option<Decimal> {
    let number = number.normalize();
    let mut step = Decimal::new(1, number.scale());
    let mut left = number;
    while number.scale() == 0 && !left.is_zero() && left.checked_rem(Decimal::TEN)?.is_zero() {
        left = left.checked_div(Decimal::TEN)?;
        step = step.checked_mul(Decimal::TEN)?;
    }
    Some(step)
}

/// Whether the actual is a change the other way: 下降 against 增长, or −6 % against 下降.
fn is_turned(
    goal: &Notation,
    reached: &Notation,
    row: &Row<'_>,
    target: Rational,
    value: Rational,
) -> Result<bool, Unscored> {
    match (goal.change, reached.change) {
        (Some(wanted), Some(happened)) => Ok(wanted != happened),
        (Some(Change::Fall), None) => {
            Ok(value.sign() == Ordering::Less && target.sign() == Ordering::Greater)
        }
        // A fall of what is not said to fall or to rise: the name may say it.
        (None, Some(Change::Fall)) => match row.name.and_then(Reader::change_in) {
            Some(Change::Fall) => Ok(false),
            Some(Change::Rise) => Ok(true),
            None if target.sign() == Ordering::Less => Ok(true),
            None => Err(Unscored::KindsDiffer),
        },
        (Some(Change::Rise) | None, None) | (None, Some(Change::Rise)) => Ok(false),
    }
}

/// Says what was done about the units, where anything was.
fn record_units(
    target: &Side<'_>,
    actual: &Side<'_>,
    converted: Rational,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) {
    if !tracer.keeps() {
        return;
    }
    let printed = |side: &Side<'_>| side.face.unit.clone().unwrap_or_default();
    if target.face.unit_from == UnitFrom::Name {
        tracer.record(|| Step::UnitOfName { unit: printed(target) });
    }
    match (&target.low.unit, &actual.low.unit) {
        (Some(a), Some(b)) if a != b => {
            if a.dimension != b.dimension && vocabulary.units.stands_for(a, b) {
                tracer.record(|| Step::UnitStandsFor { target: printed(target), actual: printed(actual) });
            }
            if a.scale != b.scale {
                tracer.record(|| Step::Converted {
                    from: Amount { value: Rational::from(actual.low.number), unit: actual.face.unit.clone() },
                    to: Amount { value: converted, unit: target.face.unit.clone() },
                });
            }
        }
        (Some(_), None) => {
            tracer.record(|| Step::UnitTaken { unit: printed(target), by_target: false });
        }
        (None, Some(_)) => {
            tracer.record(|| Step::UnitTaken { unit: printed(actual), by_target: true });
        }
        _ => {}
    }
}
