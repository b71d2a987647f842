//! Text against table: the goals and reasons of a table, figure by figure, against its funds and rows.
//!
//! Precision goes first. A figure is held against a row only where the words leave no doubt which row is meant, or
//! where the figure stands nowhere else in the table.

mod calculation;
mod label;
mod money;
mod names;
mod narrative;
mod reasons;
mod rows;
mod sums;

use super::Audit;
use crate::assessment::Indicator;
use crate::cell::{Mention, Notation, Reading};
use crate::diagnostic::RowId;
use crate::scoring::RowScore;
use crate::value::Quantity;
use label::core;
use narrative::{Narrative, Side, agrees};
pub(super) use sums::{is_near, shown};

/// A row as a text is held against it.
struct Row<'a> {
    id: RowId,
    indicator: &'a Indicator,
    core: String,
    target: Option<(Quantity, Notation)>,
    actual: Option<(Quantity, Notation)>,
}

impl Row<'_> {
    const fn cell(&self, side: Side) -> Option<&(Quantity, Notation)> {
        match side {
            Side::Expected => self.target.as_ref(),
            Side::Achieved => self.actual.as_ref(),
        }
    }

    /// What is printed in the cell.
    fn printed(&self, side: Side) -> &str {
        let cell = match side {
            Side::Expected => &self.indicator.target,
            Side::Achieved => &self.indicator.actual,
        };
        cell.as_ref().map_or("", |cell| cell.value.trim_start_matches(['=', '＝', ' ']))
    }
}

/// Tables with more rows than this are no self-evaluation of one project; their text is not held against rows.
const MOST_ROWS: usize = 500;

impl Audit<'_> {
    pub(super) fn text(&mut self) {
        let goals = &self.assessment.goals;
        let sides = [(Side::Expected, &goals.expected), (Side::Achieved, &goals.achieved)];
        let rows: Vec<Row<'_>> = self.rows().take(MOST_ROWS).map(row).collect();
        let mut texts: Vec<Narrative<'_>> = sides
            .into_iter()
            .filter_map(|(side, text)| Some(Narrative::new(side, text.as_ref()?, self.vocabulary)))
            .collect();
        for told in &mut texts {
            self.calculations(told);
            self.against_rows(told, &rows);
            self.foreign(told, &rows);
            self.listed_sums(told);
            self.against_funds(told);
            self.names(told, &rows);
        }
        self.unit_costs(&texts, &rows);
        self.reason_figures(&rows);
    }

    /// Whether a quantity stands anywhere in the funds or the rows.
    fn stands_in_table(&self, quantity: &Quantity, rows: &[Row<'_>]) -> bool {
        let same = |other: &Quantity| {
            narrative::comparable(quantity, other, &self.vocabulary.units)
                && agrees(quantity, other, &self.vocabulary.units) == Some(true)
        };
        self.amounts().iter().any(same)
            || rows.iter().flat_map(|row| [&row.target, &row.actual]).flatten().any(|(cell, _)| same(cell))
    }

    /// All amounts of the funds block, in its unit.
    fn amounts(&self) -> Vec<Quantity> {
        let unit = self.money_unit();
        let lines = std::iter::once(&self.assessment.funds.total)
            .chain(self.assessment.funds.sources.iter().map(|line| &line.money));
        lines
            .flat_map(|money| [&money.initial, &money.budget, &money.executed])
            .flatten()
            .map(|amount| Quantity { number: amount.value, unit })
            .collect()
    }
}

fn row<'a>((id, indicator, score): (RowId, &'a Indicator, &RowScore)) -> Row<'a> {
    let (target, actual) = (quantity(&score.facts.target), quantity(&score.facts.actual));
    Row { id, indicator, core: core(&indicator.name.value), target, actual }
}

fn quantity(reading: &Reading) -> Option<(Quantity, Notation)> {
    match reading {
        Reading::Quantity { quantity, face, .. } => Some((*quantity, face.clone())),
        _ => None,
    }
}

/// Whether a mention is one exact figure of its own, and no part of a calculation.
fn is_plain(mention: &Mention) -> bool {
    !mention.approximate
        && mention.joined.is_none()
        && mention.bracket.is_none()
        && mention.quantity.unit.is_some()
}
