//! A mean in which each value has its weight, exactly.

use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Values taken together with their weights so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted {
    /// Sum of value times weight; nothing once a value, a weight or the room for them was missing.
    sum: Option<Rational>,
    weights: Rational,
}

impl Default for Weighted {
    fn default() -> Self {
        Self { sum: Some(Rational::ZERO), weights: Rational::ZERO }
    }
}

impl Weighted {
    /// Takes one value in. Without its weight, or itself, there is no mean.
    pub fn add(&mut self, weight: Option<Decimal>, value: Option<Rational>) {
        self.sum = self.added(weight, value);
    }

    fn added(&mut self, weight: Option<Decimal>, value: Option<Rational>) -> Option<Rational> {
        let (sum, weight) = (self.sum?, Rational::from(weight?));
        self.weights = self.weights.checked_add(weight).ok()?;
        sum.checked_add(value?.checked_mul(weight).ok()?).ok()
    }

    /// Σ value × weight ÷ Σ weight; nothing where the weights are all zero.
    pub fn mean(self) -> Option<Rational> {
        if self.weights.sign() != Ordering::Greater {
            return None;
        }
        self.sum?.checked_div(self.weights).ok()?
    }
}
