//! What does not hold together in a table, once it is recomputed: findings, a file a family.
//!
//! Quiet by default: a table in order has none. One cause is one finding.

mod execution;
mod flags;
mod money;
mod neighbours;
mod origin;
mod parts;
mod portfolio;
mod scores;
mod text;
mod totals;
mod weights;

pub use neighbours::Neighbours;
pub use portfolio::{Filed, Stated, portfolio};

use crate::assessment::Assessment;
use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::scoring::Scorecard;
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;

/// What every family looks at.
struct Audit<'a> {
    assessment: &'a Assessment,
    scorecard: &'a Scorecard,
    policy: &'a Policy,
    vocabulary: &'a Vocabulary,
    neighbours: &'a Neighbours,
    findings: Vec<Diagnostic>,
}

impl Audit<'_> {
    fn found(&mut self, finding: Diagnostic) {
        let file = self.assessment.source.as_ref();
        self.findings.push(match file {
            Some(file) => finding.file(file),
            None => finding,
        });
    }
}

/// All findings of one table: execution, rows, weights, totals, text, and what the policy flags.
pub fn audit(
    assessment: &Assessment,
    scorecard: &Scorecard,
    policy: &Policy,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    audit_among(assessment, scorecard, policy, vocabulary, &Neighbours::default())
}

/// The same for one table of several: what it says may be another one's.
pub fn audit_among(
    assessment: &Assessment,
    scorecard: &Scorecard,
    policy: &Policy,
    vocabulary: &Vocabulary,
    neighbours: &Neighbours,
) -> Vec<Diagnostic> {
    let mut audit = Audit { assessment, scorecard, policy, vocabulary, neighbours, findings: Vec::new() };
    audit.execution();
    audit.scores();
    audit.weights();
    audit.totals();
    audit.text();
    audit.parts();
    audit.flags();
    audit.findings
}

/// Whether two figures are further apart than a tolerance allows.
fn differ(first: Decimal, second: Decimal, tolerance: Decimal) -> bool {
    first.checked_sub(second).is_none_or(|difference| difference.abs() > tolerance)
}
