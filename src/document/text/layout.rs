//! Text whose columns are kept by spaces, as programs give it that lay a page out in characters: its cells in the order
//! in which flattened text has them.
//!
//! No column is the same over a page: Chinese characters count as one or as two, and a crowded line shifts the rest. But
//! the lines of one row stand below each other: what goes on stands below what it goes on with.

use super::flat::{Break, Token, words};
use super::lines::TextLine;
use crate::document::words::Words;
use crate::value::parse_figure;
use crate::vocabulary::Vocabulary;
use std::collections::HashSet;
use std::ops::Range;

/// A piece of a line: its bytes, and the columns of characters that it covers.
#[derive(Debug, Clone)]
struct Piece {
    bytes: Range<usize>,
    cover: Range<usize>,
}

/// How far the left edges of two lines of one cell may lie apart, in characters; of a heading.
const NEAR: usize = 4;
const WIDE: usize = 10;

/// How many columns a character takes: programs count Chinese ones as one or as two.
#[derive(Debug, Clone, Copy)]
struct Width(usize);

impl Width {
    const ALL: [Self; 2] = [Self(1), Self(2)];

    const fn of(self, c: char) -> usize {
        if c < '\u{1100}' { 1 } else { self.0 }
    }

    /// As the lines were set: the width with which most of what begins behind a gap begins where others do.
    fn of_lines(lines: &[TextLine<'_>]) -> Self {
        let scattered = |width: Self| {
            let starts = |line: &TextLine<'_>| {
                pieces(line.text, 2, width)
                    .into_iter()
                    .skip(1)
                    .map(|piece| piece.cover.start)
                    .collect::<Vec<_>>()
            };
            let all: HashSet<usize> = lines.iter().flat_map(starts).collect();
            all.len()
        };
        let [one, two] = Self::ALL;
        if scattered(two) < scattered(one) { two } else { one }
    }
}

/// The pieces of a line that stand so many spaces apart.
fn pieces(line: &str, gap: usize, width: Width) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut next = 0_usize;
    for (at, c) in line.char_indices() {
        let column = next;
        next = column.saturating_add(width.of(c));
        if c.is_whitespace() {
            continue;
        }
        let end = at.saturating_add(c.len_utf8());
        match pieces.last_mut() {
            Some(piece) if column < piece.cover.end.saturating_add(gap) => {
                piece.bytes.end = end;
                piece.cover.end = next;
            }
            _ => pieces.push(Piece { bytes: at..end, cover: column..next }),
        }
    }
    pieces
}

/// A cell: pieces of lines below each other.
struct Cell {
    cover: Range<usize>,
    /// Each with the number of its line.
    pieces: Vec<(usize, Piece)>,
}

/// The words of some lines, cell by cell; nothing where no columns are kept by spaces.
pub(super) fn tokens<'t>(lines: &[TextLine<'t>], vocabulary: &Vocabulary) -> Option<Vec<Token<'t>>> {
    let gapped = |line: &&TextLine<'_>| pieces(line.text, 2, Width(1)).len() >= 3;
    if lines.iter().filter(gapped).count().saturating_mul(5) < lines.len() {
        return None;
    }
    let width = Width::of_lines(lines);
    let mut tokens = Vec::new();
    let mut band: Vec<Cell> = Vec::new();
    let mut reach = NEAR;
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        let heading = is_heading(line, vocabulary);
        let own = pieces(line.text, if heading { 1 } else { 2 }, width);
        if goes_on(line, &own, &band, reach, vocabulary) {
            for piece in own {
                if let Some(cell) = below(&piece, &band, reach).and_then(|index| band.get_mut(index)) {
                    cell.pieces.push((number, piece));
                }
            }
            continue;
        }
        push(&mut tokens, &band, lines);
        // Headings are set in the middle, their second lines anywhere below.
        reach = if heading { WIDE } else { NEAR };
        band = own
            .into_iter()
            .map(|piece| Cell { cover: piece.cover.clone(), pieces: vec![(number, piece)] })
            .collect();
    }
    push(&mut tokens, &band, lines);
    Some(tokens)
}

/// Whether a line names columns: three words of it are headings, or the beginnings of headings.
fn is_heading(line: &TextLine<'_>, vocabulary: &Vocabulary) -> bool {
    let words = Words(vocabulary);
    let known = |text: &str| {
        ["", "数", "值"].iter().any(|rest| {
            let whole = format!("{text}{rest}");
            words.exact_column(&whole).is_some() || words.exact_money(&whole).is_some()
        })
    };
    let all = pieces(line.text, 1, Width(1));
    all.iter().filter(|piece| known(line.text.get(piece.bytes.clone()).unwrap_or_default())).count() >= 3
}

/// Whether a line goes on with the row above it: it has no figures of its own, fewer pieces, each below a cell, and
/// begins nothing new.
fn goes_on(line: &TextLine<'_>, own: &[Piece], band: &[Cell], reach: usize, vocabulary: &Vocabulary) -> bool {
    if line.page || band.len() < 2 || own.is_empty() || own.len() > band.len() {
        return false;
    }
    let words = Words(vocabulary);
    let texts = || own.iter().filter_map(|piece| line.text.get(piece.bytes.clone()));
    let figures = texts().filter(|text| parse_figure(text.trim_end_matches(['%', '分'])).is_ok()).count();
    let first = texts().next().unwrap_or_default();
    let form = &vocabulary.form;
    let begins = words.label(first).is_some()
        || words.is_class(first)
        || form.is_total(first)
        || form.is_note(first)
        || form.is_title(line.text)
        || texts().filter(|text| words.goal(text).is_some()).count() >= 2
        || is_heading(line, vocabulary);
    figures < 2 && !begins && own.iter().all(|piece| below(piece, band, reach).is_some())
}

/// The cell that a piece stands below: the one whose left edge is nearest, if it is near or they overlap.
fn below(piece: &Piece, band: &[Cell], reach: usize) -> Option<usize> {
    let near = |cell: &Cell| {
        let overlap = piece.cover.start < cell.cover.end && cell.cover.start < piece.cover.end;
        overlap || piece.cover.start.abs_diff(cell.cover.start) <= reach
    };
    let cells = band.iter().enumerate().filter(|(_, cell)| near(cell));
    cells.min_by_key(|(_, cell)| cell.cover.start.abs_diff(piece.cover.start)).map(|(index, _)| index)
}

/// The words of a row, cell by cell.
fn push<'t>(tokens: &mut Vec<Token<'t>>, band: &[Cell], lines: &[TextLine<'t>]) {
    for (index, cell) in band.iter().enumerate() {
        for (part, (number, piece)) in cell.pieces.iter().enumerate() {
            let Some(line) = lines.get(*number) else { continue };
            let text = line.text.get(piece.bytes.clone()).unwrap_or_default();
            for (word, Range { start, end }) in words(text).into_iter().enumerate() {
                let text = text.get(start..end).unwrap_or_default();
                let (from, to) =
                    (piece.bytes.start.saturating_add(start), piece.bytes.start.saturating_add(end));
                let before = match (index, part, word) {
                    (0, 0, 0) if line.page => Break::Page,
                    (0, 0, 0) => Break::TextLine,
                    (_, 0, 0) => Break::Cell,
                    (_, _, 0) => Break::TextLine,
                    _ => Break::Space,
                };
                tokens.push(Token::new(text, before, *number, line.place(from, to)));
            }
        }
    }
}
