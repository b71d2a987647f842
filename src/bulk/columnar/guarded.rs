//! A broken file must not end the run: whatever its reader does, it is an error of that file.

use std::io::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does some reading. Nothing of it is looked at again when it panics.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Error::other("the file is damaged")))
}
