//! Which rule of the policy a row falls under, and which way its number is to go.

use crate::cell::{Op, Reading};
use crate::policy::{Policy, Traits};

/// The operator and the rule of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice {
    /// Of the text, of its own column, or what the policy reads into a bare number.
    pub(super) op: Option<Op>,
    /// Where the policy says it: the index in `Policy::directions`.
    pub(super) direction: Option<usize>,
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
        let mut direction = None;
        let op = target.op().or_else(|| match target {
            // A day without a word is the last day.
            Reading::Deadline { .. } => Some(column.unwrap_or(Op::AtMost)),
            Reading::Quantity { .. } => column.or_else(|| {
                let mut directions = policy.directions.iter().enumerate();
                let (index, found) = directions.find(|(_, way)| way.matches(labels.class, labels.group))?;
                direction = Some(index);
                Some(found.op)
            }),
            _ => None,
        });
        let row = Traits { target: target.kind(), actual: actual.kind(), op, ..labels };
        Self { op, direction, rule: policy.rules.iter().position(|rule| rule.takes(&row)) }
    }
}
