//! What rows may need of the table that they stand in: its funds, its facts, and how the other rows fared.

use super::award::{Inputs, added};
use super::unscored::Unscored;
use crate::assessment::{Assessment, Indicator};
use crate::policy::{Policy, Term};
use crate::value::Rational;
use rust_decimal::Decimal;

/// How far a row came, for rules that count rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Completion {
    /// It has no number to reach, it does not apply, or its rule is one that counts the others.
    NotCounted,
    /// It has a number to reach, and what came of it is unknown.
    Unknown,
    /// `actual / target`.
    Known(Rational),
}

impl Completion {
    /// Whether rules that count rows count this one.
    pub(super) const fn is_counted(self) -> bool {
        !matches!(self, Self::NotCounted)
    }
}

/// How a row fared, for rules that look at the other rows.
#[derive(Debug, Clone)]
pub(super) struct Fared {
    name: String,
    /// How far it came.
    pub(super) completion: Completion,
    /// The share of its weight that it earns, as its score is rounded; nothing where it has no score or no weight.
    pub(super) earned: Option<Rational>,
}

impl Fared {
    /// How a row fared that came so far and earns so much.
    pub(super) fn of(indicator: &Indicator, completion: Completion, score: Option<Decimal>) -> Self {
        let weight = indicator.weight.as_ref().map(|weight| Rational::from(weight.value));
        let earned =
            score.zip(weight).and_then(|(score, weight)| Rational::from(score).checked_div(weight).ok()?);
        Self { name: indicator.name.value.clone(), completion, earned }
    }

    /// Whether one of some words occurs in its name.
    pub(super) fn is_called(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.name.contains(word.as_str()))
    }
}

/// Funds and facts of a table.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    assessment: &'a Assessment,
    policy: &'a Policy,
    /// How every row fared, where a rule asks for it and once it is known.
    pub(super) rows: Option<Vec<Fared>>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a table under a policy.
    pub fn new(assessment: &'a Assessment, policy: &'a Policy) -> Self {
        Self { assessment, policy, rows: None }
    }

    /// An amount of the line of all funds.
    pub(super) fn money(&self, term: &Term) -> Option<Rational> {
        let money = &self.assessment.funds.total;
        let amount = match term {
            Term::Initial => money.initial.as_ref(),
            Term::Budget => money.budget.as_ref(),
            Term::Executed => money.executed.as_ref(),
            _ => None,
        };
        amount.map(|amount| Rational::from(amount.value))
    }

    /// A fact that the table supplies, or what the policy takes for it.
    pub(super) fn fact(&self, name: &str) -> Option<Rational> {
        let supplied = self.assessment.facts.iter().find(|(known, _)| known.value == name);
        let declared = || self.policy.facts.iter().find(|fact| fact.name.value == name)?.default;
        supplied.map(|(_, value)| Rational::from(value.value)).or_else(declared)
    }

    /// Numerator and denominator of execution, as the policy defines them.
    pub(super) fn rate(&self) -> Result<(Rational, Rational), Unscored> {
        let inputs = Inputs { ledger: Some(self), ..Inputs::default() };
        let execution = &self.policy.execution;
        Ok((added(&execution.numerator, &inputs)?, added(&execution.denominator, &inputs)?))
    }
}
