//! One table under several policies: totals and grades side by side, then what causes the differences.

use super::figure;
use super::grade_name;
use super::markdown::{END, escaped};
use super::table::{LINES, shortened};
use super::wording::{deciding, rules_of};
use crate::assessment::Assessment;
use crate::comparison::{ComparedLine, Comparison};
use crate::message::{Lang, Message};
use crate::policy::Policy;
use crate::say;
use crate::scoring::Scorecard;
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
    let ids = policies.iter().map(|policy| policy.id.value.chars().count()).max().unwrap_or_default();
    for (projects, lines) in alike(compared, lang) {
        out.push('\n');
        for project in projects {
            let _ = writeln!(out, "■ {project}");
        }
        for DifferingLine { name, results, .. } in lines {
            let _ = writeln!(out, "  {name}");
            for result in results {
                let (id, score, because) = (result.policy, result.scored(), result.because(lang));
                let _ = writeln!(out, "    {id:ids$}  {score:>9}  {because}");
            }
        }
    }
    let rules = rules(compared, lang);
    if !rules.is_empty() {
        let _ = writeln!(out, "\n{}", rules_title().in_lang(lang));
        for (policy, rule) in rules {
            let _ = writeln!(out, "  {policy:ids$}  {rule}");
        }
    }
    let _ = writeln!(out, "\n{}", summary(compared, policies).in_lang(lang));
    out
}

/// For pasting.
pub fn comparison_markdown(compared: &[Compared<'_>], policies: &[&Policy], lang: Lang) -> String {
    let mut out = String::from("| ");
    out.push_str(say!("项目", "project").in_lang(lang));
    for policy in policies {
        let _ = write!(out, " | {}", escaped(&policy.id.value));
    }
    let _ = writeln!(out, " |\n|---{}|", "|--:".repeat(policies.len()));
    for (assessment, comparison) in compared {
        let _ = write!(out, "| {}", escaped(&assessment.project.value));
        for (_, card) in &comparison.under {
            let _ = write!(out, " | {}", escaped(&total(card, lang)));
        }
        out.push_str(" |\n");
    }
    for (projects, lines) in alike(compared, lang) {
        out.push('\n');
        for project in projects {
            let _ = writeln!(out, "## {}", escaped(project));
        }
        for DifferingLine { name, results, .. } in lines {
            let _ = writeln!(out, "\n**{}**\n", escaped(&name));
            for result in results {
                let because = result.because(lang);
                let _ = writeln!(
                    out,
                    "- {} **{}** {}",
                    escaped(result.policy),
                    result.scored(),
                    escaped(&because)
                );
            }
        }
    }
    let rules = rules(compared, lang);
    if !rules.is_empty() {
        let _ = writeln!(out, "\n## {}\n", rules_title().in_lang(lang));
        for (policy, rule) in rules {
            let _ = writeln!(out, "- {} {}", escaped(policy), escaped(&rule));
        }
    }
    let _ = writeln!(out, "\n{}", summary(compared, policies).in_lang(lang));
    out + END
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
    let projects = compared.iter().map(|(assessment, comparison)| Evaluation {
        name: &assessment.project.value,
        year: assessment.year,
        source: assessment.source.as_deref(),
        results: comparison.under.iter().map(|(policy, card)| Result::new(policy, card)).collect(),
        differences: differing_lines(assessment, comparison, lang),
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
    projects: Vec<Evaluation<'a>>,
}

#[derive(Serialize)]
struct Evaluation<'a> {
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
            grade: card.grade.map(crate::assessment::Grade::as_str),
        }
    }
}

/// A line of the table that differs. Two that are equal look the same to a reader.
#[derive(Serialize, PartialEq)]
struct DifferingLine<'a> {
    line: &'static str,
    name: String,
    results: Vec<Cause<'a>>,
}

#[derive(Serialize, PartialEq)]
struct Cause<'a> {
    policy: &'a str,
    score: Option<Decimal>,
    weight: Option<Decimal>,
    rule: Option<&'a str>,
    because: Vec<String>,
}

