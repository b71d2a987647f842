//! What does not hold together in a table, once it is recomputed: findings, a file a family.
//!
//! Quiet by default: a table in order has none. One cause is one finding.
//!
//! Start at [`audit()`].

mod achievement;
mod cut;
mod directions;
mod execution;
mod figures;
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
mod suppressions;
mod text;
mod totals;
mod view;
mod weights;
mod wording;

pub use neighbours::Neighbours;
pub use portfolio::{Across, Filed, Stated, portfolio};

use crate::assessment::{Assessment, Indicator};
use crate::diagnostic::{Code, Diagnostic, RowId, Subject};
use crate::policy::Policy;
use crate::scoring::{RowScore, Scorecard};
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
    /// Of which rows what was found.
    of_rows: HashSet<(Code, RowId)>,
    /// What the family is about that is at work, where its findings say nothing else.
    about: Subject,
}

impl<'a> Audit<'a> {
    fn found(&mut self, finding: Diagnostic) {
        let subject = finding.subject.unwrap_or(self.about);
        if let Subject::Row(row) = subject {
            self.of_rows.insert((finding.code, row));
        }
        let mut finding = finding.about(subject);
        finding.figures.extend(self.figures_of(subject));
        let file = self.assessment.source.as_ref();
        self.findings.push(match file {
            Some(file) => finding.file(file),
            None => finding,
        });
    }

    /// Whether something was found of a row already: one cause is one finding.
    fn has(&self, code: Code, row: RowId) -> bool {
        self.of_rows.contains(&(code, row))
    }

    /// The rows with their numbers and scores.
    fn rows(&self) -> impl Iterator<Item = (RowId, &'a Indicator, &'a RowScore)> + use<'a> {
        let rows = self.assessment.indicators.iter().zip(&self.scorecard.rows);
        rows.enumerate().map(|(index, (indicator, score))| (RowId(index), indicator, score))
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
    let about = Subject::Funds;
    let mut audit = Audit { assessment, scorecard, policy, vocabulary, neighbours, findings, of_rows, about };
    let views = audit.views();
    audit.funds();
    audit.execution();
    audit.about = Subject::Project;
    audit.scores();
    audit.weights(&views);
    audit.about = Subject::Total;
    audit.totals();
    audit.about = Subject::Project;
    audit.flags(&views);
    // What follows is silent about rows of which those above have spoken.
    audit.directions(&views);
    audit.achievement(&views);
    audit.reasons(&views);
    audit.wording(&views);
    audit.about = Subject::Goals;
    audit.text();
    audit.about = Subject::Funds;
    audit.parts();
    audit.about = Subject::Project;
    let silenced = audit.switched();
    Audited { findings: audit.findings, silenced }
}

/// Whether two figures are further apart than a tolerance allows.
fn differ(first: Decimal, second: Decimal, tolerance: Decimal) -> bool {
    first.checked_sub(second).is_none_or(|difference| difference.abs() > tolerance)
}
