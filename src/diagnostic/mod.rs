//! One type for everything the program has to say about its input: errors of reading and findings of audit.
//!
//! A diagnostic is data; how it looks on a terminal or in JSON is the renderers' business.
//!
//! Start at [`Diagnostic`].

mod catalogue;
mod code;
mod json;
mod parsed;
#[cfg(feature = "reports")]
mod render;
mod subject;

pub use catalogue::{Catalogue, Family, Page, Section};
pub use code::Code;
pub use json::Flat;
pub use parsed::{Parsed, Problems};
#[cfg(feature = "reports")]
pub use render::{human, sorted};
pub use subject::{RowId, Subject};

use crate::message::Message;
use crate::place::Place;
use serde::Serialize;
use std::sync::Arc;

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Needs an explanation.
    Warning,
    /// Arithmetic does not hold, a rule is broken, or something could not be read.
    Error,
}

/// What was found, where, what was expected, and how to mend it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The stable code, e.g. `J2003`.
    pub code: Code,
    /// Usually the code's own severity.
    pub severity: Severity,
    /// One terse sentence.
    pub title: Message,
    /// The file.
    pub file: Option<Arc<str>>,
    /// What a finding is about; nothing where something could not be read.
    pub subject: Option<Subject>,
    /// The name of the row that it is about, where it is about one.
    pub indicator: Option<String>,
    /// The figures that it follows from, as texts: where they are others, it is another finding.
    pub figures: Vec<String>,
    /// The very characters.
    pub at: Place,
    /// What stands beside the underline: what was found or expected there.
    pub label: Option<Message>,
    /// Other places that belong to it, each with a word about it.
    pub related: Vec<(Place, Message)>,
    /// More to know.
    pub notes: Vec<Message>,
    /// How to mend it.
    pub help: Option<Message>,
}

impl Diagnostic {
    /// A diagnostic with a title and nothing else yet; severity is the code's own.
    pub fn new(code: Code, title: Message) -> Self {
        Self {
            code,
            severity: code.severity(),
            title,
            file: None,
            subject: None,
            indicator: None,
            figures: Vec::new(),
            at: Place::Nowhere,
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Points at the very characters.
    #[must_use]
    pub fn at(mut self, at: &Place) -> Self {
        self.at = at.clone();
        self
    }

    /// Names the file.
    #[must_use]
    pub fn file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Says that it is about a row, and how that is called.
    #[must_use]
    pub fn row(mut self, row: RowId, name: &str) -> Self {
        self.indicator = Some(name.to_owned());
        self.about(Subject::Row(row))
    }

    /// Names a figure, or a text, that it follows from.
    #[must_use]
    pub fn figure(mut self, figure: impl std::fmt::Display) -> Self {
        self.figures.push(figure.to_string());
        self
    }

    /// Says what stands beside the underline.
    #[must_use]
    pub fn label(mut self, label: Message) -> Self {
        self.label = Some(label);
        self
    }

    /// Points at another place that belongs to it.
    #[must_use]
    pub fn related(mut self, at: &Place, word: Message) -> Self {
        self.related.push((at.clone(), word));
        self
    }

    /// Adds something to know.
    #[must_use]
    pub fn note(mut self, note: Message) -> Self {
        self.notes.push(note);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }
}

/// In one line of Chinese: code, file, place, title.
///
/// ```
/// use jixiao::diagnostic::{Code, Diagnostic};
/// use jixiao::say;
/// let diagnostic = Diagnostic::new(Code::Unreadable, say!("无法读取", "cannot be read")).file(&"a.yaml".into());
/// assert_eq!(diagnostic.to_string(), "J1001 a.yaml 无法读取");
/// ```
impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ", self.code)?;
        match &self.file {
            Some(file) if self.at == Place::Nowhere => write!(f, "{file} ")?,
            Some(file) => write!(f, "{file}:{} ", self.at)?,
            None => {}
        }
        f.write_str(&self.title.zh)
    }
}

impl std::error::Error for Diagnostic {}
