//! `jixiao score` and `jixiao check` of rows: which files are rows, what is said while they are read.

use super::args::{Deny, Rows};
use super::conflict::conflict;
use super::{Context, End, output};
use crate::bulk::{self, Format, Job, Observer, Progress, RunEnd, Summary};
use crate::diagnostic::{Code, Diagnostic, Problems, Severity};
use crate::evaluation::DEFAULT_POLICY;
use crate::files::{Disk, read_policy};
use crate::input::{Members, Store, is_document};
use crate::message::Message;
use crate::policy::Policy;
use crate::say;
use crate::sources::{Sources, is_yaml};
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The format of rows that a `--format` names: nothing where it is left to the files, the name of one that is of
/// tables alone as an error.
pub(super) fn asked(format: &impl ValueEnum) -> Result<Option<Format>, String> {
    let name = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    match Format::named(&name) {
        Some(format) => Ok(Some(format)),
        None if name == "text" => Ok(None),
        None => Err(name),
    }
}

/// Files of rows.
pub(super) struct Files {
    paths: Vec<PathBuf>,
    /// What could not be entered among them.
    diagnostics: Vec<Diagnostic>,
}

/// The files of rows among paths: nothing where the paths are tables. A mixture is no order that can be carried out.
pub(super) fn files(paths: &[PathBuf]) -> Result<Option<Files>, Box<Diagnostic>> {
    let mut rows = Vec::new();
    let mut diagnostics = Vec::new();
    let mut tables = None;
    for path in paths {
        if path.is_dir() {
            let Members { files: inside, failures } = Disk.members(path);
            let others = inside.iter().any(|file| is_yaml(file) || is_document(file));
            let mut found: Vec<PathBuf> =
                inside.into_iter().filter(|file| Format::of(file).is_some()).collect();
            // A folder of tables stays one, whatever results were written into it.
            if others || found.is_empty() {
                found.clear();
                tables.get_or_insert_with(|| path.clone());
            }
            if !found.is_empty() {
                diagnostics.extend(failures.iter().map(|(path, failure)| failure.diagnostic(path)));
            }
            rows.append(&mut found);
        } else if Format::of(path).is_some() {
            rows.push(path.clone());
        } else {
            tables.get_or_insert_with(|| path.clone());
        }
    }
    match (rows.first(), tables) {
        (None, _) => Ok(None),
        (Some(_), None) => Ok(Some(Files { paths: rows, diagnostics })),
        (Some(row), Some(table)) => {
            let title = say!(
                "{row} 是指标行，{table} 是自评表：请分两次计算",
                "{row} holds rows and {table} is a table: score them separately",
                row = row.display(),
                table = table.display()
            );
            Err(Box::new(Diagnostic::new(Code::Usage, title)))
        }
    }
}

/// Says that an option is of use with rows alone.
pub(super) fn only_rows(arguments: &Rows, format: Option<&'static str>) -> Option<Diagnostic> {
    let option = arguments.given().or(format)?;
    let title = say!(
        "{option} 只用于指标行（.csv .jsonl .parquet .arrow）",
        "{option} applies only to rows (.csv .jsonl .parquet .arrow)"
    );
    Some(Diagnostic::new(Code::Usage, title))
}

/// Scores rows.
pub(super) fn score(
    rows: Files,
    arguments: &Rows,
    format: Result<Option<Format>, String>,
    to: Option<&Path>,
    context: &Context,
) -> std::io::Result<End> {
    run(rows, arguments, format, to, context, bulk::score).map(|(end, _)| end)
}

/// Checks rows.
pub(super) fn check(
    rows: Files,
    arguments: &Rows,
    format: Result<Option<Format>, String>,
    (to, deny): (Option<&Path>, Option<Deny>),
    context: &Context,
) -> std::io::Result<End> {
    let (end, findings) = run(rows, arguments, format, to, context, bulk::check)?;
    let [errors, warnings, _] = findings;
    let found = errors > 0 || (deny.is_some() && warnings > 0);
    Ok(end.max(if found { End::Findings } else { End::Done }))
}

