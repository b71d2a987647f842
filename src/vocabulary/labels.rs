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
    /// What may stand behind a name or be left out, the longest first.
    pub suffixes: Vec<String>,
    /// Words of choice in policies, with what people write instead.
    pub words: BTreeMap<String, Vec<String>>,
}

impl Labels {
    /// The canonical name of a class; the printed one, trimmed, where it is not known.
    pub fn class<'a>(&'a self, printed: &'a str) -> Cow<'a, str> {
        self.canonical(&self.classes, printed)
    }

    /// The canonical name of a group; the printed one, trimmed, where it is not known.
    pub fn group<'a>(&'a self, printed: &'a str) -> Cow<'a, str> {
        self.canonical(&self.groups, printed)
    }

    /// Without spaces, without a weight in brackets, and whether or not 指标 stands behind it: `产出指标 (50分)` and `产出` are
    /// one name. A name that is not known is given without what may be left out.
    fn canonical<'a>(&'a self, names: &'a BTreeMap<String, Vec<String>>, printed: &'a str) -> Cow<'a, str> {
        let head = printed.split(['(', '（']).next().unwrap_or(printed);
        let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
        let stem = self.stem(&bare);
        let same = |name: &String| self.stem(name) == stem;
        names
            .iter()
            .find(|(name, aliases)| same(name) || aliases.iter().any(same))
            .map_or_else(|| Cow::Owned(stem.to_owned()), |(name, _)| Cow::Borrowed(name.as_str()))
    }

    /// A name without what may be left out behind it.
    fn stem<'a>(&self, name: &'a str) -> &'a str {
        let stems = self.suffixes.iter().filter_map(|suffix| name.strip_suffix(suffix.as_str()));
        stems.into_iter().find(|stem| !stem.is_empty()).unwrap_or(name)
    }
}
