//! Where values begin, as far as it takes to find those that YAML would misread.

use super::{Slip, SlipKind, Slips};
use std::collections::BTreeSet;

/// So many are reported and mended at most.
const MOST: usize = 500;

/// Searches a file for slips.
pub(in crate::yaml) fn find(text: &str) -> Slips {
    let mut search = Search {
        text,
        at: 0,
        line: 1,
        line_start: 0,
        counted: (0, 0),
        anchors: BTreeSet::new(),
        slips: Slips::default(),
    };
    search.document();
    search.slips
}

/// Whether a value goes on over the next lines, and how far those must be indented.
enum Onward {
    No,
    /// A plain text, or the contents of a block scalar, indented deeper than this column.
    Deeper(Option<usize>),
}

/// Goes through the file as YAML does, as far as it takes to know where values begin.
struct Search<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    line_start: usize,
    /// A byte of the present line and the characters of the line before it, so that columns are counted once.
    counted: (usize, u32),
    anchors: BTreeSet<&'a str>,
    slips: Slips,
}

impl<'a> Search<'a> {
    fn document(&mut self) {
        let mut onward = Onward::No;
        while self.at < self.text.len() {
            let indent = self.rest().bytes().take_while(|&byte| byte == b' ').count();
            let line = self.rest_of_line();
            let content = line.trim_start();
            if content.is_empty() {
                self.next_line();
                continue;
            }
            if let Onward::Deeper(parent) = onward
                && parent.is_none_or(|parent| indent > parent)
                && !line.starts_with("---")
                && !line.starts_with("...")
            {
                self.next_line();
                continue;
            }
            onward = Onward::No;
            if line.starts_with('%') || line.starts_with("...") {
                self.next_line();
                continue;
            }
            if line.starts_with("---") {
                self.forward(3);
            }
            onward = self.block_line();
            self.next_line();
        }
    }

    /// One line of block style, from where it stands; brackets and quotes may take it over several lines.
    fn block_line(&mut self) -> Onward {
        let mut parent = None;
        loop {
            self.skip_blanks();
            let column = self.at.saturating_sub(self.line_start);
            let rest = self.rest();
            let mut characters = rest.chars();
            let Some(first) = characters.next().filter(|&first| first != '\n') else { return Onward::No };
            let spaced = characters.next().is_none_or(char::is_whitespace);
            match first {
                '#' => return Onward::No,
                '-' | '?' | ':' if spaced => {
                    parent = Some(column);
                    self.forward(1);
                }
                '"' | '\'' => {
                    self.quoted(first);
                    if !self.key_ends_here() {
                        return Onward::No;
                    }
                    parent = Some(column);
                }
                '[' | '{' => {
                    self.flow();
                    if !self.key_ends_here() {
                        return Onward::No;
                    }
                    parent = Some(column);
                }
                '>' | '|' => match self.header(parent) {
                    Some(onward) => return onward,
                    None => return self.unquoted_block(parent),
                },
                '%' | '@' | '`' => return self.unquoted_block(parent),
                '&' | '*' | '!' => match self.property() {
                    Some(length) => self.forward(length),
                    None => return self.unquoted_block(parent),
                },
                _ => match key_end(rest, false) {
                    Some(KeyEnd::Colon(end)) => {
                        parent = Some(column);
                        self.forward(end);
                    }
                    Some(KeyEnd::WideColon(end)) => {
                        parent = Some(column);
                        self.wide_colon(end);
                    }
                    None => return Onward::Deeper(parent),
                },
            }
        }
    }

    /// A bracket and everything up to the one that closes it.
    fn flow(&mut self) {
        let opened = self.at;
        let mut depth = 0_usize;
        let mut value_begins = false;
        while let Some(first) = self.rest().chars().next() {
            match first {
                '\n' => self.next_line(),
                ' ' | '\t' | '\r' => self.skip_blanks_and_comment(),
                '[' | '{' => {
                    depth = depth.saturating_add(1);
                    value_begins = true;
                    self.forward(1);
                }
                ']' | '}' => {
                    depth = depth.saturating_sub(1);
                    value_begins = false;
                    self.forward(1);
                    if depth == 0 {
                        return;
                    }
                }
                ',' | ':' => {
                    value_begins = true;
                    self.forward(1);
                }
                '"' | '\'' if value_begins => {
                    self.quoted(first);
                    value_begins = false;
                }
                '>' | '|' | '%' | '@' | '`' if value_begins => {
                    self.unquoted_flow();
                    value_begins = false;
                }
                '&' | '*' | '!' if value_begins => match self.property() {
                    Some(length) => self.forward(length),
                    None => self.unquoted_flow(),
                },
                _ => match key_end(self.rest(), true) {
                    Some(KeyEnd::WideColon(end)) if value_begins => self.wide_colon(end),
                    Some(KeyEnd::Colon(end)) => {
                        self.forward(end);
                        value_begins = true;
                    }
                    _ => {
                        self.forward(plain_end(self.rest(), true).max(first.len_utf8()));
                        value_begins = false;
                    }
                },
            }
        }
        self.slips.open_bracket.get_or_insert(opened);
    }

