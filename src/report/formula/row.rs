//! A row with numbers: on which side of its target the actual fell, and what each side earns.

use super::award::award;
use super::measure::Numbers;
use super::{Inexpressible, Points};
use crate::cell::Op;
use crate::policy::{Award, Rule};

/// What the actual is compared with; the cells hold numbers of one unit, or days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) enum Goal {
    /// A number.
    Number(Op, String),
    /// From one number to another, each with whether it belongs.
    Interval((String, bool), (String, bool)),
    /// The first and the last day meant.
    Days(Op, String, String),
}

/// The points of a row that is compared with its target.
pub(in crate::report) fn row(rule: &Rule, goal: &Goal, on: &Numbers<'_>) -> Result<Points, Inexpressible> {
    let actual = on.actual.ok_or(Inexpressible::NoNumbers)?;
    // Of an interval, measures go by the bound that was missed.
    let side = |side: Option<&Award>, target: Option<&str>, days: Option<&str>| match side {
        None => Ok(Points::None),
        Some(side) => {
            // Numbers have no days, days are no amounts.
            let amounts = days.is_none().then_some(actual);
            let days = days.map(|last| format!("{actual}-{last}"));
            let on = Numbers { target, actual: amounts, days, ..on.clone() };
            award(side, &on, rule.unmeasurable.as_ref(), None)
        }
    };
    let (met, below, above) = (rule.met.as_ref(), rule.below.as_ref(), rule.above.as_ref());
    Ok(match goal {
        Goal::Number(op, target) => {
            let side = |award| side(award, Some(target), None);
            let met = side(met)?;
            let than = |sign: &str| format!("{actual}{sign}{target}");
            match op {
                Op::AtLeast | Op::MoreThan => Points::choose(than(op.as_str()), met, side(below)?),
                Op::AtMost | Op::LessThan => Points::choose(than(op.as_str()), met, side(above)?),
                Op::Equal => {
                    let above = Points::choose(than("="), met, side(above)?);
                    Points::choose(than("<"), side(below)?, above)
                }
            }
        }
        Goal::Interval((low, low_in), (high, high_in)) => {
            let under = if *low_in { "<" } else { "<=" };
            let over = if *high_in { ">" } else { ">=" };
            let met = side(met, Some(low), None)?;
            let above = side(above, Some(high), None)?;
            let met = Points::choose(format!("{actual}{over}{high}"), above, met);
            Points::choose(format!("{actual}{under}{low}"), side(below, Some(low), None)?, met)
        }
        Goal::Days(op, first, last) => {
            let side = |award| side(award, None, Some(last));
            let met = side(met)?;
            match op {
                Op::AtMost => Points::choose(format!("{actual}<={last}"), met, side(above)?),
                Op::LessThan => Points::choose(format!("{actual}<{first}"), met, side(above)?),
                Op::Equal => {
                    let above = Points::choose(format!("{actual}<={last}"), met, side(above)?);
                    Points::choose(format!("{actual}<{first}"), side(below)?, above)
                }
                Op::AtLeast => Points::choose(format!("{actual}>={first}"), met, side(below)?),
                Op::MoreThan => Points::choose(format!("{actual}>{last}"), met, side(below)?),
            }
        }
    })
}
