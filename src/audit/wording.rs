//! What is written in the cells: days of another year, and what a template left behind.

use super::Audit;
use super::view::View;
use crate::assessment::Indicator;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Located;
use crate::say;

impl Audit<'_> {
    pub(super) fn wording(&mut self, views: &[View<'_>]) {
        for view in views {
            self.placeholder(view);
            self.other_year(view);
        }
        self.not_in_force();
    }

    /// The cell of a row that holds what a template left open.
    pub(super) fn left_open<'i>(&self, indicator: &'i Indicator) -> Option<&'i Located<String>> {
        let words = &self.vocabulary.words.placeholders;
        let cells = [&indicator.target, &indicator.actual];
        cells.into_iter().flatten().find(|cell| left_open(words, &cell.value))
    }

    fn placeholder(&mut self, view: &View<'_>) {
        let Some(cell) = self.left_open(view.indicator) else { return };
        let title = say!(
            "“{name}”保留了模板的占位文字：{cell}",
            "“{name}” still contains a placeholder of the template: {cell}",
            name = view.name,
            cell = cell.value
        );
        self.found(Diagnostic::new(Code::Placeholder, title).row(view.id, view.name).at(&cell.at));
    }

    /// A target by a day of another year than that of the table.
    fn other_year(&mut self, view: &View<'_>) {
        let (Some(year), Reading::Deadline { deadline, .. }) = (self.assessment.year, view.target) else {
            return;
        };
        if deadline.year.is_none_or(|printed| printed == year) {
            return;
        }
        let title = say!(
            "“{name}”的时限不在 {year} 年内：{target}",
            "“{name}”: the deadline is outside {year}: {target}",
            name = view.name,
            target = view.target_text()
        );
        self.found(
            Diagnostic::new(Code::DateOutsideYear, title).row(view.id, view.name).at(view.target_place()),
        );
    }

    fn not_in_force(&mut self) {
        let (from, to) = self.policy.valid;
        let Some(year) = self.assessment.year else { return };
        let early = from.is_some_and(|from| year < from.year());
        if !early && to.is_none_or(|to| year <= to.year()) {
            return;
        }
        let title = say!(
            "评分办法 {id} 在 {year} 年{zh}",
            "the policy {id} {en} in {year}",
            id = self.policy.id.value,
            zh = if early { "尚未施行" } else { "已经失效" },
            en = if early { "was not yet in force" } else { "was no longer in force" }
        );
        let at = self.assessment.policy.as_ref().map_or(&self.assessment.project.at, |policy| &policy.at);
        self.found(
            Diagnostic::new(Code::NotInForce, title).figure(&self.policy.id.value).figure(year).at(at),
        );
    }
}

/// Whether a cell holds a placeholder. A star before a figure multiplies.
fn left_open(words: &[String], cell: &str) -> bool {
    words.iter().any(|word| {
        cell.match_indices(word.as_str()).any(|(at, found)| {
            let behind = cell.get(at.saturating_add(found.len())..).and_then(|rest| rest.chars().next());
            !(matches!(found, "*" | "＊") && behind.is_some_and(char::is_numeric))
        })
    })
}
