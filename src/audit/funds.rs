//! Funds: the total line against its sources, the budget against the initial one, spending against both.

use super::{Audit, differ};
use crate::assessment::Money;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::place::Located;
use crate::policy::FlagOn;
use crate::say;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;

type Amount = fn(&Money) -> Option<&Located<Decimal>>;

/// One amount of the total line that its sources do not add up to.
struct Gap {
    column: Message,
    total: Located<Decimal>,
    sum: Decimal,
    lines: usize,
    /// Whether every source has an amount there.
    complete: bool,
}

impl Audit<'_> {
    pub(super) fn funds(&mut self) {
        let gaps = self.gaps();
        if gaps.is_empty() {
            self.above_budget();
        } else {
            self.sums(&gaps);
        }
        self.adjusted();
        self.idle();
    }

    fn gaps(&self) -> Vec<Gap> {
        let columns: [(Message, Amount); 3] = [
            (say!("年初预算数", "the initial budget"), |money| money.initial.as_ref()),
            (say!("全年预算数", "the budget"), |money| money.budget.as_ref()),
            (say!("全年执行数", "the amount executed"), |money| money.executed.as_ref()),
        ];
        let funds = &self.assessment.funds;
        let gap = |(column, amount): (Message, Amount)| {
            let total = amount(&funds.total)?.clone();
            let lines: Vec<Decimal> =
                funds.sources.iter().filter_map(|line| amount(&line.money)).map(|line| line.value).collect();
            let sum = lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(*line))?;
            let agrees = !differ(sum, total.value, self.policy.audit.money);
            // A line that is itself the sum of lines below it counts once.
            let nested = lines.iter().any(|line| {
                !line.is_zero() && sum.checked_sub(*line).is_some_and(|rest| rest == total.value)
            });
            let complete = lines.len() == funds.sources.len();
            let silent = lines.is_empty() || agrees || (nested && lines.len() > 1);
            (!silent).then_some(Gap { column, total, sum, lines: lines.len(), complete })
        };
        columns.into_iter().filter_map(gap).collect()
    }

    fn sums(&mut self, gaps: &[Gap]) {
        let Some(first) = gaps.first() else { return };
        let title = say!(
            "资金总额行的{zh}为 {total}，各资金来源合计为 {sum}",
            "{en} is {total} on the total line; the sources add up to {sum}",
            zh = first.column.zh,
            en = first.column.en,
            total = first.total.value,
            sum = first.sum
        );
        let mut finding =
            Diagnostic::new(Code::FundsSum, title).figure(first.sum.normalize()).at(&first.total.at);
        for gap in gaps.iter().skip(1) {
            finding = finding.note(say!(
                "{zh}：总额 {total}，各来源合计 {sum}",
                "{en}: total {total}, sources {sum}",
                zh = gap.column.zh,
                en = gap.column.en,
                total = gap.total.value,
                sum = gap.sum
            ));
        }
        if gaps.iter().all(|gap| gap.total.value.is_zero()) {
            finding = finding.note(say!(
                "总额行未填，各来源有金额",
                "the total line was left at zero, while the sources have amounts"
            ));
        } else if gaps.iter().all(Gap::is_rounding) {
            finding.severity = Severity::Note;
            finding = finding.note(say!(
                "差额不超过各数取整的误差",
                "the difference is within the rounding of the figures"
            ));
        } else if gaps.iter().all(|gap| !gap.complete && gap.sum < gap.total.value) {
            finding.severity = Severity::Warning;
            finding = finding.note(say!("部分资金来源未填金额", "some sources have no amount here"));
        }
        self.found(finding);
    }

    /// More spent than budgeted: on the whole, or by one source.
    fn above_budget(&mut self) {
        // A policy that flags such a rate itself has said it.
        if self.policy.flags.iter().any(|flag| matches!(flag.on, FlagOn::RateAbove(_))) {
            return;
        }
        let assessment = self.assessment;
        let whole = say!("年度资金总额", "total funds");
        let total = std::iter::once((whole, &assessment.funds.total));
        let sources = assessment
            .funds
            .sources
            .iter()
            .map(|source| (Message::same(source.name.as_str()), &source.money));
        for (name, money) in total.chain(sources) {
            let (Some(budget), Some(executed)) = (&money.budget, &money.executed) else { continue };
            if executed.value <= budget.value || budget.value.is_zero() {
                continue;
            }
            let title = say!(
                "{zh}：执行数 {executed} 超过预算数 {budget}",
                "{en}: {executed} executed, more than the budget of {budget}",
                zh = name.zh,
                en = name.en,
                executed = executed.value,
                budget = budget.value
            );
            let finding = Diagnostic::new(Code::AboveBudget, title).figure(executed.value.normalize());
            self.found(finding.figure(budget.value.normalize()).at(&executed.at));
            // The line that it comes from is in the same block.
            return;
        }
    }

    fn adjusted(&mut self) {
        let Some(limit) = self.policy.audit.adjusted else { return };
        let money = &self.assessment.funds.total;
        let (Some(initial), Some(budget)) = (&money.initial, &money.budget) else { return };
        let change = Rational::from(budget.value).checked_sub(Rational::from(initial.value));
        let Some(change) =
            change.ok().and_then(|change| change.checked_div(Rational::from(initial.value)).ok()?)
        else {
            return;
        };
        let size =
            if change.sign() == Ordering::Less { Rational::ZERO.checked_sub(change) } else { Ok(change) };
        if !size.is_ok_and(|size| size.compare(limit) == Ok(Ordering::Greater)) {
            return;
        }
        let title = say!(
            "全年预算数由年初的 {initial} 调整为 {budget}（{change}）",
            "the budget was adjusted from {initial} to {budget} ({change})",
            initial = initial.value,
            budget = budget.value,
            change = percent(change)
        );
        self.found(Diagnostic::new(Code::BudgetAdjusted, title).at(&budget.at));
    }

    /// Indicators that claim far more than the money that was spent.
    fn idle(&mut self) {
        let Some(limit) = self.policy.audit.idle else { return };
        let money = &self.assessment.funds.total;
        let (Some(budget), Some(executed)) = (&money.budget, &money.executed) else { return };
        let spent = Rational::from(executed.value).checked_div(Rational::from(budget.value));
        let claimed = self.claimed_share().or_else(|| self.claimed_of_total());
        let (Ok(Some(spent)), Some(claimed)) = (spent, claimed) else { return };
        let behind = claimed.checked_sub(spent);
        if !behind.is_ok_and(|behind| behind.compare(limit) == Ok(Ordering::Greater)) {
            return;
        }
        let title = say!(
            "资金支出进度滞后于指标完成情况：资金支出 {spent}，指标自评得分率 {claimed}",
            "spending lags behind the indicators: {spent} of the money was spent, the self-assessed \
             scores are {claimed} of the weight",
            spent = percent(spent),
            claimed = percent(claimed)
        );
        let finding = Diagnostic::new(Code::MoneyIdle, title).at(&executed.at).note(say!(
            "执行数 {executed}，预算数 {budget}",
            "executed {executed}, budget {budget}",
            executed = executed.value,
            budget = budget.value
        ));
        self.found(finding);
    }

    /// The same from the printed total, where the rows do not say it.
    fn claimed_of_total(&self) -> Option<Rational> {
        let claimed = &self.assessment.claimed;
        let indicators = claimed.total.as_ref()?.value.checked_sub(claimed.execution.as_ref()?.value)?;
        let weight = self.policy.weights.total.checked_sub(self.scorecard.execution.weight)?;
        Rational::from(indicators).checked_div(Rational::from(weight)).ok()?
    }

    /// What the printed scores of the indicators are of their weights; nothing where one of them is not printed.
    fn claimed_share(&self) -> Option<Rational> {
        let rows = &self.assessment.indicators;
        let sum = |figure: fn(&crate::assessment::Indicator) -> Option<&Located<Decimal>>| {
            rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(figure(row)?.value))
        };
        let (claimed, weight) = (sum(|row| row.claimed.as_ref())?, sum(|row| row.weight.as_ref())?);
        Rational::from(claimed).checked_div(Rational::from(weight)).ok()?
    }
}

impl Gap {
    /// Whether half a unit in the last place of each figure explains it.
    fn is_rounding(&self) -> bool {
        let half = Decimal::new(5, self.total.value.scale().saturating_add(1).min(28));
        let figures = Decimal::from(self.lines.saturating_add(1));
        half.checked_mul(figures).is_some_and(|most| !differ(self.sum, self.total.value, most))
    }
}

/// A share as people read it: `-40.12%`.
pub(super) fn percent(share: Rational) -> String {
    let percent = share.checked_mul(Rational::whole(100)).ok();
    let rounded = percent.and_then(|percent| percent.round(2, crate::value::RoundingMode::HalfUp).ok());
    rounded.map_or_else(|| "—".to_owned(), |rounded| format!("{}%", rounded.normalize()))
}
