//! What it costs to take some words for the cell of a column: the less, the likelier. In tenths of a point.

// A cost is at most a few hundred a word, and a cell has at most 160 words.
#![expect(clippy::arithmetic_side_effects)]

use super::rows::RowSpans;
use super::token::{Break, Look, Token};
use crate::cell::{Reader, Reading};
use crate::document::words::{Key, Words};
use crate::value::parse_figure;
use crate::vocabulary::Vocabulary;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Most words of a name, a value and a reason.
pub(super) const NAME: usize = 48;
pub(super) const VALUE: usize = 24;
pub(super) const REASON: usize = 160;
/// More than any sensible reading of a table costs.
pub(super) const NEVER: i32 = 1_000_000;
/// Most words of a value that can be a figure with its unit.
const FIGURE: usize = 8;

/// Costs by one vocabulary, with what the text itself teaches.
pub(super) struct Costs<'v> {
    vocabulary: &'v Vocabulary,
    words: Words<'v>,
    read: RefCell<HashMap<String, i32>>,
    /// Words with which names of this text begin.
    pub beginnings: HashSet<String>,
    /// Whether the text marks its pages; without, a cell may go on at any line.
    pub paged: bool,
    /// Whether strokes keep the cells apart.
    ruled: bool,
    /// Whether blank cells are shown.
    blanks: bool,
}

