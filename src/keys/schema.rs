//! A JSON Schema of the files that people write, so that an editor completes and checks them: from the very mappings
//! that are read, with what `keys.yaml` says of each key.

use super::{Key, POLICY_SIGNS, Shape};
use crate::decode::shapes;
use crate::embedded::vocabulary;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const KEYS: &str = include_str!("../../indicators/vocabulary/keys.yaml");

/// What is known of a key: what it holds, and what it means in Chinese and in English.
#[derive(Debug, Deserialize)]
struct Meaning(String, String, String);

/// By kind of mapping, by key.
type Meanings = BTreeMap<String, BTreeMap<String, Meaning>>;

/// Which files a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaOf {
    /// Whichever of them a file turns out to be, by its keys.
    Any,
    /// Self-evaluation tables.
    Assessment,
    /// Indicator sets.
    IndicatorSet,
    /// Policies.
    Policy,
}

/// Mappings that a policy inherits key by key, rule by rule: where it extends another, none of their keys must be there.
const INHERITED: [&str; 8] =
    ["weights", "rounding", "execution", "quality", "not_applicable", "tolerance", "rule", "tier"];

/// The JSON Schema (draft 2020-12) of a kind of file, or of all of them.
///
/// ```
/// use jixiao::keys::{SchemaOf, schema};
/// let schema = schema(SchemaOf::Policy);
/// assert!(schema["$defs"]["policy"]["properties"]["grades"].is_object());
/// ```
pub fn schema(of: SchemaOf) -> Value {
    // A test sees to it that the data are read.
    let meanings: Meanings = serde_saphyr::from_str(KEYS).unwrap_or_default();
    let mut definitions = Map::new();
    for shape in shapes() {
        let keys = meanings.get(shape.kind);
        definitions.insert(shape.kind.to_owned(), mapping(shape, keys, false));
        definitions.insert(partial(shape.kind), mapping(shape, keys, true));
    }
    // The variants that nothing refers to would only be noise.
    let root = root(of);
    let used = reached(&root, &definitions);
    definitions.retain(|name, _| used.contains(name));
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jixiao",
        "description": "绩效自评表、指标体系、评分办法\nself-evaluation tables, indicator sets, policies",
        "$defs": definitions,
    });
    if let (Value::Object(whole), Value::Object(root)) = (&mut whole, root) {
        whole.extend(root);
    }
    whole
}

fn partial(kind: &str) -> String {
    format!("{kind}_partial")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn root(of: SchemaOf) -> Value {
    let policy = json!({
        "if": has("policy", "extends"),
        "then": reference(&partial("policy")),
        "else": reference("policy"),
    });
    match of {
        SchemaOf::Assessment => reference("assessment"),
        SchemaOf::IndicatorSet => reference("indicator_set"),
        SchemaOf::Policy => policy,
        SchemaOf::Any => {
            let signs = POLICY_SIGNS.iter().map(|key| json!({ "required": [key] }));
            json!({
                "if": has("assessment", "project"),
                "then": reference("assessment"),
                "else": {
                    "if": { "anyOf": signs.collect::<Vec<_>>() },
                    "then": policy,
                    "else": {
                        "if": has("indicator_set", "indicator_set"),
                        "then": reference("indicator_set"),
                        "else": {
                            "if": has("statement", "statement"),
                            "then": reference("statement"),
                            "else": reference("assessment"),
                        },
                    },
                },
            })
        }
    }
}

/// That a key is there, in English or under one of its headings.
fn has(kind: &str, key: &str) -> Value {
    let headings = vocabulary().headings.aliases(kind, key).iter().map(String::as_str);
    let ways: Vec<Value> =
        std::iter::once(key).chain(headings).map(|name| json!({ "required": [name] })).collect();
    match ways.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": ways }),
    }
}

/// A mapping with its keys; of a partial one hardly any must be there.
fn mapping(shape: &Shape, meanings: Option<&BTreeMap<String, Meaning>>, part: bool) -> Value {
    let mut properties = Map::new();
    let mut patterns = Map::new();
    for key in shape.keys {
        let meaning = meanings.and_then(|keys| keys.get(key.name));
        let mut value = meaning.map_or_else(|| json!({}), |meaning| holds(&meaning.0, part));
        if let (Value::Object(value), Some(Meaning(_, zh, en))) = (&mut value, meaning) {
            value.insert("description".to_owned(), Value::from(format!("{zh}\n{en}")));
        }
        // Headings are taken as well, but an editor that proposed them all would bury the key.
        let headings = vocabulary().headings.aliases(shape.kind, key.name);
        if !headings.is_empty() {
            let pattern: Vec<String> = headings.iter().map(|heading| escaped(heading)).collect();
            patterns.insert(format!("^(?:{})$", pattern.join("|")), value.clone());
        }
        properties.insert(key.name.to_owned(), value);
    }
    let kept = |key: &&Key| {
        let named = key.name == "id" || key.name == "title" && shape.kind == "policy";
        key.required && (!part || named && ["policy", "rule", "tier"].contains(&shape.kind))
    };
    let required: Vec<Value> = shape.keys.iter().filter(kept).map(|key| has(shape.kind, key.name)).collect();
    let mut schema = json!({
        "type": "object",
        "description": format!("{}\n{}", shape.zh, shape.en),
        "examples": [shape.example],
        "properties": properties,
        "additionalProperties": false,
    });
    if let Value::Object(schema) = &mut schema {
        if !patterns.is_empty() {
            schema.insert("patternProperties".to_owned(), Value::Object(patterns));
        }
        if !required.is_empty() {
            schema.insert("allOf".to_owned(), Value::Array(required));
        }
    }
    schema
}

