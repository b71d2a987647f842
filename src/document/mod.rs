//! Published documents: a reader a file, each yielding the same grids of cells; then what a grid means.
//!
//! Start at [`read()`] for the grids of a file and [`assessments()`] for its tables.

mod account;
mod assessments;
mod form;
mod grid;
mod kind;
pub mod limits;
mod own;
mod read;
pub mod text;
mod words;

pub use account::Account;
pub use assessments::assessments;
pub use form::Forms;
pub use grid::{Block, Cell, Document, Grid};
pub(crate) use kind::extension;
pub use kind::{EXTENSIONS, Kind};
pub(crate) use own::is_report;
pub use read::read;
pub(crate) use read::too_large;

// The readers; they lean on libraries that the heart does without.
#[cfg(feature = "documents")]
mod archive;
#[cfg(feature = "documents")]
mod charset;
#[cfg(feature = "documents")]
pub mod docx;
#[cfg(feature = "documents")]
mod flow;
#[cfg(feature = "documents")]
pub mod html;
#[cfg(feature = "documents")]
mod number_format;
#[cfg(feature = "documents")]
mod ods;
#[cfg(feature = "documents")]
mod ole;
#[cfg(feature = "documents")]
pub mod pdf;
#[cfg(feature = "documents")]
mod sheet;
#[cfg(feature = "documents")]
mod sheet_xml;
#[cfg(feature = "documents")]
mod trouble;
#[cfg(feature = "documents")]
pub mod workbook;
#[cfg(feature = "documents")]
mod xls;
#[cfg(feature = "documents")]
mod xlsx;
#[cfg(feature = "documents")]
mod xml;
