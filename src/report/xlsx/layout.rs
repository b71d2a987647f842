//! Where everything stands on the sheet of a project.

use crate::assessment::{Assessment, Indicator};
use crate::evaluation::Evaluation;
use crate::policy::Policy;
use rust_xlsxwriter::utility::row_col_to_cell;

/// The columns of the form. Those of [`OPTIONAL`] stand only where a table has something for them: [`Layout::column`]
/// says where each of these stands on a sheet.
pub(super) const LABEL: u16 = 0;
pub(super) const PURPOSE: u16 = 1;
pub(super) const CLASS: u16 = 2;
pub(super) const GROUP: u16 = 3;
pub(super) const NAME: u16 = 4;
pub(super) const OPERATOR: u16 = 5;
pub(super) const TARGET: u16 = 6;
pub(super) const UNIT: u16 = 7;
pub(super) const ACTUAL: u16 = 8;
pub(super) const WEIGHT: u16 = 9;
pub(super) const SCORE: u16 = 10;
pub(super) const CLAIMED: u16 = 11;
pub(super) const DIFFERENCE: u16 = 12;
pub(super) const REASON: u16 = 13;
/// A blank column ends the form, for its readers.
const GAP: u16 = 14;
/// The columns beside it: numbers in one unit, and the rule that goes by them.
pub(super) const GOAL: u16 = 15;
pub(super) const GOAL_TO: u16 = 16;
pub(super) const NUMBER: u16 = 17;
pub(super) const SCALE: u16 = 18;
pub(super) const RULE: u16 = 19;
/// What a row counts for, where a table has several goals; the facts of rows follow.
pub(super) const RATIO: u16 = 20;

/// Columns that no form need have: the goal of a row, the operator and the unit of its target.
const OPTIONAL: [u16; 3] = [PURPOSE, OPERATOR, UNIT];

/// Half-width characters that the words of a rule have on a line, in their smaller print.
pub(super) const RULE_COLUMNS: usize = 58;

/// Widths of the columns, in characters.
pub(super) const WIDTHS: [(u16, f64); 20] = [
    (LABEL, 7.0),
    (PURPOSE, 11.0),
    (CLASS, 11.0),
    (GROUP, 13.0),
    (NAME, 22.0),
    (OPERATOR, 8.0),
    (TARGET, 15.0),
    (UNIT, 9.0),
    (ACTUAL, 15.0),
    (WEIGHT, 7.0),
    (SCORE, 10.0),
    (CLAIMED, 9.0),
    (DIFFERENCE, 9.0),
    (REASON, 24.0),
    (GAP, 2.0),
    (GOAL, 12.0),
    (GOAL_TO, 12.0),
    (NUMBER, 12.0),
    (SCALE, 11.0),
    (RULE, 52.0),
];

/// Where rows and columns are on a sheet, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Which of the optional columns stand here.
    stands: [bool; OPTIONAL.len()],
    /// Whether the table prints the weight that execution has.
    pub weighed: bool,
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
    pub(super) fn of(project: &Evaluation<'_>) -> Self {
        let assessment = project.assessment;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).min(900_000);
        let (funds, execution) = (4, 5_u32);
        let goals = execution.saturating_add(count(assessment.funds.sources.len())).saturating_add(1);
        let head = goals.saturating_add(2);
        let first = head.saturating_add(1);
        let last = first.saturating_add(count(assessment.indicators.len().saturating_sub(1)));
        let total = last.saturating_add(1);
        let any = |has: fn(&Indicator) -> bool| assessment.indicators.iter().any(has);
        let stands =
            [any(|row| row.goal.is_some()), any(|row| row.operator.is_some()), any(|row| row.unit.is_some())];
        let printed = assessment.funds.weight.as_ref().map(|weight| weight.value);
        let weighed = printed == Some(project.scorecard.execution.weight);
        Self {
            stands,
            weighed,
            funds,
            execution,
            goals,
            head,
            first,
            last,
            total,
            below: total.saturating_add(2),
        }
    }

    /// Whether a column stands on the sheet.
    pub(super) fn has(&self, column: u16) -> bool {
        !OPTIONAL.iter().zip(self.stands).any(|(optional, stands)| *optional == column && !stands)
    }

    /// Where a column stands on the sheet; one that does not, where the next one does.
    pub(super) fn column(&self, column: u16) -> u16 {
        let left = OPTIONAL.iter().filter(|optional| **optional < column && !self.has(**optional)).count();
        column.saturating_sub(u16::try_from(left).unwrap_or_default())
    }

    /// Where the last column stands that goes no further than this one.
    pub(super) fn up_to(&self, column: u16) -> u16 {
        self.column(column).saturating_sub(u16::from(!self.has(column)))
    }

    /// The cell with the weight of execution: in the form where that is the one printed there, else beside it.
    pub(super) fn execution_weight(&self) -> String {
        self.cell(self.execution, if self.weighed { WEIGHT } else { NUMBER })
    }

    /// A cell by its name: `A1`.
    pub(super) fn cell(&self, row: u32, column: u16) -> String {
        cell(row, self.column(column))
    }

    /// The rows of the indicators in a column, as a range.
    pub(super) fn rows(&self, column: u16) -> String {
        format!("{}:{}", self.cell(self.first, column), self.cell(self.last, column))
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
        found.map(|(_, figure)| crate::value::Rational::from(figure.value))
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
        value: Some(crate::value::Rational::from(figure.value)),
    });
    declared.chain(others).collect()
}

/// A fact beyond the table.
pub(super) struct Fact<'a> {
    pub name: &'a str,
    pub title: Option<&'a crate::message::Message>,
    pub value: Option<crate::value::Rational>,
}
