//! Every award that a policy states: one walk for all that look at them.

use super::{Award, Condition, Formula, Measure, Occasion, Part, Policy, Rule, Term};
use crate::place::Place;
use crate::value::Rational;
use std::cmp::Ordering;

/// An award with where the policy states it.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'p> {
    /// The rule; nothing for execution.
    pub rule: Option<&'p Rule>,
    /// The name of the rule, or of execution.
    pub id: &'p str,
    /// The place of the rule.
    pub at: &'p Place,
    /// When it is earned.
    pub occasion: Occasion,
    /// What is earned.
    pub award: &'p Award,
}

impl<'p> Stated<'p> {
    /// This award and all that stand inside it.
    fn nested(self) -> impl Iterator<Item = Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let stated = waiting.pop()?;
            match stated.award {
                Award::Formula(Formula { unmeasurable: Some(award), .. }) => {
                    waiting.push(Self { occasion: Occasion::Unmeasurable, award, ..stated });
                }
                Award::If(branch) => {
                    let ways = [&branch.otherwise, &branch.then];
                    waiting.extend(ways.map(|award| Self { award, ..stated }));
                }
                _ => {}
            }
            Some(stated)
        })
    }

    /// Its formula, where it is one.
    pub const fn formula(&self) -> Option<&'p Formula> {
        match self.award {
            Award::Formula(formula) => Some(formula),
            _ => None,
        }
    }
}

impl<'p> Stated<'p> {
    /// The conditions that it asks.
    pub fn conditions(&self) -> &'p [Condition] {
        match self.award {
            Award::If(branch) => &branch.conditions,
            _ => &[],
        }
    }

    /// Every measure that it takes itself: that of its formula, or those of its conditions.
    pub fn measures(self) -> impl Iterator<Item = &'p Measure> {
        let of_conditions = self.conditions().iter().map(|condition| &condition.measure);
        self.formula().map(|formula| &formula.measure).into_iter().chain(of_conditions)
    }
}

impl Rule {
    /// Every award of the rule, those that stand inside another included.
    ///
    /// ```
    /// let policy = jixiao::shipped::shipped_policy("hunan-2015").expect("shipped");
    /// let carried_over = policy.rules.iter().find(|rule| rule.id.value == "carried_over").expect("a rule");
    /// let keys: Vec<&str> = carried_over.stated().map(|stated| stated.occasion.key()).collect();
    /// assert_eq!(keys, ["always", "unmeasurable"]);
    /// ```
    pub fn stated(&self) -> impl Iterator<Item = Stated<'_>> {
        let stated = |(occasion, award)| Stated {
            rule: Some(self),
            id: self.id.value.as_str(),
            at: &self.id.at,
            occasion,
            award,
        };
        self.awards().map(stated).flat_map(Stated::nested)
    }
}

impl Policy {
    /// Every award of the policy: of execution, of a budget of zero, of every rule, those inside another included.
    pub fn stated(&self) -> impl Iterator<Item = Stated<'_>> {
        let execution = &self.execution;
        let awards = [
            (Occasion::Execution, &execution.award),
            (Occasion::ZeroUnspent, &execution.zero_budget_unspent),
            (Occasion::ZeroSpent, &execution.zero_budget_spent),
        ];
        let of_execution = awards.into_iter().map(|(occasion, award)| Stated {
            rule: None,
            id: execution.id.as_str(),
            at: &execution.at,
            occasion,
            award,
        });
        let of_rules = self.rules.iter().flat_map(Rule::stated);
        of_execution.flat_map(Stated::nested).chain(of_rules)
    }

    /// Every measure that rows are scored by.
    fn row_measures(&self) -> impl Iterator<Item = &Measure> {
        self.rules.iter().flat_map(Rule::stated).flat_map(Stated::measures)
    }

    /// Whether rules look beyond their row: at funds, at facts of the table, at the other rows.
    pub fn looks_beyond_rows(&self) -> bool {
        let of_row = |part: &Part| matches!(part.term, Term::Target | Term::Actual | Term::DaysLate);
        self.row_measures().any(|measure| {
            measure.looks_at_execution() || measure.looks_at_rows() || !measure.parts().all(of_row)
        })
    }

    /// Whether rules measure how other rows fared.
    pub fn looks_at_rows(&self) -> bool {
        self.row_measures().any(Measure::looks_at_rows)
    }

    /// The most that a row may earn, as a share of its weight: above one where a bonus is capped higher.
    pub fn most(&self) -> Rational {
        let caps = self.stated().filter_map(|stated| stated.formula()?.limits.cap);
        caps.fold(
            Rational::ONE,
            |most, cap| if cap.compare(most) == Ok(Ordering::Greater) { cap } else { most },
        )
    }
}
