//! Projects: sums of rows and lines of funds, brought together in the order of projects.

use super::batch::{Batch, Problem, What};
use super::column::{Fund, Kind};
use super::output::Output;
use super::result_batch::{Format, Piece, ResultBatch, Values};
use super::rows::year;
use super::sorted::{Record, Sorted};
use crate::assessment::{Assessment, Claimed, Funds, Money};
use crate::assessment::{Grade, MONEY_RANGE, POINTS_RANGE};
use crate::place::Located;
use crate::policy::Policy;
use crate::scoring::{ExecutionScore, Scorecard, Sums, Total, execution_among, grade, total_of};
use crate::value::{RoundingMode, parse_figure};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::path::PathBuf;

/// A project and its year.
pub(super) type Key = (String, Option<i32>);

/// What some rows of a project add up to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Partial {
    pub project: String,
    pub year: Option<i32>,
    pub rows: u64,
    pub sums: Sums,
}

/// The line of a project in the table of projects.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ProjectRecord {
    pub project: String,
    pub year: Option<i32>,
    unit: String,
    /// In the order of [`Fund`], from `Initial` on.
    figures: [Option<Decimal>; FIGURES],
    /// Whether the project stands there more than once; the first line counts.
    pub twice: bool,
}

const FIGURES: usize = Fund::ALL.len() - Fund::Initial as usize;

pub(super) fn write_decimal(out: &mut Vec<u8>, value: Option<Decimal>) {
    out.push(u8::from(value.is_some()));
    out.extend_from_slice(&value.unwrap_or_default().serialize());
}

#[allow(clippy::option_option)] // a figure that was not there was read all the same
pub(super) fn read_decimal(bytes: &mut &[u8]) -> Option<Option<Decimal>> {
    let [there] = take(bytes)?;
    let value = Decimal::deserialize(take(bytes)?);
    Some((there == 1).then_some(value))
}

pub(super) fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

pub(super) fn write_text(out: &mut Vec<u8>, text: &str) {
    // No cell is longer than a block.
    out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn read_text(bytes: &mut &[u8]) -> Option<String> {
    let length = u32::from_le_bytes(take(bytes)?) as usize;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    String::from_utf8(text.to_vec()).ok()
}

pub(super) fn write_year(out: &mut Vec<u8>, year: Option<i32>) {
    out.extend_from_slice(&year.unwrap_or(i32::MIN).to_le_bytes());
}

#[allow(clippy::option_option)] // a year that was not there was read all the same
pub(super) fn read_year(bytes: &mut &[u8]) -> Option<Option<i32>> {
    let year = i32::from_le_bytes(take(bytes)?);
    Some(Some(year).filter(|&year| year != i32::MIN))
}

fn write_key(out: &mut Vec<u8>, project: &str, year: Option<i32>) {
    write_text(out, project);
    write_year(out, year);
}

fn read_key(bytes: &mut &[u8]) -> Option<Key> {
    Some((read_text(bytes)?, read_year(bytes)?))
}

impl Record for Partial {
    fn order(&self, other: &Self) -> Ordering {
        self.project.cmp(&other.project).then(self.year.cmp(&other.year))
    }

    fn absorb(&mut self, other: Self) -> Option<Self> {
        self.rows = self.rows.saturating_add(other.rows);
        self.sums.add(&other.sums);
        None
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_key(out, &self.project, self.year);
        out.extend_from_slice(&self.rows.to_le_bytes());
        let Sums { whole, scores, scored, missing, unscored, unknown } = self.sums;
        for sum in [whole, scores, scored, missing] {
            write_decimal(out, sum);
        }
        out.extend_from_slice(&(unscored as u64).to_le_bytes());
        out.push(u8::from(unknown));
    }

    fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let (project, year) = read_key(bytes)?;
        let rows = u64::from_le_bytes(take(bytes)?);
        let mut sum = || read_decimal(bytes);
        let [whole, scores, of_scores, missing] = [sum()?, sum()?, sum()?, sum()?];
        let unscored = usize::try_from(u64::from_le_bytes(take(bytes)?)).ok()?;
        let unknown = take(bytes)? == [1];
        Some(Self {
            project,
            year,
            rows,
            sums: Sums { whole, scores, scored: of_scores, missing, unscored, unknown },
        })
    }

    fn size(&self) -> usize {
        // The record and its text, and once more while it is sorted.
        self.project.len().saturating_mul(2).saturating_add(size_of::<Self>()).saturating_add(64)
    }
}

impl Record for ProjectRecord {
    fn order(&self, other: &Self) -> Ordering {
        self.project.cmp(&other.project).then(self.year.cmp(&other.year))
    }

