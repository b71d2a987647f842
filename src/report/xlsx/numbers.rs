//! What stands in the number cells of a row, from its trace: target and actual in one unit, or days.

use crate::assessment::Indicator;
use crate::cell::Op;
use crate::cell::{Reader, Reading};
use crate::embedded::vocabulary;
use crate::report::formula::Scale;
use crate::scoring::{RowScore, Step};
use crate::value::{Days, Exact};

/// The numbers of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowNumbers {
    /// What the actual is compared with.
    pub goal: Option<GoalNumbers>,
    /// The actual.
    pub actual: Option<Number>,
    /// What they were printed in.
    pub scale: Scale,
    /// Whether the actual is one number, not a range.
    pub point: bool,
}

/// What an actual is compared with.
#[derive(Debug, Clone, Copy)]
pub(super) enum GoalNumbers {
    /// A number.
    Number(Op, Exact),
    /// Two bounds, each with whether it belongs.
    Interval((Exact, bool), (Exact, bool)),
    /// Days.
    Days(Op, Days),
}

/// A number or a day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    /// A number.
    Exact(Exact),
    /// A day.
    Day(time::Date),
}

/// The numbers that the trace of a row names, and the unit that they are in.
pub(super) fn of(indicator: &Indicator, row: &RowScore) -> (RowNumbers, String) {
    let (mut target, mut actual) = (None, None);
    for step in &row.trace {
        match step {
            Step::Target(reading) => target = Some(reading),
            Step::Actual(reading) => actual = Some(reading),
            _ => {}
        }
    }
    let point = match actual {
        Some(Reading::Quantity { op, .. }) => matches!(op, None | Some(Op::Equal)),
        Some(Reading::Deadline { .. }) => true,
        _ => false,
    };
    let compared = row.trace.iter().find_map(|step| match step {
        Step::Compared { op, target, actual, .. } => {
            Some((GoalNumbers::Number(*op, *target), Number::Exact(*actual)))
        }
        Step::Within { low, high, actual, .. } => {
            let included = match target {
                Some(Reading::Interval { low_included, high_included, .. }) => {
                    (*low_included, *high_included)
                }
                _ => (true, true),
            };
            let goal = GoalNumbers::Interval((*low, included.0), (*high, included.1));
            Some((goal, Number::Exact(*actual)))
        }
        Step::Days { target: days, actual, .. } => {
            let column = indicator.operator.as_ref().and_then(|column| Reader::operator(&column.value));
            let op = target.and_then(Reading::op).or(column).unwrap_or(Op::AtMost);
            Some((GoalNumbers::Days(op, *days), Number::Day(actual.last)))
        }
        _ => None,
    });
    let alone = || match actual {
        Some(Reading::Quantity { quantity, .. }) => Some(Number::Exact(Exact::from(quantity.number))),
        _ => None,
    };
    // Numbers that were compared are in the unit of the first that has one; an actual alone is in its own.
    let printed = [target.filter(|_| compared.is_some()), actual];
    let unit = printed.iter().flatten().find_map(|reading| match reading {
        Reading::Quantity { quantity, face, .. } | Reading::Interval { low: quantity, face, .. } => {
            quantity.unit.map(|unit| (unit, face.unit.clone().unwrap_or_default()))
        }
        _ => None,
    });
    let scale = match &unit {
        None => Scale::Bare,
        Some((unit, _)) if vocabulary().units.is_rate(unit) => Scale::Rate(unit.scale),
        Some(_) => Scale::Other,
    };
    let (goal, number) = match compared {
        Some((goal, number)) => (Some(goal), Some(number)),
        None => (None, alone()),
    };
    let numbers = RowNumbers { goal, actual: number, scale, point };
    (numbers, unit.map(|(_, printed)| printed).unwrap_or_default())
}
