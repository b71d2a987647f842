//! Names of classes (一级指标) and groups (二级指标): many spellings, one canonical name.

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Canonical names with their other spellings.
#[derive(Debug, Default, Deserialize)]
pub struct Labels {
    /// First-level names.
    pub classes: BTreeMap<String, Vec<String>>,
    /// Second-level names.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Words of choice in policies, with what people write instead.
    pub words: BTreeMap<String, Vec<String>>,
}

impl Labels {
    /// The canonical name of a class; the printed one, trimmed, where it is not known.
    pub fn class<'a>(&'a self, printed: &'a str) -> Cow<'a, str> {
        canonical(&self.classes, printed)
    }

    /// The canonical name of a group; the printed one, trimmed, where it is not known.
    pub fn group<'a>(&'a self, printed: &'a str) -> Cow<'a, str> {
        canonical(&self.groups, printed)
    }
}

/// Without spaces and without a weight in brackets: `产出指标 (50分)` is `产出指标`.
fn canonical<'a>(names: &'a BTreeMap<String, Vec<String>>, printed: &'a str) -> Cow<'a, str> {
    let head = printed.split(['(', '（']).next().unwrap_or(printed);
    let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    names
        .iter()
        .find(|(name, aliases)| **name == bare || aliases.contains(&bare))
        .map_or(Cow::Owned(bare), |(name, _)| Cow::Borrowed(name.as_str()))
}
