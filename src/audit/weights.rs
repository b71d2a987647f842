//! Weights: those of a table against what the policy gives its classes and the whole.

use super::{Audit, differ};
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::NotApplicableAward;
use crate::say;
use crate::scoring::Status;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

impl Audit<'_> {
    pub(super) fn weights(&mut self) {
        let rows = &self.assessment.indicators;
        // A table without weights is scored by none; that was said of each row.
        if rows.iter().any(|indicator| indicator.weight.is_none()) {
            return;
        }
        let total = self.scorecard.total.weight;
        let whole = self.policy.weights.total;
        if differ(total, whole, Decimal::ZERO) {
            let execution = self.scorecard.execution.weight;
            let indicators = total.checked_sub(execution).unwrap_or_default();
            let title = say!(
                "分值合计 {total}，应为 {whole}",
                "the weights add up to {total} and not to {whole}",
                total = total,
                whole = whole
            );
            let finding =
                Diagnostic::new(Code::WeightsDiffer, title).at(&self.assessment.project.at).note(say!(
                    "指标分值 {indicators} ＋ 预算执行率分值 {execution}",
                    "indicators {indicators} + execution {execution}",
                    indicators = indicators,
                    execution = execution
                ));
            self.found(finding);
            return;
        }
        self.classes();
    }

    /// Class by class, where the policy fixes the weights and the table names its classes.
    fn classes(&mut self) {
        let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
        let dropped = self.policy.not_applicable.award == NotApplicableAward::Drop;
        for (indicator, row) in self.assessment.indicators.iter().zip(&self.scorecard.rows) {
            if dropped && row.status == Status::NotApplicable {
                continue;
            }
            let (Some(class), Some(weight)) = (&indicator.class, &indicator.weight) else { return };
            let name = self.vocabulary.labels.class(&class.value).into_owned();
            let sum = sums.entry(name).or_default();
            let counted = weight.value.checked_mul(self.assessment.counts_for(indicator));
            *sum = sum.saturating_add(counted.unwrap_or(weight.value));
        }
        let mut expected: BTreeMap<&str, Decimal> =
            self.policy.weights.classes.iter().map(|(class, weight)| (class.as_str(), *weight)).collect();
        for (missing, heir) in &self.policy.weights.without {
            if !sums.contains_key(missing)
                && let Some(weight) = expected.remove(missing.as_str())
                && let Some(share) = expected.get_mut(heir.as_str())
            {
                *share = share.saturating_add(weight);
            }
        }
        let mut findings = Vec::new();
        for (class, weight) in expected {
            let sum = sums.get(class).copied().unwrap_or_default();
            if !differ(sum, weight, Decimal::ZERO) {
                continue;
            }
            let at = self
                .assessment
                .indicators
                .iter()
                .filter_map(|indicator| indicator.class.as_ref())
                .find(|printed| self.vocabulary.labels.class(&printed.value) == class)
                .map_or(&self.assessment.project.at, |printed| &printed.at);
            let title = say!(
                "“{class}”分值合计 {sum}，评分办法 {id} 定为 {weight}",
                "{class} carries {sum}; the policy {id} gives it {weight}",
                class = class,
                sum = sum,
                id = self.policy.id.value,
                weight = weight
            );
            findings.push(Diagnostic::new(Code::ClassWeight, title).at(at));
        }
        for finding in findings {
            self.found(finding);
        }
    }
}
