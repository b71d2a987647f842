//! The grammar of `grammar/cell.pest`, compiled.

use pest_derive::Parser;

/// The parser that pest makes of the grammar; its rules are [`Rule`].
#[derive(Parser)]
#[grammar = "../grammar/cell.pest"]
pub(super) struct CellParser;
