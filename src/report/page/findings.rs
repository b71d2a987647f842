//! Which part of a form a finding concerns, and its words.

use super::markup::{both, text};
use crate::assessment::{Assessment, Money};
use crate::diagnostic::{Diagnostic, Severity};
use crate::place::{Located, Place};
use crate::report::around::Around;
use crate::report::severity_name;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A part of the form beside which findings stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anchor {
    /// The project as a whole.
    Whole,
    /// The funds and their execution.
    Funds,
    /// 年度总体目标
    Goals,
    /// An indicator, by index.
    Row(usize),
    /// The total.
    Total,
}

/// Findings by the part that they concern.
pub(super) type Placed<'a> = BTreeMap<Anchor, Vec<&'a Diagnostic>>;

/// The findings of a project by their parts: each by the narrowest place around its own.
pub(super) fn placed<'a>(assessment: &Assessment, findings: &'a [Diagnostic]) -> Placed<'a> {
    let parts = Around::of(places(assessment));
    let mut placed = Placed::new();
    for finding in findings {
        let here = finding.file.is_none() || finding.file == assessment.source;
        let all = std::iter::once(&finding.at).chain(finding.related.iter().map(|(place, _)| place));
        let part = all.filter(|_| here).find_map(|place| parts.narrowest(place));
        placed.entry(part.unwrap_or(Anchor::Whole)).or_default().push(finding);
    }
    placed
}

/// Where each part was read.
fn places(assessment: &Assessment) -> Vec<(&Place, Anchor)> {
    fn at<T>(cell: Option<&Located<T>>) -> Option<&Place> {
        cell.map(|cell| &cell.at).filter(|at| **at != Place::Nowhere)
    }
    fn amounts(money: &Money) -> impl Iterator<Item = &Located<Decimal>> {
        [&money.initial, &money.budget, &money.executed].into_iter().flatten()
    }
    let Assessment { funds, claimed, goals, indicators, .. } = assessment;
    let mut places = Vec::new();
    let lines = std::iter::once(&funds.total).chain(funds.sources.iter().map(|source| &source.money));
    let figures = lines
        .flat_map(amounts)
        .chain([&funds.weight, &claimed.rate, &claimed.execution].into_iter().flatten());
    places.extend(figures.filter_map(|figure| at(Some(figure))).map(|at| (at, Anchor::Funds)));
    let told = [at(goals.expected.as_ref()), at(goals.achieved.as_ref())];
    places.extend(told.into_iter().flatten().map(|at| (at, Anchor::Goals)));
    let totals = [at(claimed.total.as_ref()), at(claimed.weight.as_ref())];
    places.extend(totals.into_iter().flatten().map(|at| (at, Anchor::Total)));
    for (index, row) in indicators.iter().enumerate() {
        let cells = [
            Some(&row.at).filter(|at| **at != Place::Nowhere),
            at(row.class.as_ref()),
            at(row.group.as_ref()),
            at(Some(&row.name)),
            at(row.target.as_ref()),
            at(row.actual.as_ref()),
            at(row.operator.as_ref()),
            at(row.unit.as_ref()),
            at(row.weight.as_ref()),
            at(row.claimed.as_ref()),
            if let crate::assessment::Reason::Text(reason) = &row.reason { at(Some(reason)) } else { None },
        ];
        places.extend(cells.into_iter().flatten().map(|at| (at, Anchor::Row(index))));
    }
    places
}

/// The class of a severity.
pub(super) const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The findings of one part as a list; nothing where there are none.
pub(super) fn list(placed: &Placed<'_>, part: Anchor) -> String {
    let mut out = String::new();
    for finding in placed.get(&part).into_iter().flatten() {
        let severity = class(finding.severity);
        let _ = write!(
            out,
            "<li class=\"{severity}\"><p><span class=\"mark\">{} {}</span> <b>{}</b></p>",
            both(&severity_name(finding.severity)),
            text(finding.code.as_str()),
            both(&finding.title)
        );
        for more in finding.label.iter().chain(&finding.notes).chain(&finding.help) {
            let _ = write!(out, "<p>{}</p>", both(more));
        }
        let at = finding.place();
        if !at.is_empty() {
            let _ = write!(out, "<p class=\"at\">{}</p>", text(&at));
        }
        out.push_str("</li>");
    }
    if out.is_empty() { out } else { format!("<ul class=\"findings\">{out}</ul>") }
}
