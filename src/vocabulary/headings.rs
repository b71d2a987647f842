//! Names of keys and columns: one English key, many printed headings.

use foldhash::HashMap;
use std::collections::BTreeMap;

/// For each kind of mapping, each English key with the headings that mean the same.
#[derive(Debug, Default)]
pub struct Headings {
    /// The headings of each key, in their order.
    kinds: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// For each kind of mapping, the key of each bare heading.
    keys: HashMap<String, HashMap<String, String>>,
}

impl Headings {
    /// From kinds of mapping, each with its keys and their headings.
    pub(crate) fn new<'t, K>(kinds: impl Iterator<Item = (&'t str, K)>) -> Self
    where
        K: Iterator<Item = (&'t str, &'t [String])>,
    {
        let mut headings = Self::default();
        for (kind, keys) in kinds {
            let known = headings.keys.entry(kind.to_owned()).or_default();
            let of_kind = headings.kinds.entry(kind.to_owned()).or_default();
            for (key, aliases) in keys.filter(|(_, aliases)| !aliases.is_empty()) {
                let all = std::iter::once(key).chain(aliases.iter().map(String::as_str));
                known.extend(all.map(|heading| (bare(heading), key.to_owned())));
                of_kind.insert(key.to_owned(), aliases.to_vec());
            }
        }
        headings
    }

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

/// A bare heading without what stands in brackets in it: `分值(50分)`, `主管部门(单位)名称`.
pub(crate) fn without_brackets(heading: &str) -> String {
    let mut rest = heading;
    let mut out = String::new();
    while let Some((head, tail)) = rest.split_once('(') {
        let Some((_, behind)) = tail.split_once(')').filter(|_| !(out.is_empty() && head.is_empty())) else {
            break;
        };
        out.push_str(head);
        rest = behind;
    }
    out.push_str(rest);
    out
}
