//! What does not hold together in a table, once it is recomputed: findings, a file a family.
//!
//! Quiet by default: a table in order has none. One cause is one finding.

mod achievement;
mod cut;
mod directions;
mod elsewhere;
mod execution;
mod flags;
mod funds;
mod levels;
mod money;
mod neighbours;
mod origin;
mod parts;
mod portfolio;
mod reasons;
mod scores;
mod switches;
mod text;
mod totals;
mod view;
mod weights;
mod wording;

pub use elsewhere::elsewhere;
pub use neighbours::Neighbours;
pub use portfolio::{Across, Filed, Stated, portfolio};

use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::Policy;
use crate::scoring::Scorecard;
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use std::collections::HashSet;

/// What every family looks at.
struct Audit<'a> {
    assessment: &'a Assessment,
    scorecard: &'a Scorecard,
    policy: &'a Policy,
    vocabulary: &'a Vocabulary,
    neighbours: &'a Neighbours,
    findings: Vec<Diagnostic>,
    /// Of which indicators what was found.
    of_rows: HashSet<(Code, String)>,
}

impl Audit<'_> {
    fn found(&mut self, finding: Diagnostic) {
        if let Some(indicator) = &finding.indicator {
            self.of_rows.insert((finding.code, indicator.clone()));
        }
        let file = self.assessment.source.as_ref();
        self.findings.push(match file {
            Some(file) => finding.file(file),
            None => finding,
        });
    }

    /// Whether something was found of an indicator already: one cause is one finding.
    fn has(&self, code: Code, indicator: &str) -> bool {
        self.of_rows.contains(&(code, indicator.to_owned()))
    }
}

/// What was found of one table.
#[derive(Debug)]
pub struct Audited {
    /// What is to be said.
    pub findings: Vec<Diagnostic>,
    /// Which switches of the policy (their indices) took something out.
    pub silenced: Vec<usize>,
}

/// All findings of one table that are not switched off.
pub fn audit(
    assessment: &Assessment,
    scorecard: &Scorecard,
    policy: &Policy,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    audited(assessment, scorecard, policy, vocabulary, &Neighbours::default()).findings
}

/// The same for one table of several, with what was switched off: what the table says may be another one's.
pub fn audited(
    assessment: &Assessment,
    scorecard: &Scorecard,
    policy: &Policy,
    vocabulary: &Vocabulary,
    neighbours: &Neighbours,
) -> Audited {
    let (findings, of_rows) = (Vec::new(), HashSet::new());
    let mut audit = Audit { assessment, scorecard, policy, vocabulary, neighbours, findings, of_rows };
    let views = audit.views();
    audit.funds();
    audit.execution();
    audit.scores();
    audit.weights(&views);
    audit.totals();
    audit.flags(&views);
    // What follows is silent about rows of which those above have spoken.
    audit.directions(&views);
    audit.achievement(&views);
    audit.reasons(&views);
    audit.wording(&views);
    audit.text();
    audit.parts();
    let silenced = audit.switched();
    Audited { findings: audit.findings, silenced }
}

/// Whether two figures are further apart than a tolerance allows.
fn differ(first: Decimal, second: Decimal, tolerance: Decimal) -> bool {
    first.checked_sub(second).is_none_or(|difference| difference.abs() > tolerance)
}
