//! What a finding is about, and by what it is known again.

use super::Diagnostic;
use serde::Serialize;

/// The number of a row in its table: the first indicator is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RowId(pub usize);

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// Several tables together.
    Portfolio,
    /// A table as a whole.
    Project,
    /// The funds, and the score of their execution.
    Funds,
    /// 年度总体目标, in words.
    Goals,
    /// One indicator.
    Row(RowId),
    /// The total.
    Total,
}

impl Subject {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portfolio => "portfolio",
            Self::Project => "project",
            Self::Funds => "funds",
            Self::Goals => "goals",
            Self::Row(_) => "row",
            Self::Total => "total",
        }
    }

    /// The row, where it is one.
    pub const fn row(self) -> Option<RowId> {
        match self {
            Self::Row(row) => Some(row),
            _ => None,
        }
    }
}

impl Diagnostic {
    /// What the finding is known by in another run: code, subject, the name of the row, and the figures. Neither the
    /// words of the message nor the place belong to it, nor the number of the row: rows and lines may move.
    ///
    /// ```
    /// use jixiao::diagnostic::{Code, Diagnostic, Subject};
    /// use jixiao::message::Message;
    /// let finding = |words: &str, printed: &str| {
    ///     Diagnostic::new(Code::TotalDiffers, Message::same(words)).about(Subject::Total).figure(printed)
    /// };
    /// assert!(finding("the total differs", "98").key().eq(finding("another total", "98").key()));
    /// assert!(finding("the total differs", "98").key().ne(finding("the total differs", "99").key()));
    /// ```
    pub fn key(&self) -> impl Iterator<Item = &str> {
        let subject = self.subject.map_or("", Subject::as_str);
        let row = self.indicator.as_deref().unwrap_or_default();
        [self.code.as_str(), subject, row].into_iter().chain(self.figures.iter().map(String::as_str))
    }
}