fn run(
    rows: Files,
    arguments: &Rows,
    format: Result<Option<Format>, String>,
    to: Option<&Path>,
    context: &Context,
    work: impl FnOnce(&Job<'_>, &mut Terminal) -> std::io::Result<Summary>,
) -> std::io::Result<(End, [u64; 3])> {
    let said = |diagnostic: Diagnostic| {
        output::diagnostics(context, &[diagnostic], &Sources::default());
        Ok((End::Problems, [0; 3]))
    };
    let format = match (format, to) {
        (Err(format), _) => return said(no_format(&format)),
        (Ok(Some(format)), _) => format,
        (Ok(None), Some(path)) => match Format::of(path) {
            Some(format) => format,
            None => return said(unknown_output(path)),
        },
        (Ok(None), None) => Format::Csv,
    };
    if format.is_columnar() && to.is_none() {
        let title =
            say!("Parquet 和 Arrow 须写入文件：加 `-o`", "Parquet and Arrow are written to a file: add `-o`");
        return said(Diagnostic::new(Code::Usage, title));
    }
    let totals = match &arguments.totals {
        Some(path) => match Format::of(path) {
            Some(format) => Some((path.clone(), format)),
            None => return said(unknown_output(path)),
        },
        None => None,
    };
    let policy = context.policy().unwrap_or(DEFAULT_POLICY);
    let inputs: Vec<&Path> = rows
        .paths
        .iter()
        .chain(&arguments.projects)
        .map(PathBuf::as_path)
        .chain([Path::new(policy)])
        .collect();
    let outputs: Vec<&Path> = to.into_iter().chain(arguments.totals.as_deref()).collect();
    if let Some(conflict) = conflict(&inputs, &outputs) {
        return said(conflict);
    }
    let formats = std::iter::once(format).chain(totals.as_ref().map(|(_, format)| *format));
    if let Some(unavailable) = formats.into_iter().find_map(Format::unavailable) {
        return said(unavailable);
    }
    let found = read_policy(policy, None, context.read);
    let unread = output::diagnostics(context, &rows.diagnostics, &Sources::default());
    let end = unread.max(output::diagnostics(context, &found.diagnostics, &found.sources));
    let broken = Problems::has_errors(&found.diagnostics);
    let Some(policy) = found.policy.filter(|_| !broken) else { return Ok((End::Problems, [0; 3])) };
    let job = Job {
        policy: &policy,
        lang: context.lang,
        encoding: context.read.encoding,
        year: context.read.year,
        threads: arguments.threads.unwrap_or_else(cores),
        memory: arguments.memory.saturating_mul(1 << 20),
        max_errors: arguments.max_errors,
        output: to.map(Path::to_path_buf),
        projects: arguments.projects.clone(),
        rows: rows.paths,
        format,
        totals,
    };
    let mut watch = Terminal::new(&job, context);
    let ran = work(&job, &mut watch);
    watch.clear();
    match ran {
        Ok(summary) => {
            Ok((end.max(told(&summary, &policy, watch.started.elapsed(), context)), summary.findings))
        }
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(error),
        Err(error) => {
            let title = say!("无法写出结果：{error}", "the results cannot be written: {error}");
            said(Diagnostic::new(Code::CannotWrite, title))
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn no_format(format: &str) -> Diagnostic {
    let title = say!("指标行不能输出为 {format}", "rows cannot be written as {format}");
    let help = say!("可用的格式：csv、jsonl、parquet、arrow", "formats of rows: csv, jsonl, parquet, arrow");
    Diagnostic::new(Code::Usage, title).help(help)
}

fn unknown_output(path: &Path) -> Diagnostic {
    let title = say!(
        "{path} 应以 .csv、.jsonl、.parquet 或 .arrow 结尾，或用 `--format` 指明格式",
        "{path} should end in .csv, .jsonl, .parquet or .arrow, or `--format` should name the format",
        path = path.display()
    );
    Diagnostic::new(Code::Usage, title)
}

/// Says what the run found.
fn told(summary: &Summary, policy: &Policy, took: Duration, context: &Context) -> End {
    let mut end = output::diagnostics(context, &summary.diagnostics, &Sources::default());
    let shown = summary.diagnostics.iter().filter(|one| one.severity == Severity::Error).count() as u64;
    if summary.problems > shown {
        let more = say!("……共 {n} 处\n", "… such problems in all: {n}\n", n = summary.problems);
        output::say(context, more.in_lang(context.lang));
    }
    if summary.problems > 0 {
        end = End::Problems;
    }
    let last = match summary.ended {
        RunEnd::Complete => figures(summary, policy, took),
        RunEnd::Stopped => {
            end = End::Problems;
            say!("已中断，未写出任何文件", "interrupted: no file was written")
        }
        RunEnd::TooManyErrors => {
            end = End::Problems;
            say!(
                "问题行数超过 `--max-errors`，未写出任何文件",
                "more problem rows than `--max-errors`: no file was written"
            )
        }
    };
    output::say(context, &format!("{}\n", last.in_lang(context.lang)));
    end
}

/// The summary in one line.
fn figures(summary: &Summary, policy: &Policy, took: Duration) -> Message {
    let tally = &summary.tally;
    let mean = rust_decimal::Decimal::from(summary.totalled);
    let mean = summary.sum.checked_div(mean).map(|mean| format!("{:.2}", mean.round_dp(2)));
    let mean = mean.unwrap_or_else(|| "—".to_owned());
    let seconds = took.as_secs_f64();
    let [errors, warnings, notes] = summary.findings;
    let (fz, fe) = if summary.findings == [0; 3] {
        Default::default()
    } else {
        (
            format!("；错误 {errors}，警告 {warnings}，提示 {notes}"),
            format!("; {errors} errors, {warnings} warnings, {notes} notes"),
        )
    };
    say!(
        "{rows} 行（{policy}）：计分 {scored}，不适用 {na}，无法计分 {cannot}，与自评得分不一致 \
         {differing}，有问题的行 {bad}；{projects} 个项目，{totalled} 个有总分，平均 {mean}{fz}；\
         {seconds} 秒",
        "rows {rows} ({policy}): scored {scored}, not applicable {na}, cannot be scored {cannot}, \
         different from the self-assessed score {differing}, problem rows {bad}; projects {projects}, \
         with a total {totalled}, mean {mean}{fe}; {seconds} s",
        rows = tally.rows,
        policy = policy.id.value,
        scored = tally.scored,
        na = tally.not_applicable,
        cannot = tally.cannot_score,
        differing = tally.differing,
        bad = tally.bad,
        projects = summary.projects,
        totalled = summary.totalled,
        seconds = format!("{seconds:.1}")
    )
}

/// Shows on a terminal how far the run is, and ends it when the user does.
struct Terminal {
    started: Instant,
    shown: Option<Instant>,
    whole: u64,
    visible: bool,
    lang: crate::message::Lang,
    stop: Arc<AtomicBool>,
}

impl Terminal {
    fn new(job: &Job<'_>, context: &Context) -> Self {
        let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |file| file.len());
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        // Without a handler the run ends at once, and a temporary file stays behind: a pity, no more.
        // A run that waits for its input is ended by being told twice.
        let _ = ctrlc::set_handler(move || {
            if told.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
        Self {
            started: Instant::now(),
            shown: None,
            whole: job.rows.iter().map(size).fold(0, u64::saturating_add),
            visible: !context.quiet && std::io::stderr().is_terminal(),
            lang: context.lang,
            stop,
        }
    }

    fn clear(&self) {
        if self.visible && self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl Observer for Terminal {
    #[allow(clippy::cast_precision_loss)] // a rate for people
    fn look(&mut self, progress: Progress) -> ControlFlow<()> {
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        let due = self.shown.is_none_or(|shown| shown.elapsed() > Duration::from_millis(200));
        if self.visible && due {
            self.shown = Some(Instant::now());
            let seconds = self.started.elapsed().as_secs_f64();
            let rate = progress.rows as f64 / seconds / 1e6;
            let part = (progress.bytes as f64 / self.whole.max(1) as f64).min(1.0);
            let left = if part > 0.0 { seconds / part - seconds } else { 0.0 };
            // How long a pipe is nobody knows.
            let line = if self.whole == 0 {
                say!(
                    "{rows} 行，每秒 {rate} 百万行",
                    "rows {rows}, {rate} million rows per second",
                    rows = progress.rows,
                    rate = format!("{rate:.2}")
                )
            } else {
                say!(
                    "{rows} 行，{part}%，每秒 {rate} 百万行，剩余 {left} 秒",
                    "rows {rows}, {part}%, {rate} million rows per second, {left} s left",
                    rows = progress.rows,
                    part = format!("{:.0}", part * 100.0),
                    rate = format!("{rate:.2}"),
                    left = format!("{left:.0}")
                )
            };
            let _ = write!(std::io::stderr(), "\r\x1b[K{}", line.in_lang(self.lang));
        }
        ControlFlow::Continue(())
    }
}
