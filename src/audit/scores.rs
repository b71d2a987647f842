//! Rows: the printed score against the recomputed one, and rows that have no score.

use super::origin::Origin;
use super::view::{Compared, has_reason};
use super::{Audit, differ};
use crate::assessment::Indicator;
use crate::cell::Op;
use crate::diagnostic::{Code, Diagnostic, RowId, Severity};
use crate::message::Message;
use crate::policy::Side;
use crate::say;
use crate::scoring::{RowScore, Status, Unscored, tier_bounds};
use rust_decimal::Decimal;

impl Audit<'_> {
    pub(super) fn scores(&mut self) {
        let origins = self.origins();
        for (id, indicator, row) in self.rows() {
            self.score(id, indicator, row, origins.of_row(id));
        }
        self.unscored();
        self.formula_of_table(&origins);
        self.unprinted();
    }

    /// Rows without a score, each with its reason; a column that the table does not have is said once.
    fn unscored(&mut self) {
        let rows = || self.rows();
        let of = |reason: Unscored| rows().filter(move |(_, _, row)| row.unscored == Some(reason));
        let mut findings = Vec::new();
        for reason in Unscored::ALL {
            let empty = [Unscored::NoTarget, Unscored::NoActual, Unscored::NoWeight].contains(&reason);
            let whole = empty && of(reason).count() == rows().count() && rows().count() > 1;
            let why = reason.message();
            for (id, indicator, _) in of(reason).take(if whole { 1 } else { usize::MAX }) {
                // What a template left open is found as that.
                if !whole && self.left_open(indicator).is_some() {
                    continue;
                }
                let title = if whole {
                    say!("各项指标均无法计分：{zh}", "no row can be scored: {en}", zh = why.zh, en = why.en)
                } else {
                    say!(
                        "“{name}”无法计分：{zh}",
                        "“{name}” cannot be scored: {en}",
                        name = indicator.name.value,
                        zh = why.zh,
                        en = why.en
                    )
                };
                let finding = Diagnostic::new(Code::CannotScore, title);
                let finding = finding.figure(reason.as_str()).label(Message::same(reason.as_str()));
                findings.push(if whole {
                    finding.at(&self.assessment.project.at)
                } else {
                    finding.row(id, &indicator.name.value).at(&indicator.at)
                });
            }
        }
        for finding in findings {
            self.found(finding);
        }
    }

    /// Rows without a printed score, in a table that prints scores.
    fn unprinted(&mut self) {
        if self.assessment.indicators.iter().all(|row| row.claimed.is_none()) {
            return;
        }
        let silent = self.rows().filter(|(_, row, _)| row.claimed.is_none() && row.weight.is_some());
        for (id, row, _) in silent {
            let title =
                say!("“{name}”未填自评得分", "“{name}” has no self-assessed score", name = row.name.value);
            let finding = Diagnostic::new(Code::ScoreMissing, title).row(id, &row.name.value).at(&row.at);
            self.found(finding);
        }
    }

    fn score(&mut self, id: RowId, indicator: &Indicator, row: &RowScore, origin: Option<Origin>) {
        let name = &indicator.name.value;
        let (Some(claimed), Some(weight)) = (&indicator.claimed, &indicator.weight) else { return };
        let finding = if claimed.value > weight.value {
            let title = say!(
                "“{name}”自评得分 {claimed}，超过分值 {weight}",
                "“{name}”: self-assessed score {claimed}, above the weight {weight}",
                claimed = claimed.value,
                weight = weight.value
            );
            Diagnostic::new(Code::AboveWeight, title)
        } else {
            let Some(score) = row.score else { return };
            if !differ(score, claimed.value, self.policy.tolerance.score) {
                self.passed(id, indicator, row);
                return;
            }
            if row.status == Status::Judged {
                self.outside_tier(name, (claimed.value, weight.value), row)
            } else {
                let reason = has_reason(&indicator.reason, self.vocabulary);
                differs(name, row, origin, (claimed.value, score), reason)
            }
        };
        let finding = finding.row(id, name).at(&claimed.at);
        self.found(self.side_by_side(finding, indicator, row));
    }

    fn outside_tier(&self, name: &str, (claimed, weight): (Decimal, Decimal), row: &RowScore) -> Diagnostic {
        let tier = row.tier.and_then(|tier| self.policy.tiers.get(tier));
        let bounds = tier.and_then(|tier| tier_bounds(self.policy, tier, weight).ok());
        let (low, high) = bounds.unwrap_or_default();
        let tier = tier.map(|tier| tier.title.clone()).unwrap_or_default();
        let title = say!(
            "“{name}”自评得分 {claimed}，不在“{zh}”档的 {low} 至 {high} 之间",
            "“{name}”: self-assessed score {claimed}, outside {low} to {high} of the tier “{en}”",
            zh = tier.zh,
            en = tier.en
        );
        Diagnostic::new(Code::OutsideTier, title)
    }

    /// What the row prints, and the rule that it was scored by.
    fn side_by_side(&self, finding: Diagnostic, indicator: &Indicator, row: &RowScore) -> Diagnostic {
        let printed = |cell: Option<&crate::place::Located<String>>| {
            cell.map_or_else(|| "—".to_owned(), |cell| cell.value.clone())
        };
        let weight = indicator.weight.as_ref().map(|weight| weight.value).unwrap_or_default();
        let rule = row.rule.and_then(|rule| self.policy.rules.get(rule));
        let basis = rule.and_then(|rule| rule.basis.clone()).unwrap_or_else(|| self.policy.basis.clone());
        finding
            .note(say!(
                "指标值 {target}，完成值 {actual}，分值 {weight}",
                "target {target}, actual {actual}, weight {weight}",
                target = printed(indicator.target.as_ref()),
                actual = printed(indicator.actual.as_ref())
            ))
            .note(say!(
                "规则 {rule}（{id}）：{zh}",
                "rule {rule} ({id}): {en}",
                rule = rule.map(|rule| rule.id.value.as_str()).unwrap_or_default(),
                id = self.policy.id.value,
                zh = basis.zh,
                en = basis.en
            ))
    }

    /// An exact target that was passed keeps its marks here, but deserves a word.
    fn passed(&mut self, id: RowId, indicator: &Indicator, row: &RowScore) {
        let passed = Compared::of(row).is_some_and(|row| row.op == Op::Equal && row.side == Side::Above);
        if !passed {
            return;
        }
        let printed = |cell: Option<&crate::place::Located<String>>| {
            cell.map(|cell| cell.value.clone()).unwrap_or_default()
        };
        let title = say!(
            "“{name}”指标值为“等于”，完成值高于指标值：{target} → {actual}",
            "“{name}”: the target is exact, and the actual exceeds it: {target} → {actual}",
            name = indicator.name.value,
            target = printed(indicator.target.as_ref()),
            actual = printed(indicator.actual.as_ref())
        );
        let at = indicator.actual.as_ref().map_or(&indicator.at, |actual| &actual.at);
        self.found(Diagnostic::new(Code::EqualPassed, title).row(id, &indicator.name.value).at(at));
    }
}

