//! A row as the families look at it: what is printed, and what was made of it.

use super::Audit;
use crate::assessment::{Indicator, Reason};
use crate::cell::Op;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::place::Place;
use crate::say;
use crate::scoring::{Relation, RowScore, Step};
use crate::text;
use crate::value::{Exact, Unit};
use crate::vocabulary::{Vocabulary, occurs};
use std::cmp::Ordering;

/// So many other rows are pointed at; the title says how many there are.
const SHOWN: usize = 20;

/// One row.
pub(super) struct View<'a> {
    pub indicator: &'a Indicator,
    pub row: &'a RowScore,
    pub name: &'a str,
    /// The canonical names of class and group.
    pub class: Option<String>,
    pub group: Option<String>,
    pub target: Option<&'a Reading>,
    pub actual: Option<&'a Reading>,
    /// The operator that the table itself prints, in the text or in a column.
    pub printed: Option<Op>,
    pub compared: Option<Compared>,
}

/// Two numbers in one unit, and how they stand.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub op: Op,
    pub target: Exact,
    pub actual: Exact,
    pub relation: Relation,
}

impl<'a> Audit<'a> {
    pub(super) fn views(&self) -> Vec<View<'a>> {
        let rows = self.assessment.indicators.iter().zip(&self.scorecard.rows);
        rows.map(|(indicator, row)| View::new(indicator, row, self.vocabulary)).collect()
    }

    /// One finding for several rows of one kind: at the first, with the others beside it.
    pub(super) fn found_on(&mut self, code: Code, rows: &[&View<'_>], say: impl Fn(&str) -> Message) {
        let Some(first) = rows.first() else { return };
        let names = names(rows);
        let title = say(&names.zh);
        let title = Message { en: say(&names.en).en, zh: title.zh };
        let mut finding = Diagnostic::new(code, title).at(first.place());
        if let [only] = rows {
            finding = finding.indicator(only.name);
        }
        for row in rows.iter().skip(1).take(SHOWN) {
            finding = finding.related(row.place(), say!("还有这里", "and here"));
        }
        self.found(finding);
    }
}

/// The names of some rows: the first three, and how many there are.
fn names(rows: &[&View<'_>]) -> Message {
    let quoted: Vec<String> = rows.iter().take(3).map(|row| format!("“{}”", row.name)).collect();
    let (zh, en) = (quoted.join("、"), quoted.join(", "));
    match rows.len() {
        0..=3 => Message { zh, en },
        more => say!("{zh}等 {more} 行", "{en} and others, {more} rows,"),
    }
}

impl<'a> View<'a> {
    fn new(indicator: &'a Indicator, row: &'a RowScore, vocabulary: &Vocabulary) -> Self {
        let labels = &vocabulary.labels;
        let target = row.trace.iter().find_map(|step| match step {
            Step::Target(reading) => Some(reading),
            _ => None,
        });
        let actual = row.trace.iter().find_map(|step| match step {
            Step::Actual(reading) => Some(reading),
            _ => None,
        });
        let column = row.trace.iter().find_map(|step| match step {
            Step::Direction { op, from_table: true, .. } => Some(*op),
            _ => None,
        });
        let compared = row.trace.iter().find_map(|step| match step {
            Step::Compared { op, target, actual, relation } => {
                Some(Compared { op: *op, target: *target, actual: *actual, relation: *relation })
            }
            _ => None,
        });
        Self {
            indicator,
            row,
            name: &indicator.name.value,
            class: indicator.class.as_ref().map(|class| labels.class(&class.value).into_owned()),
            group: indicator.group.as_ref().map(|group| labels.group(&group.value).into_owned()),
            target,
            actual,
            printed: target.and_then(Reading::op).or(column),
            compared,
        }
    }

    /// Where its target stands, else the row.
    pub fn target_place(&self) -> &'a Place {
        self.indicator.target.as_ref().map_or(&self.indicator.at, |cell| &cell.at)
    }

    /// Where its actual stands, else the row.
    pub fn actual_place(&self) -> &'a Place {
        self.indicator.actual.as_ref().map_or(&self.indicator.at, |cell| &cell.at)
    }

    fn place(&self) -> &'a Place {
        &self.indicator.name.at
    }

    pub fn target_text(&self) -> &'a str {
        self.indicator.target.as_ref().map_or("—", |cell| cell.value.as_str())
    }

    pub fn actual_text(&self) -> &'a str {
        self.indicator.actual.as_ref().map_or("—", |cell| cell.value.as_str())
    }

    /// The unit of its target, else of its actual.
    pub fn unit(&self) -> Option<Unit> {
        let of = |reading: Option<&Reading>| match reading {
            Some(Reading::Quantity { quantity, .. }) => quantity.unit,
            Some(Reading::Interval { high, .. }) => high.unit,
            _ => None,
        };
        of(self.target).or_else(|| of(self.actual))
    }

    /// Whether its class or its group is one of cost.
    pub fn is_cost(&self) -> bool {
        [&self.class, &self.group].into_iter().flatten().any(|label| label.contains("成本"))
    }

    /// Whether its name speaks of something that one wants less of.
    pub fn is_unwanted(&self, vocabulary: &Vocabulary) -> bool {
        occurs(&vocabulary.words.unwanted, self.name)
    }

    /// Whether a reason is given.
    pub fn has_reason(&self, vocabulary: &Vocabulary) -> bool {
        has_reason(&self.indicator.reason, vocabulary)
    }

    /// Target and actual where more is better, and the target is met.
    pub fn passed(&self) -> Option<(Exact, Exact)> {
        let Compared { op, target, actual, relation } = self.compared?;
        let upward = match op {
            Op::AtLeast | Op::MoreThan => relation == Relation::Met,
            Op::Equal => relation == Relation::Above,
            Op::AtMost | Op::LessThan => false,
        };
        upward.then_some((target, actual))
    }

    /// Whether its actual is the very value of its target.
    pub fn is_exactly_met(&self) -> bool {
        match self.compared {
            Some(compared) => compared.target.compare(compared.actual) == Ok(Ordering::Equal),
            None => squeezed(self.target_text()) == squeezed(self.actual_text()),
        }
    }
}

/// Whether a reason is one; a dash or 无 is none.
pub(super) fn has_reason(reason: &Reason, vocabulary: &Vocabulary) -> bool {
    match reason {
        Reason::Absent => false,
        Reason::Given => true,
        Reason::Text(words) => {
            let words = squeezed(&words.value);
            !words.is_empty() && !vocabulary.words.no_reason.contains(&words)
        }
    }
}

/// Without white space, in one form of each character.
pub(super) fn squeezed(words: &str) -> String {
    text::normalise(words).text.chars().filter(|c| !c.is_whitespace()).collect()
}
