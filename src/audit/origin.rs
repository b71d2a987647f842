//! Where a printed score comes from. Real tables follow many formulas; a bounded family of them is tried, and the
//! one that reproduces what is printed is worth more than "differs".

use super::{Audit, differ};
use crate::assessment::Indicator;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::Message;
use crate::say;
use crate::scoring::{RowScore, Step};
use crate::value::{Exact, RoundingMode};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A formula that people are seen to use, whatever the rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    way: Way,
    cut: Cut,
    capped: bool,
}

/// The share of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// actual ÷ target
    Forward,
    /// target ÷ actual
    Inverse,
    /// What is over the target is taken off: 1 − (actual − target) ÷ target
    Falling,
    /// Nothing for what is missed.
    Nothing,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The points have so many decimals.
    Points(u32, RoundingMode),
    /// The rate, as a fraction, has so many decimals first.
    Rate(u32, RoundingMode),
}

const WAYS: [Way; 4] = [Way::Forward, Way::Inverse, Way::Falling, Way::Nothing];

/// The nearest to what rules say goes first.
pub(super) const CUTS: [Cut; 14] = [
    Cut::Points(2, RoundingMode::HalfUp),
    Cut::Points(2, RoundingMode::Truncate),
    Cut::Points(1, RoundingMode::HalfUp),
    Cut::Points(1, RoundingMode::Truncate),
    Cut::Points(0, RoundingMode::HalfUp),
    Cut::Points(0, RoundingMode::Truncate),
    Cut::Rate(4, RoundingMode::HalfUp),
    Cut::Rate(4, RoundingMode::Truncate),
    Cut::Rate(2, RoundingMode::HalfUp),
    Cut::Rate(2, RoundingMode::Truncate),
    Cut::Rate(3, RoundingMode::HalfUp),
    Cut::Rate(3, RoundingMode::Truncate),
    Cut::Rate(1, RoundingMode::HalfUp),
    Cut::Rate(1, RoundingMode::Truncate),
];

impl Origin {
    /// All that are tried, the simplest first.
    fn all() -> impl Iterator<Item = Self> {
        [true, false].into_iter().flat_map(|capped| {
            WAYS.into_iter().flat_map(move |way| CUTS.into_iter().map(move |cut| Self { way, cut, capped }))
        })
    }

    /// The points that it gives; nothing where it divides by zero or does not fit.
    fn points(self, target: Exact, actual: Exact, weight: Decimal) -> Option<Decimal> {
        let share = match self.way {
            Way::Forward => actual.over(target).ok()??,
            Way::Inverse => target.over(actual).ok()??,
            Way::Falling => Exact::ONE.minus(actual.minus(target).ok()?.over(target).ok()??).ok()?,
            Way::Nothing => Exact::ZERO,
        };
        self.cut.points(share, weight, self.capped)
    }

    /// In words.
    pub fn message(self) -> Message {
        let way = match self.way {
            Way::Forward => say!("完成值÷指标值", "actual ÷ target"),
            Way::Inverse => say!("指标值÷完成值", "target ÷ actual"),
            Way::Falling => say!("超出比例等额扣减", "what is over the target, taken off in proportion"),
            Way::Nothing => return say!("未达到即不得分", "nothing for what is missed"),
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

    /// Whether it takes the ratio upside down for a row where less is better.
    pub fn is_forward(self) -> bool {
        self.way == Way::Forward
    }
}

impl Cut {
    /// The points that a share of a weight gives.
    pub fn points(self, share: Exact, weight: Decimal, capped: bool) -> Option<Decimal> {
        let share = if share.sign() == Ordering::Less { Exact::ZERO } else { share };
        let over = share.compare(Exact::ONE).ok()? == Ordering::Greater;
        let share = if capped && over { Exact::ONE } else { share };
        let weight = Exact::from(weight);
        match self {
            Self::Points(decimals, mode) => weight.times(share).ok()?.round(decimals, mode).ok(),
            Self::Rate(decimals, mode) => {
                let rate = Exact::from(share.round(decimals, mode).ok()?);
                weight.times(rate).ok()?.round(2, RoundingMode::HalfUp).ok()
            }
        }
    }

    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::Points(2, RoundingMode::HalfUp) => say!("四舍五入至 2 位小数", "rounded to 2 decimals"),
            Self::Points(0, RoundingMode::HalfUp) => say!("四舍五入到整数分", "rounded to whole points"),
            Self::Points(0, RoundingMode::Truncate) => say!("截取到整数分", "cut to whole points"),
            Self::Points(n, RoundingMode::HalfUp) => {
                say!("四舍五入至 {n} 位小数", "rounded to {n} decimals", n = n)
            }
            Self::Points(n, RoundingMode::Truncate) => {
                say!("截取至 {n} 位小数", "cut to {n} decimals", n = n)
            }
            Self::Rate(n @ 2.., mode) => {
                let cut = manner(mode);
                let n = n.saturating_sub(2);
                say!(
                    "比率先{zh}至百分数的 {n} 位小数",
                    "the rate first {en} to {n} decimals of a percent",
                    n = n,
                    zh = cut.zh,
                    en = cut.en
                )
            }
            Self::Rate(_, mode) => {
                let cut = manner(mode);
                say!("比率先{zh}至十分之几", "the rate first {en} to tenths", zh = cut.zh, en = cut.en)
            }
        }
    }
}

