//! A policy (评分办法): the scoring rules of a place and year, as data.
//!
//! One rule reads as one sentence: **measure → curve → limits**. Measure what happened, put it on a curve that
//! gives a share of the weight, and limit that share. Which sentence applies is decided by the kind of the
//! target, its operator, and on which side of the target the actual fell.
//!
//! Start at [`Policy`] and [`check()`].

mod auditing;
mod check;
mod curve;
mod curve_check;
mod fit;
mod formula;
mod rule;
mod rule_check;
mod stated;

pub use auditing::Auditing;
pub use check::check;
pub use curve::{Band, Curve, Worth};
pub use fit::{Applies, Evidence, Fit, Transfer, best_fit, fit};
pub use formula::{Award, Branch, Condition, Formula, Limits, Measure, Part, Sum, Term};
pub use rule::{Direction, Occasion, Rule, Traits, When};
pub use stated::Stated;

use crate::assessment::Grade;
use crate::cell::Degree;
use crate::message::Message;
use crate::place::{Located, Place};
use crate::trust::Trust;
use crate::value::{Bound, Range, Rational, RoundingMode};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

/// A scoring policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The name by which it is chosen, e.g. `mof-2020-10`.
    pub id: Located<String>,
    /// What people call it.
    pub title: Message,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The document number.
    pub document: Option<String>,
    /// The first and the last day on which it holds.
    pub valid: (Option<Date>, Option<Date>),
    /// How sure its rules are.
    pub trust: Trust,
    /// What its rules rest on.
    pub basis: Message,
    /// What it applies to; nothing where it is only taken when it is asked for.
    pub applies: Option<Applies>,
    /// Total, execution and class weights.
    pub weights: Weights,
    /// Where and how scores are rounded.
    pub rounding: Rounding,
    /// What the policy must know beyond the table; an assessment supplies it.
    pub facts: Vec<Fact>,
    /// How budget execution is scored.
    pub execution: Execution,
    /// The direction of a bare number, first match wins.
    pub directions: Vec<Direction>,
    /// The rules for indicators, first match wins.
    pub rules: Vec<Rule>,
    /// The tiers of quality words, best first.
    pub tiers: Vec<Tier>,
    /// The tier (its index) of an actual that repeats the words of its target, if the policy names one.
    pub same_words: Option<usize>,
    /// What becomes of rows that do not apply.
    pub not_applicable: NotApplicable,
    /// What becomes of a total with rows that cannot be scored.
    pub unscored: UnscoredRows,
    /// Ceilings of the total by the execution rate, highest rate first; none where the policy sets none.
    pub total_limits: Vec<TotalLimit>,
    /// The grades, best first.
    pub grades: Vec<GradeBand>,
    /// What is to be pointed out.
    pub flags: Vec<Flag>,
    /// How far a printed figure may be off before it is found.
    pub tolerance: Tolerance,
    /// What the audit looks for, and what it leaves alone.
    pub audit: Auditing,
    /// The whole file.
    pub at: Place,
}

/// Total, execution and class weights.
#[derive(Debug, Clone)]
pub struct Weights {
    /// What all weights add up to, usually 100.
    pub total: Decimal,
    /// The weight of execution.
    pub execution: Decimal,
    /// Whether the weight that a table prints for execution goes before the policy's.
    pub printed_first: bool,
    /// The weight of each class (canonical name), where the policy fixes it.
    pub classes: Vec<(String, Decimal)>,
    /// What becomes of the weight of a class that a table does not have.
    pub without: Vec<Transfer>,
}

/// Where and how scores are rounded. The one rounding of a score is that of its row.
#[derive(Debug, Clone, Copy)]
pub struct Rounding {
    /// The execution rate, before it is multiplied; exact where nothing is said.
    pub rate: Option<Precision>,
    /// The score of a row, execution included.
    pub row: Precision,
    /// The total.
    pub total: Precision,
}

/// So many decimals, in this manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// Decimals kept.
    pub decimals: u32,
    /// Round or cut.
    pub mode: RoundingMode,
}

/// How budget execution is scored.
#[derive(Debug, Clone)]
pub struct Execution {
    /// The name under which the trace cites it.
    pub id: String,
    /// What was spent, usually the amount executed.
    pub numerator: Sum,
    /// Out of which amount.
    pub denominator: Sum,
    /// The sentence that scores the rate.
    pub award: Award,
    /// A budget of zero, nothing spent.
    pub zero_budget_unspent: Award,
    /// A budget of zero, something spent.
    pub zero_budget_spent: Award,
    /// Where the policy states it.
    pub basis: Option<Message>,
    /// Its place in the file.
    pub at: Place,
}

