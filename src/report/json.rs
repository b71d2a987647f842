//! The results for programs: one object, decimals as strings.

use crate::diagnostic::{Diagnostic, Flat, Severity};
use crate::evaluation::{Evaluation, Record};
use crate::message::Lang;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the program, which is that of the shape of its results.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileOutcome {
    /// The file.
    pub file: String,
    /// How many tables of it were scored.
    pub tables: usize,
    /// How many errors were found while it was read.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

/// What became of each file: those of the tables, and those that could not be read or understood.
pub fn file_outcomes(projects: &[Evaluation<'_>], reading: &[Diagnostic]) -> Vec<FileOutcome> {
    let mut files: BTreeMap<&str, FileOutcome> = BTreeMap::new();
    let new = |file: &str| FileOutcome { file: file.to_owned(), tables: 0, errors: 0, warnings: 0 };
    for file in projects.iter().filter_map(|project| project.assessment.source.as_deref()) {
        let outcome = files.entry(file).or_insert_with(|| new(file));
        outcome.tables = outcome.tables.saturating_add(1);
    }
    for (file, diagnostic) in reading.iter().filter_map(|said| Some((said.file.as_deref()?, said))) {
        let outcome = files.entry(file).or_insert_with(|| new(file));
        match diagnostic.severity {
            Severity::Error => outcome.errors = outcome.errors.saturating_add(1),
            Severity::Warning => outcome.warnings = outcome.warnings.saturating_add(1),
            Severity::Note => {}
        }
    }
    files.into_values().collect()
}

#[derive(Serialize)]
struct Scores<'a> {
    version: &'static str,
    projects: Vec<Record<'a>>,
    files: &'a [FileOutcome],
}

/// `score --format json`.
///
/// # Errors
/// When the result cannot be put into JSON.
pub fn score_json(
    projects: &[Evaluation<'_>],
    files: &[FileOutcome],
    lang: Lang,
) -> serde_json::Result<String> {
    let projects = projects.iter().map(|project| project.record(lang)).collect();
    serde_json::to_string_pretty(&Scores { version: VERSION, projects, files }).map(|text| text + "\n")
}

#[derive(Serialize)]
struct Checks<'a> {
    version: &'static str,
    projects: Vec<CheckedProject<'a>>,
    findings: Vec<Flat<'a>>,
    files: &'a [FileOutcome],
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
pub fn check_json(
    projects: &[Evaluation<'_>],
    others: &[Diagnostic],
    files: &[FileOutcome],
    lang: Lang,
) -> serde_json::Result<String> {
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
    let checks = Checks { version: VERSION, projects, findings, files };
    serde_json::to_string_pretty(&checks).map(|text| text + "\n")
}
