//! Findings that are switched off, by the policy or by the table; and switches that silence nothing.

use super::Audit;
use crate::assessment::Suppression;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use std::collections::HashSet;

/// What a switch is about: a code, of one indicator or of all.
type Key<'a> = (Code, Option<&'a str>);

fn key(switch: &Suppression) -> Key<'_> {
    (switch.code.value, switch.indicator.as_deref())
}

/// The two switches that silence a finding.
fn keys(finding: &Diagnostic) -> [Key<'_>; 2] {
    [(finding.code, None), (finding.code, finding.indicator.as_deref())]
}

impl Audit<'_> {
    /// Takes out what is not wanted; gives back which switches of the policy took something out. A switch of the
    /// table that takes out nothing is found in turn.
    pub(super) fn switched(&mut self) -> Vec<usize> {
        let (policy, assessment) = (self.policy, self.assessment);
        if policy.audit.off.is_empty() && assessment.suppressions.is_empty() {
            return Vec::new();
        }
        let off: HashSet<Key<'_>> =
            policy.audit.off.iter().chain(&assessment.suppressions).map(key).collect();
        let (silent, kept): (Vec<Diagnostic>, Vec<Diagnostic>) = std::mem::take(&mut self.findings)
            .into_iter()
            .partition(|finding| keys(finding).iter().any(|key| off.contains(key)));
        self.findings = kept;
        let used: HashSet<Key<'_>> = silent.iter().flat_map(keys).collect();
        for switch in assessment.suppressions.iter().filter(|switch| !used.contains(&key(switch))) {
            let title = say!(
                "已关闭 {code}，而表中没有此类问题",
                "{code} is switched off, but the table has no such finding",
                code = switch.code.value
            );
            let help = say!("删去该条", "remove this entry");
            let finding = Diagnostic::new(Code::UnusedSwitch, title).figure(switch.code.value);
            self.found(finding.at(&switch.code.at).help(help));
        }
        let silenced = policy.audit.off.iter().enumerate().filter(|(_, switch)| used.contains(&key(switch)));
        silenced.map(|(index, _)| index).collect()
    }
}
