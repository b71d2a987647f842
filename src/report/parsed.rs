//! What a cell says, for programs: one object a line.

use crate::cell::Reading;
use crate::message::Lang;
use crate::value::Quantity;
use rust_decimal::Decimal;
use serde::Serialize;

/// A cell as it was read. Every key is always there; what does not apply is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParsedCell<'a> {
    text: &'a str,
    kind: &'static str,
    op: Option<&'static str>,
    value: Option<Decimal>,
    unit: Option<String>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    date: Option<String>,
    at: Option<usize>,
    expected: Option<String>,
}

impl<'a> ParsedCell<'a> {
    /// The reading of a text; `year` completes a day that has none.
    pub fn new(text: &'a str, reading: &Reading, year: Option<i32>, lang: Lang) -> Self {
        let kind = match reading {
            Reading::Quantity { .. } => "quantity",
            Reading::Interval { .. } => "interval",
            Reading::Deadline { .. } => "deadline",
            Reading::Quality(_) => "quality",
            Reading::Blank => "blank",
            Reading::Unreadable(_) => "unreadable",
        };
        let mut cell = Self {
            text,
            kind,
            op: reading.op().map(crate::cell::Op::as_str),
            value: reading.number(),
            unit: None,
            low: None,
            high: None,
            date: None,
            at: None,
            expected: None,
        };
        match reading {
            Reading::Quantity { face, .. } => cell.unit.clone_from(&face.unit),
            Reading::Interval { low: Quantity { number: low, .. }, high, face, .. } => {
                cell.low = Some(*low);
                cell.high = Some(high.number);
                cell.unit.clone_from(&face.unit);
            }
            Reading::Deadline { deadline, .. } => {
                cell.date = deadline.in_year(year).ok().map(|days| days.last.to_string());
            }
            Reading::Unreadable(stop) => {
                cell.at = Some(stop.at);
                cell.expected = Some(stop.expected.message().in_lang(lang).to_owned());
            }
            Reading::Quality(_) | Reading::Blank => {}
        }
        cell
    }
}
