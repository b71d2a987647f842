//! Findings as notes on the cells that they concern.

use crate::assessment::Indicator;
use crate::diagnostic::{Diagnostic, Flat};
use crate::message::Lang;
use crate::place::Place;
use crate::report::around::Around;
use crate::report::catalogue::severity_word;
use rust_xlsxwriter::Note;
use std::collections::BTreeMap;

/// A cell: row and column, from 0.
pub(super) type At = (u32, u16);

/// Which cell shows what was read at a place, and what is to be said on which cell.
#[derive(Debug, Default)]
pub(super) struct Notes {
    cells: Vec<(Place, At)>,
    said: BTreeMap<At, Vec<String>>,
}

impl Notes {
    /// What was read at this place is shown in this cell.
    pub(super) fn shown(&mut self, place: &Place, at: At) {
        if *place != Place::Nowhere {
            self.cells.push((place.clone(), at));
        }
    }

    /// Says something on a cell.
    pub(super) fn say(&mut self, at: At, text: String) {
        self.said.entry(at).or_default().push(text);
    }

    /// A row: what concerns all of it stands on its score.
    pub(super) fn row(&mut self, indicator: &Indicator, score: At) {
        self.shown(&indicator.at, score);
    }

    /// Says every finding on the cell that shows what it is about; on `rest` where none does.
    pub(super) fn findings(&mut self, findings: &[Diagnostic], rest: At, lang: Lang) {
        let cells = Around::of(self.cells.iter().map(|(place, at)| (place, *at)));
        for finding in findings {
            let mut places =
                std::iter::once(&finding.at).chain(finding.related.iter().map(|(place, _)| place));
            let at = places.find_map(|place| cells.narrowest(place)).unwrap_or(rest);
            self.said.entry(at).or_default().push(words(finding, lang));
        }
    }

    /// Every cell with its note.
    pub(super) fn all(&self) -> impl Iterator<Item = (At, Note)> + '_ {
        self.said.iter().map(|(at, said)| {
            let text = super::style::cell_text(&said.join("\n\n"));
            let lines = u32::try_from(super::style::lines(&text, 40)).unwrap_or(20).clamp(3, 30);
            let note = Note::new(text)
                .set_author("jixiao")
                .add_author_prefix(false)
                .set_width(300)
                .set_height(lines.saturating_mul(17).saturating_add(12));
            (*at, note)
        })
    }
}

/// A finding in full.
pub(super) fn words(finding: &Diagnostic, lang: Lang) -> String {
    let flat = Flat::new(finding, lang);
    let severity = severity_word(finding.severity);
    let mut text = format!("{} {}：{}", flat.code, severity.in_lang(lang), flat.message);
    for more in flat.label.iter().chain(&flat.notes).chain(&flat.help) {
        text.push('\n');
        text.push_str(more);
    }
    text
}
