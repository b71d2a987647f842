//! `jixiao score`: recompute.

use super::args::{Score, ScoreFormat};
use super::bulk;
use super::tables::Tables;
use super::{Context, End, output};
use crate::report;
use crate::sources::Sources;

pub(super) fn run(arguments: &Score, context: &Context) -> std::io::Result<End> {
    let format = bulk::asked(&arguments.format);
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
    if let Some(refused) = output::refused(context, &arguments.paths, arguments.output.as_deref()) {
        return Ok(refused);
    }
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let end = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.evaluated().evaluations;
    if projects.is_empty() && end == End::Problems && !matches!(arguments.format, ScoreFormat::Json) {
        return Ok(end);
    }
    let (lang, path) = (context.lang, arguments.output.as_deref());
    let text = match arguments.format {
        ScoreFormat::Text | ScoreFormat::Jsonl | ScoreFormat::Parquet | ScoreFormat::Arrow => {
            output::for_people(&report::table(&projects, lang, output::width()))
        }
        ScoreFormat::Json => {
            let files = report::file_outcomes(&projects, &tables.diagnostics);
            report::score_json(&projects, &files, lang)?
        }
        ScoreFormat::Csv => report::csv(&projects, lang)?,
        ScoreFormat::Markdown => output::for_people(&report::markdown(&projects, lang)),
        ScoreFormat::Html => report::html(&projects, lang),
        ScoreFormat::Xlsx => {
            let workbook = report::xlsx(&projects, lang).map_err(std::io::Error::other)?;
            return output::document(context, path, &workbook).map(|written| end.max(written));
        }
        ScoreFormat::Docx => {
            let forms = report::docx(&projects, lang)?;
            return output::document(context, path, &forms).map(|written| end.max(written));
        }
    };
    output::text(context, path, &text).map(|written| end.max(written))
}

/// A format that only rows have.
const fn misplaced(format: ScoreFormat) -> Option<&'static str> {
    match format {
        ScoreFormat::Jsonl | ScoreFormat::Parquet | ScoreFormat::Arrow => Some("--format"),
        _ => None,
    }
}
