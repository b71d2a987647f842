//! What the policy itself asks to be pointed out.

use super::Audit;
use crate::assessment::{Indicator, Reason};
use crate::cell::{Kind, Op};
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Far, Flag, FlagOn, Side, When};
use crate::say;
use crate::scoring::{Relation, Step};
use crate::value::Exact;
use std::cmp::Ordering;

/// How a row stands to its target, as its trace has it.
struct Standing {
    kind: Kind,
    op: Option<Op>,
    /// Words fall on no side.
    side: Option<Side>,
    /// Target and actual in one unit, of numbers.
    amounts: Option<(Exact, Exact)>,
}

impl Audit<'_> {
    pub(super) fn flags(&mut self) {
        for flag in &self.policy.flags {
            match &flag.on {
                FlagOn::RateBelow(bound) => self.flagged_rate(flag, *bound, Ordering::Less),
                FlagOn::RateAbove(bound) => self.flagged_rate(flag, *bound, Ordering::Greater),
                FlagOn::Rows { when, sides, far, without_reason } => {
                    self.flagged_rows(flag, when, sides, *far, *without_reason);
                }
            }
        }
    }

    fn flagged_rate(&mut self, flag: &Flag, bound: Exact, side: Ordering) {
        let Some(rate) = self.scorecard.execution.rate else { return };
        if rate.compare(bound) == Ok(side) {
            let executed = self.assessment.funds.total.executed.as_ref();
            let at = executed.map_or(&self.assessment.project.at, |executed| &executed.at);
            self.found(Diagnostic::new(Code::Flagged, flag.title.clone()).at(at));
        }
    }

    fn flagged_rows(
        &mut self,
        flag: &Flag,
        when: &When,
        sides: &[Side],
        far: Option<Far>,
        without_reason: bool,
    ) {
        let rows = self.assessment.indicators.iter().zip(&self.scorecard.rows);
        let flagged: Vec<&Indicator> = rows
            .filter(|(indicator, row)| {
                standing(&row.trace).is_some_and(|standing| {
                    (sides.is_empty() || standing.side.is_some_and(|side| sides.contains(&side)))
                        && self.fits(when, indicator, &standing)
                        && far.is_none_or(|far| is_far(standing.amounts, far))
                        && !(without_reason && indicator.reason != Reason::Absent)
                })
            })
            .map(|(indicator, _)| indicator)
            .collect();
        for indicator in flagged {
            let title = say!(
                "“{name}”：{zh}",
                "“{name}”: {en}",
                name = indicator.name.value,
                zh = flag.title.zh,
                en = flag.title.en
            );
            let at = indicator.actual.as_ref().map_or(&indicator.at, |actual| &actual.at);
            self.found(Diagnostic::new(Code::Flagged, title).indicator(&indicator.name.value).at(at));
        }
    }

    fn fits(&self, when: &When, indicator: &Indicator, standing: &Standing) -> bool {
        let labels = &self.vocabulary.labels;
        let class = indicator.class.as_ref().map(|class| labels.class(&class.value));
        let group = indicator.group.as_ref().map(|group| labels.group(&group.value));
        let one_of = |wanted: &[String], is: Option<&str>| {
            wanted.is_empty() || is.is_some_and(|is| wanted.iter().any(|name| name == is))
        };
        when.target.is_none_or(|kind| kind == standing.kind)
            && (when.ops.is_empty() || standing.op.is_some_and(|op| when.ops.contains(&op)))
            && one_of(&when.classes, class.as_deref())
            && one_of(&when.groups, group.as_deref())
            && (when.names.is_empty() || when.names.iter().any(|word| indicator.name.value.contains(word)))
    }
}

fn standing(trace: &[Step]) -> Option<Standing> {
    trace.iter().find_map(|step| match step {
        Step::Compared { op, target, actual, relation } => Some(Standing {
            kind: Kind::Quantity,
            op: Some(*op),
            side: Some(side(*relation)),
            amounts: Some((*target, *actual)),
        }),
        Step::Within { high, actual, relation, .. } => Some(Standing {
            kind: Kind::Interval,
            op: None,
            side: Some(side(*relation)),
            amounts: Some((*high, *actual)),
        }),
        Step::Judged { .. } => Some(Standing { kind: Kind::Quality, op: None, side: None, amounts: None }),
        _ => None,
    })
}

const fn side(relation: Relation) -> Side {
    match relation {
        Relation::Met => Side::Met,
        Relation::Below => Side::Below,
        Relation::Above => Side::Above,
    }
}

/// Whether an actual lies so far from its target. Of a target of zero there is no share.
pub(super) fn is_far(amounts: Option<(Exact, Exact)>, far: Far) -> bool {
    let Some((target, actual)) = amounts else { return false };
    if target.sign() != Ordering::Greater {
        let reached = |least: Exact| actual.compare(least).is_ok_and(Ordering::is_ge);
        return target.sign() == Ordering::Equal && far.of_zero.is_some_and(reached);
    }
    let share = || {
        let short = actual.compare(target).ok()? == Ordering::Less;
        let (more, less) = if far.either_way && short { (target, actual) } else { (actual, target) };
        more.minus(less).ok()?.over(target).ok()?
    };
    share().is_some_and(|share| match share.compare(far.edge.at) {
        Ok(Ordering::Greater) => true,
        Ok(Ordering::Equal) => far.edge.included,
        _ => false,
    })
}
