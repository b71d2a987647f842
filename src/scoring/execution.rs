//! Budget execution: from the funds of a table to the score of its execution rate.

use super::award::{Case, Inputs, share};
use super::ledger::Ledger;
use super::row::weighted;
use super::scorecard::{ExecutionScore, Status};
use super::trace::{NoTrace, Step, Tracer};
use super::unscored::Unscored;
use crate::assessment::{Assessment, Money};
use crate::policy::Policy;
use crate::value::Rational;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Scores budget execution.
pub(super) fn execution(assessment: &Assessment, policy: &Policy, ledger: &Ledger<'_>) -> ExecutionScore {
    let mut trace = Vec::new();
    let scored = execution_traced(assessment, policy, ledger, rows(assessment), &mut trace);
    ExecutionScore { trace, ..scored }
}

/// What the rows of a table weigh.
fn rows(assessment: &Assessment) -> Decimal {
    let weights = assessment
        .indicators
        .iter()
        .filter_map(|row| row.weight.as_ref()?.value.checked_mul(assessment.counts_for(row)));
    weights.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Scores the budget execution of a table without keeping the steps.
pub fn execution_of(assessment: &Assessment, policy: &Policy) -> ExecutionScore {
    execution_among(assessment, policy, rows(assessment))
}

/// The same of a table whose rows are elsewhere and carry so much weight.
pub fn execution_among(assessment: &Assessment, policy: &Policy, rows: Decimal) -> ExecutionScore {
    execution_traced(assessment, policy, &Ledger::new(assessment, policy), rows, &mut NoTrace)
}

/// The weight of execution: the one that the table prints, where that goes first, else the policy's. A table that says
/// nothing of execution at all gives it weight only where its rows leave exactly that much.
fn weight(assessment: &Assessment, policy: &Policy, rows: Decimal) -> Decimal {
    let (funds, claimed, weights) = (&assessment.funds, &assessment.claimed, &policy.weights);
    if let Some(printed) = funds.weight.as_ref().filter(|_| weights.printed_first) {
        return printed.value;
    }
    let money = |money: &Money| money.initial.is_some() || money.budget.is_some() || money.executed.is_some();
    let printed = money(&funds.total)
        || funds.sources.iter().any(|source| money(&source.money))
        || claimed.rate.is_some()
        || claimed.execution.is_some();
    if printed || rows.checked_add(weights.execution) == Some(weights.total) {
        weights.execution
    } else {
        Decimal::ZERO
    }
}

fn execution_traced(
    assessment: &Assessment,
    policy: &Policy,
    ledger: &Ledger<'_>,
    rows: Decimal,
    tracer: &mut impl Tracer,
) -> ExecutionScore {
    let weight = weight(assessment, policy, rows);
    let rate = ledger.rate();
    let scored = rate.and_then(|rate| execution_score(policy, ledger, rate, weight, tracer));
    let rate = rate.ok().and_then(|(executed, budget)| executed.checked_div(budget).ok().flatten());
    let (status, score, unscored) = match scored {
        Ok((status, score)) => (status, Some(score), None),
        Err(reason) => {
            tracer.record(|| Step::Unscored { reason, kinds: None });
            (Status::CannotScore, None, Some(reason))
        }
    };
    ExecutionScore { weight, rate, score, status, unscored, trace: Vec::new() }
}

fn execution_score(
    policy: &Policy,
    ledger: &Ledger<'_>,
    (executed, budget): (Rational, Rational),
    weight: Decimal,
    tracer: &mut impl Tracer,
) -> Result<(Status, Decimal), Unscored> {
    let rule = &policy.execution;
    tracer.record(|| Step::Funds {
        numerator: rule.numerator.clone(),
        denominator: rule.denominator.clone(),
        budget,
        executed,
    });
    let is_zero = |amount: Rational| amount.sign() == Ordering::Equal;
    let award = match (is_zero(budget), is_zero(executed)) {
        (false, _) => &rule.award,
        (true, true) => &rule.zero_budget_unspent,
        (true, false) => &rule.zero_budget_spent,
    };
    tracer.record(|| Step::Rule { index: None, id: rule.id.clone(), award: Box::new(award.clone()) });
    let inputs = Inputs { ledger: Some(ledger), ..Inputs::default() };
    let case = Case { weight, inputs, unmeasurable: None, rate: policy.rounding.rate };
    let share = share(award, &case, tracer)?;
    Ok((Status::of(share), weighted(weight, share, policy, tracer)?))
}
