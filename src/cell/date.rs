//! Deadlines: from the parse tree to year, months and days.

use super::Op;
use super::grammar::Rule;
use super::numeral;
use super::quantity::operator;
use super::reader::{Stop, stop};
use super::reading::{Expected, Reading};
use crate::value::{DateProblem, Deadline};
use pest::iterators::Pair;
use rust_decimal::prelude::ToPrimitive;

/// What one date of a cell says.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    year: Option<i32>,
    year_offset: i8,
    months: Option<(u8, u8)>,
    days: Option<(u8, u8)>,
    last_third: bool,
    end_only: bool,
}

pub(super) fn deadline(cell: &Pair<'_, Rule>) -> Result<Reading, Stop> {
    let mut op = None;
    let mut parts = Parts::default();
    for part in cell.clone().into_inner() {
        match part.as_rule() {
            Rule::operator => op = operator(&part),
            Rule::date => parts = date(part)?,
            Rule::date_span => parts = span(part)?,
            Rule::date_tail => {
                parts.end_only = true;
                if part.into_inner().any(|tail| tail.as_rule() == Rule::before) {
                    op = op.or(Some(Op::AtMost));
                }
            }
            Rule::date_after => op = op.or(Some(Op::AtLeast)),
            _ => {}
        }
    }
    let deadline = parts.deadline();
    // A day that no year has (2月30日), or that its own year does not have, is no date.
    let tried = deadline.in_year(deadline.year.or(Some(2024)));
    if tried == Err(DateProblem::NoSuchDay) {
        return stop(&last_number(cell), Expected::Day);
    }
    Ok(Reading::Deadline { op, deadline })
}

fn last_number<'i>(cell: &Pair<'i, Rule>) -> Pair<'i, Rule> {
    cell.clone()
        .into_inner()
        .flatten()
        .filter(|pair| matches!(pair.as_rule(), Rule::day | Rule::month))
        .last()
        .unwrap_or_else(|| cell.clone())
}

/// From one date to another: the last one counts, and lends its year and month to what the first left out.
fn span(pair: Pair<'_, Rule>) -> Result<Parts, Stop> {
    let mut dates = Vec::with_capacity(2);
    for part in pair.into_inner() {
        if matches!(part.as_rule(), Rule::date | Rule::dotted) {
            dates.push(date(part)?);
        }
    }
    let last = dates.last().copied().unwrap_or_default();
    let first = dates.first().copied().unwrap_or_default();
    Ok(Parts { year: last.year.or(first.year), year_offset: last.year_offset, end_only: true, ..last })
}

fn date(pair: Pair<'_, Rule>) -> Result<Parts, Stop> {
    let mut parts = Parts::default();
    for part in pair.into_inner().flatten() {
        match part.as_rule() {
            Rule::year => parts.year = part.as_str().parse().ok(),
            Rule::short_year => {
                parts.year = part.as_str().parse::<i32>().ok().and_then(|year| year.checked_add(2000));
            }
            Rule::next_year => parts.year_offset = 1,
            Rule::last_year => parts.year_offset = -1,
            Rule::month | Rule::two_digit_month | Rule::one_digit_month => {
                let month = within(&part, 12, Expected::Month)?;
                // A second month makes it a range.
                parts.months = Some((parts.months.map_or(month, |(first, _)| first), month));
            }
            Rule::day => {
                let day = within(&part, 31, Expected::Day)?;
                parts.days = Some((day, day));
            }
            Rule::quarter => {
                let last = match part.as_str() {
                    "一" | "1" => 3,
                    "二" | "2" => 6,
                    "三" | "3" => 9,
                    _ => 12,
                };
                parts.months = Some((u8::saturating_sub(last, 2), last));
            }
            Rule::first_half => parts.months = Some((1, 6)),
            Rule::second_half => parts.months = Some((7, 12)),
            Rule::ten_days => match part.as_str() {
                "下旬" => parts.last_third = true,
                "中旬" => parts.days = Some((11, 20)),
                _ => parts.days = Some((1, 10)),
            },
            Rule::year_end_word => parts.end_only = part.as_str() != "全年",
            _ => {}
        }
    }
    Ok(parts)
}

fn within(pair: &Pair<'_, Rule>, most: u8, expected: Expected) -> Result<u8, Stop> {
    let figure =
        pair.as_str().parse().or_else(|_| numeral::value(pair.as_str()).and_then(|n| n.to_u8()).ok_or(()));
    match figure {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => stop(pair, expected),
    }
}

impl Parts {
    fn deadline(self) -> Deadline {
        Deadline {
            year: self.year,
            year_offset: self.year_offset,
            months: self.months.unwrap_or((1, 12)),
            days: self.days,
            from_day: if self.last_third { 21 } else { 1 },
            end_only: self.end_only,
        }
    }
}
