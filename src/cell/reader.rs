//! From the parse tree of a cell to its value.

use super::Op;
use super::grammar::{CellParser, Rule};
use super::reading::{Change, Expected, Face, Reading, Unreadable};
use super::{alternatives, date, interval, numeral};
use crate::text::{Normal, normalise};
use crate::value::{Dimension, Exact, Quantity, Unit, is_no_number, parse_figure, without_exponent};
use crate::vocabulary::{UnitTable, Vocabulary};
use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pair;
use rust_decimal::Decimal;

/// Reads targets and actuals with one vocabulary.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'v> {
    vocabulary: &'v Vocabulary,
}

/// Where in the normalised text (a byte offset) reading stopped, and what was expected there.
pub(super) struct Stop {
    pub(super) byte: usize,
    pub(super) expected: Expected,
}

pub(super) fn stop<T>(pair: &Pair<'_, Rule>, expected: Expected) -> Result<T, Stop> {
    Err(Stop { byte: pair.as_span().start(), expected })
}

impl<'v> Reader<'v> {
    /// Longest text of a cell that is read, in characters.
    pub const MAX_CHARACTERS: usize = 500;

    /// A reader that knows these units and words.
    pub const fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary }
    }

    pub(super) const fn units(self) -> &'v UnitTable {
        &self.vocabulary.units
    }

    /// Reads the text of a cell: a target or an actual, they share one grammar.
    ///
    /// Whatever the text is, there is a reading; what the grammar does not know is [`Reading::Unreadable`],
    /// with the place.
    ///
    /// ```
    /// use jixiao::cell::Op;
    /// use jixiao::cell::{Reader, Reading};
    /// let vocabulary = jixiao::shipped::vocabulary();
    /// let reading = Reader::new(vocabulary).read("≥ ９０ ％");
    /// assert_eq!(reading.op(), Some(Op::AtLeast));
    /// let Reading::Unreadable(stop) = Reader::new(vocabulary).read("13 月底") else { panic!() };
    /// assert_eq!(stop.at, 0);
    /// ```
    pub fn read(self, printed: &str) -> Reading {
        if printed.chars().nth(Self::MAX_CHARACTERS).is_some() {
            return Reading::Unreadable(Unreadable {
                at: Self::MAX_CHARACTERS,
                expected: Expected::ShorterText(Self::MAX_CHARACTERS),
            });
        }
        let number = number_of_a_program(printed);
        let normal = normalise(number.as_deref().unwrap_or(printed));
        if normal.text.is_empty() {
            return Reading::Blank;
        }
        self.read_normal(&normal).unwrap_or_else(|Stop { byte, expected }| {
            Reading::Unreadable(Unreadable { at: normal.printed_offset(byte), expected })
        })
    }

    /// Reads a text as a number that [`Reader::read`] reads as a day, where it can be both: `2023.12` is a month
    /// as well as an amount, `6月` a month of the year as well as a span of time. The other cell of a row decides.
    ///
    /// ```
    /// use jixiao::cell::{Reader, Reading};
    /// let reader = Reader::new(jixiao::shipped::vocabulary());
    /// assert!(matches!(reader.read("2023.12"), Reading::Deadline { .. }));
    /// assert!(matches!(reader.read_as_number("2023.12"), Some(Reading::Quantity { .. })));
    /// assert_eq!(reader.read_as_number("12月底"), None);
    /// ```
    pub fn read_as_number(self, printed: &str) -> Option<Reading> {
        if printed.chars().nth(Self::MAX_CHARACTERS).is_some() {
            return None;
        }
        let number = number_of_a_program(printed);
        let normal = normalise(number.as_deref().unwrap_or(printed));
        let cell =
            CellParser::parse(Rule::number_cell, &normal.text).ok()?.flat_map(Pair::into_inner).next()?;
        let reading = match cell.as_rule() {
            Rule::interval_cell => interval::interval(self, cell),
            _ => self.quantity(cell, &normal.text),
        };
        reading.ok().filter(|reading| match reading {
            Reading::Quantity { face, .. } | Reading::Interval { face, .. } => !face.unit_unknown,
            _ => false,
        })
    }

    /// The operator of a column of its own: a sign, a word, or 正向 and 反向.
    pub fn operator(printed: &str) -> Option<Op> {
        let text = normalise(printed).text;
        match text.as_str() {
            "正向" | "正向指标" | "正指标" | "越大越好" => Some(Op::AtLeast),
            "反向" | "反向指标" | "逆向" | "负向" | "越小越好" => Some(Op::AtMost),
            other => {
                let mut pairs = CellParser::parse(Rule::operator, other).ok()?;
                let pair = pairs.next().filter(|pair| pair.as_str() == other)?;
                operator(&pair)
            }
        }
    }

    fn read_normal(self, normal: &Normal) -> Result<Reading, Stop> {
        let text = normal.text.as_str();
        let cell = CellParser::parse(alternatives::rule(text), text).map_err(|_| self.stopped(text))?;
        let Some(inner) = cell.flat_map(Pair::into_inner).next() else {
            return Ok(Reading::Blank);
        };
        match inner.as_rule() {
            Rule::blank => Ok(Reading::Blank),
            Rule::deadline_cell => date::deadline(&inner),
            Rule::interval_cell => interval::interval(self, inner),
            Rule::quantity_cell => self.quantity(inner, text),
            _ => Ok(Reading::Quality(
                inner.as_str().trim_end_matches(['。', ';', ',', '.', '!', '、']).to_owned(),
            )),
        }
    }

    fn quantity(self, cell: Pair<'_, Rule>, text: &str) -> Result<Reading, Stop> {
        let mut face = Face::default();
        let mut bound = None;
        let mut level = None;
        for part in cell.into_inner() {
            match part.as_rule() {
                Rule::subject | Rule::named => face.subject.get_or_insert_default().push_str(part.as_str()),
                Rule::change => (face.change, level) = change(&part),
                Rule::bound => bound = Some(part),
                _ => {}
            }
        }
        let Some(bound) = bound else { return Ok(Reading::Quality(text.to_owned())) };
        let mut op = None;
        let mut number = None;
        let mut unit = None;
        let mut per = Vec::new();
        let mut in_words = false;
        for part in bound.into_inner() {
            match part.as_rule() {
                Rule::operator => op = operator(&part),
                Rule::after => op = after(&part, op),
                Rule::included => op = including(op),
                Rule::about | Rule::around | Rule::more => face.approximate = true,
                Rule::change => (face.change, level) = change(&part),
                Rule::number => number = Some(figure(&part)?),
                Rule::numeral => {
                    in_words = true;
                    number = numeral::value(part.as_str());
                }
                Rule::unit => unit = Some(part),
                Rule::per => per.push(part),
                _ => {}
            }
        }
        let Some(number) = number else { return Ok(Reading::Quality(text.to_owned())) };
        let resolved = match &unit {
            Some(pair) => self.unit(pair, &mut face),
            None => Ok(None),
        };
        // 达到一流水平 begins like a count and is none: words, unless the unit is one.
        if in_words && !matches!(resolved, Ok(Some(_)) if !face.unit_unknown) {
            return Ok(Reading::Quality(text.to_owned()));
        }
        let unit = self.per(resolved?, &per, &mut face)?;
        let op = op.or(level);
        Ok(Reading::Quantity { op, quantity: Quantity { number, unit }, face })
    }

    /// The unit of a number, and its print.
    pub(super) fn unit(self, pair: &Pair<'_, Rule>, face: &mut Face) -> Result<Option<Unit>, Stop> {
        let mut whole: Option<Unit> = None;
        let mut divides = false;
        let mut count = Exact::ONE;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::unit_join => divides = matches!(part.as_str(), "/" | "每"),
                Rule::unit_count => count = Exact::from(figure(&part)?),
                _ => {
                    let expected = if whole.is_none() { Expected::OneValue } else { Expected::Unit };
                    let resolved = self.vocabulary.units.resolve(part.as_str());
                    let Ok(Some(term)) = resolved else { return stop(&part, expected) };
                    face.unit_unknown |= !term.known;
                    let Ok(unit) = term.unit.scaled(std::mem::replace(&mut count, Exact::ONE)) else {
                        return stop(&part, Expected::ShorterNumber);
                    };
                    // 元/人·学期: what stands behind a stroke stays below it.
                    let joined = match whole {
                        None => Ok(Some(unit)),
                        Some(before) if divides => before.per(unit),
                        Some(before) => before.times(unit),
                    };
                    let Ok(Some(joined)) = joined else { return stop(&part, Expected::Unit) };
                    whole = Some(joined);
                    divides |= pair.as_str().contains('/');
                }
            }
        }
        face.unit = Some(pair.as_str().to_owned());
        Ok(whole)
    }

    /// `每亩300元` is `300元/亩`.
    fn per(self, unit: Option<Unit>, per: &[Pair<'_, Rule>], face: &mut Face) -> Result<Option<Unit>, Stop> {
        let mut unit = unit;
        for part in per {
            let word = part.as_str().trim_start_matches('每');
            let Ok(Some(below)) = self.vocabulary.units.resolve(word) else {
                return stop(part, Expected::Unit);
            };
            face.unit_unknown |= !below.known;
            let above = unit.unwrap_or(Unit { dimension: Dimension::default(), scale: Exact::ONE });
            let Ok(Some(joined)) = above.per(below.unit) else { return stop(part, Expected::Unit) };
            unit = Some(joined);
            face.unit = Some(format!("{}/{word}", face.unit.take().unwrap_or_default()));
        }
        Ok(unit)
    }

    /// Where reading stopped. pest names the farthest place that any alternative reached, dates inside words
    /// included; what helps a person is the end of the longest beginning that is a value.
    fn stopped(self, text: &str) -> Stop {
        let beginning = |rule| CellParser::parse(rule, text).ok()?.next();
        let end = |pair: Pair<'_, Rule>| Stop { byte: pair.as_span().end(), expected: Expected::OneValue };
        // A number whose unit is no unit: a sentence goes on there.
        let quantity = beginning(Rule::quantity_cell)
            .map(|pair| self.quantity(pair.clone(), text).err().unwrap_or_else(|| end(pair)));
        let others = [Rule::interval_cell, Rule::deadline_cell].map(|rule| beginning(rule).map(end));
        let farthest = others.into_iter().chain([quantity]).flatten().max_by_key(|stop| stop.byte);
        if let Some(stop) = farthest {
            return stop;
        }
        let byte = match CellParser::parse(Rule::quantity_cell, text).map_err(|error| error.location) {
            Err(InputLocation::Pos(byte) | InputLocation::Span((byte, _))) => byte,
            Ok(_) => 0,
        };
        Stop { byte, expected: Expected::Value }
    }
}

