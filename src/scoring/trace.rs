//! What led to a score, as data. The words for it are the report's.

use super::Unscored;
use super::facts::{Direction, Otherwise};
use crate::assessment::Grade;
use crate::cell::{Degree, Kind, Op, Reading};
use crate::policy::{Award, Condition, Measure, Precision, Side, Sum};
use crate::value::{Days, Range, Rational};
use rust_decimal::Decimal;

/// Which limit was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The measure counts as no less or no more than this.
    Measure,
    /// Zero outside the corridor.
    Corridor(Range),
    /// Not below.
    Floor(Rational),
    /// Not above.
    Cap(Rational),
}

/// A printed amount or an exact one, with the unit it is in.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The value.
    pub value: Rational,
    /// The unit as printed.
    pub unit: Option<String>,
}

/// What put the words of an actual into a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// They are, as a whole, words that the policy names.
    Whole(String),
    /// They repeat the target, and the policy names the tier of such actuals.
    Repeats,
    /// They hold a phrase that the policy names.
    Phrase(String),
    /// What they say.
    Says {
        /// The part that decided, denials and hedges included.
        words: String,
        /// How far it says that the target was reached.
        degree: Degree,
    },
}

/// One step on the way to a score.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The target was read.
    Target(Reading),
    /// The actual was read.
    Actual(Reading),
    /// A bare number was given a direction, or one with `=` is read as a limit.
    Direction {
        /// Whether `=` is printed.
        equal: bool,
        /// The operator that was taken, and what gave it.
        direction: Direction,
        /// What decided, in the words of the row or of the policy: a class, a name, a unit.
        label: Option<String>,
    },
    /// In the other direction the row would earn something else.
    Otherwise(Otherwise),
    /// The operator column contradicts the text; the text was taken.
    OperatorIgnored {
        /// What the column says.
        column: Op,
    },
    /// One side had no unit and took the other's.
    UnitTaken {
        /// The unit that was taken.
        unit: String,
        /// Whether it was the target that had none.
        by_target: bool,
    },
    /// Neither cell nor a column has a unit; the name of the row has.
    UnitOfName {
        /// The unit that was taken.
        unit: String,
    },
    /// A bare number was read in the scale that the other side does not print: only so it lies near it.
    ScaleTaken {
        /// The number as printed.
        bare: Rational,
        /// What it was read as, in the unit of the other side.
        as_amount: Amount,
        /// Whether it is the target's.
        by_target: bool,
    },
    /// A bare number can be in either scale, or in neither.
    ScaleUnclear {
        /// In the scale of the other side.
        printed: Amount,
        /// In the other scale.
        other: Amount,
        /// Whether it is the target's.
        by_target: bool,
    },
    /// Two different units stood for one another (人, 名).
    UnitStandsFor {
        /// The target's.
        target: String,
        /// The actual's.
        actual: String,
    },
    /// The two numbers in one unit.
    Converted {
        /// The actual as printed.
        from: Amount,
        /// The actual in the unit of the target.
        to: Amount,
    },
    /// The days that were meant.
    Days {
        /// The target's.
        target: Days,
        /// The actual's.
        actual: Days,
        /// Days late; negative when early.
        late: i64,
    },
    /// How the actual stands to the target.
    Compared {
        /// The operator.
        op: Op,
        /// The target's number.
        target: Rational,
        /// The actual's number.
        actual: Rational,
        /// On which side of the target it fell.
        side: Side,
    },
    /// The same for an interval.
    Within {
        /// Lower bound.
        low: Rational,
        /// Upper bound.
        high: Rational,
        /// The actual.
        actual: Rational,
        /// On which side of the target it fell.
        side: Side,
    },
    /// The rule that applies (its index in the policy; execution has none) and what it awards.
    Rule {
        /// Index in `Policy::rules`; nothing for execution.
        index: Option<usize>,
        /// The name of the rule.
        id: String,
        /// What it awards in this case.
        award: Box<Award>,
    },
    /// The money of execution.
    Funds {
        /// What the numerator is made of.
        numerator: Sum,
        /// What the denominator is made of.
        denominator: Sum,
        /// The denominator.
        budget: Rational,
        /// The numerator.
        executed: Rational,
    },
    /// What was measured.
    Measured {
        /// The measure.
        measure: Measure,
        /// The number above the bar, or taken from.
        first: Rational,
        /// The number below the bar, or taken away.
        second: Rational,
        /// The measure's value.
        value: Rational,
    },
    /// The rate was rounded before it was used, as the policy says.
    RateRounded {
        /// As it was.
        exact: Rational,
        /// As it is used.
        rounded: Decimal,
        /// How.
        places: Precision,
    },
    /// The measure has no value: nothing can be divided by zero.
    Unmeasurable {
        /// The measure.
        measure: Measure,
    },
    /// The share of the weight that the curve gives.
    Curved {
        /// What is measured.
        measure: Measure,
        /// How much it is.
        at: Rational,
        /// The share.
        share: Rational,
    },
    /// A limit changed the share.
    Limited {
        /// The limit.
        limit: Limit,
        /// The share before.
        before: Rational,
        /// The share after.
        after: Rational,
    },
    /// The words put the actual into a tier.
    Tiered {
        /// Index in `Policy::tiers`.
        tier: usize,
        /// What decided.
        ground: Ground,
    },
    /// A condition was looked at.
    Condition {
        /// The condition.
        condition: Condition,
        /// What its measure comes to; nothing where it has no value.
        value: Option<Rational>,
        /// Whether it holds.
        holds: bool,
    },
    /// The printed score of a row that only a person can judge.
    Printed {
        /// What is printed.
        claimed: Decimal,
        /// The weight, which is the most.
        weight: Decimal,
        /// What counts.
        score: Decimal,
    },
    /// The score of a judged row.
    Judged {
        /// Lowest score of the tier.
        low: Decimal,
        /// Highest score of the tier.
        high: Decimal,
        /// The printed score.
        claimed: Option<Decimal>,
        /// Whether it stands.
        stands: bool,
    },
    /// Weight times share, rounded once.
    Scored {
        /// The weight.
        weight: Decimal,
        /// The share.
        share: Rational,
        /// The exact product.
        exact: Rational,
        /// How it was rounded.
        places: Precision,
        /// The score.
        score: Decimal,
    },
    /// The best of the row's own thresholds that is met.
    Threshold {
        /// Its grade; the last one where none is met.
        grade: Grade,
        /// Its words; nothing where none is met.
        text: Option<String>,
    },
    /// The total is at most so much at this execution rate.
    TotalLimited {
        /// The execution rate; nothing where it is unknown and may be any.
        rate: Option<Rational>,
        /// The most that the total may be.
        cap: Decimal,
        /// The total before.
        before: Decimal,
    },
    /// The row does not apply.
    NotApplicable {
        /// The words that say so.
        words: String,
    },
    /// There is no score.
    Unscored {
        /// Why.
        reason: Unscored,
        /// Kinds of target and actual, where they matter.
        kinds: Option<(Kind, Kind)>,
    },
    /// The rows of one of several goals, which count for its ratio.
    Goal {
        /// The goal.
        name: String,
        /// Its ratio, as a fraction of 1.
        ratio: Decimal,
        /// What its rows earn, by themselves; rows without a score are left out.
        sum: Decimal,
    },
    /// The rows were added up.
    Summed {
        /// The sum.
        sum: Decimal,
        /// The weight that it is out of.
        of: Decimal,
    },
    /// The same row of several units: the mean of its scores, weighted by their funds.
    MeanOfScores {
        /// The funds of each unit with its share of the weight.
        shares: Vec<(Decimal, Rational)>,
        /// The mean share.
        mean: Rational,
    },
    /// Rows were dropped and the rest rescaled to the whole.
    Rescaled {
        /// The sum of the rows that count.
        sum: Decimal,
        /// Their weight.
        of: Decimal,
        /// The whole.
        whole: Decimal,
        /// The total.
        score: Decimal,
    },
}

