//! One table, or many, evaluated: scores and findings in one place. This is what reports, roll-ups and comparisons read.
//!
//! Start with an [`Evaluator`]: [`Evaluator::table`] for one table, [`Evaluator::tables`] for all tables of a run. It reads
//! no files; whoever calls it has the tables and their policies.
//!
//! ```
//! use jixiao::evaluation::Evaluator;
//! use jixiao::{decode, shipped};
//! let text = "project: 甲\nyear: 2024\nfunds: {budget: 10, executed: 10}\nindicators:\n\
//!     - {class: 产出指标, name: 合格率, target: '≥90%', actual: 87%, weight: 90, claimed: 90}";
//! let table = decode::assessment("a.yaml", text).value.expect("a table");
//! let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
//! let mut evaluator = Evaluator::new(shipped::vocabulary()).with_others(shipped::shipped_policies());
//! let evaluation = evaluator.table(&table, policy);
//! assert_eq!(evaluation.scorecard.total.score.map(|total| total.to_string()).as_deref(), Some("97.00"));
//! let row = evaluation.rows().next().expect("a row");
//! assert_eq!(row.score.facts.op().map(|op| op.as_str()), Some(">="));
//! let codes: Vec<_> = evaluation.findings_of(row.id).map(|finding| finding.code.as_str()).collect();
//! assert!(codes.contains(&"J4001"), "{codes:?}");
//! ```

mod choice;
mod elsewhere;
mod evaluator;
mod record;
mod suppressions;

pub use crate::diagnostic::{RowId, Subject};
pub use choice::{ChosenBy, DEFAULT_POLICY, Wanted};
pub use evaluator::Evaluator;
pub use record::Record;

use crate::assessment::{Assessment, Indicator};
use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::scoring::{RowScore, Scorecard};

/// What came of a table under a policy.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Evaluation<'a> {
    /// What the table says.
    pub assessment: &'a Assessment,
    /// The policy it was scored under.
    pub policy: &'a Policy,
    /// Who chose that policy; nothing where the caller gave it.
    pub chosen_by: Option<ChosenBy>,
    /// Execution, rows, total and grade.
    pub scorecard: Scorecard,
    /// What does not hold, in the order in which it was found.
    pub findings: Vec<Diagnostic>,
    /// The switches of the policy (their indices) that took a finding out.
    pub silenced: Vec<usize>,
}

/// One indicator with what came of it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EvaluatedRow<'e> {
    /// Its number in the table.
    pub id: RowId,
    /// What the table says.
    pub indicator: &'e Indicator,
    /// Its score, with what its cells say.
    pub score: &'e RowScore,
}

/// The tables of a run, evaluated.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Portfolio<'a> {
    /// Table by table; those without a policy are left out.
    pub evaluations: Vec<Evaluation<'a>>,
    /// What concerns no single table.
    pub findings: Vec<Diagnostic>,
}

impl<'a> Evaluation<'a> {
    /// Scores without findings.
    pub fn of_scores(assessment: &'a Assessment, policy: &'a Policy, scorecard: Scorecard) -> Self {
        let (findings, silenced) = (Vec::new(), Vec::new());
        Self { assessment, policy, chosen_by: None, scorecard, findings, silenced }
    }

    /// The indicators in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = EvaluatedRow<'_>> {
        let rows = self.assessment.indicators.iter().zip(&self.scorecard.rows).enumerate();
        rows.map(|(id, (indicator, score))| EvaluatedRow { id: RowId(id), indicator, score })
    }

    /// What was found of one row.
    pub fn findings_of(&self, row: RowId) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(move |finding| finding.subject == Some(Subject::Row(row)))
    }

    /// The name of a rule of the policy, by its index.
    pub fn rule(&self, index: Option<usize>) -> Option<&str> {
        self.policy.rules.get(index?).map(|rule| rule.id.value.as_str())
    }
}
