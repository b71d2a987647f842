//! Targets that were passed by far.

use super::Audit;
use super::funds::percent;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::value::Exact;
use std::cmp::Ordering;

impl Audit<'_> {
    pub(super) fn achievement(&mut self, views: &[View<'_>]) {
        let Some(edge) = self.policy.audit.over else { return };
        for view in views {
            let Some(excess) = view.excess() else { continue };
            let far = match excess.compare(edge.at) {
                Ok(Ordering::Greater) => true,
                Ok(Ordering::Equal) => edge.included,
                _ => false,
            };
            // What the policy's own flags have said is not said again.
            if !far || self.has(Code::Flagged, view.name) {
                continue;
            }
            let times = excess.plus(Exact::ONE).unwrap_or(excess);
            let code = if view.has_reason(self.vocabulary) { Code::TargetLow } else { Code::OverUnexplained };
            let title = if code == Code::TargetLow {
                say!(
                    "“{name}”完成 {actual}，是指标值 {target} 的 {times}：目标可能定低了",
                    "“{name}”: {actual} is {times} of the target {target}; the target may have been set too low",
                    name = view.name,
                    actual = view.actual_text(),
                    target = view.target_text(),
                    times = percent(times)
                )
            } else {
                say!(
                    "“{name}”完成 {actual}，是指标值 {target} 的 {times}，没有说明原因",
                    "“{name}”: {actual} is {times} of the target {target}, and no reason is given",
                    name = view.name,
                    actual = view.actual_text(),
                    target = view.target_text(),
                    times = percent(times)
                )
            };
            self.found(Diagnostic::new(code, title).indicator(view.name).at(view.actual_place()));
        }
    }
}