/// Something that a policy must know beyond the table: in-year additions, staff numbers, breaches.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The name under which an assessment supplies it.
    pub name: Located<String>,
    /// What it is, in words.
    pub title: Message,
    /// What holds where nobody supplies it; without this a rule that asks for it cannot score.
    pub default: Option<Rational>,
}

/// From an execution rate down to the next, the total is at most so much.
#[derive(Debug, Clone)]
pub struct TotalLimit {
    /// The least rate; none for the last.
    pub from: Option<Bound>,
    /// The most that the total may be; none where it is not limited.
    pub cap: Option<Decimal>,
    /// Its place in the file.
    pub at: Place,
}

/// A tier of quality words.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its name in the policy.
    pub id: Located<String>,
    /// What people call it.
    pub title: Message,
    /// How far the words of an actual must say that its target was reached.
    pub degrees: Vec<Degree>,
    /// Whole texts of an actual that put it in the tier.
    pub exact: Vec<String>,
    /// Phrases of which one need only occur in an actual.
    pub phrases: Vec<String>,
    /// Least share.
    pub low: Bound,
    /// Greatest share.
    pub high: Bound,
    /// The share given where no printed score lies inside.
    pub default: Rational,
    /// Its place in the file.
    pub at: Place,
}

impl Tier {
    /// The shares that the tier may give.
    pub const fn shares(&self) -> Range {
        Range { low: Some(self.low), high: Some(self.high) }
    }
}

/// Something that the policy asks to be pointed out; it changes no score.
#[derive(Debug, Clone)]
pub struct Flag {
    /// Its name in the policy.
    pub id: Located<String>,
    /// What is said.
    pub title: Message,
    /// What it looks at.
    pub on: FlagOn,
    /// Its place in the file.
    pub at: Place,
}

/// What a flag looks at.
#[derive(Debug, Clone)]
pub enum FlagOn {
    /// Rows with numbers or days.
    Rows {
        /// On which of them.
        when: Box<When>,
        /// On which side of the target the actual fell; any where nothing is said.
        sides: Vec<Side>,
        /// How far it lies from the target; any where nothing is said.
        far: Option<Far>,
        /// Only rows that give no reason for their deviation.
        without_reason: bool,
    },
    /// An execution rate below this one.
    RateBelow(Rational),
    /// An execution rate above this one.
    RateAbove(Rational),
}

/// How far from its target an actual must lie, as a share of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Far {
    /// Whether the other side counts as well: `|actual − target|`.
    pub either_way: bool,
    /// From which share on.
    pub edge: Bound,
    /// Of a target of zero there is no share: from which actual on, where that is flagged at all.
    pub of_zero: Option<Rational>,
}

/// On which side of its target an actual fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// It meets the target.
    Met,
    /// Too little, too early.
    Below,
    /// Too much, too late.
    Above,
}

/// What becomes of rows that do not apply.
#[derive(Debug, Clone)]
pub struct NotApplicable {
    /// The words of an actual that say so.
    pub words: Vec<String>,
    /// Full marks, or drop and rescale.
    pub award: NotApplicableAward,
}

/// Three ways to treat a row that does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicableAward {
    /// The row takes its full weight.
    Full,
    /// The row is dropped and the others rescaled to the whole.
    Rescale,
    /// The row is dropped with its weight, and nothing is rescaled: one of two rows is chosen.
    Drop,
}

/// Two ways to total a table with rows that cannot be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnscoredRows {
    /// The total is given as bounds: those rows at zero, and at full weight.
    Bounds,
    /// The rows are dropped and the others rescaled to the whole.
    Rescale,
}

/// The least total of a grade.
#[derive(Debug, Clone)]
pub struct GradeBand {
    /// The grade.
    pub grade: Grade,
    /// Its lower bound.
    pub from: Bound,
    /// Its place in the file.
    pub at: Place,
}

/// How far a printed figure may be off before it is found.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// Points of a row or of execution.
    pub score: Decimal,
    /// Points of the total.
    pub total: Decimal,
    /// The execution rate, as a fraction, beyond the decimals that were printed.
    pub rate: Decimal,
}
