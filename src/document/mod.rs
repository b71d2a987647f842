//! Published documents: a reader a file, each yielding the same grids of cells.

mod grid;

pub use grid::{Block, Cell, Document, Grid};

#[cfg(feature = "cli")]
mod archive;
#[cfg(feature = "cli")]
pub mod bounds;
#[cfg(feature = "cli")]
mod charset;
#[cfg(feature = "cli")]
pub mod docx;
#[cfg(feature = "cli")]
mod flow;
#[cfg(feature = "cli")]
pub mod html;
#[cfg(feature = "cli")]
mod number_format;
#[cfg(feature = "cli")]
mod ods;
#[cfg(feature = "cli")]
mod ole;
#[cfg(feature = "cli")]
mod sheet;
#[cfg(feature = "cli")]
mod trouble;
#[cfg(feature = "cli")]
pub mod workbook;
#[cfg(feature = "cli")]
mod xls;
#[cfg(feature = "cli")]
mod xlsx;
#[cfg(feature = "cli")]
mod xml;