/// A cell that is a number as a program writes it: with an exponent, in plain digits; one that is none is blank.
fn number_of_a_program(printed: &str) -> Option<String> {
    let bare = printed.trim();
    if is_no_number(bare) { Some(String::new()) } else { without_exponent(bare) }
}

pub(super) fn operator(pair: &Pair<'_, Rule>) -> Option<Op> {
    match pair.clone().into_inner().next()?.as_rule() {
        Rule::at_least => Some(Op::AtLeast),
        Rule::at_most => Some(Op::AtMost),
        Rule::more_than => Some(Op::MoreThan),
        Rule::less_than => Some(Op::LessThan),
        Rule::equal => Some(Op::Equal),
        _ => None,
    }
}

/// The operator behind a number; one before it, if it is strict or says the same, is kept.
fn after(pair: &Pair<'_, Rule>, before: Option<Op>) -> Option<Op> {
    match (pair.clone().into_inner().next().map(|inner| inner.as_rule()), before) {
        (Some(Rule::after_at_least), None | Some(Op::Equal)) => Some(Op::AtLeast),
        (Some(Rule::after_at_most), None | Some(Op::Equal)) => Some(Op::AtMost),
        _ => before,
    }
}

/// `(含)` makes a strict operator include its bound.
const fn including(op: Option<Op>) -> Option<Op> {
    match op {
        Some(Op::MoreThan) => Some(Op::AtLeast),
        Some(Op::LessThan) => Some(Op::AtMost),
        other => other,
    }
}

/// A change; or, of 提高到95%, the operator of the level that is reached.
pub(super) fn change(pair: &Pair<'_, Rule>) -> (Option<Change>, Option<Op>) {
    let Some(verb) = pair.clone().into_inner().next() else { return (None, None) };
    let rises = verb.as_rule() == Rule::rise;
    if verb.into_inner().any(|part| part.as_rule() == Rule::to_level) {
        return (None, Some(if rises { Op::AtLeast } else { Op::AtMost }));
    }
    (Some(if rises { Change::Rise } else { Change::Fall }), None)
}

pub(super) fn figure(pair: &Pair<'_, Rule>) -> Result<Decimal, Stop> {
    parse_figure(pair.as_str()).or_else(|_| stop(pair, Expected::ShorterNumber))
}
