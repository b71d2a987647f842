//! Which cells the formula of a score goes by.

use super::layout::{ACTUAL, CLAIMED, GOAL, GOAL_TO, NAME, NUMBER, TARGET, WEIGHT};
use super::numbers::{GoalNumbers, Number, RowNumbers};
use super::project::Writer;
use crate::assessment::Indicator;
use crate::place::Located;
use crate::policy::{Rule, Term};
use crate::report::formula::{self, Counted, Goal, Inexpressible, Numbers, Scale};
use crate::scoring::{RowScore, Unscored};
use rust_decimal::Decimal;

impl Writer<'_, '_> {
    /// Numerator and denominator of execution.
    pub(super) fn rate(&self) -> Option<(String, String)> {
        let amounts = |term: &Term| self.amount(term, None);
        let on = only("", &amounts, None);
        let execution = &self.project.policy.execution;
        let of = formula::sum(&execution.numerator, &on).ok()?;
        let to = formula::sum(&execution.denominator, &on).ok()?;
        Some((of.0, to.0))
    }

    /// The formula of execution.
    pub(super) fn execution_formula(&self) -> Result<String, Inexpressible> {
        let policy = self.project.policy;
        let amounts = |term: &Term| self.amount(term, None);
        let weight = self.layout.execution_weight();
        let on = only(&weight, &amounts, None);
        formula::execution(&policy.execution, &on, policy.rounding.rate)?.formula(policy.rounding.row)
    }

    /// The cell of an amount or fact, and whether something stands there.
    pub(super) fn amount(&self, term: &Term, row: Option<(u32, &Indicator)>) -> Option<(String, bool)> {
        let money = &self.project.assessment.funds.total;
        let of_funds = |column, amount: &Option<Located<Decimal>>| {
            Some((self.layout.cell(self.layout.execution, column), amount.is_some()))
        };
        match term {
            Term::Initial => of_funds(NAME, &money.initial),
            Term::Budget => of_funds(TARGET, &money.budget),
            Term::Executed => of_funds(ACTUAL, &money.executed),
            Term::Fact(name) => {
                let own = row
                    .filter(|(_, indicator)| indicator.facts.iter().any(|(known, _)| known.value == *name));
                if let (Some((row, _)), Some(column)) = (own, self.row_facts.get(name.as_str())) {
                    return Some((self.layout.cell(row, *column), true));
                }
                let found = (self.layout.below.saturating_add(1)..)
                    .zip(self.facts)
                    .find(|(_, fact)| fact.name == name);
                found.map(|(row, fact)| (self.layout.cell(row, NAME), fact.value.is_some()))
            }
            Term::Target | Term::Actual | Term::DaysLate => None,
        }
    }

    /// The formula of a row.
    pub(super) fn row_formula(
        &self,
        row: u32,
        indicator: &Indicator,
        score: &RowScore,
        numbers: &RowNumbers,
        counted: &Counted,
    ) -> Result<String, Inexpressible> {
        let policy = self.project.policy;
        let rule = score.rule.and_then(|rule| policy.rules.get(rule)).ok_or(Inexpressible::NoNumbers)?;
        let open = matches!(score.unscored, Some(Unscored::ActualOpen | Unscored::Overflow));
        if indicator.weight.is_none() || open {
            return Err(Inexpressible::NoNumbers);
        }
        let weight = self.layout.cell(row, WEIGHT);
        let places = policy.rounding.row;
        if let Some(tier) = score.tier.and_then(|tier| policy.tiers.get(tier)) {
            return Ok(formula::judged(tier, &weight, &self.layout.cell(row, CLAIMED), places));
        }
        let claimed = self.layout.cell(row, CLAIMED);
        let amounts = |term: &Term| self.amount(term, Some((row, indicator)));
        let (target, actual) = (self.layout.cell(row, GOAL), self.layout.cell(row, NUMBER));
        let last = match numbers.goal {
            Some(GoalNumbers::Days(_, days)) if days.first != days.last => self.layout.cell(row, GOAL_TO),
            _ => target.clone(),
        };
        let compared = matches!(numbers.goal, Some(GoalNumbers::Number(..) | GoalNumbers::Interval(..)));
        let is_day = matches!(numbers.actual, Some(Number::Day(_)));
        let on = Numbers {
            target: compared.then_some(target.as_str()),
            actual: (numbers.actual.is_some() && !is_day).then_some(actual.as_str()),
            days: is_day.then(|| format!("{actual}-{last}")),
            scale: numbers.scale,
            counted,
            claimed: Some(claimed.as_str()),
            ..only(&weight, &amounts, self.rate())
        };
        if let Some(award) = &rule.always {
            return formula::award(award, &on, rule.unmeasurable.as_ref(), None)?.formula(places);
        }
        let goal = match numbers.goal {
            Some(_) if !numbers.point => return Err(Inexpressible::Range),
            Some(GoalNumbers::Number(op, _)) => Goal::Number(op, target.clone()),
            Some(GoalNumbers::Interval((_, low), (_, high))) => {
                Goal::Interval((target.clone(), low), (self.layout.cell(row, GOAL_TO), high))
            }
            Some(GoalNumbers::Days(op, _)) => Goal::Days(op, target.clone(), last),
            None => return self.of_words(rule, &on),
        };
        let on = Numbers { actual: Some(&actual), ..on };
        formula::row(rule, &goal, &on)?.formula(places)
    }

    /// Words that are not judged: what the policy gives them whatever they say.
    pub(super) fn of_words(&self, rule: &Rule, on: &Numbers<'_>) -> Result<String, Inexpressible> {
        let award = rule.met.as_ref().ok_or(Inexpressible::NoNumbers)?;
        let on = Numbers { target: None, actual: None, days: None, ..on.clone() };
        formula::award(award, &on, rule.unmeasurable.as_ref(), None)?
            .formula(self.project.policy.rounding.row)
    }
}

/// Nothing but a weight, funds and facts.
fn only<'n>(
    weight: &'n str,
    amounts: &'n dyn Fn(&Term) -> Option<(String, bool)>,
    rate: Option<(String, String)>,
) -> Numbers<'n> {
    const NOBODY: &Counted = &Counted { all: 0, cells: Vec::new() };
    Numbers {
        weight,
        claimed: None,
        target: None,
        actual: None,
        days: None,
        scale: Scale::Bare,
        amounts,
        rate,
        counted: NOBODY,
    }
}