fn manner(mode: RoundingMode) -> Message {
    match mode {
        RoundingMode::HalfUp => say!("四舍五入", "rounded"),
        RoundingMode::Truncate => say!("截取", "cut"),
    }
}

/// A row whose printed score tells something: not the full marks that every formula gives.
struct Telling {
    index: usize,
    target: Exact,
    actual: Exact,
    weight: Decimal,
    claimed: Decimal,
    /// Whether it is what the policy gives.
    as_ruled: bool,
}

/// What was found of a table.
#[derive(Debug, Default)]
pub(super) struct Origins {
    of_rows: Vec<(usize, Origin)>,
    of_table: Option<(Origin, usize, usize)>,
}

impl Origins {
    /// The formula that reproduces the printed score of a row; that of the table, where it does.
    pub fn of_row(&self, index: usize) -> Option<Origin> {
        self.of_rows.iter().find(|(row, _)| *row == index).map(|(_, origin)| *origin)
    }
}

impl Audit<'_> {
    pub(super) fn origins(&self) -> Origins {
        let rows = self.assessment.indicators.iter().zip(&self.scorecard.rows).enumerate();
        let telling: Vec<Telling> =
            rows.filter_map(|(index, (indicator, row))| self.telling(index, indicator, row)).collect();
        let gives = |origin: Origin, row: &Telling| {
            origin.points(row.target, row.actual, row.weight) == Some(row.claimed)
        };
        let explained = |origin: Origin| telling.iter().filter(|row| gives(origin, row)).count();
        // The first of the best: the simplest.
        let best = Origin::all().fold(None, |best: Option<(Origin, usize)>, origin| {
            let count = explained(origin);
            if best.is_none_or(|(_, most)| count > most) { Some((origin, count)) } else { best }
        });
        let of_rows = telling.iter().filter(|row| !row.as_ruled).filter_map(|row| {
            let of_table = best.map(|(origin, _)| origin).filter(|&origin| gives(origin, row));
            let origin = of_table.or_else(|| Origin::all().find(|&origin| gives(origin, row)))?;
            Some((row.index, origin))
        });
        let as_ruled = telling.iter().filter(|row| row.as_ruled).count();
        let of_table = best
            .filter(|&(_, count)| count > as_ruled && count > 1)
            .map(|(origin, count)| (origin, count, telling.len()));
        Origins { of_rows: of_rows.collect(), of_table }
    }

    fn telling(&self, index: usize, indicator: &Indicator, row: &RowScore) -> Option<Telling> {
        let (claimed, weight) = (indicator.claimed.as_ref()?.value, indicator.weight.as_ref()?.value);
        let as_ruled = !differ(row.score?, claimed, self.policy.tolerance.score);
        if as_ruled && claimed == weight {
            return None;
        }
        row.trace.iter().find_map(|step| match step {
            Step::Compared { target, actual, .. } => {
                Some(Telling { index, target: *target, actual: *actual, weight, claimed, as_ruled })
            }
            _ => None,
        })
    }

    /// One formula that explains more of the table than the policy does.
    pub(super) fn formula_of_table(&mut self, origins: &Origins) {
        let Some((origin, explained, of)) = origins.of_table else { return };
        let how = origin.message();
        let title = say!(
            "未得满分或与重算不一致的 {of} 行中，{explained} 行的自评得分都是：{zh}",
            "of {of} rows below full marks or unlike the recomputed ones, {explained} are printed as: {en}",
            of = of,
            explained = explained,
            zh = how.zh,
            en = how.en
        );
        self.found(Diagnostic::new(Code::OtherFormula, title).at(&self.assessment.project.at));
    }
}
