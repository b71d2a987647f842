//! Diagnostics for programs.

use super::{Code, Diagnostic, RowId, Severity, Subject};
use crate::message::Lang;
use crate::place::Place;
use serde::Serialize;

/// A diagnostic as programs read it, in one language.
///
/// ```
/// use jixiao::diagnostic::{Code, Diagnostic, Flat};
/// use jixiao::message::{Lang, Message};
/// let diagnostic = Diagnostic::new(Code::Empty, Message::same("empty"));
/// let flat = Flat::new(&diagnostic, Lang::En);
/// assert_eq!((flat.message, flat.at.as_str()), ("empty", ""));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flat<'a> {
    /// The stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// The title.
    pub message: &'a str,
    /// `file:line:column`, as far as it is known.
    pub at: String,
    /// What it is about, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<&'static str>,
    /// The row that it is about: the number of the indicator, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The name of that row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<&'a str>,
    /// The figures that it follows from.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub figures: &'a [String],
    /// What stands beside the underlined characters.
    pub label: Option<&'a str>,
    /// More to know.
    pub notes: Vec<&'a str>,
    /// How to mend it.
    pub help: Option<&'a str>,
}

impl<'a> Flat<'a> {
    /// A diagnostic in one language.
    pub fn new(diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.title.in_lang(lang),
            at: diagnostic.place(),
            subject: diagnostic.subject.map(Subject::as_str),
            row: diagnostic.subject.and_then(Subject::row).map(|RowId(row)| row),
            indicator: diagnostic.indicator.as_deref(),
            figures: &diagnostic.figures,
            label: diagnostic.label.as_ref().map(|label| label.in_lang(lang)),
            notes: diagnostic.notes.iter().map(|note| note.in_lang(lang)).collect(),
            help: diagnostic.help.as_ref().map(|help| help.in_lang(lang)),
        }
    }
}

impl Diagnostic {
    /// `file:line:column`, as far as it is known.
    pub fn place(&self) -> String {
        match (&self.file, &self.at) {
            (None, at) => at.to_string(),
            (Some(file), Place::Nowhere) => file.to_string(),
            (Some(file), at) => format!("{file}:{at}"),
        }
    }
}
