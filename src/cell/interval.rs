//! Intervals: from the parse tree to two bounds.

use super::Op;
use super::grammar::Rule;
use super::reader::{Reader, Stop, figure, operator};
use super::reading::{Expected, Face, Reading};
use crate::value::{Exact, Quantity, Unit, in_common_unit};
use pest::iterators::Pair;
use rust_decimal::Decimal;
use std::cmp::Ordering;

pub(super) fn interval(reader: Reader<'_>, cell: Pair<'_, Rule>) -> Result<Reading, Stop> {
    let mut face = Face::default();
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
    let mut numbers: Vec<(Decimal, Option<Unit>)> = Vec::with_capacity(2);
    let mut included = Vec::with_capacity(2);
    let mut falls = Vec::with_capacity(2);
    for part in shape.into_inner() {
        match part.as_rule() {
            Rule::number | Rule::plain => numbers.push((figure(&part)?, None)),
            Rule::unit => {
                let unit = reader.unit(&part, &mut face)?;
                if let Some(last) = numbers.last_mut() {
                    last.1 = unit;
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
            Rule::below => included.push(part.as_str() == "<="),
            Rule::open => included.push(part.as_str() == "["),
            Rule::close => included.push(part.as_str() == "]"),
            _ => {}
        }
    }
    let [(first, first_unit), (second, second_unit)] = numbers.as_slice() else {
        return Err(Stop { byte: start, expected: Expected::RisingInterval });
    };
    let quantity = |number, unit: Option<Unit>| Quantity { number, unit };
    let (mut low, mut high) =
        (quantity(*first, first_unit.or(*second_unit)), quantity(*second, second_unit.or(*first_unit)));
    let (mut low_in, mut high_in) =
        (included.first().copied().unwrap_or(true), included.get(1).copied().unwrap_or(true));
    if kind == Rule::both_ends {
        match falls.as_slice() {
            [false, true] => {}
            [true, false] => {
                std::mem::swap(&mut low, &mut high);
                std::mem::swap(&mut low_in, &mut high_in);
            }
            _ => return Err(Stop { byte: start, expected: Expected::RisingInterval }),
        }
    }
    if kind == Rule::spread {
        let Some((bottom, top)) = spread(*first, *first_unit, *second, *second_unit) else {
            return Err(Stop { byte: start, expected: Expected::ShorterNumber });
        };
        low = quantity(bottom, first_unit.or(*second_unit));
        high = quantity(top, first_unit.or(*second_unit));
    }
    let rising = in_common_unit(&low, &high, |_, _| false)
        .is_ok_and(|(low, high)| low.compare(high).is_ok_and(Ordering::is_le));
    if !rising {
        return Err(Stop { byte: start, expected: Expected::RisingInterval });
    }
    Ok(Reading::Interval { low, low_included: low_in, high, high_included: high_in, face })
}

/// `5±1` is 4 to 6; `200±5%` is 190 to 210.
fn spread(
    middle: Decimal,
    unit: Option<Unit>,
    width: Decimal,
    width_unit: Option<Unit>,
) -> Option<(Decimal, Decimal)> {
    let relative =
        width_unit.filter(|width_unit| unit.is_none_or(|unit| unit.dimension != width_unit.dimension));
    let width = match relative {
        Some(part) if unit.is_some() => {
            Exact::from(middle).times(Exact::from(width)).ok()?.times(part.scale).ok()?.as_decimal()?
        }
        _ => width,
    };
    Some((middle.checked_sub(width)?, middle.checked_add(width)?))
}
