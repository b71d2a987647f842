//! How a share of a weight becomes points, in all the ways that printed scores show.

use crate::message::Message;
use crate::say;
use crate::value::{Rational, RoundingMode};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What becomes of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The points have so many decimals.
    Points(u32, RoundingMode),
    /// The rate, as a fraction, has so many decimals first.
    Rate(u32, RoundingMode),
}

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

impl Cut {
    /// The points that a share of a weight gives.
    pub fn points(self, share: Rational, weight: Decimal, capped: bool) -> Option<Decimal> {
        let share = if share.sign() == Ordering::Less { Rational::ZERO } else { share };
        let over = share.to_one() == Ordering::Greater;
        let share = if capped && over { Rational::ONE } else { share };
        let weight = Rational::from(weight);
        match self {
            Self::Points(decimals, mode) => weight.checked_mul(share).ok()?.round(decimals, mode).ok(),
            Self::Rate(decimals, mode) => {
                let rate = Rational::from(share.round(decimals, mode).ok()?);
                weight.checked_mul(rate).ok()?.round(2, RoundingMode::HalfUp).ok()
            }
        }
    }

    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::Points(2, RoundingMode::HalfUp) => say!("四舍五入至 2 位小数", "rounded to 2 decimals"),
            Self::Points(0, RoundingMode::HalfUp) => say!("四舍五入至整数分", "rounded to whole points"),
            Self::Points(0, RoundingMode::Truncate) => say!("截取至整数分", "truncated to whole points"),
            Self::Points(n, RoundingMode::HalfUp) => {
                say!("四舍五入至 {n} 位小数", "rounded, decimals {n}")
            }
            Self::Points(n, RoundingMode::Truncate) => {
                say!("截取至 {n} 位小数", "truncated, decimals {n}")
            }
            Self::Rate(n @ 2.., mode) => {
                let cut = manner(mode);
                let n = n.saturating_sub(2);
                say!(
                    "百分比先{zh}，保留 {n} 位小数",
                    "the percentage first {en}, decimals {n}",
                    zh = cut.zh,
                    en = cut.en
                )
            }
            Self::Rate(_, mode) => {
                let cut = manner(mode);
                say!(
                    "比率先{zh}至整十个百分点",
                    "the rate first {en} to a multiple of 10%",
                    zh = cut.zh,
                    en = cut.en
                )
            }
        }
    }
}

fn manner(mode: RoundingMode) -> Message {
    match mode {
        RoundingMode::HalfUp => say!("四舍五入", "rounded"),
        RoundingMode::Truncate => say!("截取", "truncated"),
    }
}
