//! Weights: those of a table against what the policy gives its classes and the whole.

use super::view::{View, squeezed};
use super::{Audit, differ};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::NotApplicableAward;
use crate::say;
use crate::scoring::Status;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

impl Audit<'_> {
    pub(super) fn weights(&mut self, views: &[View<'_>]) {
        self.same_rows(views);
        self.required(views);
        self.levels();
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
            let title = say!("分值合计 {total}，应为 {whole}", "the weights add up to {total}, not {whole}");
            let mut finding = Diagnostic::new(Code::WeightsDiffer, title)
                .figure(total.normalize())
                .at(&self.assessment.project.at)
                .note(say!(
                    "指标分值 {indicators} ＋ 预算执行率分值 {execution}",
                    "indicators {indicators} + execution {execution}"
                ));
            if self.gives_execution_nothing() {
                finding.severity = Severity::Warning;
                finding = finding.note(say!(
                    "各指标分值已满 {whole} 分，预算执行率未列分值：可能采用其他评分办法",
                    "the indicators carry the full {whole} and execution has no weight: the table may \
                     follow another policy"
                ));
            }
            let printed = self.assessment.claimed.weight.as_ref().filter(|printed| printed.value == whole);
            self.found(match printed {
                Some(printed) => finding.related(&printed.at, say!("填报的合计", "the reported total")),
                None => finding,
            });
            return;
        }
        self.printed_weight(total);
        self.shares(views, total);
        self.classes();
    }

    /// Whether the indicators make up the whole by themselves, and the table prints no points for execution.
    pub(super) fn gives_execution_nothing(&self) -> bool {
        let total = &self.scorecard.total;
        self.assessment.funds.weight.is_none()
            && self.assessment.claimed.execution.is_none()
            && !self.scorecard.execution.weight.is_zero()
            && total.weight.checked_sub(self.scorecard.execution.weight) == Some(self.policy.weights.total)
    }

    /// The printed total weight against the sum.
    fn printed_weight(&mut self, total: Decimal) {
        let Some(printed) = self.assessment.claimed.weight.as_ref() else { return };
        // Some tables print the weight of the indicators alone.
        let indicators = total.checked_sub(self.scorecard.execution.weight);
        if !differ(printed.value, total, Decimal::ZERO) || indicators == Some(printed.value) {
            return;
        }
        let title = say!(
            "填报的分值合计为 {printed}，各项分值相加为 {total}",
            "reported total weight {printed}; the weights add up to {total}",
            printed = printed.value
        );
        let finding = Diagnostic::new(Code::PrintedWeight, title).figure(printed.value.normalize());
        self.found(finding.figure(total.normalize()).at(&printed.at));
    }

    /// Rows that carry nothing, or too much.
    fn shares(&mut self, views: &[View<'_>], total: Decimal) {
        let most = self.policy.audit.heavy.and_then(|most| most.checked_mul(Rational::from(total)).ok());
        for view in views {
            let Some(weight) = &view.indicator.weight else { continue };
            let name = view.name;
            if weight.value.is_zero() {
                let title = say!("“{name}”的分值为零", "“{name}” has a weight of zero");
                self.found(Diagnostic::new(Code::NoWeight, title).row(view.id, name).at(&weight.at));
            }
            let heavy =
                most.is_some_and(|most| Rational::from(weight.value).compare(most) == Ok(Ordering::Greater));
            if heavy && !self.is_alone(views, view) {
                let title = say!(
                    "“{name}”一项占 {weight} 分（合计 {total} 分）",
                    "“{name}” alone carries {weight} of the {total} points",
                    weight = weight.value
                );
                self.found(Diagnostic::new(Code::HeavyIndicator, title).row(view.id, name).at(&weight.at));
            }
        }
    }

    /// Whether a row is the only one of a class that the policy gives so much.
    fn is_alone(&self, views: &[View<'_>], view: &View<'_>) -> bool {
        let given = self.policy.weights.classes.iter().find(|(class, _)| Some(class) == view.class.as_ref());
        let weight = view.indicator.weight.as_ref().map(|weight| weight.value);
        given.is_some_and(|(_, given)| Some(*given) >= weight)
            && views.iter().filter(|other| other.class == view.class).count() == 1
    }

    /// The same name with the same target: one indicator, counted twice.
    fn same_rows(&mut self, views: &[View<'_>]) {
        let mut seen: BTreeMap<(String, String), &View<'_>> = BTreeMap::new();
        for view in views.iter().filter(|view| !view.name.is_empty()) {
            let key = (squeezed(view.name), squeezed(view.target_text()));
            let Some(first) = seen.get(&key) else {
                seen.insert(key, view);
                continue;
            };
            let title = say!(
                "“{name}”重复填报，指标值均为 {target}",
                "“{name}” appears twice with the same target {target}",
                name = view.name,
                target = view.target_text()
            );
            let finding = Diagnostic::new(Code::SameIndicator, title)
                .row(view.id, view.name)
                .at(&view.indicator.name.at)
                .related(&first.indicator.name.at, say!("首次出现于此", "first occurrence"));
            self.found(finding);
        }
    }

    /// Groups that the policy wants in each table.
    fn required(&mut self, views: &[View<'_>]) {
        let missing: Vec<&str> = self
            .policy
            .audit
            .groups
            .iter()
            .map(String::as_str)
            .filter(|group| !views.iter().any(|view| view.group.as_deref() == Some(group)))
            .collect();
        if missing.is_empty() || views.iter().all(|view| view.group.is_none()) {
            return;
        }
        let missing = missing.join("、");
        let title = say!(
            "缺少二级指标：{missing}（评分办法 {id} 要求列全）",
            "missing groups, required by the policy {id}: {missing}",
            id = self.policy.id.value
        );
        self.found(
            Diagnostic::new(Code::GroupMissing, title).figure(missing).at(&self.assessment.project.at),
        );
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
        let expected = self.policy.weights.expected(|class| sums.contains_key(class));
        let mut findings = Vec::new();
        for (class, weight) in expected {
            let sum = sums.get(&class).copied().unwrap_or_default();
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
                "“{class}”分值合计 {sum}，评分办法 {id} 规定为 {weight}",
                "the weights of {class} add up to {sum}; the policy {id} requires {weight}",
                id = self.policy.id.value
            );
            let finding = Diagnostic::new(Code::ClassWeight, title).figure(class).figure(sum.normalize());
            findings.push(finding.figure(weight.normalize()).at(at));
        }
        for finding in findings {
            self.found(finding);
        }
    }
}
