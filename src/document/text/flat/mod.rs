//! Text that was flattened: cells stand one behind the other, broken over lines and pages, as a PDF gives them
//! where nobody kept its columns.
//!
//! Nothing here knows the look of one document. The headings tell the columns; the grammar of targets, the
//! vocabulary of classes and groups, and the shape of lines tell which words belong to which cell.

mod amounts;
mod cost;
mod guess;
mod head;
mod heading;
mod rows;
mod token;

use self::cost::Costs;
pub(super) use self::cost::{is_figure, is_stroke};
use self::heading::Heading;
use self::rows::Span;
pub(super) use self::token::{Break, RUN_ON, Token, tokens, words};
use self::token::{cell_text, run_together};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::limits::MAX_WORDS;
use crate::document::words::{Key, Label, Words};
use crate::document::{Block, Cell, Grid};
use crate::place::Place;
use crate::say;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

/// A table of indicators in the words of a text.
struct Table {
    columns: Vec<Heading<Key>>,
    /// The words of its rows.
    body: Range<usize>,
    /// The words of the line of its total.
    total: Range<usize>,
}

/// The blocks of flattened text, or nothing where it holds no heading of indicators.
pub(super) fn blocks(
    mut words: Vec<Token<'_>>,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Block>, Vec<Diagnostic>)> {
    let tables = tables(&words, vocabulary);
    if tables.is_empty() {
        return None;
    }
    let mut costs = Costs::new(vocabulary, &words);
    costs.look(&mut words);
    let mut diagnostics = Vec::new();
    let read = |costs: &Costs<'_>, table: &Table| {
        let keys = keys(table);
        let body = words.get(table.body.clone()).unwrap_or_default();
        rows::rows(&keys, body, costs)
    };
    let mut left = MAX_WORDS;
    let within: Vec<bool> = tables
        .iter()
        .map(|table| {
            let fits = left.checked_sub(table.body.len());
            left = fits.unwrap_or(left);
            fits.is_some()
        })
        .collect();
    let first: Vec<_> = tables
        .iter()
        .zip(&within)
        .map(|(table, fits)| if *fits { read(&costs, table) } else { (Vec::new(), 0) })
        .collect();
    // What a first reading found of names helps a second one to tell where they begin.
    for (table, (rows, _)) in tables.iter().zip(&first) {
        let body = words.get(table.body.clone()).unwrap_or_default();
        costs.learn(&keys(table), rows, body);
    }
    let mut blocks = Vec::new();
    let mut from = 0;
    for (table, fits) in tables.iter().zip(&within) {
        let heading = table.columns.first().map_or(table.body.start, |heading| heading.from);
        let mut grid = Building::default();
        head::read(words.get(..heading).unwrap_or_default(), from, vocabulary, &mut blocks, &mut grid);
        grid.heading(table, &words);
        if *fits {
            let (rows, _) = read(&costs, table);
            let body = words.get(table.body.clone()).unwrap_or_default();
            diagnostics.extend(guess::guesses(&keys(table), &rows, body, &costs));
            let keys = keys(table);
            let mut number = 0;
            for row in &rows {
                grid.row(keys.iter().zip(row).map(|(key, span)| {
                    let (text, at) = cell(body, span);
                    if *key == Key::Name {
                        (without_number(&text, &mut number).to_owned(), at)
                    } else {
                        (text, at)
                    }
                }));
            }
        } else {
            diagnostics.push(too_long(&words, table));
        }
        grid.total(table, words.get(table.total.clone()).unwrap_or_default());
        blocks.push(Block::Grid(grid.grid));
        from = table.total.end.max(table.body.end);
    }
    // What stands behind the last table.
    head::read(&words, from, vocabulary, &mut blocks, &mut Building::default());
    Some((blocks, diagnostics))
}

fn keys(table: &Table) -> Vec<Key> {
    let mut keys: Vec<Key> = table.columns.iter().map(|column| column.key).collect();
    if !keys.contains(&Key::Name)
        && let Some(deepest) = keys.iter_mut().rfind(|key| matches!(**key, Key::Class | Key::Group))
    {
        *deepest = Key::Name;
    }
    keys
}

/// The tables of a text: each from its heading to its total, to the next table, or to the end.
fn tables(words: &[Token<'_>], vocabulary: &Vocabulary) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((columns, behind)) = heading::indicators(words, at, vocabulary) else {
            at = at.saturating_add(1);
            continue;
        };
        let (body, total) = extent(words, behind, vocabulary);
        at = total.end.max(body.end).max(behind);
        tables.push(Table { columns, body, total });
    }
    tables
}

/// Figures behind the label of a total: weight, score.
const TOTALS: usize = 2;

