//! Which other policy gives a printed score: worth more than "differs".

use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic, RowId, Subject};
use crate::policy::Policy;
use crate::say;
use crate::scoring::{Ledger, Row, Scorer, execution_of};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Longer tables are no tables of one project, and are not scored twenty times over.
const MOST_ROWS: usize = 500;
/// So many policies are named at most.
const NAMED: usize = 3;

/// Adds to each score that differs which of the `others` gives the very score that is printed. Only what differs is scored.
pub(super) fn name_others<'p>(
    findings: &mut [Diagnostic],
    assessment: &Assessment,
    others: impl Iterator<Item = &'p Policy>,
    scorer: &mut Scorer<'p>,
) {
    let differs = |finding: &Diagnostic| {
        matches!(finding.code, Code::ScoreDiffers | Code::ExecutionDiffers | Code::TotalDiffers)
    };
    let mut differing: BTreeMap<Subject, Vec<&str>> = findings
        .iter()
        .filter(|finding| differs(finding))
        .filter_map(|finding| Some((finding.subject?, Vec::new())))
        .collect();
    if differing.is_empty() || assessment.indicators.len() > MOST_ROWS {
        return;
    }
    for policy in others {
        scorer.apply(policy);
        // A total, and a rule that looks at the other rows, take the whole table.
        let whole = policy.looks_at_rows() || differing.contains_key(&Subject::Total);
        let card = whole.then(|| scorer.table(assessment));
        let ledger = Ledger::new(assessment, policy);
        for (subject, named) in &mut differing {
            let given = match (*subject, &card) {
                (Subject::Row(RowId(row)), Some(card)) => card.rows.get(row).and_then(|row| row.score),
                (Subject::Row(RowId(row)), None) => assessment.indicators.get(row).and_then(|indicator| {
                    let row = Row { ledger: Some(&ledger), ..Row::of(indicator, assessment.year) };
                    scorer.score(&row).score
                }),
                (Subject::Total, Some(card)) => card.total.score,
                (Subject::Funds, Some(card)) => card.execution.score,
                (Subject::Funds, None) => execution_of(assessment, policy).score,
                _ => None,
            };
            if given.is_some() && given == claimed(assessment, *subject) {
                named.push(&policy.id.value);
            }
        }
    }
    for finding in findings.iter_mut().filter(|finding| differs(finding)) {
        let named = finding.subject.and_then(|subject| differing.get(&subject));
        let Some(named) = named.filter(|named| !named.is_empty()) else { continue };
        let more = if named.len() > NAMED { " …" } else { "" };
        let ids = named.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        finding.notes.push(say!(
            "恰好得出此分的评分办法：{ids}{more}",
            "policies that give exactly this score: {ids}{more}"
        ));
    }
}

/// The score that the table prints for a subject.
fn claimed(assessment: &Assessment, subject: Subject) -> Option<Decimal> {
    let printed = match subject {
        Subject::Row(RowId(row)) => assessment.indicators.get(row)?.claimed.as_ref(),
        Subject::Funds => assessment.claimed.execution.as_ref(),
        Subject::Total => assessment.claimed.total.as_ref(),
        _ => None,
    };
    printed.map(|printed| printed.value)
}
