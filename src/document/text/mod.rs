//! Text: tables whose columns are kept by strokes or tabs, and tables that were flattened.

mod delimited;
mod flat;
mod layout;
mod lines;
mod strokes;

use self::lines::{Line, lines};
use super::{Block, Document};
use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

/// Reads a text by the words of a vocabulary.
pub fn read(name: &Arc<str>, text: &str, vocabulary: &Vocabulary) -> Document {
    let all = lines(text);
    let mut document = Document { name: Arc::clone(name), ..Document::default() };
    let mut at = 0;
    let mut plain = 0;
    while at < all.len() {
        let rest = all.get(at..).unwrap_or_default();
        let Some((blocks, diagnostics, taken)) = ruled(rest, vocabulary) else {
            at = at.saturating_add(1);
            continue;
        };
        flattened(&mut document, all.get(plain..at).unwrap_or_default(), vocabulary);
        add(&mut document, blocks, diagnostics);
        at = at.saturating_add(taken);
        plain = at;
    }
    flattened(&mut document, all.get(plain..).unwrap_or_default(), vocabulary);
    document
}

fn add(document: &mut Document, blocks: Vec<Block>, diagnostics: Vec<Diagnostic>) {
    document.blocks.extend(blocks);
    let name = &document.name;
    document.diagnostics.extend(diagnostics.into_iter().map(|diagnostic| diagnostic.file(name)));
}

/// The table at the head of some lines whose cells strokes or tabs keep apart, and how many lines it takes.
fn ruled(lines: &[Line<'_>], vocabulary: &Vocabulary) -> Option<(Vec<Block>, Vec<Diagnostic>, usize)> {
    let first = lines.first()?;
    let stroked = first.text.contains(delimited::STROKES);
    let columns = delimited::run(lines, vocabulary);
    let in_columns = lines.get(..columns)?;
    if stroked && !in_columns.iter().any(|line| delimited::is_heading(line, vocabulary)) {
        // No line of columns names them: each cell may stand on a line of its own.
        let heading = lines.iter().position(|line| delimited::is_heading(line, vocabulary));
        let cells = strokes::run(lines.get(..heading.unwrap_or(lines.len()))?);
        if let Some((blocks, diagnostics)) = flat::blocks(strokes::tokens(lines.get(..cells)?), vocabulary) {
            return Some((blocks, diagnostics, cells));
        }
    }
    if columns == 0 {
        return None;
    }
    let grid = delimited::grid(in_columns);
    let misfits = delimited::misfits(&grid, vocabulary);
    if stroked
        && misfits > 0
        && let Some((blocks, diagnostics)) = flat::blocks(strokes::tokens(in_columns), vocabulary)
    {
        let of = |block: &Block| {
            if let Block::Grid(grid) = block { delimited::misfits(grid, vocabulary) } else { 0 }
        };
        if blocks.iter().map(of).fold(0, usize::saturating_add) < misfits {
            return Some((blocks, diagnostics, columns));
        }
    }
    Some((vec![Block::Grid(grid)], Vec::new(), columns))
}

/// The texts of a document that stand outside its grids, read as the lines of a text: some show their tables so.
/// Everything keeps the place that its line has in the document. Nothing where they have been read so already.
pub(super) fn of_texts(document: &Document, vocabulary: &Vocabulary) -> Option<Document> {
    let mut text = String::new();
    let mut places = Vec::new();
    for block in &document.blocks {
        let Block::Text(block) = block else { continue };
        if matches!(block.at, Place::Text { .. }) {
            return None;
        }
        for line in block.value.lines() {
            text.push_str(line);
            text.push('\n');
            places.push(block.at.clone());
        }
    }
    let mut again = read(&document.name, &text, vocabulary);
    let put_back = |at: &mut Place| {
        if let Place::Text { line, .. } = at {
            let index = usize::try_from(*line).unwrap_or_default().checked_sub(1);
            *at = index.and_then(|index| places.get(index)).cloned().unwrap_or_default();
        }
    };
    for block in &mut again.blocks {
        match block {
            Block::Text(text) => put_back(&mut text.at),
            Block::Grid(grid) => grid.cells.iter_mut().for_each(|cell| put_back(&mut cell.at)),
        }
    }
    again.diagnostics.iter_mut().for_each(|diagnostic| put_back(&mut diagnostic.at));
    again.diagnostics.splice(0..0, document.diagnostics.iter().cloned());
    Some(again)
}

/// Lines whose columns nobody kept: flattened tables where there are any, else sentences.
fn flattened(document: &mut Document, lines: &[Line<'_>], vocabulary: &Vocabulary) {
    let laid_out = layout::tokens(lines, vocabulary).and_then(|words| flat::blocks(words, vocabulary));
    match laid_out.or_else(|| flat::blocks(flat::tokens(lines), vocabulary)) {
        Some((blocks, diagnostics)) => add(document, blocks, diagnostics),
        None => {
            let said = lines.iter().filter(|line| !line.is_blank());
            document.blocks.extend(said.map(|line| Block::Text(line.located())));
        }
    }
}
