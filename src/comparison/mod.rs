//! The same table under several policies: what differs, and in which rows.

use crate::policy::Policy;
use crate::scoring::{Scorecard, Step};
use rust_decimal::Decimal;

/// One table under several policies.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// Each policy with its scores, in the order in which they were asked for.
    pub under: Vec<(&'a Policy, &'a Scorecard)>,
    /// Execution and rows whose score, or whose weight, is not the same under all of them; then the total.
    pub differences: Vec<Difference<'a>>,
}

/// One line of the table that differs.
#[derive(Debug)]
pub struct Difference<'a> {
    /// Which line.
    pub line: ComparedLine,
    /// What each policy makes of it.
    pub results: Vec<LineResult<'a>>,
}

/// A line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedLine {
    /// Budget execution.
    Execution,
    /// The indicator of this index.
    Row(usize),
    /// The total, where it is more than the sum of its lines: rescaled or limited.
    Total,
}

/// What one policy makes of a line.
#[derive(Debug, Clone, Copy)]
pub struct LineResult<'a> {
    /// The score.
    pub score: Option<Decimal>,
    /// The weight that it is out of, where it is execution's or the total's.
    pub weight: Option<Decimal>,
    /// The rule, by name.
    pub rule: Option<&'a str>,
    /// How it came about.
    pub trace: &'a [Step],
}

/// Lays the scores of one table under several policies side by side.
///
/// ```
/// use jixiao::comparison::{ComparedLine, compare};
/// use jixiao::{decode, shipped, scoring};
/// let text = "project: a\nfunds: {budget: 15.58, executed: 14.95}\nindicators: [{name: b, target: '≥1', actual: 1, weight: 80}]";
/// let table = decode::assessment("a.yaml", text).value.expect("a table");
/// let policies = ["mof-2020-10", "hubei-20-80"].map(|id| shipped::shipped_policy(id).expect("shipped"));
/// let cards = policies.map(|policy| scoring::score(&table, policy, shipped::vocabulary()));
/// let under: Vec<_> = policies.into_iter().zip(&cards).collect();
/// let comparison = compare(under);
/// assert_eq!(comparison.differences[0].line, ComparedLine::Execution);
/// let scores: Vec<String> =
///     comparison.differences[0].results.iter().filter_map(|result| Some(result.score?.to_string())).collect();
/// assert_eq!(scores, ["9.60", "19.19"]);
/// ```
pub fn compare<'a>(under: Vec<(&'a Policy, &'a Scorecard)>) -> Comparison<'a> {
    let mut differences = Vec::new();
    let mut line = |line: ComparedLine, of: &dyn Fn(&'a Policy, &'a Scorecard) -> LineResult<'a>| {
        let results: Vec<LineResult<'a>> = under.iter().map(|(policy, card)| of(policy, card)).collect();
        let same = results.windows(2).all(|pair| match pair {
            [a, b] => a.score == b.score && a.weight == b.weight,
            _ => true,
        });
        if !same {
            differences.push(Difference { line, results });
        }
    };
    line(ComparedLine::Execution, &|policy, card| LineResult {
        score: card.execution.score,
        weight: Some(card.execution.weight),
        rule: Some(&policy.execution.id),
        trace: &card.execution.trace,
    });
    let rows = under.iter().map(|(_, card)| card.rows.len()).max().unwrap_or_default();
    for index in 0..rows {
        line(ComparedLine::Row(index), &|policy, card| {
            let row = card.rows.get(index);
            let rule = row.and_then(|row| policy.rules.get(row.rule?));
            LineResult {
                score: row.and_then(|row| row.score),
                weight: None,
                rule: rule.map(|rule| rule.id.value.as_str()),
                trace: row.map(|row| row.trace.as_slice()).unwrap_or_default(),
            }
        });
    }
    if under.iter().any(|(_, card)| card.total.adjusted) {
        line(ComparedLine::Total, &|_, card| LineResult {
            score: card.total.score,
            weight: Some(card.total.weight),
            rule: None,
            trace: &card.total.trace,
        });
    }
    Comparison { under, differences }
}
