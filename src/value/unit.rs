//! Units as an algebra: a dimension (which base units, to which powers) and an exact scale.

use super::{Overflow, Rational};
use std::cmp::Ordering;

/// Base units with their powers, in rising order of the base; at most [`Dimension::MAX`] of them.
///
/// `元/人·学期` has three. A base is a number that the vocabulary gave to a unit word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Dimension {
    bases: [u64; Self::MAX],
    /// Of each base; zero where there is none.
    powers: [i8; Self::MAX],
}

impl Dimension {
    /// How many different bases one unit may have.
    pub const MAX: usize = 4;

    /// One base to the first power.
    pub const fn base(id: u64) -> Self {
        Self { bases: [id, 0, 0, 0], powers: [1, 0, 0, 0] }
    }

    /// Whether it is a pure number.
    pub fn is_number(&self) -> bool {
        self.powers == [0; Self::MAX]
    }

    /// The bases with their powers.
    pub fn powers(&self) -> impl Iterator<Item = (u64, i8)> + '_ {
        self.bases.iter().copied().zip(self.powers).filter(|&(_, power)| power != 0)
    }

    /// The product with `other` to the power `sign` (1 or −1); nothing when there are too many bases.
    fn combined(&self, other: &Self, sign: i8) -> Option<Self> {
        let mut all: Vec<(u64, i8)> = self.powers().collect();
        for (base, power) in other.powers() {
            let power = power.checked_mul(sign)?;
            match all.iter_mut().find(|(known, _)| *known == base) {
                Some((_, sum)) => *sum = sum.checked_add(power)?,
                None => all.push((base, power)),
            }
        }
        all.retain(|&(_, power)| power != 0);
        all.sort_unstable();
        if all.len() > Self::MAX {
            return None;
        }
        let mut combined = Self::default();
        for ((base, power), found) in combined.bases.iter_mut().zip(&mut combined.powers).zip(all) {
            (*base, *power) = found;
        }
        Some(combined)
    }
}

/// A unit: its dimension, and how many base units one of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What is counted or measured.
    pub dimension: Dimension,
    /// How many base units one of it is: 10,000 for 万元.
    pub scale: Rational,
}

impl Unit {
    /// A base unit.
    pub fn base(id: u64) -> Self {
        Self { dimension: Dimension::base(id), scale: Rational::ONE }
    }

    /// So many of it.
    ///
    /// # Errors
    /// [`Overflow`] when the scale does not fit.
    pub fn scaled(self, scale: Rational) -> Result<Self, Overflow> {
        Ok(Self { scale: self.scale.checked_mul(scale)?, ..self })
    }

    /// The product of two units; nothing when it has too many bases.
    ///
    /// # Errors
    /// [`Overflow`] when the scale does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Option<Self>, Overflow> {
        let scale = self.scale.checked_mul(other.scale)?;
        Ok(self.dimension.combined(&other.dimension, 1).map(|dimension| Self { dimension, scale }))
    }

    /// One unit per another; nothing when it has too many bases.
    ///
    /// # Errors
    /// [`Overflow`] when the scale does not fit.
    pub fn per(self, other: Self) -> Result<Option<Self>, Overflow> {
        let Some(scale) = self.scale.checked_div(other.scale)? else { return Ok(None) };
        if scale.sign() == Ordering::Equal {
            return Ok(None);
        }
        Ok(self.dimension.combined(&other.dimension, -1).map(|dimension| Self { dimension, scale }))
    }
}
