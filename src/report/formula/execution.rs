//! Budget execution: a rate on its curve, and what a budget of zero earns.

use super::measure::{Numbers, sum};
use super::{Inexpressible, Points, award};
use crate::policy::{Award, Execution, Precision};

/// The points of execution; `rate` says how the rate is rounded before it is used.
pub(in crate::report) fn execution(
    execution: &Execution,
    on: &Numbers<'_>,
    rate: Option<Precision>,
) -> Result<Points, Inexpressible> {
    let (of, mut needs) = sum(&execution.numerator, on)?;
    let (to, more) = sum(&execution.denominator, on)?;
    needs.extend(more);
    let on = Numbers { rate: Some((of.clone(), to.clone())), ..on.clone() };
    let award = |gives: &Award| award(gives, &on, None, rate);
    let spent = award(&execution.zero_budget_spent)?;
    let zero = Points::choose(format!("{of}=0"), award(&execution.zero_budget_unspent)?, spent);
    let mut points = Points::choose(format!("{to}=0"), zero, award(&execution.award)?);
    for needed in needs {
        points = Points::choose(needed, points, Points::None);
    }
    Ok(points)
}
