//! From an award to the points of a cell: measure → curve → limits.

use super::measure::{Numbers, measure};
use super::{HELD, Inexpressible, Points, curve};
use crate::policy::{Award, Branch, Precision};
use crate::value::RoundingMode;

/// What an award gives. `unmeasurable` is the rule's answer where the measure has no value; `rate` how the measure
/// is rounded before it is used.
pub(in crate::report) fn award(
    award: &Award,
    on: &Numbers<'_>,
    unmeasurable: Option<&Award>,
    rate: Option<Precision>,
) -> Result<Points, Inexpressible> {
    let formula = match award {
        Award::Full => return Ok(Points::Just(on.weight.to_owned())),
        Award::Zero => return Ok(Points::Just("0".to_owned())),
        Award::CannotScore => return Ok(Points::None),
        Award::Judged => return Err(Inexpressible::NoNumbers),
        Award::Thresholds(_) => return Err(Inexpressible::Thresholds),
        Award::Printed => {
            let claimed = on.claimed.ok_or(Inexpressible::NoNumbers)?;
            let points = Points::Just(format!("MAX(0,MIN({},{claimed}))", on.weight));
            return Ok(Points::choose(format!("ISNUMBER({claimed})"), points, Points::None));
        }
        Award::If(branch) => return self::branch(branch, on, unmeasurable, rate),
        Award::Formula(formula) => formula,
    };
    let otherwise = || match formula.unmeasurable.as_deref().or(unmeasurable) {
        Some(other) => self::award(other, on, None, rate),
        None => Ok(Points::None),
    };
    let Some(mut measured) = measure(&formula.measure, on)? else { return otherwise() };
    if let Some(Precision { decimals, mode }) = rate {
        let rounded = match mode {
            RoundingMode::HalfUp => format!("ROUND({},{decimals})", measured.held),
            RoundingMode::Truncate => format!("TRUNC({},{decimals})", measured.held),
        };
        measured.held = format!("ROUND({rounded},{HELD})");
        measured.raw = rounded;
    }
    let mut points = Points::Just(curve::points(formula, &measured, on.weight));
    if curve::names_points(&formula.curve) {
        points = Points::choose(format!("{}>0", on.weight), points, Points::Just("0".to_owned()));
    }
    if let Some(guard) = measured.guard {
        points = Points::choose(guard, points, otherwise()?);
    }
    for needed in measured.needs {
        points = Points::choose(needed, points, Points::None);
    }
    Ok(points)
}

/// One award or another. A condition whose measure has no value does not hold.
fn branch(
    branch: &Branch,
    on: &Numbers<'_>,
    unmeasurable: Option<&Award>,
    rate: Option<Precision>,
) -> Result<Points, Inexpressible> {
    let then = award(&branch.then, on, unmeasurable, rate)?;
    let otherwise = award(&branch.otherwise, on, unmeasurable, rate)?;
    let mut points = then;
    for condition in branch.conditions.iter().rev() {
        let Some(measured) = measure(&condition.measure, on)? else { return Ok(otherwise) };
        let holds = curve::inside(&measured.held, condition.range);
        let holds = match measured.guard {
            Some(guard) => format!("IF({guard},{holds},FALSE)"),
            None => holds,
        };
        points = Points::choose(holds, points, otherwise.clone());
        for needed in measured.needs {
            points = Points::choose(needed, points, Points::None);
        }
    }
    Ok(points)
}
