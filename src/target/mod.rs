//! Reads a target or an actual: from the text of a cell to its value, or to *unreadable* with the place.

mod grammar;
mod reader;
mod reading;

pub use reader::Reader;
pub use reading::{Expected, Face, Reading, Role, Unreadable};
