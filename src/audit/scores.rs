//! Rows: the printed score against the recomputed one, and rows that have no score.

use super::origin::Origin;
use super::{Audit, differ};
use crate::assessment::{Indicator, Reason};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::scoring::{Relation, RowScore, Status, Step};

impl Audit<'_> {
    pub(super) fn scores(&mut self) {
        let (assessment, scorecard) = (self.assessment, self.scorecard);
        let origins = self.origins();
        for (index, (indicator, row)) in assessment.indicators.iter().zip(&scorecard.rows).enumerate() {
            self.score(indicator, row, origins.of_row(index));
        }
        self.formula_of_table(&origins);
    }

    fn score(&mut self, indicator: &Indicator, row: &RowScore, origin: Option<Origin>) {
        let name = &indicator.name.value;
        if let Some(reason) = row.unscored {
            let why = reason.message();
            let title = say!(
                "“{name}”不能计分：{zh}",
                "“{name}” cannot be scored: {en}",
                name = name,
                zh = why.zh,
                en = why.en
            );
            let finding = Diagnostic::new(Code::CannotScore, title)
                .indicator(name)
                .at(&indicator.at)
                .label(Message::same(reason.as_str()));
            self.found(finding);
            return;
        }
        let (Some(claimed), Some(weight)) = (&indicator.claimed, &indicator.weight) else { return };
        if claimed.value > weight.value {
            let title = say!(
                "“{name}”自评 {claimed} 分，超过分值 {weight}",
                "“{name}” is printed with {claimed}, above its weight {weight}",
                name = name,
                claimed = claimed.value,
                weight = weight.value
            );
            self.found(Diagnostic::new(Code::AboveWeight, title).indicator(name).at(&claimed.at));
            return;
        }
        let Some(score) = row.score else { return };
        if !differ(score, claimed.value, self.policy.tolerance.score) {
            self.passed(indicator, row);
            return;
        }
        let finding = if row.status == Status::Judged {
            let (low, high) = tier_bounds(row).unwrap_or_default();
            let tier = row.tier.and_then(|tier| self.policy.tiers.get(tier));
            let tier = tier.map(|tier| tier.title.clone()).unwrap_or_default();
            let title = say!(
                "“{name}”自评 {claimed} 分，不在“{zh}”档的 {low} 至 {high} 之间",
                "“{name}” is printed with {claimed}, outside {low} to {high} of the tier “{en}”",
                name = name,
                claimed = claimed.value,
                low = low,
                high = high,
                zh = tier.zh,
                en = tier.en
            );
            Diagnostic::new(Code::OutsideTier, title)
        } else {
            let title = say!(
                "“{name}”自评 {claimed} 分，重算 {score} 分",
                "“{name}” is printed with {claimed}, recomputed {score}",
                name = name,
                claimed = claimed.value,
                score = score
            );
            match origin.map(Origin::message) {
                Some(how) => Diagnostic::new(Code::ScoreDiffers, title).note(say!(
                    "打印的得分是这样来的：{zh}",
                    "the printed score comes from: {en}",
                    zh = how.zh,
                    en = how.en
                )),
                None if indicator.reason == Reason::Absent => Diagnostic::new(Code::ScoreDiffers, title)
                    .note(say!(
                        "没有哪个已知算法得出打印的得分，也没有写原因",
                        "no known formula gives the printed score, and no reason is given"
                    )),
                None => Diagnostic::new(Code::Judgement, title).note(say!(
                    "没有哪个已知算法得出打印的得分：应是填表人的评判，原因见表",
                    "no known formula gives the printed score: a judgement, with its reason in the table"
                )),
            }
        };
        let printed = |cell: Option<&crate::place::Located<String>>| {
            cell.map_or_else(|| "—".to_owned(), |cell| cell.value.clone())
        };
        let rule = row.rule.and_then(|rule| self.policy.rules.get(rule));
        let basis = rule.and_then(|rule| rule.basis.clone()).unwrap_or_else(|| self.policy.basis.clone());
        let finding = finding
            .indicator(name)
            .at(&claimed.at)
            .note(say!(
                "指标值 {target}，完成值 {actual}，分值 {weight}",
                "target {target}, actual {actual}, weight {weight}",
                target = printed(indicator.target.as_ref()),
                actual = printed(indicator.actual.as_ref()),
                weight = weight.value
            ))
            .note(say!(
                "规则 {rule}（{id}）：{zh}",
                "rule {rule} ({id}): {en}",
                rule = rule.map(|rule| rule.id.value.as_str()).unwrap_or_default(),
                id = self.policy.id.value,
                zh = basis.zh,
                en = basis.en
            ));
        self.found(finding);
    }

    /// An exact target that was passed keeps its marks here, but deserves a word.
    fn passed(&mut self, indicator: &Indicator, row: &RowScore) {
        let passed = row.trace.iter().any(|step| {
            matches!(step, Step::Compared { op: crate::policy::Op::Equal, relation: Relation::Above, .. })
        });
        if !passed {
            return;
        }
        let printed = |cell: Option<&crate::place::Located<String>>| {
            cell.map(|cell| cell.value.clone()).unwrap_or_default()
        };
        let title = say!(
            "“{name}”指标值为“等于”，完成值已超过：{target} → {actual}",
            "“{name}”: the target is exact, and the actual passes it: {target} → {actual}",
            name = indicator.name.value,
            target = printed(indicator.target.as_ref()),
            actual = printed(indicator.actual.as_ref())
        );
        let at = indicator.actual.as_ref().map_or(&indicator.at, |actual| &actual.at);
        self.found(Diagnostic::new(Code::EqualPassed, title).indicator(&indicator.name.value).at(at));
    }
}

fn tier_bounds(row: &RowScore) -> Option<(rust_decimal::Decimal, rust_decimal::Decimal)> {
    row.trace.iter().find_map(|step| match step {
        Step::Judged { low, high, .. } => Some((*low, *high)),
        _ => None,
    })
}
