//! A number with its unit, and the one place where two of them are brought together.

use super::{Overflow, Rational, Unit};
use rust_decimal::Decimal;

/// A number as printed, with the unit it was printed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The number, with the decimals that were typed.
    pub number: Decimal,
    /// The unit; nothing where none was printed.
    pub unit: Option<Unit>,
}

/// Why two quantities cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// They measure different things.
    Dimensions,
    /// The numbers are too long.
    Overflow,
}

impl From<Overflow> for Mismatch {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

/// Two quantities as numbers of the first one's unit (of the second one's where the first has none).
///
/// A unit that is missing on one side is taken from the other. `stands_for` says whether two dimensions that
/// are not equal may stand for one another all the same (人 and 名): the vocabulary knows.
///
/// # Errors
/// [`Mismatch`] when they measure different things or do not fit.
///
/// ```
/// use jixiao::value::{Dimension, Rational, Quantity, Unit, in_common_unit};
/// use rust_decimal::dec;
/// let yuan = Unit::base(1);
/// let wan_yuan = yuan.scaled(Rational::whole(10_000))?;
/// let target = Quantity { number: dec!(90), unit: Some(wan_yuan) };
/// let actual = Quantity { number: dec!(899740), unit: Some(yuan) };
/// let (t, a) = in_common_unit(&target, &actual, |_, _| false).expect("both are money");
/// assert_eq!((t, a), (Rational::whole(90), Rational::from(dec!(89.974))));
/// # Ok::<(), jixiao::value::Overflow>(())
/// ```
pub fn in_common_unit(
    first: &Quantity,
    second: &Quantity,
    stands_for: impl Fn(&Unit, &Unit) -> bool,
) -> Result<(Rational, Rational), Mismatch> {
    let (left, right) = (Rational::from(first.number), Rational::from(second.number));
    let counted = |unit: &Unit| unit.dimension.is_number();
    match (&first.unit, &second.unit) {
        (Some(a), Some(b)) if a.dimension == b.dimension || stands_for(a, b) => {
            if a.scale == b.scale {
                return Ok((left, right));
            }
            let factor = b.scale.checked_div(a.scale)?.ok_or(Mismatch::Dimensions)?;
            Ok((left, right.checked_mul(factor)?))
        }
        // `1.2万` names no unit: it is 12,000 of whatever the other side counts.
        (Some(a), Some(b)) if counted(a) || counted(b) => {
            Ok((left.checked_mul(a.scale)?, right.checked_mul(b.scale)?))
        }
        (Some(_), Some(_)) => Err(Mismatch::Dimensions),
        (Some(a), None) if counted(a) => Ok((left.checked_mul(a.scale)?, right)),
        (None, Some(b)) if counted(b) => Ok((left, right.checked_mul(b.scale)?)),
        _ => Ok((left, right)),
    }
}
