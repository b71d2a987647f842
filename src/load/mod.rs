//! The one place that knows YAML: files that people write, to assessments, indicator sets and policies.

mod assessment;
mod auditing;
mod cases;
mod catalogue;
mod curves;
#[cfg(feature = "cli")]
mod documents;
mod execution;
mod extends;
mod fields;
mod figures;
#[cfg(feature = "cli")]
mod files;
mod flags;
mod policy;
mod quality;
#[cfg(feature = "cli")]
mod resolved;
mod rules;
#[cfg(feature = "cli")]
mod schema;
mod set;
mod shipped;
mod slip_search;
mod slips;
mod statement;
mod syntax;
#[cfg(feature = "cli")]
mod tables;
mod tree;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use std::borrow::Cow;

pub use assessment::{assessment, assessment_with};
pub use cases::policy_cases;
pub use catalogue::catalogue;
#[cfg(feature = "cli")]
pub use files::{Encoding, ReadOptions, Sources, read_text};
#[cfg(feature = "cli")]
pub(crate) use files::{is_document, is_yaml};
pub use policy::{policy, policy_with};
#[cfg(feature = "cli")]
pub use resolved::resolved_policy;
#[cfg(feature = "cli")]
pub use schema::{SchemaOf, schema};
pub use set::{IndicatorSet, indicator_set};
pub use shipped::{shipped_base, shipped_policies, shipped_policy, shipped_text, vocabulary};
pub use statement::statement;
#[cfg(feature = "cli")]
pub use tables::{Loaded, LoadedPolicy, read_policy, read_tables};
pub use tree::{MAX_BYTES, MAX_DEPTH, MAX_NODES};

/// A file that another file names: an indicator set, the policy that a policy extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called in messages.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Finds the file that is named in another, or says why it cannot. Reading itself does no I/O.
pub type Resolve<'a> = dyn Fn(&str) -> Result<Document, Message> + 'a;

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

/// Keys by which a file without a project is known for a policy.
#[cfg(feature = "cli")]
const POLICY_SIGNS: [&str; 5] = ["rules", "extends", "rounding", "execution", "grades"];

/// Whether a word is a key of any kind of file, in English or as a heading.
fn is_key(word: &str) -> bool {
    let word = word.trim();
    let ascii = || word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    !word.is_empty() && word.len() <= 96 && (ascii() || vocabulary().headings.is_known(word))
}

/// A text for a message, cut off where it is longer than so many characters.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}
