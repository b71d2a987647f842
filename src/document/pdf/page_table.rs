//! What stands on one page, in reading order: lines of text, and tables or parts of them.

use super::columns;
use super::lattice::{Frame, Lattice, lattices};
use super::line::{self, PdfLine};
use super::page::{Glyph, Page};
use crate::place::Area;
use hayro_interpret::kurbo::{Point, Rect};

/// A piece of a page.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    PdfLine { text: String, area: Area, top: f64 },
    PageTable(PageTable),
}

/// What one page shows of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct PageTable {
    /// The table on its page, from 1.
    pub table: u32,
    /// Where its columns begin and end.
    pub xs: Vec<f64>,
    /// How many rows it has.
    pub rows: usize,
    pub boxes: Vec<Cell>,
    pub open_above: bool,
    pub open_below: bool,
}

/// A cell of a part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub row: usize,
    pub rows: usize,
    pub left: f64,
    pub right: f64,
    pub text: String,
    pub area: Area,
}

/// The pieces of a page from the top, and how many tables were too large.
pub(super) fn pieces(page: &Page) -> (Vec<Piece>, usize) {
    let (mut tables, large) = lattices(&page.rules);
    // A frame round other tables is none itself; where one table lies in another, the smaller takes its text.
    tables.sort_by(|a, b| a.area().area().total_cmp(&b.area().area()));
    let mut inside: Vec<Vec<Vec<&Glyph>>> =
        tables.iter().map(|table| vec![Vec::new(); table.frames.len()]).collect();
    let mut outside = Vec::new();
    for glyph in &page.glyphs {
        let middle = Point::new(f64::midpoint(glyph.left, glyph.right), glyph.middle);
        let found =
            tables.iter().zip(&mut inside).find_map(|(table, cells)| cells.get_mut(table.owner(middle)?));
        found.unwrap_or(&mut outside).push(glyph);
    }
    let mut placed: Vec<(f64, f64, Piece)> = Vec::new();
    for (table, cells) in tables.iter().zip(inside) {
        let area = table.area();
        let part = part(page, table, cells);
        if part.boxes.iter().any(|cell| !cell.text.is_empty()) {
            placed.push((area.y0, area.x0, Piece::PageTable(part)));
        }
    }
    for block in columns::blocks(line::parted(outside)) {
        match block {
            columns::Block::PdfLine(line) => placed.push((line.area.y0, line.area.x0, text(page, line))),
            columns::Block::Table { top, left, part } => {
                let boxes =
                    part.boxes.into_iter().map(|(cell, area)| Cell { area: on_page(page, area), ..cell });
                let part = PageTable { boxes: boxes.collect(), ..part.part };
                placed.push((top, left, Piece::PageTable(part)));
            }
        }
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut number = 0_u32;
    let mut pieces: Vec<Piece> = placed.into_iter().map(|(_, _, piece)| piece).collect();
    for piece in &mut pieces {
        if let Piece::PageTable(part) = piece {
            number = number.saturating_add(1);
            part.table = number;
        }
    }
    (pieces, large)
}

fn text(page: &Page, line: PdfLine) -> Piece {
    Piece::PdfLine { area: on_page(page, line.area), top: line.area.y0, text: line.text }
}

fn part(page: &Page, table: &Lattice, cells: Vec<Vec<&Glyph>>) -> PageTable {
    let cells: Vec<(Frame, Rect, Vec<PdfLine>)> = table
        .frames
        .iter()
        .zip(cells)
        .map(|(frame, glyphs)| (*frame, table.frame_area(*frame), line::lines(glyphs)))
        .collect();
    // The fullest line of the table says how near to its sides a cell is written.
    let room = |area: &Rect, line: &PdfLine| (area.width() - line.area.width()).max(0.0);
    let margin = cells
        .iter()
        .flat_map(|(_, area, lines)| lines.iter().map(|line| room(area, line)))
        .fold(f64::INFINITY, f64::min);
    let boxes = cells.iter().map(|(frame, area, lines)| Cell {
        row: frame.row,
        rows: frame.rows,
        left: area.x0,
        right: area.x1,
        text: joined(lines, area.width() - margin),
        area: on_page(page, *area),
    });
    PageTable {
        table: 0,
        xs: table.xs.clone(),
        rows: table.ys.len().saturating_sub(1),
        boxes: boxes.collect(),
        open_above: table.open_above,
        open_below: table.open_below,
    }
}

/// The lines of a cell. A number, or a figure with its Latin unit, that was broken because the line was full to its
/// end is whole again.
fn joined(lines: &[PdfLine], width: f64) -> String {
    let mut text = String::new();
    let mut before: Option<&PdfLine> = None;
    for line in lines {
        let of_number = |character: char| character.is_ascii_digit() || character == '.';
        let broken = before.is_some_and(|before| {
            let full = width - before.area.width() < 0.6 * line.size;
            let number = before.text.ends_with(of_number) && line.text.starts_with(of_number);
            let last = before.text.split_whitespace().next_back().unwrap_or_default();
            let unit = last.ends_with(|last: char| last.is_ascii_alphanumeric())
                && last.contains(|digit: char| digit.is_ascii_digit())
                && line.text.starts_with(|first: char| first.is_ascii_alphanumeric());
            full && (number || unit)
        });
        if before.is_some() && !broken {
            text.push('\n');
        }
        text.push_str(&line.text);
        before = Some(line);
    }
    text
}

/// In whole points of the page as it is shown.
fn on_page(page: &Page, area: Rect) -> Area {
    let area = page.shown(area);
    Area { left: whole(area.x0), top: whole(area.y0), right: whole(area.x1), bottom: whole(area.y1) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` keeps to the bounds
fn whole(length: f64) -> u32 {
    length.round() as u32
}
