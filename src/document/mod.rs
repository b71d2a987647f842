//! Published documents: a reader a file, each yielding the same grids of cells; then what a grid means.

mod assessments;
mod form;
mod grid;
mod kind;
pub mod limits;
mod read;
pub mod text;
mod words;

pub use assessments::assessments;
pub use form::Forms;
pub use grid::{Block, Cell, Document, Grid};
#[cfg(feature = "cli")]
pub(crate) use kind::extension;
pub use kind::{EXTENSIONS, Kind};
pub use read::read;
#[cfg(feature = "cli")]
pub(crate) use {own::is_report, read::too_large};

// The readers; they lean on libraries that the heart does without.
#[cfg(feature = "cli")]
mod archive;
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
mod own;
#[cfg(feature = "cli")]
pub mod pdf;
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
