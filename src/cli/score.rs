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
    let (lang, path) = (context.lang, arguments.output.as_deref());
    let text = match arguments.format {
<<<<<<< HEAD
        ScoreFormat::Text => report::table(&projects, context.lang, output::width()),
        ScoreFormat::Json => report::score_json(&projects, context.lang)?,
        ScoreFormat::Csv => report::csv(&projects, context.lang)?,
        ScoreFormat::Markdown => report::markdown(&projects, context.lang),
        ScoreFormat::Html => report::html(&projects, context.lang),
=======
        ScoreFormat::Text => report::table(&projects, lang, output::width()),
        ScoreFormat::Json => report::score_json(&projects, lang)?,
        ScoreFormat::Csv => report::csv(&projects, lang)?,
        ScoreFormat::Markdown => report::markdown(&projects, lang),
        ScoreFormat::Xlsx => {
            let workbook = report::xlsx(&projects, lang).map_err(std::io::Error::other)?;
            return output::document(context, path, &workbook).map(|written| end.max(written));
        }
        ScoreFormat::Docx => {
            let forms = report::docx(&projects, lang)?;
            return output::document(context, path, &forms).map(|written| end.max(written));
        }
>>>>>>> sheets
    };
    output::text(context, path, &text).map(|written| end.max(written))
}
