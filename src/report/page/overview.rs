//! The table of projects, to be sorted and searched.

use super::columns;
use super::markup::{both, text};
use crate::assessment::Grade;
use crate::diagnostic::Severity;
use crate::evaluation::Evaluation;
use crate::message::Message;
use crate::place::Located;
use crate::report::figure::{self, thousands};
use crate::report::{explain, grade_name};
use rust_decimal::Decimal;
use std::fmt::Write;

/// The table, a row a project.
pub(super) fn table(projects: &[Evaluation<'_>]) -> String {
    let unit = common_unit(projects);
    let mut out = String::from("<table class=\"overview\"><thead><tr>");
    for (class, name) in columns::overview() {
        let unit = unit.filter(|_| matches!(class, "budget" | "executed"));
        let unit = unit.map(|unit| format!("<small>（{}）</small>", text(unit))).unwrap_or_default();
        let _ = write!(
            out,
            "<th scope=\"col\" class=\"{class}\" aria-sort=\"none\"><button type=\"button\">{}{unit}</button></th>",
            both(&name)
        );
    }
    out.push_str("</tr></thead><tbody>");
    for (number, project) in (1_usize..).zip(projects) {
        row(&mut out, number, project, unit.is_none());
    }
    out.push_str("</tbody></table>");
    out
}

/// The unit of all funds, where it is one.
fn common_unit<'a>(projects: &'a [Evaluation<'_>]) -> Option<&'a str> {
    let mut units = projects.iter().map(unit_of);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

fn unit_of<'a>(project: &'a Evaluation<'_>) -> &'a str {
    project.assessment.funds.money_unit()
}

fn row(out: &mut String, number: usize, project: &Evaluation<'_>, with_unit: bool) {
    let Evaluation { assessment, scorecard, findings, .. } = project;
    let money = &assessment.funds.total;
    let printed = assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    let total = &scorecard.total;
    let difference = total.score.zip(printed).and_then(|(score, printed)| score.checked_sub(printed));
    let differs = difference.is_some_and(|difference| !difference.is_zero());
    let _ = write!(
        out,
        "<tr data-of=\"p{number}\"{}><th scope=\"row\" class=\"named\"><a href=\"#p{number}\">{}</a></th>",
        if findings.is_empty() { "" } else { " class=\"found\"" },
        text(&assessment.project.value)
    );
    let amount = |figure: Option<&Located<Decimal>>| {
        figure.map(|figure| {
            let unit = if with_unit { format!(" {}", text(unit_of(project))) } else { String::new() };
            (figure.value.to_string(), format!("{}{unit}", thousands(figure.value)))
        })
    };
    let same = |figure: Option<Decimal>| figure.map(|figure| (figure.to_string(), figure.to_string()));
    let rate = explain::rate(project).map(|rate| (rate.trim_end_matches('%').to_owned(), rate));
    let score =
        (total.score.or(total.low).map(|score| score.to_string()).unwrap_or_default(), figure::total(total));
    let cells = [
        ("budget", amount(money.budget.as_ref())),
        ("executed", amount(money.executed.as_ref())),
        ("rate", rate),
        ("points", same(scorecard.execution.score)),
        ("score", Some(score)),
        ("printed", same(printed)),
        (if differs { "diff differs" } else { "diff" }, difference.map(signed)),
    ];
    for (class, cell) in cells {
        let (value, shown) = cell.unwrap_or_else(|| (String::new(), "—".to_owned()));
        let _ = write!(out, "<td class=\"{class}\" data-v=\"{value}\">{shown}</td>");
    }
    let (order, grade) = grade(scorecard.grade);
    let _ = write!(out, "<td class=\"grade\" data-v=\"{order}\">{}</td>", both(&grade));
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity, count(severity)));
    let mut marks = String::new();
    for (severity, count) in counts.iter().filter(|(_, count)| *count > 0) {
        let class = super::findings::class(*severity);
        let name = both(&crate::report::severity_name(*severity));
        let _ = write!(marks, "<span class=\"mark {class}\">{name} {count}</span> ");
    }
    if marks.is_empty() {
        marks.push('0');
    }
    // Graver findings weigh more than any number of lesser ones.
    let [(_, errors), (_, warnings), (_, notes)] = counts;
    let weigh = |count: usize| count.min(9999);
    let _ = write!(
        out,
        "<td class=\"found\" data-v=\"{:04}{:04}{:04}\">{marks}</td></tr>",
        weigh(errors),
        weigh(warnings),
        weigh(notes)
    );
}

fn signed(difference: Decimal) -> (String, String) {
    let shown = if difference.is_zero() { "0".to_owned() } else { format!("{difference:+}") };
    (difference.to_string(), shown)
}

/// The grade, best first.
fn grade(grade: Option<Grade>) -> (u8, Message) {
    let order = match grade {
        Some(Grade::Excellent) => 1,
        Some(Grade::Good) => 2,
        Some(Grade::Fair) => 3,
        Some(Grade::Poor) => 4,
        None => 5,
    };
    (order, grade.map_or_else(|| Message::same("—"), grade_name))
}
