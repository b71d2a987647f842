//! Which rule of the policy a row falls under, and which way its number is to go.

use super::facts::{Direction, Evidence};
use super::row::Row;
use crate::cell::Reading;
use crate::policy::{Kind, Op, Policy, Rule, When};

/// The direction and the rule of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice {
    /// Which way the target is to go, and what says so.
    pub(super) direction: Option<Direction>,
    /// The first rule that fits: its index in `Policy::rules`.
    pub(super) rule: Option<usize>,
}

impl Choice {
    /// Chooses. What is blank or unreadable has no kind.
    pub(super) fn of(
        policy: &Policy,
        target: &Reading,
        actual: &Reading,
        column: Option<Op>,
        labels: Labelled<'_>,
    ) -> Self {
        let direction = direction(policy, target, column, labels);
        let Labelled { class, group, row } = labels;
        let candidate = Candidate {
            target: target.kind(),
            actual: actual.kind(),
            op: direction.map(|direction| direction.op),
            class,
            group,
            name: row.name,
            thresholds: !row.thresholds.is_empty(),
        };
        let fits = |rule: &Rule| candidate.matches(&rule.when, rule.always.is_some());
        Self { direction, rule: policy.rules.iter().position(fits) }
    }

    /// The operator that the actual is compared by.
    pub(super) fn op(self) -> Option<Op> {
        self.direction.map(|direction| direction.op)
    }
}

/// The direction of a target, from the first that gives one.
fn direction(
    policy: &Policy,
    target: &Reading,
    column: Option<Op>,
    labels: Labelled<'_>,
) -> Option<Direction> {
    if let Some(op) = target.op() {
        return Some(Direction { op, from: Evidence::Printed });
    }
    let of_column = column.map(|op| Direction { op, from: Evidence::Column });
    match target {
        Reading::Deadline { .. } => {
            of_column.or(Some(Direction { op: Op::AtMost, from: Evidence::Kind }))
        }
        Reading::Quantity { .. } => of_column.or_else(|| {
            let fits = |wanted: &Option<String>, is: Option<&str>| {
                wanted.as_deref().is_none_or(|wanted| is == Some(wanted))
            };
            let mut directions = policy.directions.iter().enumerate();
            let (entry, found) = directions
                .find(|(_, entry)| fits(&entry.class, labels.class) && fits(&entry.group, labels.group))?;
            let general = found.class.is_none() && found.group.is_none();
            let from = if general { Evidence::Default(entry) } else { Evidence::Policy(entry) };
            Some(Direction { op: found.op, from })
        }),
        _ => None,
    }
}

/// Canonical class and group of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'a> {
    pub(super) class: Option<&'a str>,
    pub(super) group: Option<&'a str>,
    pub(super) row: &'a Row<'a>,
}

/// A row as the conditions of rules and flags look at it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Candidate<'a> {
    /// The kind of its target, where that has a value.
    pub target: Option<Kind>,
    /// The kind of its actual.
    pub actual: Option<Kind>,
    /// The operator that the actual is compared by.
    pub op: Option<Op>,
    /// The canonical name of its class.
    pub class: Option<&'a str>,
    /// The canonical name of its group.
    pub group: Option<&'a str>,
    /// Its name, as printed.
    pub name: Option<&'a str>,
    /// Whether it carries thresholds of its own.
    pub thresholds: bool,
}

impl Candidate<'_> {
    /// Whether the row meets a condition. Where that does not say the kind of the actual, it is one that can be compared
    /// with the target, unless `any_actual` will do.
    pub fn matches(&self, when: &When, any_actual: bool) -> bool {
        let one_of = |wanted: &[String], is: Option<&str>| {
            wanted.is_empty() || is.is_some_and(|is| wanted.iter().any(|name| name == is))
        };
        let named = |word: &String| self.name.is_some_and(|name| name.contains(word.as_str()));
        let fitting = match (self.target, self.actual) {
            (Some(target), Some(actual)) => comparable(target, actual),
            _ => false,
        };
        (when.names.is_empty() || when.names.iter().any(named))
            && (!when.thresholds || self.thresholds)
            && when.target.is_none_or(|kind| Some(kind) == self.target)
            && when.actual.map_or(fitting || any_actual, |kind| Some(kind) == self.actual)
            && (when.ops.is_empty() || self.op.is_some_and(|op| when.ops.contains(&op)))
            && one_of(&when.classes, self.class)
            && one_of(&when.groups, self.group)
    }
}

/// Whether an actual of one kind can be compared with a target of another.
pub(super) const fn comparable(target: Kind, actual: Kind) -> bool {
    matches!(
        (target, actual),
        (Kind::Quantity | Kind::Interval, Kind::Quantity | Kind::Interval)
            | (Kind::Deadline, Kind::Deadline)
            | (Kind::Quality, Kind::Quality)
    )
}
