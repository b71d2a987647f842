//! Intervals: from the parse tree to two bounds.

use super::Op;
use super::grammar::Rule;
use super::measure::{self, Spelling};
use super::quantity::{figure, operator};
use super::reader::{Reader, Stop, stop};
use super::reading::{Expected, Notation, Reading};
use crate::value::{Quantity, Rational, Unit, in_common_unit};
use pest::iterators::Pair;
use rust_decimal::Decimal;
use std::cmp::Ordering;

pub(super) fn interval(reader: Reader<'_>, cell: Pair<'_, Rule>) -> Result<Reading, Stop> {
    let mut face = Notation::default();
    let mut shape = None;
    for part in cell.into_inner() {
        match part.as_rule() {
            Rule::subject => face.subject = Some(part.as_str().to_owned()),
            _ => shape = Some(part),
        }
    }
    let Some(shape) = shape else { return Ok(Reading::Blank) };
    let kind = shape.as_rule();
    let start = shape.as_span().start();
    let mut numbers: Vec<End> = Vec::with_capacity(2);
    let mut included = Vec::with_capacity(2);
    let mut falls = Vec::with_capacity(2);
    for part in shape.into_inner() {
        match part.as_rule() {
            Rule::number | Rule::plain => {
                numbers.push(End { number: figure(&part)?, unit: None, scale: None });
            }
            Rule::unit => {
                let unit = measure::unit(reader, Some(&part), "", Spelling::Digits, &mut face)?;
                // A noun may stand behind the second number alone.
                let cut = face.unit.as_ref().is_none_or(|unit| unit.len() < part.as_str().len());
                if cut && numbers.len() < 2 {
                    return stop(&part, Expected::OneValue);
                }
                if let Some(last) = numbers.last_mut() {
                    last.unit = unit;
                    last.scale = face.multiplier;
                }
            }
            Rule::operator => {
                let op = operator(&part);
                included.push(!matches!(op, Some(Op::MoreThan | Op::LessThan)));
                falls.push(matches!(op, Some(Op::AtMost | Op::LessThan)));
            }
            Rule::after => {
                included.push(true);
                falls.push(part.into_inner().any(|inner| inner.as_rule() == Rule::after_at_most));
            }
            Rule::about | Rule::around => face.approximate = true,
            // 10万~40万吨/日(不含)
            Rule::excluded => included = vec![true, false],
            Rule::below => included.push(part.as_str() == "<="),
            Rule::open => included.push(part.as_str() == "["),
            Rule::close => included.push(part.as_str() == "]"),
            _ => {}
        }
    }
    let failed = |expected| Err(Stop { byte: start, expected });
    if kind == Rule::spread && numbers.len() == 1 {
        numbers.insert(0, End { number: Decimal::ZERO, unit: None, scale: None });
    }
    let [first, second] = numbers.as_slice() else { return failed(Expected::RisingInterval) };
    let (first, second) = (*first, *second);
    let (mut low, mut high) = (first.with(&second), second.with(&first));
    let (mut low_in, mut high_in) =
        (included.first().copied().unwrap_or(true), included.get(1).copied().unwrap_or(true));
    if kind == Rule::both_ends {
        match falls.as_slice() {
            [false, true] => {}
            [true, false] => {
                std::mem::swap(&mut low, &mut high);
                std::mem::swap(&mut low_in, &mut high_in);
            }
            _ => return failed(Expected::RisingInterval),
        }
    }
    if kind == Rule::spread {
        let Some((bottom, top)) = spread(reader, first, second) else {
            return failed(Expected::ShorterNumber);
        };
        let of_width = second.unit.filter(|unit| first.number.is_zero() || !reader.units().is_rate(unit));
        let unit = first.unit.or(of_width);
        (low, high) = (Quantity { number: bottom, unit }, Quantity { number: top, unit });
    }
    if !rises(&low, &high) {
        // 5000-1万人 rises where the scale is that of the second number alone.
        let whole = second.unscaled().filter(|_| first.unit.is_none() && kind == Rule::between);
        let Some(whole) = whole else {
            return failed(Expected::RisingInterval);
        };
        low.unit = Some(whole);
        if !rises(&low, &high) {
            return failed(Expected::RisingInterval);
        }
    }
    Ok(Reading::Interval { low, low_included: low_in, high, high_included: high_in, face })
}

/// One end as printed: its number, its own unit, and the word of scale in that.
#[derive(Debug, Clone, Copy)]
struct End {
    number: Decimal,
    unit: Option<Unit>,
    scale: Option<Rational>,
}

impl End {
    /// Its unit without the word of scale: 人 of 万人.
    fn unscaled(&self) -> Option<Unit> {
        let unit = self.unit?;
        let scale = unit.scale.checked_div(self.scale.unwrap_or(Rational::ONE)).ok()??;
        Some(Unit { scale, ..unit })
    }

    /// With its unit; where it has none that of the other, and where it has but a scale (10万~40万吨) the rest of it.
    fn with(&self, other: &Self) -> Quantity {
        let rest = self.unit.filter(|own| own.dimension.is_number()).zip(other.unscaled());
        let unit = match rest {
            Some((own, rest)) => rest.scaled(own.scale).ok(),
            None => self.unit.or(other.unit),
        };
        Quantity { number: self.number, unit }
    }
}

fn rises(low: &Quantity, high: &Quantity) -> bool {
    in_common_unit(low, high, |_, _| false)
        .is_ok_and(|(low, high)| low.compare(high).is_ok_and(Ordering::is_le))
}

/// `5±1` is 4 to 6; `200±5%` is 190 to 210.
fn spread(reader: Reader<'_>, middle: End, width: End) -> Option<(Decimal, Decimal)> {
    let (End { number: middle, unit, .. }, End { number: width, unit: width_unit, .. }) = (middle, width);
    let is_rate = |unit: &Unit| reader.units().is_rate(unit);
    let relative =
        width_unit.filter(|width| is_rate(width) && !middle.is_zero() && !unit.as_ref().is_some_and(is_rate));
    let width = match relative {
        Some(part) => Rational::from(middle)
            .checked_mul(Rational::from(width))
            .ok()?
            .checked_mul(part.scale)
            .ok()?
            .as_decimal()?,
        None if unit.zip(width_unit).is_some_and(|(unit, width)| unit != width) => return None,
        None => width,
    };
    Some((middle.checked_sub(width)?, middle.checked_add(width)?))
}
