//! A figure of the goals against the row that it speaks of.

use super::label::{Likeness, core, likeness};
use super::narrative::{Narrative, Side, agrees, comparable};
use super::{Row, is_plain};
use crate::audit::Audit;
use crate::cell::Mention;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::value::Quantity;
use std::cmp::Ordering;

/// Words that say that a figure is of another time or another whole than the rows of this year.
const OTHER_SCOPE: [&str; 14] = [
    "累计",
    "历年",
    "以来",
    "三年",
    "五年",
    "十四五",
    "中期",
    "全国",
    "上年",
    "去年",
    "往年",
    "同期",
    "剩余",
    "未",
];

/// Words that say that a figure of what was achieved repeats what was planned.
const PLANNED: [&str; 6] = ["计划", "目标", "应", "预期", "年初", "原"];

impl Audit<'_> {
    pub(super) fn against_rows(&mut self, told: &mut Narrative<'_>, rows: &[Row<'_>]) {
        let mut accused = Vec::new();
        for (index, mention) in told.all() {
            if told.accused.contains(&index) || !is_plain(mention) || mention.change.is_some() {
                continue;
            }
            if let Some(row) = self.contradicted(mention, told.side, rows) {
                accused.push((index, row));
            }
        }
        for (index, row) in accused {
            let Some(mention) = told.mentions.all.get(index) else { continue };
            let finding = contradiction(Code::TextRow, told, mention, row);
            told.accused.insert(index);
            self.found(finding);
        }
    }

    /// The one row that a mention speaks of and that says something else.
    fn contradicted<'r, 'a>(
        &self,
        mention: &Mention,
        side: Side,
        rows: &'r [Row<'a>],
    ) -> Option<&'r Row<'a>> {
        if OTHER_SCOPE.iter().any(|word| mention.before.contains(word))
            || self.is_unit_cost(&mention.quantity)
        {
            return None;
        }
        let (before, behind) = (core(&mention.before), core(&mention.behind));
        let alike = |row: &Row<'_>| {
            // 共涉及5所学校: what is counted stands behind the unit.
            let counted = (likeness(&behind, &row.core) == Some(Likeness::Same)).then_some(Likeness::Same);
            likeness(&before, &row.core).max(counted)
        };
        let speaks = |row: &&Row<'_>| {
            let per = mention.before.contains('每') && !row.indicator.name.value.contains('每');
            !per && row.cell(side).is_some_and(|(cell, face)| {
                face.change.is_none()
                    && !face.approximate
                    && comparable(&mention.quantity, cell, &self.vocabulary.units)
            })
        };
        let candidates: Vec<(&Row<'_>, Likeness)> =
            rows.iter().filter(speaks).filter_map(|row| Some((row, alike(row)?))).collect();
        let best = candidates.iter().map(|(_, likeness)| *likeness).max()?;
        let mut of_best = candidates.iter().filter(|(_, likeness)| *likeness == best).map(|(row, _)| *row);
        let (Some(row), None) = (of_best.next(), of_best.next()) else { return None };
        let agree = |row: &Row<'_>, side: Side| {
            row.cell(side).is_none_or(|(cell, _)| {
                agrees(&mention.quantity, cell, &self.vocabulary.units) != Some(false)
            })
        };
        if agree(row, side) {
            return None;
        }
        let repeats_plan = side == Side::Achieved
            && PLANNED.iter().any(|word| mention.before.contains(word))
            && agree(row, Side::Expected);
        if repeats_plan || best < Likeness::Same && !self.cannot_be_part(mention, &before, row, side) {
            return None;
        }
        let money = self.is_amount(&mention.quantity);
        let sure = best > Likeness::Alike || !money && !self.stands_in_table(&mention.quantity, rows);
        sure.then_some(row)
    }

    /// Of figures that add up, one may be of a part of what the other is of: 贫困户危房改造 of 危房改造. Then only what
    /// is larger than its whole is a contradiction. Rates are of the same thing; so is a name that goes on (…学校, …学校的预算).
    fn cannot_be_part(&self, mention: &Mention, label: &str, row: &Row<'_>, side: Side) -> bool {
        let adds_up = mention.quantity.unit.is_some_and(|unit| self.vocabulary.units.adds_up(unit));
        if !adds_up || row.core.starts_with(label) {
            return true;
        }
        let order = row.cell(side).and_then(|(cell, _)| self.order(&mention.quantity, cell));
        if row.core.contains(label) {
            // The text is of the whole.
            order == Some(Ordering::Less)
        } else if label.contains(&row.core) {
            order == Some(Ordering::Greater)
        } else {
            true
        }
    }

    pub(super) fn order(&self, first: &Quantity, second: &Quantity) -> Option<Ordering> {
        let units = &self.vocabulary.units;
        let (one, other) = units.in_common_unit(first, second).ok()?;
        one.compare(other).ok()
    }

    /// So much per something: what was achieved against the goal, and each against the one row of that unit.
    pub(super) fn unit_costs(&mut self, texts: &[Narrative<'_>], rows: &[Row<'_>]) {
        let units = &self.vocabulary.units;
        let single = |told: &Narrative<'_>, like: &Quantity| {
            let mut of_unit = told
                .all()
                .filter(|(_, m)| is_plain(m) && comparable(&m.quantity, like, units))
                .map(|(index, _)| index);
            let first = of_unit.next()?;
            of_unit.next().is_none().then_some(first)
        };
        let mut findings = Vec::new();
        for told in texts {
            for (index, mention) in told.all() {
                if !is_plain(mention) || !self.is_unit_cost(&mention.quantity) {
                    continue;
                }
                if single(told, &mention.quantity) != Some(index) {
                    continue;
                }
                let mut of_unit = rows.iter().filter(|row| {
                    row.cell(told.side).is_some_and(|(cell, _)| comparable(&mention.quantity, cell, units))
                });
                if let (Some(row), None) = (of_unit.next(), of_unit.next())
                    && let Some((cell, face)) = row.cell(told.side)
                    && !face.approximate
                    && agrees(&mention.quantity, cell, units) == Some(false)
                {
                    findings.push(contradiction(Code::TextUnitCost, told, mention, row));
                    continue;
                }
                let goal =
                    texts.iter().find(|other| told.side == Side::Achieved && other.side == Side::Expected);
                let Some((goal, planned)) = goal
                    .and_then(|goal| Some((goal, goal.mentions.all.get(single(goal, &mention.quantity)?)?)))
                else {
                    continue;
                };
                if agrees(&mention.quantity, &planned.quantity, units) == Some(false) {
                    let title = say!(
                        "实际完成情况为 {actual}，预期目标为 {planned}",
                        "what was achieved is reported as {actual}; the goal is {planned}",
                        actual = told.printed(&mention.at),
                        planned = goal.printed(&planned.at)
                    );
                    findings.push(
                        Diagnostic::new(Code::TextUnitCost, title)
                            .figure(told.printed(&mention.at))
                            .figure(goal.printed(&planned.at))
                            .at(&told.place(&mention.at))
                            .related(&goal.place(&planned.at), say!("预期目标", "the goal")),
                    );
                }
            }
        }
        for finding in findings {
            self.found(finding);
        }
    }
}

