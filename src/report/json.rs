//! The results for programs: one object, decimals as strings.

use super::{Project, figure};
use crate::assessment::Grade;
use crate::diagnostic::{Diagnostic, Flat};
use crate::message::Lang;
use crate::place::Located;
use crate::scoring::Status;
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Serialize)]
struct Scores<'a> {
    projects: Vec<ScoredProject<'a>>,
}

#[derive(Serialize)]
pub(super) struct ScoredProject<'a> {
    name: &'a str,
    year: Option<i32>,
    policy: &'a str,
    source: Option<&'a str>,
    execution: Execution,
    indicators: Vec<Indicator<'a>>,
    total: Total,
    grade: Option<Grade>,
    findings: Vec<Flat<'a>>,
}

#[derive(Serialize)]
struct Execution {
    budget: Option<Decimal>,
    executed: Option<Decimal>,
    rate: Option<String>,
    weight: Decimal,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
}

#[derive(Serialize)]
struct Indicator<'a> {
    class: Option<&'a str>,
    group: Option<&'a str>,
    name: &'a str,
    target: Option<&'a str>,
    actual: Option<&'a str>,
    weight: Option<Decimal>,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
    status: Status,
    reason: Option<&'static str>,
    rule: Option<&'a str>,
}

#[derive(Serialize)]
struct Total {
    weight: Decimal,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

fn printed(figure: Option<&Located<Decimal>>) -> Option<Decimal> {
    figure.map(|figure| figure.value)
}

fn text(cell: Option<&Located<String>>) -> Option<&str> {
    cell.map(|cell| cell.value.as_str())
}

pub(super) fn scored<'a>(project: &'a Project<'a>, lang: Lang) -> ScoredProject<'a> {
    let Project { assessment, scorecard, findings, .. } = project;
    let execution = &scorecard.execution;
    ScoredProject {
        name: &assessment.project.value,
        year: assessment.year,
        policy: &scorecard.policy,
        source: assessment.source.as_deref(),
        execution: Execution {
            budget: printed(assessment.funds.total.budget.as_ref()),
            executed: printed(assessment.funds.total.executed.as_ref()),
            rate: execution.rate.and_then(figure::rate),
            weight: execution.weight,
            score: execution.score,
            claimed: printed(assessment.claimed.execution.as_ref()),
        },
        indicators: assessment
            .indicators
            .iter()
            .zip(&scorecard.rows)
            .map(|(indicator, row)| Indicator {
                class: text(indicator.class.as_ref()),
                group: text(indicator.group.as_ref()),
                name: &indicator.name.value,
                target: text(indicator.target.as_ref()),
                actual: text(indicator.actual.as_ref()),
                weight: printed(indicator.weight.as_ref()),
                score: row.score,
                claimed: printed(indicator.claimed.as_ref()),
                status: row.status,
                reason: row.unscored.map(crate::scoring::Unscored::as_str),
                rule: project.rule(row.rule),
            })
            .collect(),
        total: Total {
            weight: scorecard.total.weight,
            score: scorecard.total.score,
            claimed: printed(assessment.claimed.total.as_ref()),
            low: scorecard.total.low,
            high: scorecard.total.high,
        },
        grade: scorecard.grade,
        findings: findings.iter().map(|finding| Flat::new(finding, lang)).collect(),
    }
}

/// `score --format json`.
///
/// # Errors
/// When the result cannot be put into JSON.
pub fn score_json(projects: &[Project<'_>], lang: Lang) -> serde_json::Result<String> {
    let projects = projects.iter().map(|project| scored(project, lang)).collect();
    serde_json::to_string_pretty(&Scores { projects }).map(|text| text + "\n")
}

#[derive(Serialize)]
struct Checks<'a> {
    projects: Vec<CheckedProject<'a>>,
    findings: Vec<Flat<'a>>,
}

#[derive(Serialize)]
struct CheckedProject<'a> {
    name: &'a str,
    year: Option<i32>,
    source: Option<&'a str>,
    findings: Vec<Flat<'a>>,
}

/// `check --format json`; `others` are the findings that concern no single project.
///
/// # Errors
/// When the result cannot be put into JSON.
pub fn check_json(projects: &[Project<'_>], others: &[Diagnostic], lang: Lang) -> serde_json::Result<String> {
    let projects = projects
        .iter()
        .map(|project| CheckedProject {
            name: &project.assessment.project.value,
            year: project.assessment.year,
            source: project.assessment.source.as_deref(),
            findings: project.findings.iter().map(|finding| Flat::new(finding, lang)).collect(),
        })
        .collect();
    let findings = others.iter().map(|finding| Flat::new(finding, lang)).collect();
    serde_json::to_string_pretty(&Checks { projects, findings }).map(|text| text + "\n")
}
