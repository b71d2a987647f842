//! One table under several policies: totals and grades side by side, then what causes the differences.

use super::figure;
use super::grade_name;
use super::table::{LINES, shortened};
use super::wording::{Words, sentence};
use crate::assessment::Assessment;
use crate::comparison::{Comparison, Difference, Line, LineResult};
use crate::message::{Lang, Message};
use crate::policy::Policy;
use crate::say;
use crate::scoring::{Scorecard, Step};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};
use rust_decimal::Decimal;
use serde::Serialize;
use std::fmt::Write;

/// A table with its comparison.
pub type Compared<'a> = (&'a Assessment, Comparison<'a>);

/// For a terminal.
pub fn comparison_text(compared: &[Compared<'_>], policies: &[&Policy], lang: Lang) -> String {
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Disabled);
    let mut head = vec![Cell::new(say!("项目", "project").in_lang(lang))];
    head.extend(policies.iter().map(|policy| right(policy.id.value.clone())));
    table.set_header(head);
    for (assessment, comparison) in compared {
        let mut cells = vec![Cell::new(shortened(&assessment.project.value, 36))];
        cells.extend(comparison.under.iter().map(|(_, card)| right(total(card, lang))));
        table.add_row(cells);
    }
    let mut out = format!("{table}\n");
    for (assessment, comparison) in differing(compared) {
        let _ = writeln!(out, "\n■ {}", assessment.project.value);
        for difference in &comparison.differences {
            let _ = writeln!(out, "  {}", line_name(difference.line, assessment).in_lang(lang));
            for ((policy, _), result) in comparison.under.iter().zip(&difference.results) {
                let because = because(result, policy, lang).join(lang_joint(lang));
                let _ = writeln!(out, "    {}  {}  {because}", policy.id.value, scored(result));
            }
        }
    }
    let _ = writeln!(out, "\n{}", summary(compared, policies).in_lang(lang));
    out
}

/// For pasting.
pub fn comparison_markdown(compared: &[Compared<'_>], policies: &[&Policy], lang: Lang) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut out = String::from("| ");
    out.push_str(say!("项目", "project").in_lang(lang));
    for policy in policies {
        let _ = write!(out, " | {}", cell(&policy.id.value));
    }
    let _ = writeln!(out, " |\n|---{}|", "|--:".repeat(policies.len()));
    for (assessment, comparison) in compared {
        let _ = write!(out, "| {}", cell(&assessment.project.value));
        for (_, card) in &comparison.under {
            let _ = write!(out, " | {}", cell(&total(card, lang)));
        }
        out.push_str(" |\n");
    }
    for (assessment, comparison) in differing(compared) {
        let _ = writeln!(out, "\n## {}", cell(&assessment.project.value));
        for difference in &comparison.differences {
            let name = line_name(difference.line, assessment);
            let _ = writeln!(out, "\n**{}**\n", cell(name.in_lang(lang)));
            for ((policy, _), result) in comparison.under.iter().zip(&difference.results) {
                let because = because(result, policy, lang).join(lang_joint(lang));
                let _ = writeln!(out, "- `{}` **{}** {}", policy.id.value, scored(result), cell(&because));
            }
        }
    }
    out
}

/// For programs. Scores are strings, as everywhere.
///
/// # Errors
/// Those of the JSON writer.
pub fn comparison_json(
    compared: &[Compared<'_>],
    policies: &[&Policy],
    lang: Lang,
) -> serde_json::Result<String> {
    let projects = compared.iter().map(|(assessment, comparison)| Project {
        name: &assessment.project.value,
        year: assessment.year,
        source: assessment.source.as_deref(),
        results: comparison.under.iter().map(|(policy, card)| Result::new(policy, card)).collect(),
        differences: comparison
            .differences
            .iter()
            .map(|difference| differing_line(difference, comparison, assessment, lang))
            .collect(),
    });
    let all = All {
        policies: policies.iter().map(|policy| policy.id.value.as_str()).collect(),
        projects: projects.collect(),
    };
    serde_json::to_string_pretty(&all).map(|text| text + "\n")
}

#[derive(Serialize)]
struct All<'a> {
    policies: Vec<&'a str>,
    projects: Vec<Project<'a>>,
}

#[derive(Serialize)]
struct Project<'a> {
    name: &'a str,
    year: Option<i32>,
    source: Option<&'a str>,
    results: Vec<Result<'a>>,
    differences: Vec<DifferingLine<'a>>,
}

