//! One row that several units have.

use super::mean::Weighted;
use crate::assessment::{Indicator, Reason};
use crate::cell::Op;
use crate::cell::{Notation, Reader, Reading};
use crate::place::Located;
use crate::scoring::{MeanOfScores, RowScore, Unscored};
use crate::value::{Quantity, Rational, RoundingMode};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;

/// Decimals with which a mean is written into the table.
const DECIMALS: u32 = 6;

/// What was done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combined {
    /// Only one unit has it: it stands as it is.
    Alone,
    /// Targets and actuals were added.
    Added,
    /// Means of targets and actuals were taken, weighted by budget.
    Averaged,
    /// Its values cannot be brought together: the mean of its scores, weighted by budget.
    MeanOfScores(Uncombined),
}

/// Why values cannot be brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncombined {
    /// They are words, days, intervals, blank or unreadable.
    NotNumbers,
    /// The operators are not the same.
    Operators,
    /// The units of measure do not go together.
    Units,
    /// A budget is missing to weigh by.
    NoFunds,
}

/// A row of one of the units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Having<'a> {
    pub row: &'a Indicator,
    pub score: &'a RowScore,
    pub budget: Option<Decimal>,
}

/// A row with how it came about.
pub(super) struct Combination {
    pub row: Indicator,
    pub how: Combined,
}

