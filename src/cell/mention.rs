//! Quantities in running text: goals, reasons, the text around the tables.

use super::Op;
use super::grammar::{CellParser, Rule};
use super::measure::{self, Spelling};
use super::numeral;
use super::quantity::{self, figure, operator};
use super::reader::Reader;
use super::reading::{Change, Notation};
use super::scan::pieces;
use crate::text::{Normal, normalise};
use crate::value::{Quantity, Unit};
use pest::Parser;
use pest::iterators::Pair;
use rust_decimal::Decimal;
use std::ops::Range;

/// A quantity that a text mentions, with the words around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The number, with its unit where a known one follows.
    pub quantity: Quantity,
    /// The operator before it, in signs or words.
    pub op: Option<Op>,
    /// About, nearly, more than: no exact figure.
    pub approximate: bool,
    /// Given as a change: 提高5%.
    pub change: Option<Change>,
    /// The words before it in its clause, without brackets; those of its neighbour where it follows at once.
    pub before: String,
    /// The words behind it in its clause.
    pub behind: String,
    /// The bracket that it stands in; nothing outside of brackets. Brackets are numbered in their order.
    pub bracket: Option<usize>,
    /// The sentence, from 0.
    pub sentence: usize,
    /// How a calculation joins it to the mention before it.
    pub joined: Option<Join>,
    /// Its characters, unit included, in the text as printed.
    pub at: Range<usize>,
}

/// The sign between two quantities of a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// `×`
    Times,
    /// `+`
    Plus,
    /// `÷`, `/`
    Over,
    /// `=`
    Equals,
}

/// Everything of a text that its quantities are judged by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mentions {
    /// The quantities, in their order.
    pub all: Vec<Mention>,
    /// Years that lost a digit (024年): their characters in the text as printed.
    pub broken_years: Vec<Range<usize>>,
    /// The year that the text begins with, and its characters.
    pub year: Option<(i32, Range<usize>)>,
}

/// An amount of the parse tree with the bytes that it takes.
struct Found<'i> {
    pair: Pair<'i, Rule>,
    unit: Option<Unit>,
    bytes: Range<usize>,
    join: Option<Rule>,
}

