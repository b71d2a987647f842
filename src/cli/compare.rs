//! `jixiao compare`: the same tables under several policies.

use super::args::{Compare, CompareFormat};
use super::tables::Tables;
use super::{Context, End, output};
use crate::comparison::compare;
use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Sources;
use crate::{report, say};

pub(super) fn run(arguments: &Compare, context: &Context) -> std::io::Result<End> {
    let policies = &context.policies;
    if policies.len() < 2 {
        let title = say!("比较至少需要两个评分办法", "a comparison needs at least two policies");
        let help = say!(
            "例如：`--policy mof-2020-10 --policy hubei-20-80`",
            "for example: `--policy mof-2020-10 --policy hubei-20-80`"
        );
        let diagnostic = Diagnostic::new(Code::Usage, title).help(help);
        return Ok(output::diagnostics(context, &[diagnostic], &Sources::default()));
    }
    if let Some(refused) = output::refused(context, &arguments.paths, arguments.output.as_deref()) {
        return Ok(refused);
    }
    let mut end = End::Done;
    let mut said: Vec<Diagnostic> = Vec::new();
    let mut all = Vec::with_capacity(policies.len());
    for policy in policies {
        let tables = Tables::read(&arguments.paths, Some(policy), context);
        // What is wrong with a table is wrong under every policy, and is said once.
        let new: Vec<Diagnostic> =
            tables.diagnostics.iter().filter(|diagnostic| !said.contains(diagnostic)).cloned().collect();
        end = end.max(output::diagnostics(context, &new, &tables.sources));
        said.extend(new);
        all.push(tables);
    }
    let under: Vec<_> = all.iter().map(|tables| tables.evaluated().evaluations).collect();
    let usable: Vec<_> = under.iter().filter(|projects| !projects.is_empty()).collect();
    let Some(first) = usable.first().filter(|_| usable.len() > 1) else {
        return Ok(End::Problems);
    };
    let ids: Vec<_> = usable.iter().filter_map(|projects| projects.first()).map(|one| one.policy).collect();
    let compared: Vec<report::Compared<'_>> = first
        .iter()
        .enumerate()
        .map(|(index, project)| {
            let cards = usable.iter().filter_map(|projects| projects.get(index));
            (project.assessment, compare(cards.map(|one| (one.policy, &one.scorecard)).collect()))
        })
        .collect();
    let text = match arguments.format {
        CompareFormat::Text => output::for_people(&report::comparison_text(&compared, &ids, context.lang)),
        CompareFormat::Json => report::comparison_json(&compared, &ids, context.lang)?,
        CompareFormat::Markdown => {
            output::for_people(&report::comparison_markdown(&compared, &ids, context.lang))
        }
    };
    output::text(context, arguments.output.as_deref(), &text).map(|written| end.max(written))
}