    fn absorb(&mut self, _: Self) -> Option<Self> {
        self.twice = true;
        None
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_key(out, &self.project, self.year);
        write_text(out, &self.unit);
        for &figure in &self.figures {
            write_decimal(out, figure);
        }
        out.push(u8::from(self.twice));
    }

    fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let (project, year) = read_key(bytes)?;
        let unit = read_text(bytes)?;
        let mut figures = [None; FIGURES];
        for figure in &mut figures {
            *figure = read_decimal(bytes)?;
        }
        Some(Self { project, year, unit, figures, twice: take(bytes)? == [1] })
    }

    fn size(&self) -> usize {
        let texts = self.project.len().saturating_mul(2).saturating_add(self.unit.len());
        texts.saturating_add(size_of::<Self>()).saturating_add(64)
    }
}

/// A figure of a project, within the bounds that a table in YAML has to keep; its unit may stand behind it.
fn amount(fund: Fund, printed: &str, unit: &str) -> Option<Decimal> {
    let within = |bare: &str, (low, high): (i64, i64)| {
        let figure = parse_figure(bare).ok()?;
        (Decimal::from(low)..=Decimal::from(high)).contains(&figure).then_some(figure)
    };
    match fund {
        Fund::Rate => match printed.strip_suffix(['%', '％']) {
            Some(percent) => parse_figure(percent).ok().and_then(hundredth),
            // Above 1 a rate needs its %.
            None => parse_figure(printed).ok().filter(|rate| *rate <= Decimal::ONE),
        }
        .filter(|rate| *rate >= Decimal::ZERO),
        Fund::Weight | Fund::Execution | Fund::Total => {
            within(printed.strip_suffix('分').unwrap_or(printed), POINTS_RANGE)
        }
        _ => {
            let unit = if unit.is_empty() { "万元" } else { unit };
            within(printed.strip_suffix(unit).unwrap_or(printed), MONEY_RANGE)
        }
    }
}

impl ProjectRecord {
    /// The lines of a batch of the table of projects; what is no figure is reported and counts as not there.
    pub(super) fn all(batch: &Batch, default_year: Option<i32>, problems: &mut Vec<Problem>) -> Vec<Self> {
        (0..batch.rows).map(|row| Self::of(batch, row, default_year, problems)).collect()
    }

    fn of(batch: &Batch, row: usize, default_year: Option<i32>, problems: &mut Vec<Problem>) -> Self {
        let mut wrong = |column: &'static str, text: &str| {
            let text = text.chars().take(40).collect();
            problems.push(Problem { row: batch.place(row), what: What::Figure { column, text } });
        };
        let text = |fund: Fund| batch.text(fund as usize, row);
        let year = year(text(Fund::Year)).unwrap_or_else(|()| {
            wrong("year", text(Fund::Year));
            None
        });
        let mut figures = [None; FIGURES];
        let from = Fund::Initial as usize;
        for ((slot, name), &fund) in
            figures.iter_mut().zip(Kind::Projects.names().skip(from)).zip(Fund::ALL.iter().skip(from))
        {
            let printed = text(fund).trim();
            if printed.is_empty() {
                continue;
            }
            *slot = amount(fund, printed, text(Fund::Unit));
            if slot.is_none() {
                wrong(name, printed);
            }
        }
        Self {
            project: text(Fund::Project).to_owned(),
            year: year.or(default_year),
            unit: text(Fund::Unit).to_owned(),
            figures,
            twice: false,
        }
    }

    fn figure(&self, fund: Fund) -> Option<Decimal> {
        figure(&self.figures, fund)
    }

    /// The table of the project, as far as this line tells it.
    pub(super) fn table(self) -> Assessment {
        let figures = self.figures;
        let located = |fund: Fund| figure(&figures, fund).map(Located::nowhere);
        Assessment {
            project: Located::nowhere(self.project),
            year: self.year,
            funds: Funds {
                unit: Some(self.unit).filter(|unit| !unit.is_empty()),
                total: Money {
                    initial: located(Fund::Initial),
                    budget: located(Fund::Budget),
                    executed: located(Fund::Executed),
                },
                sources: Vec::new(),
                weight: located(Fund::Weight),
            },
            claimed: Claimed {
                rate: located(Fund::Rate),
                execution: located(Fund::Execution),
                total: located(Fund::Total),
                weight: None,
            },
            ..Assessment::default()
        }
    }
}

