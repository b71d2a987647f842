//! What a row earns: measure → curve → limits.

use super::Curve;
use crate::assessment::Grade;
use crate::place::Place;
use crate::value::{Range, Rational};

/// What a row earns.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // a policy has a handful of them
pub enum Award {
    /// The whole weight.
    Full,
    /// Nothing.
    Zero,
    /// It cannot be scored under this policy.
    CannotScore,
    /// The tier of the words decides, and the evaluator within it.
    Judged,
    /// The row carries a threshold for each grade; the best one that is met decides the share.
    Thresholds(Vec<(Grade, Rational)>),
    /// What is printed stands, up to the weight: a row that only a person can judge.
    Printed,
    /// One award or another, as conditions hold.
    If(Box<Branch>),
    /// Measure → curve → limits.
    Formula(Formula),
}

/// One award where all conditions hold, another where one does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// What is earned then.
    pub then: Award,
    /// What is earned otherwise.
    pub otherwise: Award,
}

/// That a measure lies in a range. A measure without a value lies in none.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What is measured.
    pub measure: Measure,
    /// Where it must lie.
    pub range: Range,
    /// Its place in the file.
    pub at: Place,
}

/// Measure what happened, put it on a curve, limit it.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// What is measured.
    pub measure: Measure,
    /// From the measure to a share of the weight.
    pub curve: Curve,
    /// What measure and share are held within.
    pub limits: Limits,
    /// What is earned when the measure has no value; the rule's own answer where this is silent.
    pub unmeasurable: Option<Box<Award>>,
    /// Its place in the file.
    pub at: Place,
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// `actual / target`; needs a target above zero. Of an interval: the bound that was missed.
    Completion,
    /// `target / actual`; needs an actual above zero. Of an interval: the bound that was missed.
    Inverse,
    /// `(actual − target) / target`; needs a target above zero.
    Excess,
    /// `(target − actual) / target`; needs a target above zero.
    Shortfall,
    /// `|actual − target| / target`; needs a target above zero.
    Deviation,
    /// `actual − target` in the unit of the target.
    Over,
    /// `target − actual` in the unit of the target.
    Under,
    /// The actual itself; `95%` is 0.95.
    Actual,
    /// The actual as a rate: `95%` and a bare `95` are 0.95; an actual of another unit has no such measure.
    ActualRate,
    /// Days from the last day meant to the last day of the actual; negative when earlier.
    DaysLate,
    /// `numerator / denominator` of the policy's `execution`.
    ExecutionRate,
    /// A sum of amounts and facts.
    Amount(Sum),
    /// One sum over another; needs a divisor above zero.
    Ratio {
        /// Above the bar.
        of: Sum,
        /// Below the bar.
        to: Sum,
    },
    /// The share of the other rows with numbers whose completion lies in a range.
    RowsWithin(Range),
    /// The share of its weight that another row earns, by words of which one occurs in its name: rounded score ÷
    /// weight, of several rows the least. A row that is itself scored by other rows has none.
    Earned(Vec<String>),
    /// The mean of several measures, each of which must have a value.
    Mean(Vec<Self>),
    /// `(value − worst) / (best − worst)` (功效系数): needs a best that is not the worst; the best may be the lesser.
    Efficacy {
        /// What is placed between the two.
        value: Sum,
        /// What counts as nothing.
        worst: Sum,
        /// What counts as one.
        best: Sum,
    },
}

impl Measure {
    /// Whether it is a part of something, which people write in percent.
    pub fn is_rate(&self) -> bool {
        match self {
            Self::Mean(measures) => measures.iter().all(Self::is_rate),
            Self::Completion
            | Self::Inverse
            | Self::Excess
            | Self::Shortfall
            | Self::Deviation
            | Self::ActualRate
            | Self::ExecutionRate
            | Self::Ratio { .. }
            | Self::RowsWithin(_)
            | Self::Earned(_)
            | Self::Efficacy { .. } => true,
            Self::Over | Self::Under | Self::Actual | Self::DaysLate | Self::Amount(_) => false,
        }
    }
}

/// Amounts and facts, added up.
pub type Sum = Vec<Part>;

/// One of the amounts that are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whether it is taken away.
    pub minus: bool,
    /// Which amount.
    pub term: Term,
    /// Its place in the file; nowhere where the policy left it to be understood.
    pub at: Place,
}

/// An amount that a policy may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// The number of the target; `95%` is 0.95.
    Target,
    /// The number of the actual; `95%` is 0.95.
    Actual,
    /// Days late.
    DaysLate,
    /// 年初预算数
    Initial,
    /// 全年预算数
    Budget,
    /// 全年执行数
    Executed,
    /// A fact that the policy declares.
    Fact(String),
}

/// What measure and share are held within, in this order: the measure, the corridor, the floor, the cap.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limits {
    /// A lower measure counts as this one.
    pub measure_floor: Option<Rational>,
    /// A higher measure counts as this one.
    pub measure_cap: Option<Rational>,
    /// The measure must lie within, ends included, or the share is zero.
    pub zero_outside: Option<Range>,
    /// Never below this share.
    pub floor: Option<Rational>,
    /// Never above this share.
    pub cap: Option<Rational>,
}

impl Measure {
    /// It, and the measures that it is the mean of.
    fn nested(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let measure = waiting.pop()?;
            if let Self::Mean(measures) = measure {
                waiting.extend(measures);
            }
            Some(measure)
        })
    }

    /// Whether it is made of how other rows fared.
    pub fn looks_at_rows(&self) -> bool {
        self.nested().any(|measure| matches!(measure, Self::RowsWithin(_) | Self::Earned(_)))
    }

    /// Whether it is made of the execution rate.
    pub fn looks_at_execution(&self) -> bool {
        self.nested().any(|measure| *measure == Self::ExecutionRate)
    }

    /// Whether it has a value whatever the numbers are: nothing is divided.
    pub fn always_has_a_value(&self) -> bool {
        self.nested().all(|measure| match measure {
            Self::Over
            | Self::Under
            | Self::Actual
            | Self::ActualRate
            | Self::DaysLate
            | Self::Amount(_)
            | Self::Mean(_) => true,
            Self::Completion
            | Self::Inverse
            | Self::Excess
            | Self::Shortfall
            | Self::Deviation
            | Self::ExecutionRate
            | Self::Ratio { .. }
            | Self::RowsWithin(_)
            | Self::Earned(_)
            | Self::Efficacy { .. } => false,
        })
    }

    /// Every amount that it names.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.nested().flat_map(|measure| {
            let sums: [&[Part]; 3] = match measure {
                Self::Amount(sum) => [sum, &[], &[]],
                Self::Ratio { of, to } => [of, to, &[]],
                Self::Efficacy { value, worst, best } => [value, worst, best],
                _ => [&[], &[], &[]],
            };
            sums.into_iter().flatten()
        })
    }
}