impl Reader<'_> {
    /// Longest text that is searched, in characters; what is beyond is not looked at.
    pub const MAX_RUNNING: usize = 20_000;

    /// Finds the quantities of a running text. Their numbers, operators and units are read as in a cell; the
    /// figures of dates, documents, list marks, ordinals and names are not among them.
    ///
    /// ```
    /// use jixiao::cell::Reader;
    /// let reader = Reader::new(jixiao::shipped::vocabulary());
    /// let found = reader.mentions("2024 年培训 1.2 万人次（第二批），支付 80000 份×25 元/份=200 万元。");
    /// let figures: Vec<_> = found.all.iter().map(|m| (m.before.as_str(), m.quantity.number.to_string())).collect();
    /// assert_eq!(figures[0], ("2024年培训", "1.2".to_owned()));
    /// assert_eq!(figures[3].1, "200");
    /// ```
    pub fn mentions(self, printed: &str) -> Mentions {
        let short: String;
        let printed = match printed.char_indices().nth(Self::MAX_RUNNING) {
            Some((end, _)) => {
                short = printed.get(..end).unwrap_or_default().to_owned();
                short.as_str()
            }
            None => printed,
        };
        let normal = normalise(printed);
        let mut mentions = Mentions::default();
        let mut found: Vec<Found<'_>> = Vec::new();
        let mut join = None;
        let mut marks: Vec<usize> = Vec::new();
        let offsets = Offsets::new(&normal);
        for (pair, bytes) in pieces(&normal.text) {
            match pair.as_rule() {
                Rule::joined => {
                    let touches = found.last().is_some_and(|last| last.bytes.end == bytes.start);
                    join = pair.into_inner().next().map(|sign| sign.as_rule()).filter(|_| touches);
                    continue;
                }
                Rule::amount => {
                    // The unit of the amount before may have taken what looks like another one.
                    if found.last().is_none_or(|last| last.bytes.end <= bytes.start)
                        && let Some(amount) = self.amount(pair, bytes, &normal.text, join)
                    {
                        found.push(amount);
                    }
                }
                Rule::item_mark => marks.push(bytes.end),
                Rule::part_of_year => mentions.broken_years.push(offsets.printed(&bytes)),
                Rule::moment if mentions.year.is_none() && bytes.start == 0 => {
                    let year = pair.into_inner().find(|part| part.as_rule() == Rule::year);
                    let year = year.and_then(|year| year.as_str().parse().ok());
                    mentions.year = year.map(|year| (year, offsets.printed(&bytes)));
                }
                _ => {}
            }
            join = None;
        }
        mentions.all = placed(&found, &marks, &normal.text, &offsets);
        mentions
    }

    /// An amount with its unit; nothing for a numeral that counts nothing (统一部署).
    fn amount<'i>(
        self,
        pair: Pair<'i, Rule>,
        bytes: Range<usize>,
        text: &str,
        join: Option<Rule>,
    ) -> Option<Found<'i>> {
        let rest = text.get(bytes.end..)?;
        let in_words = pair.clone().into_inner().any(|part| part.as_rule() == Rule::numeral);
        let length = self.unit_length(rest);
        let unit = length.and_then(|length| {
            let word = rest.get(..length)?;
            if !word.contains(['/', '·', '每']) {
                return Some(self.units().resolve(word).ok()??.unit);
            }
            let pair = CellParser::parse(Rule::unit, word).ok()?.next()?;
            measure::unit(self, Some(&pair), "", Spelling::Digits, &mut Notation::default()).ok()?
        });
        let length = length.filter(|_| unit.is_some()).unwrap_or(0);
        if in_words {
            // 一场 counts where nothing goes on behind it that makes another word of it (一次性).
            let next = rest.get(length..).and_then(|rest| rest.chars().next());
            let ends = next.is_none_or(|next| !next.is_alphabetic());
            if unit.is_none() || !ends {
                return None;
            }
        }
        Some(Found { pair, unit, bytes: bytes.start..bytes.end.checked_add(length)?, join })
    }

    /// How long the unit is that a text begins with: `元/人·学期` in `元/人·学期标准`.
    fn unit_length(self, text: &str) -> Option<usize> {
        let units = self.units();
        let mut length = units.longest_known(text)?;
        while let Some(rest) = text.get(length..)
            && let Some(join) = rest.chars().next().filter(|sign| matches!(sign, '/' | '·'))
            && let Some(next) = rest.get(join.len_utf8()..).and_then(|rest| units.longest_known(rest))
        {
            length = length.saturating_add(join.len_utf8()).saturating_add(next);
        }
        Some(length)
    }
}

/// From bytes of the normalised text to characters of the printed one, each looked up in no time.
struct Offsets<'n> {
    normal: &'n Normal,
    /// The character of each byte.
    characters: Vec<usize>,
}

impl<'n> Offsets<'n> {
    fn new(normal: &'n Normal) -> Self {
        let mut characters = Vec::with_capacity(normal.text.len());
        for (index, character) in normal.text.chars().enumerate() {
            characters.extend(std::iter::repeat_n(index, character.len_utf8()));
        }
        characters.push(normal.text.chars().count());
        Self { normal, characters }
    }

    fn printed(&self, bytes: &Range<usize>) -> Range<usize> {
        let of = |byte: usize| {
            self.characters.get(byte).map(|&character| self.normal.printed_character(character))
        };
        let start = of(bytes.start).unwrap_or_default();
        // The end is behind the last character, not before the space that follows it.
        let last = bytes.end.checked_sub(1).and_then(of).unwrap_or_default();
        start..last.saturating_add(1)
    }
}

/// Where a text is cut into clauses and brackets.
fn is_clause_end(character: char) -> bool {
    matches!(
        character,
        ',' | ';' | '。' | ':' | '!' | '?' | '、' | '(' | ')' | '×' | '*' | '+' | '÷' | '/' | '='
    )
}

