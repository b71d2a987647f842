//! JSON Lines: an object a line. Figures may be strings or numbers; a number is taken as it is written.

use super::batch::{Batch, Filling, What};
use super::column::Kind;
use super::result_batch::{ResultBatch, Values};
use crate::value::without_exponent;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::Write;

/// Reads a block, of which `decode` makes text where it can.
pub(super) fn read<'b>(
    block: &'b [u8],
    kind: Kind,
    decode: impl Fn(&'b [u8]) -> Option<Cow<'b, str>>,
) -> Batch {
    let width = kind.keys().count();
    let mut filling = Filling::new(&vec![true; width]);
    let mut keys = HashMap::new();
    // Neither encoding has the bytes that end a line inside a character.
    for line in block.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.trim_ascii().is_empty())
    {
        let Some(line) = decode(line) else {
            filling.bad(What::Encoding);
            continue;
        };
        let mut cells: Vec<Option<Cow<'_, str>>> = vec![None; width];
        let object = Object { kind, keys: &mut keys, cells: &mut cells, twice: None };
        let mut json = serde_json::Deserializer::from_str(&line);
        match json.deserialize_map(object).and_then(|twice| json.end().map(|()| twice)) {
            Ok(None) => filling
                .row(|place| cells.get(place).and_then(Option::as_deref).unwrap_or_default().as_bytes()),
            Ok(Some(twice)) => filling.bad(What::KeyTwice(twice)),
            Err(error) => filling.bad(What::Json(error.to_string())),
        }
    }
    // Every cell was a text before.
    let mut batch = filling.batch().unwrap_or_default();
    batch.keys = keys;
    batch
}

/// How many different keys are remembered.
const MOST_KEYS: usize = 1_000;

/// Fills the cells of a row from an object; returns a key that stands twice.
struct Object<'a, 'de> {
    kind: Kind,
    /// Precision of the keys that were met.
    keys: &'a mut HashMap<String, Option<usize>>,
    cells: &'a mut Vec<Option<Cow<'de, str>>>,
    twice: Option<String>,
}

impl<'de> Visitor<'de> for Object<'_, 'de> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let value: &RawValue = map.next_value()?;
            let place = if let Some(known) = self.keys.get(key.as_ref()) {
                *known
            } else {
                let place = self.kind.place(&key);
                if self.keys.len() < MOST_KEYS {
                    self.keys.insert(key.clone().into_owned(), place);
                }
                place
            };
            let Some(cell) = place.and_then(|place| self.cells.get_mut(place)) else { continue };
            if cell.is_some() {
                self.twice.get_or_insert_with(|| key.into_owned());
            }
            *cell = Some(text(value.get()).map_err(A::Error::custom)?);
        }
        Ok(self.twice)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A value as a text: a string, a number as it is written, or nothing.
fn text(json: &str) -> Result<Cow<'_, str>, String> {
    match json.as_bytes() {
        [b'"', ..] if !json.contains('\\') => Ok(Cow::Borrowed(json.trim_matches('"'))),
        [b'"', ..] => serde_json::from_str(json).map(Cow::Owned).map_err(|error| error.to_string()),
        b"null" => Ok(Cow::Borrowed("")),
        [b'-' | b'0'..=b'9', ..] => Ok(without_exponent(json).map_or(Cow::Borrowed(json), Cow::Owned)),
        _ => Err(format!(
            "a string or a number is expected, not {}",
            json.chars().take(20).collect::<String>()
        )),
    }
}

/// The rows of a frame; figures are strings, as everywhere in JSON.
pub(super) fn write(frame: &ResultBatch<'_>) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(frame.rows.saturating_mul(320));
    for row in 0..frame.rows {
        for (place, (name, values)) in frame.columns.iter().enumerate() {
            out.extend_from_slice(if place == 0 { b"{\"" } else { b",\"" });
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"\":");
            let text = match values {
                #[cfg(feature = "columnar")]
                Values::Carried(_) => None,
                Values::Texts(texts) => Some(texts.get(row)).filter(|text| !text.is_empty()),
                Values::Few(few) => few.get(row),
                Values::Words(words) => words.get(row).copied().flatten(),
                Values::Strings(strings) => strings.get(row).and_then(Option::as_deref),
                Values::Decimals { values, .. } => {
                    match values.get(row) {
                        Some(Some(value)) => write!(out, "\"{value}\"")?,
                        _ => out.extend_from_slice(b"null"),
                    }
                    continue;
                }
                Values::Whole(values) => {
                    match values.get(row) {
                        Some(Some(value)) => write!(out, "{value}")?,
                        _ => out.extend_from_slice(b"null"),
                    }
                    continue;
                }
            };
            serde_json::to_writer(&mut out, &text)?;
        }
        out.extend_from_slice(b"}\n");
    }
    Ok(out)
}
