//! A whole table: execution, every row, the total and its grade.

use super::execution::execution;
use super::ledger::Ledger;
use super::row::Row;
use super::scorecard::{RowScore, Scorecard};
use super::scorer::{Scorer, completions};
use super::total::{grade, total};
use crate::assessment::Assessment;
use crate::policy::{Award, Measure, Policy, Rule, Term};
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
        let counts = policy.rules.iter().any(counts_rows);
        if counts {
            ledger.completions = completions(self, assessment.indicators.iter().map(row));
        }
        let counted = counts.then_some(ledger.completions.len());
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

/// Whether a policy has rules that look beyond their row: at funds, at facts of the table, at the other rows.
pub fn looks_beyond_rows(policy: &Policy) -> bool {
    let awards = |rule: &Rule| {
        [&rule.always, &rule.met, &rule.below, &rule.above, &rule.unmeasurable]
            .into_iter()
            .flatten()
            .any(beyond)
    };
    policy.rules.iter().any(awards)
}

fn beyond(award: &Award) -> bool {
    let Award::Formula(formula) = award else { return false };
    let of_row = |term: &Term| matches!(term, Term::Target | Term::Actual | Term::DaysLate);
    matches!(formula.measure, Measure::RowsWithin { .. } | Measure::ExecutionRate)
        || !formula.measure.parts().all(|part| of_row(&part.term))
        || formula.unmeasurable.as_deref().is_some_and(beyond)
}

/// Whether a rule measures how the other rows fared.
fn counts_rows(rule: &Rule) -> bool {
    let awards = [&rule.always, &rule.met, &rule.below, &rule.above];
    awards.into_iter().flatten().any(|award| match award {
        Award::Formula(formula) => matches!(formula.measure, Measure::RowsWithin { .. }),
        _ => false,
    })
}
