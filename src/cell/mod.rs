//! Reads a target or an actual: from the text of a cell to its value, or to *unreadable* with the place.
//!
//! Start at [`Reader::read`].

mod alternatives;
mod date;
mod grammar;
mod interval;
mod kind;
mod measure;
mod memo;
mod mention;
mod numeral;
mod quantity;
mod reader;
mod reading;
mod scan;
mod words;

pub use kind::{Kind, Op};
pub use memo::{Memo, MemoKey};
pub use mention::{Join, Mention, Mentions};
pub use reader::Reader;
pub use reading::{Beyond, Change, Expected, Notation, Reading, UnitFrom, Unreadable};
pub use words::{Degree, Named, Statement};

/// Marks that end a cell and say nothing.
const STOPS: [char; 6] = ['。', ';', ',', '.', '!', '、'];
