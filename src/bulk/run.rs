//! A run from files to files.

use super::batch::{Batch, Problem};
use super::column::Kind;
use super::findings::{Results, by_project};
use super::output::Output;
use super::pipeline::in_order;
use super::problems::Problems;
use super::result_batch::{Format, Piece};
use super::rows::{Tally, needed, score as score_batch};
use super::sorted::{Record, Sorter};
use super::source::{Chunk, Source};
use super::totals::{Both, MergeJoin, Partial, Portion, ProjectRecord, Totalled, Totals};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::embedded::vocabulary;
use crate::input::Encoding;
use crate::message::Lang;
use crate::policy::Policy;
use crate::say;
use crate::scoring::Scorer;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::mem::take;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be done.
#[derive(Debug)]
pub struct Job<'a> {
    /// Files of indicator rows.
    pub rows: Vec<PathBuf>,
    /// Files of projects with their funds.
    pub projects: Vec<PathBuf>,
    /// The policy of all of them.
    pub policy: &'a Policy,
    /// The encoding of CSV files.
    pub encoding: Encoding,
    /// The year of rows and projects that have none.
    pub year: Option<i32>,
    /// The language of findings.
    pub lang: Lang,
    /// How many threads work.
    pub threads: usize,
    /// How many bytes projects may take in memory before they are put into temporary files.
    pub memory: usize,
    /// More bad rows than this end the run; nothing is written then.
    pub max_errors: Option<u64>,
    /// Where rows (of `check`: findings) go; standard output where nothing is said.
    pub output: Option<PathBuf>,
    /// Their format.
    pub format: Format,
    /// Where the totals of projects go.
    pub totals: Option<(PathBuf, Format)>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows so far.
    pub rows: u64,
    /// Bytes of the files of rows so far.
    pub bytes: u64,
}

/// Whoever looks on: is told how far the run is, and may end it.
pub trait Observer {
    /// Takes note; `Break` ends the run, and nothing is written.
    fn look(&mut self, progress: Progress) -> ControlFlow<()>;
}

