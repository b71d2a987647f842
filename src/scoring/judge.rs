//! Rows in words: which tier an actual falls into, and whether the printed score stands.

use super::trace::{Ground, Step, Tracer};
use super::unscored::Unscored;
use crate::cell::{Reading, Statement};
use crate::policy::{Policy, Tier};
use crate::value::{Bound, Overflow, Range, Rational};
use crate::vocabulary::Predicates;
use rust_decimal::Decimal;
use std::ops;

/// The tier (its index) that an actual in words falls into beside its target, with what decided; or why none.
#[derive(Debug, Clone)]
pub(super) struct Judgement(Result<(usize, Ground), Unscored>);

/// The words of an actual and what they say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) statement: &'a Statement,
    pub(super) vocabulary: &'a Predicates,
}

impl Judgement {
    /// What a policy makes of some words.
    ///
    /// The whole text decides first; then an actual that repeats its target, unless it says in so many words that the
    /// target was reached; then what the words say, and the phrases that the policy names.
    pub(super) fn of(policy: &Policy, target: &Reading, actual: Words<'_>) -> Self {
        let Words { text, statement, vocabulary } = actual;
        let target = match target {
            Reading::Quality(words) => Some(words.as_str()),
            _ => None,
        };
        if target.is_some_and(|target| vocabulary.scale.is(target)) {
            return Self(Err(Unscored::TargetScale));
        }
        let whole = policy.tiers.iter().position(|tier| tier.exact.iter().any(|word| word == text));
        if let Some(index) = whole {
            return Self(Ok((index, Ground::Whole(text.to_owned()))));
        }
        if let Some(index) = policy.same_words
            && target == Some(text)
            && !statement.reached
        {
            return Self(Ok((index, Ground::Repeats)));
        }
        let beside_target = target.filter(|_| statement.relative).and_then(|target| {
            let wanted = Statement::read(target, None, vocabulary).change?;
            Some(Statement::read(text, Some(wanted), vocabulary))
        });
        let statement = beside_target.as_ref().unwrap_or(statement);
        Self(lowest(said(policy, text, statement), phrase(policy, text, statement)))
    }

    pub(super) fn tier(&self) -> Result<(usize, &Ground), Unscored> {
        self.0.as_ref().map(|(index, ground)| (*index, ground)).map_err(|reason| *reason)
    }
}

/// The least and the greatest score that a tier gives a weight, rounded as every row is.
///
/// # Errors
/// When the numbers are too long.
pub fn tier_bounds(policy: &Policy, tier: &Tier, weight: Decimal) -> Result<(Decimal, Decimal), Overflow> {
    let places = policy.rounding.row;
    let of = |share: Rational| Rational::from(weight).checked_mul(share)?.round(places.decimals, places.mode);
    Ok((of(tier.low.at)?, of(tier.high.at)?))
}

/// A tier, with the part of the text that decided, in bytes.
type Decided = (usize, ops::Range<usize>, Ground);

/// The tier of what the words say; as an error, the part that is not understood.
fn said(policy: &Policy, text: &str, statement: &Statement) -> Result<Option<Decided>, ops::Range<usize>> {
    let Some(part) = statement.decided.clone() else { return Ok(None) };
    let degree = statement.degree.ok_or_else(|| part.clone())?;
    let Some(index) = policy.tiers.iter().position(|tier| tier.degrees.contains(&degree)) else {
        return Ok(None);
    };
    let words = text.get(part.clone()).unwrap_or_default().to_owned();
    Ok(Some((index, part, Ground::Says { words, degree })))
}

/// The lowest tier of which the text holds a phrase that no denial or hedge stands before.
fn phrase(policy: &Policy, text: &str, statement: &Statement) -> Option<Decided> {
    let taken = |at: usize| !statement.qualified.iter().any(|part| part.start < at && at < part.end);
    policy.tiers.iter().enumerate().rev().find_map(|(index, tier)| {
        let places = tier.phrases.iter().filter_map(|phrase| {
            let (at, _) = text.match_indices(phrase.as_str()).find(|(at, _)| taken(*at))?;
            Some((at, phrase))
        });
        let (at, phrase) = places.max_by_key(|(_, phrase)| phrase.len())?;
        Some((index, at..at.saturating_add(phrase.len()), Ground::Phrase(phrase.clone())))
    })
}

/// The lower of two tiers; but a phrase of the policy that holds all that decided goes before what its words say.
fn lowest(
    said: Result<Option<Decided>, ops::Range<usize>>,
    phrase: Option<Decided>,
) -> Result<(usize, Ground), Unscored> {
    let holds = |part: &ops::Range<usize>| {
        phrase.as_ref().is_some_and(|(_, whole, _)| whole.start <= part.start && part.end <= whole.end)
    };
    let said = match said {
        Ok(Some((_, part, _))) | Err(part) if holds(&part) => None,
        Ok(said) => said,
        Err(_) => return Err(Unscored::QualityUnknown),
    };
    let lower = said.into_iter().chain(phrase).max_by_key(|(index, _, _)| *index);
    lower.map(|(index, _, ground)| (index, ground)).ok_or(Unscored::QualityUnknown)
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
    let bound = |at: Decimal, of: Bound| Some(Bound { at: Rational::from(at), ..of });
    let points = Range { low: bound(low, tier.low), high: bound(high, tier.high) };
    let stands = match claimed {
        Some(claimed) => points.contains(Rational::from(claimed))?,
        None => false,
    };
    tracer.record(|| Step::Judged { low, high, claimed, stands });
    if let (true, Some(claimed)) = (stands, claimed) {
        return Ok(Rational::from(claimed).round(places.decimals, places.mode)?);
    }
    let exact = Rational::from(weight).checked_mul(tier.default)?;
    let score = exact.round(places.decimals, places.mode)?;
    tracer.record(|| Step::Scored { weight, share: tier.default, exact, places, score });
    Ok(score)
}

/// The printed score of a row that only a person can judge, from nothing to the whole weight.
pub(super) fn printed(
    policy: &Policy,
    weight: Decimal,
    claimed: Option<Decimal>,
    tracer: &mut impl Tracer,
) -> Result<Decimal, Unscored> {
    let claimed = claimed.ok_or(Unscored::NoClaim)?;
    let places = policy.rounding.row;
    let score = Rational::from(claimed.clamp(Decimal::ZERO, weight.max(Decimal::ZERO)));
    let score = score.round(places.decimals, places.mode)?;
    tracer.record(|| Step::Printed { claimed, weight, score });
    Ok(score)
}
