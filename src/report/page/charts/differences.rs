//! The recomputed totals less the printed ones.

use super::bars::{Bar, bars};
use super::drawing;
use crate::evaluation::Evaluation;
use crate::message::Message;
use crate::say;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Name, colour, and the least and the greatest difference of each band, in the cents of a score.
const BANDS: [(&str, &str, i64, i64); 7] = [
    ("≤ −5", "wrong", i64::MIN, -500),
    ("−5 ~ −1", "wrong", -499, -100),
    ("−1 ~ 0", "doubtful", -99, -1),
    ("0", "fine", 0, 0),
    ("0 ~ 1", "doubtful", 1, 99),
    ("1 ~ 5", "wrong", 100, 499),
    ("≥ 5", "wrong", 500, i64::MAX),
];

pub(super) fn chart(projects: &[Evaluation<'_>]) -> String {
    let differences: Vec<Option<i64>> = projects
        .iter()
        .map(|project| {
            let printed = project.assessment.claimed.total.as_ref()?.value;
            cents(project.scorecard.total.score?.checked_sub(printed)?)
        })
        .collect();
    let bar = |name: Message, class, count: usize| {
        #[allow(clippy::cast_precision_loss)] // the number of projects
        Bar { name, length: count as f64, figure: count.to_string(), class }
    };
    let mut all: Vec<Bar> = BANDS
        .iter()
        .map(|(name, class, least, most)| {
            let within = |cents: &&i64| (*least..=*most).contains(*cents);
            let name = if least == most { say!("一致", "equal") } else { Message::same(*name) };
            bar(name, class, differences.iter().flatten().filter(within).count())
        })
        .collect();
    let unknown = differences.iter().filter(|difference| difference.is_none()).count();
    if unknown > 0 {
        all.push(bar(say!("无法比较", "not compared"), "plain", unknown));
    }
    let (height, body) = bars(&all, 0.0);
    let differing = differences.iter().flatten().filter(|cents| **cents != 0).count();
    let told = say!(
        "重算总分减自评总分；{differing} 个不一致",
        "recomputed less reported total; different: {differing}"
    );
    drawing(
        "chart-differences",
        height,
        &body,
        &say!("与自评总分的差额", "Differences from the reported total"),
        &told,
    )
}

/// Away from zero, so that no difference counts as none.
fn cents(difference: Decimal) -> Option<i64> {
    let hundred = difference.checked_mul(Decimal::ONE_HUNDRED)?;
    hundred.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero).to_i64()
}
