//! Texts by the name of the file that they came from.

use crate::message::Message;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

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

/// The texts of the files that were read, so that a diagnostic can show the line it speaks of.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Sources {
    /// Keeps the text of a file.
    pub fn insert(&mut self, file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        self.texts.insert(file.into(), text.into());
    }

    /// The text of a file.
    ///
    /// ```
    /// let mut sources = jixiao::sources::Sources::default();
    /// sources.insert("2024.yaml", "year: 2024");
    /// assert_eq!(sources.get("2024.yaml"), Some("year: 2024"));
    /// ```
    pub fn get(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(|text| &**text)
    }

    /// Takes over the texts of another.
    pub fn extend(&mut self, other: Self) {
        self.texts.extend(other.texts);
    }
}

/// Whether a path names a YAML file.
pub(crate) fn is_yaml(path: &Path) -> bool {
    let ending = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    ["yaml", "yml"].iter().any(|yaml| ending.eq_ignore_ascii_case(yaml))
}
