//! `jixiao score`: recompute.

use super::args::{Score, ScoreFormat};
use super::bulk::{self, Asked};
use super::tables::Tables;
use super::{Context, End, output};
use crate::load::Sources;
use crate::report;

pub(super) fn run(arguments: &Score, context: &Context) -> std::io::Result<End> {
    let format = arguments.format.format();
    match bulk::files(&arguments.paths) {
        Ok(None) => {}
        Ok(Some(rows)) => {
            return bulk::score(rows, &arguments.rows, format, arguments.output.as_deref(), context);
        }
        Err(mixture) => return Ok(output::diagnostics(context, &[*mixture], &Sources::default())),
    }
    if let Some(misplaced) = bulk::only_rows(&arguments.rows, misplaced(arguments.format)) {
        return Ok(output::diagnostics(context, &[misplaced], &Sources::default()));
    }
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let end = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.projects();
    if projects.is_empty() && end == End::Problems && !matches!(arguments.format, ScoreFormat::Json) {
        return Ok(end);
    }
    let text = match arguments.format {
        ScoreFormat::Text | ScoreFormat::Jsonl | ScoreFormat::Parquet | ScoreFormat::Arrow => {
            report::table(&projects, context.lang, output::width())
        }
        ScoreFormat::Json => report::score_json(&projects, context.lang)?,
        ScoreFormat::Csv => report::csv(&projects, context.lang)?,
        ScoreFormat::Markdown => report::markdown(&projects, context.lang),
    };
    match &arguments.output {
        Some(path) => Ok(end.max(output::file(context, path, &text))),
        None => output::data(&text).map(|()| end),
    }
}

/// A format that only rows have.
const fn misplaced(format: ScoreFormat) -> Option<&'static str> {
    match format {
        ScoreFormat::Jsonl | ScoreFormat::Parquet | ScoreFormat::Arrow => Some("--format"),
        _ => None,
    }
}
