//! Which rule of the policy a row falls under, and which way its number is to go.

use super::row::Row;
use crate::cell::Reading;
use crate::policy::{Kind, Op, Policy, Rule, When};

/// The operator and the rule of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice {
    /// Of the text, of its own column, or what the policy reads into a bare number.
    pub(super) op: Option<Op>,
    /// Where the policy says it: the index in `Policy::directions`.
    pub(super) direction: Option<usize>,
    /// The first rule that fits: its index in `Policy::rules`.
    pub(super) rule: Option<usize>,
}

impl Choice {
    /// Chooses. What is blank or unreadable has no kind.
    pub(super) fn of(
        policy: &Policy,
        target: &Reading,
        actual: &Reading,
        column: Option<Op>,
        labels: Labelled<'_>,
    ) -> Self {
        let mut direction = None;
        let op = target.op().or_else(|| match target {
            // A day without a word is the last day.
            Reading::Deadline { .. } => Some(column.unwrap_or(Op::AtMost)),
            Reading::Quantity { .. } => column.or_else(|| {
                let mut directions = policy.directions.iter().enumerate();
                let (index, found) =
                    directions.find(|(_, way)| labels.fits(way.class.as_slice(), way.group.as_slice()))?;
                direction = Some(index);
                Some(found.op)
            }),
            _ => None,
        });
        let (target, actual) = (target.kind(), actual.kind());
        let fits = |rule: &Rule| labels.match_names(&rule.when) && applies(rule, target, actual, op, labels);
        Self { op, direction, rule: policy.rules.iter().position(fits) }
    }
}

/// Canonical class and group of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'a> {
    pub(super) class: Option<&'a str>,
    pub(super) group: Option<&'a str>,
    pub(super) row: &'a Row<'a>,
}

impl Labelled<'_> {
    /// Whether the row is of one of these classes and of one of these groups; an empty list asks nothing.
    fn fits(self, classes: &[String], groups: &[String]) -> bool {
        let one_of = |wanted: &[String], is: Option<&str>| {
            wanted.is_empty() || is.is_some_and(|is| wanted.iter().any(|name| name == is))
        };
        one_of(classes, self.class) && one_of(groups, self.group)
    }

    /// Whether the row has a name that a rule asks for, and thresholds where it asks for them.
    fn match_names(self, when: &When) -> bool {
        let named = |word: &String| self.row.name.is_some_and(|name| name.contains(word.as_str()));
        (when.names.is_empty() || when.names.iter().any(named))
            && (!when.thresholds || !self.row.thresholds.is_empty())
    }
}

/// Whether an actual of one kind can be compared with a target of another.
pub(super) const fn comparable(target: Kind, actual: Kind) -> bool {
    matches!(
        (target, actual),
        (Kind::Quantity | Kind::Interval, Kind::Quantity | Kind::Interval)
            | (Kind::Deadline, Kind::Deadline)
            | (Kind::Quality, Kind::Quality)
    )
}

fn applies(
    rule: &Rule,
    target: Option<Kind>,
    actual: Option<Kind>,
    op: Option<Op>,
    labels: Labelled<'_>,
) -> bool {
    let when = &rule.when;
    let fitting = match (target, actual) {
        (Some(target), Some(actual)) => comparable(target, actual),
        _ => false,
    };
    when.target.is_none_or(|kind| Some(kind) == target)
        && when.actual.map_or_else(|| fitting || rule.always.is_some(), |kind| Some(kind) == actual)
        && (when.ops.is_empty() || op.is_some_and(|op| when.ops.contains(&op)))
        && labels.fits(&when.classes, &when.groups)
}
