//! Text: tables whose columns are kept by strokes or tabs, and tables that were flattened.

mod delimited;
mod flat;
mod layout;
mod lines;
mod strokes;

use self::lines::{TextLine, lines};
use super::{Block, Document};
use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

/// Reads a text by the words of a vocabulary.
pub fn read(name: &Arc<str>, text: &str, vocabulary: &Vocabulary) -> Document {
    let all = lines(text);
    let mut document = Document { name: Arc::clone(name), ..Document::default() };
    let (mut at, mut plain) = (0, 0);
    // Up to where strokes are known to end no cells.
    let mut tried = 0_usize;
    while at < all.len() {
        let rest = all.get(at..).unwrap_or_default();
        let mut found = None;
        if at >= tried && rest.first().is_some_and(|line| line.text.contains(delimited::STROKES)) {
            let cells = cells(rest, vocabulary);
            tried = at.saturating_add(cells.len());
            found = ended(cells, vocabulary);
        }
        let Some(Ruled { blocks, diagnostics, lines }) = found.or_else(|| ruled(rest, vocabulary)) else {
            at = at.saturating_add(1);
            continue;
        };
        flattened(&mut document, all.get(plain..at).unwrap_or_default(), vocabulary);
        add(&mut document, blocks, diagnostics);
        at = at.saturating_add(lines);
        plain = at;
    }
    flattened(&mut document, all.get(plain..).unwrap_or_default(), vocabulary);
    document
}

/// A table whose cells strokes or tabs keep apart, and how many lines it takes.
struct Ruled {
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    lines: usize,
}

/// The lines from here on in which strokes end cells, up to one that names columns.
fn cells<'l, 't>(lines: &'l [TextLine<'t>], vocabulary: &Vocabulary) -> &'l [TextLine<'t>] {
    let region = lines.get(..strokes::run(lines)).unwrap_or_default();
    let heading = region.iter().position(|line| delimited::is_heading(line, vocabulary));
    heading.map_or(region, |heading| region.get(..heading).unwrap_or_default())
}

/// A table whose cells strokes only end.
fn ended(lines: &[TextLine<'_>], vocabulary: &Vocabulary) -> Option<Ruled> {
    let (blocks, diagnostics) = flat::blocks(strokes::tokens(lines), vocabulary)?;
    Some(Ruled { blocks, diagnostics, lines: lines.len() })
}

/// A table whose columns are kept; where its rows do not fit its heading, strokes only end its cells.
fn ruled(lines: &[TextLine<'_>], vocabulary: &Vocabulary) -> Option<Ruled> {
    let lines = lines.get(..delimited::run(lines, vocabulary)).filter(|lines| !lines.is_empty())?;
    let grid = delimited::grid(lines);
    let misfits = delimited::misfits(&grid, vocabulary);
    let of =
        |block: &Block| if let Block::Grid(grid) = block { delimited::misfits(grid, vocabulary) } else { 0 };
    let better = |ruled: &Ruled| ruled.blocks.iter().map(of).fold(0, usize::saturating_add) < misfits;
    let again = if misfits > 0 { ended(lines, vocabulary).filter(better) } else { None };
    Some(again.unwrap_or(Ruled {
        blocks: vec![Block::Grid(grid)],
        diagnostics: Vec::new(),
        lines: lines.len(),
    }))
}

fn add(document: &mut Document, blocks: Vec<Block>, diagnostics: Vec<Diagnostic>) {
    document.blocks.extend(blocks);
    let name = &document.name;
    document.diagnostics.extend(diagnostics.into_iter().map(|diagnostic| diagnostic.file(name)));
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
fn flattened(document: &mut Document, lines: &[TextLine<'_>], vocabulary: &Vocabulary) {
    let laid_out = layout::tokens(lines, vocabulary).and_then(|words| flat::blocks(words, vocabulary));
    if let Some((blocks, diagnostics)) = laid_out.or_else(|| flat::blocks(flat::tokens(lines), vocabulary)) {
        add(document, blocks, diagnostics);
    } else {
        let said = lines.iter().filter(|line| !line.is_blank());
        document.blocks.extend(said.map(|line| Block::Text(line.located())));
    }
}
