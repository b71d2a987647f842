//! Targets that say the wrong thing: the direction, the unit, the scale, zero.

use super::Audit;
use super::view::View;
use crate::cell::Op;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::policy::{Flag, FlagOn};
use crate::say;
use crate::value::{Rational, Unit};
use crate::vocabulary::occurs;
use std::cmp::Ordering;

impl Audit<'_> {
    pub(super) fn directions(&mut self, views: &[View<'_>]) {
        for view in views {
            self.row_direction(view);
        }
        let limited: Vec<&View<'_>> = views.iter().filter(|view| self.limits_a_count(view)).collect();
        self.found_on(Code::CountLimited, &limited, |names| {
            say!(
                "{names}的指标值写“不超过”，而数量指标一般越多越好",
                "{names}: the target says “not more than”, although more is usually better"
            )
        });
        let money: Vec<&View<'_>> = views.iter().filter(|view| self.counts_money(view)).collect();
        self.found_on(Code::MoneyAsQuantity, &money, |names| {
            say!(
                "{names}是金额，却列为数量指标",
                "{names}: an amount of money listed as a quantity indicator"
            )
        });
        let rates: Vec<&View<'_>> = views.iter().filter(|view| self.counts_a_rate(view)).collect();
        self.found_on(Code::RateAsQuantity, &rates, |names| {
            say!("{names}是比率，却列为数量指标", "{names}: a rate listed as a quantity indicator")
        });
        let bare: Vec<&View<'_>> = views.iter().filter(|view| lacks_unit(view)).collect();
        self.found_on(Code::UnitMissing, &bare, |names| {
            say!(
                "{names}的指标值和完成值只有一方写有计量单位",
                "{names}: only one of target and actual has a unit"
            )
        });
        let bounds: Vec<&View<'_>> = views.iter().filter(|view| is_bound(view)).collect();
        self.found_on(Code::ActualIsBound, &bounds, |names| {
            say!(
                "{names}的完成值填的是界限，不是实际数",
                "{names}: the actual is a bound, not the figure achieved"
            )
        });
    }

    /// What is wrong with one target; the first that is found.
    fn row_direction(&mut self, view: &View<'_>) {
        let upward = matches!(view.printed, Some(Op::AtLeast | Op::MoreThan));
        let downward = matches!(view.printed, Some(Op::AtMost | Op::LessThan));
        let words = &self.vocabulary.words;
        let above = self.above_whole(view);
        let finding = if upward
            && self.is_money(view.unit())
            && view.is_cost()
            && !occurs(&words.wanted_money, view.name)
        {
            Some((
                Code::CostDirection,
                say!(
                    "成本指标“{name}”的指标值写“不低于”：{target}",
                    "the target of the cost indicator “{name}” is a minimum: {target}",
                    name = view.name,
                    target = view.target_text()
                ),
            ))
        } else if downward
            && self.is_rate(view.unit())
            && occurs(&words.wanted_rates, view.name)
            && !view.is_unwanted(self.vocabulary)
        {
            Some((
                Code::RateLimited,
                say!(
                    "“{name}”应是越高越好，指标值却写“不超过”：{target}",
                    "“{name}” should be high, but its target is a maximum: {target}",
                    name = view.name,
                    target = view.target_text()
                ),
            ))
        } else if let Some((cell, _)) = above {
            Some((
                Code::AboveWhole,
                say!(
                    "“{name}”不可能超过 100%：{cell}",
                    "“{name}” cannot exceed 100%: {cell}",
                    name = view.name
                ),
            ))
        } else {
            self.zero_target(view).or_else(|| unit_slip(view))
        };
        if let Some((code, title)) = finding {
            let at = match (code, above) {
                (Code::UnitSlip, _) | (Code::AboveWhole, Some((_, false))) => view.actual_place(),
                _ => view.target_place(),
            };
            self.found(Diagnostic::new(code, title).row(view.id, view.name).at(at));
        }
    }

    fn is_money(&self, unit: Option<Unit>) -> bool {
        unit.is_some_and(|unit| self.vocabulary.units.is_money(unit))
    }

    fn is_rate(&self, unit: Option<Unit>) -> bool {
        unit.is_some_and(|unit| self.vocabulary.units.is_rate(&unit))
    }

    /// The cell that puts a rate above the whole, and whether it is the target.
    fn above_whole<'v>(&self, view: &View<'v>) -> Option<(&'v str, bool)> {
        let words = &self.vocabulary.words;
        if !occurs(&words.bounded_rates, view.name) || occurs(&words.changes, view.name) {
            return None;
        }
        let above = |reading: &Reading| match reading {
            Reading::Quantity { quantity, .. } => quantity.unit.is_some_and(|unit| {
                let share = Rational::from(quantity.number).checked_mul(unit.scale);
                self.is_rate(Some(unit)) && share.is_ok_and(|share| share.to_one() == Ordering::Greater)
            }),
            _ => false,
        };
        if above(view.target) {
            Some((view.target_text(), true))
        } else {
            above(view.actual).then(|| (view.actual_text(), false))
        }
    }

    /// A quantity of things, limited from above, whose name does not speak of something unwanted.
    fn limits_a_count(&self, view: &View<'_>) -> bool {
        let limited = matches!(view.printed, Some(Op::AtMost | Op::LessThan));
        let units = &self.vocabulary.units;
        let counted = view
            .unit()
            .is_some_and(|unit| units.adds_up(unit) && !units.is_money(unit) && !units.is_time(unit));
        limited
            && counted
            && matches!(view.target, Reading::Quantity { .. })
            && view.group.as_deref() == Some("数量指标")
            && !view.is_unwanted(self.vocabulary)
    }

    fn counts_money(&self, view: &View<'_>) -> bool {
        let units = &self.vocabulary.units;
        view.group.as_deref() == Some("数量指标")
            && view.unit().is_some_and(|unit| units.is_money(unit) && units.adds_up(unit))
    }

    fn counts_a_rate(&self, view: &View<'_>) -> bool {
        let percent = matches!(view.target, Reading::Quantity { face, .. } if face.change.is_none());
        view.group.as_deref() == Some("数量指标")
            && percent
            && self.is_rate(view.unit())
            && occurs(&self.vocabulary.words.wanted_rates, view.name)
    }

    /// “At least nothing” is met by anything.
    fn zero_target(&self, view: &View<'_>) -> Option<(Code, Message)> {
        let compared = view.compared?;
        if compared.target.sign() != Ordering::Equal || !matches!(compared.op, Op::AtLeast | Op::MoreThan) {
            return None;
        }
        let stated = view.printed.is_some();
        // A policy that says itself when such a target needs a reason has said it.
        let ruled =
            |flag: &Flag| matches!(&flag.on, FlagOn::Rows { far: Some(far), .. } if far.of_zero.is_some());
        if stated && self.policy.flags.iter().any(ruled) {
            return None;
        }
        // A bare zero is read upwards; where nothing happened, nothing is wrong.
        if !stated && compared.actual.sign() != Ordering::Greater {
            return None;
        }
        let title = if !stated && view.is_unwanted(self.vocabulary) {
            say!(
                "“{name}”的指标值 {target} 未写比较方向，完成值 {actual}：应为越少越好",
                "“{name}”: the target {target} has no direction, the actual is {actual}; less should be \
                 better",
                name = view.name,
                target = view.target_text(),
                actual = view.actual_text()
            )
        } else {
            say!(
                "“{name}”的指标值为零（{target}），任何完成值都算达到",
                "the target of “{name}” is zero ({target}), which any actual meets",
                name = view.name,
                target = view.target_text()
            )
        };
        Some((Code::ZeroTarget, title))
    }
}

