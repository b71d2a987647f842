//! Rows in words: which tier an actual falls into, and whether the printed score stands.

use super::trace::{Step, Tracer};
use super::unscored::Unscored;
use crate::policy::{Policy, Tier};
use crate::value::{Bound, Exact, Overflow, Range};
use rust_decimal::Decimal;

/// The tiers (their indices) that the words of an actual may fall into, each with the phrase that decides.
#[derive(Debug, Clone)]
pub(super) struct Tiering {
    exact: Option<(usize, String)>,
    phrase: Option<(usize, String)>,
}

impl Tiering {
    /// What the tiers of a policy make of some words.
    pub(super) fn of(policy: &Policy, actual: &str) -> Self {
        let exact = policy.tiers.iter().enumerate().find_map(|(index, tier)| {
            tier.exact.iter().find(|word| *word == actual).map(|word| (index, word.clone()))
        });
        let phrase = policy.tiers.iter().enumerate().rev().find_map(|(index, tier)| {
            let inside = tier.phrases.iter().filter(|phrase| actual.contains(phrase.as_str()));
            inside.max_by_key(|phrase| phrase.len()).map(|phrase| (index, phrase.clone()))
        });
        Self { exact, phrase }
    }

    /// The tier, with the phrase that decided.
    ///
    /// The whole text decides first; then an actual that repeats its target (`same`); then phrases inside it, the
    /// lowest tier first, so that 未完成 is not read as 完成.
    pub(super) fn tier(&self, policy: &Policy, same: bool) -> Option<(usize, Option<&str>)> {
        let same = policy.same_words.filter(|_| same);
        match (&self.exact, same, &self.phrase) {
            (Some((index, word)), _, _) => Some((*index, Some(word))),
            (None, Some(index), _) => Some((index, None)),
            (None, None, Some((index, phrase))) => Some((*index, Some(phrase))),
            (None, None, None) => None,
        }
    }
}

/// The least and the greatest score that a tier gives a weight, rounded as every row is.
///
/// # Errors
/// When the numbers are too long.
pub fn tier_bounds(policy: &Policy, tier: &Tier, weight: Decimal) -> Result<(Decimal, Decimal), Overflow> {
    let places = policy.rounding.row;
    let of = |share: Exact| Exact::from(weight).times(share)?.round(places.decimals, places.mode);
    Ok((of(tier.low.at)?, of(tier.high.at)?))
}

/// The score of a judged row: the printed one where it lies inside the tier, else the tier's default.
pub(super) fn judge(
    policy: &Policy,
    tier: &Tier,
    weight: Decimal,
    claimed: Option<Decimal>,
    tracer: &mut impl Tracer,
) -> Result<Decimal, Unscored> {
    let places = policy.rounding.row;
    let (low, high) = tier_bounds(policy, tier, weight)?;
    let bound = |at: Decimal, of: Bound| Some(Bound { at: Exact::from(at), ..of });
    let points = Range { low: bound(low, tier.low), high: bound(high, tier.high) };
    let stands = match claimed {
        Some(claimed) => points.contains(Exact::from(claimed))?,
        None => false,
    };
    tracer.record(|| Step::Judged { low, high, claimed, stands });
    if let (true, Some(claimed)) = (stands, claimed) {
        return Ok(Exact::from(claimed).round(places.decimals, places.mode)?);
    }
    let exact = Exact::from(weight).times(tier.default)?;
    let score = exact.round(places.decimals, places.mode)?;
    tracer.record(|| Step::Scored { weight, share: tier.default, exact, places, score });
    Ok(score)
}
