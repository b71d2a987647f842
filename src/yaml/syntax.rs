//! What the YAML parser refuses, said so that the writer of the file can mend it.

use super::repair::Slips;
use super::tree::{MAX_DEPTH, MAX_NODES};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Place;
use crate::say;
use serde_saphyr::{Error, budget::BudgetBreach};
use std::sync::Arc;

/// The parser's error as a diagnostic of ours.
pub(super) fn diagnostic(file: &Arc<str>, text: &str, error: &Error, slips: &Slips) -> Diagnostic {
    let place = error.location().map_or(Place::Nowhere, |at| place_at(text, at.line(), at.column()));
    let detail = detail_of(error);
    if let Some(bound) = bound_of(error, &detail) {
        return Diagnostic::new(
            Code::TooComplex,
            say!("文件过于复杂，不再读下去", "the file is too complex, reading stopped"),
        )
        .file(file)
        .at(&place)
        .label(bound);
    }
    let explained = explain(text, error, &detail, slips, &place);
    let diagnostic =
        Diagnostic::new(Code::Syntax, say!("不是合法的 YAML", "this is not valid YAML")).file(file);
    let diagnostic = match explained.at {
        Some(at) => {
            let noticed = say!("到这里才发现不对", "it was noticed only here");
            let diagnostic = diagnostic.at(&at);
            if line_of(&at) == line_of(&place) { diagnostic } else { diagnostic.related(&place, noticed) }
        }
        None => diagnostic.at(&place),
    };
    let diagnostic = diagnostic
        .label(explained.label)
        .note(say!("解析器的说法：{detail}", "in the parser's words: {detail}"));
    match explained.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The parser's own words, without the place.
fn detail_of(error: &Error) -> String {
    let words = error.without_snippet().to_string();
    let end = words.find([';', '\n']).unwrap_or(words.len());
    let end = words.find(" at line ").unwrap_or(words.len()).min(end);
    words.get(..end).unwrap_or(&words).to_owned()
}

/// Which bound the file breaks, if that is what is wrong.
fn bound_of(error: &Error, detail: &str) -> Option<Message> {
    let too_deep = || say!("嵌套超过 {most} 层", "nested deeper than {most} levels", most = MAX_DEPTH);
    match error.without_snippet() {
        Error::AliasError { error, .. } => bound_of(error, detail),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => Some(too_deep()),
        Error::Budget { breach: BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. }, .. } => Some(say!(
            "超过 {most} 个键、值和列表",
            "more than {most} keys, values and lists",
            most = MAX_NODES
        )),
        Error::Budget { .. } => Some(say!("超过上限：{detail}", "over the limit: {detail}")),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            Some(say!("别名（*）展开得太多", "aliases (*) expand to too much"))
        }
        _ if detail.contains("recursion limit") => Some(too_deep()),
        _ => None,
    }
}

/// What is said instead of the parser's words.
struct Explained {
    /// Where the mistake is, if not where the parser noticed it.
    at: Option<Place>,
    label: Message,
    help: Option<Message>,
}

impl Explained {
    fn here(label: Message, help: Message) -> Self {
        Self { at: None, label, help: Some(help) }
    }

    fn at(at: Place, label: Message, help: Message) -> Self {
        Self { at: Some(at), label, help: Some(help) }
    }
}

