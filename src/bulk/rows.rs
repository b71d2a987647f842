//! A batch of rows, scored.

use super::batch::{Batch, Problem, Texts, What};
use super::column::Column;
use super::frame::{Frame, Values};
use super::totals::Partial;
use crate::policy::Policy;
use crate::scoring::{Outcome, Row, Scorer, Status, Sums, Unscored};
use crate::value::parse_figure;
use rust_decimal::Decimal;

/// Decimals of the column of differences in a columnar file.
pub(super) const DIFFERENCE_DECIMALS: u32 = 6;

/// How many rows of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that were scored or said why not.
    pub rows: u64,
    /// Rows with a score.
    pub scored: u64,
    /// Rows that do not apply.
    pub not_applicable: u64,
    /// Rows that cannot be scored.
    pub cannot_score: u64,
    /// Rows whose printed score is further off than the policy tolerates.
    pub differing: u64,
    /// Rows of which something could not be read.
    pub bad: u64,
}

impl Tally {
    /// Adds the rows of another.
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, next) in [
            (&mut self.rows, other.rows),
            (&mut self.scored, other.scored),
            (&mut self.not_applicable, other.not_applicable),
            (&mut self.cannot_score, other.cannot_score),
            (&mut self.differing, other.differing),
            (&mut self.bad, other.bad),
        ] {
            *sum = sum.saturating_add(next);
        }
    }
}

/// The figures of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    pub year: Option<i32>,
    pub weight: Option<Decimal>,
    pub claimed: Option<Decimal>,
}

/// What came of a batch.
pub(super) struct Scored {
    pub batch: Batch,
    pub outcomes: Vec<Outcome>,
    pub differences: Vec<Option<Decimal>>,
    pub partials: Vec<Partial>,
    pub tally: Tally,
}

/// Points as a table has them: from 0 to 1000, 分 may stand behind them.
fn points(text: &str) -> Result<Option<Decimal>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let bare = text.trim().trim_end_matches('分');
    parse_figure(bare)
        .ok()
        .filter(|figure| (Decimal::ZERO..=Decimal::ONE_THOUSAND).contains(figure))
        .map(Some)
        .ok_or(())
}

/// A year as a table has it.
pub(super) fn year(text: &str) -> Result<Option<i32>, ()> {
    let bare = text.trim().trim_end_matches("年度").trim_end_matches('年');
    if bare.is_empty() {
        return Ok(None);
    }
    bare.parse().ok().filter(|year| (1949..=2100).contains(year)).map(Some).ok_or(())
}

/// The figures of a row; what is none is reported and counts as not there.
pub(super) fn figures(
    batch: &Batch,
    row: usize,
    default_year: Option<i32>,
    problems: &mut Vec<Problem>,
) -> Figures {
    let mut wrong = |column: &'static str, text: &str| {
        let text = text.chars().take(40).collect();
        problems.push(Problem { row: batch.place(row), what: What::Figure { column, text } });
    };
    let of = |column: Column| batch.text(column as usize, row);
    let mut figure = |column, name| {
        points(of(column)).unwrap_or_else(|()| {
            wrong(name, of(column));
            None
        })
    };
    let (weight, claimed) = (figure(Column::Weight, "weight"), figure(Column::Claimed, "claimed"));
    let year = year(of(Column::Year)).unwrap_or_else(|()| {
        wrong("year", of(Column::Year));
        None
    });
    Figures { year: year.or(default_year), weight, claimed }
}

/// A row of a batch as the engine sees it.
pub(super) fn row(batch: &Batch, row: usize, figures: Figures) -> Row<'_> {
    let text = |column: Column| batch.text(column as usize, row);
    let some = |column: Column| Some(text(column)).filter(|text| !text.is_empty());
    Row {
        class: some(Column::Class),
        group: some(Column::Group),
        name: some(Column::Name),
        target: text(Column::Target),
        actual: text(Column::Actual),
        operator: some(Column::Operator),
        unit: some(Column::Unit),
        weight: figures.weight,
        claimed: figures.claimed,
        year: figures.year,
        ..Row::default()
    }
}

