//! From names and bytes to tables and policies, with the files that they name in turn, wherever these are.
//!
//! Start at [`read_tables`], with a [`Memory`] of bytes or with [`files::Disk`](crate::files::Disk).

mod documents;
mod encoding;
mod kind;
mod policy;
mod store;
mod tables;

pub use encoding::Encoding;
pub use policy::{LoadedPolicy, read_policy};
pub use store::{Failure, Members, Memory, Store, is_passed_over};
pub use tables::{Loaded, read_tables};

use crate::document::{EXTENSIONS, extension};
use crate::yaml::MAX_BYTES;
use std::path::Path;

/// How files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The encoding of the files.
    pub encoding: Encoding,
    /// The year of tables that name none.
    pub year: Option<i32>,
    /// Whether an account of each document is wanted.
    pub account: bool,
}

/// Whether a path names a document that may hold tables.
pub(crate) fn is_document(path: &Path) -> bool {
    extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}
