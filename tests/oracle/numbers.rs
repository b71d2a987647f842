//! Big rationals, decimals as they are typed, and a generator that gives the same rows on every machine.

use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// A small generator of its own: the same rows on every machine.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).expect("an index")]
    }
}

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
