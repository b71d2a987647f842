//! From rows to the total and its grade.

use super::scorecard::{ExecutionScore, RowScore, Status, Total};
use super::trace::{NoTrace, Step, Tracer};
use crate::assessment::Grade;
use crate::assessment::{Assessment, Indicator};
use crate::policy::{GradeBand, NotApplicableAward, Policy, TotalLimit, UnscoredRows};
use crate::value::{Range, Rational};
use rust_decimal::Decimal;

/// What the lines of a table add up to, one after another, in any order: all that its total hangs on.
///
/// A sum that does not fit is nothing, and stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// All weights.
    pub whole: Option<Decimal>,
    /// The scores of the lines that have one.
    pub scores: Option<Decimal>,
    /// Their weights.
    pub scored: Option<Decimal>,
    /// The weights of the lines that count and have no score.
    pub missing: Option<Decimal>,
    /// How many those are.
    pub unscored: usize,
    /// Whether one of them has no weight either.
    pub unknown: bool,
}

impl Default for Sums {
    fn default() -> Self {
        let zero = Some(Decimal::ZERO);
        Self { whole: zero, scores: zero, scored: zero, missing: zero, unscored: 0, unknown: false }
    }
}

fn plus(sum: Option<Decimal>, next: Option<Decimal>) -> Option<Decimal> {
    sum?.checked_add(next.unwrap_or_default())
}

impl Sums {
    /// Adds a line that counts.
    fn line(&mut self, weight: Option<Decimal>, score: Option<Decimal>) {
        self.whole = plus(self.whole, weight);
        if score.is_some() {
            self.scores = plus(self.scores, score);
            self.scored = plus(self.scored, weight);
        } else {
            self.missing = plus(self.missing, weight);
            self.unscored = self.unscored.saturating_add(1);
            self.unknown |= weight.is_none();
        }
    }

    /// Adds a row.
    pub fn row(&mut self, status: Status, weight: Option<Decimal>, score: Option<Decimal>, policy: &Policy) {
        match (status, policy.not_applicable.award) {
            (Status::NotApplicable, NotApplicableAward::Full) => self.line(weight, weight),
            (Status::NotApplicable, NotApplicableAward::Rescale) => self.whole = plus(self.whole, weight),
            (Status::NotApplicable, NotApplicableAward::Drop) => {}
            _ => self.line(weight, score),
        }
    }

    /// Adds what other lines of the same table add up to.
    pub fn add(&mut self, other: &Self) {
        let both = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        self.whole = both(self.whole, other.whole);
        self.scores = both(self.scores, other.scores);
        self.scored = both(self.scored, other.scored);
        self.missing = both(self.missing, other.missing);
        self.unscored = self.unscored.saturating_add(other.unscored);
        self.unknown |= other.unknown;
    }

    /// With everything that has no score at a share of its weight: the sum of scores and its weight.
    fn bound(&self, share: Decimal) -> Option<(Decimal, Decimal)> {
        let missing = self.missing?;
        let more = missing.checked_mul(share)?.normalize();
        Some((self.scores?.checked_add(more)?, self.scored?.checked_add(missing)?))
    }
}

/// Adds up a table.
pub(super) fn total(
    assessment: &Assessment,
    execution: &ExecutionScore,
    rows: &[RowScore],
    policy: &Policy,
) -> Total {
    let mut sums = Sums::default();
    for (indicator, row) in assessment.indicators.iter().zip(rows) {
        // Under a goal with a ratio, weight and score count for that part.
        let part = assessment.counts_for(indicator);
        let counted = |points: Decimal| {
            if part == Decimal::ONE {
                Some(points)
            } else {
                points.checked_mul(part).map(|points| points.normalize())
            }
        };
        let weight = indicator.weight.as_ref().and_then(|weight| counted(weight.value));
        sums.row(row.status, weight, row.score.and_then(counted), policy);
    }
    let mut trace = Vec::new();
    for (goal, ratio) in &assessment.goals.ratios {
        let of_goal = |row: &Indicator| row.goal.as_ref().is_some_and(|named| named.value == goal.value);
        let rows = assessment.indicators.iter().zip(rows).filter(|(row, _)| of_goal(row));
        let sum = rows.filter_map(|(_, score)| score.score).try_fold(Decimal::ZERO, Decimal::checked_add);
        let (name, ratio, sum) = (goal.value.clone(), ratio.value, sum.unwrap_or_default());
        trace.record(|| Step::Goal { name, ratio, sum });
    }
    let total = total_traced(sums, execution, policy, &mut trace);
    Total { trace, ..total }
}

/// The total of a table whose rows add up to `sums`, with its execution, without keeping the steps.
pub fn total_of(sums: Sums, execution: &ExecutionScore, policy: &Policy) -> Total {
    total_traced(sums, execution, policy, &mut NoTrace)
}

