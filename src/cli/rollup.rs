//! `jixiao rollup`: the tables of several units as one, and the whole of what was given.

use super::args::{Rollup, RollupFormat};
use super::tables::Tables;
use super::{Context, End, output};
use crate::embedded::vocabulary;
use crate::evaluation::Evaluation;
use crate::report::{self, RolledProject};
use crate::rollup::roll_up;

pub(super) fn run(arguments: &Rollup, context: &Context) -> std::io::Result<End> {
    if let Some(refused) = output::refused(context, &arguments.paths, arguments.output.as_deref()) {
        return Ok(refused);
    }
    let tables = Tables::read(&arguments.paths, context.policy(), context);
    let end = output::diagnostics(context, &tables.diagnostics, &tables.sources);
    let projects = tables.evaluated().evaluations;
    if projects.is_empty() {
        return Ok(end);
    }
    let rolled: Vec<RolledProject<'_>> = of_one_project(&projects)
        .into_iter()
        .filter_map(|units| {
            let policy = units.first()?.policy;
            let filed: Vec<_> = units.iter().map(|unit| (unit.assessment, &unit.scorecard)).collect();
            let whole = roll_up(&filed, policy, vocabulary())?;
            Some(RolledProject { policy, units, whole })
        })
        .collect();
    let text = match arguments.format {
        RollupFormat::Text => output::for_people(&report::rollup_text(&rolled, &projects, context.lang)),
        RollupFormat::Json => report::rollup_json(&rolled, &projects, context.lang)?,
    };
    output::text(context, arguments.output.as_deref(), &text).map(|written| end.max(written))
}

/// The tables of each project and year that more than one unit filed, under one policy.
fn of_one_project<'p, 'a>(projects: &'p [Evaluation<'a>]) -> Vec<Vec<&'p Evaluation<'a>>> {
    let mut groups: Vec<Vec<&Evaluation<'_>>> = Vec::new();
    for project in projects {
        let same = |other: &&Evaluation<'_>| {
            other.assessment.project.value == project.assessment.project.value
                && other.assessment.year == project.assessment.year
                && other.policy.id.value == project.policy.id.value
        };
        match groups.iter_mut().find(|group| group.first().is_some_and(same)) {
            Some(group) => group.push(project),
            None => groups.push(vec![project]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}
