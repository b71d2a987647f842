//! YAML text to a located tree: every scalar as it is written, with the characters it takes.
//!
//! Numbers, booleans and nulls are not interpreted: `2.50`, `1e999` and `~` keep their text.

use super::repair::{self, Slip};
use super::syntax;
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::guard::guarded;
use crate::place::Place;
use crate::say;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy, Options, Spanned};
use std::borrow::Cow;
use std::sync::Arc;

/// The largest file that is read, in bytes: 16 MiB. The largest published table is a hundredth of it.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// How deep a file may be nested; a policy needs eight levels.
pub const MAX_DEPTH: usize = 32;
/// How many keys, values and lists a file may have.
pub const MAX_NODES: usize = 250_000;

/// A node of the file with its place.
///
/// The place of a scalar is that of its text, without quotes: where the text stands in the file as it is
/// (no escapes, one line), the place takes exactly as many bytes as the text. See [`Place::part`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub kind: Kind,
    pub at: Place,
    /// The number of its file, where one file extends another; 0 is the file itself.
    pub file: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Scalar { text: String, style: Style },
    Seq(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    Block,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written: `key:`, `~`, `null`, or an empty text.
    pub fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Scalar { text, style: Style::Plain } => {
                matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            Kind::Scalar { text, .. } => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The value of a key as it is written, in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => {
                entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// Reads a file to its tree, and reports everything that is wrong with it as YAML.
///
/// Targets without quotes are reported and then read as they were meant, so that the rest of the file is
/// read too.
pub(crate) fn read(file: &Arc<str>, text: &str) -> Parsed<Node> {
    if text.len() > MAX_BYTES {
        return Parsed::failed(too_large(file, text.len() as u64));
    }
    let slips = repair::find(text);
    let (mended, diagnostics) = repair::mend(file, text, &slips);
    let parsed = guarded(|| serde_saphyr::from_str_with_options::<Raw>(&mended, options()));
    let Ok(parsed) = parsed else {
        let title = say!("文件无法作为 YAML 读取", "the file cannot be read as YAML");
        let mut failed = Parsed::failed(Diagnostic::new(Code::Syntax, title).file(file));
        failed.diagnostics.extend(diagnostics);
        return failed;
    };
    match parsed {
        Ok(raw) => {
            let node = Reader { text, mended: &mended, slips: &slips.found }.node(raw);
            Parsed { value: Some(node), diagnostics }
        }
        Err(error) => {
            let mut diagnostics = diagnostics;
            diagnostics.push(syntax::diagnostic(file, text, &error, &slips));
            Parsed { value: None, diagnostics }
        }
    }
}

/// The file is larger than [`MAX_BYTES`].
pub(crate) fn too_large(file: &Arc<str>, bytes: u64) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        say!(
            "文件过大：{bytes} 字节，上限是 {limit} 字节（16 MiB）",
            "the file is too large: {bytes} bytes, the limit is {limit} (16 MiB)",
            limit = MAX_BYTES,
        ),
    )
    .file(file)
    .help(say!("每张自评表单独存为一个文件", "keep each table in a file of its own"))
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 600_000,
            max_documents: 2,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_recorded_anchor_events: 100_000,
            max_recorded_anchor_bytes: MAX_BYTES,
            max_total_scalar_bytes: 2 * MAX_BYTES,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 100_000,
            max_replay_stack_depth: 8,
        },
        // Duplicates are found by whoever reads the mapping, all of them.
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

/// A node as the parser gives it. Its text is absent where the parser took it for a number, a boolean or a null.
struct Raw {
    kind: RawKind,
    line: u32,
    column: u32,
    start: usize,
    length: usize,
}

enum RawKind {
    Uninterpreted,
    Text(String),
    Seq(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<RawKind>::deserialize(deserializer)?;
        let (at, span) = (spanned.defined, spanned.defined.span());
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let size = |number: Option<u64>| number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        Ok(Self {
            kind: spanned.value,
            line: small(at.line()),
            column: small(at.column()),
            start: size(span.byte_offset()),
            length: size(span.byte_len()),
        })
    }
}

impl<'de> Deserialize<'de> for RawKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = RawKind;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a scalar, a list or a mapping")
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_unit<E>(self) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_none<E>(self) -> Result<RawKind, E> {
        Ok(RawKind::Uninterpreted)
    }

    fn visit_str<E>(self, text: &str) -> Result<RawKind, E> {
        Ok(RawKind::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawKind, E> {
        Ok(RawKind::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawKind, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(RawKind::Seq(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawKind, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            all.push(entry);
        }
        Ok(RawKind::Map(all))
    }
}

/// Gives raw nodes their text, from the file as it was written.
struct Reader<'a> {
    text: &'a str,
    mended: &'a str,
    slips: &'a [Slip],
}

impl Reader<'_> {
    fn node(&self, raw: Raw) -> Node {
        let Raw { kind, line, column, start, length } = raw;
        let column = column.saturating_sub(self.widened(line, start));
        let place = |start: usize, end: usize| Place::Text { line, column, bytes: start..end };
        let end = start.saturating_add(length);
        match kind {
            RawKind::Uninterpreted => {
                let text = self.text.get(start..end).unwrap_or_default().to_owned();
                Node { kind: Kind::Scalar { text, style: Style::Plain }, at: place(start, end), file: 0 }
            }
            RawKind::Text(text) => self.scalar(text, line, column, start, end),
            RawKind::Seq(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item)).collect();
                let end = items.iter().fold(end, |end, item| end.max(end_of(item)));
                Node { kind: Kind::Seq(items), at: place(start, end), file: 0 }
            }
            RawKind::Map(entries) => {
                let entries: Vec<(Node, Node)> =
                    entries.into_iter().map(|(key, value)| (self.node(key), self.node(value))).collect();
                let end =
                    entries.iter().fold(end, |end, (key, value)| end.max(end_of(key)).max(end_of(value)));
                Node { kind: Kind::Map(entries), at: place(start, end), file: 0 }
            }
        }
    }

    fn scalar(&self, parsed: String, line: u32, column: u32, start: usize, end: usize) -> Node {
        let written = self.text.get(start..end).unwrap_or_default();
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote
            .and_then(|quote| written.strip_prefix(quote)?.strip_suffix(quote))
            .filter(|inner| *inner == parsed);
        if inner.is_some() {
            let bytes = start.saturating_add(1)..end.saturating_sub(1);
            let at = Place::Text { line, column: column.saturating_add(1), bytes };
            return Node { kind: Kind::Scalar { text: parsed, style: Style::Quoted }, at, file: 0 };
        }
        let at = Place::Text { line, column, bytes: start..end };
        let mended = self.mended.get(start..end).unwrap_or_default();
        let (text, style) = if mended == parsed {
            (written.to_owned(), Style::Plain)
        } else if quote.is_some() {
            (parsed, Style::Quoted)
        } else if self.is_block(start) {
            (parsed, Style::Block)
        } else {
            (self.unmended(parsed, start), Style::Plain)
        };
        Node { kind: Kind::Scalar { text, style }, at, file: 0 }
    }

    /// A plain text over several lines, folded by the parser; its first character may have been mended.
    fn unmended(&self, parsed: String, start: usize) -> String {
        match self.slips.binary_search_by_key(&start, |slip| slip.start) {
            Ok(_) => {
                let first = self.text.get(start..).and_then(|rest| rest.chars().next());
                first.into_iter().chain(parsed.chars().skip(1)).collect()
            }
            Err(_) => parsed,
        }
    }

    /// Whether a block header (`|`, `>-`) ends the line before a text of several lines.
    fn is_block(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let Some((above, indent)) = before.rsplit_once('\n') else { return false };
        if !indent.chars().all(char::is_whitespace) {
            return false;
        }
        let header = above.trim_end().rsplit([' ', '\t']).next().unwrap_or_default();
        header.starts_with(['|', '>']) && header.len() <= 3
    }

    /// By how many characters mended colons shift what follows them on their line.
    fn widened(&self, line: u32, start: usize) -> u32 {
        let from = self.slips.partition_point(|slip| slip.line < line);
        let on_line = self.slips.iter().skip(from).take_while(|slip| slip.line == line && slip.start < start);
        on_line.map(Slip::widened).fold(0, u32::saturating_add)
    }
}

fn end_of(node: &Node) -> usize {
    node.at.bytes().map_or(0, |bytes| bytes.end)
}

/// A text in which some characters were replaced, byte for byte.
pub(super) type Mended<'a> = Cow<'a, str>;
