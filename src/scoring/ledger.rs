//! What rows may need of the table that they stand in: its funds, its facts, and how the other rows fared.

use super::award::{Inputs, added};
use super::unscored::Unscored;
use crate::assessment::Assessment;
use crate::policy::{Policy, Term};
use crate::value::Exact;

/// How far a row came, for rules that count rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Completion {
    /// It has no number to reach, it does not apply, or its rule is one that counts the others.
    NotCounted,
    /// It has a number to reach, and what came of it is unknown.
    Unknown,
    /// `actual / target`.
    Known(Exact),
}

impl Completion {
    /// Whether rules that count rows count this one.
    pub(super) const fn is_counted(self) -> bool {
        !matches!(self, Self::NotCounted)
    }
}

/// Funds and facts of a table.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    assessment: &'a Assessment,
    policy: &'a Policy,
    /// The completion of every row, where a rule asks for it.
    pub(super) completions: Vec<Completion>,
}

impl<'a> Ledger<'a> {
    /// The ledger of a table under a policy.
    pub fn new(assessment: &'a Assessment, policy: &'a Policy) -> Self {
        Self { assessment, policy, completions: Vec::new() }
    }

    /// An amount of the line of all funds.
    pub(super) fn money(&self, term: &Term) -> Option<Exact> {
        let money = &self.assessment.funds.total;
        let amount = match term {
            Term::Initial => money.initial.as_ref(),
            Term::Budget => money.budget.as_ref(),
            Term::Executed => money.executed.as_ref(),
            _ => None,
        };
        amount.map(|amount| Exact::from(amount.value))
    }

    /// A fact that the table supplies, or what the policy takes for it.
    pub(super) fn fact(&self, name: &str) -> Option<Exact> {
        let supplied = self.assessment.facts.iter().find(|(known, _)| known.value == name);
        let declared = || self.policy.facts.iter().find(|fact| fact.name.value == name)?.default;
        supplied.map(|(_, value)| Exact::from(value.value)).or_else(declared)
    }

    /// Numerator and denominator of execution, as the policy defines them.
    pub(super) fn rate(&self) -> Result<(Exact, Exact), Unscored> {
        let inputs = Inputs { ledger: Some(self), ..Inputs::default() };
        let execution = &self.policy.execution;
        Ok((added(&execution.numerator, &inputs)?, added(&execution.denominator, &inputs)?))
    }
}
