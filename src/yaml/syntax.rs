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
            say!("文件过于复杂，已停止读取", "the file is too complex; reading stopped"),
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
            let noticed = say!("错误到此处才被发现", "the mistake was noticed here");
            let diagnostic = diagnostic.at(&at);
            if line_of(&at) == line_of(&place) { diagnostic } else { diagnostic.related(&place, noticed) }
        }
        None => diagnostic.at(&place),
    };
    let diagnostic = diagnostic
        .label(explained.label)
        .note(say!("解析器信息：{detail}", "message of the parser: {detail}"));
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
            Some(say!("别名（*）展开后过大", "aliases (*) expand to too much"))
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
            say!("此引号没有对应的收尾引号", "this quotation mark is not closed"),
            say!(
                "在该行的值末尾补上同样的引号",
                "add the same quotation mark at the end of the value on this line"
            ),
        );
    }
    let line = Line::holding(text, place);
    if let Some(tab) = line.as_ref().and_then(Line::tab_in_indent) {
        return Explained::at(
            place_of(text, tab, 1),
            say!("缩进中有制表符（Tab）", "a tab in the indentation"),
            say!(
                "YAML 的缩进只用空格：把制表符改为两个空格",
                "indent with spaces only: replace the tab with two spaces"
            ),
        );
    }
    let above = line.as_ref().and_then(Line::above);
    for line in [line.as_ref(), above.as_ref()].into_iter().flatten() {
        if let Some((key, value, colon)) = line.unspaced_colon() {
            return Explained::at(
                place_of(text, colon, 1),
                say!("冒号后缺少空格", "missing space after the colon"),
                say!(
                    "改为：{key}: {value}",
                    "write: {key}: {value}",
                    value = crate::text::shortened(value, 60)
                ),
            );
        }
    }
    if let Some(bracket) = slips.open_bracket {
        return Explained::at(
            place_of(text, bracket, 1),
            say!("此括号没有收尾", "this bracket is not closed"),
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
            say!("此处开始了第二个文档", "a second document begins here"),
            say!(
                "一个文件只写一份表：删去 `---` 及其后内容，或另存为一个文件",
                "one file holds one table: remove `---` and what follows, or save it as another file"
            ),
        )),
        Error::MergeKeyNotAllowed { .. } => Some(Explained::here(
            say!("不支持合并键 `<<`", "merge keys `<<` are not supported"),
            say!("直接写出要合并的内容", "write out the contents to be merged"),
        )),
        _ => None,
    }
}

fn by_error(detail: &str, line: Option<&Line<'_>>, above: Option<&Line<'_>>) -> Explained {
    let has = |words: &str| detail.contains(words);
    if has("trailing content") {
        return Explained::here(
            say!("收尾引号之后还有文字", "text after the closing quotation mark"),
            say!(
                "把整个值放入一对引号；值中的引号用“”，或外层用单引号",
                "put the whole value into one pair of quotes; for quotes inside it, use single quotes outside"
            ),
        );
    }
    if has("escape") {
        return Explained::here(
            say!("双引号中 `\\` 后面不是有效的转义", "unknown escape after `\\` in double quotes"),
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
                say!("同一行出现第二个“冒号加空格”", "a second colon followed by a space on one line"),
                say!("值中含冒号时，给值加引号", "put a value that contains a colon into quotes"),
            )
        } else {
            indentation(line, above)
        };
    }
    if has("did not find expected key") || has("simple key expected") || has("did not find expected '-'") {
        return match line.filter(|line| !line.content().contains(':')) {
            Some(_) => Explained::here(
                say!("该行缺少“键: 值”中的冒号", "missing colon of a `key: value` on this line"),
                say!(
                    "写成 `键: 值`；上一行文字的续行应比上一行的键缩进更深，或加引号",
                    "write `key: value`; indent text that continues the line above deeper than its key, \
                     or quote it"
                ),
            ),
            None => indentation(line, above),
        };
    }
    if has("unexpected character") {
        return Explained::here(
            say!("此处不能出现该字符", "this character is not allowed here"),
            say!("删去它，或给整个值加引号", "remove it, or put the whole value into quotes"),
        );
    }
    Explained {
        at: None,
        label: say!("从此处起无法继续读取", "reading cannot continue from here"),
        help: None,
    }
}

fn indentation(line: Option<&Line<'_>>, above: Option<&Line<'_>>) -> Explained {
    let deeper = match (line, above) {
        (Some(line), Some(above)) => line.indent() > above.indent(),
        _ => false,
    };
    if deeper {
        Explained::here(
            say!(
                "该行比上一行缩进更深，而上一行的键已有值",
                "this line is indented deeper than the one above, whose key already has a value"
            ),
            say!("同一层的键左对齐", "begin the keys of one level in the same column"),
        )
    } else {
        Explained::here(
            say!("缩进与上面任何一层的键都不对齐", "the indentation matches no level above"),
            say!(
                "同一层的键左对齐，只用空格缩进",
                "begin the keys of one level in the same column; indent with spaces only"
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
