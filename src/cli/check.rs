//! `jixiao check`: findings only.

use super::args::{Check, CheckFormat};
use super::baseline::Baseline;
use super::bulk;
use super::tables::Tables;
use super::{Context, End, output};
use crate::diagnostic::{Code, Diagnostic, Severity, human};
use crate::embedded::catalogue;
use crate::evaluation::Portfolio;
use crate::message::Message;
use crate::sources::Sources;
use crate::{report, say};

pub(super) fn run(arguments: &Check, context: &Context) -> std::io::Result<End> {
    if let Some(code) = &arguments.explain {
        return explain(code, context);
    }
    let format = bulk::asked(&arguments.format);
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
    let mut baseline = match arguments.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline,
        Err(problem) => return Ok(output::diagnostics(context, &[*problem], &Sources::default())),
    };
    let inputs: Vec<_> = arguments.paths.iter().chain(&arguments.baseline).cloned().collect();
    if let Some(refused) = output::refused(context, &inputs, arguments.output.as_deref()) {
        return Ok(refused);
    }
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let read = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let Portfolio { evaluations: mut projects, findings: mut others, .. } = tables.evaluated();
    if let Some(baseline) = &mut baseline {
        for project in &mut projects {
            let (name, year) = (&project.assessment.project.value, project.assessment.year);
            baseline.without_known(Some((name, year)), &mut project.findings);
        }
        baseline.without_known(None, &mut others);
    }
    let findings: Vec<Diagnostic> =
        projects.iter().flat_map(|project| &project.findings).chain(&others).cloned().collect();
    let path = arguments.output.as_deref();
    let text = match arguments.format {
        CheckFormat::Text
        | CheckFormat::Csv
        | CheckFormat::Jsonl
        | CheckFormat::Parquet
        | CheckFormat::Arrow => {
            let colours = path.is_none() && output::colours(&std::io::stdout());
            let mut text = human(&findings, &tables.sources, context.lang, colours);
            text.push_str(summary(&findings, projects.len()).in_lang(context.lang));
            text.push('\n');
            let written = output::shown(context, path, &text)?;
            return Ok(read.max(written).max(ended(arguments, &findings)));
        }
        CheckFormat::Json => {
            let files = report::file_outcomes(&projects, &tables.diagnostics);
            report::check_json(&projects, &others, &files, context.lang)?
        }
        CheckFormat::Sarif => {
            let all: Vec<&Diagnostic> = tables.diagnostics.iter().chain(&findings).collect();
            report::sarif(&all, &tables.sources, catalogue(), context.lang)?
        }
        CheckFormat::Markdown => {
            output::for_people(&report::review(&projects, &others, catalogue(), context.lang))
        }
        CheckFormat::Docx => {
            let sheet = report::review_docx(&projects, &others, catalogue(), context.lang)?;
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
        "projects {projects}: errors {errors}, warnings {warnings}, notes {notes}",
        errors = count(Severity::Error),
        warnings = count(Severity::Warning),
        notes = count(Severity::Note)
    )
}

/// The page of a code, or of all.
fn explain(code: &str, context: &Context) -> std::io::Result<End> {
    if code.eq_ignore_ascii_case("all") {
        output::data(&report::code_pages(catalogue(), context.lang))?;
        return Ok(End::Done);
    }
    let page = Code::of(code).and_then(|code| report::code_page(catalogue(), code, context.lang));
    let Some(page) = page else {
        let title = say!("没有代码 {code}", "unknown code {code}");
        let help = say!("`check --explain all` 列出全部代码", "`check --explain all` lists all codes");
        let diagnostic = Diagnostic::new(Code::Usage, title).help(help);
        return Ok(output::diagnostics(context, &[diagnostic], &Sources::default()));
    };
    output::data(&page)?;
    Ok(End::Done)
}
