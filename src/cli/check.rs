//! `jixiao check`: findings only.

use super::args::{Check, CheckFormat};
use super::tables::Tables;
use super::{Context, End, output};
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::message::Message;
use crate::{report, say};

pub(super) fn run(arguments: &Check, context: &Context) -> std::io::Result<End> {
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let read = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.projects();
    let findings: Vec<Diagnostic> = projects.iter().flat_map(|project| project.findings.clone()).collect();
    let path = arguments.output.as_deref();
    let text = match arguments.format {
        CheckFormat::Text => {
            let colours = path.is_none() && output::colours(&std::io::stdout());
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
        CheckFormat::Docx => {
            let sheet = report::review_docx(&projects, context.lang)?;
            let written = output::document(context, path, &sheet)?;
            return Ok(read.max(written).max(ended(arguments, &findings)));
        }
    };
    let written = output::text(context, path, &text)?;
    Ok(read.max(written).max(ended(arguments, &findings)))
}

/// How a check ends that found this.
fn ended(arguments: &Check, findings: &[Diagnostic]) -> End {
    let least = if arguments.deny.is_some() { Severity::Warning } else { Severity::Error };
    let found = findings.iter().any(|finding| finding.severity >= least);
    if found { End::Findings } else { End::Done }
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
