//! From rows to the total and its grade.

use super::scorecard::{ExecutionScore, RowScore, Status, Total};
use super::trace::{Step, Tracer};
use crate::assessment::{Assessment, Indicator};
use crate::policy::{Grade, NotApplicableAward, Policy, TotalLimit, UnscoredRows};
use crate::value::Exact;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One line that is added up: its weight, and its score where it has one.
struct Line {
    weight: Option<Decimal>,
    score: Option<Decimal>,
    applies: bool,
}

/// Adds up a table.
pub(super) fn total(
    assessment: &Assessment,
    execution: &ExecutionScore,
    rows: &[RowScore],
    policy: &Policy,
) -> Total {
    let mut lines = vec![Line { weight: Some(execution.weight), score: execution.score, applies: true }];
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
        let drop = policy.not_applicable.award == NotApplicableAward::Drop;
        if drop && row.status == Status::NotApplicable {
            continue;
        }
        lines.push(match row.status {
            Status::NotApplicable => match policy.not_applicable.award {
                NotApplicableAward::Full => Line { weight, score: weight, applies: true },
                NotApplicableAward::Rescale | NotApplicableAward::Drop => {
                    Line { weight, score: None, applies: false }
                }
            },
            _ => Line { weight, score: row.score.and_then(counted), applies: true },
        });
    }
    let whole = lines
        .iter()
        .filter_map(|line| line.weight)
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .unwrap_or_default();
    let missing = |line: &&Line| line.applies && line.score.is_none();
    let unscored = lines.iter().filter(missing).count();
    let mut total = Total { weight: whole, score: None, low: None, high: None, unscored, trace: Vec::new() };

    for (goal, ratio) in &assessment.goals.ratios {
        let of_goal = |row: &Indicator| row.goal.as_ref().is_some_and(|named| named.value == goal.value);
        let rows = assessment.indicators.iter().zip(rows).filter(|(row, _)| of_goal(row));
        let sum = rows.filter_map(|(_, score)| score.score).try_fold(Decimal::ZERO, Decimal::checked_add);
        let (name, ratio, sum) = (goal.value.clone(), ratio.value, sum.unwrap_or_default());
        total.trace.record(|| Step::Goal { name, ratio, sum });
    }
    let cap = execution.rate.and_then(|rate| cap(policy, rate).map(|cap| (rate, cap)));
    let limited = |score: Option<Decimal>, tracer: &mut Vec<Step>| match (score, cap) {
        (Some(before), Some((rate, cap))) if before > cap => {
            tracer.record(|| Step::TotalLimited { rate, cap, before });
            Some(cap)
        }
        _ => score,
    };
    if unscored == 0 || policy.unscored == UnscoredRows::Rescale {
        let score = summed(&lines, policy, whole, &mut total.trace);
        total.score = limited(score, &mut total.trace);
    } else {
        // Bounds: what cannot be scored at zero, and at its full weight where that is known.
        let mut silent = Vec::new();
        let as_bound = |full: bool| -> Vec<Line> {
            lines
                .iter()
                .map(|line| Line {
                    weight: line.weight,
                    score: line.score.or(if full { line.weight } else { Some(Decimal::ZERO) }),
                    applies: line.applies,
                })
                .collect()
        };
        let low = summed(&as_bound(false), policy, whole, &mut total.trace);
        total.low = limited(low, &mut total.trace);
        let known = lines.iter().filter(missing).all(|line| line.weight.is_some());
        let high = if known { summed(&as_bound(true), policy, whole, &mut silent) } else { None };
        total.high = limited(high, &mut silent);
    }
    total
}

/// The most that a total may be at an execution rate, where the policy sets it.
fn cap(policy: &Policy, rate: Exact) -> Option<Decimal> {
    let inside = |limit: &&TotalLimit| match limit.from {
        None => true,
        Some(edge) => match rate.compare(edge.at) {
            Ok(Ordering::Greater) => true,
            Ok(Ordering::Equal) => edge.included,
            _ => false,
        },
    };
    policy.total_limits.iter().find(inside)?.cap
}

/// The sum of what counts, rescaled to the whole where lines were dropped, rounded as the policy says.
fn summed(lines: &[Line], policy: &Policy, whole: Decimal, tracer: &mut impl Tracer) -> Option<Decimal> {
    let counted = |line: &&Line| line.applies && line.score.is_some();
    let sum = lines
        .iter()
        .filter(counted)
        .filter_map(|line| line.score)
        .try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let of = lines
        .iter()
        .filter(counted)
        .filter_map(|line| line.weight)
        .try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let places = policy.rounding.total;
    if of == whole {
        tracer.record(|| Step::Summed { sum, of });
        return Exact::from(sum).round(places.decimals, places.mode).ok();
    }
    let scaled = Exact::from(sum).times(Exact::from(whole)).ok()?.over(Exact::from(of)).ok()??;
    let score = scaled.round(places.decimals, places.mode).ok()?;
    tracer.record(|| Step::Rescaled { sum, of, whole, score });
    Some(score)
}

/// The grade of a total; of bounds, only where both have the same.
pub(super) fn grade(total: &Total, policy: &Policy) -> Option<Grade> {
    let of = |score: Decimal| {
        policy
            .grades
            .iter()
            .find(|band| score > band.from || (band.included && score == band.from))
            .map(|band| band.grade)
    };
    match (total.score, total.low, total.high) {
        (Some(score), _, _) => of(score),
        (None, Some(low), Some(high)) => of(low).filter(|&grade| of(high) == Some(grade)),
        _ => None,
    }
}