impl Observer for () {
    fn look(&mut self, _: Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunEnd {
    /// Everything was read and written.
    #[default]
    Complete,
    /// It was told to stop; nothing was written.
    Stopped,
    /// There were too many bad rows; nothing was written.
    TooManyErrors,
}

/// What a run found, in figures.
#[derive(Debug, Default)]
pub struct Summary {
    /// How it ended.
    pub ended: RunEnd,
    /// The rows.
    pub tally: Tally,
    /// Projects among the rows.
    pub projects: u64,
    /// Projects with a total.
    pub totalled: u64,
    /// The sum of those totals.
    pub sum: Decimal,
    /// Findings of `check`: errors, warnings, notes.
    pub findings: [u64; 3],
    /// What is wrong with files and rows; of rows only the first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many problems of rows there are in all.
    pub problems: u64,
}

/// A batch of rows that was scored and put into its format.
struct Done {
    file: Arc<str>,
    bytes: u64,
    seen: u64,
    keys: HashMap<String, Option<usize>>,
    problems: Vec<Problem>,
    partials: Vec<Partial>,
    tally: Tally,
    piece: Option<std::io::Result<Piece>>,
}

/// Scores rows, and totals projects.
///
/// Rows come out in the order in which they stand. Under a policy whose rules look beyond their row (at funds, at
/// other rows) they come out project by project, in the order of the names of projects.
///
/// # Errors
/// When a file of results or a temporary file cannot be written. Files that cannot be read, and bad rows, are
/// diagnostics of the summary; the rest goes on.
pub fn score(job: &Job<'_>, watch: &mut impl Observer) -> std::io::Result<Summary> {
    if job.policy.looks_beyond_rows() {
        return by_project(job, watch, Results::Rows);
    }
    if let Some(summary) = by_row(job, watch, job.format == Format::Parquet)? {
        return Ok(summary);
    }
    by_row(job, watch, false).map(Option::unwrap_or_default)
}

/// Scores rows as they come, with columns carried over where that is wanted; nothing where they cannot be, since some
/// rows of a row group cannot be read.
fn by_row(job: &Job<'_>, watch: &mut impl Observer, carry: bool) -> std::io::Result<Option<Summary>> {
    let mut summary = Summary::default();
    let lines = projects(job, &mut summary)?;
    let mut out = match &job.output {
        Some(path) => Output::file(path, job.format)?,
        None => Output::standard(),
    };
    let mut source = Source::new(Kind::Rows, job.rows.clone(), job.encoding);
    if carry {
        source.carry();
    }
    let needed = &needed();
    let mut problems = Problems::new(Kind::Rows, job.max_errors);
    let mut partials = Sorter::new(job.memory);
    let mut progress = Progress::default();
    let mut diagnostics = Vec::new();
    let mut torn = false;
    in_order(
        job.threads,
        || Ok(source.next()),
        || {
            let mut engine = Scorer::new(job.policy, vocabulary());
            move |chunk: Chunk| {
                let (file, bytes) = (Arc::clone(&chunk.sheet.name), chunk.bytes);
                let needs_others = chunk.needs_others();
                let mut batch = chunk.read(needed).map_err(|diagnostic| (diagnostic, needs_others))?;
                let keys = take(&mut batch.keys);
                let mut scored = score_batch(batch, &mut engine, job.year);
                let (seen, tally) = (scored.seen, scored.tally);
                let (problems, partials) = (take(&mut scored.problems), take(&mut scored.partials));
                let piece = (tally.rows > 0).then(|| scored.encode(job.format));
                Ok(Done { file, bytes, seen, keys, problems, partials, tally, piece })
            }
        },
        |done: Result<Done, (Box<Diagnostic>, bool)>| {
            let Done { file, bytes, seen, keys, problems: found, partials: sums, tally, piece } = match done {
                Ok(done) => done,
                Err((_, true)) => {
                    torn = true;
                    return Ok(ControlFlow::Break(()));
                }
                Err((diagnostic, false)) => {
                    diagnostics.push(*diagnostic);
                    return Ok(ControlFlow::Continue(()));
                }
            };
            if let Some(piece) = piece {
                out.write(piece?)?;
            }
            sums.into_iter().try_for_each(|partial| partials.push(partial))?;
            summary.tally.add(&tally);
            progress.rows = summary.tally.rows;
            progress.bytes = progress.bytes.saturating_add(bytes);
            problems.take_keys(&file, keys);
            if !problems.take(&file, seen, &found) {
                summary.ended = RunEnd::TooManyErrors;
                return Ok(ControlFlow::Break(()));
            }
            Ok(watch.look(progress).map_break(|()| summary.ended = RunEnd::Stopped))
        },
    )?;
    if torn {
        return Ok(None);
    }
    summary.problems = summary.problems.saturating_add(problems.count);
    summary.diagnostics.append(&mut source.diagnostics);
    summary.diagnostics.append(&mut diagnostics);
    summary.diagnostics.extend(problems.told());
    if summary.ended != RunEnd::Complete || summary.is_of_nothing() {
        return Ok(Some(summary));
    }
    if out.is_fresh() {
        let nothing = score_batch(Batch::default(), &mut Scorer::new(job.policy, vocabulary()), None);
        out.write(nothing.encode(job.format)?)?;
    }
    let complete = std::thread::scope(|scope| {
        // The disk is slow: projects are totalled meanwhile.
        let complete = scope.spawn(|| out.complete());
        total(job, MergeJoin::new(partials.sorted(job.threads)?, lines.sorted(job.threads)?), &mut summary)?;
        complete.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    complete.take_place()?;
    Ok(Some(summary))
}

/// Reads the tables of projects.
pub(super) fn projects(job: &Job<'_>, summary: &mut Summary) -> std::io::Result<Sorter<ProjectRecord>> {
    let mut lines = Sorter::new(job.memory);
    let mut source = Source::new(Kind::Projects, job.projects.clone(), job.encoding);
    let mut problems = Problems::new(Kind::Projects, None);
    while let Some(chunk) = source.next() {
        let sheet = Arc::clone(&chunk.sheet);
        match chunk.read(&[]) {
            Ok(mut batch) => {
                let mut found = take(&mut batch.problems);
                problems.take_keys(&sheet.name, take(&mut batch.keys));
                for line in ProjectRecord::all(&batch, job.year, &mut found) {
                    lines.push(line)?;
                }
                problems.take(&sheet.name, batch.seen, &found);
            }
            Err(diagnostic) => summary.diagnostics.push(*diagnostic),
        }
    }
    summary.problems = summary.problems.saturating_add(problems.count);
    summary.diagnostics.append(&mut source.diagnostics);
    summary.diagnostics.extend(problems.told());
    Ok(lines)
}

/// Brings projects and funds together, and writes the totals where they are wanted.
fn total(job: &Job<'_>, mut joined: MergeJoin<Partial>, summary: &mut Summary) -> std::io::Result<()> {
    let mut totals = Totals::new(job.totals.as_ref(), job.policy)?;
    let (policy, format) = (job.policy, totals.format());
    in_order(
        job.threads,
        || some_projects(&mut joined),
        || {
            |projects: Vec<Both<Partial>>| {
                let all: Vec<Totalled> =
                    projects.into_iter().map(|both| Totalled::of(both, policy)).collect();
                Portion::of(&all, policy, format)
            }
        },
        |portion| totals.take(portion).map(ControlFlow::Continue),
    )?;
    totals.complete()?;
    summary.count(&totals);
    told(&mut joined, summary)?;
    totals.finish()
}

/// The next projects, as many as are written at a time.
fn some_projects(joined: &mut MergeJoin<Partial>) -> std::io::Result<Option<Vec<Both<Partial>>>> {
    let mut projects = Vec::with_capacity(Totals::AT_A_TIME);
    while projects.len() < Totals::AT_A_TIME
        && let Some(rows) = joined.rows().next()?
    {
        let line = joined.line((&rows.project, rows.year))?;
        projects.push(Both { rows, line });
    }
    Ok(Some(projects).filter(|projects| !projects.is_empty()))
}

impl Summary {
    /// Whether nothing could be read: old results are not replaced by none then.
    pub(super) fn is_of_nothing(&self) -> bool {
        self.tally.rows == 0 && self.diagnostics.iter().any(|one| one.severity == Severity::Error)
    }

    pub(super) const fn count(&mut self, totals: &Totals<'_>) {
        self.projects = totals.projects;
        self.totalled = totals.totalled;
        self.sum = totals.sum;
    }
}

/// Says what did not come together.
pub(super) fn told<R: Record>(joined: &mut MergeJoin<R>, summary: &mut Summary) -> std::io::Result<()> {
    joined.finish()?;
    for project in &joined.twice {
        let title = say!(
            "项目表中“{project}”不止一行：采用第一行",
            "“{project}” appears more than once in the table of projects: the first line counts"
        );
        summary.diagnostics.push(Diagnostic::new(Code::DuplicateKey, title));
    }
    if joined.without_rows > 0 {
        let title = say!(
            "项目表中没有指标行的项目：{n} 个",
            "projects of the table of projects without rows: {n}",
            n = joined.without_rows
        );
        let mut note = Diagnostic::new(Code::NotFound, title);
        note.severity = Severity::Note;
        summary.diagnostics.push(note);
    }
    Ok(())
}
