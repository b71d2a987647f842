//! What a file of YAML is, by its keys.

use crate::diagnostic::{Code, Diagnostic};
use crate::keys::{self, POLICY_SIGNS};
use crate::say;
use crate::yaml::tree::{Kind, Node};
use std::sync::Arc;

/// What a file is, by its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Table,
    Set,
    Policy,
    Statement,
}

impl FileKind {
    pub(super) fn of(node: &Node) -> Self {
        let Kind::Map(entries) = &node.kind else { return Self::Table };
        let headings = keys::headings();
        let has = |wanted: &str| {
            entries.iter().filter_map(|(key, _)| key.text()).any(|key| {
                key == wanted
                    || headings.key("assessment", key) == Some(wanted)
                    || headings.key("indicator_set", key) == Some(wanted)
                    || headings.key("statement", key) == Some(wanted)
            })
        };
        if has("project") {
            Self::Table
        } else if POLICY_SIGNS.iter().any(|key| has(key)) {
            Self::Policy
        } else if has("indicator_set") {
            Self::Set
        } else if has("statement") {
            Self::Statement
        } else {
            Self::Table
        }
    }

    pub(super) fn not_a_table(self, name: &Arc<str>) -> Diagnostic {
        let title = match self {
            Self::Policy => {
                say!("{name} 是评分办法，不是自评表", "{name} is a policy, not a table")
            }
            _ => {
                say!("{name} 是指标体系，不是自评表", "{name} is an indicator set, not a table")
            }
        };
        let help = match self {
            Self::Policy => say!("用 `--policy` 指定评分办法", "name a policy with `--policy`"),
            _ => say!("在自评表中用 `indicator_set:` 引用", "name it in a table with `indicator_set:`"),
        };
        Diagnostic::new(Code::UnknownKind, title).file(name).help(help)
    }
}
