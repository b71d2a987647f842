//! Tables over page breaks put together, and everything in its order.

use super::page_table::{Cell, PageTable, Piece};
use crate::document::{Block, Cell as GridCell, Grid};
use crate::place::{Area, Located, Place, Table};
use std::collections::HashSet;

/// The same table is as wide on the next page, by so many points.
const NEAR: f64 = 5.0;

/// The blocks of a document, of its pages with their numbers.
pub(super) fn blocks(pages: &[(u32, Vec<Piece>)]) -> Vec<Block> {
    let marks: Vec<HashSet<String>> = pages.iter().map(|(_, pieces)| marks(pieces)).collect();
    let mut flow = Flow::default();
    for (index, (page, pieces)) in pages.iter().enumerate() {
        let neighbours = [index.checked_sub(1), index.checked_add(1)];
        let neighbours: Vec<_> = neighbours.iter().flatten().filter_map(|index| marks.get(*index)).collect();
        for (line, piece) in (1..).zip(pieces) {
            match piece {
                Piece::PdfLine { text, area, top } => {
                    let mark = mark(text, *top);
                    let running = page_number(text) || neighbours.iter().any(|marks| marks.contains(&mark));
                    flow.line(text, at(*page, 0, *area, line, 1), running);
                }
                Piece::PageTable(part) => flow.part(*page, part),
            }
        }
    }
    flow.finish()
}

fn at(page: u32, table: u32, area: Area, row: u32, column: u32) -> Place {
    Place::Cell { on: Table::Page { page, table, area }, row, column }
}

/// What a heading or footing has in common with that of the next page: its height, and its text but for figures.
fn mark(text: &str, top: f64) -> String {
    let text: String = text.chars().filter(|character| !character.is_ascii_digit()).collect();
    format!("{:.0} {text}", top / 3.0)
}

fn marks(pieces: &[Piece]) -> HashSet<String> {
    pieces
        .iter()
        .filter_map(
            |piece| if let Piece::PdfLine { text, top, .. } = piece { Some(mark(text, *top)) } else { None },
        )
        .collect()
}

/// `- 3 -`, `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`.
fn page_number(text: &str) -> bool {
    let mut figures = false;
    let rest: String = text
        .chars()
        .filter(|character| {
            figures |= character.is_numeric();
            !(character.is_numeric() || character.is_whitespace() || "-–—/第页⻚共,，.·".contains(*character))
        })
        .collect();
    figures
        && text.chars().count() < 24
        && matches!(rest.to_ascii_lowercase().as_str(), "" | "page" | "pageof")
}

/// A cell of a table that is being put together.
struct Placed {
    cell: Cell,
    page: u32,
    table: u32,
    /// Its row in its part.
    printed: usize,
}

#[derive(Default)]
struct Growing {
    cells: Vec<Placed>,
    rows: usize,
    xs: Vec<f64>,
    page: u32,
    open_below: bool,
}

#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    growing: Option<Growing>,
    /// Lines since the table, and whether all of them are headings and footings of pages.
    between: Vec<Block>,
    running: bool,
}

impl Flow {
    fn line(&mut self, text: &str, at: Place, running: bool) {
        self.running &= running;
        self.between.push(Block::Text(Located { value: text.to_owned(), at }));
    }

    fn part(&mut self, page: u32, part: &PageTable) {
        if let Some(growing) = &mut self.growing
            && self.running
            && growing.page.checked_add(1) == Some(page)
            && let Some(repeated) = growing.goes_on(part)
        {
            self.between.clear();
            growing.take(page, part, repeated);
            return;
        }
        self.close();
        let mut growing = Growing::default();
        growing.take(page, part, 0);
        self.growing = Some(growing);
        self.running = true;
    }

    fn close(&mut self) {
        self.blocks.extend(self.growing.take().map(|growing| Block::Grid(growing.grid())));
        self.blocks.append(&mut self.between);
    }

    fn finish(mut self) -> Vec<Block> {
        self.close();
        self.blocks
    }
}

