//! What is the same in several tables that should be each one's own.

use super::{Filed, listed, named, without_own};
use crate::assessment::Reason;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Located;
use crate::say;
use crate::text::normalise;
use std::collections::{BTreeSet, HashMap};

/// A goal shorter than this, in characters, may be two projects' by chance.
const LONG_GOAL: usize = 20;
/// A reason shorter than this says too little to be anybody's.
const LONG_REASON: usize = 12;
/// In so many projects a reason is a formula.
const FORMULA: usize = 3;

/// One text with the tables in which it stands.
struct Copies<'a> {
    first: (usize, &'a Located<String>),
    all: Vec<usize>,
}

/// The texts that several tables have, in the order in which they come up again.
fn same<'a>(texts: impl Iterator<Item = (usize, String, &'a Located<String>)>) -> Vec<Copies<'a>> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Copies<'a>> = Vec::new();
    for (table, key, text) in texts {
        let at = *known.entry(key).or_insert_with(|| {
            groups.push(Copies { first: (table, text), all: Vec::new() });
            groups.len().saturating_sub(1)
        });
        if let Some(group) = groups.get_mut(at) {
            group.all.push(table);
        }
    }
    groups
}

/// The different projects of some tables, in their order.
fn projects(tables: &[Filed<'_>], of: &[usize]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    of.iter()
        .filter_map(|&table| tables.get(table))
        .map(|table| named(table.assessment))
        .filter(|name| seen.insert(name.clone()))
        .collect()
}

fn found(
    code: Code,
    title: Message,
    names: &[String],
    tables: &[Filed<'_>],
    first: (usize, &Located<String>),
) -> Diagnostic {
    let (zh, en) = listed(names);
    let mut finding =
        Diagnostic::new(code, title).at(&first.1.at).note(say!("涉及的项目：{zh}", "projects: {en}"));
    finding.figures = vec![first.1.value.clone()];
    finding.figures.extend(names.iter().cloned());
    match tables.get(first.0).and_then(|table| table.assessment.source.as_ref()) {
        Some(file) => finding.file(file),
        None => finding,
    }
}

/// The same table of the same project, unit and year, twice.
pub(super) fn tables(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    let cell = |cell: &Option<Located<String>>| {
        cell.as_ref().map(|cell| normalise(&cell.value).text).unwrap_or_default()
    };
    let keys = tables.iter().enumerate().filter_map(|(index, table)| {
        let assessment = table.assessment;
        let name = normalise(&assessment.project.value).text;
        if name.is_empty() {
            return None;
        }
        let unit = assessment.unit.as_deref().map(|unit| normalise(unit).text).unwrap_or_default();
        let money = &assessment.funds.total;
        let amounts = [&money.initial, &money.budget, &money.executed]
            .map(|amount| amount.as_ref().map(|amount| amount.value.normalize()));
        let mut key = format!("{name}\n{unit}\n{:?}\n{amounts:?}", assessment.year);
        for row in &assessment.indicators {
            key.extend(["\n", row.name.value.as_str(), "\t", &cell(&row.target), "\t", &cell(&row.actual)]);
        }
        Some((index, key, &assessment.project))
    });
    for copies in same(keys).into_iter().filter(|copies| copies.all.len() > 1) {
        let (_, name) = copies.first;
        let title = say!(
            "“{name}”的自评表出现 {count} 次，单位、年度、资金和各项指标均相同",
            "the table of “{name}” occurs {count} times, with the same unit, year, funds and rows",
            name = name.value,
            count = copies.all.len()
        );
        let files: Vec<String> = copies
            .all
            .iter()
            .filter_map(|&table| tables.get(table)?.assessment.source.as_deref().map(str::to_owned))
            .collect();
        let (zh, en) = listed(&files);
        let mut finding = found(Code::SameTable, title, &[], tables, copies.first).figure(copies.all.len());
        finding.notes =
            if files.is_empty() { Vec::new() } else { vec![say!("文件：{zh}", "files: {en}")] };
        findings.push(finding);
    }
}

/// A goal that is another project's, word for word.
pub(super) fn goals(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    for achieved in [false, true] {
        let texts = tables.iter().enumerate().filter_map(|(index, table)| {
            let goals = &table.assessment.goals;
            let text = if achieved { goals.achieved.as_ref() } else { goals.expected.as_ref() }?;
            let key = without_own(&text.value, table.assessment);
            key.chars().nth(LONG_GOAL).map(|_| (index, key, text))
        });
        for copies in same(texts) {
            let names = projects(tables, &copies.all);
            // The same table given twice has been said.
            if names.len() < 2 {
                continue;
            }
            let title = if achieved {
                say!(
                    "{count} 个项目的实际完成情况文字完全相同",
                    "{count} projects report what was achieved in the same words",
                    count = names.len()
                )
            } else {
                say!(
                    "{count} 个项目的预期目标文字完全相同",
                    "{count} projects state their goals in the same words",
                    count = names.len()
                )
            };
            findings.push(found(Code::CopiedText, title, &names, tables, copies.first));
        }
    }
}

/// A reason that stands in many projects, word for word.
pub(super) fn reasons(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    let texts = tables.iter().enumerate().flat_map(|(index, table)| {
        table.assessment.indicators.iter().filter_map(move |indicator| {
            let Reason::Text(text) = &indicator.reason else { return None };
            let key = without_own(&text.value, table.assessment);
            key.chars().nth(LONG_REASON).map(|_| (index, key, text))
        })
    });
    for copies in same(texts) {
        let names = projects(tables, &copies.all);
        if names.len() < FORMULA {
            continue;
        }
        let title = say!(
            "同一偏差原因一字不差地出现在 {projects} 个项目的 {rows} 项指标中",
            "the same reason, word for word, in {rows} rows of {projects} projects",
            projects = names.len(),
            rows = copies.all.len()
        );
        findings.push(found(Code::CopiedReason, title, &names, tables, copies.first));
    }
}
