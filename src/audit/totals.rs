//! The printed total: against the printed rows it is the sum of, and against the recomputed total.

use super::{Audit, differ};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use rust_decimal::Decimal;

/// Findings that already say why a total is not the recomputed one.
const EXPLAINS: [Code; 4] =
    [Code::ScoreDiffers, Code::ExecutionDiffers, Code::AboveWeight, Code::OutsideTier];

impl Audit<'_> {
    pub(super) fn totals(&mut self) {
        let Some(claimed) = self.assessment.claimed.total.as_ref() else { return };
        let tolerance = self.policy.tolerance.total;
        if let Some(sum) = self.printed_sum()
            && differ(sum, claimed.value, tolerance)
        {
            let title = say!(
                "自评总分 {claimed}，而表中各项得分相加为 {sum}",
                "the total is printed as {claimed}; the printed scores add up to {sum}",
                claimed = claimed.value,
                sum = sum
            );
            self.found(Diagnostic::new(Code::PrintedSum, title).at(&claimed.at));
            return;
        }
        let explained = self.findings.iter().any(|finding| EXPLAINS.contains(&finding.code));
        let total = &self.scorecard.total;
        let finding = match (total.score, total.low, total.high) {
            (Some(score), _, _) if !explained && differ(score, claimed.value, tolerance) => Some(say!(
                "自评总分 {claimed}，重算 {score}",
                "the total is printed as {claimed}, recomputed {score}",
                claimed = claimed.value,
                score = score
            )),
            (None, Some(low), Some(high)) if claimed.value < low || claimed.value > high => Some(say!(
                "自评总分 {claimed}，重算只能在 {low} 至 {high} 之间",
                "the total is printed as {claimed}; it can only lie between {low} and {high}",
                claimed = claimed.value,
                low = low,
                high = high
            )),
            _ => None,
        };
        if let Some(title) = finding {
            self.found(Diagnostic::new(Code::TotalDiffers, title).at(&claimed.at));
        }
    }

    /// The sum of what is printed; nothing where a row prints no score.
    fn printed_sum(&self) -> Option<Decimal> {
        let assessment = self.assessment;
        let rows = assessment
            .indicators
            .iter()
            .map(|indicator| indicator.claimed.as_ref().map(|claimed| claimed.value));
        let execution = assessment.claimed.execution.as_ref().map(|claimed| claimed.value);
        rows.chain([execution]).try_fold(Decimal::ZERO, |sum, score| sum.checked_add(score?))
    }
}