fn figure(figures: &[Option<Decimal>; FIGURES], fund: Fund) -> Option<Decimal> {
    let place = (fund as usize).checked_sub(Fund::Initial as usize)?;
    figures.get(place).copied().flatten()
}

/// 95.96 percent is 0.9596.
fn hundredth(figure: Decimal) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(figure.mantissa(), figure.scale().checked_add(2)?).ok()
}

/// What both tables know of a project.
#[derive(Debug)]
pub(super) struct Both<R> {
    pub rows: R,
    pub line: Option<ProjectRecord>,
}

/// Goes through rows and lines of projects together; lines without rows are counted and passed over.
pub(super) struct MergeJoin<R: Record> {
    rows: Sorted<R>,
    lines: Sorted<ProjectRecord>,
    line: Option<ProjectRecord>,
    /// Lines of projects that have no rows.
    pub without_rows: u64,
    /// Projects that stand twice among the lines.
    pub twice: Vec<String>,
}

impl<R: Record> MergeJoin<R> {
    pub(super) fn new(rows: Sorted<R>, lines: Sorted<ProjectRecord>) -> Self {
        Self { rows, lines, line: None, without_rows: 0, twice: Vec::new() }
    }

    /// The next record of rows.
    pub(super) fn rows(&mut self) -> &mut Sorted<R> {
        &mut self.rows
    }

    /// The line of a project; projects are asked for in their order.
    pub(super) fn line(
        &mut self,
        (project, year): (&str, Option<i32>),
    ) -> std::io::Result<Option<ProjectRecord>> {
        loop {
            let line = match self.line.take() {
                Some(line) => line,
                None => match self.lines.next()? {
                    Some(line) => line,
                    None => return Ok(None),
                },
            };
            match line.project.as_str().cmp(project).then(line.year.cmp(&year)) {
                Ordering::Less => self.without_rows = self.without_rows.saturating_add(1),
                Ordering::Equal => {
                    if line.twice && self.twice.len() < 100 {
                        self.twice.push(line.project.clone());
                    }
                    return Ok(Some(line));
                }
                Ordering::Greater => {
                    self.line = Some(line);
                    return Ok(None);
                }
            }
        }
    }

    /// Passes over the lines that are left.
    pub(super) fn finish(&mut self) -> std::io::Result<()> {
        let mut left = u64::from(self.line.take().is_some());
        while self.lines.next()?.is_some() {
            left = left.saturating_add(1);
        }
        self.without_rows = self.without_rows.saturating_add(left);
        Ok(())
    }
}

/// A project with its total.
#[derive(Debug)]
pub(super) struct Totalled {
    key: Key,
    rows: u64,
    funds: (Option<Decimal>, Option<Decimal>),
    execution: ExecutionScore,
    total: Total,
    grade: Option<Grade>,
    claimed: Option<Decimal>,
}

impl Totalled {
    /// Of a table that was scored as a whole.
    pub(super) fn of_table(table: &Assessment, card: Scorecard) -> Self {
        let value = |figure: &Option<Located<Decimal>>| figure.as_ref().map(|figure| figure.value);
        let money = &table.funds.total;
        Self {
            key: (table.project.value.clone(), table.year),
            rows: table.indicators.len() as u64,
            funds: (value(&money.budget), value(&money.executed)),
            claimed: value(&table.claimed.total),
            execution: card.execution,
            total: card.total,
            grade: card.grade,
        }
    }

    pub(super) fn of(both: Both<Partial>, policy: &Policy) -> Self {
        let Both { rows: partial, line } = both;
        let line = line.unwrap_or_default();
        let funds = (line.figure(Fund::Budget), line.figure(Fund::Executed));
        let claimed = line.figure(Fund::Total);
        let execution = execution_among(&line.table(), policy, partial.sums.whole.unwrap_or_default());
        let total = total_of(partial.sums, &execution, policy);
        Self {
            grade: grade(&total, policy),
            funds,
            claimed,
            key: (partial.project, partial.year),
            rows: partial.rows,
            execution,
            total,
        }
    }
}

/// Some projects, counted and put into the format that is wanted.
pub(super) struct Portion {
    projects: u64,
    totalled: u64,
    sum: Decimal,
    piece: Option<std::io::Result<Piece>>,
}

impl Portion {
    pub(super) fn of(all: &[Totalled], policy: &Policy, format: Option<Format>) -> Self {
        let scores = all.iter().filter_map(|one| one.total.score);
        Self {
            projects: all.len() as u64,
            totalled: scores.clone().count() as u64,
            sum: scores.fold(Decimal::ZERO, Decimal::saturating_add),
            piece: format.map(|format| frame(all, policy).encode(format)),
        }
    }
}

