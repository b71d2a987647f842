//! Parquet and Arrow IPC: files to batches, frames to row groups.
//!
//! | file | one job |
//! |---|---|
//! | `read` | files to parts, parts to batches |
//! | `declared` | what a file says of itself, held against what it is |
//! | `numbered` | columns of which each distinct text is there once |
//! | `write` | frames to row groups and batches |
//! | `carried` | columns that go from file to file as they are |
//! | `guarded` | what a broken file may do to its reader |

mod carried;
mod declared;
mod dictionary;
mod guarded;
mod read;
mod write;

pub(super) use carried::{Origin, can_be_carried};
pub(super) use dictionary::DictionaryColumn;
pub(super) use read::{Layout, RowGroupPart, open};
pub(super) use write::{Encoded, Writer, encode};
