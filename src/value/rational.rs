//! Rational fractions: multiplied first, divided last, rounded once.
//!
//! A row takes about ten of these operations. Each has a short way in 64 bits that is inlined, so that its results
//! stay in registers, and a long way that is kept apart; measured, that is about an eighth of the time of a row.
#![allow(clippy::inline_always)]

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A number that does not fit into 128 bits even in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

/// How a score is cut to its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入: a tie goes away from zero.
    HalfUp,
    /// 截断: what is beyond the decimals is cut off.
    Truncate,
}

impl RoundingMode {
    /// Whether a division that leaves `rest` gives one more in the last place.
    const fn is_up(self, rest: u128, divisor: u128) -> bool {
        // `rest >= divisor - rest` is `2 × rest >= divisor` without the product.
        matches!(self, Self::HalfUp) && rest >= divisor.saturating_sub(rest) && rest != 0
    }
}

/// An exact rational number, `numerator / denominator`, the denominator positive.
///
/// Products are kept unreduced while they fit; when one does not, both sides are reduced and tried once more.
/// What still does not fit is [`Overflow`], never a wrong number.
///
/// ```
/// use jixiao::value::{Rational, RoundingMode};
/// use rust_decimal::dec;
/// let spent = Rational::from(dec!(14.95));
/// let budget = Rational::from(dec!(15.58));
/// let score = Rational::from(dec!(10)).checked_mul(spent)?.checked_div(budget)?.expect("a budget above zero");
/// assert_eq!(score.round(2, RoundingMode::HalfUp)?, dec!(9.60));
/// # Ok::<(), jixiao::value::Overflow>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