fn explain(text: &str, error: &Error, detail: &str, slips: &Slips, place: &Place) -> Explained {
    // What the parser is sure of; the rest is looked for where people slip.
    if let Some(refused) = refused(error) {
        return refused;
    }
    if let Some(quote) = slips.open_quote {
        return Explained::at(
            place_of(text, quote, 1),
            say!("这个引号没有对应的收尾引号", "this quote is never closed"),
            say!("在这一行的值末尾补上同样的引号", "put the same quote at the end of the value on this line"),
        );
    }
    let line = Line::holding(text, place);
    if let Some(tab) = line.as_ref().and_then(Line::tab_in_indent) {
        return Explained::at(
            place_of(text, tab, 1),
            say!("缩进里有制表符（Tab）", "a tab stands in the indentation"),
            say!(
                "YAML 的缩进只用空格：把制表符换成两个空格",
                "indent with spaces only: put two spaces for the tab"
            ),
        );
    }
    let above = line.as_ref().and_then(Line::above);
    for line in [line.as_ref(), above.as_ref()].into_iter().flatten() {
        if let Some((key, value, colon)) = line.unspaced_colon() {
            return Explained::at(
                place_of(text, colon, 1),
                say!("冒号后面少一个空格", "a space is missing after the colon"),
                say!(
                    "改成：{key}: {value}",
                    "write: {key}: {value}",
                    value = crate::text::shortened(value, 60)
                ),
            );
        }
    }
    if let Some(bracket) = slips.open_bracket {
        return Explained::at(
            place_of(text, bracket, 1),
            say!("这个括号没有收尾", "this bracket is never closed"),
            say!(
                "补上对应的 `]` 或 `}}`，并检查各项之间的逗号",
                "add the `]` or `}}` that closes it, and check the commas between the items"
            ),
        );
    }
    by_error(detail, line.as_ref(), above.as_ref())
}

/// What is YAML and is not taken all the same.
fn refused(error: &Error) -> Option<Explained> {
    match error.without_snippet() {
        Error::MultipleDocuments { .. } => Some(Explained::here(
            say!("这里开始了第二个文档", "a second document begins here"),
            say!(
                "一个文件只写一份表，去掉 `---` 及其后内容，或另存一个文件",
                "one file holds one table: remove `---` and what follows, or save it as another file"
            ),
        )),
        Error::MergeKeyNotAllowed { .. } => Some(Explained::here(
            say!("不支持合并键 `<<`", "merge keys `<<` are not supported"),
            say!("把要合并的内容直接写出来", "write out what was to be merged"),
        )),
        _ => None,
    }
}

fn by_error(detail: &str, line: Option<&Line<'_>>, above: Option<&Line<'_>>) -> Explained {
    let has = |words: &str| detail.contains(words);
    if has("trailing content") {
        return Explained::here(
            say!("引号收尾之后还有文字", "there is text after the closing quote"),
            say!(
                "把整个值放进一对引号；值里面的引号用“”，或外面用单引号",
                "put the whole value into one pair of quotes; for quotes inside it, use single quotes outside"
            ),
        );
    }
    if has("escape") {
        return Explained::here(
            say!("双引号里的 `\\` 后面不是合法的转义", "no such escape after `\\` in double quotes"),
            say!("改用单引号，或把 `\\` 写成 `\\\\`", "use single quotes, or write `\\` as `\\\\`"),
        );
    }
    if has("block sequence entries") {
        return Explained::here(
            say!("列表的 `-` 不能跟在键的同一行", "a list cannot begin on the line of its key"),
            say!("换行后再写 `- …`", "begin `- …` on a line of its own"),
        );
    }
    if has("mapping values are not allowed") {
        let again = line.is_some_and(|line| line.content().matches(": ").count() > 1);
        return if again {
            Explained::here(
                say!("同一行出现了第二个“冒号加空格”", "a second colon with a space on one line"),
                say!("值里有冒号时给值加引号", "put a value that holds a colon into quotes"),
            )
        } else {
            indentation(line, above)
        };
    }
    if has("did not find expected key") || has("simple key expected") || has("did not find expected '-'") {
        return match line.filter(|line| !line.content().contains(':')) {
            Some(_) => Explained::here(
                say!("这一行没有“键: 值”里的冒号", "there is no colon of a `key: value` on this line"),
                say!(
                    "写成 `键: 值`；接着上一行写的文字要比上一行的键缩进更深，或加引号",
                    "write `key: value`; text that continues the line above is indented deeper than its key, or quoted"
                ),
            ),
            None => indentation(line, above),
        };
    }
    if has("unexpected character") {
        return Explained::here(
            say!("这个字符不能出现在这里", "this character cannot stand here"),
            say!("删去它，或给整个值加引号", "remove it, or put the whole value into quotes"),
        );
    }
    Explained { at: None, label: say!("读到这里无法继续", "reading cannot go on here"), help: None }
}

