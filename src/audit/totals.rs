//! The printed total: against the printed rows it is the sum of, and against the recomputed total.

use super::{Audit, differ};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::value::{Rational, RoundingMode};
use rust_decimal::Decimal;

/// Findings that already say why a total is not the recomputed one.
const EXPLAINS: [Code; 5] =
    [Code::ScoreDiffers, Code::Judgement, Code::ExecutionDiffers, Code::AboveWeight, Code::OutsideTier];

/// What is printed beside the total.
struct Printed {
    /// The sum of the scores that are printed, execution included.
    sum: Decimal,
    /// What the rows without a printed score may add at most; nothing where that is not known.
    missing: Option<Decimal>,
    /// Whether every row prints its score.
    complete: bool,
}

impl Audit<'_> {
    pub(super) fn totals(&mut self) {
        let Some(claimed) = self.assessment.claimed.total.as_ref() else { return };
        let tolerance = self.policy.tolerance.total;
        let printed = self.printed();
        if let Some(printed) = &printed
            && !printed.allows(claimed.value, tolerance)
        {
            let title = say!(
                "填报的总分为 {claimed}，各项自评得分合计为 {sum}",
                "reported total {claimed}; the self-assessed scores add up to {sum}",
                claimed = claimed.value,
                sum = printed.sum
            );
            let mut finding = Diagnostic::new(Code::PrintedSum, title).at(&claimed.at);
            if let Some(cause) = self.cause(printed, claimed.value) {
                finding = finding.note(cause);
            }
            self.found(finding);
            return;
        }
        // A table that gives execution no points has no total under a policy that does.
        if self.gives_execution_nothing() {
            return;
        }
        let explained = self.findings.iter().any(|finding| EXPLAINS.contains(&finding.code));
        let total = &self.scorecard.total;
        let finding = match (total.score, total.low, total.high) {
            (Some(score), _, _) if !explained && differ(score, claimed.value, tolerance) => Some(say!(
                "填报的总分为 {claimed}，重算总分 {score}",
                "reported total {claimed}, recomputed total {score}",
                claimed = claimed.value
            )),
            (None, Some(low), Some(high)) if !explained && (claimed.value < low || claimed.value > high) => {
                Some(say!(
                    "填报的总分为 {claimed}，重算总分在 {low} 至 {high} 之间",
                    "reported total {claimed}; the recomputed total lies between {low} and {high}",
                    claimed = claimed.value
                ))
            }
            _ => None,
        };
        if let Some(title) = finding {
            self.found(Diagnostic::new(Code::TotalDiffers, title).at(&claimed.at));
        }
    }

    /// What is printed; nothing where no row prints a score, or where the goals have ratios of their own.
    fn printed(&self) -> Option<Printed> {
        let rows = &self.assessment.indicators;
        if rows.iter().all(|row| row.claimed.is_none()) || !self.assessment.goals.ratios.is_empty() {
            return None;
        }
        let scores = rows.iter().filter_map(|row| row.claimed.as_ref()).map(|claimed| claimed.value);
        let execution = self.assessment.claimed.execution.as_ref().map(|claimed| claimed.value);
        let sum = scores.chain(execution).try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let silent = rows.iter().filter(|row| row.claimed.is_none()).map(|row| row.weight.as_ref());
        // Execution may count without being printed, where the policy scores it.
        let unprinted = if execution.is_none() { self.scorecard.execution.weight } else { Decimal::ZERO };
        let missing = silent.clone().try_fold(unprinted, |sum, weight| sum.checked_add(weight?.value));
        let complete = silent.count() == 0 && execution.is_some();
        Some(Printed { sum, missing, complete })
    }

    /// Where a wrong total comes from, as far as the figures tell.
    fn cause(&self, printed: &Printed, claimed: Decimal) -> Option<Message> {
        let assessment = self.assessment;
        let sum = printed.sum;
        let weights = self.scorecard.total.weight;
        let apart = claimed.checked_sub(sum)?;
        let lacking = sum.checked_sub(claimed)?;
        let execution = assessment.claimed.execution.as_ref().map(|execution| execution.value);
        let rounded = |decimals| Rational::from(sum).round(decimals, RoundingMode::HalfUp).ok();
        let row = |wanted: Decimal| {
            let of = |row: &&crate::assessment::Indicator| {
                row.claimed.as_ref().is_some_and(|claimed| !wanted.is_zero() && claimed.value == wanted)
            };
            let mut rows = assessment.indicators.iter().filter(of);
            let first = rows.next()?;
            // Where several rows have that score, none can be named.
            rows.next().is_none().then(|| first.name.value.clone())
        };
        if rounded(1) == Some(claimed) || rounded(0) == Some(claimed) {
            return Some(say!("填报的总分经过取整", "the reported total was rounded"));
        }
        if weights != self.policy.weights.total && sum == weights && claimed == self.policy.weights.total {
            return Some(say!(
                "各项均得满分，分值合计为 {weights}",
                "every row has full marks, and the weights add up to {weights}"
            ));
        }
        if execution == Some(lacking) {
            return Some(say!(
                "未计入预算执行率得分 {apart}",
                "the score of execution, {apart}, was left out",
                apart = lacking
            ));
        }
        let whole = self.policy.weights.total;
        let counted = assessment.indicators.iter().any(|row| row.weight.is_some());
        if claimed > sum && (!counted || weights < whole) {
            return Some(say!(
                "表中各指标分值合计不足 {whole}，尚有指标未列出",
                "the weights of the rows add up to less than {whole}: rows are missing from the table"
            ));
        }
        if claimed == weights || claimed == whole {
            return Some(say!(
                "填报的总分为满分，而各项共失 {lost} 分",
                "full marks are reported, although the rows lose {lost}",
                lost = apart
            ));
        }
        if let Some(score) = self.other_execution(execution, apart) {
            return Some(say!(
                "执行率得分按 {score} 计入时得此总分",
                "the total is reached with an execution score of {score}"
            ));
        }
        if let Some(name) = row(lacking) {
            return Some(say!(
                "差额等于“{name}”的得分：该项未计入",
                "the difference equals the score of “{name}”: it was left out"
            ));
        }
        if let Some(name) = row(apart) {
            return Some(say!(
                "差额等于“{name}”的得分：可能重复计入，或另有一项未列出",
                "the difference equals the score of “{name}”: it was counted twice, or a row is missing \
                 from the table"
            ));
        }
        if self.scorecard.total.score == Some(claimed) {
            return Some(say!(
                "填报的总分等于按评分办法重算的总分",
                "the reported total equals the recomputed total"
            ));
        }
        let missing = printed.missing.filter(|missing| !missing.is_zero() && *missing < apart);
        Some(match missing {
            Some(missing) => say!(
                "未填得分的各项至多再加 {missing}，不足差额 {apart}",
                "the rows without a score add at most {missing}, less than the difference of {apart}"
            ),
            None => {
                say!("差额 {apart}，原因不明", "difference {apart}, of unknown origin")
            }
        })
    }
}

impl Audit<'_> {
    /// Another score of execution that would make up for the difference: the recomputed one, or that in fewer decimals.
    fn other_execution(&self, printed: Option<Decimal>, apart: Decimal) -> Option<Decimal> {
        let wanted = printed?.checked_add(apart)?;
        let due = Rational::from(self.scorecard.execution.score?);
        let forms = (0..=2).filter_map(|decimals| due.round(decimals, RoundingMode::HalfUp).ok());
        forms.into_iter().find(|form| *form == wanted)
    }
}

impl Printed {
    /// Whether a total can be what is printed, with what the rows without a printed score may add.
    fn allows(&self, total: Decimal, tolerance: Decimal) -> bool {
        if self.complete || !differ(self.sum, total, tolerance) {
            return !differ(self.sum, total, tolerance);
        }
        let most = self.missing.and_then(|missing| self.sum.checked_add(missing));
        total >= self.sum && most.is_none_or(|most| total <= most)
    }
}
