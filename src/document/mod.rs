//! Published documents: a reader a file, each yielding the same grids of cells.

mod grid;

pub use grid::{Block, Cell, Document, Grid};
