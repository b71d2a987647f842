//! The official form, with what was recomputed beside what is printed.
//!
//! No cell spans rows, so that calculations and findings can stand below the row they concern; a class that goes on
//! is written in every row and shown once.

use super::columns::{self, Column};
use super::findings::{self, Anchor, Placed};
use super::markup::{both, lines, text};
use super::trace;
use crate::assessment::{Indicator, Money, Reason};
use crate::evaluation::Evaluation;
use crate::message::Message;
use crate::place::Located;
use crate::report::level::Level;
use crate::report::{explain, figure, grade_name};
use crate::say;
use rust_decimal::Decimal;
use std::fmt::Write;

/// What a form is written from.
pub(super) struct Form<'a> {
    project: &'a Evaluation<'a>,
    placed: &'a Placed<'a>,
    columns: Vec<Column>,
}

impl<'a> Form<'a> {
    pub(super) fn new(project: &'a Evaluation<'a>, placed: &'a Placed<'a>) -> Self {
        let any = |has: fn(&Indicator) -> bool| project.assessment.indicators.iter().any(has);
        let columns = columns::form().into_iter().filter(|(column, _)| match *column {
            "goal" => any(|row| row.goal.is_some()),
            "op" => any(|row| row.operator.is_some()),
            "unit" => any(|row| row.unit.is_some()),
            _ => true,
        });
        Self { project, placed, columns: columns.collect() }
    }

    pub(super) fn write(&self, out: &mut String) {
        let year = self.project.assessment.year;
        let year = year.map(|year| say!("（{year}年度）", " ({year})")).unwrap_or_default();
        let title = say!(
            "项目支出绩效自评表{zh}",
            "Self-evaluation of project expenditure{en}",
            zh = year.zh,
            en = year.en
        );
        let _ =
            write!(out, "<table class=\"form\"><caption>{}</caption><tbody class=\"head\">", both(&title));
        self.head(out);
        out.push_str("</tbody><tbody class=\"funds\">");
        self.funds(out);
        self.goals(out);
        out.push_str("</tbody><tbody class=\"rows\"><tr>");
        for column in &self.columns {
            out.push_str(&columns::head(column, 1));
        }
        out.push_str("</tr>");
        self.rows(out);
        self.total(out);
        out.push_str("</tbody></table>");
    }

    /// How many columns there are from one to another, both included.
    fn span(&self, from: &str, to: &str) -> usize {
        let at = |name| self.columns.iter().position(|(column, _)| *column == name).unwrap_or(0);
        at(to).saturating_sub(at(from)).saturating_add(1)
    }

    fn first(&self) -> &str {
        self.columns.first().map_or("class", |(column, _)| column)
    }

    fn head(&self, out: &mut String) {
        let assessment = self.project.assessment;
        let label = self.span(self.first(), "group");
        let _ = write!(
            out,
            "<tr>{}<td colspan=\"{}\">{}</td></tr>",
            name(&say!("项目名称", "project"), label),
            self.span("name", "reason"),
            lines(&assessment.project.value)
        );
        let _ = write!(
            out,
            "<tr>{}<td colspan=\"{}\">{}</td>{}<td colspan=\"{}\">{}</td></tr>",
            name(&say!("主管部门", "department"), label),
            self.span("name", "target"),
            lines(assessment.department.as_deref().unwrap_or_default()),
            name(&say!("实施单位", "unit"), self.span("target", "actual").saturating_sub(1)),
            self.span("weight", "reason"),
            lines(assessment.unit.as_deref().unwrap_or_default())
        );
    }

