//! The mappings that people write in a file: their keys, what these hold, and the headings that mean the same.
//!
//! All of it is said once, in `indicators/vocabulary/keys.yaml`. Decoding, the [JSON Schema](schema()), the
//! [reference of keys](reference()) and the recognition of columns in documents and in rows read that one table.

mod holds;
mod reference;
#[cfg(feature = "reports")]
mod schema;

use crate::message::Message;
use crate::say;
use crate::text::nearest;
use crate::vocabulary::Headings;
use holds::Way;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

pub use reference::reference;
#[cfg(feature = "reports")]
pub use schema::{SchemaOf, schema};

const TABLE: &str = include_str!("../../indicators/vocabulary/keys.yaml");

/// Data that cannot be read would be empty; a test sees to it that they never are.
static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| serde_saphyr::from_str(TABLE).unwrap_or_default());

static HEADINGS: LazyLock<Arc<Headings>> = LazyLock::new(|| {
    let keys = |mapping: &'static Mapping| mapping.keys.iter().map(|key| (&*key.name, &*key.headings));
    Arc::new(Headings::new(MAPPINGS.iter().map(|mapping| (&*mapping.name, keys(mapping)))))
});

static UNKNOWN: Mapping = Mapping {
    name: String::new(),
    zh: String::new(),
    en: String::new(),
    example: String::new(),
    keys: Vec::new(),
};

/// What a mapping may say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// The kind of mapping.
    #[serde(rename = "mapping")]
    pub name: String,
    /// What it is called in messages.
    pub zh: String,
    pub en: String,
    /// How it is written.
    pub example: String,
    /// In the order in which they are listed.
    pub keys: Vec<Key>,
}

/// One key of a mapping.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    #[serde(rename = "key")]
    pub name: String,
    /// Whether it must be there.
    #[serde(default, rename = "must")]
    pub required: bool,
    /// What it holds, in the language that the head of the table describes.
    holds: String,
    /// What it means.
    zh: String,
    en: String,
    /// The headings that mean the same; the first is the usual one.
    #[serde(default)]
    headings: Vec<String>,
}

/// The mapping of that kind; a test sees to it that no other is asked for.
pub(crate) fn mapping(name: &str) -> &'static Mapping {
    MAPPINGS.iter().find(|mapping| mapping.name == name).unwrap_or(&UNKNOWN)
}

/// The headings of all keys.
pub(crate) fn headings() -> &'static Arc<Headings> {
    &HEADINGS
}

impl Mapping {
    /// The key of that English name.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The English key that a word of a file means.
    pub fn resolve(&'static self, written: &str) -> Option<&'static str> {
        let key = self.key(written).or_else(|| self.key(headings().key(&self.name, written)?))?;
        Some(&key.name)
    }

    /// The key or heading nearest to a word that is none.
    pub fn nearest(&'static self, written: &str) -> Option<&'static str> {
        let words = self
            .keys
            .iter()
            .flat_map(|key| std::iter::once(&*key.name).chain(key.headings.iter().map(String::as_str)));
        nearest(written, words)
    }
}

impl Key {
    /// The key with its usual heading: `target`（年度指标值）.
    pub fn shown(&self) -> Message {
        let key = &self.name;
        match self.headings.first() {
            Some(heading) => say!("`{key}`（{heading}）", "`{key}` ({heading})"),
            None => Message::same(format!("`{key}`")),
        }
    }

    /// What its value may be, where that is a choice: `full | zero | {measure, curve}`.
    pub fn choices(&self) -> Option<String> {
        let ways = holds::ways(&self.holds);
        let is_choice =
            ways.iter().any(|way| matches!(way, Way::Word(_) | Way::Mapping { .. })) || self.holds == "truth";
        is_choice.then(|| holds::shown(&ways))
    }
}

/// The choices of a key, for a message.
pub(crate) fn choices(mapping_name: &str, key: &str) -> String {
    mapping(mapping_name).key(key).and_then(Key::choices).unwrap_or_default()
}

/// Keys by which a file without a project is known for a policy.
pub(crate) const POLICY_SIGNS: [&str; 5] = ["rules", "extends", "rounding", "execution", "grades"];

/// Whether a word is a key of any kind of file, in English or as a heading.
pub(crate) fn is_key(word: &str) -> bool {
    let word = word.trim();
    let ascii = || word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    !word.is_empty() && word.len() <= 96 && (ascii() || headings().is_known(word))
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The kinds of mapping that are held, at any depth.
    fn held_by(ways: &[Way<'_>], found: &mut BTreeSet<String>) {
        for way in ways {
            match way {
                Way::Word(_) | Way::Scalar(_) => {}
                Way::Mapping { name, .. } => {
                    found.insert((*name).to_owned());
                }
                Way::List(inner) | Way::OneOrMore(inner) | Way::Names(inner) => held_by(inner, found),
            }
        }
    }

    #[test]
    fn the_table_is_read_and_says_everything() {
        let all: Vec<Mapping> = serde_saphyr::from_str(TABLE).expect("keys.yaml");
        let names: BTreeSet<&str> = all.iter().map(|mapping| &*mapping.name).collect();
        assert_eq!(names.len(), all.len(), "a mapping is there twice");
        for mapping in &all {
            let keys: BTreeSet<&str> = mapping.keys.iter().map(|key| &*key.name).collect();
            assert_eq!(keys.len(), mapping.keys.len(), "{}: a key is there twice", mapping.name);
            for key in &mapping.keys {
                let texts = [&key.holds, &key.zh, &key.en, &mapping.zh, &mapping.en, &mapping.example];
                assert!(texts.iter().all(|text| !text.is_empty()), "{}: {}", mapping.name, key.name);
                let mut held = BTreeSet::new();
                held_by(&holds::ways(&key.holds), &mut held);
                for kind in held {
                    assert!(names.contains(&*kind), "{}: {} holds {kind}", mapping.name, key.name);
                }
                for heading in &key.headings {
                    assert_eq!(headings().key(&mapping.name, heading), Some(&*key.name), "{heading}");
                }
            }
        }
    }

    #[test]
    fn what_decoding_asks_for_is_in_the_table_and_all_of_that_is_asked_for() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/decode"));
        let sources: Vec<String> = folder
            .into_iter()
            .flatten()
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
            .collect();
        let asked: BTreeSet<&str> = sources
            .iter()
            .flat_map(|source| source.split("mapping(\"").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let known: BTreeSet<&str> = MAPPINGS.iter().map(|mapping| &*mapping.name).collect();
        assert_eq!(asked, known);
        for mapping in MAPPINGS.iter() {
            for key in &mapping.keys {
                let literal = format!("\"{}\"", key.name);
                let read = sources.iter().any(|source| source.contains(&literal));
                assert!(read, "{}: {} is never read", mapping.name, key.name);
            }
        }
    }
}
