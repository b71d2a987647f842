//! A policy as it holds, written out: with everything that it inherits, in YAML.

use super::extends;
use crate::sources::Resolve;
use crate::yaml::tree::{Kind, Node, Style};
use serde_yaml::{Mapping, Value};

/// The YAML of a policy with all that it inherits; its own text where it inherits nothing.
///
/// ```
/// use jixiao::{decode::resolved_policy, shipped::shipped_base};
/// let text = "id: ours\nextends: mof-2020-10\ntitle: ours\nbasis: ours\n";
/// let resolved = resolved_policy("ours.yaml", text, &shipped_base).expect("a policy");
/// assert!(resolved.contains("id: at_least"));
/// ```
pub fn resolved_policy(name: &str, text: &str, bases: &Resolve<'_>) -> Option<String> {
    let whole = extends::read(name, text, bases);
    let node = whole.node?;
    if whole.files.len() == 1 {
        return Some(text.to_owned());
    }
    serde_yaml::to_string(&value(&node)).ok()
}

fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar { text, style } => scalar(text, *style),
        Kind::Seq(items) => Value::Sequence(items.iter().map(value).collect()),
        Kind::Map(entries) => {
            Value::Mapping(entries.iter().map(|(key, item)| (value(key), value(item))).collect::<Mapping>())
        }
    }
}

/// A whole number or a truth value as it is; everything else as the text that was written, so that `0.00` stays.
fn scalar(text: &str, style: Style) -> Value {
    if style == Style::Plain {
        if let Ok(number) = text.parse::<i64>()
            && number.to_string() == text
        {
            return Value::from(number);
        }
        match text {
            "true" => return Value::from(true),
            "false" => return Value::from(false),
            _ => {}
        }
    }
    Value::from(text)
}
