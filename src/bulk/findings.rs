//! Whole tables put together again from their rows, wherever those stood: scored and audited like any other.

use super::batch::Batch;
use super::column::{Column, Kind};
use super::output::Output;
use super::pipeline::in_order;
use super::problems::Problems;
use super::result_batch::{Piece, ResultBatch, Values};
use super::results::Columns;
use super::rows::{Numbers, Tally, count};
use super::run::{Job, Observer, Progress, RunEnd, Summary, projects, told};
use super::sorted::{Record, Sorter};
use super::source::{Chunk, Source};
use super::totals::{
    Key, MergeJoin, ProjectRecord, Totalled, Totals, read_decimal, read_text, read_year, take, write_decimal,
    write_text, write_year,
};
use crate::assessment::{Assessment, Indicator, Reason};
use crate::diagnostic::{Diagnostic, Severity};
use crate::embedded::vocabulary;
use crate::evaluation::Evaluator;
use crate::message::Lang;
use crate::place::{Located, Place, Table};
use crate::policy::Policy;
use crate::scoring::Scorecard;
use crate::shipped::shipped_policies;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A row that waits for the others of its project.
#[derive(Debug, Clone, PartialEq)]
struct Waiting {
    year: Option<i32>,
    /// Which file, and which row of it, from 1.
    file: u32,
    row: u64,
    weight: Option<Decimal>,
    claimed: Option<Decimal>,
    /// The project, and the texts in the order of [`TEXTS`], one behind the other: a million rows wait, each in one
    /// piece of memory.
    all: Box<str>,
    /// Where each of them ends.
    ends: [u32; TEXTS.len() + 1],
}

/// The texts of a row.
const TEXTS: [Column; 8] = [
    Column::Class,
    Column::Group,
    Column::Name,
    Column::Target,
    Column::Actual,
    Column::Operator,
    Column::Unit,
    Column::Reason,
];

/// The project, then [`TEXTS`].
const COLUMNS: [Column; TEXTS.len() + 1] = {
    let mut columns = [Column::Project; TEXTS.len() + 1];
    let (_, behind) = columns.split_at_mut(1);
    behind.copy_from_slice(&TEXTS);
    columns
};

impl Record for Waiting {
    fn order(&self, other: &Self) -> Ordering {
        let place = (self.year, self.file, self.row).cmp(&(other.year, other.file, other.row));
        self.project().cmp(other.project()).then(place)
    }

    fn absorb(&mut self, other: Self) -> Option<Self> {
        Some(other)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_year(out, self.year);
        out.extend_from_slice(&self.file.to_le_bytes());
        out.extend_from_slice(&self.row.to_le_bytes());
        write_decimal(out, self.weight);
        write_decimal(out, self.claimed);
        self.ends.iter().for_each(|end| out.extend_from_slice(&end.to_le_bytes()));
        write_text(out, &self.all);
    }

    fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let year = read_year(bytes)?;
        let (file, row) = (u32::from_le_bytes(take(bytes)?), u64::from_le_bytes(take(bytes)?));
        let (weight, claimed) = (read_decimal(bytes)?, read_decimal(bytes)?);
        let mut ends = [0; TEXTS.len() + 1];
        for end in &mut ends {
            *end = u32::from_le_bytes(take(bytes)?);
        }
        Some(Self { year, file, row, weight, claimed, all: read_text(bytes)?.into(), ends })
    }

    fn size(&self) -> usize {
        // The record and its texts, and once more while it is sorted.
        self.all.len().saturating_add(size_of::<Self>().saturating_mul(2)).saturating_add(16)
    }
}

impl Waiting {
    /// The rows of a batch; file and row are filled in when they are known.
    fn all(batch: &mut Batch, default_year: Option<i32>) -> Vec<Self> {
        let mut problems = std::mem::take(&mut batch.problems);
        let mut rows = Vec::with_capacity(batch.rows);
        let mut numbers = Numbers::new(batch, default_year);
        let mut together = String::new();
        for number in 0..batch.rows {
            let figures = numbers.row(number, &mut problems);
            together.clear();
            let ends = COLUMNS.map(|column| {
                together.push_str(batch.text(column as usize, number));
                // No cell is longer than a block.
                u32::try_from(together.len()).unwrap_or(u32::MAX)
            });
            rows.push(Self {
                year: figures.year,
                file: 0,
                row: batch.place(number),
                weight: figures.weight,
                claimed: figures.claimed,
                all: together.as_str().into(),
                ends,
            });
        }
        batch.problems = problems;
        rows
    }

