//! Which rule of the policy a row falls under.

use super::direction::Clues;
use super::facts::Direction;
use crate::cell::{Op, Reading};
use crate::policy::Traits;

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
    pub(super) fn of(target: &Reading, actual: &Reading, clues: Clues<'_>) -> Self {
        Self::in_direction(clues.direction(target), target, actual, clues)
    }

    /// The same in a direction that is given.
    pub(super) fn in_direction(
        direction: Option<Direction>,
        target: &Reading,
        actual: &Reading,
        clues: Clues<'_>,
    ) -> Self {
        let op = direction.map(|direction| direction.op);
        let row = Traits { target: target.kind(), actual: actual.kind(), op, ..clues.row };
        Self { direction, rule: clues.policy.rules.iter().position(|rule| rule.takes(&row)) }
    }

    /// The operator that the actual is compared by.
    pub(super) fn op(self) -> Option<Op> {
        self.direction.map(|direction| direction.op)
    }
}
