//! Tables without rules: lines whose parts stand under one another.

use super::line::PdfLine;
use super::page_table::{Cell, PageTable};
use crate::place::Area;
use hayro_interpret::kurbo::Rect;

/// A line that stands by itself, or a table.
pub(super) enum Block {
    PdfLine(PdfLine),
    Table { top: f64, left: f64, part: Ruleless },
}

/// A part of a table whose cells have their boxes beside them.
pub(super) struct Ruleless {
    pub part: PageTable,
    pub boxes: Vec<(Cell, Rect)>,
}

/// A table has so many columns and rows at least.
const COLUMNS: usize = 3;
const ROWS: usize = 3;

/// Tables and lines, from the top.
pub(super) fn blocks(lines: Vec<Vec<PdfLine>>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<Vec<PdfLine>> = Vec::new();
    for line in lines {
        // A cell may run on below its row.
        let near = run
            .last()
            .and_then(|above| above.first())
            .zip(line.first())
            .is_some_and(|(above, below)| below.area.y0 - above.area.y1 <= 2.0 * above.size);
        if near || run.is_empty() && line.len() >= COLUMNS {
            run.push(line);
            continue;
        }
        close(std::mem::take(&mut run), &mut blocks);
        if line.len() >= COLUMNS {
            run.push(line);
        } else {
            blocks.extend(line.into_iter().map(Block::PdfLine));
        }
    }
    close(run, &mut blocks);
    blocks
}

fn close(mut run: Vec<Vec<PdfLine>>, blocks: &mut Vec<Block>) {
    // Notes below a table are not of it.
    let kept = run.iter().rposition(|line| line.len() >= COLUMNS).map_or(0, |last| last.saturating_add(1));
    let after = run.split_off(kept);
    match table(&run) {
        Some(table) => blocks.push(table),
        None => blocks.extend(run.into_iter().flatten().map(Block::PdfLine)),
    }
    blocks.extend(after.into_iter().flatten().map(Block::PdfLine));
}

fn table(run: &[Vec<PdfLine>]) -> Option<Block> {
    let full: Vec<&Vec<PdfLine>> = run.iter().filter(|line| line.len() >= COLUMNS).collect();
    if full.len() < ROWS {
        return None;
    }
    // Where nothing stands in any full line, a column ends.
    let mut spans: Vec<(f64, f64)> =
        full.iter().flat_map(|line| line.iter().map(|part| (part.area.x0, part.area.x1))).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some(column) if left <= column.1 + 1.0 => column.1 = column.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    if columns.len() < COLUMNS {
        return None;
    }
    let first = columns.first()?.0;
    let mut xs = vec![first];
    xs.extend(columns.windows(2).filter_map(|pair| Some(f64::midpoint(pair.first()?.1, pair.last()?.0))));
    xs.push(columns.last()?.1);
    let mut boxes: Vec<(Cell, Rect)> = Vec::new();
    let mut rows = 0_usize;
    let mut bottom = f64::NEG_INFINITY;
    for line in run {
        let top = line.first()?.area.y0;
        let continues = line.len() < COLUMNS && rows > 0 && top - bottom < 0.6 * line.first()?.size;
        if !continues {
            rows = rows.saturating_add(1);
        }
        let row = rows.saturating_sub(1);
        for part in line {
            let column = xs.partition_point(|x| *x <= part.area.x0 + 0.5).clamp(1, columns.len());
            let last = xs
                .partition_point(|x| *x < part.area.x1 - 0.5)
                .clamp(column.saturating_add(1), columns.len().saturating_add(1));
            let left = xs.get(column.saturating_sub(1)).copied()?;
            let right = xs.get(last.saturating_sub(1)).copied()?;
            let above = boxes
                .iter_mut()
                .rev()
                .find(|(cell, _)| cell.row == row && cell.right > left && cell.left < right);
            if let Some((cell, area)) = above {
                cell.text.push('\n');
                cell.text.push_str(&part.text);
                *area = area.union(part.area);
            } else {
                let cell = Cell { row, rows: 1, left, right, text: part.text.clone(), area: Area::default() };
                boxes.push((cell, part.area));
            }
        }
        bottom = line.first()?.area.y1;
    }
    let part = PageTable { xs, rows, ..PageTable::default() };
    Some(Block::Table { top: run.first()?.first()?.area.y0, left: first, part: Ruleless { part, boxes } })
}