fn contradiction(code: Code, told: &Narrative<'_>, mention: &Mention, row: &Row<'_>) -> Diagnostic {
    // 5所学校 or 满意度98%: what names the figure stands behind it or before it.
    let counted = likeness(&core(&mention.behind), &row.core) == Some(Likeness::Same);
    let figure = told.printed(&mention.at);
    let quoted =
        if counted { format!("{figure}{}", mention.behind) } else { format!("{}{figure}", mention.before) };
    let title = match told.side {
        Side::Expected => say!(
            "预期目标写“{quoted}”，指标“{name}”的指标值为 {cell}",
            "the goal says “{quoted}”; the target of “{name}” is {cell}",
            name = row.indicator.name.value,
            cell = row.printed(told.side)
        ),
        Side::Achieved => say!(
            "实际完成情况写“{quoted}”，指标“{name}”的完成值为 {cell}",
            "what was achieved is reported as “{quoted}”; the actual of “{name}” is {cell}",
            name = row.indicator.name.value,
            cell = row.printed(told.side)
        ),
    };
    let cell = match told.side {
        Side::Expected => &row.indicator.target,
        Side::Achieved => &row.indicator.actual,
    };
    let at = cell.as_ref().map_or(&row.indicator.at, |cell| &cell.at);
    Diagnostic::new(code, title)
        .row(row.id, &row.indicator.name.value)
        .figure(figure)
        .at(&told.place(&mention.at))
        .related(at, Message { zh: "表中填报".to_owned(), en: "reported here".to_owned() })
}
