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
mod guarded;
mod numbered;
mod read;
mod write;

pub(super) use carried::{Origin, can_be_carried};
pub(super) use numbered::Numbered;
pub(super) use read::{Layout, Part, open};
pub(super) use write::{Encoded, Writer, encode};
