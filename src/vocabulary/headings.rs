//! Names of keys and columns: one English key, many printed headings.

use serde::Deserialize;
use std::collections::BTreeMap;

/// For each kind of mapping, each English key with the headings that mean the same.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Headings(pub BTreeMap<String, BTreeMap<String, Vec<String>>>);

impl Headings {
    /// The English key that a heading means in a kind of mapping (`assessment`, `funds`, `indicator`, …).
    pub fn key(&self, mapping: &str, heading: &str) -> Option<&str> {
        let keys = self.0.get(mapping)?;
        keys.iter()
            .find(|(key, aliases)| key.as_str() == heading || aliases.iter().any(|alias| alias == heading))
            .map(|(key, _)| key.as_str())
    }
}