/// What a key holds, in the language that the head of `keys.yaml` describes.
fn holds(text: &str, part: bool) -> Value {
    let ways = alternatives(text);
    let mut words = Vec::new();
    let mut others = Vec::new();
    for way in ways {
        match one(way, part) {
            Ok(schema) => others.push(schema),
            Err(word) => words.push(Value::from(word)),
        }
    }
    if !words.is_empty() {
        others.push(json!({ "enum": words }));
    }
    match others.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": others }),
    }
}

/// One way; a word that stands for itself is given back as such.
fn one(way: &str, part: bool) -> Result<Value, &str> {
    let inside = |open: char, close: char| way.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(word) = inside('\'', '\'') {
        return Err(word);
    }
    if let Some(item) = way.strip_suffix('+') {
        let item = item.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(item);
        let item = holds(item, part);
        return Ok(json!({ "anyOf": [item, { "type": "array", "items": item }] }));
    }
    if let Some(item) = inside('[', ']') {
        return Ok(json!({ "type": "array", "items": holds(item, part) }));
    }
    if let Some(value) = inside('<', '>').filter(|value| !value.is_empty()) {
        return Ok(json!({ "type": "object", "additionalProperties": holds(value, part) }));
    }
    if let Some(kind) = inside('{', '}') {
        return Ok(match kind.strip_suffix('?') {
            Some(kind) => reference(&partial(kind)),
            None if part && INHERITED.contains(&kind) => reference(&partial(kind)),
            None => reference(kind),
        });
    }
    let number = ["number", "string"];
    let digits = "[-+−－]?[0-9０-９.．][0-9０-９,，.．]*";
    Ok(match way {
        "text" => json!({ "type": ["string", "number", "null"] }),
        "message" => json!({ "anyOf": [{ "type": ["string", "number"] }, reference("message")] }),
        "figure" => {
            json!({ "type": ["number", "string", "null"], "pattern": format!("^\\s*{digits}\\s*分?\\s*$") })
        }
        "money" => {
            json!({ "type": ["number", "string", "null"], "pattern": format!("^\\s*{digits}\\s*\\S{{0,8}}\\s*$") })
        }
        "whole" => json!({ "type": ["integer", "string"], "pattern": "^\\s*[0-9]+\\s*$" }),
        "date" => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        "edge" => json!({ "type": number, "pattern": format!("^\\s*{digits}\\s*[%％]?\\s*$") }),
        "share" => json!({
            "type": number, "minimum": 0, "maximum": 1,
            "pattern": "^\\s*(?:[0-9.]+\\s*[%％]?|[0-9]+\\s*/\\s*[0-9]+)\\s*$",
        }),
        "worth" => json!({
            "type": number, "minimum": 0, "maximum": 1,
            "pattern": "^\\s*(?:[0-9.]+\\s*(?:[%％]|分)?|[0-9]+\\s*/\\s*[0-9]+|measure)\\s*$",
        }),
        "truth" => json!({ "type": "boolean" }),
        word => return Err(word),
    })
}

/// The ways between ` | `, where that stands in no brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut ways = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth = depth.saturating_add(1),
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                ways.extend(text.get(start..at).map(str::trim));
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    ways.extend(text.get(start..).map(str::trim));
    ways
}

/// A heading as a pattern; brackets of either width.
fn escaped(heading: &str) -> String {
    let mut pattern = String::new();
    for character in heading.chars() {
        match character {
            '（' | '(' => pattern.push_str("[（(]"),
            '）' | ')' => pattern.push_str("[）)]"),
            '.' | '+' | '*' | '?' | '[' | ']' | '{' | '}' | '|' | '^' | '$' | '\\' | '/' => {
                pattern.push('\\');
                pattern.push(character);
            }
            other => pattern.push(other),
        }
    }
    pattern
}

/// The definitions that a schema refers to, those that they refer to, and so on.
fn reached(root: &Value, definitions: &Map<String, Value>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(entries) => {
                let name =
                    entries.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
                if let Some(name) = name
                    && reached.insert(name.to_owned())
                {
                    open.extend(definitions.get(name));
                }
                open.extend(entries.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    reached
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_is_read_is_described_and_no_other() {
        let mut meanings: Meanings = serde_saphyr::from_str(KEYS).expect("keys.yaml");
        for shape in shapes() {
            let mut keys = meanings.remove(shape.kind).unwrap_or_default();
            for key in shape.keys {
                let Meaning(holds, zh, en) = keys
                    .remove(key.name)
                    .unwrap_or_else(|| panic!("{}: {} is not described", shape.kind, key.name));
                assert!(!holds.is_empty() && !zh.is_empty() && !en.is_empty(), "{}", key.name);
            }
            assert!(keys.is_empty(), "{}: {keys:?} are not read", shape.kind);
        }
        assert!(meanings.is_empty(), "{:?} are no mappings that are read", meanings.keys());
    }

    #[test]
    fn nothing_refers_to_what_is_not_there() {
        let whole = schema(SchemaOf::Any);
        let Value::Object(definitions) = whole.get("$defs").expect("definitions") else {
            panic!("no object")
        };
        let missing: Vec<String> =
            reached(&whole, definitions).into_iter().filter(|name| !definitions.contains_key(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
