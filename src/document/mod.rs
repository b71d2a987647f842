//! Published documents: a reader a file, each yielding the same grids of cells; then what a grid means.

mod form;
mod grid;
mod kind;
pub mod limits;
mod read;
pub mod text;

pub use form::{Forms, assessments};
pub use grid::{Block, Cell, Document, Grid};
#[cfg(feature = "cli")]
pub(crate) use kind::extension;
pub use kind::{EXTENSIONS, Kind};
pub use read::read;
#[cfg(feature = "cli")]
pub(crate) use read::too_large;