    /// A text, by its number among [`COLUMNS`].
    fn text(&self, number: usize) -> &str {
        let end = |number: usize| self.ends.get(number).map_or(0, |&end| end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.all.get(start..end(number)).unwrap_or_default()
    }

    fn project(&self) -> &str {
        self.text(0)
    }

    fn at(&self, column: Column) -> Place {
        let row = u32::try_from(self.row).unwrap_or(u32::MAX);
        // Columns are counted from 1.
        let column = u32::try_from(column as usize).unwrap_or_default().saturating_add(1);
        Place::Cell { on: Table::Numbered(self.file), row, column }
    }

    fn indicator(&self) -> Indicator {
        let places = TEXTS.map(|column| self.at(column));
        let (whole, weight, claimed) =
            (self.at(Column::Name), self.at(Column::Weight), self.at(Column::Claimed));
        let mut texts = (1..).zip(places).map(|(number, at)| {
            let value = self.text(number);
            (!value.is_empty()).then(|| Located { value: value.to_owned(), at })
        });
        let mut next = || texts.next().flatten();
        Indicator {
            goal: None,
            class: next(),
            group: next(),
            name: next().unwrap_or_default(),
            target: next(),
            actual: next(),
            operator: next(),
            unit: next(),
            reason: next().map_or(Reason::Absent, Reason::Text),
            weight: self.weight.map(|value| Located { value, at: weight }),
            claimed: self.claimed.map(|value| Located { value, at: claimed }),
            facts: Vec::new(),
            thresholds: Vec::new(),
            at: whole,
        }
    }
}

/// All rows of a project.
struct Gathered {
    key: Key,
    line: Option<ProjectRecord>,
    rows: Vec<Waiting>,
}

impl Gathered {
    fn table(self) -> Assessment {
        let mut table = self.line.map(ProjectRecord::table).unwrap_or_default();
        let at = self.rows.first().map(|row| row.at(Column::Project)).unwrap_or_default();
        table.project = Located { value: self.key.0, at };
        table.year = self.key.1;
        table.indicators = self.rows.iter().map(Waiting::indicator).collect();
        table
    }
}

/// A project with what was found.
struct Audited {
    table: Assessment,
    card: Scorecard,
    findings: Vec<Diagnostic>,
}

/// How many rows of projects are audited at a time.
const AT_A_TIME: usize = 1 << 12;

/// The most rows that are taken for one project: a file without projects is no table.
const MOST_ROWS: usize = 100_000;

/// What became of some projects.
struct Done {
    piece: std::io::Result<Piece>,
    tally: Tally,
    findings: [u64; 3],
    totals: Vec<Totalled>,
}

/// Audits rows: all that does not hold in the tables that they are of.
///
/// # Errors
/// When a file of results or a temporary file cannot be written.
pub fn check(job: &Job<'_>, watch: &mut impl Observer) -> std::io::Result<Summary> {
    by_project(job, watch, Results::Findings)
}

/// What of a table is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Results {
    /// What does not hold.
    Findings,
    /// The rows with their scores.
    Rows,
}

/// Gathers the rows of each project, and scores and audits project by project, in the order of their names.
pub(super) fn by_project(
    job: &Job<'_>,
    watch: &mut impl Observer,
    results: Results,
) -> std::io::Result<Summary> {
    let mut summary = Summary::default();
    let lines = projects(job, &mut summary)?;
    let mut out = match &job.output {
        Some(path) => Output::file(path, job.format)?,
        None => Output::standard(),
    };
    let mut names: Vec<Arc<str>> = Vec::new();
    let rows = gather(job, watch, &mut names, &mut summary)?;
    let Some(rows) = rows.filter(|_| !summary.is_of_nothing()) else { return Ok(summary) };
    let mut joined = MergeJoin::new(rows.sorted(job.threads)?, lines.sorted(job.threads)?);
    let mut totals = Totals::new(job.totals.as_ref(), job.policy)?;
    let mut progress = Progress { rows: summary.tally.rows, bytes: u64::MAX };
    let bad = std::mem::take(&mut summary.tally).bad;
    in_order(
        job.threads,
        || next_projects(&mut joined),
        || {
            let mut evaluator = evaluator();
            let names = names.as_slice();
            move |projects: Vec<Gathered>| audited(projects, &mut evaluator, job, names, results)
        },
        |done: Done| {
            summary.tally.add(&done.tally);
            for (sum, next) in summary.findings.iter_mut().zip(done.findings) {
                *sum = sum.saturating_add(next);
            }
            out.write(done.piece?)?;
            done.totals.into_iter().try_for_each(|one| totals.push(one))?;
            progress.rows = summary.tally.rows;
            Ok(watch.look(progress).map_break(|()| summary.ended = RunEnd::Stopped))
        },
    )?;
    summary.tally.bad = bad;
    if summary.ended == RunEnd::Complete {
        totals.complete()?;
        summary.count(&totals);
        told(&mut joined, &mut summary)?;
        if out.is_fresh() {
            let nothing = audited(Vec::new(), &mut evaluator(), job, &names, results);
            out.write(nothing.piece?)?;
        }
        totals.finish()?;
        out.finish()?;
    }
    Ok(summary)
}

