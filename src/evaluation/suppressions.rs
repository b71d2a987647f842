//! Switches of policies that silence nothing in any table of a run.

use super::Evaluation;
use crate::audit::Across;
use crate::diagnostic::{Code, Diagnostic, Severity, Subject};
use crate::policy::Policy;
use crate::say;
use std::collections::BTreeSet;
use std::ptr;

/// The tables under one policy, and which of its switches took something out there.
struct Under<'a> {
    policy: &'a Policy,
    tables: usize,
    used: BTreeSet<usize>,
}

/// The switches of a policy that silence nothing of the tables under it, where there are several, nor of all of them
/// together.
pub(super) fn unused(evaluations: &[Evaluation<'_>], across: &Across) -> Vec<Diagnostic> {
    let mut policies: Vec<Under<'_>> = Vec::new();
    for evaluation in evaluations.iter().filter(|evaluation| !evaluation.policy.audit.off.is_empty()) {
        let policy = evaluation.policy;
        let known = policies.iter().position(|under| ptr::eq(under.policy, policy));
        let at = known.unwrap_or_else(|| {
            policies.push(Under { policy, tables: 0, used: BTreeSet::new() });
            policies.len().saturating_sub(1)
        });
        if let Some(under) = policies.get_mut(at) {
            under.tables = under.tables.saturating_add(1);
            under.used.extend(&evaluation.silenced);
        }
    }
    let mut notes = Vec::new();
    for Under { policy, tables, used } in policies.iter().filter(|under| under.tables > 1) {
        let idle = policy.audit.off.iter().enumerate().filter(|&(index, switch)| {
            let of_all = switch.indicator.is_none() && across.silenced.contains(&switch.code.value);
            !used.contains(&index) && !of_all
        });
        for (_, switch) in idle {
            let title = say!(
                "评分办法 {id} 关闭了 {code}，而 {tables} 张表均没有此类问题",
                "the policy {id} switches {code} off, but no table has such a finding (tables: {tables})",
                id = policy.id.value,
                code = switch.code.value
            );
            let note = Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::UnusedSwitch, title) };
            let note = note.about(Subject::Portfolio).figure(&policy.id.value).figure(switch.code.value);
            notes.push(note.help(say!("删去该条", "remove this entry")));
        }
    }
    notes
}
