//! `check --baseline FILE`: what an earlier `check --format json` has found already.
//!
//! A finding is the same when code, project, year, indicator and message are: lines may move, figures may not, since the
//! message names them. The message may be in either language. What was found twice is known twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use serde::Deserialize;
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

#[derive(Deserialize, PartialEq)]
struct Known {
    code: String,
    message: String,
    indicator: Option<String>,
}

/// The findings that are known.
pub(super) struct Baseline {
    checked: Checked,
}

impl Baseline {
    /// Reads the file of an earlier run.
    pub(super) fn read(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let name = path.display();
        let file = File::open(path).map_err(|error| {
            let title = say!(
                "打不开 {name}：{error}",
                "{name} cannot be opened: {error}",
                name = name,
                error = error
            );
            Box::new(Diagnostic::new(Code::Unreadable, title))
        })?;
        match serde_json::from_reader(BufReader::new(file)) {
            Ok(checked) => Ok(Self { checked }),
            Err(error) => {
                let title = say!(
                    "{name} 不是 check --format json 的结果",
                    "{name} is not what check --format json prints",
                    name = name
                );
                let (line, column) = (error.line(), error.column());
                Err(Box::new(Diagnostic::new(Code::Syntax, title).note(say!(
                    "第 {line} 行第 {column} 列读不下去",
                    "reading stops at line {line}, column {column}",
                    line = line,
                    column = column
                ))))
            }
        }
    }

    /// Takes out of some findings of a project (of none: those beside the projects) what is known.
    pub(super) fn without_known(
        &mut self,
        project: Option<(&str, Option<i32>)>,
        findings: &mut Vec<Diagnostic>,
    ) {
        findings.retain(|finding| {
            let lists: Vec<&mut Vec<Known>> = match project {
                None => vec![&mut self.checked.findings],
                Some((name, year)) => self
                    .checked
                    .projects
                    .iter_mut()
                    .filter(|known| known.name == name && known.year == year)
                    .map(|known| &mut known.findings)
                    .collect(),
            };
            for list in lists {
                if let Some(at) = list.iter().position(|known| known.is(finding)) {
                    list.swap_remove(at);
                    return false;
                }
            }
            true
        });
    }
}

impl Known {
    fn is(&self, finding: &Diagnostic) -> bool {
        self.code == finding.code.as_str()
            && self.indicator == finding.indicator
            && (self.message == finding.title.zh || self.message == finding.title.en)
    }
}