/// Reads all rows into a sorter; nothing when the run has ended.
fn gather(
    job: &Job<'_>,
    watch: &mut impl Observer,
    names: &mut Vec<Arc<str>>,
    summary: &mut Summary,
) -> std::io::Result<Option<Sorter<Waiting>>> {
    let mut source = Source::new(Kind::Rows, job.rows.clone(), job.encoding);
    let mut problems = Problems::new(Kind::Rows, job.max_errors);
    let mut sorter = Sorter::new(job.memory);
    let mut diagnostics = Vec::new();
    let mut progress = Progress::default();
    in_order(
        job.threads,
        || Ok(source.next()),
        || {
            |chunk: Chunk| {
                let (file, bytes) = (Arc::clone(&chunk.sheet.name), chunk.bytes);
                let mut batch = chunk.read(&[])?;
                let rows = Waiting::all(&mut batch, job.year);
                Ok((file, bytes, batch, rows))
            }
        },
        |read: Result<_, Box<Diagnostic>>| {
            let (name, bytes, batch, rows) = match read {
                Ok(read) => read,
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    return Ok(ControlFlow::Continue(()));
                }
            };
            let before = problems.before(&name);
            if names.last() != Some(&name) {
                names.push(Arc::clone(&name));
            }
            let file = u32::try_from(names.len()).unwrap_or(u32::MAX);
            for row in rows {
                let number = row.row.saturating_add(before).saturating_add(1);
                sorter.push(Waiting { file, row: number, ..row })?;
            }
            summary.tally.rows = summary.tally.rows.saturating_add(batch.rows as u64);
            progress.rows = summary.tally.rows;
            progress.bytes = progress.bytes.saturating_add(bytes);
            problems.take_keys(&name, batch.keys);
            if !problems.take(&name, batch.seen, &batch.problems) {
                summary.ended = RunEnd::TooManyErrors;
                return Ok(ControlFlow::Break(()));
            }
            Ok(watch.look(progress).map_break(|()| summary.ended = RunEnd::Stopped))
        },
    )?;
    summary.tally.bad = problems.count;
    summary.problems = summary.problems.saturating_add(problems.count);
    summary.diagnostics.append(&mut source.diagnostics);
    summary.diagnostics.append(&mut diagnostics);
    summary.diagnostics.extend(problems.told());
    Ok((summary.ended == RunEnd::Complete).then_some(sorter))
}

/// The next projects, some thousand rows of them.
fn next_projects(joined: &mut MergeJoin<Waiting>) -> std::io::Result<Option<Vec<Gathered>>> {
    let mut projects: Vec<Gathered> = Vec::new();
    let mut taken = 0_usize;
    loop {
        let of_last = match (joined.rows().peek(), projects.last()) {
            (Some(next), Some(last)) => {
                last.key.0 == next.project() && last.key.1 == next.year && last.rows.len() < MOST_ROWS
            }
            _ => false,
        };
        if taken >= AT_A_TIME && !of_last {
            return Ok(Some(projects));
        }
        let Some(row) = joined.rows().next()? else {
            return Ok(Some(projects).filter(|projects| !projects.is_empty()));
        };
        taken = taken.saturating_add(1);
        if let Some(last) = projects.last_mut().filter(|_| of_last) {
            last.rows.push(row);
        } else {
            let key = (row.project().to_owned(), row.year);
            let line = joined.line((&key.0, key.1))?;
            projects.push(Gathered { key, line, rows: vec![row] });
        }
    }
}

/// One that tells, as it does of single tables, which other policy gives a score.
fn evaluator<'p>() -> Evaluator<'p> {
    Evaluator::new(vocabulary()).with_others(shipped_policies())
}

fn audited<'p>(
    projects: Vec<Gathered>,
    evaluator: &mut Evaluator<'p>,
    job: &Job<'p>,
    names: &[Arc<str>],
    results: Results,
) -> Done {
    let policy = job.policy;
    let mut done =
        Done { piece: Ok(Piece::nothing()), tally: Tally::default(), findings: [0; 3], totals: Vec::new() };
    let mut all = Vec::with_capacity(projects.len());
    for project in projects {
        let table = project.table();
        let (card, findings) = match results {
            Results::Findings => {
                let evaluation = evaluator.table(&table, policy);
                (evaluation.scorecard, evaluation.findings)
            }
            Results::Rows => (evaluator.scores(&table, policy), Vec::new()),
        };
        for (indicator, row) in table.indicators.iter().zip(&card.rows) {
            let claimed = indicator.claimed.as_ref().map(|claimed| claimed.value);
            let difference = row.score.zip(claimed).and_then(|(score, claimed)| score.checked_sub(claimed));
            count(&mut done.tally, row.status, difference, policy);
        }
        for finding in &findings {
            let [errors, warnings, notes] = &mut done.findings;
            let sum = match finding.severity {
                Severity::Error => errors,
                Severity::Warning => warnings,
                Severity::Note => notes,
            };
            *sum = sum.saturating_add(1);
        }
        all.push(Audited { table, card, findings });
    }
    done.piece = match results {
        Results::Findings => findings_frame(&all, names, job.lang).encode(job.format),
        Results::Rows => rows_frame(&all, policy).encode(job.format),
    };
    done.totals = all.into_iter().map(|one| Totalled::of_table(&one.table, one.card)).collect();
    done
}

