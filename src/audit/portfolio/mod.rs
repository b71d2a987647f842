//! Many tables of one run: what concerns no single one of them.
//!
//! Every look goes once over the tables and keeps what it needs in a map, so that thousands of tables cost
//! thousands of steps.

mod copies;
mod marks;
mod stated;
mod years;

pub use stated::Stated;

use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::policy::Policy;
use crate::scoring::Scorecard;
use crate::text::normalise;
use crate::vocabulary::Vocabulary;
use std::collections::BTreeSet;

/// One table of a run, scored.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// What the table says.
    pub assessment: &'a Assessment,
    /// Its scores.
    pub scorecard: &'a Scorecard,
    /// The policy it was scored under.
    pub policy: &'a Policy,
}

/// What was found of several tables.
#[derive(Debug, Default)]
pub struct Across {
    /// What is to be said.
    pub findings: Vec<Diagnostic>,
    /// The codes of what was found and is switched off.
    pub silenced: BTreeSet<Code>,
}

/// The findings that concern no single table: what was stated of all of them against what they say, full marks
/// throughout, scores that do not move, texts and reasons repeated, the same targets every year. A code is switched off
/// where the policies of all tables switch it off.
///
/// ```
/// use jixiao::audit::{Filed, Stated, portfolio};
/// use jixiao::place::Located;
/// use jixiao::{decode, shipped, scoring};
/// let text = "project: 甲\nfunds: {budget: 10, executed: 9}\nindicators: [{name: a, target: ≥1, actual: 1, weight: 90}]";
/// let table = decode::assessment("a.yaml", text).value.expect("a table");
/// let policy = shipped::shipped_policy("mof-2020-10").expect("a policy");
/// let scorecard = scoring::score(&table, policy, shipped::vocabulary());
/// let filed = [Filed { assessment: &table, scorecard: &scorecard, policy }];
/// let told = Located::nowhere("绩效评价项目 2 个，全年预算数 10 万元".to_owned());
/// let stated = Stated::told(&told, shipped::vocabulary()).expect("a statement");
/// let codes: Vec<_> = portfolio(&filed, &[stated], shipped::vocabulary()).findings.iter().map(|f| f.code.as_str()).collect();
/// assert_eq!(codes, ["J4080"]);
/// ```
pub fn portfolio(tables: &[Filed<'_>], stated: &[Stated], vocabulary: &Vocabulary) -> Across {
    let mut findings = Vec::new();
    for statement in stated {
        statement.against(tables, vocabulary, &mut findings);
    }
    marks::full_marks(tables, &mut findings);
    marks::scores_still(tables, &mut findings);
    copies::tables(tables, &mut findings);
    copies::goals(tables, &mut findings);
    copies::reasons(tables, &mut findings);
    years::same_targets(tables, &mut findings);
    for finding in &mut findings {
        finding.subject = Some(Subject::Portfolio);
    }
    let off = |finding: &Diagnostic| {
        !tables.is_empty() && tables.iter().all(|table| table.policy.audit.is_off(finding.code))
    };
    let (silent, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(off);
    Across { findings, silenced: silent.iter().map(|finding| finding.code).collect() }
}

/// A text without what differs from table to table by itself: spaces, the project's own name, its year.
fn without_own(text: &str, assessment: &Assessment) -> String {
    let text = normalise(text).text;
    let name = normalise(&assessment.project.value).text;
    let text = if name.is_empty() { text } else { text.replace(&name, "") };
    match assessment.year {
        Some(year) => text.replace(&format!("{year}年"), ""),
        None => text,
    }
}

/// A project as a finding names it.
fn named(assessment: &Assessment) -> String {
    match assessment.year {
        Some(year) => format!("{}（{year}）", assessment.project.value),
        None => assessment.project.value.clone(),
    }
}

/// The first few names of a list, and how many more there are.
fn listed(names: &[String]) -> (String, String) {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("；");
    match names.len().checked_sub(SHOWN).filter(|&more| more > 0) {
        Some(more) => (format!("{shown}；另 {more} 个"), format!("{shown}; and {more} more")),
        None => (shown.clone(), shown),
    }
}
