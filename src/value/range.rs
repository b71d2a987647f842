//! A range of numbers: from one bound to another, each of which belongs to it or does not.

use super::{Overflow, Rational};
use std::cmp::Ordering;

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The number at the end.
    pub at: Rational,
    /// Whether that number belongs to the range.
    pub included: bool,
}

/// All numbers between two bounds; no bound is no end.
///
/// ```
/// use jixiao::value::{Bound, Rational, Range};
/// use std::cmp::Ordering;
/// let whole = Rational::whole;
/// let range = Range { low: Some(Bound::included(whole(60))), high: Some(Bound::excluded(whole(80))) };
/// assert_eq!(range.contains(whole(60)), Ok(true));
/// assert_eq!(range.contains(whole(80)), Ok(false));
/// assert_eq!(range.place(whole(59)), Ok(Ordering::Less));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The lower bound.
    pub low: Option<Bound>,
    /// The upper bound.
    pub high: Option<Bound>,
}

impl Bound {
    /// A bound that belongs to its range.
    pub const fn included(at: Rational) -> Self {
        Self { at, included: true }
    }

    /// A bound that does not.
    pub const fn excluded(at: Rational) -> Self {
        Self { at, included: false }
    }

    /// Whether a number lies on the side of the bound that is `inside`, or is the bound itself where that belongs.
    fn admits(self, number: Rational, inside: Ordering) -> Result<bool, Overflow> {
        Ok(match number.compare(self.at)? {
            Ordering::Equal => self.included,
            other => other == inside,
        })
    }

    /// As lower bounds of bands written from the highest down: whether this one lies above the next.
    pub fn is_above(self, next: Self) -> bool {
        match self.at.compare(next.at) {
            Ok(Ordering::Greater) => true,
            Ok(Ordering::Equal) => !self.included && next.included,
            _ => false,
        }
    }
}

impl Range {
    /// From a bound upwards; everything where there is no bound.
    pub const fn from(low: Option<Bound>) -> Self {
        Self { low, high: None }
    }

    /// From one number to another, both included.
    pub const fn closed(low: Rational, high: Rational) -> Self {
        Self { low: Some(Bound::included(low)), high: Some(Bound::included(high)) }
    }

    /// Whether a number belongs to it.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn contains(&self, number: Rational) -> Result<bool, Overflow> {
        Ok(self.place(number)? == Ordering::Equal)
    }

    /// Where a number lies: below it, in it (`Equal`), or above it.
    ///
    /// # Errors
    /// [`Overflow`] when the numbers are too long.
    pub fn place(&self, number: Rational) -> Result<Ordering, Overflow> {
        if let Some(low) = self.low
            && !low.admits(number, Ordering::Greater)?
        {
            return Ok(Ordering::Less);
        }
        match self.high {
            Some(high) if !high.admits(number, Ordering::Less)? => Ok(Ordering::Greater),
            _ => Ok(Ordering::Equal),
        }
    }

    /// Whether no number can belong to it: its ends are crossed.
    pub fn is_crossed(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => match low.at.compare(high.at) {
                Ok(Ordering::Greater) => true,
                Ok(Ordering::Equal) => !(low.included && high.included),
                _ => false,
            },
            _ => false,
        }
    }
}
