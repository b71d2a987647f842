//! Targets that were passed by far.

use super::Audit;
use super::flags::is_far;
use super::funds::percent;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;

impl Audit<'_> {
    pub(super) fn achievement(&mut self, views: &[View<'_>]) {
        let Some(over) = self.policy.audit.over else { return };
        for view in views {
            let Some((target, actual)) = view.passed() else { continue };
            // What the policy's own flags have said is not said again, and what cannot be is no achievement.
            let said = self.has(Code::Flagged, view.id) || self.has(Code::AboveWhole, view.id);
            if said || !is_far(Some((target, actual)), over) {
                continue;
            }
            let times = actual.checked_div(target).ok().flatten();
            let times = times.map_or_else(Message::default, |times| {
                say!("，是指标值的 {times}", ", {times} of the target", times = percent(times))
            });
            let reason = view.has_reason(self.vocabulary);
            let (code, verdict) = if reason {
                (Code::TargetLow, say!("指标值可能定得偏低", "the target may have been set too low"))
            } else {
                (Code::OverUnexplained, say!("未填写偏差原因", "the reason is missing"))
            };
            let title = say!(
                "“{name}”指标值 {target}，完成值 {actual}{tz}：{vz}",
                "“{name}”: target {target}, actual {actual}{te}; {ve}",
                name = view.name,
                target = view.target_text(),
                actual = view.actual_text(),
                tz = times.zh,
                te = times.en,
                vz = verdict.zh,
                ve = verdict.en
            );
            self.found(Diagnostic::new(code, title).row(view.id, view.name).at(view.actual_place()));
        }
    }
}
