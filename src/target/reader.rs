//! The reader of cells.
use super::{Reading, Role};
use crate::vocabulary::Vocabulary;

/// Reads targets and actuals with one vocabulary.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'v> {
    vocabulary: &'v Vocabulary,
}

impl<'v> Reader<'v> {
    /// Longest text of a cell that is read, in characters.
    pub const MAX_CHARACTERS: usize = 500;

    /// A reader that knows these units and words.
    pub const fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary }
    }

    /// Reads the text of a cell.
    pub fn read(&self, text: &str, role: Role) -> Reading {
        let _ = (text, role, self.vocabulary);
        todo!()
    }
}
