//! Where a printed score comes from. Real tables follow many formulas; a bounded family of them is tried, and the
//! one that reproduces what is printed is worth more than "differs".

use super::cut::{CUTS, Cut};
use super::view::Compared;
use super::{Audit, differ};
use crate::assessment::Indicator;
use crate::diagnostic::{Code, Diagnostic, RowId};
use crate::message::Message;
use crate::policy::Side;
use crate::say;
use crate::scoring::RowScore;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A formula that people are seen to use, whatever the rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    way: RoundingHypothesis,
    cut: Cut,
    capped: bool,
}

/// The share of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RoundingHypothesis {
    /// actual ÷ target
    Forward,
    /// target ÷ actual
    Inverse,
    /// What is over the target is taken off: 1 − (actual − target) ÷ target
    Falling,
    /// Nothing for what is missed.
    Nothing,
    /// All: a target without a direction, read in the other one, is met.
    Otherwise,
}

/// So many rows of a table are searched: more than any table of one project has.
const MOST_ROWS: usize = 500;
/// Less than a point.
const BELOW_A_POINT: Decimal = Decimal::from_parts(99, 0, 0, false, 2);

const WAYS: [RoundingHypothesis; 5] = [
    RoundingHypothesis::Forward,
    RoundingHypothesis::Inverse,
    RoundingHypothesis::Falling,
    RoundingHypothesis::Nothing,
    RoundingHypothesis::Otherwise,
];

impl Origin {
    /// All that are tried, the simplest first.
    fn all() -> impl Iterator<Item = Self> {
        [true, false].into_iter().flat_map(|capped| {
            WAYS.into_iter().flat_map(move |way| CUTS.into_iter().map(move |cut| Self { way, cut, capped }))
        })
    }

    /// The points that it gives a row; nothing where it makes no sense there, or divides by zero.
    fn points(self, row: &Telling) -> Option<Decimal> {
        let (target, actual) = (row.target, row.actual);
        let above = actual.compare(target) == Ok(Ordering::Greater);
        let share = match self.way {
            RoundingHypothesis::Forward => actual.checked_div(target).ok()??,
            RoundingHypothesis::Inverse if above => target.checked_div(actual).ok()??,
            RoundingHypothesis::Falling if above => {
                Rational::ONE.checked_sub(actual.checked_sub(target).ok()?.checked_div(target).ok()??).ok()?
            }
            RoundingHypothesis::Nothing if row.missed => Rational::ZERO,
            RoundingHypothesis::Otherwise if row.missed && row.otherwise => Rational::ONE,
            _ => return None,
        };
        self.cut.points(share, row.weight, self.capped)
    }

    /// In words.
    pub fn message(self) -> Message {
        let way = match self.way {
            RoundingHypothesis::Forward => say!("完成值÷指标值", "actual ÷ target"),
            RoundingHypothesis::Inverse => say!("指标值÷完成值", "target ÷ actual"),
            RoundingHypothesis::Falling => {
                say!("按超出比例等额扣减", "deducted in proportion to the excess over the target")
            }
            RoundingHypothesis::Nothing => {
                return say!("未达到指标值不得分", "zero where the target is missed");
            }
            RoundingHypothesis::Otherwise => {
                return say!(
                    "指标值未写比较方向，按相反方向理解则为达到",
                    "the target has no direction; read in the opposite one, it is met"
                );
            }
        };
        let cut = self.cut.message();
        let cap = if self.capped { Message::default() } else { say!("，不封顶", ", without a cap") };
        say!(
            "{wz}，{cz}{pz}",
            "{we}, {ce}{pe}",
            wz = way.zh,
            cz = cut.zh,
            pz = cap.zh,
            we = way.en,
            ce = cut.en,
            pe = cap.en
        )
    }

    /// Whether it only reads the target in the other direction.
    pub fn is_other_direction(self) -> bool {
        self.way == RoundingHypothesis::Otherwise
    }

    /// Whether it takes the ratio upside down for a row where less is better.
    pub fn is_forward(self) -> bool {
        self.way == RoundingHypothesis::Forward
    }
}

