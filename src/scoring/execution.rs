//! Budget execution: from the funds of a table to the score of its execution rate.

use super::award::{Inputs, share};
use super::row::weighted;
use super::scorecard::{ExecutionScore, Status};
use super::trace::{Step, Tracer};
use super::unscored::Unscored;
use crate::assessment::Assessment;
use crate::policy::{Denominator, Policy};
use crate::value::Exact;
use rust_decimal::Decimal;

/// Scores budget execution.
pub(super) fn execution(assessment: &Assessment, policy: &Policy) -> ExecutionScore {
    let mut trace = Vec::new();
    let funds = &assessment.funds;
    let weight = funds.weight.as_ref().map_or(policy.weights.execution, |weight| weight.value);
    let rate = executed_and_budget(assessment, policy)
        .and_then(|(budget, executed)| Exact::from(executed).over(Exact::from(budget)).ok().flatten());
    let scored = execution_score(assessment, policy, weight, &mut trace);
    let (status, score, unscored) = match scored {
        Ok((status, score)) => (status, Some(score), None),
        Err(reason) => {
            trace.push(Step::Unscored { reason, kinds: None });
            (Status::CannotScore, None, Some(reason))
        }
    };
    ExecutionScore { weight, rate, score, status, unscored, trace }
}

fn executed_and_budget(assessment: &Assessment, policy: &Policy) -> Option<(Decimal, Decimal)> {
    let money = &assessment.funds.total;
    let budget = match policy.execution.denominator {
        Denominator::Initial => money.initial.as_ref(),
        Denominator::Budget => money.budget.as_ref(),
    };
    Some((budget?.value, money.executed.as_ref()?.value))
}

fn execution_score(
    assessment: &Assessment,
    policy: &Policy,
    weight: Decimal,
    tracer: &mut impl Tracer,
) -> Result<(Status, Decimal), Unscored> {
    let rule = &policy.execution;
    let (budget, executed) = executed_and_budget(assessment, policy).ok_or(Unscored::NoFunds)?;
    tracer.record(|| Step::Funds { denominator: rule.denominator, budget, executed });
    let award = match (budget.is_zero(), executed.is_zero()) {
        (false, _) => &rule.award,
        (true, true) => &rule.zero_budget_unspent,
        (true, false) => &rule.zero_budget_spent,
    };
    tracer.record(|| Step::Rule { index: None, id: rule.id.clone(), award: award.clone() });
    let inputs = Inputs::Funds { budget: Exact::from(budget), executed: Exact::from(executed) };
    let share = share(award, None, Some(inputs), policy.rounding.rate, tracer)?;
    weighted(weight, share, policy, tracer)
}
