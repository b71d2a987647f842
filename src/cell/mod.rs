//! Reads a target or an actual: from the text of a cell to its value, or to *unreadable* with the place.
//!
//! Start at [`Reader::read`].

mod alternatives;
mod date;
mod grammar;
mod interval;
mod kind;
mod memo;
mod mention;
mod numeral;
mod reader;
mod reading;
mod scan;
mod words;

pub use kind::{Kind, Op};
pub use memo::{Kept, Memo};
pub use mention::{Join, Mention, Mentions};
pub use reader::Reader;
pub use reading::{Change, Expected, Face, Reading, Unreadable};
pub use words::{Degree, Named, Statement};