impl<'v> Costs<'v> {
    pub fn new(vocabulary: &'v Vocabulary, tokens: &[Token<'_>]) -> Self {
        Self {
            ruled: tokens.iter().any(|token| token.before == Break::Row),
            blanks: tokens.iter().any(|token| token.text.trim().is_empty() && token.before != Break::Tab),
            vocabulary,
            words: Words(vocabulary),
            read: RefCell::new(HashMap::new()),
            beginnings: HashSet::new(),
            paged: tokens.iter().any(|token| token.before == Break::Page),
        }
    }

    /// What a break within a cell costs.
    fn within(&self, token: &Token<'_>, before: Option<&Token<'_>>, space: i32) -> i32 {
        match token.before {
            _ if token.look.blank || before.is_some_and(|before| before.look.blank) => 60,
            Break::Row => 400,
            Break::Tab => {
                if self.ruled {
                    400
                } else {
                    80
                }
            }
            // Without marks of pages, what stands between two cells may be the end of one.
            Break::Cell => {
                if self.paged {
                    80
                } else {
                    20
                }
            }
            Break::Space => {
                let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
                let last = before.and_then(|before| before.text.chars().next_back());
                // Figures and Latin words stand apart from Chinese in print; Chinese from Chinese only in two cells.
                if narrow(last) || narrow(token.text.chars().next()) { 0 } else { space }
            }
            Break::TextLine | Break::Page => 0,
        }
    }

    /// Looks at words, once.
    pub fn look(&self, tokens: &mut [Token<'_>]) {
        let form = &self.vocabulary.form;
        let mut before = String::new();
        for token in tokens {
            before.push_str(token.text);
            token.look = Look {
                label: self.is_label(token.text),
                label_with_before: before.len() > token.text.len() && self.is_label(&before),
                operator: is_operator(token.text),
                figure: is_figure(token.text),
                blank: token.text.trim().is_empty(),
                ends_name: form.ends_name(token.text),
                begins_name: form.begins_name(token.text),
            };
            token.text.clone_into(&mut before);
        }
    }

    /// The costs of the first one, two, three … words as the cell of a column.
    pub fn of(&self, key: Key, tokens: &[Token<'_>]) -> Vec<i32> {
        if tokens.first().is_some_and(|first| first.look.blank) {
            return vec![if key == Key::Name { 40 } else { 0 }];
        }
        match key {
            Key::Class => self.labels(tokens, true),
            Key::Group => self.labels(tokens, false),
            Key::Name => self.names(tokens),
            Key::Target | Key::Actual => self.values(tokens),
            Key::Weight | Key::Claimed => points(tokens),
            Key::Operator => operators(tokens),
            Key::Unit => self.units(tokens),
            Key::Reason => self.reasons(tokens),
            Key::Aside => self.reasons(tokens).into_iter().map(|cost| cost.saturating_add(5)).collect(),
        }
    }

    /// The cost of an empty cell; none of a name. Where blank cells are shown, only those are left out that a cell above
    /// reaches over.
    pub fn blank(&self, key: Key) -> i32 {
        match key {
            Key::Target | Key::Actual | Key::Weight | Key::Claimed | Key::Reason | Key::Aside
                if self.blanks =>
            {
                60
            }
            Key::Class => 2,
            Key::Group => 6,
            Key::Name => NEVER,
            Key::Target | Key::Actual => 45,
            Key::Weight => 40,
            Key::Claimed => 30,
            Key::Operator => 20,
            Key::Unit => 12,
            Key::Reason => 0,
            Key::Aside => 5,
        }
    }

    /// The costs of the rest of a cell behind the end of a page.
    pub fn rest(&self, key: Key, tokens: &[Token<'_>], reason_before: bool) -> Vec<i32> {
        if tokens.first().is_some_and(|first| first.look.blank) {
            return Vec::new();
        }
        match key {
            Key::Class | Key::Group => self.label_ends(tokens),
            Key::Name => {
                let extra = if reason_before { 20 } else { 12 };
                self.names(tokens).into_iter().map(|cost| cost.saturating_add(extra)).collect()
            }
            Key::Target | Key::Actual => {
                let unit = |token: &Token<'_>| matches!(self.vocabulary.units.resolve(token.text), Ok(Some(unit)) if unit.known);
                tokens.first().map(|token| if unit(token) { 25 } else { 120 }).into_iter().collect()
            }
            Key::Reason => {
                let page = tokens.first().is_some_and(|token| token.before == Break::Page);
                // What has begun begins no second time.
                let begun = if page { 30 } else { 10 };
                let extra = if reason_before { -begun } else { 30 };
                self.reasons(tokens).into_iter().map(|cost| cost.saturating_add(extra)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Learns with which words the names of some rows begin: those that stand elsewhere less often.
    pub fn learn(&mut self, keys: &[Key], rows: &[RowSpans], body: &[Token<'_>]) {
        let Some(name) = keys.iter().position(|key| *key == Key::Name) else { return };
        let mut begins: HashMap<&str, usize> = HashMap::new();
        for row in rows {
            let first = row.get(name).and_then(|span| span.first());
            if let Some(token) = first.and_then(|(from, _)| body.get(*from)) {
                *begins.entry(token.text).or_default() += 1;
            }
        }
        let mut stands: HashMap<&str, usize> = HashMap::new();
        for token in body {
            *stands.entry(token.text).or_default() += 1;
        }
        let mostly = |(text, count): &(&str, usize)| count * 5 >= stands.get(text).copied().unwrap_or(0) * 3;
        self.beginnings.extend(begins.into_iter().filter(mostly).map(|(text, _)| text.to_owned()));
    }

    fn is_class(&self, text: &str) -> bool {
        self.words.is_class(text)
    }

    fn is_label(&self, text: &str) -> bool {
        self.words.is_class(text) || self.words.is_group(text)
    }

    fn labels(&self, tokens: &[Token<'_>], class: bool) -> Vec<i32> {
        let mut text = String::new();
        let mut breaks = 0;
        let mut costs = Vec::new();
        for (index, token) in tokens.iter().take(6).enumerate() {
            breaks += if index > 0 { self.within(token, tokens.get(index.wrapping_sub(1)), 40) } else { 0 };
            text.push_str(token.text);
            let canonical = self.vocabulary.labels.class(&text);
            let known = if class { self.is_class(&text) } else { self.words.is_group(&text) };
            let alone = !class && self.vocabulary.form.is_class_alone(&canonical);
            let cost = if known {
                if alone { 5 } else { 0 }
            } else if index < 3 && text.chars().count() >= 2 && self.begins_label(&text, class) {
                25
            } else if text.ends_with("指标")
                && index < 3
                && !self.is_label(&text)
                && text.chars().count() <= 10
            {
                12
            } else {
                90
            };
            costs.push(breaks + cost);
        }
        costs
    }

    /// Whether a known label begins so, cut off by the end of a page.
    fn begins_label(&self, text: &str, class: bool) -> bool {
        let labels = &self.vocabulary.labels;
        let names = if class { &labels.classes } else { &labels.groups };
        names.keys().any(|name| name.starts_with(text) && name != text)
    }

    /// The end of a label whose beginning stands on the page before.
    fn label_ends(&self, tokens: &[Token<'_>]) -> Vec<i32> {
        let labels = &self.vocabulary.labels;
        let Some(token) = tokens.first() else { return Vec::new() };
        let ends = labels
            .classes
            .keys()
            .chain(labels.groups.keys())
            .any(|name| name.ends_with(token.text) && name != token.text);
        vec![if ends && !self.is_label(token.text) { 5 } else { 120 }]
    }

    fn names(&self, tokens: &[Token<'_>]) -> Vec<i32> {
        let mut cost = 0;
        let mut shape = Shape::default();
        let mut costs = Vec::new();
        for (index, token) in tokens.iter().take(NAME).enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            cost += 1 + self.token_in_name(token, before);
            if token.before == Break::Page && index > 0 {
                cost += 10;
            }
            if let Some(before) = before
                && token.opens_line()
            {
                if before.look.ends_name && token.look.begins_name {
                    cost += 14;
                }
                if self.beginnings.contains(token.text) {
                    cost += 15;
                }
            }
            shape.take(token, index > 0);
            let end = if token.look.ends_name { -8 } else { 0 };
            let begin = match tokens.first() {
                Some(first) if self.beginnings.contains(first.text) => -5,
                Some(first) if first.text.starts_with(['(', '（', ')', '）', '，', '。', '、']) => 20,
                _ => 0,
            };
            costs.push(cost + end + begin + shape.cost(25));
        }
        costs
    }

    fn token_in_name(&self, token: &Token<'_>, before: Option<&Token<'_>>) -> i32 {
        let mut cost = before.map_or(0, |before| self.within(token, Some(before), 40));
        if token.look.operator {
            cost += 100;
        } else if token.look.figure {
            let year = token.text.len() == 4 && token.text.starts_with(['1', '2']);
            cost += match (before.is_some_and(|before| before.look.figure), year) {
                (true, _) => 60,
                (_, true) => 3,
                _ => 15,
            };
        } else if token.text.starts_with(|c: char| c.is_ascii_digit()) && token.text.chars().count() <= 6 {
            cost += 15;
        }
        if token.text.contains('。') {
            cost += 40;
        } else if token.text.ends_with(['，', ',', '；', ';']) {
            cost += 5;
        }
        if token.look.label || (before.is_some() && token.look.label_with_before) {
            cost += 40;
        }
        cost
    }

    fn reasons(&self, tokens: &[Token<'_>]) -> Vec<i32> {
        let mut cost = 10;
        let mut shape = Shape::default();
        let mut costs = Vec::new();
        let mut figures = 0;
        for (index, token) in tokens.iter().take(REASON).enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            // A reason begins beside its figures, not on the next page.
            cost += before.map_or(if token.before == Break::Page { 20 } else { 0 }, |before| {
                self.within(token, Some(before), 25)
            });
            cost += 1;
            if token.look.operator {
                cost += 60;
            }
            figures = if token.look.figure { figures + 1 } else { 0 };
            if figures > 1 {
                cost += 60;
            }
            if token.look.label {
                cost += 30;
            }
            if before.is_some_and(|before| token.opens_line() && before.text.ends_with('。')) {
                cost += 6;
            }
            shape.take(token, index > 0);
            let end = if token.text.ends_with(['。', '！', '；', ';']) { -5 } else { 12 };
            costs.push(cost + end + shape.cost(25));
        }
        costs
    }

    fn values(&self, tokens: &[Token<'_>]) -> Vec<i32> {
        let mut text = String::new();
        let mut breaks = 0;
        let mut costs = Vec::new();
        let words = tokens.first().is_some_and(|first| self.vocabulary.form.begins_words(first.text));
        for (index, token) in tokens.iter().take(VALUE).enumerate() {
            if index > 0 {
                breaks += self.within(token, tokens.get(index.wrapping_sub(1)), 40);
                if token.look.operator {
                    breaks += 100;
                }
                if token.before == Break::Page {
                    breaks += 30;
                }
                // A line that begins with a figure is another cell, more often than not.
                if token.opens_line() && token.text.starts_with(|c: char| c.is_ascii_digit()) {
                    breaks += 15;
                }
            }
            if token.look.label {
                breaks += 60;
            }
            text.push_str(token.text);
            let numeric = text.contains(|c: char| c.is_ascii_digit()) && index < FIGURE;
            let length = i32::try_from(index).unwrap_or(i32::MAX);
            let kind = if numeric || index == 0 { self.reading(&text) } else { 30 };
            let kind = if kind == 30 && words { 4 } else { kind };
            costs.push(breaks + length + kind);
        }
        costs
    }

    fn reading(&self, text: &str) -> i32 {
        if let Some(known) = self.read.borrow().get(text) {
            return *known;
        }
        let cost = match Reader::new(self.vocabulary).read(text) {
            Reading::Quantity { op: Some(_), .. }
            | Reading::Deadline { op: Some(_), .. }
            | Reading::Interval { .. } => 0,
            Reading::Deadline { .. } => 3,
            Reading::Quantity { face, .. } if face.subject.is_some() => 20,
            Reading::Quantity { face, .. } if face.unit_unknown => 12,
            Reading::Quantity { face, .. } if face.unit.is_some() => 4,
            Reading::Quantity { .. } => 8,
            Reading::Blank => 5,
            Reading::Quality(_) => 30,
            Reading::Unreadable(_) => 45,
        };
        self.read.borrow_mut().insert(text.to_owned(), cost);
        cost
    }

    fn units(&self, tokens: &[Token<'_>]) -> Vec<i32> {
        let mut text = String::new();
        let mut costs = Vec::new();
        let mut breaks = 0;
        for (index, token) in tokens.iter().take(3).enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            breaks += before.map_or(0, |before| self.within(token, Some(before), 40));
            text.push_str(token.text);
            let known = matches!(self.vocabulary.units.resolve(&text), Ok(Some(unit)) if unit.known);
            let short = text.chars().count() <= 4 && !text.contains(|c: char| c.is_ascii_digit());
            let unit = match (known, is_stroke(&text), short) {
                (true, ..) => 0,
                (_, true, _) => 5,
                (.., true) => 15,
                _ => 120,
            };
            costs.push(breaks + unit);
        }
        costs
    }
}

fn points(tokens: &[Token<'_>]) -> Vec<i32> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let bare = first.text.trim_end_matches(['分', '%', '％']);
    let one = match parse_figure(bare) {
        Ok(value) if value <= rust_decimal::Decimal::ONE_HUNDRED => 0,
        Ok(_) => 40,
        Err(_) if is_stroke(first.text) => 10,
        Err(_) => NEVER,
    };
    let unit = tokens.get(1).is_some_and(|second| second.text == "分" && second.before == Break::Space);
    // The 分 behind a figure belongs to it.
    if unit { vec![one.saturating_add(60), one] } else { vec![one] }
}

fn operators(tokens: &[Token<'_>]) -> Vec<i32> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let known = Reader::operator(first.text).is_some()
        || matches!(first.text, "定性" | "定量" | "定性指标" | "定量指标");
    vec![if known {
        0
    } else if is_stroke(first.text) {
        5
    } else {
        NEVER
    }]
}

fn is_operator(text: &str) -> bool {
    text.starts_with(['>', '<', '=', '≥', '≤', '＞', '＜', '＝', '≧', '≦', '═', '﹥', '﹤'])
}

/// Whether a word is a bare figure.
pub(in crate::document::text) fn is_figure(text: &str) -> bool {
    parse_figure(text.trim_end_matches(['%', '％'])).is_ok()
}

/// Whether a name has ended, by its look: with a word that names end with, on a line that had room for what follows.
pub(super) fn is_finished(name: &[Token<'_>], next: &Token<'_>) -> bool {
    let mut shape = Shape::default();
    name.iter().enumerate().for_each(|(index, token)| shape.take(token, index > 0));
    let room = shape.current.saturating_add(unbroken(next.text)) <= shape.widest;
    room && name.last().is_some_and(|last| last.look.ends_name)
}

/// Whether a word is a stroke that stands for nothing.
pub(in crate::document::text) fn is_stroke(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '/' | '─' | '－'))
}

/// The width of what a text begins with and no line is broken within.
fn unbroken(text: &str) -> u32 {
    let ascii = text.chars().take_while(char::is_ascii).count();
    let closing =
        |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '）' | '”' | '》' | '】' | '%');
    let close = text.chars().skip(ascii.max(1)).take_while(|c| closing(*c)).count();
    let first = if ascii == 0 { 2 } else { u32::try_from(ascii).unwrap_or(u32::MAX) };
    first.saturating_add(u32::try_from(close).unwrap_or(0).saturating_mul(2))
}

/// How the lines of a cell look: all but the last fill the column, brackets close.
#[derive(Debug, Default)]
struct Shape {
    widest: u32,
    /// The narrowest line, with what of the next one could have stood on it.
    narrowest: u32,
    current: u32,
    lines: u32,
    /// The line begins a page.
    cut: bool,
    open: i32,
}

impl Shape {
    fn take(&mut self, token: &Token<'_>, inner: bool) {
        let width =
            token.text.chars().fold(0_u32, |sum, c| sum.saturating_add(if c.is_ascii() { 1 } else { 2 }));
        if inner && token.opens_line() {
            if !self.cut {
                let filled = self.current.saturating_add(unbroken(token.text));
                self.narrowest = if self.lines == 0 { filled } else { self.narrowest.min(filled) };
                self.lines = self.lines.saturating_add(1);
            }
            // The end of a page cuts lines short and runs others together, for no reason of the cell's.
            self.cut = token.before == Break::Page;
            self.current = width;
        } else {
            self.current = self.current.saturating_add(width).saturating_add(u32::from(inner));
        }
        if !self.cut {
            self.widest = self.widest.max(self.current);
        }
        for c in token.text.chars() {
            match c {
                '(' | '（' | '“' | '《' | '【' => self.open = self.open.saturating_add(1),
                ')' | '）' | '”' | '》' | '】' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn cost(&self, short: i32) -> i32 {
        let short = if self.lines > 0 && self.narrowest.saturating_add(2) <= self.widest { short } else { 0 };
        short + if self.open == 0 { 0 } else { 15 }
    }
}
