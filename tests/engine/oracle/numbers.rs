//! Big rationals, and decimals as they are typed.

use crate::common::random::Random;
use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// A decimal as it is typed: digits and how many of them stand behind the point.
#[derive(Clone, Copy)]
pub struct Typed {
    pub digits: i64,
    pub places: u32,
}

impl Typed {
    pub fn random(random: &mut Random) -> Self {
        let places = u32::try_from(random.below(5)).expect("small");
        let size = *random.pick(&[10, 1_000, 100_000, 1_000_000_000]);
        Self { digits: i64::try_from(random.below(size)).expect("small"), places }
    }

    pub fn rational(self) -> BigRational {
        BigRational::new(BigInt::from(self.digits), BigInt::from(10).pow(self.places))
    }

    pub fn text(self) -> String {
        Decimal::new(self.digits, self.places).to_string()
    }
}

pub fn zero() -> BigRational {
    BigRational::from_integer(BigInt::from(0))
}

pub fn one() -> BigRational {
    BigRational::from_integer(BigInt::from(1))
}

pub fn rational(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

/// Cut, or half up, of the magnitude: the sign stays.
pub fn rounded(exact: &BigRational, decimals: u32, cut: bool) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(decimals));
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let (negative, magnitude) = if *exact < zero() { (true, -exact) } else { (false, exact.clone()) };
    let scaled = magnitude * &scale;
    let whole = if cut { scaled.floor() } else { (scaled + half).floor() } / scale;
    if negative { -whole } else { whole }
}
