//! What a key holds: the small language of the column `holds`, which the head of `keys.yaml` describes.

use super::mapping;

/// One of the things that a key may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way<'t> {
    /// A word that is written as it is.
    Word(&'t str),
    /// A text, a figure, a date …: a word of the language.
    Scalar(&'t str),
    /// Keys with values; of a `partial` one none must be there.
    Mapping { name: &'t str, partial: bool },
    /// A list.
    List(Vec<Way<'t>>),
    /// One, or a list of them.
    OneOrMore(Vec<Way<'t>>),
    /// Names with something each.
    Names(Vec<Way<'t>>),
}

const SCALARS: [&str; 11] =
    ["text", "message", "figure", "money", "whole", "date", "share", "cap", "worth", "edge", "truth"];

/// All that a key may hold.
pub(super) fn ways(text: &str) -> Vec<Way<'_>> {
    alternatives(text).into_iter().map(way).collect()
}

fn way(text: &str) -> Way<'_> {
    let inside = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(word) = inside('\'', '\'') {
        return Way::Word(word);
    }
    if let Some(item) = text.strip_suffix('+') {
        let item = item.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(item);
        return Way::OneOrMore(ways(item));
    }
    if let Some(item) = inside('[', ']') {
        return Way::List(ways(item));
    }
    // `<`, `<=` and their like are words.
    if let Some(value) = inside('<', '>').filter(|value| !value.is_empty()) {
        return Way::Names(ways(value));
    }
    if let Some(name) = inside('{', '}') {
        let partial = name.strip_suffix('?');
        return Way::Mapping { name: partial.unwrap_or(name), partial: partial.is_some() };
    }
    if SCALARS.contains(&text) { Way::Scalar(text) } else { Way::Word(text) }
}

/// The parts between ` | `, where that is in no brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth = depth.saturating_add(1),
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.extend(text.get(start..at).map(str::trim));
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..).map(str::trim));
    parts
}

/// As it is written in a file: words as they are, mappings by their keys.
pub(super) fn shown(ways: &[Way<'_>]) -> String {
    let one = |way: &Way<'_>| match way {
        Way::Word(word) if word.starts_with(['<', '>', '=']) => format!("\"{word}\""),
        Way::Word(word) => (*word).to_owned(),
        Way::Scalar("truth") => "true | false".to_owned(),
        Way::Scalar(scalar) => (*scalar).to_owned(),
        Way::Mapping { name, .. } => {
            let keys: Vec<&str> = mapping(name).keys.iter().map(|key| &*key.name).collect();
            format!("{{{}}}", keys.join(", "))
        }
        Way::List(items) => format!("[{}, …]", shown(items)),
        Way::OneOrMore(items) => shown(items),
        Way::Names(values) => format!("{{…: {}}}", shown(values)),
    };
    ways.iter().map(one).collect::<Vec<_>>().join(" | ")
}