impl Step {
    /// The stable word for the kind of step.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Target(_) => "target",
            Self::Actual(_) => "actual",
            Self::Direction { .. } => "direction",
            Self::Otherwise(_) => "otherwise",
            Self::OperatorIgnored { .. } => "operator_ignored",
            Self::UnitTaken { .. } => "unit_taken",
            Self::UnitOfName { .. } => "unit_of_name",
            Self::ScaleTaken { .. } => "scale_taken",
            Self::ScaleUnclear { .. } => "scale_unclear",
            Self::UnitStandsFor { .. } => "unit_stands_for",
            Self::Converted { .. } => "converted",
            Self::Days { .. } => "days",
            Self::Compared { .. } => "compared",
            Self::Within { .. } => "within",
            Self::Rule { .. } => "rule",
            Self::Funds { .. } => "funds",
            Self::Measured { .. } => "measured",
            Self::RateRounded { .. } => "rate_rounded",
            Self::Unmeasurable { .. } => "unmeasurable",
            Self::Curved { .. } => "curved",
            Self::Limited { .. } => "limited",
            Self::Tiered { .. } => "tiered",
            Self::Judged { .. } => "judged",
            Self::Condition { .. } => "condition",
            Self::Printed { .. } => "printed",
            Self::Scored { .. } => "scored",
            Self::Threshold { .. } => "threshold",
            Self::TotalLimited { .. } => "total_limited",
            Self::NotApplicable { .. } => "not_applicable",
            Self::Unscored { .. } => "unscored",
            Self::Goal { .. } => "goal",
            Self::Summed { .. } => "summed",
            Self::MeanOfScores { .. } => "mean_of_scores",
            Self::Rescaled { .. } => "rescaled",
        }
    }
}

/// Takes the steps as they are made. Where nobody wants them, they are never built.
pub trait Tracer {
    /// Takes one step.
    fn record(&mut self, step: impl FnOnce() -> Step);

    /// Whether steps are wanted: where it takes work to see whether there is one.
    fn keeps(&self) -> bool {
        true
    }
}

impl Tracer for Vec<Step> {
    fn record(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

/// A tracer that keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTrace;

impl Tracer for NoTrace {
    fn record(&mut self, _: impl FnOnce() -> Step) {}

    fn keeps(&self) -> bool {
        false
    }
}
