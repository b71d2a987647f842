//! Tables whose columns are kept by strokes (`| a | b |`, `│`) or by tabs.

use super::flat::{RUN_ON, is_figure, is_stroke};
use super::lines::TextLine;
use crate::document::limits::MAX_COLUMNS;
use crate::document::words::{Key, Words};
use crate::document::{Cell, Grid};
use crate::vocabulary::Vocabulary;

pub(super) const STROKES: [char; 5] = ['|', '｜', '│', '┃', '║'];

/// How many lines from here on are rows of one table.
///
/// Tabs stand between words of flattened text too: where they keep columns, a line of them is a heading.
pub(super) fn run(lines: &[TextLine<'_>], vocabulary: &Vocabulary) -> usize {
    let Some(delimiters) = lines.first().and_then(|line| delimiters(line.text)) else { return 0 };
    let taken = lines.iter().take_while(|line| {
        is_rule(line.text) || self::delimiters(line.text).is_some_and(|own| own == delimiters)
    });
    let taken = taken.count();
    let kept = delimiters == STROKES || lines.iter().take(taken).any(|line| is_heading(line, vocabulary));
    // One line with a stroke in it is a sentence.
    if taken >= 2 && kept { taken } else { 0 }
}

/// Whether a line names columns of indicators.
pub(super) fn is_heading(line: &TextLine<'_>, vocabulary: &Vocabulary) -> bool {
    let words = Words(vocabulary);
    let known = |&(_, from, to): &(u32, usize, usize)| words.indicator(&line.part(from, to).value).is_some();
    let all = pieces(line.text);
    all.len() <= RUN_ON && all.iter().filter(|piece| known(piece)).count() >= 3
}

/// How many rows below the heading of a grid do not fit it: no figure under weight or score, a label of another level,
/// values without a name.
pub(super) fn misfits(grid: &Grid, vocabulary: &Vocabulary) -> usize {
    let words = Words(vocabulary);
    let mut columns: Vec<(u32, Key)> = Vec::new();
    let mut misfits = 0_usize;
    for row in grid.cells.chunk_by(|one, other| one.row == other.row) {
        let named = |cell: &Cell| Some((cell.column, words.indicator(&cell.text)?.0));
        let heading: Vec<(u32, Key)> = row.iter().filter_map(named).collect();
        if heading.len() >= 3 {
            columns = heading;
            continue;
        }
        let filled = || row.iter().filter(|cell| !cell.text.trim().is_empty());
        let first = filled().next().map_or("", |cell| cell.text.as_str());
        if vocabulary.form.is_total(first) || vocabulary.form.is_note(first) || filled().count() < 3 {
            continue;
        }
        let wrong = |(column, key): &(u32, Key)| {
            let text = row.iter().find(|cell| cell.column == *column).map_or("", |cell| cell.text.trim());
            match key {
                Key::Weight | Key::Claimed => !(text.is_empty() || is_stroke(text) || is_figure(text)),
                Key::Class => words.is_group(text) && !words.is_class(text),
                Key::Group => words.is_class(text) && !words.is_group(text),
                Key::Name => text.is_empty(),
                _ => false,
            }
        };
        misfits = misfits.saturating_add(usize::from(columns.iter().any(wrong)));
    }
    misfits
}

/// The characters that keep the columns of a line.
fn delimiters(line: &str) -> Option<&'static [char]> {
    if is_rule(line) && line.contains(['+', '┌', '├', '╔']) || line.contains(STROKES) {
        Some(&STROKES)
    } else if line.trim_end().contains('\t') {
        Some(&['\t'])
    } else {
        None
    }
}

/// Whether a line only rules: `+---+---+`, `|---|:-:|`, `├──┼──┤`.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let ruling =
        |c: char| matches!(c, '-' | '=' | '+' | ':' | ' ' | '\u{2500}'..='\u{257f}') || STROKES.contains(&c);
    let drawn = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═');
    line.chars().all(ruling) && line.chars().filter(|c| drawn(*c)).count() >= 3
}

/// The cells of some lines. Where rules are drawn between the rows, all lines between two rules are one row.
pub(super) fn grid(lines: &[TextLine<'_>]) -> Grid {
    let drawn = lines.iter().filter(|line| is_rule(line.text)).count();
    let boxed = drawn >= 3;
    let mut cells: Vec<Cell> = Vec::new();
    let mut row = 0_u32;
    let mut open = false;
    for line in lines {
        if is_rule(line.text) {
            if open {
                row = row.saturating_add(1);
                open = false;
            }
            continue;
        }
        for (column, from, to) in pieces(line.text).into_iter().take(MAX_COLUMNS) {
            let part = line.part(from, to);
            let before = cells
                .iter_mut()
                .rev()
                .take(MAX_COLUMNS)
                .find(|cell| cell.row == row && cell.column == column);
            match before {
                Some(_) if part.value.is_empty() => {}
                Some(cell) => {
                    if cell.text.is_empty() {
                        cell.at = part.at;
                    } else {
                        cell.text.push('\n');
                    }
                    cell.text.push_str(&part.value);
                }
                None => cells.push(Cell { row, column, rows: 1, columns: 1, text: part.value, at: part.at }),
            }
        }
        open = true;
        if !boxed {
            row = row.saturating_add(1);
            open = false;
        }
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Grid { cells }
}

/// The pieces of a line between its delimiters, each with its column and its bytes.
pub(super) fn pieces(line: &str) -> Vec<(u32, usize, usize)> {
    let stroked = line.contains(STROKES);
    let delimiter = |c: char| if stroked { STROKES.contains(&c) } else { c == '\t' };
    let mut pieces = Vec::new();
    let mut from = 0_usize;
    let end = line.trim_end().len();
    for (at, stroke) in line.match_indices(delimiter) {
        pieces.push((from, at));
        from = at.saturating_add(stroke.len());
    }
    if from < end || !stroked {
        pieces.push((from, line.len().max(from)));
    }
    let outer = stroked && line.trim_start().starts_with(STROKES);
    (0_u32..)
        .zip(pieces.into_iter().skip(usize::from(outer)))
        .map(|(column, (from, to))| (column, from, to))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::lines::lines;

    fn texts(text: &str) -> Vec<(u32, u32, String)> {
        let all = lines(text);
        assert!(!all.is_empty());
        grid(&all).cells.into_iter().map(|cell| (cell.row, cell.column, cell.text)).collect()
    }

    fn is(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn strokes_tabs_and_boxes() {
        assert_eq!(
            texts("| a | b |\n|---|---|\n| c |  |\n"),
            [is(0, 0, "a"), is(0, 1, "b"), is(1, 0, "c"), is(1, 1, "")]
        );
        assert_eq!(texts("a\tb\n\tc\n"), [is(0, 0, "a"), is(0, 1, "b"), is(1, 0, ""), is(1, 1, "c")]);
        assert_eq!(
            texts("+---+---+\n| a | b |\n|   | c |\n+---+---+\n| d |   |\n+---+---+\n"),
            [is(0, 0, "a"), is(0, 1, "b\nc"), is(1, 0, "d"), is(1, 1, "")]
        );
    }
}
