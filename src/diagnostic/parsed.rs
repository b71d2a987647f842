//! A value that was read, with everything that is wrong with what it was read from.

use super::{Diagnostic, Severity};
use std::error::Error;
use std::fmt;

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

    /// The value where no error was found, so that nothing is used that was understood in part.
    ///
    /// # Errors
    /// All that was found, where an error is among it.
    ///
    /// ```
    /// use jixiao::{decode::policy_with, shipped::shipped_base};
    /// let read = |text| policy_with("ours.yaml", text, &shipped_base).into_result();
    /// let ours = "id: ours\nextends: mof-2020-10\ntitle: ours\nbasis: ours\n";
    /// assert_eq!(read(ours).expect("a policy").id.value, "ours");
    /// let problems = read("id: ours\nextends: mof-2020-10\ntitel: ours\n").expect_err("a slip of the pen");
    /// assert!(problems.to_string().contains("J2001"), "{problems}");
    /// ```
    pub fn into_result(self) -> Result<T, Problems> {
        match self.value {
            Some(value) if !Problems::has_errors(&self.diagnostics) => Ok(value),
            _ => Err(Problems(self.diagnostics)),
        }
    }

    /// Whether an error was found: something of the file was not understood.
    pub fn has_errors(&self) -> bool {
        Problems::has_errors(&self.diagnostics)
    }
}

/// Why something cannot be used: all that is wrong with it. Shown a line each, in Chinese.
#[derive(Debug, Clone, PartialEq)]
pub struct Problems(pub Vec<Diagnostic>);

impl Problems {
    /// Whether an error is among some diagnostics, and not warnings and notes alone.
    pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
        diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for Problems {}
