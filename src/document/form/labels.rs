//! Labels with their values: 项目名称 | 某项目, 项目名称：某项目; the year of a title.

use super::figures;
use super::lines::{Entry, Row};
use crate::document::words::{Label, Words};
use crate::place::Located;

/// What a row says by labels, in the order of its cells.
pub(super) fn pairs(row: &Row<'_, '_>, words: Words<'_>) -> Vec<(Label, Located<String>)> {
    let own: Vec<&Entry<'_>> = row.own().collect();
    let mut found = Vec::new();
    let mut cells = own.iter().copied().peekable();
    while let Some(entry) = cells.next() {
        if let Some((label, value)) = within(&entry.located(), words) {
            found.push((label, value));
            continue;
        }
        let Some(label) = words.label(&entry.text) else { continue };
        let value = cells.peek().copied().filter(|next| {
            let heading = words.exact_money(&next.text).is_some() || words.label(&next.text).is_some();
            // 自评得分 heads a column too.
            let total = label != Label::Total || figures::points(&next.text).read().is_some();
            (!heading || label == Label::Year) && total
        });
        match value {
            Some(value) => {
                found.push((label, value.located()));
                cells.next();
            }
            // A label with nothing behind it, at the end of its row or before another label.
            None if own.len() == 1 || cells.peek().is_some_and(|next| words.label(&next.text).is_some()) => {
                found.push((label, Located { value: String::new(), at: entry.cell.at.clone() }));
            }
            None => {}
        }
    }
    found
}

/// A label and its value in one text, with a colon between.
pub(super) fn within(text: &Located<String>, words: Words<'_>) -> Option<(Label, Located<String>)> {
    let (label, value) = text.value.split_once([':', '：'])?;
    let label = words.label(label)?;
    let value = value.trim();
    (!value.is_empty()).then(|| (label, Located { value: value.to_owned(), at: text.at.clone() }))
}

/// Whether a text is a label of the head of a form.
pub(super) fn is_label(text: &str, words: Words<'_>) -> bool {
    words.label(text).is_some() || words.0.form.is_other_label(text)
}

/// Longest label that is looked for before a colon, in characters.
const LONGEST: usize = 14;

/// The labels of a line, each with its value: `填报单位（盖章）：某局  填报日期：3月1日 金额单位：万元`. A value ends where
/// the next label begins.
pub(super) fn line(text: &str, words: Words<'_>) -> Vec<(String, String)> {
    let colon = |c: char| matches!(c, ':' | '：');
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (at, mark) in text.match_indices(colon) {
        let begun = found.last().map_or(0, |(_, _, value)| *value);
        let before = text.get(begun..at).unwrap_or_default();
        let starts =
            before.char_indices().rev().take(LONGEST).map(|(offset, _)| begun.saturating_add(offset));
        // The longest that means something; spaces within a label are of its setting.
        let known = |from: &usize| {
            let label = text.get(*from..at).unwrap_or_default();
            !label.starts_with(char::is_whitespace)
                && (words.label(label).is_some()
                    || words.0.form.is_whole_other_label(label)
                    || words.is_unit_of_funds(label))
        };
        if let Some(from) = starts.filter(known).last() {
            found.push((from, at, at.saturating_add(mark.len())));
        }
    }
    let ends = found.iter().skip(1).map(|(from, ..)| *from).chain([text.len()]);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().trim().to_owned();
    found
        .iter()
        .zip(ends)
        .map(|((from, colon, value), end)| (part(*from, *colon), part(*value, end)))
        .collect()
}