/// 10⁰ to 10²⁸.
const POWERS: [i128; 29] = {
    let mut powers = [1; 29];
    let mut at = 1;
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // worked out by the compiler
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

const fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

impl Rational {
    /// 0
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// 1
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; nothing for a denominator of zero or below.
    pub const fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator > 0 { Some(Self { numerator, denominator }) } else { None }
    }

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number as i128, denominator: 1 }
    }

    /// Numerator and denominator in lowest terms.
    pub fn parts(self) -> (i128, i128) {
        let low = self.lowest();
        (low.numerator, low.denominator)
    }

    /// Numerator and denominator where both are short: most figures of a table are.
    #[allow(clippy::cast_possible_truncation)] // seen to be none
    const fn short(self) -> Option<(i64, i64)> {
        let (numerator, denominator) = (self.numerator as i64, self.denominator as i64);
        let same = numerator as i128 == self.numerator && denominator as i128 == self.denominator;
        if same { Some((numerator, denominator)) } else { None }
    }

    /// In lowest terms.
    #[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss, clippy::arithmetic_side_effects)]
    fn lowest(self) -> Self {
        // The denominator is positive, so the divisor is at least 1 and fits.
        let divisor = gcd(self.numerator.unsigned_abs(), self.denominator as u128) as i128;
        Self { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    /// Does `f` on the fractions as they are, then once more in lowest terms.
    fn fitting<T>(self, other: Self, f: impl Fn(Self, Self) -> Option<T>) -> Result<T, Overflow> {
        f(self, other).or_else(|| f(self.lowest(), other.lowest())).ok_or(Overflow)
    }

    /// The product.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    #[inline(always)]
    pub fn checked_mul(self, other: Self) -> Result<Self, Overflow> {
        if let (Some((a, b)), Some((c, d))) = (self.short(), other.short()) {
            // Two numbers of 64 bits have a product of 128.
            let numerator = i128::from(a).wrapping_mul(i128::from(c));
            return Ok(Self { numerator, denominator: i128::from(b).wrapping_mul(i128::from(d)) });
        }
        self.times_long(other)
    }

    #[cold]
    fn times_long(self, other: Self) -> Result<Self, Overflow> {
        let multiply = |a: Self, b: Self| {
            Some(Self {
                numerator: a.numerator.checked_mul(b.numerator)?,
                denominator: a.denominator.checked_mul(b.denominator)?,
            })
        };
        self.fitting(other, multiply).or_else(|Overflow| {
            // Lowest terms crosswise: the product in lowest terms, if it fits at all.
            let a = Self { numerator: self.numerator, denominator: other.denominator }.lowest();
            let b = Self { numerator: other.numerator, denominator: self.denominator }.lowest();
            multiply(a, b).ok_or(Overflow)
        })
    }

    /// The quotient; nothing when `other` is zero.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    #[inline(always)]
    pub fn checked_div(self, other: Self) -> Result<Option<Self>, Overflow> {
        if other.numerator > 0 {
            return self
                .checked_mul(Self { numerator: other.denominator, denominator: other.numerator })
                .map(Some);
        }
        if other.numerator == 0 {
            return Ok(None);
        }
        let numerator = other.denominator.checked_neg().ok_or(Overflow)?;
        let denominator = other.numerator.checked_neg().ok_or(Overflow)?;
        self.checked_mul(Self { numerator, denominator }).map(Some)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        self.fitting(other, |a, b| {
            if a.denominator == b.denominator {
                let numerator = a.numerator.checked_add(b.numerator)?;
                return Some(Self { numerator, denominator: a.denominator });
            }
            let left = a.numerator.checked_mul(b.denominator)?;
            let right = b.numerator.checked_mul(a.denominator)?;
            Some(Self {
                numerator: left.checked_add(right)?,
                denominator: a.denominator.checked_mul(b.denominator)?,
            })
        })
    }

    /// The difference.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, Overflow> {
        let numerator = other.numerator.checked_neg().ok_or(Overflow)?;
        self.checked_add(Self { numerator, denominator: other.denominator })
    }

    /// Which is greater.
    ///
    /// # Errors
    /// [`Overflow`] when the comparison does not fit.
    #[inline(always)]
    pub fn compare(self, other: Self) -> Result<Ordering, Overflow> {
        if self.denominator == other.denominator {
            return Ok(self.numerator.cmp(&other.numerator));
        }
        if let Some((left, right)) = self.crosswise(other) {
            return Ok(left.cmp(&right));
        }
        self.compare_long(other)
    }

    /// Two numbers that stand to one another as these do, where these are short.
    fn crosswise(self, other: Self) -> Option<(i128, i128)> {
        let ((a, b), (c, d)) = (self.short()?, other.short()?);
        Some((i128::from(a).wrapping_mul(i128::from(d)), i128::from(c).wrapping_mul(i128::from(b))))
    }

    #[cold]
    fn compare_long(self, other: Self) -> Result<Ordering, Overflow> {
        self.fitting(other, |a, b| {
            let left = a.numerator.checked_mul(b.denominator)?;
            let right = b.numerator.checked_mul(a.denominator)?;
            Some(left.cmp(&right))
        })
    }

    /// Below, at or above one.
    pub fn to_one(self) -> Ordering {
        self.numerator.cmp(&self.denominator)
    }

    /// Below, at or above zero.
    pub const fn sign(self) -> Ordering {
        if self.numerator < 0 {
            Ordering::Less
        } else if self.numerator == 0 {
            Ordering::Equal
        } else {
            Ordering::Greater
        }
    }

    /// The greatest whole number that is not above it.
    pub const fn floor(self) -> i128 {
        // The denominator is positive: euclidean division is the floor, and cannot overflow.
        self.numerator.div_euclid(self.denominator)
    }

    /// Rounded, once, to `decimals` places (at most 28).
    ///
    /// # Errors
    /// [`Overflow`] when the result is longer than a [`Decimal`] can hold.
    ///
    /// ```
    /// use jixiao::value::{Rational, RoundingMode};
    /// use rust_decimal::dec;
    /// let two_thirds = Rational::new(20, 3).expect("a positive denominator");
    /// assert_eq!(two_thirds.round(2, RoundingMode::HalfUp)?, dec!(6.67));
    /// assert_eq!(two_thirds.round(2, RoundingMode::Truncate)?, dec!(6.66));
    /// # Ok::<(), jixiao::value::Overflow>(())
    /// ```
    #[inline(always)]
    pub fn round(self, decimals: u32, mode: RoundingMode) -> Result<Decimal, Overflow> {
        let power = usize::try_from(decimals).ok().and_then(|decimals| POWERS.get(decimals));
        let shift = *power.ok_or(Overflow)?;
        if let Some(decimal) = self.round_short(shift, decimals, mode) {
            return Ok(decimal);
        }
        self.round_long(shift, decimals, mode)
    }

    #[cold]
    fn round_long(self, shift: i128, decimals: u32, mode: RoundingMode) -> Result<Decimal, Overflow> {
        let Self { numerator, denominator } = self.checked_mul(Self { numerator: shift, denominator: 1 })?;
        let (magnitude, divisor) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let (whole, rest) =
            magnitude.checked_div(divisor).zip(magnitude.checked_rem(divisor)).ok_or(Overflow)?;
        let rounded = whole.checked_add(u128::from(mode.is_up(rest, divisor))).ok_or(Overflow)?;
        let rounded = i128::try_from(rounded).map_err(|_| Overflow)?;
        let signed = if numerator < 0 { rounded.checked_neg().ok_or(Overflow)? } else { rounded };
        Decimal::try_from_i128_with_scale(signed, decimals).map_err(|_| Overflow)
    }

    /// The same in 64 bits, where that is enough: nearly always, and many times as fast. `decimals` are at most 28.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // the halves of 64 bits
    fn round_short(self, shift: i128, decimals: u32, mode: RoundingMode) -> Option<Decimal> {
        let (numerator, denominator) = self.short()?;
        let magnitude = numerator.unsigned_abs().checked_mul(u64::try_from(shift).ok()?)?;
        let divisor = denominator.unsigned_abs();
        let (whole, rest) = (magnitude.checked_div(divisor)?, magnitude.checked_rem(divisor)?);
        let rounded = whole.checked_add(u64::from(mode.is_up(u128::from(rest), u128::from(divisor))))?;
        Some(Decimal::from_parts(rounded as u32, (rounded >> 32) as u32, 0, numerator < 0, decimals))
    }

    /// The decimal that it is exactly, where it is one of at most 28 places.
    pub fn as_decimal(self) -> Option<Decimal> {
        let low = self.lowest();
        let mut scale = 0_u32;
        let mut power = 1_i128;
        while power.checked_rem(low.denominator)? != 0 {
            scale = scale.checked_add(1).filter(|&scale| scale <= 28)?;
            power = power.checked_mul(10)?;
        }
        let numerator = low.numerator.checked_mul(power.checked_div(low.denominator)?)?;
        Decimal::try_from_i128_with_scale(numerator, scale).ok()
    }
}

