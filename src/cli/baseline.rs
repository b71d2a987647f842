//! `check --baseline FILE`: what an earlier `check --format json` has found already.
//!
//! A finding is the same when project, year, code, subject, row and figures are: lines may move and messages may be put
//! otherwise, figures may not change. What was found twice is known twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What `check --format json` prints, as far as it matters here.
#[derive(Deserialize)]
struct Checked {
    projects: Vec<Project>,
    #[serde(default)]
    findings: Vec<Known>,
}

#[derive(Deserialize)]
struct Project {
    name: String,
    year: Option<i32>,
    findings: Vec<Known>,
}

#[derive(Deserialize, PartialEq, Eq, Hash)]
struct Known {
    code: String,
    subject: String,
    indicator: Option<String>,
    #[serde(default)]
    figures: Vec<String>,
}

/// A project by name and year; nothing for what stands beside the projects.
type Owner = Option<(String, Option<i32>)>;

/// The findings that are known, and how often.
pub(super) struct Baseline {
    known: HashMap<Owner, HashMap<Known, usize>>,
}

impl Baseline {
    /// Reads the file of an earlier run.
    pub(super) fn read(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let name = path.display();
        let file = File::open(path).map_err(|error| {
            let title = say!("无法打开 {name}：{error}", "{name} cannot be opened: {error}");
            Box::new(Diagnostic::new(Code::Unreadable, title))
        })?;
        let checked: Checked = serde_json::from_reader(BufReader::new(file)).map_err(|error| {
            let title = say!(
                "{name} 不是 `check --format json` 的结果",
                "{name} is not a result of `check --format json`"
            );
            let (line, column) = (error.line(), error.column());
            Box::new(Diagnostic::new(Code::Syntax, title).note(say!(
                "第 {line} 行第 {column} 列起无法识读",
                "unreadable from line {line}, column {column}"
            )))
        })?;
        let mut known: HashMap<Owner, HashMap<Known, usize>> = HashMap::new();
        let projects = checked
            .projects
            .into_iter()
            .map(|project| (Some((project.name, project.year)), project.findings));
        for (owner, findings) in projects.chain(std::iter::once((None, checked.findings))) {
            let counts = known.entry(owner).or_default();
            for finding in findings {
                let count = counts.entry(finding).or_default();
                *count = count.saturating_add(1);
            }
        }
        Ok(Self { known })
    }

    /// Takes out of some findings of a project (of none: those beside the projects) what is known.
    pub(super) fn without_known(
        &mut self,
        project: Option<(&str, Option<i32>)>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let owner = project.map(|(name, year)| (name.to_owned(), year));
        let Some(known) = self.known.get_mut(&owner) else { return };
        findings.retain(|finding| {
            let mut seen = || {
                let count = known.get_mut(&Known {
                    code: finding.code.as_str().to_owned(),
                    subject: finding.subject?.as_str().to_owned(),
                    indicator: finding.indicator.clone(),
                    figures: finding.figures.clone(),
                })?;
                *count = count.checked_sub(1)?;
                Some(())
            };
            seen().is_none()
        });
    }
}
