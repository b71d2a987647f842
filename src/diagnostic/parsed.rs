//! A value that was read, with everything that is wrong with what it was read from.

use super::{Diagnostic, Severity};

/// What could be read of a file, and everything that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed<T> {
    /// What was read; nothing where there was nothing to be made of it.
    pub value: Option<T>,
    /// What is wrong, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    /// Nothing could be read, for one reason.
    pub(crate) fn failed(diagnostic: Diagnostic) -> Self {
        Self { value: None, diagnostics: vec![diagnostic] }
    }

    /// Whether an error was found: something of the file was not understood.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}