impl From<Decimal> for Rational {
    #[inline(always)]
    fn from(decimal: Decimal) -> Self {
        // A Decimal has at most 28 places, so the power is there.
        let power = usize::try_from(decimal.scale()).ok().and_then(|scale| POWERS.get(scale));
        Self { numerator: decimal.mantissa(), denominator: power.copied().unwrap_or(1) }
    }
}

impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        if self.denominator == other.denominator {
            return self.numerator == other.numerator;
        }
        match self.crosswise(*other) {
            Some((left, right)) => left == right,
            None => self.parts() == other.parts(),
        }
    }
}

impl Eq for Rational {}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_tie_goes_away_from_zero_and_a_cut_towards_it() {
        let tie = Rational::from(dec!(0.125));
        assert_eq!(tie.round(2, RoundingMode::HalfUp), Ok(dec!(0.13)));
        assert_eq!(tie.round(2, RoundingMode::Truncate), Ok(dec!(0.12)));
        let below = Rational::from(dec!(-0.125));
        assert_eq!(below.round(2, RoundingMode::HalfUp), Ok(dec!(-0.13)));
    }

    #[test]
    fn long_products_are_reduced_before_they_are_given_up() {
        let long = Rational::from(dec!(7922816251426433759354395033.5));
        let back = long.checked_mul(long).and_then(|square| square.checked_div(long));
        match back {
            Ok(Some(back)) => assert_eq!(back, long),
            other => assert_eq!(other, Err(Overflow)),
        }
        assert_eq!(long.checked_div(long), Ok(Some(Rational::ONE)));
    }

    #[test]
    fn a_third_is_no_decimal() {
        assert_eq!(Rational::new(1, 3).and_then(Rational::as_decimal), None);
        assert_eq!(Rational::new(1, 8).and_then(Rational::as_decimal), Some(dec!(0.125)));
    }
}
