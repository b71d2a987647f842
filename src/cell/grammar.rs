//! The grammars of `grammar/cell.pest` and `grammar/text.pest`, compiled.

use pest_derive::Parser;

/// The parser that pest makes of both; its rules are [`Rule`].
#[derive(Parser)]
#[grammar = "../grammar/cell.pest"]
#[grammar = "../grammar/text.pest"]
pub(super) struct CellParser;