/// A row whose printed score tells something: not the full marks that every formula gives.
struct Telling {
    id: RowId,
    target: Rational,
    actual: Rational,
    weight: Decimal,
    claimed: Decimal,
    /// What the policy gives.
    due: Decimal,
    /// Whether that is what is printed.
    as_ruled: bool,
    /// Whether the target is missed.
    missed: bool,
    /// Whether the direction was inferred, and the target is met in the other one.
    otherwise: bool,
}

/// One formula that explains more of a table than the policy does.
#[derive(Debug)]
struct OfTable {
    origin: Origin,
    /// So many rows it explains.
    explained: usize,
    /// Of so many that tell something.
    of: usize,
    /// So many of those differ from the rule by less than a point.
    near: usize,
}

/// What was found of a table.
#[derive(Debug, Default)]
pub(super) struct Origins {
    of_rows: BTreeMap<RowId, Origin>,
    of_table: Option<OfTable>,
}

impl Origins {
    /// The formula that reproduces the printed score of a row; that of the table, where it does.
    pub fn of_row(&self, row: RowId) -> Option<Origin> {
        self.of_rows.get(&row).copied()
    }
}

impl Audit<'_> {
    pub(super) fn origins(&self) -> Origins {
        let telling: Vec<Telling> = self
            .rows()
            .filter_map(|(id, indicator, row)| self.telling(id, indicator, row))
            .take(MOST_ROWS)
            .collect();
        let gives = |origin: Origin, row: &Telling| origin.points(row) == Some(row.claimed);
        let explained = |origin: Origin| telling.iter().filter(|row| gives(origin, row)).count();
        // The first of the best: the simplest.
        let best = Origin::all().fold(None, |best: Option<(Origin, usize)>, origin| {
            let count = explained(origin);
            if best.is_none_or(|(_, most)| count > most) { Some((origin, count)) } else { best }
        });
        let of_rows = telling.iter().filter(|row| !row.as_ruled).filter_map(|row| {
            let of_table = best.map(|(origin, _)| origin).filter(|&origin| gives(origin, row));
            let origin = of_table.or_else(|| Origin::all().find(|&origin| gives(origin, row)))?;
            Some((row.id, origin))
        });
        let as_ruled = telling.iter().filter(|row| row.as_ruled).count();
        let of_table =
            best.filter(|&(_, count)| count > as_ruled && count > 1).map(|(origin, explained)| OfTable {
                origin,
                explained,
                of: telling.len(),
                near: telling.iter().filter(|row| !differ(row.due, row.claimed, BELOW_A_POINT)).count(),
            });
        Origins { of_rows: of_rows.collect(), of_table }
    }

    fn telling(&self, id: RowId, indicator: &Indicator, row: &RowScore) -> Option<Telling> {
        let (claimed, weight) = (indicator.claimed.as_ref()?.value, indicator.weight.as_ref()?.value);
        let due = row.score?;
        let as_ruled = !differ(due, claimed, self.policy.tolerance.score);
        if as_ruled && claimed == weight {
            return None;
        }
        let Compared { target, actual, side, .. } = Compared::of(row)?;
        let missed = side != Side::Met;
        let otherwise = row.facts.otherwise.is_some_and(|other| other.met);
        Some(Telling { id, target, actual, weight, claimed, due, as_ruled, missed, otherwise })
    }

    /// One formula that explains more of the table than the policy does.
    pub(super) fn formula_of_table(&mut self, origins: &Origins) {
        let Some(OfTable { origin, explained, of, near }) = &origins.of_table else { return };
        let how = origin.message();
        let title = say!(
            "未得满分或与重算得分不一致的 {of} 项指标中，{explained} 项的自评得分符合：{zh}",
            "one formula gives {explained} of the {of} scores that are below full marks or differ from \
             the recomputed score: {en}",
            zh = how.zh,
            en = how.en
        );
        let finding = Diagnostic::new(Code::OtherFormula, title).at(&self.assessment.project.at);
        let finding = finding.figure(how.en).figure(explained).figure(of);
        self.found(finding.note(say!(
            "{near} 项指标与重算得分相差不到 1 分",
            "rows that differ from the recomputed score by less than 1 point: {near}"
        )));
    }
}