/// Where the rows end that begin at a word, and the line of the total.
fn extent(words: &[Token<'_>], from: usize, vocabulary: &Vocabulary) -> (Range<usize>, Range<usize>) {
    let form = &vocabulary.form;
    for at in from..words.len() {
        let Some(token) = words.get(at).filter(|token| token.opens_line()) else { continue };
        let line = words.get(at..).unwrap_or_default();
        let line = at..at.saturating_add(line.iter().take_while(|other| other.line == token.line).count());
        let figure = |word: &&Token<'_>| is_figure(word.text.trim_end_matches('分'));
        let behind = words.get(at.saturating_add(1)..).unwrap_or_default();
        if form.is_total(token.text) {
            // Its figures stand behind it, on its line or each on one of its own.
            let figures = behind.iter().take(TOTALS).take_while(figure).count();
            let end = line.end.max(at.saturating_add(1).saturating_add(figures));
            let rest = words.get(at.saturating_add(1)..end).unwrap_or_default();
            if rest.iter().any(|word| figure(&word)) {
                return (from..at, at..end);
            }
        }
        let project =
            Words(vocabulary).label(token.text) == Some(Label::Project) && token.text.chars().count() >= 4;
        let text = words.get(line.clone()).map(run_together).unwrap_or_default();
        if project
            || form.is_title(&text)
            || form.is_note(&text)
            || heading::indicators(words, at, vocabulary).is_some()
        {
            return (from..at, at..at);
        }
    }
    (from..words.len(), words.len()..words.len())
}

fn too_long(words: &[Token<'_>], table: &Table) -> Diagnostic {
    let at = words.get(table.body.start).map(|token| token.at.clone()).unwrap_or_default();
    let title = say!(
        "展平的文字一次最多读取 {most} 个词，此表未读取",
        "at most {most} words of flattened text are read; this table is not read",
        most = MAX_WORDS
    );
    Diagnostic::new(Code::TooManyCells, title).at(&at)
}

/// The text of a cell, with its place.
fn cell(body: &[Token<'_>], span: &Span) -> (String, Place) {
    let mut text = String::new();
    let mut at = Place::Nowhere;
    for (from, to) in span {
        let part = body.get(*from..*to).unwrap_or_default();
        if at == Place::Nowhere {
            at = place(part);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&cell_text(part));
    }
    (text, at)
}

/// A name without the number that the form prints before it (`指标1：里程`). Where a figure follows it, the numbers count
/// on: `指标12021年完工` is the first, or the twelfth behind an eleventh.
fn without_number<'n>(name: &'n str, before: &mut u32) -> &'n str {
    let Some(rest) = name.strip_prefix("指标") else { return name };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let counts = |length: usize| {
        let number: u32 = rest.get(..length)?.parse().ok()?;
        let next = number == 1 || Some(number) == before.checked_add(1);
        (next || (length == digits && digits <= 2)).then_some((length, number))
    };
    let Some((length, number)) = (1..=digits.min(2)).rev().find_map(counts) else { return name };
    *before = number;
    let named = rest.get(length..).unwrap_or_default().trim_start_matches([':', '：', '.', '、', ' ', '\n']);
    if named.is_empty() { name } else { named }
}

/// The place of some words: those of their first line.
fn place(words: &[Token<'_>]) -> Place {
    let Some(first) = words.first() else { return Place::Nowhere };
    let last = words.iter().take_while(|token| token.line == first.line).last().unwrap_or(first);
    match (&first.at, &last.at) {
        (Place::Text { line, column, bytes }, Place::Text { bytes: end, .. }) => {
            Place::Text { line: *line, column: *column, bytes: bytes.start..end.end }
        }
        (at, _) => at.clone(),
    }
}

/// A grid that grows row by row.
#[derive(Debug, Default)]
struct Building {
    grid: Grid,
    rows: u32,
}

impl Building {
    fn row(&mut self, cells: impl Iterator<Item = (String, Place)>) {
        for (column, (text, at)) in (0_u32..).zip(cells) {
            self.grid.cells.push(Cell { row: self.rows, column, rows: 1, columns: 1, text, at });
        }
        self.rows = self.rows.saturating_add(1);
    }

    fn heading(&mut self, table: &Table, words: &[Token<'_>]) {
        self.row(table.columns.iter().map(|column| {
            let part = words.get(column.from..column.to).unwrap_or_default();
            (run_together(part), place(part))
        }));
    }

    /// The line of the total: its figures under weight and score.
    fn total(&mut self, table: &Table, words: &[Token<'_>]) {
        let Some((label, rest)) = words.split_first() else { return };
        let figures: Vec<&Token<'_>> =
            rest.iter().filter(|word| is_figure(word.text.trim_end_matches('分'))).collect();
        let keys = keys(table);
        let mut cells = vec![(String::new(), Place::Nowhere); keys.len()];
        if let Some(first) = cells.first_mut() {
            *first = (label.text.to_owned(), label.at.clone());
        }
        let wanted: Vec<usize> = [Key::Weight, Key::Claimed]
            .iter()
            .filter_map(|wanted| keys.iter().position(|key| key == wanted))
            .collect();
        for (column, figure) in wanted.iter().rev().zip(figures.iter().rev()) {
            if let Some(cell) = cells.get_mut(*column) {
                *cell = (figure.text.to_owned(), figure.at.clone());
            }
        }
        self.row(cells.into_iter());
    }
}
