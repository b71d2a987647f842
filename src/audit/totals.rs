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
                "自评总分 {claimed}，而表中各项得分相加为 {sum}",
                "the total is printed as {claimed}; the printed scores add up to {sum}",
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
                "自评总分 {claimed}，重算 {score}",
                "the total is printed as {claimed}, recomputed {score}",
                claimed = claimed.value
            )),
            (None, Some(low), Some(high)) if !explained && (claimed.value < low || claimed.value > high) => {
                Some(say!(
                    "自评总分 {claimed}，重算只能在 {low} 至 {high} 之间",
                    "the total is printed as {claimed}; it can only lie between {low} and {high}",
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
            return Some(say!("打印的是取整后的总分", "the printed total was rounded"));
        }
        if weights != self.policy.weights.total && sum == weights && claimed == self.policy.weights.total {
            return Some(say!(
                "各项都得满分，而分值合计是 {weights}",
                "every row has full marks, and the weights add up to {weights}"
            ));
        }
        if execution == Some(lacking) {
            return Some(say!(
                "少加了预算执行率得分 {apart}",
                "the score of execution, {apart}, was left out",
                apart = lacking
            ));
        }
        let whole = self.policy.weights.total;
        let counted = assessment.indicators.iter().any(|row| row.weight.is_some());
        if claimed > sum && (!counted || weights < whole) {
            return Some(say!(
                "表上各行的分值不足 {whole}：还有行没有印出",
                "the rows carry less than {whole}: some are not printed"
            ));
        }
        if claimed == weights || claimed == whole {
            return Some(say!(
                "写成了满分，各项共失 {lost} 分",
                "full marks are printed, although the rows lose {lost}",
                lost = apart
            ));
        }
        if let Some(score) = self.other_execution(execution, apart) {
            return Some(say!(
                "执行率按 {score} 分加进去才得此数",
                "it is the sum with {score} for execution"
            ));
        }
        if let Some(name) = row(lacking) {
            return Some(say!(
                "相差恰是“{name}”的得分：这一行没有加进去",
                "the difference is the very score of “{name}”: it was left out"
            ));
        }
        if let Some(name) = row(apart) {
            return Some(say!(
                "相差恰是“{name}”的得分：可能加了两次，或另有一行没有印出",
                "the difference is the very score of “{name}”: counted twice, or a row is not printed"
            ));
        }
        if self.scorecard.total.score == Some(claimed) {
            return Some(say!("打印的是按办法重算的总分", "the printed total is the recomputed one"));
        }
        let missing = printed.missing.filter(|missing| !missing.is_zero() && *missing < apart);
        Some(match missing {
            Some(missing) => say!(
                "没有打印得分的各项至多再加 {missing}，不足相差的 {apart}",
                "what prints no score adds at most {missing}, less than the {apart} that are lacking"
            ),
            None => {
                say!("相差 {apart}，看不出来历", "they are {apart} apart; nothing tells why")
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
