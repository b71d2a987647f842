//! What the policy itself asks to be pointed out.

use super::Audit;
use super::view::View;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::policy::{Far, Flag, FlagOn, Side, Traits, When};
use crate::say;
use crate::scoring::{Comparison, Status};
use crate::value::Rational;
use std::cmp::Ordering;

impl Audit<'_> {
    pub(super) fn flags(&mut self, views: &[View<'_>]) {
        for flag in &self.policy.flags {
            match &flag.on {
                FlagOn::RateBelow(bound) => self.flagged_rate(flag, *bound, Ordering::Less),
                FlagOn::RateAbove(bound) => self.flagged_rate(flag, *bound, Ordering::Greater),
                FlagOn::Rows { when, sides, far, without_reason } => {
                    let flagged = views.iter().filter(|view| {
                        is_meant(view, when)
                            && (sides.is_empty() || view.side().is_some_and(|side| sides.contains(&side)))
                            && far.is_none_or(|far| is_far(missed_end(view.row.facts.comparison), far))
                            && !(*without_reason && view.has_reason(self.vocabulary))
                    });
                    for view in flagged.collect::<Vec<_>>() {
                        self.flagged_row(flag, view);
                    }
                }
            }
        }
    }

    fn flagged_rate(&mut self, flag: &Flag, bound: Rational, side: Ordering) {
        let Some(rate) = self.scorecard.execution.rate else { return };
        if rate.compare(bound) == Ok(side) {
            let executed = self.assessment.funds.total.executed.as_ref();
            let at = executed.map_or(&self.assessment.project.at, |executed| &executed.at);
            let finding = Diagnostic::new(Code::Flagged, flag.title.clone()).about(Subject::Funds);
            self.found(finding.figure(&flag.id.value).at(at));
        }
    }

    fn flagged_row(&mut self, flag: &Flag, view: &View<'_>) {
        let title = say!(
            "“{name}”：{zh}",
            "“{name}”: {en}",
            name = view.name,
            zh = flag.title.zh,
            en = flag.title.en
        );
        let finding = Diagnostic::new(Code::Flagged, title).row(view.id, view.name).figure(&flag.id.value);
        self.found(finding.at(view.actual_place()));
    }
}

/// Whether a flag is meant for a row. Of what was neither compared nor judged by its words nothing is said.
fn is_meant(view: &View<'_>, when: &When) -> bool {
    let facts = &view.row.facts;
    let words = matches!(facts.actual, Reading::Quality(_)) && view.row.score.is_some();
    let traits = Traits {
        target: facts.target.kind(),
        actual: facts.actual.kind(),
        op: facts.op(),
        class: view.class.as_deref(),
        group: view.group.as_deref(),
        name: Some(view.name),
        thresholds: !view.indicator.thresholds.is_empty(),
    };
    view.row.status != Status::NotApplicable
        && (facts.comparison.is_some() || words)
        && (when.actual.is_some() || traits.comparable())
        && when.matches(&traits)
}

/// The number that an actual has missed or passed, and the actual. Inside an interval it is neither.
const fn missed_end(comparison: Option<Comparison>) -> Option<(Rational, Rational)> {
    match comparison {
        Some(Comparison::Amounts { target, actual, .. }) => Some((target, actual)),
        Some(Comparison::Interval { high, actual, side: Side::Above, .. }) => Some((high, actual)),
        Some(Comparison::Interval { low, actual, side: Side::Below, .. }) => Some((low, actual)),
        _ => None,
    }
}

/// Whether an actual lies so far from its target. Of a target of zero there is no share.
pub(super) fn is_far(amounts: Option<(Rational, Rational)>, far: Far) -> bool {
    let Some((target, actual)) = amounts else { return false };
    if target.sign() != Ordering::Greater {
        let reached = |least: Rational| actual.compare(least).is_ok_and(Ordering::is_ge);
        return target.sign() == Ordering::Equal && far.of_zero.is_some_and(reached);
    }
    let share = || {
        let short = actual.compare(target).ok()? == Ordering::Less;
        let (more, less) = if far.either_way && short { (target, actual) } else { (actual, target) };
        more.checked_sub(less).ok()?.checked_div(target).ok()?
    };
    share().is_some_and(|share| match share.compare(far.edge.at) {
        Ok(Ordering::Greater) => true,
        Ok(Ordering::Equal) => far.edge.included,
        _ => false,
    })
}
