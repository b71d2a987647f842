//! What stands in the number cells of a row: target and actual in one unit, or days.

use crate::cell::{Op, Reading};
use crate::embedded::vocabulary;
use crate::report::formula::Scale;
use crate::scoring::{Comparison, Facts};
use crate::value::{Days, Rational};

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
    Number(Op, Rational),
    /// Two bounds, each with whether it belongs.
    Interval((Rational, bool), (Rational, bool)),
    /// Days.
    Days(Op, Days),
}

/// A number or a day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    /// A number.
    Rational(Rational),
    /// A day.
    Day(time::Date),
}

/// The numbers of a row, and the unit that they are in.
pub(super) fn of(facts: &Facts) -> (RowNumbers, String) {
    let point = match &facts.actual {
        Reading::Quantity { op, .. } => matches!(op, None | Some(Op::Equal)),
        Reading::Deadline { .. } => true,
        _ => false,
    };
    let compared = facts.comparison.and_then(|comparison| match comparison {
        Comparison::Amounts { target, actual, .. } => {
            Some((GoalNumbers::Number(facts.op()?, target), Number::Rational(actual)))
        }
        Comparison::Interval { low, high, actual, .. } => {
            let included = match facts.target {
                Reading::Interval { low_included, high_included, .. } => (low_included, high_included),
                _ => (true, true),
            };
            let goal = GoalNumbers::Interval((low, included.0), (high, included.1));
            Some((goal, Number::Rational(actual)))
        }
        Comparison::Days { target, actual, .. } => {
            Some((GoalNumbers::Days(facts.op()?, target), Number::Day(actual.last)))
        }
    });
    // Numbers that were compared are in the unit of the first that has one; an actual alone is in its own.
    let unit = if compared.is_some() { facts.unit() } else { facts.unit_of_actual() };
    let scale = match unit {
        None => Scale::Bare,
        Some((unit, _)) if vocabulary().units.is_rate(&unit) => Scale::Rate(unit.scale),
        Some(_) => Scale::Other,
    };
    let alone = match &facts.actual {
        Reading::Quantity { quantity, .. } => Some(Number::Rational(Rational::from(quantity.number))),
        _ => None,
    };
    let actual = compared.map(|(_, actual)| actual).or(alone);
    let numbers = RowNumbers { goal: compared.map(|(goal, _)| goal), actual, scale, point };
    (numbers, unit.map(|(_, printed)| printed.to_owned()).unwrap_or_default())
}
