//! One row, one execution, one table.

use super::{RowScore, Scorecard};
use crate::assessment::Assessment;
use crate::policy::Policy;
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;

/// What is scored: one row as the engine sees it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    /// 一级指标, as printed.
    pub class: Option<&'a str>,
    /// 二级指标, as printed.
    pub group: Option<&'a str>,
    /// 年度指标值, as printed.
    pub target: &'a str,
    /// 实际完成值, as printed.
    pub actual: &'a str,
    /// The operator column, as printed.
    pub operator: Option<&'a str>,
    /// The unit column, as printed.
    pub unit: Option<&'a str>,
    /// 分值
    pub weight: Option<Decimal>,
    /// The printed score.
    pub claimed: Option<Decimal>,
    /// The year of the table.
    pub year: Option<i32>,
}

/// Scores one row.
pub fn score_row(row: &Row<'_>, policy: &Policy, vocabulary: &Vocabulary) -> RowScore {
    let _ = (row, policy, vocabulary);
    todo!()
}

/// Scores a whole table.
pub fn score(assessment: &Assessment, policy: &Policy, vocabulary: &Vocabulary) -> Scorecard {
    let _ = (assessment, policy, vocabulary);
    todo!()
}
