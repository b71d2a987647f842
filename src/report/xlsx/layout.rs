//! Where everything stands on the sheet of a project.

use crate::assessment::Assessment;
use crate::policy::Policy;
use rust_xlsxwriter::utility::row_col_to_cell;

/// The columns of the form.
pub(super) const LABEL: u16 = 0;
pub(super) const CLASS: u16 = 1;
pub(super) const GROUP: u16 = 2;
pub(super) const NAME: u16 = 3;
pub(super) const TARGET: u16 = 4;
pub(super) const ACTUAL: u16 = 5;
pub(super) const WEIGHT: u16 = 6;
pub(super) const SCORE: u16 = 7;
pub(super) const CLAIMED: u16 = 8;
pub(super) const DIFFERENCE: u16 = 9;
pub(super) const REASON: u16 = 10;
/// The columns beside it: numbers in one unit, and the rule that goes by them.
pub(super) const GOAL: u16 = 11;
pub(super) const GOAL_TO: u16 = 12;
pub(super) const NUMBER: u16 = 13;
pub(super) const UNIT: u16 = 14;
pub(super) const RULE: u16 = 15;
/// What a row counts for, where a table has several goals; the facts of rows follow.
pub(super) const RATIO: u16 = 16;

/// Half-width characters that the words of a rule have on a line, in their smaller print.
pub(super) const RULE_COLUMNS: usize = 58;

/// Widths of the columns, in characters.
pub(super) const WIDTHS: [(u16, f64); 16] = [
    (LABEL, 7.0),
    (CLASS, 11.0),
    (GROUP, 13.0),
    (NAME, 22.0),
    (TARGET, 15.0),
    (ACTUAL, 15.0),
    (WEIGHT, 7.0),
    (SCORE, 10.0),
    (CLAIMED, 9.0),
    (DIFFERENCE, 9.0),
    (REASON, 24.0),
    (GOAL, 12.0),
    (GOAL_TO, 12.0),
    (NUMBER, 12.0),
    (UNIT, 11.0),
    (RULE, 52.0),
];

/// The rows of a sheet, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Headings of the funds.
    pub funds: u32,
    /// All funds.
    pub execution: u32,
    /// Headings of the goals; their words stand below.
    pub goals: u32,
    /// Headings of the indicators.
    pub head: u32,
    /// The first indicator.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The total.
    pub total: u32,
    /// The first line below the form: facts, then what the policy says of itself.
    pub below: u32,
}

impl Layout {
    pub(super) fn of(assessment: &Assessment) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).min(900_000);
        let (funds, execution) = (4, 5_u32);
        let goals = execution.saturating_add(count(assessment.funds.sources.len())).saturating_add(1);
        let head = goals.saturating_add(2);
        let first = head.saturating_add(1);
        let last = first.saturating_add(count(assessment.indicators.len().saturating_sub(1)));
        let total = last.saturating_add(1);
        Self { funds, execution, goals, head, first, last, total, below: total.saturating_add(2) }
    }

    /// The rows of the indicators in a column, as a range.
    pub(super) fn rows(&self, column: u16) -> String {
        format!("{}:{}", cell(self.first, column), cell(self.last, column))
    }
}

/// `A1`
pub(super) fn cell(row: u32, column: u16) -> String {
    row_col_to_cell(row, column)
}

/// Every fact with its title and its value: what the policy asks for, then what else the table supplies.
pub(super) fn facts<'a>(assessment: &'a Assessment, policy: &'a Policy) -> Vec<Fact<'a>> {
    let supplied = |name: &str| {
        let found = assessment.facts.iter().find(|(known, _)| known.value == name);
        found.map(|(_, figure)| crate::value::Exact::from(figure.value))
    };
    let declared = policy.facts.iter().map(|fact| {
        let name = fact.name.value.as_str();
        Fact { name, title: Some(&fact.title), value: supplied(name).or(fact.default) }
    });
    let known = |name: &str| policy.facts.iter().any(|fact| fact.name.value == name);
    let others = assessment.facts.iter().filter(|(name, _)| !known(&name.value));
    let others = others.map(|(name, figure)| Fact {
        name: name.value.as_str(),
        title: None,
        value: Some(crate::value::Exact::from(figure.value)),
    });
    declared.chain(others).collect()
}

/// A fact beyond the table.
pub(super) struct Fact<'a> {
    pub name: &'a str,
    pub title: Option<&'a crate::message::Message>,
    pub value: Option<crate::value::Exact>,
}
