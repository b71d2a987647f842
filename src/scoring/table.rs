//! A whole table: execution, every row, the total and its grade.

use super::execution::execution;
use super::ledger::Ledger;
use super::row::Row;
use super::scorecard::{RowScore, Scorecard};
use super::scorer::{Scorer, completions};
use super::total::{grade, total};
use crate::assessment::Assessment;
use crate::policy::{Award, Measure, Policy, Rule};
use crate::vocabulary::Vocabulary;

/// Scores a whole table.
pub fn score(assessment: &Assessment, policy: &Policy, vocabulary: &Vocabulary) -> Scorecard {
    let mut ledger = Ledger::new(assessment, policy);
    let mut scorer = Scorer::new(policy, vocabulary);
    let row = |indicator| Row::of(indicator, assessment.year);
    if policy.rules.iter().any(counts_rows) {
        ledger.completions = completions(&mut scorer, assessment.indicators.iter().map(row));
    }
    let execution = execution(assessment, policy, &ledger);
    let rows: Vec<RowScore> = assessment
        .indicators
        .iter()
        .map(|indicator| scorer.explain(&Row { ledger: Some(&ledger), ..row(indicator) }))
        .collect();
    let total = total(assessment, &execution, &rows, policy);
    let grade = grade(&total, policy);
    Scorecard { policy: policy.id.value.clone(), execution, rows, total, grade }
}

/// Whether a rule measures how the other rows fared.
fn counts_rows(rule: &Rule) -> bool {
    let awards = [&rule.always, &rule.met, &rule.below, &rule.above];
    awards.into_iter().flatten().any(|award| match award {
        Award::Formula(formula) => matches!(formula.measure, Measure::RowsWithin { .. }),
        _ => false,
    })
}
