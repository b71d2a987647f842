//! A broken file must not end the run: whatever its reader does, it is an error of that file.

use crate::guard;
use std::io::Error;

/// Does some reading.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    guard::guarded(read).unwrap_or_else(|_| Err(Error::other("the file is damaged")))
}
