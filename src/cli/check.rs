//! `jixiao check`: findings only.

use super::args::{Check, CheckFormat};
use super::bulk::{self, Asked};
use super::tables::Tables;
use super::{Context, End, output};
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::load::Sources;
use crate::message::Message;
use crate::{report, say};

pub(super) fn run(arguments: &Check, context: &Context) -> std::io::Result<End> {
    let format = arguments.format.format();
    match bulk::files(&arguments.paths) {
        Ok(None) => {}
        Ok(Some(rows)) => {
            let to = (arguments.output.as_deref(), arguments.deny);
            return bulk::check(rows, &arguments.rows, format, to, context);
        }
        Err(mixture) => return Ok(output::diagnostics(context, &[*mixture], &Sources::default())),
    }
    if let Some(misplaced) = bulk::only_rows(&arguments.rows, misplaced(arguments.format)) {
        return Ok(output::diagnostics(context, &[misplaced], &Sources::default()));
    }
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let read = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.projects();
    let findings: Vec<Diagnostic> = projects.iter().flat_map(|project| project.findings.clone()).collect();
    let text = match arguments.format {
        CheckFormat::Text
        | CheckFormat::Csv
        | CheckFormat::Jsonl
        | CheckFormat::Parquet
        | CheckFormat::Arrow => {
            let colours = output::colours(&std::io::stdout());
            let mut text = human(&findings, &tables.sources, context.lang, colours);
            text.push_str(summary(&findings, projects.len()).in_lang(context.lang));
            text.push('\n');
            text
        }
        CheckFormat::Json => report::check_json(&projects, &[], context.lang)?,
        CheckFormat::Sarif => {
            let all: Vec<&Diagnostic> = tables.diagnostics.iter().chain(&findings).collect();
            report::sarif(&all, &tables.sources, context.lang)?
        }
    };
    let written = match &arguments.output {
        Some(path) => output::file(context, path, &text),
        None => output::data(&text).map(|()| End::Done)?,
    };
    let least = if arguments.deny.is_some() { Severity::Warning } else { Severity::Error };
    let found = findings.iter().any(|finding| finding.severity >= least);
    Ok(read.max(written).max(if found { End::Findings } else { End::Done }))
}

/// A format that only rows have.
const fn misplaced(format: CheckFormat) -> Option<&'static str> {
    match format {
        CheckFormat::Csv | CheckFormat::Jsonl | CheckFormat::Parquet | CheckFormat::Arrow => Some("--format"),
        _ => None,
    }
}

fn summary(findings: &[Diagnostic], projects: usize) -> Message {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    say!(
        "{projects} 个项目：错误 {errors}，警告 {warnings}，提示 {notes}",
        "{projects} projects: {errors} errors, {warnings} warnings, {notes} notes",
        projects = projects,
        errors = count(Severity::Error),
        warnings = count(Severity::Warning),
        notes = count(Severity::Note)
    )
}