fn placed(found: &[Found<'_>], marks: &[usize], text: &str, offsets: &Offsets<'_>) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::with_capacity(found.len());
    let mut walk = Walk::default();
    let mut last_end = 0;
    for (index, amount) in found.iter().enumerate() {
        walk.through(text, last_end..amount.bytes.start);
        // The number of an item is no word of it.
        let mark = marks.partition_point(|&mark| mark <= amount.bytes.start).checked_sub(1);
        let from = mark.and_then(|mark| marks.get(mark)).map_or(last_end, |&mark| mark.max(last_end));
        let own = text.get(from..amount.bytes.start).unwrap_or_default();
        let touching = index > 0 && last_end == amount.bytes.start;
        let before = match all.last() {
            Some(last) if touching => last.before.clone(),
            _ => words_before(own),
        };
        let next = found.get(index.saturating_add(1)).map_or(text.len(), |next| next.bytes.start);
        let behind = text.get(amount.bytes.end..next).unwrap_or_default();
        let behind = behind.split(is_clause_end).next().unwrap_or_default().to_owned();
        let Some(mut mention) = mention(amount, touching) else { continue };
        mention.before = before;
        mention.behind = behind;
        mention.bracket = walk.open.last().copied();
        mention.sentence = walk.sentence;
        mention.at = offsets.printed(&amount.bytes);
        all.push(mention);
        last_end = amount.bytes.end;
    }
    all
}

/// Brackets and sentences, as far as the text was walked through.
#[derive(Default)]
struct Walk {
    open: Vec<usize>,
    brackets: usize,
    sentence: usize,
}

impl Walk {
    fn through(&mut self, text: &str, bytes: Range<usize>) {
        for character in text.get(bytes).unwrap_or_default().chars() {
            match character {
                '(' => {
                    self.open.push(self.brackets);
                    self.brackets = self.brackets.saturating_add(1);
                }
                ')' => {
                    self.open.pop();
                }
                '。' | '!' | '?' => self.sentence = self.sentence.saturating_add(1),
                _ => {}
            }
        }
    }
}

fn mention(amount: &Found<'_>, touching: bool) -> Option<Mention> {
    let mut number: Option<Decimal> = None;
    let (mut op, mut approximate, mut change) = (None, false, None);
    for part in amount.pair.clone().into_inner() {
        match part.as_rule() {
            Rule::operator => op = operator(&part),
            Rule::about | Rule::more => approximate = true,
            Rule::change => change = quantity::change(&part).0,
            Rule::number => number = figure(&part).ok(),
            Rule::numeral => number = numeral::value(part.as_str()),
            _ => {}
        }
    }
    let joined = match amount.join {
        Some(Rule::times) => Some(Join::Times),
        Some(Rule::plus) => Some(Join::Plus),
        Some(Rule::over) => Some(Join::Over),
        _ if touching && op == Some(Op::Equal) => Some(Join::Equals),
        _ => None,
    };
    Some(Mention {
        quantity: Quantity { number: number?, unit: amount.unit },
        op,
        approximate,
        change,
        before: String::new(),
        behind: String::new(),
        bracket: None,
        sentence: 0,
        joined,
        at: 0..0,
    })
}

/// The last clause of a stretch of text, brackets left out. A name before a colon counts where nothing follows it.
fn words_before(stretch: &str) -> String {
    let mut words: Vec<char> = Vec::new();
    let mut closed = 0_usize;
    for character in stretch.chars().rev() {
        match character {
            ')' => closed = closed.saturating_add(1),
            '(' if closed > 0 => closed = closed.saturating_sub(1),
            _ if closed > 0 => {}
            ':' if words.is_empty() => {}
            _ if is_clause_end(character) => break,
            _ => words.push(character),
        }
    }
    words.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A known word is looked up as it is; the grammar must take it for one term too.
    #[test]
    fn every_known_unit_is_one_term() {
        let units = &crate::embedded::vocabulary().units;
        let file = include_str!("../../indicators/vocabulary/units.yaml");
        let words = file.lines().flat_map(|line| line.split([' ', ',', '[', ']', '{', '}', ':', '"', '#']));
        let scaled = words
            .flat_map(|word| ["", "万", "百万", "亿"].map(|scale| normalise(&format!("{scale}{word}")).text));
        let known = scaled.filter(|word| units.longest_known(word) == Some(word.len()));
        let mut count = 0;
        for word in known.filter(|word| !word.contains(['/', '·', '每'])) {
            let unit = CellParser::parse(Rule::unit, &word).ok().and_then(|mut pairs| pairs.next());
            let terms: Vec<_> =
                unit.into_iter().flat_map(Pair::into_inner).map(|term| term.as_str()).collect();
            assert_eq!(terms, [word.as_str()]);
            count += 1;
        }
        assert!(count > 500, "{count}");
    }
}
