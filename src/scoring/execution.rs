//! Budget execution: from the funds of a table to the score of its execution rate.

use super::award::{Case, Inputs, share};
use super::ledger::Ledger;
use super::row::weighted;
use super::scorecard::{ExecutionScore, Status};
use super::trace::{Silent, Step, Tracer};
use super::unscored::Unscored;
use crate::assessment::Assessment;
use crate::policy::Policy;
use crate::value::Exact;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Scores budget execution.
pub(super) fn execution(assessment: &Assessment, policy: &Policy, ledger: &Ledger<'_>) -> ExecutionScore {
    let mut trace = Vec::new();
    let scored = execution_traced(assessment, policy, ledger, &mut trace);
    ExecutionScore { trace, ..scored }
}

/// Scores the budget execution of a table without keeping the steps.
pub fn execution_of(assessment: &Assessment, policy: &Policy) -> ExecutionScore {
    execution_traced(assessment, policy, &Ledger::new(assessment, policy), &mut Silent)
}

fn execution_traced(
    assessment: &Assessment,
    policy: &Policy,
    ledger: &Ledger<'_>,
    tracer: &mut impl Tracer,
) -> ExecutionScore {
    let funds = &assessment.funds;
    let weights = &policy.weights;
    let printed = funds.weight.as_ref().filter(|_| weights.printed_first);
    let weight = printed.map_or(weights.execution, |weight| weight.value);
    let rate = ledger.rate();
    let scored = rate.and_then(|rate| execution_score(policy, ledger, rate, weight, tracer));
    let rate = rate.ok().and_then(|(executed, budget)| executed.over(budget).ok().flatten());
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
    (executed, budget): (Exact, Exact),
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
    let is_zero = |amount: Exact| amount.sign() == Ordering::Equal;
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
