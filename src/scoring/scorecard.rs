//! The result: every score of a table, with its trace.

use super::facts::{Facts, award_on};
use super::row::Outcome;
use super::total::{grade, total};
use super::{Step, Unscored};
use crate::assessment::{Assessment, Grade};
use crate::cell::Reading;
use crate::policy::{Award, Policy};
use crate::value::Rational;
use rust_decimal::Decimal;
use serde::Serialize;
use std::cmp::Ordering;

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It earns its whole weight.
    Met,
    /// It earns a part.
    Partial,
    /// It earns nothing.
    Unmet,
    /// Its words were judged.
    Judged,
    /// It does not apply.
    NotApplicable,
    /// It cannot be scored; the reason is given.
    CannotScore,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Partial, Self::Unmet, Self::Judged, Self::NotApplicable, Self::CannotScore];

    /// How a row stands that earns a share of its weight.
    pub(super) fn of(share: Rational) -> Self {
        match (share.sign(), share.to_one()) {
            (Ordering::Less | Ordering::Equal, _) => Self::Unmet,
            (_, Ordering::Less) => Self::Partial,
            _ => Self::Met,
        }
    }

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Unmet => "unmet",
            Self::Judged => "judged",
            Self::NotApplicable => "not_applicable",
            Self::CannotScore => "cannot_score",
        }
    }
}

/// The score of one indicator.
#[derive(Debug, Clone)]
pub struct RowScore {
    /// How it stands.
    pub status: Status,
    /// The score, rounded as the policy says; nothing when it cannot be scored.
    pub score: Option<Decimal>,
    /// Why not.
    pub unscored: Option<Unscored>,
    /// The rule of the policy that was applied (its index in `Policy::rules`).
    pub rule: Option<usize>,
    /// The tier that the words fell into (its index in `Policy::tiers`).
    pub tier: Option<usize>,
    /// What its cells say, and how they compare.
    pub facts: Facts,
    /// What led to it, step by step: to explain it, and for nothing else.
    pub trace: Vec<Step>,
}

impl RowScore {
    /// What came of the row, without the way there.
    pub const fn outcome(&self) -> Outcome {
        let Self { status, score, unscored, rule, tier, .. } = *self;
        Outcome { status, score, unscored, rule, tier }
    }

    pub(super) fn new(outcome: Outcome, facts: Facts, trace: Vec<Step>) -> Self {
        let Outcome { status, score, unscored, rule, tier } = outcome;
        Self { status, score, unscored, rule, tier, facts, trace }
    }

    /// What the rule of the row awards it, where it came that far.
    pub fn award<'p>(&self, policy: &'p Policy) -> Option<&'p Award> {
        let rule = policy.rules.get(self.rule?)?;
        rule.always.as_ref().or_else(|| match (&self.facts.actual, self.facts.comparison) {
            (Reading::Quality(_), _) => rule.met.as_ref(),
            (_, comparison) => award_on(rule, comparison?.side()),
        })
    }
}

/// The score of budget execution.
#[derive(Debug, Clone)]
pub struct ExecutionScore {
    /// Its weight: the table's, else the policy's.
    pub weight: Decimal,
    /// The exact rate, executed over the policy's denominator.
    pub rate: Option<Rational>,
    /// The score.
    pub score: Option<Decimal>,
    /// How it stands.
    pub status: Status,
    /// Why it has no score.
    pub unscored: Option<Unscored>,
    /// What led to it.
    pub trace: Vec<Step>,
}

/// The total of a table.
#[derive(Debug, Clone)]
pub struct Total {
    /// What the weights of the table add up to, execution included.
    pub weight: Decimal,
    /// The total score; nothing when a row cannot be scored and the policy gives bounds.
    pub score: Option<Decimal>,
    /// The total with the unscored rows at zero.
    pub low: Option<Decimal>,
    /// The total with the unscored rows at their weight.
    pub high: Option<Decimal>,
    /// Rows without a score.
    pub unscored: usize,
    /// Whether it (without it, the lower bound) is not the mere sum of its lines: rescaled to the whole, or limited by
    /// the execution rate.
    pub adjusted: bool,
    /// What led to it.
    pub trace: Vec<Step>,
}

impl Scorecard {
    /// Rows that were scored otherwise, added up again.
    #[must_use]
    pub fn with_rows(self, rows: Vec<RowScore>, assessment: &Assessment, policy: &Policy) -> Self {
        let total = total(assessment, &self.execution, &rows, policy);
        let grade = grade(&total, policy);
        Self { rows, total, grade, ..self }
    }
}

/// Every score of one table under one policy.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// The policy's id.
    pub policy: String,
    /// Budget execution.
    pub execution: ExecutionScore,
    /// The indicators, in the order of the table.
    pub rows: Vec<RowScore>,
    /// How many of them have a number to reach, where a rule of the policy counts those.
    pub counted: Option<usize>,
    /// The total.
    pub total: Total,
    /// The grade of the total; nothing where there is no total, or bounds of different grades.
    pub grade: Option<Grade>,
}
