//! How an actual stands to its target.

use super::amounts::{Actual, Together, together};
use super::facts::Comparison;
use super::row::Row;
use super::trace::{Step, Tracer};
use super::unscored::Unscored;
use crate::cell::{Op, Reading};
use crate::policy::Side;
use crate::value::{Bound, DateProblem, Deadline, Mismatch, Overflow, Range, Rational};
use crate::vocabulary::Vocabulary;
use std::cmp::Ordering;

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

/// Compares an actual with a target of a kind that it can be compared with.
pub(super) fn compare(
    target: &Reading,
    op: Op,
    actual: &Reading,
    row: &Row<'_>,
    vocabulary: &Vocabulary,
    tracer: &mut impl Tracer,
) -> Result<Comparison, Unscored> {
    match (target, actual) {
        (Reading::Deadline { deadline: target, .. }, Reading::Deadline { deadline: actual, .. }) => {
            days(target, op, actual, row.year, tracer)
        }
        (Reading::Quantity { .. }, _) => {
            let Together { target, actual, .. } = together(target, actual, row, vocabulary, tracer)?;
            let side = match actual {
                Actual::Point(value) => side_of(op, value.compare(target)?),
                Actual::Range(range) if within(range, &wanted(op, target))? => Side::Met,
                Actual::Range(_) => return Err(Unscored::ActualOpen),
            };
            let actual = actual.value();
            tracer.record(|| Step::Compared { op, target, actual, side });
            Ok(Comparison::Amounts { target, actual, side })
        }
        (Reading::Interval { low_included, high_included, .. }, _) => {
            let Together { target: bottom, top, actual: value } =
                together(target, actual, row, vocabulary, tracer)?;
            let wanted = Range {
                low: Some(Bound { at: bottom, included: *low_included }),
                high: Some(Bound { at: top, included: *high_included }),
            };
            let side = match value {
                Actual::Point(value) => match wanted.place(value)? {
                    Ordering::Less => Side::Below,
                    Ordering::Greater => Side::Above,
                    Ordering::Equal => Side::Met,
                },
                Actual::Range(range) if within(range, &wanted)? => Side::Met,
                Actual::Range(_) => return Err(Unscored::ActualOpen),
            };
            let actual = value.value();
            tracer.record(|| Step::Within { low: bottom, high: top, actual, side });
            Ok(Comparison::Interval { low: bottom, high: top, actual, side })
        }
        _ => Err(Unscored::KindsDiffer),
    }
}

/// On which side of the target a point falls.
const fn side_of(op: Op, actual_to_target: Ordering) -> Side {
    match (op, actual_to_target) {
        (Op::AtLeast, Ordering::Greater | Ordering::Equal)
        | (Op::MoreThan, Ordering::Greater)
        | (Op::AtMost, Ordering::Less | Ordering::Equal)
        | (Op::LessThan, Ordering::Less)
        | (Op::Equal, Ordering::Equal) => Side::Met,
        (Op::AtLeast | Op::MoreThan, _) | (Op::Equal, Ordering::Less) => Side::Below,
        (Op::AtMost | Op::LessThan, _) | (Op::Equal, Ordering::Greater) => Side::Above,
    }
}

/// The numbers that meet a target.
pub(super) const fn wanted(op: Op, target: Rational) -> Range {
    let (included, excluded) = (Some(Bound::included(target)), Some(Bound::excluded(target)));
    match op {
        Op::AtLeast => Range { low: included, high: None },
        Op::MoreThan => Range { low: excluded, high: None },
        Op::AtMost => Range { low: None, high: included },
        Op::LessThan => Range { low: None, high: excluded },
        Op::Equal => Range { low: included, high: included },
    }
}

/// Whether every number of `inner` is one of `outer`.
fn within(inner: Range, outer: &Range) -> Result<bool, Overflow> {
    let end = |inner: Option<Bound>, outer: Option<Bound>, inside: Ordering| {
        Ok(match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => match inner.at.compare(outer.at)? {
                Ordering::Equal => outer.included || !inner.included,
                other => other == inside,
            },
        })
    };
    Ok(end(inner.low, outer.low, Ordering::Greater)? && end(inner.high, outer.high, Ordering::Less)?)
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
    let side = match op {
        Op::AtMost | Op::LessThan | Op::Equal => {
            let limit = if op == Op::LessThan { target.first } else { target.last };
            let by = |day| if op == Op::LessThan { day < limit } else { day <= limit };
            if by(actual.last) {
                // Earlier than an exact day is not that day; the policy says what that is worth.
                if op == Op::Equal && actual.last < target.first { Side::Below } else { Side::Met }
            } else if by(actual.first) {
                return Err(Unscored::ActualOpen);
            } else {
                Side::Above
            }
        }
        Op::AtLeast | Op::MoreThan => {
            let from = |day| if op == Op::MoreThan { day > target.last } else { day >= target.first };
            if from(actual.first) {
                Side::Met
            } else if from(actual.last) {
                return Err(Unscored::ActualOpen);
            } else {
                Side::Below
            }
        }
    };
    Ok(Comparison::Days { target, actual, late, side })
}
