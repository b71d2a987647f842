//! `jixiao explain`: how each score came about.

use super::args::Explain;
use super::tables::Tables;
use super::{Context, End, output};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::Evaluation;
use crate::report;
use crate::say;
use crate::sources::Sources;

pub(super) fn run(arguments: &Explain, context: &Context) -> std::io::Result<End> {
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let end = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.evaluated().evaluations;
    if projects.is_empty() {
        return Ok(End::Problems);
    }
    let has =
        |name: &str, wanted: Option<&String>| wanted.is_none_or(|wanted| name.contains(wanted.as_str()));
    let chosen: Vec<&Evaluation<'_>> = projects
        .iter()
        .filter(|project| has(&project.assessment.project.value, arguments.project.as_ref()))
        .collect();
    if chosen.is_empty() {
        let names = projects.iter().map(|project| project.assessment.project.value.as_str()).collect();
        return Ok(not_found(context, arguments.project.as_deref(), names));
    }
    let wanted = |project: &Evaluation<'_>, row: usize| {
        let indicator = project.assessment.indicators.get(row);
        indicator.is_some_and(|indicator| has(&indicator.name.value, arguments.indicator.as_ref()))
    };
    let with_rows: Vec<&Evaluation<'_>> = chosen
        .iter()
        .copied()
        .filter(|project| {
            arguments.indicator.is_none()
                || (0..project.assessment.indicators.len()).any(|row| wanted(project, row))
        })
        .collect();
    if with_rows.is_empty() {
        let indicators = chosen.iter().flat_map(|project| &project.assessment.indicators);
        let names = indicators.map(|indicator| indicator.name.value.as_str()).collect();
        return Ok(not_found(context, arguments.indicator.as_deref(), names));
    }
    let texts: Vec<String> = with_rows
        .into_iter()
        .map(|project| report::explain(project, |row| wanted(project, row), context.lang))
        .collect();
    output::data(&output::for_people(&texts.join("\n"))).map(|()| end)
}

/// Nothing has such a name; the nearest ones are shown.
fn not_found(context: &Context, wanted: Option<&str>, mut names: Vec<&str>) -> End {
    let wanted = wanted.unwrap_or_default();
    let title = say!("没有名称含“{wanted}”的指标", "no name contains “{wanted}”");
    names.sort_by_key(|name| std::cmp::Reverse(ordered(strsim::jaro(wanted, name))));
    names.dedup();
    let nearest = names.into_iter().take(5).collect::<Vec<_>>().join("、");
    let help = say!("最相近的名称：{nearest}", "nearest names: {nearest}");
    let diagnostic = Diagnostic::new(Code::NotFound, title).help(help);
    output::diagnostics(context, &[diagnostic], &Sources::default())
}

/// A likeness from 0 to 1 in whole thousandths, so that it can be sorted by.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 1000
fn ordered(likeness: f64) -> u32 {
    (likeness * 1000.0) as u32
}