    /// A quoted text up to its closing quote.
    fn quoted(&mut self, quote: char) {
        let (opened, first_line) = (self.at, self.line);
        self.forward(1);
        while let Some(next) = self.rest().chars().next() {
            match next {
                '\n' => self.next_line(),
                '\\' if quote == '"' => {
                    self.forward(1);
                    // What is escaped is passed over, except the end of a line, which is counted.
                    if let Some(escaped) = self.rest().chars().next().filter(|&c| c != '\n') {
                        self.forward(escaped.len_utf8());
                    }
                }
                _ if next == quote => {
                    self.forward(1);
                    if quote == '\'' && self.rest().starts_with('\'') {
                        self.forward(1);
                        continue;
                    }
                    let after = self.rest().trim_start_matches(BLANKS);
                    let ends = after.is_empty() || after.starts_with([',', ':', ']', '}', '#', '\n']);
                    if !ends && self.line > first_line {
                        self.slips.open_quote.get_or_insert(opened);
                    }
                    return;
                }
                _ => self.forward(next.len_utf8()),
            }
        }
        self.slips.open_quote.get_or_insert(opened);
    }

    /// A block scalar header; nothing where `>` or `|` is none.
    fn header(&self, parent: Option<usize>) -> Option<Onward> {
        let marks = self.rest().get(1..)?;
        let rest = marks.trim_start_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
        let marks = marks.strip_suffix(rest)?;
        let after = rest.trim_start_matches(BLANKS).chars().next();
        let is_header = marks.len() <= 2
            && (after == Some('#') && rest.starts_with(BLANKS) || matches!(after, None | Some('\n')));
        if !is_header {
            return None;
        }
        // `target: >5` opens a block of nothing: nobody writes that, five was meant.
        let digits = marks.bytes().any(|byte| byte.is_ascii_digit());
        if digits && !self.deeper_below(parent) {
            return None;
        }
        Some(Onward::Deeper(parent))
    }

    /// Whether the next line with something on it is indented deeper than `parent`.
    fn deeper_below(&self, parent: Option<usize>) -> bool {
        let below = self.rest().split('\n').skip(1).find(|line| !line.trim().is_empty());
        below.is_some_and(|line| {
            let indent = line.bytes().take_while(|&byte| byte == b' ').count();
            parent.is_none_or(|parent| indent > parent)
        })
    }

    /// The length of an anchor, an alias of a known anchor, or a standard tag; nothing where it is none.
    fn property(&mut self) -> Option<usize> {
        let line = self.rest();
        let end = line.find([' ', '\t', '\r', '\n', ',', ']', '}', '[', '{']).unwrap_or(line.len());
        let name = line.get(1..end)?;
        let starts_like_a_name = name.chars().next().is_some_and(|c| !c.is_ascii_digit());
        let known = match line.chars().next()? {
            '&' => {
                self.anchors.insert(name);
                starts_like_a_name
            }
            '*' => self.anchors.contains(name),
            _ => name.starts_with('!'),
        };
        known.then_some(end)
    }

    fn unquoted_block(&mut self, parent: Option<usize>) -> Onward {
        let value = self.rest().get(..plain_end(self.rest(), false)).unwrap_or_default();
        self.slip(SlipKind::Unquoted, value.trim_end().len());
        Onward::Deeper(parent)
    }

    fn unquoted_flow(&mut self) {
        let value = self.rest().get(..plain_end(self.rest(), true)).unwrap_or_default();
        let length = value.trim_end().len().max(1);
        self.slip(SlipKind::Unquoted, length);
        self.forward(length);
    }

    fn wide_colon(&mut self, end: usize) {
        self.forward(end.saturating_sub('：'.len_utf8()));
        self.slip(SlipKind::WideColon, '：'.len_utf8());
        self.forward('：'.len_utf8());
    }

