//! Names of keys and columns: one English key, many printed headings.

use foldhash::HashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// For each kind of mapping, each English key with the headings that mean the same.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, BTreeMap<String, Vec<String>>>")]
pub struct Headings {
    /// As in the file.
    kinds: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// For each kind of mapping, the key of each bare heading.
    keys: HashMap<String, HashMap<String, String>>,
}

impl From<BTreeMap<String, BTreeMap<String, Vec<String>>>> for Headings {
    fn from(kinds: BTreeMap<String, BTreeMap<String, Vec<String>>>) -> Self {
        let keys = kinds
            .iter()
            .map(|(kind, keys)| {
                let headings = keys.iter().flat_map(|(key, aliases)| {
                    std::iter::once(key).chain(aliases).map(move |heading| (bare(heading), key.clone()))
                });
                (kind.clone(), headings.collect())
            })
            .collect();
        Self { kinds, keys }
    }
}

impl Headings {
    /// The English key that a heading means in a kind of mapping (`assessment`, `funds`, `indicator`, …).
    ///
    /// Spaces, the width of brackets and a colon at the end make no difference.
    ///
    /// ```
    /// let headings = &jixiao::shipped::vocabulary().headings;
    /// assert_eq!(headings.key("indicator", "年度 指标值"), Some("target"));
    /// assert_eq!(headings.key("indicator", "指标值(A)"), Some("target"));
    /// assert_eq!(headings.key("funds", "指标值"), None);
    /// ```
    pub fn key(&self, mapping: &str, heading: &str) -> Option<&str> {
        let keys = self.keys.get(mapping)?;
        keys.get(heading).or_else(|| keys.get(&bare(heading))).map(String::as_str)
    }

    /// The headings that mean a key in a kind of mapping; the first is the usual one.
    pub fn aliases(&self, mapping: &str, key: &str) -> &[String] {
        self.kinds.get(mapping).and_then(|keys| keys.get(key)).map_or(&[], Vec::as_slice)
    }

    /// Whether a heading means anything in any kind of mapping.
    pub fn is_known(&self, heading: &str) -> bool {
        let heading = bare(heading);
        self.keys.values().any(|keys| keys.contains_key(&heading))
    }

    /// The kinds of mapping.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }
}

/// Without spaces, with half-width brackets, without a colon at the end.
pub(super) fn bare(heading: &str) -> String {
    let narrow = heading.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '（' => '(',
        '）' => ')',
        other => other,
    });
    let bare: String = narrow.collect();
    bare.trim_end_matches([':', '：']).to_owned()
}
