//! A JSON Schema of the files that people write, so that an editor completes and checks them.

use super::holds::{Way, ways};
use super::{Key, MAPPINGS, Mapping, POLICY_SIGNS, mapping as known};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

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
    let mut definitions = Map::new();
    for kind in MAPPINGS.iter() {
        definitions.insert(kind.name.clone(), mapping(kind, false));
        definitions.insert(partial(&kind.name), mapping(kind, true));
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
    known(kind).key(key).map_or_else(|| json!({}), written)
}

fn written(key: &Key) -> Value {
    let names = std::iter::once(&key.name).chain(&key.headings);
    let ways: Vec<Value> = names.map(|name| json!({ "required": [name] })).collect();
    match ways.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": ways }),
    }
}

/// A mapping with its keys; of a partial one hardly any must be there.
fn mapping(kind: &Mapping, part: bool) -> Value {
    let mut properties = Map::new();
    let mut patterns = Map::new();
    for key in &kind.keys {
        let mut value = holds(&ways(&key.holds), part);
        if let Value::Object(value) = &mut value {
            value.insert("description".to_owned(), Value::from(format!("{}\n{}", key.zh, key.en)));
        }
        // Headings are taken as well, but an editor that proposed them all would bury the key.
        if !key.headings.is_empty() {
            let pattern: Vec<String> = key.headings.iter().map(|heading| escaped(heading)).collect();
            patterns.insert(format!("^(?:{})$", pattern.join("|")), value.clone());
        }
        properties.insert(key.name.clone(), value);
    }
    let kept = |key: &&Key| {
        let named = key.name == "id" || key.name == "title" && kind.name == "policy";
        key.required && (!part || named && ["policy", "rule", "tier"].contains(&&*kind.name))
    };
    let required: Vec<Value> = kind.keys.iter().filter(kept).map(written).collect();
    let mut schema = json!({
        "type": "object",
        "description": format!("{}\n{}", kind.zh, kind.en),
        "examples": [kind.example],
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

/// What a key holds.
fn holds(ways: &[Way<'_>], part: bool) -> Value {
    let words: Vec<&str> = ways.iter().filter_map(word).collect();
    let mut others: Vec<Value> =
        ways.iter().filter(|way| word(way).is_none()).map(|way| one(way, part)).collect();
    if !words.is_empty() {
        others.push(json!({ "enum": words }));
    }
    match others.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": others }),
    }
}

fn word<'t>(way: &Way<'t>) -> Option<&'t str> {
    match way {
        Way::Word(word) => Some(word),
        _ => None,
    }
}

fn one(way: &Way<'_>, part: bool) -> Value {
    match way {
        Way::Word(word) => json!({ "const": word }),
        Way::Scalar(scalar) => plain(scalar),
        Way::Mapping { name, partial: true } => reference(&partial(name)),
        Way::Mapping { name, .. } if part && INHERITED.contains(name) => reference(&partial(name)),
        Way::Mapping { name, .. } => reference(name),
        Way::List(items) => json!({ "type": "array", "items": holds(items, part) }),
        Way::OneOrMore(items) => {
            let item = holds(items, part);
            json!({ "anyOf": [item, { "type": "array", "items": item }] })
        }
        Way::Names(values) => json!({ "type": "object", "additionalProperties": holds(values, part) }),
    }
}

fn plain(scalar: &str) -> Value {
    let number = ["number", "string"];
    let figure = ["number", "string", "null"];
    let digits = "[-+−－]?[0-9０-９.．][0-9０-９,，.．]*";
    match scalar {
        "message" => json!({ "anyOf": [{ "type": ["string", "number"] }, reference("message")] }),
        "figure" => json!({ "type": figure, "pattern": format!("^\\s*{digits}\\s*分?\\s*$") }),
        "money" => json!({ "type": figure, "pattern": format!("^\\s*{digits}\\s*\\S{{0,8}}\\s*$") }),
        "whole" => json!({ "type": ["integer", "string"], "pattern": "^\\s*[0-9]+\\s*$" }),
        "date" => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        "edge" => json!({ "type": number, "pattern": format!("^\\s*{digits}\\s*[%％]?\\s*$") }),
        "share" => json!({
            "type": number, "minimum": 0, "maximum": 1,
            "pattern": "^\\s*(?:[0-9.]+\\s*[%％]?|[0-9]+\\s*/\\s*[0-9]+)\\s*$",
        }),
        "cap" => json!({
            "type": number, "minimum": 0, "maximum": 3,
            "pattern": "^\\s*(?:[0-9.]+\\s*[%％]?|[0-9]+\\s*/\\s*[0-9]+)\\s*$",
        }),
        "worth" => json!({
            "type": number, "minimum": 0, "maximum": 3,
            "pattern": "^\\s*(?:[0-9.]+\\s*(?:[%％]|分)?|[0-9]+\\s*/\\s*[0-9]+|measure)\\s*$",
        }),
        "truth" => json!({ "type": "boolean" }),
        // A text; an editor takes a number for one as well.
        _ => json!({ "type": ["string", "number", "null"] }),
    }
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