    fn funds(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, policy, .. } = self.project;
        let (funds, claimed) = (&assessment.funds, &assessment.claimed);
        let unit = funds.money_unit();
        let label = self.span(self.first(), "group");
        let spans = [
            self.span("name", "target").saturating_sub(1),
            self.span("target", "actual").saturating_sub(1),
            1,
        ];
        out.push_str("<tr>");
        out.push_str(&name(&say!("项目资金（{unit}）", "funds ({unit})"), label));
        let heads = columns::funds();
        let spans_of = spans.into_iter().chain(std::iter::repeat(1));
        out.extend(heads.iter().zip(spans_of).map(|(head, span)| columns::head(head, span)));
        out.push_str("</tr>");
        let line = |out: &mut String, name_of: String, money: &Money| {
            let _ = write!(out, "<tr><th scope=\"row\" colspan=\"{label}\">{name_of}</th>");
            let amounts = [&money.initial, &money.budget, &money.executed];
            for ((amount, span), (class, _)) in amounts.into_iter().zip(spans).zip(&heads) {
                let _ =
                    write!(out, "<td class=\"{class}\" colspan=\"{span}\">{}</td>", cell(amount.as_ref()));
            }
        };
        line(out, both(&say!("年度资金总额", "all funds of the year")), &funds.total);
        let execution = &scorecard.execution;
        let weight = cell(funds.weight.as_ref());
        let weight =
            if weight.is_empty() { added(&execution.weight.normalize().to_string()) } else { weight };
        let _ = write!(
            out,
            "<td class=\"weight\">{weight}</td><td class=\"printed\">{}</td>{}<td class=\"rate\">{}</td></tr>",
            cell(claimed.execution.as_ref()),
            recomputed(execution.score, claimed.execution.as_ref()),
            self.rate()
        );
        self.beside(out, Anchor::Funds, &trace::details(&execution.trace, policy, Some(execution.status)));
        for (index, source) in funds.sources.iter().enumerate() {
            let among = index == 0 && !source.name.starts_with("其中");
            let words = if among {
                both(&say!("其中：{name}", "of which: {name}", name = source.name))
            } else {
                text(&source.name)
            };
            line(out, words, &source.money);
            let dash = "<td class=\"none\">—</td>";
            let _ = write!(out, "{dash}{dash}<td class=\"none\" hidden=\"\">—</td>{dash}</tr>");
        }
    }

    /// The printed rate, and the recomputed one where it is another.
    fn rate(&self) -> String {
        let claimed = self.project.assessment.claimed.rate.as_ref();
        let printed = claimed.and_then(|rate| percent(rate.value));
        let recomputed = explain::rate(self.project);
        match (printed, recomputed) {
            (Some(printed), Some(recomputed)) if printed != recomputed => {
                let words = say!("重算 {rate}", "recomputed {rate}", rate = recomputed);
                format!("{} <small hidden=\"\">{}</small>", text(&printed), both(&words))
            }
            (Some(printed), _) => text(&printed),
            (None, Some(recomputed)) => added(&recomputed),
            (None, None) => String::new(),
        }
    }

    fn goals(&self, out: &mut String) {
        let goals = &self.project.assessment.goals;
        if goals.expected.is_none() && goals.achieved.is_none() {
            return;
        }
        let label = self.span(self.first(), "class");
        let spans = [self.span("group", "target"), self.span("target", "reason").saturating_sub(1)];
        let heads = columns::goals();
        let _ = write!(
            out,
            "</tbody><tbody class=\"goals\"><tr><th scope=\"row\" rowspan=\"2\" colspan=\"{label}\">{}</th>",
            both(&say!("年度总体目标", "goals of the year"))
        );
        for (head, span) in heads.iter().zip(spans) {
            out.push_str(&columns::head(head, span));
        }
        out.push_str("</tr><tr>");
        for ((told, span), (class, _)) in
            [&goals.expected, &goals.achieved].into_iter().zip(spans).zip(&heads)
        {
            let words = told.as_ref().map(|told| lines(&told.value)).unwrap_or_default();
            let _ = write!(out, "<td class=\"{class}\" colspan=\"{span}\">{words}</td>");
        }
        out.push_str("</tr>");
        self.beside(out, Anchor::Goals, "");
    }

    fn rows(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, policy, .. } = self.project;
        let (classes, groups) =
            (Level::classes(&assessment.indicators), Level::groups(&assessment.indicators));
        let mut before: Option<&Indicator> = None;
        for (index, (row, score)) in assessment.indicators.iter().zip(&scorecard.rows).enumerate() {
            let same_class = before.is_some_and(|before| {
                words(before.goal.as_ref()) == words(row.goal.as_ref())
                    && words(before.class.as_ref()) == words(row.class.as_ref())
            });
            let same_group = same_class
                && before.is_some_and(|before| words(before.group.as_ref()) == words(row.group.as_ref()));
            before = Some(row);
            out.push_str("<tr>");
            for (column, _) in &self.columns {
                let shown = match *column {
                    "goal" => words(row.goal.as_ref()),
                    "class" => lines(classes.shown(index)),
                    "group" => lines(groups.shown(index)),
                    "name" => lines(&row.name.value),
                    "op" => words(row.operator.as_ref()),
                    "target" => words(row.target.as_ref()),
                    "unit" => words(row.unit.as_ref()),
                    "actual" => words(row.actual.as_ref()),
                    "weight" => cell(row.weight.as_ref()),
                    "printed" => cell(row.claimed.as_ref()),
                    "score" => {
                        out.push_str(&recomputed(score.score, row.claimed.as_ref()));
                        continue;
                    }
                    _ => match &row.reason {
                        Reason::Absent => String::new(),
                        Reason::Given => both(&say!("（见原表）", "(given in the table)")),
                        Reason::Text(reason) => lines(&reason.value),
                    },
                };
                let again = match *column {
                    "goal" | "class" => same_class,
                    "group" => same_group,
                    _ => false,
                };
                let _ = if again {
                    write!(out, "<td class=\"{column} same\"><span>{shown}</span></td>")
                } else {
                    write!(out, "<td class=\"{column}\">{shown}</td>")
                };
            }
            out.push_str("</tr>");
            self.beside(out, Anchor::Row(index), &trace::details(&score.trace, policy, Some(score.status)));
        }
    }

    fn total(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, policy, .. } = self.project;
        let (total, claimed) = (&scorecard.total, &assessment.claimed);
        let weight = cell(claimed.weight.as_ref());
        let weight = if weight.is_empty() { added(&total.weight.normalize().to_string()) } else { weight };
        let differs =
            total.score.zip(claimed.total.as_ref()).is_some_and(|(score, claimed)| score != claimed.value);
        let grade = scorecard.grade.map(|grade| both(&grade_name(grade))).unwrap_or_default();
        let _ = write!(
            out,
            "<tr class=\"total\">{}<td class=\"weight\">{weight}</td><td class=\"printed\">{}</td>\
             <td class=\"score{}\" hidden=\"\">{}</td><td class=\"grade\"><span hidden=\"\">{grade}</span></td></tr>",
            name(&say!("总分", "total"), self.span(self.first(), "actual")),
            cell(claimed.total.as_ref()),
            if differs { " differs" } else { "" },
            text(&figure::total(total))
        );
        self.beside(out, Anchor::Total, &trace::details(&total.trace, policy, None));
    }

    /// A line below what it concerns: findings, and how the score came about.
    fn beside(&self, out: &mut String, part: Anchor, details: &str) {
        let found = findings::list(self.placed, part);
        if !found.is_empty() || !details.is_empty() {
            let class = if found.is_empty() { "why" } else { "why found" };
            let columns = self.columns.len();
            let _ = write!(
                out,
                "<tr class=\"{class}\" hidden=\"\"><td colspan=\"{columns}\">{found}{details}</td></tr>"
            );
        }
    }
}

/// A label of the form.
fn name(words: &Message, columns: usize) -> String {
    format!("<th scope=\"row\" colspan=\"{columns}\">{}</th>", both(words))
}

fn words(cell: Option<&Located<String>>) -> String {
    cell.map(|cell| lines(&cell.value)).unwrap_or_default()
}

fn cell(figure: Option<&Located<Decimal>>) -> String {
    figure.map(|figure| figure.value.to_string()).unwrap_or_default()
}

/// What is not printed, but known.
fn added(words: &str) -> String {
    format!("<span class=\"added\" hidden=\"\">{}</span>", text(words))
}

/// The recomputed score, marked where the printed one is another.
fn recomputed(score: Option<Decimal>, printed: Option<&Located<Decimal>>) -> String {
    let differs = score.zip(printed).is_some_and(|(score, printed)| score != printed.value);
    let class = if differs { "score differs" } else { "score" };
    let shown = score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    format!("<td class=\"{class}\" hidden=\"\">{shown}</td>")
}

/// A printed rate in percent, with the decimals that were printed.
fn percent(rate: Decimal) -> Option<String> {
    let scale = rate.scale().saturating_sub(2);
    let hundred = rate.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", hundred.round_dp(scale)))
}
