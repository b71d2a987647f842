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

    /// The place of some characters of `text`, which stands here.
    ///
    /// Where the text does not stand in the file as it is (escapes, several lines), the whole place.
    ///
    /// ```
    /// use jixiao::place::Place;
    /// let cell = Place::Text { line: 3, column: 9, bytes: 40..51 };
    /// assert_eq!(cell.part("≥5,000份", 1..3), Place::Text { line: 3, column: 10, bytes: 43..45 });
    /// ```
    #[must_use]
    pub fn part(&self, text: &str, characters: Range<usize>) -> Self {
        let Self::Text { line, column, bytes } = self else { return Self::Nowhere };
        if bytes.len() != text.len() {
            return self.clone();
        }
        let offset = |index: usize| {
            let within = text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
            bytes.start.saturating_add(within)
        };
        let skipped = u32::try_from(characters.start).unwrap_or(u32::MAX);
        Self::Text {
            line: *line,
            column: column.saturating_add(skipped),
            bytes: offset(characters.start)..offset(characters.end.max(characters.start)),
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