/// Writes the totals of projects, and counts them.
pub(super) struct Totals<'a> {
    out: Output,
    /// Where anybody wants them.
    format: Option<Format>,
    policy: &'a Policy,
    waiting: Vec<Totalled>,
    /// How many projects there are.
    pub projects: u64,
    /// How many of them have a total.
    pub totalled: u64,
    /// The sum of those totals.
    pub sum: Decimal,
}

impl<'a> Totals<'a> {
    /// How many projects are written at a time.
    pub(super) const AT_A_TIME: usize = 1 << 13;

    pub(super) fn new(to: Option<&(PathBuf, Format)>, policy: &'a Policy) -> std::io::Result<Self> {
        let (out, format) = match to {
            Some((path, format)) => (Output::file(path, *format)?, Some(*format)),
            None => (Output::nowhere(), None),
        };
        Ok(Self { out, format, policy, waiting: Vec::new(), projects: 0, totalled: 0, sum: Decimal::ZERO })
    }

    /// The format in which they are wanted, if anybody wants them.
    pub(super) const fn format(&self) -> Option<Format> {
        self.format
    }

    /// Takes the next project.
    pub(super) fn push(&mut self, one: Totalled) -> std::io::Result<()> {
        self.waiting.push(one);
        if self.waiting.len() >= Self::AT_A_TIME { self.flush() } else { Ok(()) }
    }

    /// Takes the next projects.
    pub(super) fn take(&mut self, portion: Portion) -> std::io::Result<()> {
        self.projects = self.projects.saturating_add(portion.projects);
        self.totalled = self.totalled.saturating_add(portion.totalled);
        self.sum = self.sum.saturating_add(portion.sum);
        portion.piece.map_or(Ok(()), |piece| self.out.write(piece?))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let portion = Portion::of(&self.waiting, self.policy, self.format);
        self.waiting.clear();
        self.take(portion)
    }

    /// Everything was pushed: what waits is written.
    pub(super) fn complete(&mut self) -> std::io::Result<()> {
        if self.waiting.is_empty() && !(self.format.is_some() && self.out.is_fresh()) {
            return Ok(());
        }
        self.flush()
    }

    /// The file takes its place.
    pub(super) fn finish(self) -> std::io::Result<()> {
        self.out.finish()
    }
}

/// Decimals of columns of money in a columnar file; what has more is rounded there.
const MONEY_DECIMALS: u32 = 6;

/// Projects as columns.
fn frame(projects: &[Totalled], policy: &Policy) -> ResultBatch<'static> {
    let all = |value: fn(&Totalled) -> Option<Decimal>| projects.iter().map(value).collect();
    let money = |value: fn(&Totalled) -> Option<Decimal>| Values::figures(all(value), MONEY_DECIMALS);
    let points =
        |decimals: u32, value: fn(&Totalled) -> Option<Decimal>| Values::points(all(value), decimals);
    let (total, row) = (policy.rounding.total.decimals, policy.rounding.row.decimals);
    let whole =
        |value: fn(&Totalled) -> i64| Values::Whole(projects.iter().map(|one| Some(value(one))).collect());
    let columns = vec![
        ("project", Values::Strings(projects.iter().map(|one| Some(one.key.0.clone())).collect())),
        ("year", Values::Whole(projects.iter().map(|one| one.key.1.map(i64::from)).collect())),
        ("rows", whole(|one| i64::try_from(one.rows).unwrap_or(i64::MAX))),
        ("budget", money(|one| one.funds.0)),
        ("executed", money(|one| one.funds.1)),
        (
            "execution_rate",
            Values::figures(
                all(|one| one.execution.rate.and_then(|rate| rate.round(4, RoundingMode::HalfUp).ok())),
                4,
            ),
        ),
        ("execution_weight", points(row, |one| Some(one.execution.weight))),
        ("execution_score", points(row, |one| one.execution.score)),
        ("weight", points(total.max(2), |one| Some(one.total.weight))),
        ("score", points(total, |one| one.total.score)),
        ("low", points(total, |one| one.total.low)),
        ("high", points(total, |one| one.total.high)),
        ("unscored", whole(|one| i64::try_from(one.total.unscored).unwrap_or(i64::MAX))),
        ("grade", Values::Words(projects.iter().map(|one| one.grade.map(Grade::as_str)).collect())),
        ("claimed", money(|one| one.claimed)),
        ("difference", money(|one| one.total.score.zip(one.claimed).and_then(|(a, b)| a.checked_sub(b)))),
    ];
    ResultBatch::new(projects.len(), columns)
}
