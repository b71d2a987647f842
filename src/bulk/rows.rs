//! A batch of rows, scored.

use super::batch::{Batch, Problem, Texts, What};
use super::column::Column;
use super::memoized::Memoized;
use super::result_batch::{Format, Piece, ResultBatch, Values};
use super::results::Columns;
use super::totals::Partial;
use crate::assessment::YEARS;
use crate::cell::{MemoKey, Named, Op};
use crate::policy::Policy;
use crate::scoring::{LabelId, Outcome, Row, RowLookup, Scorer, Status, Sums};
use crate::value::{is_no_number, parse_figure};
use rust_decimal::Decimal;

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
pub(super) struct Scored<'p> {
    batch: Batch,
    results: Columns<'p>,
    /// How many rows the file had here.
    pub seen: u64,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
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
    // Programs that hold a column of years as binary numbers write 2024.0.
    let year = parse_figure(bare).ok().filter(|year| year.fract().is_zero());
    let year = year.and_then(|year| i32::try_from(year.trunc()).ok());
    year.filter(|year| YEARS.contains(year)).map(Some).ok_or(())
}

/// The columns of figures of a batch; what is no figure is reported and counts as not there.
pub(super) struct Numbers<'b> {
    batch: &'b Batch,
    default_year: Option<i32>,
    year: Memoized<'b, Result<Option<i32>, ()>>,
    weight: Memoized<'b, Result<Option<Decimal>, ()>>,
    claimed: Memoized<'b, Result<Option<Decimal>, ()>>,
}

impl<'b> Numbers<'b> {
    pub(super) fn new(batch: &'b Batch, default_year: Option<i32>) -> Self {
        let of = |column| batch.column(column as usize);
        Self {
            batch,
            default_year,
            year: Memoized::of(of(Column::Year)),
            weight: Memoized::of(of(Column::Weight)),
            claimed: Memoized::of(of(Column::Claimed)),
        }
    }

    /// The figures of a row.
    pub(super) fn row(&mut self, row: usize, problems: &mut Vec<Problem>) -> Figures {
        let (weight, claimed) = (self.weight.get(row, points), self.claimed.get(row, points));
        let year = self.year.get(row, year);
        let mut wrong = |column: Column, name| {
            let text = self.batch.text(column as usize, row).chars().take(40).collect();
            problems.push(Problem { row: self.batch.place(row), what: What::Figure { column: name, text } });
        };
        if weight.is_err() {
            wrong(Column::Weight, "weight");
        }
        if claimed.is_err() {
            wrong(Column::Claimed, "claimed");
        }
        if year.is_err() {
            wrong(Column::Year, "year");
        }
        for (column, name) in [(Column::Target, "target"), (Column::Actual, "actual")] {
            if is_no_number(self.batch.text(column as usize, row)) {
                wrong(column, name);
            }
        }
        Figures {
            year: year.ok().flatten().or(self.default_year),
            weight: weight.ok().flatten(),
            claimed: claimed.ok().flatten(),
        }
    }
}

/// The columns of texts of a batch, looked up.
struct Lookups<'b> {
    unit: Option<&'b Texts>,
    target: Memoized<'b, MemoKey>,
    actual: Memoized<'b, Option<MemoKey>>,
    class: Memoized<'b, Option<LabelId>>,
    group: Memoized<'b, Option<LabelId>>,
    operator: Memoized<'b, Option<Op>>,
    name: Option<Memoized<'b, Named>>,
}

/// A text that is there.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl<'b> Lookups<'b> {
    fn new(batch: &'b Batch) -> Self {
        let of = |column| batch.column(column as usize);
        Self {
            unit: of(Column::Unit),
            target: Memoized::of(of(Column::Target)),
            actual: Memoized::of(of(Column::Actual)),
            class: Memoized::of(of(Column::Class)),
            group: Memoized::of(of(Column::Group)),
            operator: Memoized::of(of(Column::Operator)),
            name: of(Column::Name).map(|names| Memoized::of(Some(names))),
        }
    }

    fn row(&mut self, row: usize, name: Option<&str>, scorer: &mut Scorer<'_>) -> RowLookup {
        // A name that ends with a bracket may hold a unit.
        let name = name.filter(|name| name.ends_with([')', '）']));
        let target = match (self.unit, name) {
            (None, None) => self.target.get(row, |text| scorer.target(text, None, None)),
            (unit, name) => {
                let unit = unit.and_then(|unit| some(unit.get(row)));
                scorer.target(self.target.text(row), unit, name)
            }
        };
        let operator = self.operator.get(row, |text| some(text).and_then(|text| scorer.operator(text)));
        let name = match &mut self.name {
            Some(names) if scorer.is_open(target, operator) => names.get(row, |text| scorer.name(text)),
            _ => Named::default(),
        };
        RowLookup {
            target,
            actual: self.actual.get(row, |text| scorer.actual(text)),
            class: self.class.get(row, |text| some(text).map(|text| scorer.class(text))),
            group: self.group.get(row, |text| some(text).map(|text| scorer.group(text))),
            operator,
            name,
        }
    }
}