#[derive(Serialize)]
struct Result<'a> {
    policy: &'a str,
    weight: Decimal,
    score: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    grade: Option<&'static str>,
}

impl<'a> Result<'a> {
    fn new(policy: &'a Policy, card: &Scorecard) -> Self {
        let total = &card.total;
        Self {
            policy: &policy.id.value,
            weight: total.weight,
            score: total.score,
            low: total.low,
            high: total.high,
            grade: card.grade.map(crate::policy::Grade::as_str),
        }
    }
}

#[derive(Serialize)]
struct DifferingLine<'a> {
    line: &'static str,
    name: Option<&'a str>,
    results: Vec<Cause<'a>>,
}

#[derive(Serialize)]
struct Cause<'a> {
    policy: &'a str,
    score: Option<Decimal>,
    weight: Option<Decimal>,
    rule: Option<&'a str>,
    because: Vec<String>,
}

fn differing_line<'a>(
    difference: &Difference<'a>,
    comparison: &Comparison<'a>,
    assessment: &'a Assessment,
    lang: Lang,
) -> DifferingLine<'a> {
    let (line, name) = match difference.line {
        Line::Execution => ("execution", None),
        Line::Row(index) => {
            ("indicator", assessment.indicators.get(index).map(|indicator| indicator.name.value.as_str()))
        }
        Line::Total => ("total", None),
    };
    let results = comparison.under.iter().zip(&difference.results).map(|((policy, _), result)| Cause {
        policy: &policy.id.value,
        score: result.score,
        weight: result.weight,
        rule: result.rule,
        because: because(result, policy, lang),
    });
    DifferingLine { line, name, results: results.collect() }
}

fn differing<'c, 'a>(compared: &'c [Compared<'a>]) -> impl Iterator<Item = &'c Compared<'a>> {
    compared.iter().filter(|(_, comparison)| !comparison.differences.is_empty())
}

fn summary(compared: &[Compared<'_>], policies: &[&Policy]) -> Message {
    let all = compared.len();
    let differ = differing(compared).count();
    let first = policies.first().map(|policy| policy.id.value.as_str()).unwrap_or_default();
    say!(
        "{all} 个项目，{differ} 个在各评分办法下不一样（以 {first} 为先）",
        "{all} projects, {differ} of them differ between the policies ({first} first)",
        all = all,
        differ = differ,
        first = first
    )
}

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// The total with its grade: `99.60 优`; out of what, where that is not 100.
fn total(card: &Scorecard, lang: Lang) -> String {
    let score = figure::total(&card.total);
    let of = if card.total.weight == Decimal::ONE_HUNDRED {
        String::new()
    } else {
        format!("/{}", card.total.weight.normalize())
    };
    let grade = card.grade.map(grade_name);
    let grade = grade.as_ref().map_or("—", |grade| grade.in_lang(lang));
    format!("{score}{of} {grade}")
}

fn scored(result: &LineResult<'_>) -> String {
    let score = result.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
    match result.weight {
        Some(weight) => format!("{score}/{}", weight.normalize()),
        None => score,
    }
}

fn line_name(line: Line, assessment: &Assessment) -> Message {
    match line {
        Line::Execution => say!("预算执行率", "budget execution"),
        Line::Row(index) => {
            let name = assessment.indicators.get(index).map(|indicator| indicator.name.value.clone());
            Message::same(name.unwrap_or_default())
        }
        Line::Total => say!("总分", "total"),
    }
}

/// The steps that say why: the rule, what curve and limits made of it, the arithmetic.
fn because(result: &LineResult<'_>, policy: &Policy, lang: Lang) -> Vec<String> {
    let telling = |step: &&Step| {
        matches!(
            step,
            Step::Rule { .. }
                | Step::Curved { .. }
                | Step::Limited { .. }
                | Step::Tiered { .. }
                | Step::Judged { .. }
                | Step::Threshold { .. }
                | Step::Unmeasurable { .. }
                | Step::Scored { .. }
                | Step::Unscored { .. }
                | Step::Rescaled { .. }
                | Step::TotalLimited { .. }
        )
    };
    let words = Words { policy };
    result.trace.iter().filter(telling).map(|step| sentence(step, words).in_lang(lang).to_owned()).collect()
}

const fn lang_joint(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    }
}
