//! A row as the families look at it: what is printed, and what was made of it.

use super::Audit;
use crate::assessment::{Indicator, Reason};
use crate::cell::Op;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic, RowId};
use crate::message::Message;
use crate::place::Place;
use crate::policy::Side;
use crate::say;
use crate::scoring::{Comparison, RowScore};
use crate::text;
use crate::value::{Rational, Unit};
use crate::vocabulary::{Vocabulary, occurs};
use std::cmp::Ordering;

/// So many other rows are pointed at; the title says how many there are.
const SHOWN: usize = 20;

/// One row.
pub(super) struct View<'a> {
    pub id: RowId,
    pub indicator: &'a Indicator,
    pub row: &'a RowScore,
    pub name: &'a str,
    /// The canonical names of class and group.
    pub class: Option<String>,
    pub group: Option<String>,
    pub target: &'a Reading,
    pub actual: &'a Reading,
    /// The operator that the table itself prints, in the text or in a column.
    pub printed: Option<Op>,
    pub compared: Option<Compared>,
}

/// Two numbers in one unit, and how they stand.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub op: Op,
    pub target: Rational,
    pub actual: Rational,
    pub side: Side,
}

impl<'a> Audit<'a> {
    pub(super) fn views(&self) -> Vec<View<'a>> {
        self.rows().map(|(id, indicator, row)| View::new(id, indicator, row, self.vocabulary)).collect()
    }

    /// One finding for several rows of one kind: at the first, with the others beside it.
    pub(super) fn found_on(&mut self, code: Code, rows: &[&View<'_>], say: impl Fn(&str) -> Message) {
        let Some(first) = rows.first() else { return };
        let names = names(rows);
        let title = say(&names.zh);
        let title = Message { en: say(&names.en).en, zh: title.zh };
        let mut finding = Diagnostic::new(code, title).at(first.place());
        if let [only] = rows {
            finding = finding.row(only.id, only.name);
        } else {
            finding.figures.extend(rows.iter().map(|row| row.name.to_owned()));
        }
        for row in rows.iter().skip(1).take(SHOWN) {
            finding = finding.related(row.place(), say!("另一处", "also here"));
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
        more => say!("{zh}等 {more} 项", "{en} and others ({more} rows)"),
    }
}

impl Compared {
    /// Those of a row, where two numbers were compared.
    pub fn of(row: &RowScore) -> Option<Self> {
        let comparison = row.facts.comparison?;
        let (target, actual) = comparison.amounts()?;
        Some(Self { op: row.facts.op()?, target, actual, side: comparison.side() })
    }
}

impl<'a> View<'a> {
    fn new(id: RowId, indicator: &'a Indicator, row: &'a RowScore, vocabulary: &Vocabulary) -> Self {
        let labels = &vocabulary.labels;
        let facts = &row.facts;
        Self {
            id,
            indicator,
            row,
            name: &indicator.name.value,
            class: indicator.class.as_ref().map(|class| labels.class(&class.value).into_owned()),
            group: indicator.group.as_ref().map(|group| labels.group(&group.value).into_owned()),
            target: &facts.target,
            actual: &facts.actual,
            printed: facts
                .target
                .op()
                .or_else(|| facts.direction.filter(|way| way.is_printed()).map(|way| way.op)),
            compared: Compared::of(row),
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

    /// On which side of its target the actual fell, where the two were compared.
    pub fn side(&self) -> Option<Side> {
        self.row.facts.comparison.map(Comparison::side)
    }

    /// The unit of its target, else of its actual.
    pub fn unit(&self) -> Option<Unit> {
        self.row.facts.unit().map(|(unit, _)| unit)
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
    pub fn passed(&self) -> Option<(Rational, Rational)> {
        let Compared { op, target, actual, side } = self.compared?;
        let upward = match op {
            Op::AtLeast | Op::MoreThan => side == Side::Met,
            Op::Equal => side == Side::Above,
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
