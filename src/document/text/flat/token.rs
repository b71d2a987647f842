//! The words of flattened text, and what lies between each and the one before.

use crate::document::text::lines::{TextLine, page_number};
use crate::place::Place;
use std::ops::Range;

/// What lies between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::text) enum Break {
    /// A space.
    Space,
    /// A tab, or the stroke of a column.
    Tab,
    /// The line ended.
    TextLine,
    /// The line ended, and this text tells by it that the cell did too.
    Cell,
    /// The line ended, and a stroke says that the cell did too.
    Row,
    /// The page ended.
    Page,
}

/// A word: what stands between spaces; of a table ruled by strokes, a cell.
#[derive(Debug, Clone)]
pub(in crate::document::text) struct Token<'t> {
    pub text: &'t str,
    pub before: Break,
    /// The number of its line.
    pub line: usize,
    pub at: Place,
    pub look: Look,
}

/// How a word looks, once it has been looked at.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked alone")]
pub(in crate::document::text) struct Look {
    /// A class or a group.
    pub label: bool,
    /// The same together with the word before.
    pub label_with_before: bool,
    /// It begins with a sign of comparison.
    pub operator: bool,
    /// A bare figure.
    pub figure: bool,
    /// A cell with nothing in it.
    pub blank: bool,
    /// The name of an indicator may end with it.
    pub ends_name: bool,
    /// The name of an indicator may begin with it.
    pub begins_name: bool,
}

impl<'t> Token<'t> {
    pub fn new(text: &'t str, before: Break, line: usize, at: Place) -> Self {
        Self { text, before, line, at, look: Look::default() }
    }

    /// Whether it may go on with the word before in one cell, by what stands between.
    pub fn goes_on(&self) -> bool {
        matches!(self.before, Break::TextLine | Break::Page)
    }

    /// Whether a line begins with it.
    pub fn opens_line(&self) -> bool {
        !matches!(self.before, Break::Space | Break::Tab)
    }
}

/// More words than the row of a form has cells: all lines of a table, or of several, run on one.
pub(in crate::document::text) const RUN_ON: usize = 40;

/// The words of some lines. Where a line holds more words than any row does, each of them may end a line.
pub(in crate::document::text) fn tokens<'t>(lines: &[TextLine<'t>]) -> Vec<Token<'t>> {
    let telling = telling(lines);
    let mut tokens = Vec::new();
    let mut number = 0_usize;
    for line in lines {
        number = number.saturating_add(1);
        if line.is_blank() {
            tokens.push(Token::new(line.text, Break::TextLine, number, line.place(0, line.text.len())));
            continue;
        }
        let words = words(line.text);
        let run_on = words.len() > RUN_ON;
        let mut end = 0_usize;
        let (mut characters, mut counted) = (0_usize, 0_usize);
        let mut page = line.page;
        for (index, Range { start, end: to }) in words.into_iter().enumerate() {
            let text = line.text.get(start..to).unwrap_or_default();
            let tab = line.text.get(end..start).is_some_and(|between| between.contains('\t'));
            end = to;
            if run_on && index > 0 {
                number = number.saturating_add(1);
                if page_number(text) {
                    page = true;
                    continue;
                }
            }
            let before = match (index, page, line.apart) {
                (1.., false, _) if !run_on && tab => Break::Tab,
                (1.., false, _) if !run_on => Break::Space,
                (_, true, _) => Break::Page,
                (0, _, false) if telling => Break::Cell,
                _ => Break::TextLine,
            };
            page = false;
            let count = |from: usize, to: usize| line.text.get(from..to).unwrap_or_default().chars().count();
            characters = characters.saturating_add(count(counted, start));
            counted = start;
            tokens.push(Token::new(text, before, number, line.place_behind(characters, start, to)));
        }
    }
    tokens
}

/// Longest text in brackets that a space does not cut, in characters.
const IN_BRACKETS: usize = 24;

/// The words of a line, as bytes of it. A space within brackets keeps nothing apart: `年收益率( ≥**% )`.
pub(in crate::document::text) fn words(line: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut closing = 0_usize;
    let mut apart = true;
    for (at, c) in line.char_indices() {
        let end = at.saturating_add(c.len_utf8());
        if c.is_whitespace() {
            apart |= end > closing;
            continue;
        }
        if at >= closing && matches!(c, '(' | '（') {
            let rest = line.get(at..).unwrap_or_default().char_indices().take(IN_BRACKETS);
            let close = rest.skip(1).find(|(_, c)| matches!(c, ')' | '）' | '(' | '（' | '\t'));
            closing = close
                .filter(|(_, c)| matches!(c, ')' | '）'))
                .map_or(closing, |(offset, c)| at.saturating_add(offset).saturating_add(c.len_utf8()));
        }
        match words.last_mut().filter(|_| !apart) {
            Some(word) => word.end = end,
            None => words.push(at..end),
        }
        apart = false;
    }
    words
}

/// Whether empty lines tell something. Some programs leave one wherever the next line stands a whole line lower;
/// where two lines follow without one, the second stands beside the first: in another cell.
fn telling(lines: &[TextLine<'_>]) -> bool {
    let close = lines.iter().filter(|line| !line.apart && !line.page).count();
    let share = close.saturating_mul(100).checked_div(lines.len()).unwrap_or_default();
    (3..60).contains(&share)
}

/// Some words as the text of one cell: lines apart.
pub(super) fn cell_text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for token in tokens {
        if token.text.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(if token.opens_line() { '\n' } else { ' ' });
        }
        text.push_str(token.text);
    }
    text
}

/// Some words without anything between them, as headings and labels are looked up.
pub(super) fn run_together(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}
