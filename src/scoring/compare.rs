//! How an actual stands to its target.

use super::trace::{Amount, Relation, Step, Tracer};
use super::unscored::Unscored;
use crate::cell::Op;
use crate::cell::{Face, Reading};
use crate::value::{DateProblem, Deadline, Exact, Mismatch, Overflow, Quantity, in_common_unit};
use crate::vocabulary::Vocabulary;
use std::cmp::Ordering;

/// The outcome, with the numbers that a measure needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) relation: Relation,
    pub(super) numbers: Numbers,
}

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// A target (of an interval: the bound that was missed) and an actual, in one unit.
    Amounts {
        /// The target.
        target: Exact,
        /// The actual.
        actual: Exact,
    },
    /// Days late; negative when early.
    Days(i64),
}

impl Numbers {
    /// Days late, where days were compared.
    pub(super) const fn days(self) -> Option<i64> {
        match self {
            Self::Days(days) => Some(days),
            Self::Amounts { .. } => None,
        }
    }
}

impl From<Overflow> for Unscored {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

impl From<Mismatch> for Unscored {
    fn from(mismatch: Mismatch) -> Self {
        match mismatch {
            Mismatch::Dimensions => Self::UnitsDiffer,
            Mismatch::Overflow => Self::Overflow,
        }
    }
}

impl From<DateProblem> for Unscored {
    fn from(problem: DateProblem) -> Self {
        match problem {
            DateProblem::YearMissing => Self::YearMissing,
            DateProblem::NoSuchDay => Self::NoSuchDay,
        }
    }
}

/// Numbers from `low` to `high`, each end with whether it belongs; no end is no bound.
#[derive(Debug, Clone, Copy)]
struct Range {
    low: Option<(Exact, bool)>,
    high: Option<(Exact, bool)>,
}

/// What an actual leaves open.
#[derive(Debug, Clone, Copy)]
enum Actual {
    Point(Exact),
    Range(Range),
}

/// Compares an actual with a target of a kind that it can be compared with.
pub(super) fn compare(
    target: &Reading,
    op: Op,
    actual: &Reading,
    year: Option<i32>,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) -> Result<Comparison, Unscored> {
    match (target, actual) {
        (Reading::Deadline { deadline: target, .. }, Reading::Deadline { deadline: actual, .. }) => {
            days(target, op, actual, year, tracer)
        }
        (Reading::Quantity { quantity, face, .. }, _) => {
            let actual = in_unit_of(quantity, face, actual, vocabulary, tracer)?;
            let (target, actual) = actual;
            let relation = match actual {
                Actual::Point(value) => side(op, value.compare(target)?),
                Actual::Range(range) if within(range, &wanted(op, target))? => Relation::Met,
                Actual::Range(_) => return Err(Unscored::ActualOpen),
            };
            let value = actual.value();
            tracer.record(|| Step::Compared { op, target, actual: value, relation });
            Ok(Comparison { relation, numbers: Numbers::Amounts { target, actual: value } })
        }
        (Reading::Interval { low, low_included, high, high_included, face }, _) => {
            let (bottom, value) = in_unit_of(low, face, actual, vocabulary, tracer)?;
            let (_, top) = in_common_unit(low, high, |_, _| false)?;
            let wanted = Range { low: Some((bottom, *low_included)), high: Some((top, *high_included)) };
            let relation = match value {
                Actual::Point(value) => match (value.compare(bottom)?, value.compare(top)?) {
                    (Ordering::Less, _) => Relation::Below,
                    (Ordering::Equal, _) if !low_included => Relation::Below,
                    (_, Ordering::Greater) => Relation::Above,
                    (_, Ordering::Equal) if !high_included => Relation::Above,
                    _ => Relation::Met,
                },
                Actual::Range(range) if within(range, &wanted)? => Relation::Met,
                Actual::Range(_) => return Err(Unscored::ActualOpen),
            };
            let actual = value.value();
            tracer.record(|| Step::Within { low: bottom, high: top, actual, relation });
            let target = if relation == Relation::Above { top } else { bottom };
            Ok(Comparison { relation, numbers: Numbers::Amounts { target, actual } })
        }
        _ => Err(Unscored::KindsDiffer),
    }
}

/// On which side of the target a point falls.
const fn side(op: Op, actual_to_target: Ordering) -> Relation {
    match (op, actual_to_target) {
        (Op::AtLeast, Ordering::Greater | Ordering::Equal)
        | (Op::MoreThan, Ordering::Greater)
        | (Op::AtMost, Ordering::Less | Ordering::Equal)
        | (Op::LessThan, Ordering::Less)
        | (Op::Equal, Ordering::Equal) => Relation::Met,
        (Op::AtLeast | Op::MoreThan, _) | (Op::Equal, Ordering::Less) => Relation::Below,
        (Op::AtMost | Op::LessThan, _) | (Op::Equal, Ordering::Greater) => Relation::Above,
    }
}

/// The numbers that meet a target.
const fn wanted(op: Op, target: Exact) -> Range {
    match op {
        Op::AtLeast => Range { low: Some((target, true)), high: None },
        Op::MoreThan => Range { low: Some((target, false)), high: None },
        Op::AtMost => Range { low: None, high: Some((target, true)) },
        Op::LessThan => Range { low: None, high: Some((target, false)) },
        Op::Equal => Range { low: Some((target, true)), high: Some((target, true)) },
    }
}

/// Whether every number of `inner` is one of `outer`.
fn within(inner: Range, outer: &Range) -> Result<bool, Overflow> {
    let end = |inner: Option<(Exact, bool)>, outer: Option<(Exact, bool)>, inside: Ordering| {
        Ok(match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((inner, has)), Some((outer, may))) => match inner.compare(outer)? {
                Ordering::Equal => may || !has,
                other => other == inside,
            },
        })
    };
    Ok(end(inner.low, outer.low, Ordering::Greater)? && end(inner.high, outer.high, Ordering::Less)?)
}

