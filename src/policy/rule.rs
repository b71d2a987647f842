//! A rule, the rows that it applies to, and the direction of bare numbers.

use super::Award;
use crate::cell::{Kind, Op};
use crate::message::Message;
use crate::place::{Located, Place};

/// Which direction a bare number has.
#[derive(Debug, Clone)]
pub struct Direction {
    /// Only in this class (canonical name).
    pub class: Option<String>,
    /// Only in this group (canonical name).
    pub group: Option<String>,
    /// The operator that is read.
    pub op: Op,
}

/// On which rows a rule applies. What is not said matches anything.
#[derive(Debug, Clone, Default)]
pub struct When {
    /// Kind of the target.
    pub target: Option<Kind>,
    /// Kind of the actual; where it is not said, the kind that can be compared with the target.
    pub actual: Option<Kind>,
    /// Operator of the target.
    pub ops: Vec<Op>,
    /// Class (canonical name).
    pub classes: Vec<String>,
    /// Group (canonical name).
    pub groups: Vec<String>,
    /// Words of which one occurs in the name of the indicator.
    pub names: Vec<String>,
    /// Only rows that carry thresholds of their own.
    pub thresholds: bool,
}

/// What a condition asks of a row. What the row does not have is absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Traits<'a> {
    /// Kind of the target; nothing where it is blank or unreadable.
    pub target: Option<Kind>,
    /// Kind of the actual, likewise.
    pub actual: Option<Kind>,
    /// The operator as understood: printed, of its own column, or read into a bare number.
    pub op: Option<Op>,
    /// Class (canonical name).
    pub class: Option<&'a str>,
    /// Group (canonical name).
    pub group: Option<&'a str>,
    /// Name of the indicator, as printed.
    pub name: Option<&'a str>,
    /// Whether the row carries thresholds of its own.
    pub thresholds: bool,
}

impl Traits<'_> {
    /// Whether target and actual are of kinds that can be compared.
    pub const fn comparable(&self) -> bool {
        match (self.target, self.actual) {
            (Some(target), Some(actual)) => target.compares_with(actual),
            _ => false,
        }
    }
}

impl When {
    /// Whether a row is one of those that are meant: the one matcher of rules and of flags.
    ///
    /// ```
    /// use jixiao::cell::Kind;
    /// use jixiao::policy::{Traits, When};
    /// let days = When { target: Some(Kind::Deadline), ..When::default() };
    /// assert!(days.matches(&Traits { target: Some(Kind::Deadline), ..Traits::default() }));
    /// assert!(!days.matches(&Traits::default()));
    /// assert!(When::default().matches(&Traits::default()));
    /// ```
    pub fn matches(&self, row: &Traits<'_>) -> bool {
        let same = |wanted: Option<Kind>, is: Option<Kind>| wanted.is_none() || wanted == is;
        same(self.target, row.target)
            && same(self.actual, row.actual)
            && (self.ops.is_empty() || row.op.is_some_and(|op| self.ops.contains(&op)))
            && is_one_of(&self.classes, row.class)
            && is_one_of(&self.groups, row.group)
            && (self.names.is_empty() || row.name.is_some_and(|name| contains_one(name, &self.names)))
            && (!self.thresholds || row.thresholds)
    }

    /// Whether its rows are judged by their words.
    pub fn is_of_words(&self) -> bool {
        self.target == Some(Kind::Quality) || self.actual == Some(Kind::Quality)
    }

    /// Whether it asks no more than kind and operator.
    pub const fn is_general(&self) -> bool {
        self.classes.is_empty() && self.groups.is_empty() && !self.looks_at_row()
    }

    /// Whether it asks for the name of a row or for thresholds, which no two rows need share.
    pub const fn looks_at_row(&self) -> bool {
        !self.names.is_empty() || self.thresholds
    }
}

/// Whether a label is one of those that are wanted; an empty list asks nothing.
fn is_one_of(wanted: &[String], is: Option<&str>) -> bool {
    wanted.is_empty() || is.is_some_and(|is| wanted.iter().any(|name| name == is))
}

/// Whether one of some words occurs in a name.
fn contains_one(name: &str, words: &[String]) -> bool {
    words.iter().any(|word| name.contains(word.as_str()))
}

impl Direction {
    /// Whether it is meant for rows of this class and group (canonical names).
    pub fn matches(&self, class: Option<&str>, group: Option<&str>) -> bool {
        let same = |wanted: &Option<String>, is: Option<&str>| wanted.is_none() || wanted.as_deref() == is;
        same(&self.class, class) && same(&self.group, group)
    }
}

/// One scoring rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name within the policy; what `rule` says in every output.
    pub id: Located<String>,
    /// On which rows it applies.
    pub when: When,
    /// What the row earns however its actual stands to its target, even without one.
    pub always: Option<Award>,
    /// What an actual earns that meets the target.
    pub met: Option<Award>,
    /// What an actual earns that missed it from below (too little, too early).
    pub below: Option<Award>,
    /// What an actual earns that missed it from above (too much, too late).
    pub above: Option<Award>,
    /// What it earns when the measure has no value (a target of zero under a ratio).
    pub unmeasurable: Option<Award>,
    /// Where the policy states it.
    pub basis: Option<Message>,
    /// Its place in the file.
    pub at: Place,
}

impl Rule {
    /// Whether a row falls under the rule. A rule that does not say of what kind the actual is takes what can be
    /// compared with the target; one that scores always takes anything.
    pub fn takes(&self, row: &Traits<'_>) -> bool {
        (self.when.actual.is_some() || self.always.is_some() || row.comparable()) && self.when.matches(row)
    }

    /// What it awards, with the occasion of each.
    pub fn awards(&self) -> impl Iterator<Item = (Occasion, &Award)> {
        [
            (Occasion::Always, &self.always),
            (Occasion::Met, &self.met),
            (Occasion::Below, &self.below),
            (Occasion::Above, &self.above),
            (Occasion::Unmeasurable, &self.unmeasurable),
        ]
        .into_iter()
        .filter_map(|(occasion, award)| Some((occasion, award.as_ref()?)))
    }
}

/// When an award is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// However the actual stands to the target.
    Always,
    /// The target is met.
    Met,
    /// It was missed from below.
    Below,
    /// It was missed from above.
    Above,
    /// The measure of another award has no value.
    Unmeasurable,
    /// Budget execution.
    Execution,
    /// Execution of a budget of zero, nothing spent.
    ZeroUnspent,
    /// Execution of a budget of zero, something spent.
    ZeroSpent,
}

impl Occasion {
    /// The key under which a policy writes it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Met => "met",
            Self::Below => "below",
            Self::Above => "above",
            Self::Unmeasurable => "unmeasurable",
            Self::Execution => "award",
            Self::ZeroUnspent => "unspent",
            Self::ZeroSpent => "spent",
        }
    }
}
