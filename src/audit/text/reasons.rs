//! The reason of a row against the row: a figure of its own that the words repeat otherwise.

use super::Row;
use super::label::core;
use super::narrative::{Side, agrees, comparable};
use crate::assessment::Reason;
use crate::audit::Audit;
use crate::cell::{Mention, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use std::cmp::Ordering;

/// What the columns are called.
const ACTUAL: [&str; 4] = ["实际完成值", "完成值", "实际完成", "实际值"];
const TARGET: [&str; 4] = ["年度指标值", "指标值", "目标值", "年初目标"];
/// How many characters at the end of its name make a row known.
const KNOWN_BY: usize = 3;

impl Audit<'_> {
    pub(super) fn reason_figures(&mut self, rows: &[Row<'_>]) {
        let mut findings = Vec::new();
        for row in rows {
            let Reason::Text(text) = &row.indicator.reason else { continue };
            for mention in &Reader::new(self.vocabulary).mentions(&text.value).all {
                let Some(side) = speaks_of(mention, row) else { continue };
                let Some((cell, face)) = row.cell(side) else { continue };
                let exact = !mention.approximate && mention.change.is_none() && mention.joined.is_none();
                let units = &self.vocabulary.units;
                if !exact || face.change.is_some() || !comparable(&mention.quantity, cell, units) {
                    continue;
                }
                let other = match side {
                    Side::Expected => Side::Achieved,
                    Side::Achieved => Side::Expected,
                };
                // Rounded it may be the cell that is spoken of; the other one only to the last digit.
                let is_other = row
                    .cell(other)
                    .is_some_and(|(cell, _)| self.order(&mention.quantity, cell) == Some(Ordering::Equal));
                if is_other || agrees(&mention.quantity, cell, units) != Some(false) {
                    continue;
                }
                let figure: String =
                    text.value.chars().skip(mention.at.start).take(mention.at.len()).collect();
                let title = say!(
                    "“{name}”的偏差原因写“{label}{figure}”，表中填报为 {cell}",
                    "the reason of “{name}” says “{label}{figure}”; the row says {cell}",
                    name = row.indicator.name.value,
                    label = mention.before,
                    cell = row.printed(side)
                );
                let at = text.at.part(&text.value, mention.at.clone());
                let cell = match side {
                    Side::Expected => &row.indicator.target,
                    Side::Achieved => &row.indicator.actual,
                };
                let cell = cell.as_ref().map_or(&row.indicator.at, |cell| &cell.at);
                findings.push(
                    Diagnostic::new(Code::ReasonRow, title)
                        .row(row.id, &row.indicator.name.value)
                        .figure(&figure)
                        .at(&at)
                        .related(cell, say!("表中填报", "reported here")),
                );
            }
        }
        for finding in findings {
            self.found(finding);
        }
    }
}

/// Which column of its row a figure of a reason is named as.
fn speaks_of(mention: &Mention, row: &Row<'_>) -> Option<Side> {
    let label = core(&mention.before);
    if ["上年", "去年", "同期", "原先", "其中"].iter().any(|word| mention.before.contains(word)) {
        return None;
    }
    if TARGET.iter().any(|word| label.ends_with(word)) {
        return Some(Side::Expected);
    }
    if ACTUAL.iter().any(|word| label.ends_with(word) || mention.before.ends_with(word)) {
        return Some(Side::Achieved);
    }
    // …故满意度达 92.78%: the last words of the row's own name.
    let characters: Vec<char> = row.core.chars().collect();
    let tail: String = characters.get(characters.len().saturating_sub(KNOWN_BY)..)?.iter().collect();
    (characters.len() >= KNOWN_BY && label.ends_with(&tail)).then_some(Side::Achieved)
}