fn total_traced(
    mut sums: Sums,
    execution: &ExecutionScore,
    policy: &Policy,
    tracer: &mut impl Tracer,
) -> Total {
    sums.line(Some(execution.weight), execution.score);
    let whole = sums.whole.unwrap_or_default();
    let mut total = Total {
        weight: whole,
        score: None,
        low: None,
        high: None,
        unscored: sums.unscored,
        adjusted: false,
        trace: Vec::new(),
    };
    let exact = sums.unscored == 0 || policy.unscored == UnscoredRows::Rescale;
    let at_zero = if exact { sums.scores.zip(sums.scored) } else { sums.bound(Decimal::ZERO) };
    let low = summed(at_zero, policy, whole, tracer);
    // What cannot be scored counts at zero, and at the most that it may earn where its weight is known.
    let high = if exact {
        low
    } else if sums.unknown {
        None
    } else {
        let most = policy.most().as_decimal().unwrap_or(Decimal::ONE);
        summed(sums.bound(most), policy, whole, &mut NoTrace)
    };
    let (least, most) = caps(policy, execution);
    let low = limited(low, execution.rate, least, tracer);
    let high = limited(high, execution.rate, most, &mut NoTrace);
    if low == high {
        total.score = low;
    } else {
        (total.low, total.high) = (low, high);
    }
    total.adjusted = low != plain(sums.scores, policy);
    total
}

/// The mere sum, rounded as a total is.
fn plain(sum: Option<Decimal>, policy: &Policy) -> Option<Decimal> {
    let places = policy.rounding.total;
    Rational::from(sum?).round(places.decimals, places.mode).ok()
}

/// A total that is no higher than what the execution rate allows.
fn limited(
    total: Option<Decimal>,
    rate: Option<Rational>,
    cap: Option<Decimal>,
    tracer: &mut impl Tracer,
) -> Option<Decimal> {
    match (total, cap) {
        (Some(before), Some(cap)) if before > cap => {
            tracer.record(|| Step::TotalLimited { rate, cap, before });
            Some(cap)
        }
        _ => total,
    }
}

/// The least and the most that the limits of the policy may come to; nothing where there is no limit. They are one
/// where the rate is known. A budget of zero that is scored has no rate and no limit.
fn caps(policy: &Policy, execution: &ExecutionScore) -> (Option<Decimal>, Option<Decimal>) {
    let limits = &policy.total_limits;
    match execution.rate {
        Some(rate) => {
            let cap = cap(policy, rate);
            (cap, cap)
        }
        None if execution.score.is_some() => (None, None),
        None => {
            let all = limits.iter().filter_map(|limit| limit.cap);
            let open = limits.iter().any(|limit| limit.cap.is_none());
            (all.clone().min(), all.max().filter(|_| !open))
        }
    }
}

/// The most that a total may be at an execution rate, where the policy sets it.
fn cap(policy: &Policy, rate: Rational) -> Option<Decimal> {
    let inside = |limit: &&TotalLimit| Range::from(limit.from).contains(rate) == Ok(true);
    policy.total_limits.iter().find(inside)?.cap
}

/// The sum of what counts, rescaled to the whole where lines were dropped, rounded as the policy says.
fn summed(
    sums: Option<(Decimal, Decimal)>,
    policy: &Policy,
    whole: Decimal,
    tracer: &mut impl Tracer,
) -> Option<Decimal> {
    let (sum, of) = sums?;
    let places = policy.rounding.total;
    if of == whole {
        tracer.record(|| Step::Summed { sum, of });
        return Rational::from(sum).round(places.decimals, places.mode).ok();
    }
    let scaled = Rational::from(sum)
        .checked_mul(Rational::from(whole))
        .ok()?
        .checked_div(Rational::from(of))
        .ok()??;
    let score = scaled.round(places.decimals, places.mode).ok()?;
    tracer.record(|| Step::Rescaled { sum, of, whole, score });
    Some(score)
}

/// The grade of a total; of bounds, only where both have the same. A total that is not out of what the policy asks has
/// no grade.
pub fn grade(total: &Total, policy: &Policy) -> Option<Grade> {
    if total.weight != policy.weights.total {
        return None;
    }
    let of = |score: Decimal| {
        let inside =
            |band: &&GradeBand| Range::from(Some(band.from)).contains(Rational::from(score)) == Ok(true);
        policy.grades.iter().find(inside).map(|band| band.grade)
    };
    match (total.score, total.low, total.high) {
        (Some(score), _, _) => of(score),
        (None, Some(low), Some(high)) => of(low).filter(|&grade| of(high) == Some(grade)),
        _ => None,
    }
}
