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
