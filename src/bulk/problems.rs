//! What is wrong with rows, as diagnostics that name file and row.

use super::batch::{Problem, What};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Problems as they come, in the order of the input; only the first are kept in words.
#[derive(Debug)]
pub(super) struct Problems {
    /// How many rows each file had so far.
    rows: BTreeMap<Arc<str>, u64>,
    /// The first of them.
    pub shown: Vec<Diagnostic>,
    /// How many there are.
    pub count: u64,
    /// More than this many end the run.
    most: Option<u64>,
}

/// How many are told in words.
const SHOWN: usize = 20;

impl Problems {
    pub(super) const fn new(most: Option<u64>) -> Self {
        Self { rows: BTreeMap::new(), shown: Vec::new(), count: 0, most }
    }

    /// How many rows of a file came before.
    pub(super) fn before(&self, file: &Arc<str>) -> u64 {
        self.rows.get(file).copied().unwrap_or_default()
    }

    /// Takes the problems of the next batch of a file; false when there are too many now.
    pub(super) fn take(&mut self, file: &Arc<str>, seen: u64, problems: &[Problem]) -> bool {
        let before = self.before(file);
        for problem in problems {
            self.count = self.count.saturating_add(1);
            if self.shown.len() < SHOWN {
                let row = before.saturating_add(problem.row).saturating_add(1);
                self.shown.push(describe(&problem.what, row).file(file));
            }
        }
        self.rows.insert(Arc::clone(file), before.saturating_add(seen));
        self.most.is_none_or(|most| self.count <= most)
    }
}

fn describe(what: &What, row: u64) -> Diagnostic {
    let (code, title): (Code, Message) = match what {
        What::Cells { found, expected } => (
            Code::WrongShape,
            say!(
                "第 {row} 行有 {found} 格，标题有 {expected} 格：未计分",
                "row {row} has {found} cells and there are {expected} headings: left out"
            ),
        ),
        What::Json(error) => (
            Code::Syntax,
            say!(
                "第 {row} 行不是 JSON 对象：未计分（{error}）",
                "row {row} is no object of JSON: left out ({error})"
            ),
        ),
        What::KeyTwice(key) => (
            Code::DuplicateKey,
            say!("第 {row} 行的“{key}”出现两次：未计分", "row {row} has `{key}` twice: left out"),
        ),
        What::Encoding => (
            Code::Encoding,
            say!("第 {row} 行不是所给的编码：未计分", "row {row} is not of the given encoding: left out"),
        ),
        What::Figure { column, text } => (
            Code::NotANumber,
            say!(
                "第 {row} 行的 {column} 列“{text}”不是这一列的数：按空白处理",
                "row {row}, column {column}: “{text}” is no figure of that column, and counts as blank"
            ),
        ),
    };
    Diagnostic::new(code, title)
}
