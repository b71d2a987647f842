//! Which rule of the policy a row falls under, and which way its number is to go.

use super::facts::{Direction, Evidence};
use crate::cell::{Op, Reading};
use crate::policy::{Policy, Traits};

/// The direction and the rule of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice {
    /// Which way the target is to go, and what says so.
    pub(super) direction: Option<Direction>,
    /// The first rule that fits: its index in `Policy::rules`.
    pub(super) rule: Option<usize>,
}

impl Choice {
    /// Chooses. What is blank or unreadable has no kind; `labels` says what the row is called and carries.
    pub(super) fn of(
        policy: &Policy,
        target: &Reading,
        actual: &Reading,
        column: Option<Op>,
        labels: Traits<'_>,
    ) -> Self {
        let direction = direction(policy, target, column, labels);
        let op = direction.map(|direction| direction.op);
        let row = Traits { target: target.kind(), actual: actual.kind(), op, ..labels };
        Self { direction, rule: policy.rules.iter().position(|rule| rule.takes(&row)) }
    }

    /// The operator that the actual is compared by.
    pub(super) fn op(self) -> Option<Op> {
        self.direction.map(|direction| direction.op)
    }
}

/// The direction of a target, from the first that gives one.
fn direction(policy: &Policy, target: &Reading, column: Option<Op>, labels: Traits<'_>) -> Option<Direction> {
    if let Some(op) = target.op() {
        return Some(Direction { op, from: Evidence::Printed });
    }
    let of_column = column.map(|op| Direction { op, from: Evidence::Column });
    match target {
        Reading::Deadline { .. } => of_column.or(Some(Direction { op: Op::AtMost, from: Evidence::Kind })),
        Reading::Quantity { .. } => of_column.or_else(|| {
            let mut directions = policy.directions.iter().enumerate();
            let (entry, found) = directions.find(|(_, entry)| entry.matches(labels.class, labels.group))?;
            let general = found.class.is_none() && found.group.is_none();
            let from = if general { Evidence::Default(entry) } else { Evidence::Policy(entry) };
            Some(Direction { op: found.op, from })
        }),
        _ => None,
    }
}
