//! A whole table: execution, every row, the total and its grade.

use super::execution::execution;
use super::ledger::{Fared, Ledger};
use super::row::Row;
use super::scorecard::{RowScore, Scorecard};
use super::scorer::Scorer;
use super::total::{grade, total};
use crate::assessment::Assessment;
use crate::policy::Policy;
use crate::vocabulary::Vocabulary;

/// Scores a whole table.
pub fn score(assessment: &Assessment, policy: &Policy, vocabulary: &Vocabulary) -> Scorecard {
    Scorer::new(policy, vocabulary).table(assessment)
}

impl Scorer<'_> {
    /// Scores a whole table, with the trace of every row.
    pub fn table(&mut self, assessment: &Assessment) -> Scorecard {
        let policy = self.policy();
        let mut ledger = Ledger::new(assessment, policy);
        let row = |indicator| Row::of(indicator, assessment.year);
        if policy.looks_at_rows() {
            let rows: Vec<Fared> = assessment
                .indicators
                .iter()
                .map(|indicator| {
                    let row = Row { ledger: Some(&ledger), ..row(indicator) };
                    Fared::of(indicator, self.completion(&row), self.score(&row).score)
                })
                .collect();
            ledger.rows = Some(rows);
        }
        let counted =
            ledger.rows.as_ref().map(|rows| rows.iter().filter(|row| row.completion.is_counted()).count());
        let execution = execution(assessment, policy, &ledger);
        let rows: Vec<RowScore> = assessment
            .indicators
            .iter()
            .map(|indicator| self.explain(&Row { ledger: Some(&ledger), ..row(indicator) }))
            .collect();
        let total = total(assessment, &execution, &rows, policy);
        let grade = grade(&total, policy);
        Scorecard { policy: policy.id.value.clone(), execution, rows, counted, total, grade }
    }
}
