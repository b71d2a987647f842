//! Findings that are switched off, by the policy or by the table; and switches that silence nothing.

use super::Audit;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::Switch;
use crate::say;

impl Switch {
    fn silences(&self, finding: &Diagnostic) -> bool {
        let of_row = |name: &str| finding.indicator.as_deref() == Some(name);
        self.code.value == finding.code && self.indicator.as_deref().is_none_or(of_row)
    }
}

impl Audit<'_> {
    /// Takes out what is not wanted; gives back which switches of the policy took something out. A switch of the
    /// table that takes out nothing is found in turn.
    pub(super) fn switched(&mut self) -> Vec<usize> {
        let (policy, assessment) = (self.policy, self.assessment);
        let unused: Vec<&Switch> = assessment
            .switches
            .iter()
            .filter(|switch| !self.findings.iter().any(|finding| switch.silences(finding)))
            .collect();
        let used = |(index, switch): (usize, &Switch)| {
            self.findings.iter().any(|finding| switch.silences(finding)).then_some(index)
        };
        let silenced = policy.audit.off.iter().enumerate().filter_map(used).collect();
        let switches = || policy.audit.off.iter().chain(&assessment.switches);
        self.findings.retain(|finding| !switches().any(|switch| switch.silences(finding)));
        for switch in unused {
            let title = say!(
                "关掉了 {code}，而这张表没有这个问题",
                "{code} is switched off, and the table has no such finding",
                code = switch.code.value
            );
            let help = say!("删去这一条", "take the switch out");
            self.found(Diagnostic::new(Code::UnusedSwitch, title).at(&switch.code.at).help(help));
        }
        silenced
    }
}
