//! The keys of the mappings that people write.

#[cfg(feature = "cli")]
mod schema;

use crate::embedded::vocabulary;
use crate::message::Message;
use crate::say;
use crate::text::nearest;

#[cfg(feature = "cli")]
pub use schema::{SchemaOf, schema};

/// What a mapping may say.
pub(crate) struct Shape {
    /// The kind of mapping, as in `headings.yaml`.
    pub kind: &'static str,
    /// What it is called in messages.
    pub zh: &'static str,
    pub en: &'static str,
    pub keys: &'static [Key],
    /// How it is written.
    pub example: &'static str,
}

/// One key of a mapping.
pub(crate) struct Key {
    pub name: &'static str,
    pub required: bool,
    /// What its value may be, where that is a choice.
    pub choices: &'static str,
}

impl Key {
    /// A key that may be left out.
    pub const fn may(name: &'static str) -> Self {
        Self { name, required: false, choices: "" }
    }

    /// A key that must be there.
    pub const fn must(name: &'static str) -> Self {
        Self { name, required: true, choices: "" }
    }

    /// A key that must be there and whose value is a choice.
    pub const fn choose(name: &'static str, choices: &'static str) -> Self {
        Self { name, required: true, choices }
    }
}

/// Keys by which a file without a project is known for a policy.
#[cfg(feature = "cli")]
pub(crate) const POLICY_SIGNS: [&str; 5] = ["rules", "extends", "rounding", "execution", "grades"];

/// Whether a word is a key of any kind of file, in English or as a heading.
pub(crate) fn is_key(word: &str) -> bool {
    let word = word.trim();
    let ascii = || word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    !word.is_empty() && word.len() <= 96 && (ascii() || vocabulary().headings.is_known(word))
}

/// The English key that a word of the file means in a mapping.
pub(crate) fn resolve(shape: &'static Shape, written: &str) -> Option<&'static str> {
    let named = |name: &str| shape.keys.iter().find(|key| key.name == name).map(|key| key.name);
    named(written).or_else(|| named(vocabulary().headings.key(shape.kind, written)?))
}

/// A key with its usual heading: `target`（年度指标值）.
pub(crate) fn shown_key(kind: &str, key: &str) -> Message {
    match vocabulary().headings.aliases(kind, key).first() {
        Some(heading) => say!("`{key}`（{heading}）", "`{key}` ({heading})"),
        None => Message::same(format!("`{key}`")),
    }
}

pub(crate) fn keys_of(shape: &Shape) -> (String, String) {
    let all: Vec<Message> = shape.keys.iter().map(|key| shown_key(shape.kind, key.name)).collect();
    joined(&all)
}

pub(crate) fn joined(all: &[Message]) -> (String, String) {
    let zh: Vec<&str> = all.iter().map(|message| message.zh.as_str()).collect();
    let en: Vec<&str> = all.iter().map(|message| message.en.as_str()).collect();
    (zh.join("、"), en.join(", "))
}

pub(crate) fn nearest_key(shape: &'static Shape, written: &str) -> Option<String> {
    let headings = &vocabulary().headings;
    let words = shape.keys.iter().flat_map(|key| {
        std::iter::once(key.name).chain(headings.aliases(shape.kind, key.name).iter().map(String::as_str))
    });
    nearest(written, words).map(str::to_owned)
}
