//! The tests that a policy carries: each case is scored, and held against what its author expects.
//!
//! Start at [`run`].

use crate::assessment::Assessment;
use crate::assessment::Grade;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evaluation::{Evaluation, Evaluator};
use crate::place::{Located, Place};
use crate::policy::Policy;
use crate::say;
use crate::scoring::{RowScore, Scorecard, Status};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;

/// A small table, and what must come of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the author calls it.
    pub name: Option<String>,
    /// The table. Expectations of a row are those of its last one.
    pub table: Assessment,
    /// What must come of it.
    pub expected: Expected,
    /// Its place in the file.
    pub at: Place,
}

/// What must come of a case; what is not said may be anything.
#[derive(Debug, Clone, Default)]
#[allow(clippy::option_option)]
pub struct Expected {
    /// The score of the row.
    pub score: Option<Decimal>,
    /// How the row stands, as JSON says it.
    pub status: Option<String>,
    /// The rule that scores the row.
    pub rule: Option<Located<String>>,
    /// The tier that its words fall into.
    pub tier: Option<Located<String>>,
    /// Why it (or, without a row, execution) has no score.
    pub reason: Option<String>,
    /// The score of execution.
    pub execution: Option<Decimal>,
    /// The total.
    pub total: Option<Decimal>,
    /// The lower bound of a total with rows that cannot be scored.
    pub low: Option<Decimal>,
    /// The upper one.
    pub high: Option<Decimal>,
    /// The grade, or that there is none.
    pub grade: Option<Option<Grade>>,
    /// The codes of all errors and warnings, in any order; a note counts only where it is named.
    pub findings: Option<Vec<String>>,
}

/// A case, scored.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// Every score, and what the check finds.
    pub evaluation: Evaluation<'a>,
    /// Where it differs from what was expected; empty when the case passes.
    pub differences: Vec<Difference>,
}

/// One thing that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key of `expect`.
    pub key: &'static str,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
}

/// Scores a case and holds it against what is expected.
///
/// ```
/// use jixiao::{decode, shipped, trial};
/// let text = "tests: [{row: {target: '≥90%', actual: 87%, weight: 10}, expect: {score: 9.66}}]";
/// let cases = decode::policy_cases("ours.yaml", text).value.expect("cases");
/// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let outcome = trial::run(&cases[0], policy, shipped::vocabulary());
/// assert_eq!((outcome.differences[0].key, outcome.differences[0].found.as_str()), ("score", "9.67"));
/// ```
pub fn run<'a>(case: &'a Case, policy: &'a Policy, vocabulary: &'a Vocabulary) -> Outcome<'a> {
    let evaluation = Evaluator::new(vocabulary).table(&case.table, policy);
    let differences = differences(&case.expected, &evaluation.scorecard, &evaluation.findings, policy);
    Outcome { evaluation, differences }
}

/// Rules and tiers that cases expect and the policy does not have.
///
/// ```
/// use jixiao::{decode, shipped, trial};
/// let text = "tests: [{row: {target: '≥90%', actual: 87%, weight: 10}, expect: {rule: at_lest}}]";
/// let cases = decode::policy_cases("ours.yaml", text).value.expect("cases");
/// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
/// assert_eq!(trial::unknown_names(&cases, policy).len(), 1);
/// ```
pub fn unknown_names(cases: &[Case], policy: &Policy) -> Vec<Diagnostic> {
    let rules: Vec<&str> = policy.rules.iter().map(|rule| rule.id.value.as_str()).collect();
    let tiers: Vec<&str> = policy.tiers.iter().map(|tier| tier.id.value.as_str()).collect();
    let mut found = Vec::new();
    for Case { expected, .. } in cases {
        for (name, known, what) in
            [(&expected.rule, &rules, say!("规则", "rule")), (&expected.tier, &tiers, say!("档", "tier"))]
        {
            let Some(name) = name.as_ref().filter(|name| name.value != NONE) else { continue };
            if known.contains(&name.value.as_str()) {
                continue;
            }
            let title = say!(
                "评分办法没有名为“{name}”的{kind}",
                "unknown {kind_en} `{name}` of the policy",
                name = name.value,
                kind = what.zh,
                kind_en = what.en
            );
            let all = known.join(" | ");
            found.push(
                Diagnostic::new(Code::Case, title)
                    .at(&name.at)
                    .label(say!("可选：{all} | none", "one of: {all} | none")),
            );
        }
    }
    found
}

/// What a case says of something that there is not.
const NONE: &str = "none";

fn differences(
    expected: &Expected,
    scorecard: &Scorecard,
    findings: &[Diagnostic],
    policy: &Policy,
) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut held = |key, wanted: Option<String>, found: Option<String>| {
        let Some(wanted) = wanted else { return };
        let found = found.unwrap_or_else(|| NONE.to_owned());
        if wanted != found {
            all.push(Difference { key, expected: wanted, found });
        }
    };
    let row = scorecard.rows.last();
    let of_row = |get: fn(&RowScore) -> Option<Decimal>| row.and_then(get).map(plain);
    held("score", expected.score.map(plain), of_row(|row| row.score));
    held("status", expected.status.clone(), row.map(|row| row.status.as_str().to_owned()));
    let rule = row.and_then(|row| policy.rules.get(row.rule?)).map(|rule| rule.id.value.clone());
    held("rule", expected.rule.as_ref().map(|rule| rule.value.clone()), rule);
    let tier = row.and_then(|row| policy.tiers.get(row.tier?)).map(|tier| tier.id.value.clone());
    held("tier", expected.tier.as_ref().map(|tier| tier.value.clone()), tier);
    let reason = match row {
        Some(row) => row.unscored.filter(|_| row.status == Status::CannotScore),
        None => scorecard.execution.unscored,
    };
    held("reason", expected.reason.clone(), reason.map(|reason| reason.as_str().to_owned()));
    held("execution", expected.execution.map(plain), scorecard.execution.score.map(plain));
    held("total", expected.total.map(plain), scorecard.total.score.map(plain));
    held("low", expected.low.map(plain), scorecard.total.low.map(plain));
    held("high", expected.high.map(plain), scorecard.total.high.map(plain));
    let name = |grade: Option<Grade>| grade.map_or("none", Grade::as_str).to_owned();
    held("grade", expected.grade.map(name), Some(name(scorecard.grade)));
    let codes = |mut codes: Vec<String>| {
        codes.sort();
        codes.join(" ")
    };
    // A note that the case does not name is no business of its.
    let named = |code: Code| expected.findings.iter().flatten().any(|name| name == code.as_str());
    let counts = |finding: &&Diagnostic| finding.severity > Severity::Note || named(finding.code);
    let found = findings.iter().filter(counts).map(|finding| finding.code.as_str().to_owned()).collect();
    held("findings", expected.findings.clone().map(codes), Some(codes(found)));
    all
}

/// 9.60 and 9.6 are one score.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}
