//! `jixiao score`: recompute.

use super::args::{Score, ScoreFormat};
use super::tables::Tables;
use super::{Context, End, output};
use crate::report;

pub(super) fn run(arguments: &Score, context: &Context) -> std::io::Result<End> {
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let end = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.projects();
    if projects.is_empty() && end == End::Problems && !matches!(arguments.format, ScoreFormat::Json) {
        return Ok(end);
    }
    let text = match arguments.format {
        ScoreFormat::Text => report::table(&projects, context.lang, output::width()),
        ScoreFormat::Json => report::score_json(&projects, context.lang)?,
        ScoreFormat::Csv => report::csv(&projects, context.lang)?,
        ScoreFormat::Markdown => report::markdown(&projects, context.lang),
        ScoreFormat::Html => report::html(&projects, context.lang),
    };
    match &arguments.output {
        Some(path) => Ok(end.max(output::file(context, path, &text))),
        None => output::data(&text).map(|()| end),
    }
}
