//! From paths to tables with their policies: what `score`, `check`, `explain`, `compare` and `rollup` have in common.

use super::Context;
use crate::assessment::Assessment;
use crate::audit::Stated;
use crate::diagnostic::{Diagnostic, Problems};
use crate::embedded::vocabulary;
use crate::evaluation::{ChosenBy, Evaluator, Portfolio, Wanted};
use crate::files::{read_policy, read_tables};
use crate::policy::Policy;
use crate::shipped::{shipped_policies, shipped_policy};
use crate::sources::Sources;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Tables, and the policies that they are scored under.
#[derive(Debug, Default)]
pub(super) struct Tables {
    read: Vec<Assessment>,
    stated: Vec<Stated>,
    asked: Option<String>,
    /// By name, with the folder that it was looked for in; nothing where it cannot be used.
    policies: BTreeMap<PathBuf, Option<Policy>>,
    /// What could not be read or understood.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read.
    pub sources: Sources,
}

impl Tables {
    /// Reads tables, and the policy that was asked for or else each table's own; a table whose policy cannot be had is
    /// not scored.
    pub(super) fn read(paths: &[PathBuf], asked: Option<&str>, context: &Context) -> Self {
        let loaded = read_tables(paths, context.read);
        let mut all = Self {
            read: Vec::new(),
            stated: loaded.stated,
            asked: asked.map(str::to_owned),
            policies: BTreeMap::new(),
            diagnostics: loaded.diagnostics,
            sources: loaded.sources,
        };
        for table in loaded.tables {
            let wanted = Wanted::of(&table, asked);
            let key = key(wanted);
            if !all.policies.contains_key(&key) {
                let policy = all.policy(wanted, &table, context);
                all.policies.insert(key, policy);
            }
            all.read.push(table);
        }
        all
    }

    /// Reads a policy; nothing where it cannot be used.
    fn policy(&mut self, wanted: Wanted<'_>, table: &Assessment, context: &Context) -> Option<Policy> {
        let found = read_policy(wanted.name, wanted.beside.map(Path::new), context.read);
        self.sources.extend(found.sources);
        let broken = Problems::has_errors(&found.diagnostics);
        for diagnostic in found.diagnostics {
            // A name that nobody knows is in the table, or on the command line.
            let named = table.policy.as_ref();
            let named = named.filter(|_| wanted.by == ChosenBy::Table && diagnostic.file.is_none());
            let diagnostic = match (named, &table.source) {
                (Some(named), Some(file)) => diagnostic.at(&named.at).file(file),
                _ => diagnostic,
            };
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        found.policy.filter(|_| !broken)
    }

    /// Every table, scored and audited, and what concerns several of them.
    pub(super) fn evaluated(&self) -> Portfolio<'_> {
        let policy_of = |table| {
            let wanted = Wanted::of(table, self.asked.as_deref());
            Some((self.policies.get(&key(wanted))?.as_ref()?, wanted.by))
        };
        let mut evaluator = Evaluator::new(vocabulary()).with_others(shipped_policies());
        evaluator.tables(&self.read, &self.stated, policy_of)
    }
}

/// What a policy is kept under: files of one name in several folders are several policies.
fn key(wanted: Wanted<'_>) -> PathBuf {
    let beside = wanted.beside.filter(|_| shipped_policy(wanted.name).is_none());
    match beside.and_then(|file| Path::new(file).parent()) {
        Some(folder) => folder.join(wanted.name),
        None => PathBuf::from(wanted.name),
    }
}