/// Scores a batch.
pub(super) fn score(mut batch: Batch, scorer: &mut Scorer<'_>, default_year: Option<i32>) -> Scored {
    let policy = scorer.policy();
    let mut problems = std::mem::take(&mut batch.problems);
    let mut outcomes = Vec::with_capacity(batch.rows);
    let mut differences = Vec::with_capacity(batch.rows);
    let mut partials: Vec<Partial> = Vec::new();
    let mut tally = Tally::default();
    for number in 0..batch.rows {
        let figures = figures(&batch, number, default_year, &mut problems);
        let outcome = scorer.score(&row(&batch, number, figures));
        let difference = match (outcome.score, figures.claimed) {
            (Some(score), Some(claimed)) => score.checked_sub(claimed),
            _ => None,
        };
        count(&mut tally, outcome.status, difference, policy);
        let project = batch.text(Column::Project as usize, number);
        let same = partials.last().is_some_and(|last| last.year == figures.year && last.project == project);
        if !same {
            partials.push(Partial::new(project, figures.year));
        }
        if let Some(partial) = partials.last_mut() {
            partial.rows = partial.rows.saturating_add(1);
            partial.sums.row(outcome.status, figures.weight, outcome.score, policy);
        }
        outcomes.push(outcome);
        differences.push(difference);
    }
    let mut bad: Vec<u64> = problems.iter().map(|problem| problem.row).collect();
    bad.sort_unstable();
    bad.dedup();
    tally.bad = bad.len() as u64;
    batch.problems = problems;
    Scored { batch, outcomes, differences, partials, tally }
}

pub(super) fn count(tally: &mut Tally, status: Status, difference: Option<Decimal>, policy: &Policy) {
    let of_kind = match status {
        Status::NotApplicable => &mut tally.not_applicable,
        Status::CannotScore => &mut tally.cannot_score,
        _ => &mut tally.scored,
    };
    *of_kind = of_kind.saturating_add(1);
    tally.rows = tally.rows.saturating_add(1);
    if difference.is_some_and(|difference| difference.abs() > policy.tolerance.score) {
        tally.differing = tally.differing.saturating_add(1);
    }
}

impl Scored {
    /// The rows with what came of them: the columns that were read, then the results.
    pub(super) fn frame<'a>(&'a self, policy: &'a Policy) -> Frame<'a> {
        // Files of one run may have different columns; the output has all that are known.
        static NONE: Texts = Texts::Own { ends: Vec::new(), text: String::new() };
        let texts = |place: usize| self.batch.columns.get(place).and_then(Option::as_deref).unwrap_or(&NONE);
        let names = super::column::Kind::Rows.names().enumerate();
        let mut columns: Vec<(&'static str, Values<'a>)> =
            names.map(|(place, name)| (name, Values::Texts(texts(place)))).collect();
        let rule = |outcome: &Outcome| {
            outcome.rule.and_then(|rule| policy.rules.get(rule)).map(|rule| rule.id.value.as_str())
        };
        let outcomes = &self.outcomes;
        columns.extend([
            (
                "score",
                Values::Decimals {
                    values: outcomes.iter().map(|outcome| outcome.score).collect(),
                    decimals: policy.rounding.row.decimals,
                },
            ),
            ("status", Values::Words(outcomes.iter().map(|outcome| Some(outcome.status.as_str())).collect())),
            (
                "reason_code",
                Values::Words(
                    outcomes.iter().map(|outcome| outcome.unscored.map(Unscored::as_str)).collect(),
                ),
            ),
            ("rule", Values::Words(outcomes.iter().map(rule).collect())),
            (
                "difference",
                Values::Decimals { values: self.differences.clone(), decimals: DIFFERENCE_DECIMALS },
            ),
        ]);
        Frame { rows: self.batch.rows, columns }
    }
}

impl Partial {
    fn new(project: &str, year: Option<i32>) -> Self {
        Self { project: project.to_owned(), year, rows: 0, sums: Sums::default() }
    }
}
