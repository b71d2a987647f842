//! A whole table: execution, every row, the total and its grade.

use super::execution::execution;
use super::row::{Row, score_row};
use super::scorecard::{RowScore, Scorecard};
use super::total::{grade, total};
use crate::assessment::Assessment;
use crate::policy::Policy;
use crate::vocabulary::Vocabulary;

/// Scores a whole table.
pub fn score(assessment: &Assessment, policy: &Policy, vocabulary: &Vocabulary) -> Scorecard {
    let execution = execution(assessment, policy);
    let rows: Vec<RowScore> = assessment
        .indicators
        .iter()
        .map(|indicator| score_row(&Row::of(indicator, assessment.year), policy, vocabulary))
        .collect();
    let total = total(assessment, &execution, &rows, policy);
    let grade = grade(&total, policy);
    Scorecard { policy: policy.id.value.clone(), execution, rows, total, grade }
}
