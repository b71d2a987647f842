//! One project: what came out, under which policy, and its form.

use super::findings::{self, Anchor};
use super::form::Form;
use super::markup::{both, text};
use crate::evaluation::Evaluation;
use crate::report::{explain, figure, grade_name};
use crate::say;
use std::fmt::Write;

/// Writes the section of a project; `number` is its place in the page, from 1.
pub(super) fn section(out: &mut String, number: usize, project: &Evaluation<'_>) {
    let assessment = project.assessment;
    let found = if project.findings.is_empty() { "" } else { " found" };
    let _ = write!(
        out,
        "<section class=\"project{found}\" id=\"p{number}\" aria-labelledby=\"h{number}\">\
         <div class=\"lead\" hidden=\"\"><h3 id=\"h{number}\">{}</h3>{}",
        text(&assessment.project.value),
        verdict(project)
    );
    for line in explain::head(project) {
        let _ = write!(out, "<p class=\"policy\">{}</p>", both(&line));
    }
    let placed = findings::placed(assessment, &project.findings);
    out.push_str(&findings::list(&placed, Anchor::Whole));
    out.push_str("</div>");
    Form::new(project, &placed).write(out);
    let _ = writeln!(
        out,
        "<p class=\"back\" hidden=\"\"><a href=\"#overview\">{}</a></p></section>",
        both(&say!("回到总览", "Back to the overview"))
    );
}

/// `99.60 / 100 分 · 优 · 自评 99.60`
fn verdict(project: &Evaluation<'_>) -> String {
    let total = &project.scorecard.total;
    let score = figure::total(total);
    let mut parts =
        vec![both(&say!("{score} / {weight} 分", "{score} of {weight}", weight = total.weight.normalize()))];
    parts.extend(project.scorecard.grade.map(|grade| both(&grade_name(grade))));
    let printed = project.assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    parts.push(match (printed, total.score) {
        (None, _) => both(&say!("未填自评总分", "no reported total")),
        (Some(printed), Some(score)) if printed != score => {
            let words = say!("自评 {printed}，不一致", "reported {printed}: different");
            format!("<strong class=\"differs\">{}</strong>", both(&words))
        }
        (Some(printed), Some(_)) => both(&say!("自评 {printed}，一致", "reported {printed}: equal")),
        (Some(printed), None) => both(&say!("自评 {printed}", "reported {printed}")),
    });
    format!("<p class=\"verdict\">{}</p>", parts.join(" · "))
}
