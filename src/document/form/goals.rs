//! The goals of a form: what was expected and what came of it, side by side, one below the other, or beside a label.

use super::lines::{Entry, Row};
use super::{figures, labels};
use crate::assessment::Goals;
use crate::document::words::Words;

/// The columns of what was expected (false) and what came of it (true), in a row that heads them.
pub(super) fn heading(row: &Row<'_, '_>, words: Words<'_>) -> Option<Vec<(u32, bool)>> {
    let columns: Vec<(u32, bool)> =
        row.own().filter_map(|entry| Some((entry.cell.column, words.goal(&entry.text)?))).collect();
    let achieved = |(_, achieved): &&(u32, bool)| *achieved;
    let expected = columns.iter().rfind(|column| !achieved(column)).copied()?;
    // The label at the side may read like the heading of what came of it.
    let behind = columns.iter().filter(achieved).find(|(column, _)| *column > expected.0);
    let achieved = behind.or_else(|| columns.iter().find(achieved)).copied()?;
    Some(vec![expected, achieved])
}

/// The goals that stand in a row behind their label: 年度总体目标 with one text or two, 预期目标 or 实际完成情况 with
/// its own. Whether the row was one.
pub(super) fn beside(goals: &mut Goals, row: &Row<'_, '_>, words: Words<'_>) -> bool {
    let cells: Vec<&Entry<'_>> = row.own().collect();
    let label = |entry: &Entry<'_>| words.goal(&entry.text).is_some() || words.is_goals(&entry.text);
    let labels = cells.iter().take_while(|entry| label(entry)).count();
    let (labels, texts) = cells.split_at(labels);
    let Some(last) = labels.last() else { return false };
    let other = |entry: &&Entry<'_>| {
        label(entry)
            || figures::money(&entry.text).read().is_some()
            || words.exact_money(&entry.text).is_some()
            || words.exact_column(&entry.text).is_some()
            || labels::is_label(&entry.text, words)
    };
    if texts.iter().any(other) {
        return false;
    }
    match (texts, words.goal(&last.text)) {
        ([text], of) => add(goals, of == Some(true), text),
        ([expected, achieved], _) => {
            add(goals, false, expected);
            add(goals, true, achieved);
        }
        _ => return false,
    }
    true
}

/// Adds what a cell says of the goals.
pub(super) fn add(goals: &mut Goals, achieved: bool, entry: &Entry<'_>) {
    let slot = if achieved { &mut goals.achieved } else { &mut goals.expected };
    match slot {
        Some(text) => {
            text.value.push('\n');
            text.value.push_str(&entry.text);
        }
        None => *slot = Some(entry.located()),
    }
}
