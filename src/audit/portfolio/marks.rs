//! Scores of many tables: full marks throughout, and scores that do not move with execution.

use super::{Filed, listed, named};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// From so many tables on their scores are looked at together.
const MANY: usize = 10;
/// Full marks in so many of ten tables are worth a look.
const OF_TEN: usize = 9;
/// Execution rates so far apart, in percent, should show in the scores.
const APART: i64 = 20;
/// Below this rate, in percent, execution is low.
const LOW: i64 = 80;

/// Nearly all projects give themselves everything.
pub(super) fn full_marks(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    let claimed: Vec<(&Filed<'_>, Decimal)> = tables
        .iter()
        .filter_map(|table| Some((table, table.assessment.claimed.total.as_ref()?.value)))
        .collect();
    let full = claimed.iter().filter(|(table, total)| *total >= table.policy.weights.total).count();
    if claimed.len() < MANY || full.saturating_mul(10) < claimed.len().saturating_mul(OF_TEN) {
        return;
    }
    let title = say!(
        "{all} 个项目中有 {full} 个自评满分",
        "{full} of {all} projects report full marks",
        all = claimed.len()
    );
    findings.push(Diagnostic::new(Code::FullMarks, title).figure(full).figure(claimed.len()));
}

/// Execution goes from low to full, and every project has all its indicator marks.
pub(super) fn scores_still(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    let percent = |number: i64| Rational::new(i128::from(number), 100).unwrap_or(Rational::ZERO);
    let rated: Vec<(&Filed<'_>, Rational)> =
        tables.iter().filter_map(|table| Some((table, table.scorecard.execution.rate?))).collect();
    let claims_all = |table: &Filed<'_>| {
        let rows = &table.assessment.indicators;
        !rows.is_empty()
            && rows.iter().all(|row| {
                row.claimed
                    .as_ref()
                    .zip(row.weight.as_ref())
                    .is_some_and(|(claimed, weight)| claimed.value >= weight.value)
            })
    };
    let compare = |a: &Rational, b: &Rational| a.compare(*b).unwrap_or(Ordering::Equal);
    let lowest = rated.iter().map(|(_, rate)| *rate).min_by(compare);
    let highest = rated.iter().map(|(_, rate)| *rate).max_by(compare);
    let Some((lowest, highest)) = lowest.zip(highest) else { return };
    let spread = highest.checked_sub(lowest).is_ok_and(|spread| compare(&spread, &percent(APART)).is_ge());
    if rated.len() < MANY || !spread || !rated.iter().all(|(table, _)| claims_all(table)) {
        return;
    }
    let low: Vec<String> = rated
        .iter()
        .filter(|(_, rate)| compare(rate, &percent(LOW)).is_lt())
        .map(|(table, _)| named(table.assessment))
        .collect();
    let shown = |rate: Rational| {
        let percent = rate
            .checked_mul(Rational::whole(100))
            .and_then(|rate| rate.round(2, crate::value::RoundingMode::HalfUp));
        percent.map(|percent| percent.normalize().to_string()).unwrap_or_default()
    };
    let title = say!(
        "预算执行率从 {lowest}% 到 {highest}%，{all} 个项目的指标却全部自评满分",
        "execution rates range from {lowest}% to {highest}%, yet all {all} projects report full marks \
         for every indicator",
        lowest = shown(lowest),
        highest = shown(highest),
        all = rated.len()
    );
    let mut finding = Diagnostic::new(Code::ScoresStill, title)
        .figure(shown(lowest))
        .figure(shown(highest))
        .figure(rated.len());
    if !low.is_empty() {
        let (zh, en) = listed(&low);
        finding = finding.note(say!("预算执行率低于 {LOW}%：{zh}", "below {LOW}%: {en}"));
    }
    findings.push(finding);
}
