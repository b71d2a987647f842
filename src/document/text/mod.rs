//! Text: tables whose columns are kept by strokes or tabs, and tables that were flattened.

mod delimited;
mod lines;

use self::lines::{Line, lines};
use super::{Block, Document};
use std::sync::Arc;

/// Reads a text.
pub fn read(name: &Arc<str>, text: &str) -> Document {
    let all = lines(text);
    let mut blocks = Vec::new();
    let mut rest: &[Line<'_>] = &all;
    while let Some(first) = rest.first() {
        let taken = delimited::run(rest);
        if taken > 0 {
            let (table, after) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
            blocks.push(Block::Grid(delimited::grid(table)));
            rest = after;
            continue;
        }
        blocks.push(Block::Text(first.located()));
        rest = rest.split_first().map_or(&[], |(_, after)| after);
    }
    Document { name: Arc::clone(name), blocks, diagnostics: Vec::new() }
}
