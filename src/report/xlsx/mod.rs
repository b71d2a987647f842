//! A workbook: an overview, charts, a sheet a project whose scores are formulas, and the findings.
//!
//! The formulas come from the policy ([`super::formula`]), the numbers that they go by from the trace of each
//! score; every formula carries the engine's result, so that a program that does not compute shows it too. The
//! same projects always give the same bytes.

mod charts;
mod findings;
mod foot;
mod formulas;
mod head;
mod layout;
mod links;
mod names;
mod notes;
mod numbers;
mod overview;
mod pen;
mod project;
mod rows;
mod style;

use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::say;
use links::Around;
use names::sheet_name;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use style::Styles;

/// The workbook of all projects.
///
/// ```
/// use jixiao::evaluation::Evaluator;
/// use jixiao::{decode, report, shipped};
/// let text = "project: 培训\nfunds: {budget: 10, executed: 9}\nindicators:\n- {name: 场次, target: '≥3场', actual: 2场, weight: 90}";
/// let assessment = decode::assessment("a.yaml", text).value.expect("a table");
/// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let project = Evaluator::new(shipped::vocabulary()).table(&assessment, policy);
/// let bytes = report::xlsx(&[project], jixiao::message::Lang::Zh).expect("a workbook");
/// assert!(bytes.starts_with(b"PK"));
/// ```
///
/// # Errors
/// When Excel cannot hold it: more than 1,048,576 projects, say.
pub fn xlsx(projects: &[Evaluation<'_>], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let styles = &styles;
    let words = |message: crate::message::Message| message.in_lang(lang).to_owned();
    let name = words(say!("总览", "overview"));
    let found = words(say!("问题", "findings"));
    let numbered = (1..).zip(projects);
    let names: Vec<String> =
        numbered.map(|(number, project)| sheet_name(number, &project.assessment.project.value)).collect();
    let mut sheets = Vec::new();
    let mut shown = Vec::new();
    // The first line of the findings of a project, below their heading.
    let mut line = 1_u32;
    for (index, (project, own)) in projects.iter().zip(&names).enumerate() {
        let mut sheet = Worksheet::new();
        sheet.set_name(own)?;
        let around = Around {
            overview: (&name, overview::FIRST.saturating_add(u32::try_from(index).unwrap_or(u32::MAX))),
            before: index.checked_sub(1).and_then(|before| names.get(before)).map(String::as_str),
            after: names.get(index.saturating_add(1)).map(String::as_str),
        };
        let cells = project::write(&mut sheet, project, &around, styles, lang)?;
        shown.push(overview::OverviewRow { project, sheet: own, shown: cells, findings: (&found, line) });
        line = line.saturating_add(u32::try_from(project.findings.len()).unwrap_or(u32::MAX));
        sheets.push(sheet);
    }
    let mut first = Worksheet::new();
    first.set_name(&name)?;
    overview::write(&mut first, &shown, styles, lang)?;
    let all: Vec<&Evaluation<'_>> = projects.iter().collect();
    let mut workbook = Workbook::new();
    // A document made at no particular time, so that equal tables make equal files.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("jixiao").set_creation_datetime(&created));
    workbook.push_worksheet(first);
    if !projects.is_empty() {
        let mut drawn = Worksheet::new();
        let title = words(say!("图表", "charts"));
        drawn.set_name(&title)?;
        charts::write(&mut drawn, &all, &name, &title, styles, lang)?;
        workbook.push_worksheet(drawn);
    }
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    if projects.iter().any(|project| !project.findings.is_empty()) {
        let mut sheet = Worksheet::new();
        sheet.set_name(&found)?;
        findings::write(&mut sheet, &shown, styles, lang)?;
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}
