//! Slips of the pen that YAML would misread or refuse, found before it is asked.
//!
//! `target: >=90%` opens a folded block, `target: *90` names an alias, `project：某项目` is no key at all.
//! Each is replaced, byte for byte, by something harmless in a copy that is parsed; since values are taken
//! from the file itself, they come out as they were meant, and the rest of the file is read as well.

use crate::text::shortened;
mod search;

pub(super) use search::find;

use super::tree::Mended;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Place;
use crate::say;
use std::borrow::Cow;
use std::sync::Arc;

/// What was slipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlipKind {
    /// A value that begins with a character which YAML keeps for itself.
    Unquoted,
    /// A full-width colon after a key.
    WideColon,
}

/// One slip.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slip {
    pub kind: SlipKind,
    /// Its first byte.
    pub start: usize,
    /// The end of the value, or of the colon.
    pub end: usize,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Slip {
    /// By how many characters its replacement is longer.
    pub fn widened(&self) -> u32 {
        match self.kind {
            SlipKind::Unquoted => 0,
            SlipKind::WideColon => 2,
        }
    }

    fn at(&self) -> Place {
        Place::Text { line: self.line, column: self.column, bytes: self.start..self.end }
    }
}

/// Everything that the search found.
#[derive(Debug, Default)]
pub(super) struct Slips {
    /// In the order of the file.
    pub found: Vec<Slip>,
    /// A quote that is never closed, or only by the quote that opens another value.
    pub open_quote: Option<usize>,
    /// A bracket that is never closed.
    pub open_bracket: Option<usize>,
}

/// The copy that is parsed, and what is said of each slip.
pub(in crate::yaml) fn mend<'t>(
    file: &Arc<str>,
    text: &'t str,
    slips: &Slips,
) -> (Mended<'t>, Vec<Diagnostic>) {
    if slips.found.is_empty() {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut mended = String::with_capacity(text.len());
    let mut copied = 0;
    for slip in &slips.found {
        mended.push_str(text.get(copied..slip.start).unwrap_or_default());
        let (replacement, length) = match slip.kind {
            SlipKind::Unquoted => ("=", 1),
            SlipKind::WideColon => (":  ", '：'.len_utf8()),
        };
        mended.push_str(replacement);
        copied = slip.start.saturating_add(length);
    }
    mended.push_str(text.get(copied..).unwrap_or_default());
    let diagnostics = slips.found.iter().map(|slip| describe(file, text, slip)).collect();
    (Cow::Owned(mended), diagnostics)
}

fn describe(file: &Arc<str>, text: &str, slip: &Slip) -> Diagnostic {
    let key = shortened(key_before(text, slip.start), 60);
    let value = shortened(text.get(slip.start..slip.end).unwrap_or_default(), 60);
    match slip.kind {
        SlipKind::Unquoted => {
            let quoted = if value.contains(['"', '\\']) {
                format!("'{}'", value.replace('\'', "''"))
            } else {
                format!("\"{value}\"")
            };
            let first = value.chars().next().unwrap_or(' ');
            Diagnostic::new(Code::Unquoted, say!("`{value}` 须加引号", "`{value}` needs quotes"))
                .at(&slip.at())
                .label(meaning(first))
                .help(say!("改为：{key}{quoted}", "write: {key}{quoted}"))
        }
        SlipKind::WideColon => {
            Diagnostic::new(Code::Syntax, say!("键后为全角冒号“：”", "full-width colon `：` after the key"))
                .at(&slip.at())
                .label(say!("应为半角冒号加一个空格", "expected a plain colon and a space"))
                .help(say!("改为：{key}: …", "write: {key}: …"))
        }
    }
    .file(file)
}

/// What YAML takes a value for that begins with this character.
fn meaning(first: char) -> Message {
    match first {
        '>' | '|' => say!(
            "以 `{first}` 开头的值，YAML 视为多行文字",
            "YAML reads a value that begins with `{first}` as a text of several lines"
        ),
        '*' => say!(
            "以 `*` 开头的值，YAML 视为对锚点 `&` 的引用，而该锚点不存在",
            "YAML reads a value that begins with `*` as the name of an anchor `&`, which does not exist"
        ),
        '!' | '&' => say!(
            "以 `{first}` 开头的值，YAML 视为标记，不作为值",
            "YAML reads what begins with `{first}` as a mark, not as a value"
        ),
        _ => {
            say!("YAML 不允许值以 `{first}` 开头", "a value cannot begin with `{first}` in YAML")
        }
    }
}

/// The key that stands before a value on its line, with its colon and space.
fn key_before(text: &str, start: usize) -> &str {
    let before = text.get(..start).unwrap_or_default();
    let from = before.rfind(['\n', '{', ',', '[']).map_or(0, |at| at.saturating_add(1));
    let key = before.get(from..).unwrap_or_default().trim_start_matches([' ', '\t']);
    key.strip_prefix("- ").unwrap_or(key).trim_start()
}
