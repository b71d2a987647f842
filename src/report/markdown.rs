//! The results for pasting: a table of projects, then one of rows for each.

use super::{explain, grade_name};
use crate::diagnostic::Flat;
use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::place::Located;
use crate::say;
use rust_decimal::Decimal;
use std::fmt::Write;

/// Ends every report, so that nobody takes it for a form that was submitted; it is not displayed.
pub(super) const END: &str = "\n<!-- jixiao -->\n";

/// All projects.
pub fn markdown(projects: &[Evaluation<'_>], lang: Lang) -> String {
    let mut out = String::new();
    let head = say!(
        "| 项目 | 预算 | 执行 | 执行率 | 执行得分 | 重算总分 | 自评总分 | 等级 |",
        "| project | budget | executed | rate | execution | recomputed | reported | grade |"
    );
    let _ = writeln!(out, "{}\n|---|--:|--:|--:|--:|--:|--:|:-:|", head.in_lang(lang));
    for project in projects {
        let money = &project.assessment.funds.total;
        let total = &project.scorecard.total;
        let score = super::figure::total(total);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {score} | {} | {} |",
            escaped(&project.assessment.project.value),
            figure(money.budget.as_ref()),
            figure(money.executed.as_ref()),
            explain::rate(project).unwrap_or_else(|| "—".to_owned()),
            number(project.scorecard.execution.score),
            figure(project.assessment.claimed.total.as_ref()),
            project
                .scorecard
                .grade
                .map(grade_name)
                .map_or_else(|| "—".to_owned(), |grade| grade.in_lang(lang).to_owned()),
        );
    }
    for project in projects {
        let _ = writeln!(out, "\n## {}\n", escaped(&project.assessment.project.value));
        rows(&mut out, project, lang);
        if !project.findings.is_empty() {
            out.push('\n');
        }
        for finding in &project.findings {
            let flat = Flat::new(finding, lang);
            let _ = writeln!(out, "- **{}** {} ({})", flat.code, escaped(flat.message), escaped(&flat.at));
        }
    }
    out + END
}

fn rows(out: &mut String, project: &Evaluation<'_>, lang: Lang) {
    let head = say!(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 重算 | 自评 | 状态 |",
        "| class | group | indicator | target | actual | weight | recomputed | self-assessed | status |"
    );
    let _ = writeln!(out, "{}\n|---|---|---|---|---|--:|--:|--:|---|", head.in_lang(lang));
    for (indicator, row) in project.assessment.indicators.iter().zip(&project.scorecard.rows) {
        let status = match row.unscored {
            Some(reason) => format!("{}: {}", row.status.as_str(), reason.as_str()),
            None => row.status.as_str().to_owned(),
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {status} |",
            text(indicator.class.as_ref()),
            text(indicator.group.as_ref()),
            escaped(&indicator.name.value),
            text(indicator.target.as_ref()),
            text(indicator.actual.as_ref()),
            figure(indicator.weight.as_ref()),
            number(row.score),
            figure(indicator.claimed.as_ref()),
        );
    }
}

pub(super) fn number(figure: Option<Decimal>) -> String {
    figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string())
}

pub(super) fn figure(figure: Option<&Located<Decimal>>) -> String {
    number(figure.map(|figure| figure.value))
}

pub(super) fn text(cell: Option<&Located<String>>) -> String {
    cell.map_or_else(|| "—".to_owned(), |cell| escaped(&cell.value))
}

/// A text that stays text in Markdown and in the HTML made of it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}
