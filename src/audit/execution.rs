//! Budget execution: the printed rate and score against executed ÷ budget.

use super::cut::CUTS;
use super::{Audit, differ};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::say;
use crate::value::{Rational, RoundingMode};
use rust_decimal::Decimal;

impl Audit<'_> {
    pub(super) fn execution(&mut self) {
        let execution = &self.scorecard.execution;
        let claimed = self.assessment.claimed.execution.as_ref();
        if let Some(reason) = execution.unscored {
            // A table without funds and without a printed score says nothing of execution.
            let Some(claimed) = claimed else { return };
            // A total line left at zero has been found already.
            if self.findings.iter().any(|finding| finding.code == Code::FundsSum) {
                return;
            }
            let why = reason.message();
            let title = say!(
                "预算执行率自评得分 {claimed} 无法复核：{zh}",
                "the self-assessed score of execution, {claimed}, cannot be checked: {en}",
                claimed = claimed.value,
                zh = why.zh,
                en = why.en
            );
            self.found(Diagnostic::new(Code::ExecutionUnrated, title).at(&claimed.at));
            return;
        }
        self.rate();
        if let (Some(score), Some(claimed)) = (execution.score, claimed)
            && differ(score, claimed.value, self.policy.tolerance.score)
        {
            let title = say!(
                "预算执行率自评得分 {claimed}，重算得分 {score}",
                "execution: self-assessed score {claimed}, recomputed score {score}",
                claimed = claimed.value
            );
            let mut finding = Diagnostic::new(Code::ExecutionDiffers, title).at(&claimed.at);
            finding.notes.extend(self.money());
            let weight = execution.weight;
            if claimed.value > weight && self.assessment.funds.weight.is_none() {
                // Some places give execution 20: a table that does not print its weight may be one of them.
                finding.severity = Severity::Warning;
                finding = finding.note(say!(
                    "评分办法 {id} 规定预算执行率分值为 {weight}；表中未填该项分值，可能采用其他评分办法",
                    "the policy {id} gives execution a weight of {weight}; the table reports no weight \
                     and may follow another policy",
                    id = self.policy.id.value
                ));
            } else {
                finding.notes.extend(self.score_origin(claimed.value));
            }
            self.found(finding);
        }
    }

    /// The printed rate must be the exact one, rounded to the decimals that are printed.
    fn rate(&mut self) {
        let (Some(rate), Some(claimed)) =
            (self.scorecard.execution.rate, self.assessment.claimed.rate.as_ref())
        else {
            return;
        };
        let decimals = claimed.value.scale();
        let Ok(rounded) = rate.round(decimals, RoundingMode::HalfUp) else { return };
        if !differ(rounded, claimed.value, self.policy.tolerance.rate) {
            return;
        }
        let percent = |rate: Decimal| {
            rate.checked_mul(Decimal::ONE_HUNDRED)
                .map_or_else(|| rate.to_string(), |p| format!("{}%", p.normalize()))
        };
        let title = say!(
            "填报的预算执行率为 {claimed}，应为 {rate}",
            "reported execution rate {claimed}; it should be {rate}",
            claimed = percent(claimed.value),
            rate = percent(rounded)
        );
        let mut finding = Diagnostic::new(Code::RateDiffers, title).at(&claimed.at);
        if let Some(money) = self.money() {
            finding = finding.note(money);
        }
        if rate.round(decimals, RoundingMode::Truncate).is_ok_and(|cut| cut == claimed.value) {
            finding = finding.note(say!(
                "填报的执行率是截取所得，未四舍五入",
                "the reported rate was truncated, not rounded"
            ));
        } else if self.of_initial().is_some_and(|rate| {
            rate.round(decimals, RoundingMode::HalfUp).is_ok_and(|rate| rate == claimed.value)
        }) {
            finding = finding.note(say!(
                "填报的执行率＝执行数÷年初预算数",
                "the reported rate is executed ÷ initial budget"
            ));
        }
        self.found(finding);
    }

    /// Executed over the initial budget, where that is another one.
    fn of_initial(&self) -> Option<Rational> {
        let money = &self.assessment.funds.total;
        let (initial, executed) = (money.initial.as_ref()?.value, money.executed.as_ref()?.value);
        let other = money.budget.as_ref().is_none_or(|budget| budget.value != initial);
        Rational::from(executed).checked_div(Rational::from(initial)).ok()?.filter(|_| other)
    }

    /// Where a printed score of execution comes from: which rate, and how it was rounded.
    fn score_origin(&self, claimed: Decimal) -> Option<Message> {
        let rates = [
            (self.scorecard.execution.rate, say!("执行数÷预算数", "executed ÷ budget")),
            (
                self.assessment.claimed.rate.as_ref().map(|rate| Rational::from(rate.value)),
                say!("填报的执行率", "the reported rate"),
            ),
            (self.of_initial(), say!("执行数÷年初预算数", "executed ÷ initial budget")),
        ];
        let weight = self.scorecard.execution.weight;
        let ways = [true, false].into_iter().flat_map(|capped| {
            let rates = rates.iter().filter_map(|(rate, words)| Some(((*rate)?, words)));
            rates.flat_map(move |(rate, words)| CUTS.into_iter().map(move |cut| (rate, words, cut, capped)))
        });
        let (_, words, cut, capped) = ways
            .into_iter()
            .find(|(rate, _, cut, capped)| cut.points(*rate, weight, *capped) == Some(claimed))?;
        let (cut, cap) = (cut.message(), if capped { "" } else { "，不封顶" });
        Some(say!(
            "自评得分的由来：{zh}，{cz}{cap}",
            "the self-assessed score comes from: {en}, {ce}{cap_en}",
            zh = words.zh,
            en = words.en,
            cz = cut.zh,
            ce = cut.en,
            cap_en = if capped { "" } else { ", without a cap" }
        ))
    }

    /// The money behind the rate.
    fn money(&self) -> Option<Message> {
        let money = &self.assessment.funds.total;
        let (budget, executed) = (money.budget.as_ref()?.value, money.executed.as_ref()?.value);
        let exact = Rational::from(executed).checked_div(Rational::from(budget)).ok()??;
        let rate = exact.round(6, RoundingMode::Truncate).ok()?;
        Some(say!(
            "执行数 {executed} ÷ 预算数 {budget} ＝ {rate}…",
            "executed {executed} ÷ budget {budget} = {rate}…"
        ))
    }
}
