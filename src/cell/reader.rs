//! From the parse tree of a cell to its value.

use super::Op;
use super::grammar::{CellParser, Rule};
use super::reading::{Change, Expected, Reading, UnitFrom, Unreadable};
use super::{alternatives, date, interval, measure, quantity};
use crate::text::normalise;
use crate::value::{is_no_number, without_exponent};
use crate::vocabulary::{UnitTable, Vocabulary};
use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pair;

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
        let (shift, text) = unwrapped(&normal.text);
        self.read_text(text).unwrap_or_else(|Stop { byte, expected }| {
            let at = normal.printed_offset(byte.saturating_add(shift));
            Reading::Unreadable(Unreadable { at, expected })
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
        let (_, text) = unwrapped(&normal.text);
        let cell = CellParser::parse(Rule::number_cell, text).ok()?.flat_map(Pair::into_inner).next()?;
        let reading = match cell.as_rule() {
            Rule::interval_cell => interval::interval(self, cell),
            _ => quantity::quantity(self, cell, text),
        };
        reading.ok().filter(|reading| match reading {
            Reading::Quantity { face, .. } | Reading::Interval { face, .. } => !face.unit_unknown,
            _ => false,
        })
    }

    /// Reads a text with the unit of a column, or of the brackets of a name, which counts where the text has none.
    ///
    /// A day that could be a number as well (`2023.12`) is one where a column gives it a unit.
    ///
    /// ```
    /// use jixiao::cell::{Reader, Reading, UnitFrom};
    /// let reader = Reader::new(jixiao::shipped::vocabulary());
    /// let read = reader.read_with_unit("10-20", Some(("个", UnitFrom::Column)));
    /// assert!(matches!(read, Reading::Interval { low, .. } if low.unit.is_some()));
    /// ```
    pub fn read_with_unit(self, printed: &str, unit: Option<(&str, UnitFrom)>) -> Reading {
        let mut reading = self.read(printed);
        let Some((unit, from)) = unit else { return reading };
        if matches!(reading, Reading::Deadline { .. })
            && from == UnitFrom::Column
            && let Some(mut number) = self.read_as_number(printed)
            && measure::with_unit(self, &mut number, unit, from)
            && !number.unit().is_some_and(|unit| self.units().is_time(unit))
        {
            return number;
        }
        measure::with_unit(self, &mut reading, unit, from);
        reading
    }

    /// The unit that a name ends with, in brackets.
    ///
    /// ```
    /// let reader = jixiao::cell::Reader::new(jixiao::shipped::vocabulary());
    /// assert_eq!(reader.unit_of_name("总成本（万元）"), Some("万元"));
    /// assert_eq!(reader.unit_of_name("满意度（问卷）"), None);
    /// ```
    pub fn unit_of_name(self, name: &str) -> Option<&str> {
        measure::unit_of_name(self.units(), name)
    }

    /// The change that a name speaks of: 能耗下降率, 营业收入增长.
    ///
    /// ```
    /// use jixiao::cell::{Change, Reader};
    /// assert_eq!(Reader::change_in("能耗下降率"), Some(Change::Fall));
    /// assert_eq!(Reader::change_in("满意度"), None);
    /// ```
    pub fn change_in(name: &str) -> Option<Change> {
        name.char_indices().find_map(|(at, _)| {
            let verb =
                CellParser::parse(Rule::change_word, name.get(at..)?).ok()?.next()?.into_inner().next()?;
            // A single character is a part of other words.
            let whole = verb.as_str().chars().nth(1).is_some();
            let rises = verb.as_rule() == Rule::rise;
            whole.then_some(if rises { Change::Rise } else { Change::Fall })
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
                quantity::operator(&pair)
            }
        }
    }

    fn read_text(self, text: &str) -> Result<Reading, Stop> {
        let cell = CellParser::parse(alternatives::rule(text), text).map_err(|_| self.stopped(text))?;
        let Some(inner) = cell.flat_map(Pair::into_inner).next() else {
            return Ok(Reading::Blank);
        };
        match inner.as_rule() {
            Rule::blank => Ok(Reading::Blank),
            Rule::deadline_cell => date::deadline(&inner),
            Rule::interval_cell => interval::interval(self, inner),
            Rule::quantity_cell => quantity::quantity(self, inner, text),
            _ => Ok(Reading::Quality(inner.as_str().trim_end_matches(super::STOPS).to_owned())),
        }
    }

    /// Where reading stopped. pest names the farthest place that any alternative reached, dates inside words
    /// included; what helps a person is the end of the longest beginning that is a value.
    fn stopped(self, text: &str) -> Stop {
        let beginning = |rule| CellParser::parse(rule, text).ok()?.next();
        let end = |pair: Pair<'_, Rule>| Stop { byte: pair.as_span().end(), expected: Expected::OneValue };
        // A number whose unit is no unit: a sentence goes on there.
        let quantity = beginning(Rule::quantity_cell)
            .map(|pair| quantity::quantity(self, pair.clone(), text).err().unwrap_or_else(|| end(pair)));
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

/// What stands inside quotes or brackets that hold a whole cell, and how many bytes were before it. Two numbers in
/// brackets are an interval, with its open ends.
fn unwrapped(text: &str) -> (usize, &str) {
    let inside = |open: char, close: char| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        let whole = !inner.is_empty() && !inner.contains([open, close]);
        let interval = open != '"' && inner.contains([',', '~', '、']);
        (whole && !interval).then_some((open.len_utf8(), inner))
    };
    [('"', '"'), ('(', ')'), ('[', ']'), ('\'', '\''), ('‘', '’'), ('「', '」'), ('『', '』')]
        .into_iter()
        .find_map(|(open, close)| inside(open, close))
        .unwrap_or((0, text))
}

/// A cell that is a number as a program writes it: with an exponent, in plain digits; one that is none is blank.
fn number_of_a_program(printed: &str) -> Option<String> {
    let bare = printed.trim();
    if is_no_number(bare) { Some(String::new()) } else { without_exponent(bare) }
}
