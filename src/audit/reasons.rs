//! Reasons for deviations: missing, not needed, or the same words again.

use super::Audit;
use super::view::{View, squeezed};
use crate::assessment::Reason;
use crate::diagnostic::Code;
use crate::say;
use std::collections::BTreeMap;

/// Shorter words, such as 已完成, say the same everywhere.
const LEAST_REPEATED: usize = 6;

impl Audit<'_> {
    pub(super) fn reasons(&mut self, views: &[View<'_>]) {
        let silent: Vec<&View<'_>> = views.iter().filter(|view| self.needs_reason(view)).collect();
        self.found_on(Code::ReasonMissing, &silent, |names| {
            say!("{names}未得满分，且未填写偏差原因", "{names}: below full marks, and the reason is missing")
        });
        let idle: Vec<&View<'_>> = views.iter().filter(|view| self.needs_none(view)).collect();
        self.found_on(Code::ReasonUnneeded, &idle, |names| {
            say!(
                "{names}与指标值没有偏差，却填写了偏差原因",
                "{names}: a reason is given although nothing deviates"
            )
        });
        self.repeated(views);
    }

    /// Points are lost without a reason, and no finding on the score has said so.
    fn needs_reason(&self, view: &View<'_>) -> bool {
        let Some(weight) = view.indicator.weight.as_ref().map(|weight| weight.value) else { return false };
        let lost = view.indicator.claimed.as_ref().is_some_and(|claimed| claimed.value < weight);
        let said = [Code::ScoreDiffers, Code::Judgement, Code::OutsideTier, Code::CannotScore];
        lost && !view.has_reason(self.vocabulary) && !said.iter().any(|code| self.has(*code, view.id))
    }

    fn needs_none(&self, view: &View<'_>) -> bool {
        let full = view.indicator.weight.as_ref().is_some_and(|weight| {
            view.row.score == Some(weight.value)
                && view.indicator.claimed.as_ref().is_none_or(|claimed| claimed.value == weight.value)
        });
        full && view.has_reason(self.vocabulary) && view.is_exactly_met()
    }

    fn repeated(&mut self, views: &[View<'_>]) {
        let mut of_words: BTreeMap<String, Vec<&View<'_>>> = BTreeMap::new();
        for view in views.iter().filter(|view| view.has_reason(self.vocabulary)) {
            if let Reason::Text(words) = &view.indicator.reason {
                of_words.entry(squeezed(&words.value)).or_default().push(view);
            }
        }
        for (words, rows) in of_words {
            if rows.len() > 1 && words.chars().count() >= LEAST_REPEATED {
                self.found_on(Code::ReasonRepeated, &rows, |names| {
                    say!("{names}的偏差原因完全相同", "{names}: the same reason, word for word")
                });
            }
        }
    }
}
