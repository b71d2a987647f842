//! Text: tables whose columns are kept by strokes or tabs, and tables that were flattened.

mod delimited;
mod flat;
mod layout;
mod lines;

use self::lines::{Line, lines};
use super::{Block, Document};
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
        let taken = delimited::run(rest, vocabulary);
        if taken == 0 {
            at = at.saturating_add(1);
            continue;
        }
        flattened(&mut document, all.get(plain..at).unwrap_or_default(), vocabulary);
        document.blocks.push(Block::Grid(delimited::grid(rest.get(..taken).unwrap_or_default())));
        at = at.saturating_add(taken);
        plain = at;
    }
    flattened(&mut document, all.get(plain..).unwrap_or_default(), vocabulary);
    document
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
        Some((blocks, diagnostics)) => {
            let name = &document.name;
            document.blocks.extend(blocks);
            document.diagnostics.extend(diagnostics.into_iter().map(|diagnostic| diagnostic.file(name)));
        }
        None => document.blocks.extend(lines.iter().map(|line| Block::Text(line.located()))),
    }
}