/// Findings as columns.
fn findings_frame<'a>(all: &'a [Audited], names: &'a [Arc<str>], lang: Lang) -> ResultBatch<'a> {
    let found: Vec<(&Audited, &Diagnostic)> =
        all.iter().flat_map(|one| one.findings.iter().map(move |finding| (one, finding))).collect();
    let place = |finding: &Diagnostic| match finding.at {
        Place::Cell { on: Table::Numbered(file), row, .. } => {
            let file = usize::try_from(file).ok().and_then(|file| names.get(file.checked_sub(1)?));
            file.map(|file| (file.as_ref(), i64::from(row)))
        }
        _ => None,
    };
    let severity = |finding: &Diagnostic| match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let notes = |finding: &Diagnostic| {
        let notes: Vec<&str> = finding.notes.iter().map(|note| note.in_lang(lang)).collect();
        (!notes.is_empty()).then(|| notes.join("; "))
    };
    let words = |word: &dyn Fn(&'a Audited, &'a Diagnostic) -> Option<&'a str>| {
        Values::Words(found.iter().map(|(one, finding)| word(one, finding)).collect())
    };
    let columns = vec![
        ("project", words(&|one, _| Some(one.table.project.value.as_str()))),
        ("year", Values::Whole(found.iter().map(|(one, _)| one.table.year.map(i64::from)).collect())),
        (
            "file",
            Values::Words(found.iter().map(|(_, finding)| place(finding).map(|(file, _)| file)).collect()),
        ),
        ("row", Values::Whole(found.iter().map(|(_, finding)| place(finding).map(|(_, row)| row)).collect())),
        ("code", words(&|_, finding| Some(finding.code.as_str()))),
        ("severity", words(&|_, finding| Some(severity(finding)))),
        ("message", words(&|_, finding| Some(finding.title.in_lang(lang)))),
        ("notes", Values::Strings(found.iter().map(|(_, finding)| notes(finding)).collect())),
    ];
    ResultBatch::new(found.len(), columns)
}

/// Rows of whole tables as columns: the same as those of rows that are scored one by one.
fn rows_frame<'a>(all: &'a [Audited], policy: &'a Policy) -> ResultBatch<'a> {
    let rows: Vec<_> = all
        .iter()
        .flat_map(|one| {
            one.table.indicators.iter().zip(&one.card.rows).map(move |(row, score)| (one, row, score))
        })
        .collect();
    let text = |cell: &'a Option<Located<String>>| cell.as_ref().map(|cell| cell.value.as_str());
    let decimal = |cell: &Option<Located<Decimal>>| cell.as_ref().map(|cell| cell.value.to_string());
    let mut columns: Vec<(&'static str, Values<'a>)> = Vec::new();
    for (&column, name) in Column::ALL.iter().zip(Kind::Rows.names()) {
        let values = match column {
            Column::Year => {
                Values::Strings(rows.iter().map(|(one, ..)| one.table.year.map(|y| y.to_string())).collect())
            }
            Column::Weight => Values::Strings(rows.iter().map(|(_, row, _)| decimal(&row.weight)).collect()),
            Column::Claimed => {
                Values::Strings(rows.iter().map(|(_, row, _)| decimal(&row.claimed)).collect())
            }
            _ => Values::Words(
                rows.iter()
                    .map(|&(one, row, _)| match column {
                        Column::Project => Some(one.table.project.value.as_str()),
                        Column::Class => text(&row.class),
                        Column::Group => text(&row.group),
                        Column::Name => Some(row.name.value.as_str()),
                        Column::Target => text(&row.target),
                        Column::Actual => text(&row.actual),
                        Column::Operator => text(&row.operator),
                        Column::Unit => text(&row.unit),
                        _ => match &row.reason {
                            Reason::Text(reason) => Some(reason.value.as_str()),
                            _ => None,
                        },
                    })
                    .collect(),
            ),
        };
        columns.push((name, values));
    }
    let mut results = Columns::new(policy, rows.len());
    for (_, row, score) in &rows {
        results.push(&score.outcome(), row.claimed.as_ref().map(|claimed| claimed.value));
    }
    columns.extend(results.columns());
    ResultBatch::new(rows.len(), columns)
}
