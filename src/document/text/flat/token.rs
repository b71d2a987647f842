//! The words of flattened text, and what lies between each and the one before.

use crate::document::text::lines::Line;
use crate::place::Place;

/// What lies between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::text) enum Break {
    /// A space.
    Space,
    /// A tab, or the stroke of a column.
    Tab,
    /// The line ended.
    Line,
    /// The line ended, and this text tells by it that the cell did too.
    Cell,
    /// The page ended.
    Page,
}

/// A word: what stands between spaces.
#[derive(Debug, Clone)]
pub(in crate::document::text) struct Token<'t> {
    pub text: &'t str,
    pub before: Break,
    /// Its line, by number among those given.
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
        matches!(self.before, Break::Line | Break::Page)
    }

    /// Whether a line begins with it.
    pub fn opens_line(&self) -> bool {
        !matches!(self.before, Break::Space | Break::Tab)
    }
}

/// The words of some lines.
pub(in crate::document::text) fn tokens<'t>(lines: &[Line<'t>]) -> Vec<Token<'t>> {
    let telling = telling(lines);
    let mut tokens = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut at = 0_usize;
        let mut characters = 0_usize;
        let mut first = true;
        for text in line.text.split_whitespace() {
            let from = line
                .text
                .get(at..)
                .and_then(|rest| rest.find(text))
                .map_or(at, |found| at.saturating_add(found));
            let end = at;
            at = from.saturating_add(text.len());
            let before = match (first, line.page, line.apart) {
                (false, ..) if line.text.get(end..from).is_some_and(|between| between.contains('\t')) => {
                    Break::Tab
                }
                (false, ..) => Break::Space,
                (_, true, _) => Break::Page,
                (_, _, false) if telling => Break::Cell,
                _ => Break::Line,
            };
            first = false;
            let count = |from: usize, to: usize| line.text.get(from..to).unwrap_or_default().chars().count();
            characters = characters.saturating_add(count(end, from));
            tokens.push(Token::new(text, before, number, line.place_behind(characters, from, at)));
            characters = characters.saturating_add(count(from, at));
        }
    }
    tokens
}

/// Whether empty lines tell something. Some programs leave one wherever the next line stands a whole line lower;
/// where two lines follow without one, the second stands beside the first: in another cell.
fn telling(lines: &[Line<'_>]) -> bool {
    let close = lines.iter().filter(|line| !line.apart && !line.page).count();
    let share = close.saturating_mul(100).checked_div(lines.len()).unwrap_or_default();
    (3..60).contains(&share)
}

/// Some words as the text of one cell: lines apart.
pub(super) fn cell_text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for token in tokens {
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