/// A printed score that is not the recomputed one: where it comes from, else whether it is somebody's judgement.
fn differs(
    name: &str,
    row: &RowScore,
    origin: Option<Origin>,
    (claimed, score): (Decimal, Decimal),
    reason: bool,
) -> Diagnostic {
    let title = say!(
        "“{name}”自评得分 {claimed}，重算得分 {score}",
        "“{name}”: self-assessed score {claimed}, recomputed score {score}"
    );
    let differs = || Diagnostic::new(Code::ScoreDiffers, title.clone());
    if let Some(origin) = origin {
        let how = origin.message();
        let finding = differs().note(say!(
            "自评得分的由来：{zh}",
            "the self-assessed score comes from: {en}",
            zh = how.zh,
            en = how.en
        ));
        let lower_is_better = matches!(row.facts.op(), Some(Op::AtMost | Op::LessThan));
        if origin.is_other_direction() {
            return Diagnostic { severity: Severity::Warning, ..finding };
        }
        return if origin.is_forward() && lower_is_better {
            finding.note(say!(
                "本项指标越低越好，计算比率时方向相反",
                "less is better here, and the ratio was taken the wrong way round"
            ))
        } else {
            finding
        };
    }
    match claimed < score {
        // Taken off on purpose, and said so.
        true if reason => Diagnostic::new(Code::Judgement, title).note(say!(
            "自评得分不符合任何已知算法，应为填报人的评判，表中填有偏差原因",
            "no known formula gives the self-assessed score: a judgement, with its reason in the table"
        )),
        true => differs().note(say!(
            "自评得分不符合任何已知算法，也未填写偏差原因",
            "no known formula gives the self-assessed score, and the reason is missing"
        )),
        // More than is due is no judgement, whatever the reason.
        false => differs()
            .note(say!("自评得分高于重算得分", "the self-assessed score is above the recomputed score")),
    }
}
