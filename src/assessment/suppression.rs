//! A finding that is not wanted.

use crate::diagnostic::Code;
use crate::place::{Located, Place};

/// One kind of finding that is not wanted, and why.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// The finding.
    pub code: Located<Code>,
    /// Only for this indicator; for all where nothing is said.
    pub indicator: Option<String>,
    /// Why.
    pub reason: String,
    /// Its place in the file.
    pub at: Place,
}