/// Which columns scores hang on.
pub(super) fn needed() -> Vec<bool> {
    Column::ALL.iter().map(|column| !matches!(column, Column::Reason)).collect()
}

/// Scores a batch.
pub(super) fn score<'p>(mut batch: Batch, scorer: &mut Scorer<'p>, default_year: Option<i32>) -> Scored<'p> {
    let policy = scorer.policy();
    let mut problems = std::mem::take(&mut batch.problems);
    let mut results = Columns::new(policy, batch.rows);
    let mut partials = Partials::new(&batch);
    let mut tally = Tally::default();
    let mut numbers = Numbers::new(&batch, default_year);
    let mut lookups = Lookups::new(&batch);
    let names = batch.column(Column::Name as usize);
    scorer.make_room();
    for number in 0..batch.rows {
        let Figures { year, weight, claimed } = numbers.row(number, &mut problems);
        let name = names.and_then(|names| some(names.get(number)));
        let looked = lookups.row(number, name, scorer);
        let outcome = scorer.score_looked(&Row { name, weight, claimed, year, ..Row::default() }, looked);
        let difference = results.push(&outcome, claimed);
        count(&mut tally, outcome.status, difference, policy);
        partials.add(number, year, weight, &outcome, policy);
    }
    let mut bad: Vec<u64> = problems.iter().map(|problem| problem.row).collect();
    bad.sort_unstable();
    bad.dedup();
    tally.bad = bad.len() as u64;
    let partials = partials.sorted();
    Scored { seen: batch.seen, batch, problems, results, partials, tally }
}

/// What projects add up to, as their rows come.
struct Partials<'b> {
    projects: Option<&'b Texts>,
    parts: Vec<ProjectSubtotal<'b>>,
    /// The row that was the last.
    last: usize,
}

/// What some rows of a project add up to.
struct ProjectSubtotal<'b> {
    project: &'b str,
    year: Option<i32>,
    rows: u64,
    sums: Sums,
}

impl<'b> Partials<'b> {
    fn new(batch: &'b Batch) -> Self {
        Self { projects: batch.column(Column::Project as usize), parts: Vec::new(), last: 0 }
    }

    /// Adds a row.
    fn add(
        &mut self,
        row: usize,
        year: Option<i32>,
        weight: Option<Decimal>,
        outcome: &Outcome,
        policy: &Policy,
    ) {
        let last = std::mem::replace(&mut self.last, row);
        let same = self.projects.is_none_or(|projects| projects.same(last, row))
            && self.parts.last().is_some_and(|part| part.year == year);
        if !same {
            let project = self.projects.map(|projects| projects.get(row)).unwrap_or_default();
            self.parts.push(ProjectSubtotal { project, year, rows: 0, sums: Sums::default() });
        }
        if let Some(part) = self.parts.last_mut() {
            part.rows = part.rows.saturating_add(1);
            part.sums.row(outcome.status, weight, outcome.score, policy);
        }
    }

    /// In the order of projects, each once. Their names are copied in that order too: they lie together then, and
    /// whoever compares them again need not look for them all over the memory.
    fn sorted(mut self) -> Vec<Partial> {
        self.parts.sort_by(|a, b| a.project.cmp(b.project).then(a.year.cmp(&b.year)));
        let mut partials: Vec<Partial> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            match partials.last_mut() {
                Some(last) if last.project == part.project && last.year == part.year => {
                    last.rows = last.rows.saturating_add(part.rows);
                    last.sums.add(&part.sums);
                }
                _ => partials.push(Partial {
                    project: part.project.to_owned(),
                    year: part.year,
                    rows: part.rows,
                    sums: part.sums,
                }),
            }
        }
        partials
    }
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

impl Scored<'_> {
    /// The rows with what came of them, in a format: the columns that were read, then the results.
    pub(super) fn encode(self, format: Format) -> std::io::Result<Piece> {
        // Files of one run may have different columns; the output has all that are known.
        static NONE: Texts = Texts::Own { ends: Vec::new(), text: String::new() };
        let texts = |place: usize| {
            #[cfg(feature = "columnar")]
            if self.batch.carried.as_ref().is_some_and(|origin| origin.has(place)) {
                return Values::Carried(place);
            }
            Values::Texts(self.batch.column(place).unwrap_or(&NONE))
        };
        let names = super::column::Kind::Rows.names().enumerate();
        let mut columns: Vec<(&'static str, Values<'_>)> =
            names.map(|(place, name)| (name, texts(place))).collect();
        columns.extend(self.results.columns());
        let frame = ResultBatch {
            #[cfg(feature = "columnar")]
            origin: self.batch.carried.as_ref(),
            ..ResultBatch::new(self.batch.rows, columns)
        };
        frame.encode(format)
    }
}
