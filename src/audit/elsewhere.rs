//! Which other policy gives a printed score: worth more than "differs".

use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::policy::Policy;
use crate::say;
use crate::scoring::score;
use crate::vocabulary::Vocabulary;
use std::collections::HashMap;

/// Longer tables are no tables of one project, and are not scored twenty times over.
const MOST_ROWS: usize = 500;
/// So many policies are named at most.
const NAMED: usize = 3;

/// Adds to each score that differs which of the `others` gives the very score that is printed. Nothing is scored where
/// nothing differs.
pub fn elsewhere<'p>(
    findings: &mut [Diagnostic],
    assessment: &Assessment,
    others: impl Iterator<Item = &'p Policy>,
    vocabulary: &Vocabulary,
) {
    let differs = |finding: &&mut Diagnostic| {
        matches!(finding.code, Code::ScoreDiffers | Code::ExecutionDiffers | Code::TotalDiffers)
    };
    let mut differing: HashMap<Place, (&mut Diagnostic, Vec<&str>)> = findings
        .iter_mut()
        .filter(differs)
        .filter(|finding| finding.at != Place::Nowhere)
        .map(|finding| (finding.at.clone(), (finding, Vec::new())))
        .collect();
    if differing.is_empty() || assessment.indicators.len() > MOST_ROWS {
        return;
    }
    for policy in others {
        let scorecard = score(assessment, policy, vocabulary);
        let rows = assessment.indicators.iter().zip(&scorecard.rows);
        let rows = rows.filter_map(|(indicator, row)| Some((indicator.claimed.as_ref()?, row.score)));
        let claimed = &assessment.claimed;
        let execution = claimed.execution.as_ref().map(|claimed| (claimed, scorecard.execution.score));
        let total = claimed.total.as_ref().map(|claimed| (claimed, scorecard.total.score));
        for (claimed, score) in rows.chain(execution).chain(total) {
            if score != Some(claimed.value) {
                continue;
            }
            if let Some((_, named)) = differing.get_mut(&claimed.at) {
                named.push(&policy.id.value);
            }
        }
    }
    for (finding, named) in differing.into_values() {
        if named.is_empty() {
            continue;
        }
        let more = if named.len() > NAMED { " …" } else { "" };
        let ids = named.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        finding
            .notes
            .push(say!("按这些评分办法正是此分：{ids}{more}", "it is the very score under: {ids}{more}"));
    }
}