/// Only one side has a unit. A rate that is printed without its `%` explains itself.
fn lacks_unit(view: &View<'_>) -> bool {
    let zero = view.compared.is_some_and(|compared| {
        compared.target.sign() == Ordering::Equal && compared.actual.sign() == Ordering::Equal
    });
    view.row.facts.without_unit().is_some() && !zero && view.indicator.unit.is_none()
}

/// `≥266米` as an actual: a bound. `=266米` is a value.
fn is_bound(view: &View<'_>) -> bool {
    matches!(view.actual, Reading::Quantity { .. })
        && matches!(view.actual.op(), Some(Op::AtLeast | Op::MoreThan | Op::AtMost | Op::LessThan))
}

/// The numbers are equal and the units are not, or apart by the very factor of the units.
fn unit_slip(view: &View<'_>) -> Option<(Code, Message)> {
    let (Reading::Quantity { quantity: target, .. }, Reading::Quantity { quantity: actual, .. }) =
        (view.target, view.actual)
    else {
        return None;
    };
    let (first, second) = (target.unit?, actual.unit?);
    let same_kind = first.dimension == second.dimension && first.scale != second.scale;
    if !same_kind || target.number != actual.number || target.number.is_zero() {
        return None;
    }
    let title = say!(
        "“{name}”数字相同而计量单位不同：{target} → {actual}，其中一个单位应有误",
        "“{name}”: same number, different units: {target} → {actual}; one of the units must be wrong",
        name = view.name,
        target = view.target_text(),
        actual = view.actual_text()
    );
    Some((Code::UnitSlip, title))
}
