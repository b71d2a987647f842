//! Where something stands in what was read, so that every result can point back to it.

use std::ops::Range;

/// The place of a value in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// It stands nowhere: it was computed, or came from a program.
    #[default]
    Nowhere,
    /// In a text file.
    Text {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// The bytes of the file that it takes.
        bytes: Range<usize>,
    },
}

impl Place {
    /// The bytes of the file, where there are any.
    pub fn bytes(&self) -> Option<Range<usize>> {
        match self {
            Self::Nowhere => None,
            Self::Text { bytes, .. } => Some(bytes.clone()),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::Text { line, column, .. } => write!(f, "{line}:{column}"),
        }
    }
}

/// A value with the place where it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stood.
    pub at: Place,
}

impl<T> Located<T> {
    /// A value that stands in no file.
    pub fn nowhere(value: T) -> Self {
        Self { value, at: Place::Nowhere }
    }
}