impl Cause<'_> {
    /// `9.60/10`; without the weight where every policy has the same.
    fn scored(&self) -> String {
        let score = self.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
        match self.weight {
            Some(weight) => format!("{score}/{}", weight.normalize()),
            None => score,
        }
    }

    fn because(&self, lang: Lang) -> String {
        let joint = say!("；", "; ");
        let why = self.because.join(joint.in_lang(lang));
        self.rule.map_or_else(|| why.clone(), |rule| format!("[{rule}] {why}"))
    }
}

fn differing_lines<'a>(
    assessment: &Assessment,
    comparison: &Comparison<'a>,
    lang: Lang,
) -> Vec<DifferingLine<'a>> {
    let lines = comparison.differences.iter().map(|difference| {
        let line = match difference.line {
            ComparedLine::Execution => "execution",
            ComparedLine::Row(_) => "indicator",
            ComparedLine::Total => "total",
        };
        let results = comparison.under.iter().zip(&difference.results).map(|((policy, _), result)| Cause {
            policy: &policy.id.value,
            score: result.score,
            weight: result.weight,
            rule: result.rule,
            because: deciding(result.trace, policy).map(|why| why.in_lang(lang).to_owned()).collect(),
        });
        let name = line_name(difference.line, assessment).in_lang(lang).to_owned();
        DifferingLine { line, name, results: results.collect() }
    });
    lines.collect()
}

/// The projects that differ, those with the same differences together.
fn alike<'c, 'a>(compared: &'c [Compared<'a>], lang: Lang) -> Vec<(Vec<&'c str>, Vec<DifferingLine<'a>>)> {
    let mut groups: Vec<(Vec<&str>, Vec<DifferingLine<'_>>)> = Vec::new();
    for (assessment, comparison) in differing(compared) {
        let name = assessment.project.value.as_str();
        let lines = differing_lines(assessment, comparison, lang);
        match groups.iter_mut().find(|(_, known)| *known == lines) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], lines)),
        }
    }
    groups
}

/// The rules that made the differences, each once, with their basis.
fn rules<'a>(compared: &[Compared<'a>], lang: Lang) -> Vec<(&'a str, String)> {
    let mut rules: Vec<(&str, String)> = Vec::new();
    for (_, comparison) in compared {
        for difference in &comparison.differences {
            for ((policy, _), result) in comparison.under.iter().zip(&difference.results) {
                for words in rules_of(result.trace, policy) {
                    let rule = (policy.id.value.as_str(), words.in_lang(lang).to_owned());
                    if !rules.contains(&rule) {
                        rules.push(rule);
                    }
                }
            }
        }
    }
    rules.sort();
    rules
}

fn rules_title() -> Message {
    say!("所用规则", "The rules")
}

fn differing<'c, 'a>(compared: &'c [Compared<'a>]) -> impl Iterator<Item = &'c Compared<'a>> {
    compared.iter().filter(|(_, comparison)| !comparison.differences.is_empty())
}

fn summary(compared: &[Compared<'_>], policies: &[&Policy]) -> Message {
    let all = compared.len();
    let differ = differing(compared).count();
    let names: Vec<&str> = policies.iter().map(|policy| policy.id.value.as_str()).collect();
    say!(
        "{all} 个项目，其中 {differ} 个在各评分办法下得分不同：{zh}",
        "projects {all}, scored differently {differ}: {en}",
        zh = names.join("、"),
        en = names.join(", ")
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

fn line_name(line: ComparedLine, assessment: &Assessment) -> Message {
    match line {
        ComparedLine::Execution => say!("预算执行率", "budget execution"),
        ComparedLine::Row(index) => {
            let name = assessment.indicators.get(index).map(|indicator| indicator.name.value.clone());
            Message::same(name.unwrap_or_default())
        }
        ComparedLine::Total => say!("总分", "total"),
    }
}