fn indentation(line: Option<&Line<'_>>, above: Option<&Line<'_>>) -> Explained {
    let deeper = match (line, above) {
        (Some(line), Some(above)) => line.indent() > above.indent(),
        _ => false,
    };
    if deeper {
        Explained::here(
            say!(
                "这一行比上一行缩进更深，而上一行的键已经有值",
                "this line is indented deeper than the one above, whose key already has a value"
            ),
            say!("同一层的键要左对齐", "keys of one level begin in the same column"),
        )
    } else {
        Explained::here(
            say!("缩进与上面哪一层的键都不对齐", "the indentation matches no level above"),
            say!(
                "同一层的键要左对齐，只用空格缩进",
                "keys of one level begin in the same column; indent with spaces only"
            ),
        )
    }
}

fn line_of(at: &Place) -> Option<u32> {
    match at {
        Place::Nowhere | Place::Cell { .. } => None,
        Place::Text { line, .. } => Some(*line),
    }
}

/// One line of the file.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Line<'a> {
    fn holding(text: &'a str, place: &Place) -> Option<Self> {
        let at = place.bytes()?.start.min(text.len());
        let start = text.get(..at)?.rfind('\n').map_or(0, |end| end.saturating_add(1));
        Some(Self { text, start })
    }

    fn content(&self) -> &'a str {
        self.text.get(self.start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default().trim_end()
    }

    fn indent(&self) -> usize {
        self.content().len().saturating_sub(self.content().trim_start().len())
    }

    /// The nearest line above that is not blank.
    fn above(&self) -> Option<Self> {
        let mut end = self.start.checked_sub(1)?;
        loop {
            let start = self.text.get(..end)?.rfind('\n').map_or(0, |at| at.saturating_add(1));
            if !self.text.get(start..end)?.trim().is_empty() {
                return Some(Self { text: self.text, start });
            }
            end = start.checked_sub(1)?;
        }
    }

    fn tab_in_indent(&self) -> Option<usize> {
        let tab = self.content().get(..self.indent())?.find('\t')?;
        Some(self.start.saturating_add(tab))
    }

    /// The known key, the value and the place of a colon without a space.
    fn unspaced_colon(&self) -> Option<(&'a str, &'a str, usize)> {
        let content = self.content();
        let bare = content.trim_start();
        let bare = bare.strip_prefix("- ").unwrap_or(bare).trim_start();
        let (key, value) = bare.split_once(':')?;
        let colon = content.len().saturating_sub(bare.len()).saturating_add(key.len());
        (crate::keys::is_key(key) && !value.is_empty() && !value.starts_with(char::is_whitespace))
            .then(|| (key, value, self.start.saturating_add(colon)))
    }
}

/// The place of the character in a line and column, from 1.
fn place_at(text: &str, line: u64, column: u64) -> Place {
    let index = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(index(line)).map(str::len).sum();
    let content = lines.next().unwrap_or_default();
    let within = content.char_indices().nth(index(column)).map_or(content.trim_end().len(), |(at, _)| at);
    place_of(text, before.saturating_add(within), 1)
}

/// The place of some characters from a byte on.
pub(super) fn place_of(text: &str, start: usize, characters: usize) -> Place {
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    let taken: usize = text
        .get(start..)
        .map_or(0, |rest| rest.chars().take_while(|&c| c != '\n').take(characters).map(char::len_utf8).sum());
    Place::Text {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        bytes: start..start.saturating_add(taken),
    }
}
