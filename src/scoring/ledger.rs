//! What rows may need of the table that they stand in: its funds, its facts, and how the other rows fared.

use super::award::{Inputs, added};
use super::unscored::Unscored;
use crate::assessment::Assessment;
use crate::policy::{Policy, Term};
use crate::value::Exact;

/// Funds and facts of a table.
#[derive(Debug, Clone)]
pub struct Ledger<'a> {
    assessment: &'a Assessment,
    policy: &'a Policy,
    /// The completion of every row with a number to reach, where a rule asks for it; nothing where it has none.
    pub(super) completions: Vec<Option<Exact>>,
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

    pub(super) fn funds(&self) -> Option<(Exact, Exact)> {
        self.rate().ok()
    }
}
