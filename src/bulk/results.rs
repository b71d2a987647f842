//! The columns of results, row by row.

use super::result_batch::{Few, Values};
use crate::policy::Policy;
use crate::scoring::{Outcome, Unscored};
use rust_decimal::Decimal;

/// Decimals of the column of differences in a columnar file; what has more is rounded there.
const DIFFERENCE_DECIMALS: u32 = 6;

/// What came of rows.
pub(super) struct Columns<'p> {
    policy: &'p Policy,
    scores: Vec<Option<Decimal>>,
    statuses: Few<'p>,
    reasons: Few<'p>,
    rules: Few<'p>,
    differences: Vec<Option<Decimal>>,
}

impl<'p> Columns<'p> {
    /// With room for so many rows.
    pub(super) fn new(policy: &'p Policy, rows: usize) -> Self {
        Self {
            policy,
            scores: Vec::with_capacity(rows),
            statuses: Few::new(rows),
            reasons: Few::new(rows),
            rules: Few::new(rows),
            differences: Vec::with_capacity(rows),
        }
    }

    /// Adds a row; gives its difference to what is printed.
    pub(super) fn push(&mut self, outcome: &Outcome, claimed: Option<Decimal>) -> Option<Decimal> {
        let rule = outcome.rule.and_then(|rule| self.policy.rules.get(rule));
        let difference = match (outcome.score, claimed) {
            (Some(score), Some(claimed)) => score.checked_sub(claimed),
            _ => None,
        };
        self.scores.push(outcome.score);
        self.statuses.push(Some(outcome.status.as_str()));
        self.reasons.push(outcome.unscored.map(Unscored::as_str));
        self.rules.push(rule.map(|rule| rule.id.value.as_str()));
        self.differences.push(difference);
        difference
    }

    /// The columns.
    pub(super) fn columns(self) -> [(&'static str, Values<'p>); 5] {
        [
            ("score", Values::points(self.scores, self.policy.rounding.row.decimals)),
            ("status", Values::Few(self.statuses)),
            ("reason_code", Values::Few(self.reasons)),
            ("rule", Values::Few(self.rules)),
            ("difference", Values::points(self.differences, DIFFERENCE_DECIMALS)),
        ]
    }
}
