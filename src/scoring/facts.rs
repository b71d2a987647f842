//! What is known of a row beside its score, as data: what its cells say, which way its number is to go and who says
//! so, how the actual stands to the target. Whoever wants to know reads it here; the trace only explains.

use crate::cell::{Op, Reading};
use crate::policy::{Award, Rule, Side};
use crate::value::{Days, Rational, Unit};
use rust_decimal::Decimal;

/// Which way the number or the day of a target is to go, and what says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// The operator that the actual is compared by.
    pub op: Op,
    /// What gave it.
    pub from: Evidence,
}

impl Direction {
    /// Whether it was read into the number, from what neither the table nor the policy for such rows says.
    pub const fn is_inferred(self) -> bool {
        !matches!(self.from, Evidence::Printed | Evidence::Column | Evidence::Policy(_))
    }

    /// Whether the table itself prints it, in the text of the target or in a column.
    pub const fn is_printed(self) -> bool {
        matches!(self.from, Evidence::Printed | Evidence::Column)
    }
}

/// What gives a target its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The text of the target.
    Printed,
    /// The operator column of the table.
    Column,
    /// The policy, for a class, a group, a name or a unit: the index in `Policy::directions`.
    Policy(usize),
    /// The name of the indicator: 投诉率 is to be small.
    Name,
    /// The unit of the target: money of costs and time that is taken are to be little.
    Unit,
    /// The kind of the target: a day without a word is the last day, a figure of costs is to be small.
    Kind,
    /// A target of zero, which can only be missed upwards.
    Zero,
    /// The policy, for all that nothing else decides: the index in `Policy::directions`.
    Default(usize),
}

impl Evidence {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Column => "column",
            Self::Policy(_) => "policy",
            Self::Name => "name",
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::Zero => "zero",
            Self::Default(_) => "default",
        }
    }
}

/// What a row would earn if its number were to go the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Otherwise {
    /// The operator of the other direction.
    pub op: Op,
    /// The score; nothing where the row has no weight, or none there.
    pub score: Option<Decimal>,
    /// Whether its target would be met.
    pub met: bool,
}

/// How an actual stands to its target: in numbers of one unit, or in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Two numbers.
    Amounts {
        /// The target.
        target: Rational,
        /// The actual.
        actual: Rational,
        /// On which side of the target it fell.
        side: Side,
    },
    /// A number and the two ends that it should lie between; whether they belong is said by the target.
    Interval {
        /// The lower end.
        low: Rational,
        /// The upper end.
        high: Rational,
        /// The actual.
        actual: Rational,
        /// On which side of the interval it fell.
        side: Side,
    },
    /// Days.
    Days {
        /// The days that the target means.
        target: Days,
        /// The days that the actual means.
        actual: Days,
        /// Days late; negative when early.
        late: i64,
        /// On which side of the target it fell.
        side: Side,
    },
}

impl Comparison {
    /// On which side of the target the actual fell.
    pub const fn side(self) -> Side {
        match self {
            Self::Amounts { side, .. } | Self::Interval { side, .. } | Self::Days { side, .. } => side,
        }
    }

    /// Target and actual, where two numbers were compared.
    pub const fn amounts(self) -> Option<(Rational, Rational)> {
        match self {
            Self::Amounts { target, actual, .. } => Some((target, actual)),
            Self::Interval { .. } | Self::Days { .. } => None,
        }
    }

    /// The number that was to be reached, and the actual; of an interval the upper end where that was passed, else
    /// the lower one.
    pub(super) const fn measured(self) -> Option<(Rational, Rational)> {
        match self {
            Self::Amounts { target, actual, .. } => Some((target, actual)),
            Self::Interval { high, actual, side: Side::Above, .. } => Some((high, actual)),
            Self::Interval { low, actual, .. } => Some((low, actual)),
            Self::Days { .. } => None,
        }
    }

    /// Days late, where days were compared.
    pub const fn days_late(self) -> Option<i64> {
        match self {
            Self::Days { late, .. } => Some(late),
            Self::Amounts { .. } | Self::Interval { .. } => None,
        }
    }
}

/// One of the two cells of a row that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// 年度指标值
    Target,
    /// 实际完成值
    Actual,
}

/// What was made of the cells of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// What the target says, with the unit of its own column.
    pub target: Reading,
    /// What the actual says.
    pub actual: Reading,
    /// Which way the target is to go; nothing where there is none, or nobody says so.
    pub direction: Option<Direction>,
    /// Of a bare number whose direction was inferred: what the row would earn in the other one, where that differs.
    pub otherwise: Option<Otherwise>,
    /// How the actual stands to the target; nothing where the two cannot be compared. A row is compared whatever its
    /// rule looks at, with a weight or without.
    pub comparison: Option<Comparison>,
}

impl Facts {
    /// The operator that the actual is compared by.
    pub fn op(&self) -> Option<Op> {
        self.direction.map(|direction| direction.op)
    }

    /// The cell that has no unit and took that of the other, where numbers were compared.
    pub fn without_unit(&self) -> Option<Cell> {
        self.comparison?;
        match (unit_of(&self.target), unit_of(&self.actual)) {
            (Some(_), None) => Some(Cell::Actual),
            (None, Some(_)) => Some(Cell::Target),
            _ => None,
        }
    }

    /// The unit that numbers were compared in, with how it is printed: that of the target, else of the actual.
    pub fn unit(&self) -> Option<(Unit, &str)> {
        let found = unit_of(&self.target).or_else(|| unit_of(&self.actual));
        found.map(|(unit, printed)| (*unit, printed))
    }

    /// The unit of the actual alone, with how it is printed.
    pub fn unit_of_actual(&self) -> Option<(Unit, &str)> {
        unit_of(&self.actual).map(|(unit, printed)| (*unit, printed))
    }
}

/// The unit of a reading, with how it is printed.
pub(super) fn unit_of(reading: &Reading) -> Option<(&Unit, &str)> {
    match reading {
        Reading::Quantity { quantity, face, .. } | Reading::Interval { low: quantity, face, .. } => {
            quantity.unit.as_ref().map(|unit| (unit, face.unit.as_deref().unwrap_or_default()))
        }
        _ => None,
    }
}

/// What a rule awards an actual that fell on a side of its target.
pub(super) const fn award_on(rule: &Rule, side: Side) -> Option<&Award> {
    match side {
        Side::Met => rule.met.as_ref(),
        Side::Below => rule.below.as_ref(),
        Side::Above => rule.above.as_ref(),
    }
}
