//! One text of a table: the goal that was set or what came of it, with the quantities that it mentions.

use crate::cell::{Mention, Mentions, Reader};
use crate::place::{Located, Place};
use crate::value::{Quantity, Rational, RoundingMode};
use crate::vocabulary::{UnitTable, Vocabulary};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Which column of a row a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 预期目标: the targets.
    Expected,
    /// 实际完成情况: the actuals.
    Achieved,
}

/// Of a longer text only the beginning is looked at.
const MOST_MENTIONS: usize = 300;

/// A text with its quantities.
pub(super) struct Narrative<'a> {
    pub side: Side,
    text: &'a Located<String>,
    pub mentions: Mentions,
    /// The mentions of which something was said already: one cause is one finding.
    pub accused: BTreeSet<usize>,
}

impl<'a> Narrative<'a> {
    pub fn new(side: Side, text: &'a Located<String>, vocabulary: &Vocabulary) -> Self {
        let mut mentions = Reader::new(vocabulary).mentions(&text.value);
        mentions.all.truncate(MOST_MENTIONS);
        Self { side, text, mentions, accused: BTreeSet::new() }
    }

    /// Every quantity with its number in the text.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.mentions.all.iter().enumerate()
    }

    /// Where a stretch of it stands in the file.
    pub fn place(&self, at: &std::ops::Range<usize>) -> Place {
        self.text.at.part(&self.text.value, at.clone())
    }

    /// A stretch of it as printed, without spaces.
    pub fn printed(&self, at: &std::ops::Range<usize>) -> String {
        let stretch = self.text.value.chars().skip(at.start).take(at.len());
        stretch
            .filter(|character| !character.is_whitespace())
            .collect::<String>()
            .trim_start_matches('=')
            .to_owned()
    }

    /// The whole text as printed.
    pub fn text(&self) -> &str {
        &self.text.value
    }
}

/// Whether two printed quantities are the same figure, at the decimals of the coarser one; nothing where they
/// cannot be compared. Text rounds: `1632万元` is `1632.20 万元`.
pub(super) fn agrees(first: &Quantity, second: &Quantity, units: &UnitTable) -> Option<bool> {
    let (one, other) = units.in_common_unit(first, second).ok()?;
    if one == other {
        return Some(true);
    }
    let (_, back) = units.in_common_unit(second, first).ok()?;
    Some(is_close(one, other) && (rounds_to(other, first.number) || rounds_to(back, second.number)))
}

/// Rounding changes no figure by more than a twentieth: `1万元` is not `8000元`.
fn is_close(one: Rational, other: Rational) -> bool {
    let compare = |share: i128| {
        let bound = one.checked_mul(Rational::new(share, 20).unwrap_or(Rational::ONE)).ok()?;
        other.compare(bound).ok()
    };
    compare(19).is_some_and(|order| order != Ordering::Less)
        && compare(21).is_some_and(|order| order != Ordering::Greater)
}

/// Whether a printed number is an exact one, rounded or cut to its decimals.
pub(super) fn rounds_to(exact: Rational, printed: Decimal) -> bool {
    [RoundingMode::HalfUp, RoundingMode::Truncate]
        .into_iter()
        .any(|mode| exact.round(printed.scale(), mode) == Ok(printed))
}

/// Whether two quantities measure the same thing, both with a unit.
pub(super) fn comparable(first: &Quantity, second: &Quantity, units: &UnitTable) -> bool {
    match (&first.unit, &second.unit) {
        (Some(a), Some(b)) => a.dimension == b.dimension || units.stands_for(a, b),
        _ => false,
    }
}