pub(super) fn combine(having: &[Having<'_>], vocabulary: &Vocabulary) -> Combination {
    let first = having.first().map(|having| having.row.clone()).unwrap_or_default();
    if having.len() < 2 {
        return Combination { row: first, how: Combined::Alone };
    }
    let bare = Indicator { claimed: None, reason: Reason::Absent, ..first };
    match values(having, vocabulary) {
        Ok((target, actual, how)) => {
            let row = Indicator {
                target: Some(Located::nowhere(target)),
                actual: Some(Located::nowhere(actual)),
                ..bare
            };
            Combination { row, how }
        }
        Err(why) => {
            // One unit's words are shown only where they are everybody's.
            let shared = |cell: fn(&Indicator) -> Option<&Located<String>>| {
                let text = |row| cell(row).map(|cell| cell.value.as_str());
                having.iter().all(|one| text(one.row) == text(&bare))
            };
            let target = bare.target.clone().filter(|_| shared(|row| row.target.as_ref()));
            let actual = bare.actual.clone().filter(|_| shared(|row| row.actual.as_ref()));
            Combination { row: Indicator { target, actual, ..bare }, how: Combined::MeanOfScores(why) }
        }
    }
}

/// Target and actual of all, as they are written into the table.
fn values(having: &[Having<'_>], vocabulary: &Vocabulary) -> Result<(String, String, Combined), Uncombined> {
    let rows: Vec<(Number, Number, Option<Decimal>)> = having
        .iter()
        .map(|having| {
            let column = having.row.unit.as_ref().map(|unit| unit.value.as_str());
            let number = |cell: Option<&Located<String>>| Number::of(&cell?.value, column, vocabulary);
            let target = number(having.row.target.as_ref());
            let actual = number(having.row.actual.as_ref());
            target
                .zip(actual)
                .map(|(target, actual)| (target, actual, having.budget))
                .ok_or(Uncombined::NotNumbers)
        })
        .collect::<Result<_, _>>()?;
    let Some((first, _, _)) = rows.first() else { return Err(Uncombined::NotNumbers) };
    let operator = |having: &Having<'_>| having.row.operator.as_ref().map(|operator| operator.value.clone());
    let operators = having.iter().map(operator);
    let mut printed = rows.iter().map(|(target, _, _)| target.op).zip(operators);
    let of_first = printed.next();
    if printed.any(|next| Some(&next) != of_first.as_ref()) {
        return Err(Uncombined::Operators);
    }
    let all = rows.iter().map(|(target, actual, budget)| {
        let here = |number: &Number| number.within(first, vocabulary);
        Ok((here(target)?, here(actual)?, *budget))
    });
    let all: Vec<(Rational, Rational, Option<Decimal>)> = all.collect::<Result<_, Uncombined>>()?;
    let adds_up = first.quantity.unit.is_none_or(|unit| vocabulary.units.adds_up(unit));
    let together = |value: fn(&(Rational, Rational, Option<Decimal>)) -> Rational| {
        if adds_up {
            all.iter()
                .try_fold(Rational::ZERO, |sum, row| sum.checked_add(value(row)).ok())
                .ok_or(Uncombined::Units)
        } else {
            let mut mean = Weighted::default();
            for row in &all {
                mean.add(row.2, Some(value(row)));
            }
            mean.mean().ok_or(Uncombined::NoFunds)
        }
    };
    let written = |value: Rational| {
        let number = value.round(DECIMALS, RoundingMode::HalfUp).map_err(|_| Uncombined::Units)?.normalize();
        Ok(format!("{number}{}", first.face.unit.as_deref().unwrap_or_default()))
    };
    let target = format!("{}{}", first.op.map_or("", Op::as_str), written(together(|row| row.0)?)?);
    let actual = written(together(|row| row.1)?)?;
    Ok((target, actual, if adds_up { Combined::Added } else { Combined::Averaged }))
}

/// A number of a cell.
struct Number {
    op: Option<Op>,
    quantity: Quantity,
    face: Notation,
}

impl Number {
    /// Reads a cell, with the unit of a column of its own where the text has none.
    fn of(text: &str, column: Option<&str>, vocabulary: &Vocabulary) -> Option<Self> {
        let reader = Reader::new(vocabulary);
        let number = |text: &str| {
            let reading = match reader.read(text) {
                Reading::Deadline { .. } => reader.read_as_number(text)?,
                reading => reading,
            };
            match reading {
                // A rise or fall is a change of something, and changes of several somethings are no change of one.
                Reading::Quantity { op, quantity, face } if face.change.is_none() => {
                    Some(Self { op, quantity, face })
                }
                _ => None,
            }
        };
        let bare = number(text)?;
        match column {
            Some(column) if bare.quantity.unit.is_none() => number(&format!("{text}{column}")).or(Some(bare)),
            _ => Some(bare),
        }
    }

    /// The number in the unit of another.
    fn within(&self, other: &Self, vocabulary: &Vocabulary) -> Result<Rational, Uncombined> {
        let common = vocabulary.units.in_common_unit(&other.quantity, &self.quantity);
        let (left, right) = common.map_err(|_| Uncombined::Units)?;
        // Where both had to be turned into plain numbers, the unit of the other no longer holds.
        if left == Rational::from(other.quantity.number) { Ok(right) } else { Err(Uncombined::Units) }
    }
}

/// The mean of the shares of the weight that the units have.
///
/// # Errors
/// Where a unit has no score, no weight, or no budget to weigh by.
pub(super) fn mean_of_scores(having: &[Having<'_>]) -> Result<MeanOfScores, Unscored> {
    let weight_of =
        |row: &Indicator| row.weight.as_ref().map(|weight| weight.value).ok_or(Unscored::NoWeight);
    let mut mean = Weighted::default();
    let mut shares = Vec::with_capacity(having.len());
    for Having { row, score, budget } in having {
        let weight = weight_of(row)?;
        let score = score.score.ok_or_else(|| score.unscored.unwrap_or(Unscored::NoActual))?;
        let share = Rational::from(score).checked_div(Rational::from(weight))?.ok_or(Unscored::NoWeight)?;
        mean.add(*budget, Some(share));
        shares.push((budget.ok_or(Unscored::NoFunds)?, share));
    }
    let weight = weight_of(having.first().ok_or(Unscored::NoActual)?.row)?;
    Ok(MeanOfScores { shares, mean: mean.mean().ok_or(Unscored::NoFunds)?, weight })
}
