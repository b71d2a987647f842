//! Which way the number or the day of a target is to go, from the first evidence that tells.

use super::facts::{Direction, Evidence};
use crate::cell::{Kind, Named, Op, Reading};
use crate::policy::{Policy, Traits};
use crate::vocabulary::{Vocabulary, occurs};

/// What may tell a direction beside the text of the target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clues<'a> {
    pub(super) policy: &'a Policy,
    pub(super) vocabulary: &'a Vocabulary,
    /// The operator column of the table.
    pub(super) column: Option<Op>,
    /// What the name of the indicator tells.
    pub(super) named: Named,
    pub(super) row: Traits<'a>,
}

/// Whether a target leaves its direction to other evidence: a bare number; or one with `=`, which may be a limit.
pub(super) fn is_open(target: &Reading, column: Option<Op>) -> bool {
    target.kind() == Some(Kind::Quantity) && matches!(target.op().or(column), None | Some(Op::Equal))
}

impl Clues<'_> {
    /// The direction of a target; nothing where it has none, or nothing tells.
    pub(super) fn direction(&self, target: &Reading) -> Option<Direction> {
        let printed = target.op().map(|op| Direction { op, from: Evidence::Printed });
        let printed = printed.or_else(|| self.column.map(|op| Direction { op, from: Evidence::Column }));
        match target {
            // A day without a word is the last day.
            Reading::Deadline { .. } => printed.or(Some(Direction { op: Op::AtMost, from: Evidence::Kind })),
            Reading::Quantity { .. } => match printed {
                // `=0` and a cost of `=5万元` are only missed upwards.
                Some(Direction { op: Op::Equal, .. }) => self.limit(target).or(printed),
                Some(_) => printed,
                None => self
                    .entry(target, false)
                    .or_else(|| self.sense(target))
                    .or_else(|| self.entry(target, true)),
            },
            _ => None,
        }
    }

    /// The first entry of the policy that is for such rows; for all rows, or for some.
    fn entry(&self, target: &Reading, general: bool) -> Option<Direction> {
        let unit = printed_unit(target);
        let entries = self.policy.directions.iter().enumerate();
        let mut fitting = entries.filter(|(_, entry)| entry.is_general() == general);
        let (index, entry) = fitting.find(|(_, entry)| entry.matches(&self.row, unit))?;
        let from = if general { Evidence::Default(index) } else { Evidence::Policy(index) };
        Some(Direction { op: entry.op, from })
    }

    /// What name, kind and value of a bare number tell.
    fn sense(&self, target: &Reading) -> Option<Direction> {
        let Reading::Quantity { quantity, face, .. } = target else { return None };
        // 下降5% is a change to be reached, whatever falls.
        if face.change.is_some() {
            return None;
        }
        let (words, units) = (&self.vocabulary.words, &self.vocabulary.units);
        let labelled = |words: &[String]| {
            [self.row.class, self.row.group].into_iter().flatten().any(|label| occurs(words, label))
        };
        let at_most = |from| Some(Direction { op: Op::AtMost, from });
        if self.named.less {
            return at_most(Evidence::Name);
        }
        let is_time = quantity.unit.is_some_and(|unit| units.is_time(unit));
        if self.named.short && quantity.unit.is_none() {
            return at_most(Evidence::Name);
        }
        if is_time && (self.named.short || labelled(&words.times) && !self.named.more) {
            return at_most(Evidence::Unit);
        }
        if labelled(&words.costs) {
            return if self.named.more {
                Some(Direction { op: Op::AtLeast, from: Evidence::Name })
            } else if quantity.unit.is_some_and(|unit| units.is_money(unit)) {
                at_most(Evidence::Unit)
            } else {
                at_most(Evidence::Kind)
            };
        }
        if quantity.number.is_zero() { at_most(Evidence::Zero) } else { None }
    }

    /// The limit that a number with `=` is, if it is one: a harmful thing, a short time, money of costs, zero.
    fn limit(&self, target: &Reading) -> Option<Direction> {
        let Reading::Quantity { quantity, face, .. } = target else { return None };
        let sense = self.sense(target);
        let limits = |found: &Direction| match found.from {
            Evidence::Name => found.op == Op::AtMost,
            Evidence::Unit => {
                self.named.short || quantity.unit.is_some_and(|unit| self.vocabulary.units.is_money(unit))
            }
            Evidence::Zero => true,
            _ => false,
        };
        let zero = quantity.number.is_zero() && face.change.is_none();
        sense.filter(limits).or(zero.then_some(Direction { op: Op::AtMost, from: Evidence::Zero }))
    }
}

/// The unit of a target, as printed.
fn printed_unit(target: &Reading) -> Option<&str> {
    match target {
        Reading::Quantity { face, .. } => face.unit.as_deref(),
        _ => None,
    }
}
