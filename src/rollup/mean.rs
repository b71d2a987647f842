//! A mean in which each value has its weight, exactly.

use crate::value::Exact;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Values taken together with their weights so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted {
    /// Sum of value times weight; nothing once a value, a weight or the room for them was missing.
    sum: Option<Exact>,
    weights: Exact,
}

impl Default for Weighted {
    fn default() -> Self {
        Self { sum: Some(Exact::ZERO), weights: Exact::ZERO }
    }
}

impl Weighted {
    /// Takes one value in. Without its weight, or itself, there is no mean.
    pub fn add(&mut self, weight: Option<Decimal>, value: Option<Exact>) {
        self.sum = self.added(weight, value);
    }

    fn added(&mut self, weight: Option<Decimal>, value: Option<Exact>) -> Option<Exact> {
        let (sum, weight) = (self.sum?, Exact::from(weight?));
        self.weights = self.weights.plus(weight).ok()?;
        sum.plus(value?.times(weight).ok()?).ok()
    }

    /// Σ value × weight ÷ Σ weight; nothing where the weights are all zero.
    pub fn mean(self) -> Option<Exact> {
        if self.weights.sign() != Ordering::Greater {
            return None;
        }
        self.sum?.over(self.weights).ok()?
    }
}
