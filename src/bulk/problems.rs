//! What is wrong with rows, as diagnostics that name file and row.

use super::batch::{Problem, What};
use super::column::Kind;
use super::source::{missing_columns, unused_columns};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Problems as they come, in the order of the input; only the first are kept in words.
#[derive(Debug)]
pub(super) struct Problems {
    kind: Kind,
    /// How many rows each file had so far.
    rows: BTreeMap<Arc<str>, u64>,
    /// The keys of the objects of each file, with the column that each is.
    keys: BTreeMap<Arc<str>, BTreeMap<String, Option<usize>>>,
    /// The first of them.
    shown: Vec<Diagnostic>,
    /// How many there are.
    pub count: u64,
    /// More than this many end the run.
    most: Option<u64>,
}

/// How many are told in words.
const SHOWN: usize = 20;

impl Problems {
    pub(super) const fn new(kind: Kind, most: Option<u64>) -> Self {
        Self { kind, rows: BTreeMap::new(), keys: BTreeMap::new(), shown: Vec::new(), count: 0, most }
    }

    /// Takes the keys that objects of a file have.
    pub(super) fn take_keys(&mut self, file: &Arc<str>, keys: HashMap<String, Option<usize>>) {
        if !keys.is_empty() {
            self.keys.entry(Arc::clone(file)).or_default().extend(keys);
        }
    }

    /// All that is to be said when every batch was taken: of keys what is said of headings, then the rows.
    pub(super) fn told(self) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        for (file, keys) in &self.keys {
            let needed = self.kind.needed();
            let missing: Vec<&str> = (self.kind.names().enumerate())
                .filter(|(place, _)| needed.contains(place) && !keys.values().any(|is| *is == Some(*place)))
                .map(|(_, name)| name)
                .collect();
            let names: Vec<&String> = keys.keys().collect();
            let unknown: Vec<&String> =
                keys.iter().filter(|(_, column)| column.is_none()).map(|(key, _)| key).collect();
            let missing = (!missing.is_empty()).then(|| missing_columns(self.kind, &missing, &names));
            let of_keys = missing.into_iter().chain(unused_columns(&unknown));
            told.extend(of_keys.map(|diagnostic| diagnostic.file(file)));
        }
        told.extend(self.shown);
        told
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
                "第 {row} 行有 {found} 格，标题行有 {expected} 格：该行未计分",
                "row {row}: cells {found}, headings {expected}; not scored"
            ),
        ),
        What::Json(error) => (
            Code::Syntax,
            say!(
                "第 {row} 行不是 JSON 对象：未计分（{error}）",
                "row {row} is not a JSON object: not scored ({error})"
            ),
        ),
        What::KeyTwice(key) => (
            Code::DuplicateKey,
            say!("第 {row} 行的“{key}”出现两次：未计分", "row {row} has `{key}` twice: not scored"),
        ),
        What::Encoding => (
            Code::Encoding,
            say!("第 {row} 行不符合指定的编码：未计分", "row {row} is not in the given encoding: not scored"),
        ),
        What::Figure { column, text } => (
            Code::NotANumber,
            say!(
                "第 {row} 行“{column}”列的“{text}”不是有效的数：按空白处理",
                "row {row}, column {column}: “{text}” is not a valid figure and counts as blank"
            ),
        ),
    };
    Diagnostic::new(code, title)
}
