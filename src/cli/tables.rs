//! From paths to scored tables: what `score`, `check` and `explain` have in common.

use super::Context;
use crate::assessment::Assessment;
use crate::audit::{Across, Audited, Filed, Neighbours, Stated, audited, elsewhere, portfolio};
use crate::diagnostic::{Code, Diagnostic, Severity, Subject};
use crate::embedded::vocabulary;
use crate::files::{read_policy, read_tables};
use crate::policy::Policy;
use crate::report::Project;
use crate::say;
use crate::scoring::score;
use crate::shipped::{shipped_policies, shipped_policy};
use crate::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The policy of a table that names none.
pub(super) const DEFAULT_POLICY: &str = "mof-2020-10";

/// Switches that silenced something: the key of their policy, and their index there.
pub(super) type UsedSwitches<'a> = BTreeSet<(&'a str, usize)>;

/// Tables with the policies that they are scored under.
#[derive(Debug, Default)]
pub(super) struct Tables {
    read: Vec<(Assessment, String)>,
    policies: BTreeMap<String, Policy>,
    stated: Vec<Stated>,
    /// What could not be read or understood.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read.
    pub sources: Sources,
}

impl Tables {
    /// Reads tables, and the policy that was asked for or else each table's own; a table whose policy cannot be had is not scored.
    pub(super) fn read(paths: &[PathBuf], policy: Option<&str>, context: &Context) -> Self {
        let loaded = read_tables(paths, context.read);
        let mut all = Self {
            diagnostics: loaded.diagnostics,
            sources: loaded.sources,
            stated: loaded.stated,
            ..Self::default()
        };
        for table in loaded.tables {
            let own = table.policy.as_ref().map(|policy| policy.value.clone());
            let name = policy.map(str::to_owned).or(own).unwrap_or_else(|| DEFAULT_POLICY.to_owned());
            // A file that a table names lies beside the table.
            let beside = if policy.is_some() { None } else { table.source.clone() };
            let key = if shipped_policy(&name).is_some() {
                name.clone()
            } else {
                let folder =
                    beside.as_deref().and_then(|file| Path::new(file).parent().map(Path::to_path_buf));
                folder.map_or_else(|| name.clone(), |folder| folder.join(&name).display().to_string())
            };
            if !all.policies.contains_key(&key)
                && !all.policy(&name, &key, &table, beside.as_deref(), policy.is_some(), context)
            {
                continue;
            }
            all.read.push((table, key));
        }
        all
    }

    /// Reads a policy once; whether it can be used.
    fn policy(
        &mut self,
        name: &str,
        key: &str,
        table: &Assessment,
        beside: Option<&str>,
        asked: bool,
        context: &Context,
    ) -> bool {
        let found = read_policy(name, beside.map(Path::new), context.read);
        self.sources.extend(found.sources);
        let broken = found.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        for diagnostic in found.diagnostics {
            // A name that nobody knows stands in the table, or on the command line.
            let named = table.policy.as_ref().filter(|_| !asked && diagnostic.file.is_none());
            let diagnostic = match (named, &table.source) {
                (Some(named), Some(file)) => diagnostic.at(&named.at).file(file),
                _ => diagnostic,
            };
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        match found.policy {
            Some(policy) if !broken => {
                self.policies.insert(key.to_owned(), policy);
                true
            }
            _ => false,
        }
    }

    /// Whose funds an amount is, among all tables.
    fn neighbours(&self) -> Neighbours {
        let all: Vec<&Assessment> = self.read.iter().map(|(assessment, _)| assessment).collect();
        Neighbours::of(&all, vocabulary())
    }

    /// What concerns no single one of the projects.
    pub(super) fn portfolio(&self, projects: &[Project<'_>]) -> Across {
        let filed: Vec<Filed<'_>> = projects
            .iter()
            .map(|project| Filed {
                assessment: project.assessment,
                scorecard: &project.scorecard,
                policy: project.policy,
            })
            .collect();
        portfolio(&filed, &self.stated, vocabulary())
    }

    /// The switches of a policy that silence nothing of the tables under it, where there are several, nor of all of them
    /// together.
    pub(super) fn unused_switches(&self, used: &UsedSwitches<'_>, across: &Across) -> Vec<Diagnostic> {
        let mut unused = Vec::new();
        for (key, policy) in self.policies.iter().filter(|(_, policy)| !policy.audit.off.is_empty()) {
            let under = self.read.iter().filter(|(_, of)| of == key).count();
            let idle = policy.audit.off.iter().enumerate().filter(|&(index, switch)| {
                let of_all = switch.indicator.is_none() && across.silenced.contains(&switch.code.value);
                !used.contains(&(key.as_str(), index)) && !of_all
            });
            for (_, switch) in idle.filter(|_| under > 1) {
                let title = say!(
                    "评分办法 {id} 关掉了 {code}，而 {count} 张表都没有这个问题",
                    "the policy {id} switches {code} off, and none of {count} tables has such a finding",
                    id = policy.id.value,
                    code = switch.code.value,
                    count = under
                );
                let note =
                    Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::UnusedSwitch, title) };
                let note = note.about(Subject::Portfolio).figure(&policy.id.value).figure(switch.code.value);
                unused.push(note.help(say!("删去这一条", "take the switch out")));
            }
        }
        unused
    }

    /// Every table, scored and audited.
    pub(super) fn projects(&self) -> Vec<Project<'_>> {
        self.projects_and_switches().0
    }

    /// The same, with the switches of policies that silenced something.
    pub(super) fn projects_and_switches(&self) -> (Vec<Project<'_>>, UsedSwitches<'_>) {
        let neighbours = self.neighbours();
        let mut used = UsedSwitches::new();
        let projects = self
            .read
            .iter()
            .filter_map(|(assessment, key)| {
                let policy = self.policies.get(key)?;
                let scorecard = score(assessment, policy, vocabulary());
                let Audited { mut findings, silenced } =
                    audited(assessment, &scorecard, policy, vocabulary(), &neighbours);
                used.extend(silenced.into_iter().map(|index| (key.as_str(), index)));
                let others = shipped_policies().filter(|other| other.id.value != policy.id.value);
                elsewhere(&mut findings, assessment, others, vocabulary());
                Some(Project { assessment, policy, scorecard, findings })
            })
            .collect();
        (projects, used)
    }
}