    /// Notes a slip of so many bytes where the search stands.
    fn slip(&mut self, kind: SlipKind, length: usize) {
        if self.slips.found.len() >= MOST {
            return;
        }
        let (byte, characters) = self.counted;
        let since = self.text.get(byte..self.at).unwrap_or_default().chars().count();
        let before = characters.saturating_add(u32::try_from(since).unwrap_or(u32::MAX));
        self.counted = (self.at, before);
        self.slips.found.push(Slip {
            kind,
            start: self.at,
            end: self.at.saturating_add(length),
            line: self.line,
            column: before.saturating_add(1),
        });
    }

    /// Passes the colon of a key whose name has just been passed.
    fn key_ends_here(&mut self) -> bool {
        self.skip_blanks();
        let mut after = self.rest().chars();
        let ends = after.next() == Some(':') && after.next().is_none_or(char::is_whitespace);
        if ends {
            self.forward(1);
        }
        ends
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn rest_of_line(&self) -> &'a str {
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or(rest);
        line.strip_suffix('\r').unwrap_or(line)
    }

    fn forward(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.forward(rest.len().saturating_sub(rest.trim_start_matches(BLANKS).len()));
    }

    fn skip_blanks_and_comment(&mut self) {
        self.skip_blanks();
        if self.rest().starts_with('#') {
            self.next_line();
        }
    }

    fn next_line(&mut self) {
        let rest = self.rest();
        self.at = rest.find('\n').map_or(self.text.len(), |at| self.at.saturating_add(at).saturating_add(1));
        self.line = self.line.saturating_add(1);
        self.line_start = self.at;
        self.counted = (self.at, 0);
    }
}

/// How a key ends, with the byte after its colon.
enum KeyEnd {
    Colon(usize),
    WideColon(usize),
}

/// The end of the key that a plain text begins with, if it is one. Looks no further than that end.
fn key_end(text: &str, in_flow: bool) -> Option<KeyEnd> {
    let mut blank = false;
    for (at, character) in text.char_indices() {
        let after = at.saturating_add(character.len_utf8());
        match character {
            '\n' => return None,
            '#' if blank => return None,
            ',' | '[' | ']' | '{' | '}' if in_flow => return None,
            ':' if text.get(after..)?.chars().next().is_none_or(char::is_whitespace) => {
                return Some(KeyEnd::Colon(after));
            }
            '：' if crate::keys::is_key(text.get(..at)?) => return Some(KeyEnd::WideColon(after)),
            _ => blank = matches!(character, ' ' | '\t'),
        }
    }
    None
}

/// Where a plain text ends on its line. Looks no further than that end: a file may be one long line.
fn plain_end(text: &str, in_flow: bool) -> usize {
    let mut blank = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => return at,
            b'#' if blank => return at,
            b',' | b'[' | b']' | b'{' | b'}' if in_flow => return at,
            _ => blank = matches!(byte, b' ' | b'\t'),
        }
    }
    text.len()
}

/// What stands between words of one line.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    fn slipped(text: &str) -> Vec<&str> {
        find(text).found.iter().filter_map(|slip| text.get(slip.start..slip.end)).collect()
    }

    #[test]
    fn values_that_yaml_would_misread_are_found_in_block_and_flow() {
        assert_eq!(slipped("target: >=90%  # why\nweight: 1\n"), [">=90%"]);
        assert_eq!(slipped("- {target: >=90%, actual: %5, x: [@a]}\n"), [">=90%", "%5", "@a"]);
        assert_eq!(slipped("a: >5\nb: *90\nc: !important\nd: |x|\n"), [">5", "*90", "!important", "|x|"]);
        assert_eq!(slipped("{a: 1,\n b: > 3,\n c: '>'}"), ["> 3"]);
        assert_eq!(slipped("- >=1\n- x\n"), [">=1"]);
    }

    #[test]
    fn what_is_yaml_is_left_alone() {
        for fine in [
            "a: >\n  >=90%\n  %\nb: 1\n",
            "a: |2-\n   >=90%\nb: 1\n",
            "a: &x {b: \">=90%\"}\nc: *x\nd: !!str 5\n",
            "a: plain\n  >=90% goes on\nb: 'it''s\n  >=90%'\n",
            "a: \"x \\\" >=1\n  : >=90%\"\nb: [\">\", '%']\n",
            "# target: >=90%\n%YAML 1.2\n---\na: 1\n",
            "a: 说明：这里不是键\nb: -5\nc: =5个\n",
        ] {
            assert!(slipped(fine).is_empty(), "{fine}: {:?}", slipped(fine));
        }
    }

    #[test]
    fn a_wide_colon_is_one_only_after_a_key() {
        assert_eq!(slipped("project：某项目\nyear: 2024\n"), ["："]);
        assert_eq!(slipped("- {name：>=1, x: 2}\n"), ["：", ">=1"]);
    }
}