impl Actual {
    /// The number that stands for it: the point, or the end that is known.
    fn value(self) -> Exact {
        match self {
            Self::Point(value) => value,
            Self::Range(Range { low, high }) => low.or(high).map_or(Exact::ZERO, |(value, _)| value),
        }
    }
}

/// Target and actual as numbers of one unit.
fn in_unit_of(
    target: &Quantity,
    face: &Face,
    actual: &Reading,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) -> Result<(Exact, Actual), Unscored> {
    let (first, second, actual_face) = match actual {
        Reading::Quantity { quantity, face, .. } => (quantity, None, face),
        Reading::Interval { low, high, face, .. } => (low, Some(high), face),
        _ => return Err(Unscored::KindsDiffer),
    };
    // A rise against a fall is no shortfall of the same thing.
    if let (Some(wanted), Some(happened)) = (face.change, actual_face.change)
        && wanted != happened
    {
        return Err(Unscored::KindsDiffer);
    }
    let units = &vocabulary.units;
    let (goal, value) = units.in_common_unit(target, first)?;
    record_units(target, face, first, actual_face, value, vocabulary, tracer);
    let actual = match (second, actual) {
        (Some(high), Reading::Interval { low_included, high_included, .. }) => {
            let (_, top) = units.in_common_unit(target, high)?;
            Actual::Range(Range { low: Some((value, *low_included)), high: Some((top, *high_included)) })
        }
        _ => match actual.op() {
            None | Some(Op::Equal) => Actual::Point(value),
            Some(op) => Actual::Range(wanted(op, value)),
        },
    };
    Ok((goal, actual))
}

/// Says what was done about the units, where anything was.
fn record_units(
    target: &Quantity,
    face: &Face,
    actual: &Quantity,
    actual_face: &Face,
    converted: Exact,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) {
    if !tracer.keeps() {
        return;
    }
    match (&target.unit, &actual.unit) {
        (Some(a), Some(b)) if a != b => {
            if a.dimension != b.dimension && vocabulary.units.stands_for(a, b) {
                tracer.record(|| Step::UnitStandsFor {
                    target: face.unit.clone().unwrap_or_default(),
                    actual: actual_face.unit.clone().unwrap_or_default(),
                });
            }
            if a.scale != b.scale {
                tracer.record(|| Step::Converted {
                    from: Amount { value: Exact::from(actual.number), unit: actual_face.unit.clone() },
                    to: Amount { value: converted, unit: face.unit.clone() },
                });
            }
        }
        (Some(_), None) => tracer
            .record(|| Step::UnitTaken { unit: face.unit.clone().unwrap_or_default(), by_target: false }),
        (None, Some(_)) => tracer.record(|| Step::UnitTaken {
            unit: actual_face.unit.clone().unwrap_or_default(),
            by_target: true,
        }),
        _ => {}
    }
}

/// Days against days. An actual that is known only to the month is met, or late, only if all its days are.
fn days(
    target: &Deadline,
    op: Op,
    actual: &Deadline,
    year: Option<i32>,
    tracer: &mut impl Tracer,
) -> Result<Comparison, Unscored> {
    let target = target.in_year(year)?;
    let actual = actual.in_year(year)?;
    let late = target.until(&actual);
    tracer.record(|| Step::Days { target, actual, late });
    let relation = match op {
        Op::AtMost | Op::LessThan | Op::Equal => {
            let limit = if op == Op::LessThan { target.first } else { target.last };
            let by = |day| if op == Op::LessThan { day < limit } else { day <= limit };
            if by(actual.last) {
                // Earlier than an exact day is not that day; the policy says what that is worth.
                if op == Op::Equal && actual.last < target.first { Relation::Below } else { Relation::Met }
            } else if by(actual.first) {
                return Err(Unscored::ActualOpen);
            } else {
                Relation::Above
            }
        }
        Op::AtLeast | Op::MoreThan => {
            let from = |day| if op == Op::MoreThan { day > target.last } else { day >= target.first };
            if from(actual.first) {
                Relation::Met
            } else if from(actual.last) {
                return Err(Unscored::ActualOpen);
            } else {
                Relation::Below
            }
        }
    };
    Ok(Comparison { relation, numbers: Numbers::Days(late) })
}