/// Texts of a row with their places across, as far as they begin in it.
fn row<'c>(cells: impl Iterator<Item = &'c Cell>, row: usize) -> Vec<(&'c Cell, String)> {
    cells.filter(|cell| cell.row == row).map(|cell| (cell, cell.text.split_whitespace().collect())).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

fn same_place(a: &Cell, b: &Cell) -> bool {
    near(a.left, b.left) && near(a.right, b.right)
}

/// Whether a label is long enough to be none that a page cut in two.
fn whole_label(text: &str) -> bool {
    text.chars().filter(|character| !character.is_whitespace()).count() >= 4
}

/// Whether two texts begin with the same word and a number behind it: `指标3：`, `指标4：`.
fn begin_alike(one: &str, other: &str) -> bool {
    let head = |text: &str| {
        let word: String =
            text.trim().chars().take_while(|character| !character.is_ascii_digit()).take(9).collect();
        let numbered =
            text.trim().get(word.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        (numbered && (2..=8).contains(&word.chars().count())).then_some(word)
    };
    head(one).is_some_and(|word| head(other) == Some(word))
}

/// A whole figure: one that ends in a point was cut.
fn figure(text: &str) -> bool {
    !text.trim().is_empty()
        && !text.trim().ends_with('.')
        && text.trim().chars().all(|character| character.is_numeric() || ".%,-".contains(character))
}

impl Growing {
    /// Whether a part goes on with this table; then, how many rows of it only repeat the headings.
    fn goes_on(&self, part: &PageTable) -> Option<usize> {
        let ends = |xs: &[f64]| Some((xs.first().copied()?, xs.last().copied()?));
        let ((left, right), (other_left, other_right)) = (ends(&self.xs)?, ends(&part.xs)?);
        if !near(left, other_left) || !near(right, other_right) {
            return None;
        }
        let mut repeated = 0_usize;
        loop {
            let own = row(self.cells.iter().map(|placed| &placed.cell), repeated);
            let other = row(part.boxes.iter(), repeated);
            let same = own.len() == other.len()
                && own.iter().zip(&other).all(|((a, own), (b, other))| own == other && same_place(a, b));
            if same && repeated < part.rows && !own.is_empty() {
                repeated = repeated.saturating_add(1);
                continue;
            }
            // A table of its own begins as this one does, and then says something else.
            let label =
                |row: &[(&Cell, String)]| row.first().map(|(_, text)| text.clone()).unwrap_or_default();
            let anew = repeated < part.rows && !label(&own).is_empty() && label(&own) == label(&other);
            return (!anew && repeated < part.rows).then_some(repeated);
        }
    }

    fn take(&mut self, page: u32, part: &PageTable, repeated: usize) {
        let mut cells: Vec<Placed> = part
            .boxes
            .iter()
            .filter(|cell| cell.row >= repeated)
            .map(|cell| Placed { cell: cell.clone(), page, table: part.table, printed: cell.row })
            .collect();
        for placed in &mut cells {
            placed.cell.row = placed.cell.row.saturating_sub(repeated);
        }
        let mut rows = part.rows.saturating_sub(repeated);
        let mut start = self.rows;
        if self.rows > 0 {
            let split = self.splits(&cells, self.open_below || part.open_above && repeated == 0);
            if split {
                start = start.saturating_sub(1);
            }
            cells.retain(|placed| !self.absorb(placed, split));
            if split && rows == 1 && cells.is_empty() {
                rows = 1;
            }
        }
        for mut placed in cells {
            placed.cell.row = placed.cell.row.saturating_add(start);
            self.cells.push(placed);
        }
        rows = rows.saturating_add(start);
        self.rows = rows;
        self.page = page;
        self.open_below = part.open_below;
        self.xs.extend(&part.xs);
        self.xs.sort_by(f64::total_cmp);
        // The first of every group of places that are one.
        self.xs.dedup_by(|next, kept| *next - *kept <= NEAR);
    }

    /// The cells that end at the bottom.
    fn last(&self) -> impl Iterator<Item = &Cell> {
        let ends = move |placed: &&Placed| placed.cell.row.saturating_add(placed.cell.rows) == self.rows;
        self.cells.iter().filter(ends).map(|placed| &placed.cell)
    }

    /// Whether the first row of a part is the rest of the last row here.
    fn splits(&self, cells: &[Placed], open: bool) -> bool {
        let first: Vec<&Cell> =
            cells.iter().map(|placed| &placed.cell).filter(|cell| cell.row == 0).collect();
        let pairs: Option<Vec<(&Cell, &Cell)>> = first
            .iter()
            .map(|cell| self.last().find(|above| same_place(above, cell)).map(|above| (above, *cell)))
            .collect();
        let Some(pairs) = pairs.filter(|pairs| pairs.len() == self.last().count() && pairs.len() > 1) else {
            return false;
        };
        let says = |cell: &Cell| !cell.text.trim().is_empty();
        // A cell that spans rows on either side may well be empty on the other.
        let single: Vec<_> =
            pairs.iter().filter(|(above, below)| above.rows == 1 && below.rows == 1).collect();
        if single.iter().any(|(above, below)| figure(&above.text) && figure(&below.text)) {
            return false;
        }
        if !single.iter().any(|(_, below)| says(below)) {
            return false;
        }
        // A row of nothing but dots; the next of numbered names.
        let dots = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.' | '·'));
        if single
            .iter()
            .any(|(above, below)| dots(above.text.trim()) || begin_alike(&above.text, &below.text))
        {
            return false;
        }
        let only_above = single.iter().filter(|(above, below)| says(above) && !says(below)).count();
        let only_below = single.iter().filter(|(above, below)| !says(above) && says(below)).count();
        // Where all that stands above stands below as well, and is whole on both sides, it is said of two rows.
        let whole = |(above, below): &&(&Cell, &Cell)| whole_label(&above.text) && whole_label(&below.text);
        if only_above == 0 && pairs.iter().filter(whole).count() >= 2 {
            return false;
        }
        let both = single.iter().any(|(above, below)| says(above) && says(below));
        open && only_above.saturating_add(only_below) > 0 || both && (only_above >= 2 || only_below >= 2)
    }

    /// Gives the text of a cell to the one above of which it is the rest.
    fn absorb(&mut self, placed: &Placed, split: bool) -> bool {
        let below = &placed.cell;
        let rows = self.rows;
        let above = self
            .cells
            .iter_mut()
            .map(|placed| &mut placed.cell)
            .find(|above| above.row.saturating_add(above.rows) == rows && same_place(above, below));
        let Some(above) = above.filter(|_| below.row == 0) else { return false };
        // A cell over several rows may go on empty, or say below what it does not say above.
        let empty = |cell: &Cell| cell.text.trim().is_empty();
        let goes_on = (above.rows > 1 || below.rows > 1) && empty(below) || above.rows > 1 && empty(above);
        if !split && !goes_on {
            return false;
        }
        if !above.text.is_empty() && !below.text.is_empty() {
            above.text.push('\n');
        }
        above.text.push_str(&below.text);
        above.rows = above.rows.saturating_add(below.rows.saturating_sub(usize::from(split)));
        true
    }

    fn grid(self) -> Grid {
        let xs = self.xs;
        let index = |at: f64| xs.partition_point(|x| *x + NEAR < at);
        let mut cells: Vec<GridCell> = Vec::new();
        for Placed { cell, page, table, printed } in self.cells {
            let column = index(cell.left);
            let columns = index(cell.right).saturating_sub(column).max(1);
            let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            let (row, column) = (number(cell.row), number(column));
            cells.push(GridCell {
                row,
                column,
                rows: number(cell.rows),
                columns: number(columns),
                text: cell.text,
                at: at(page, table, cell.area, number(printed).saturating_add(1), column.saturating_add(1)),
            });
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Grid { cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_text() {
        for text in ["3", "- 3 -", "第 3 页", "第3页 共 9 页", "3/9", "Page 3 of 9"] {
            assert!(page_number(text), "{text}");
        }
        for text in ["2024 年度", "项目支出绩效自评表", "页", "附件 3"] {
            assert!(!page_number(text), "{text}");
        }
    }
}
