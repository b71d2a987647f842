//! One row: from what is printed to its score, or to the reason why it has none.

use super::award::{Amounts, Case, Inputs, Printed, settled, share};
use super::choice::Choice;
use super::compare::compare;
use super::facts::{Comparison, Evidence, Facts, award_on, unit_of};
use super::judge::{self, Judgement};
use super::ledger::{Completion, Ledger};
use super::scorecard::Status;
use super::trace::{Step, Tracer};
use super::unscored::Unscored;
use crate::assessment::Grade;
use crate::assessment::Indicator;
use crate::cell::{Kind, Named, Op, Reader, Reading};
use crate::place::Located;
use crate::policy::{Award, Policy, Rule, Side};
use crate::value::{Overflow, Rational};
use crate::vocabulary::{Vocabulary, occurs};
use rust_decimal::Decimal;

/// What is scored: one row as the engine sees it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    /// 一级指标, as printed.
    pub class: Option<&'a str>,
    /// 二级指标, as printed.
    pub group: Option<&'a str>,
    /// 三级指标, as printed.
    pub name: Option<&'a str>,
    /// 年度指标值, as printed.
    pub target: &'a str,
    /// 实际完成值, as printed.
    pub actual: &'a str,
    /// The operator column, as printed.
    pub operator: Option<&'a str>,
    /// The unit column, as printed.
    pub unit: Option<&'a str>,
    /// 分值
    pub weight: Option<Decimal>,
    /// The printed score.
    pub claimed: Option<Decimal>,
    /// The year of the table.
    pub year: Option<i32>,
    /// The thresholds of the grades, where the row carries its own.
    pub thresholds: &'a [(Grade, Located<String>)],
    /// What the policy must know of this row beyond the table.
    pub facts: &'a [(Located<String>, Located<Decimal>)],
    /// What the table holds beside the row, for rules that ask for it.
    pub ledger: Option<&'a Ledger<'a>>,
}

impl<'a> Row<'a> {
    /// The row of an indicator in a table of that year.
    pub fn of(indicator: &'a Indicator, year: Option<i32>) -> Self {
        fn text(cell: Option<&Located<String>>) -> Option<&str> {
            cell.map(|cell| cell.value.as_str())
        }
        Self {
            class: text(indicator.class.as_ref()),
            group: text(indicator.group.as_ref()),
            name: Some(indicator.name.value.as_str()),
            target: text(indicator.target.as_ref()).unwrap_or_default(),
            actual: text(indicator.actual.as_ref()).unwrap_or_default(),
            operator: text(indicator.operator.as_ref()),
            unit: text(indicator.unit.as_ref()),
            weight: indicator.weight.as_ref().map(|weight| weight.value),
            claimed: indicator.claimed.as_ref().map(|claimed| claimed.value),
            year,
            thresholds: &indicator.thresholds,
            facts: &indicator.facts,
            ledger: None,
        }
    }
}

/// What came of a row, without the way there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// How it stands.
    pub status: Status,
    /// The score, rounded as the policy says; nothing when it cannot be scored.
    pub score: Option<Decimal>,
    /// Why not.
    pub unscored: Option<Unscored>,
    /// The rule of the policy that was applied (its index in `Policy::rules`).
    pub rule: Option<usize>,
    /// The tier that the words fell into (its index in `Policy::tiers`).
    pub tier: Option<usize>,
}

impl Outcome {
    pub(super) const fn not_applicable() -> Self {
        Self { status: Status::NotApplicable, score: None, unscored: None, rule: None, tier: None }
    }
}

/// What the cells of a row say, read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) target: &'a Reading,
    pub(super) actual: &'a Reading,
    /// The operator of its own column.
    pub(super) operator: Option<Op>,
    /// Of an actual in words: the tier that they fall into.
    pub(super) judgement: Option<&'a Judgement>,
}

/// One row under one policy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scoring<'a, 'r> {
    pub(super) row: &'a Row<'r>,
    pub(super) cells: Cells<'a>,
    pub(super) choice: Choice,
    pub(super) policy: &'a Policy,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Scoring<'_, '_> {
    pub(super) fn run(&self, tracer: &mut impl Tracer) -> Outcome {
        let mut outcome =
            Outcome { status: Status::CannotScore, score: None, unscored: None, rule: None, tier: None };
        if let Err(Stopped(reason, kinds)) = self.score(&mut outcome, tracer) {
            tracer.record(|| Step::Unscored { reason, kinds });
            outcome.unscored = Some(reason);
        }
        outcome
    }

    /// Fills in what comes of the row, as far as it comes.
    fn score(&self, outcome: &mut Outcome, tracer: &mut impl Tracer) -> Result<(), Stopped> {
        match self.earned(outcome, tracer)? {
            Earned::Judged(score) => {
                outcome.score = Some(score);
                outcome.status = Status::Judged;
            }
            Earned::Share(share) => {
                let weight = self.row.weight.ok_or(Unscored::NoWeight)?;
                outcome.score = Some(weighted(weight, share, self.policy, tracer).map_err(Unscored::from)?);
                outcome.status = Status::of(share);
            }
        }
        Ok(())
    }

    /// What the row earns; rule and tier are noted as they are reached.
    fn earned(&self, reached: &mut Outcome, tracer: &mut impl Tracer) -> Result<Earned, Stopped> {
        let row = self.row;
        let Cells { target, actual, .. } = self.cells;
        let op = self.choice.op();
        tracer.record(|| Step::Target(target.clone()));
        // Who is scored always needs no target.
        if let Some((index, rule)) = self.rule()
            && let Some(award) = &rule.always
        {
            reached.rule = Some(index);
            tracer.record(|| Step::Actual(actual.clone()));
            let weight = row.weight.ok_or(Unscored::NoWeight)?;
            self.told_op(tracer);
            return self.always(index, rule, award, (target, op), actual, weight, tracer);
        }
        let target_kind = target.kind().ok_or(match target {
            Reading::Blank => Unscored::NoTarget,
            _ => Unscored::TargetUnreadable,
        })?;
        tracer.record(|| Step::Actual(actual.clone()));
        let actual_kind = actual.kind().ok_or(match actual {
            Reading::Blank => Unscored::NoActual,
            _ => Unscored::ActualUnreadable,
        })?;
        let weight = row.weight.ok_or(Unscored::NoWeight)?;
        self.told_op(tracer);

        let Some((index, rule)) = self.rule() else {
            let reason = if target_kind == Kind::Quantity && op.is_none() {
                Unscored::DirectionUnknown
            } else if target_kind.compares_with(actual_kind) {
                Unscored::NoRule
            } else {
                Unscored::KindsDiffer
            };
            return Err(Stopped(reason, Some((target_kind, actual_kind))));
        };
        reached.rule = Some(index);
        if actual_kind == Kind::Quality {
            return self.judged(index, rule, weight, reached, tracer);
        }
        // An interval has no operator; equality stands in for it and is never looked at.
        let comparison = compare(target, op.unwrap_or(Op::Equal), actual, row, self.vocabulary, tracer)?;
        let award = award_on(rule, comparison.side()).ok_or(Unscored::NoRule)?;
        tracer.record(|| Step::Rule {
            index: Some(index),
            id: rule.id.value.clone(),
            award: Box::new(award.clone()),
        });
        let (amounts, days) = (self.compared(comparison, target, actual), comparison.days_late());
        let inputs = Inputs { amounts, days, facts: row.facts, ledger: row.ledger };
        let case = Case { weight, inputs, unmeasurable: rule.unmeasurable.as_ref(), rate: None };
        self.award(award, &case, tracer)
    }

    /// What an award earns: points that are printed, or a share.
    fn award(&self, award: &Award, case: &Case<'_>, tracer: &mut impl Tracer) -> Result<Earned, Stopped> {
        match settled(award, &case.inputs, tracer)? {
            Award::Printed => {
                let claimed = self.row.claimed;
                Ok(Earned::Judged(judge::printed(self.policy, case.weight, claimed, tracer)?))
            }
            award => Ok(Earned::Share(share(award, case, tracer)?)),
        }
    }

    /// The rule that was chosen.
    fn rule(&self) -> Option<(usize, &Rule)> {
        let index = self.choice.rule?;
        self.policy.rules.get(index).map(|rule| (index, rule))
    }

    /// A row that is scored however its actual stands to its target.
    #[allow(clippy::too_many_arguments)] // one row in all its parts
    fn always(
        &self,
        index: usize,
        rule: &Rule,
        award: &Award,
        (target, op): (&Reading, Option<Op>),
        actual: &Reading,
        weight: Decimal,
        tracer: &mut impl Tracer,
    ) -> Result<Earned, Stopped> {
        tracer.record(|| Step::Rule {
            index: Some(index),
            id: rule.id.value.clone(),
            award: Box::new(award.clone()),
        });
        if let Award::Thresholds(shares) = award {
            return Ok(Earned::Share(self.threshold(shares, actual, tracer)?));
        }
        let amounts = self.amounts((target, op), actual, tracer);
        // Days are late against a deadline alone.
        let days = match (target, actual) {
            (Reading::Deadline { .. }, Reading::Deadline { .. }) => {
                let op = op.unwrap_or(Op::AtMost);
                compare(target, op, actual, self.row, self.vocabulary, tracer)?.days_late()
            }
            _ => None,
        };
        let inputs = Inputs { amounts, days, facts: self.row.facts, ledger: self.row.ledger };
        let case = Case { weight, inputs, unmeasurable: rule.unmeasurable.as_ref(), rate: None };
        self.award(award, &case, tracer)
    }

    /// The numbers of a row that is scored always: in one unit where they can be compared, else the actual alone.
    fn amounts<'q>(
        &self,
        (target, op): (&'q Reading, Option<Op>),
        actual: &'q Reading,
        tracer: &mut impl Tracer,
    ) -> Option<Amounts<'q>> {
        let Reading::Quantity { quantity, .. } = actual else { return None };
        if target.kind() == Some(Kind::Quantity) {
            let op = op.unwrap_or(Op::AtLeast);
            let compared = compare(target, op, actual, self.row, self.vocabulary, tracer);
            let amounts = compared.ok().and_then(|found| self.compared(found, target, actual));
            if amounts.is_some() {
                return amounts;
            }
        }
        let unit = self.printed(&[actual]);
        Some(Amounts { target: None, actual: Rational::from(quantity.number), unit })
    }

    /// The amounts of a comparison, where amounts were compared.
    fn compared<'q>(
        &self,
        comparison: Comparison,
        target: &'q Reading,
        actual: &'q Reading,
    ) -> Option<Amounts<'q>> {
        let (goal, reached) = comparison.measured()?;
        Some(Amounts { target: Some(goal), actual: reached, unit: self.printed(&[target, actual]) })
    }

    /// The unit that numbers were compared in: that of the first that has one.
    fn printed<'q>(&self, readings: &[&'q Reading]) -> Printed<'q> {
        let unit = readings.iter().find_map(|reading| unit_of(reading));
        match unit {
            None => Printed::Bare,
            Some((unit, _)) if self.vocabulary.units.is_rate(unit) => Printed::Rate(&unit.scale),
            Some(_) => Printed::Other,
        }
    }

    /// The share of the best of the row's own thresholds that its actual meets.
    fn threshold(
        &self,
        shares: &[(Grade, Rational)],
        actual: &Reading,
        tracer: &mut impl Tracer,
    ) -> Result<Rational, Unscored> {
        match actual {
            Reading::Blank => return Err(Unscored::NoActual),
            Reading::Unreadable(_) => return Err(Unscored::ActualUnreadable),
            _ => {}
        }
        let reader = Reader::new(self.vocabulary);
        for (grade, text) in self.row.thresholds {
            let Some((_, share)) = shares.iter().find(|(known, _)| known == grade) else { continue };
            let wanted = reader.read(&text.value);
            let met = match (&wanted, actual) {
                (Reading::Quality(wanted), Reading::Quality(actual)) => wanted == actual,
                (Reading::Blank, _) => continue,
                (Reading::Unreadable(_), _) => return Err(Unscored::TargetUnreadable),
                _ => {
                    let op = wanted.op().unwrap_or(Op::AtLeast);
                    compare(&wanted, op, actual, self.row, self.vocabulary, tracer)?.side() == Side::Met
                }
            };
            if met {
                tracer.record(|| Step::Threshold { grade: *grade, text: Some(text.value.clone()) });
                return Ok(*share);
            }
        }
        // What the row gives no threshold for is whatever its others leave; where it gives all, there is a hole.
        let rest =
            shares.iter().find(|(grade, _)| !self.row.thresholds.iter().any(|(given, _)| given == grade));
        let (grade, share) = rest.ok_or(Unscored::NoThreshold)?;
        tracer.record(|| Step::Threshold { grade: *grade, text: None });
        Ok(*share)
    }

    /// The completion of the row, for rules that count rows.
    pub(super) fn completion(&self) -> Completion {
        let Cells { target, actual, .. } = self.cells;
        let counts = target.kind() == Some(Kind::Quantity)
            && self.rule().is_none_or(|(_, rule)| rule.always.is_none());
        if !counts {
            return Completion::NotCounted;
        }
        let op = self.choice.op().unwrap_or(Op::AtLeast);
        let compared = compare(target, op, actual, self.row, self.vocabulary, &mut super::NoTrace).ok();
        let measured = compared.and_then(Comparison::measured);
        let completion = measured.and_then(|(target, actual)| actual.checked_div(target).ok().flatten());
        completion.map_or(Completion::Unknown, Completion::Known)
    }

    /// What is known of the row, whatever its rule makes of it.
    pub(super) fn facts(&self) -> Facts {
        let Cells { target, actual, .. } = self.cells;
        let op = match target {
            // An interval has no operator; equality stands in for it and is never looked at.
            Reading::Interval { .. } => Some(Op::Equal),
            _ => self.choice.op(),
        };
        let compare = |op| compare(target, op, actual, self.row, self.vocabulary, &mut super::NoTrace);
        Facts {
            target: target.clone(),
            actual: actual.clone(),
            direction: self.choice.direction,
            otherwise: None,
            comparison: op.and_then(|op| compare(op).ok()),
        }
    }

    /// Says where the operator is from, where it is not from the text.
    fn told_op(&self, tracer: &mut impl Tracer) {
        let Cells { target, operator: column, .. } = self.cells;
        let Some(direction) = self.choice.direction else { return };
        match (direction.from, column) {
            (Evidence::Printed, Some(column)) if column != direction.op => {
                tracer.record(|| Step::OperatorIgnored { column });
            }
            (Evidence::Printed, _) => {}
            _ if matches!(target, Reading::Deadline { .. }) => {}
            _ => tracer.record(|| Step::Direction {
                equal: target.op().or(column) == Some(Op::Equal) && direction.from != Evidence::Column,
                direction,
                label: self.evidence(direction.from),
            }),
        }
    }

    /// What gave the direction, in the words of the row or of the policy.
    fn evidence(&self, from: Evidence) -> Option<String> {
        match from {
            Evidence::Policy(entry) => {
                let entry = self.policy.directions.get(entry)?;
                [&entry.names, &entry.units, &entry.groups, &entry.classes]
                    .into_iter()
                    .find_map(|words| words.first())
                    .cloned()
            }
            Evidence::Name => {
                let subject = match self.cells.target {
                    Reading::Quantity { face, .. } => face.subject.as_deref(),
                    _ => None,
                };
                let tells = |name: &str| Named::read(name, self.vocabulary).word(name, self.vocabulary);
                subject.and_then(tells).or_else(|| self.row.name.and_then(tells))
            }
            Evidence::Unit => unit_of(self.cells.target).map(|(_, printed)| printed.to_owned()),
            Evidence::Kind => [self.row.class, self.row.group]
                .into_iter()
                .flatten()
                .find(|label| occurs(&self.vocabulary.words.costs, label))
                .map(str::to_owned),
            Evidence::Printed | Evidence::Column | Evidence::Zero | Evidence::Default(_) => None,
        }
    }

    fn judged(
        &self,
        index: usize,
        rule: &Rule,
        weight: Decimal,
        reached: &mut Outcome,
        tracer: &mut impl Tracer,
    ) -> Result<Earned, Stopped> {
        let award = rule.met.as_ref().ok_or(Unscored::NoRule)?;
        tracer.record(|| Step::Rule {
            index: Some(index),
            id: rule.id.value.clone(),
            award: Box::new(award.clone()),
        });
        let inputs = Inputs { facts: self.row.facts, ledger: self.row.ledger, ..Inputs::default() };
        let award = settled(award, &inputs, tracer)?;
        if *award != Award::Judged {
            let case = Case { weight, inputs, unmeasurable: rule.unmeasurable.as_ref(), rate: None };
            return self.award(award, &case, tracer);
        }
        let judgement = self.cells.judgement.ok_or(Unscored::QualityUnknown)?;
        let (tier_index, ground) = judgement.tier()?;
        reached.tier = Some(tier_index);
        tracer.record(|| Step::Tiered { tier: tier_index, ground: ground.clone() });
        let tier = self.policy.tiers.get(tier_index).ok_or(Unscored::QualityUnknown)?;
        Ok(Earned::Judged(judge::judge(self.policy, tier, weight, self.row.claimed, tracer)?))
    }
}

/// What a row earns.
enum Earned {
    /// A share of its weight.
    Share(Rational),
    /// A score of its own, rounded already.
    Judged(Decimal),
}

/// Why a row ends without a score.
struct Stopped(Unscored, Option<(Kind, Kind)>);

impl From<Unscored> for Stopped {
    fn from(reason: Unscored) -> Self {
        Self(reason, None)
    }
}

/// Weight times share, rounded once.
#[allow(clippy::inline_always)] // a decimal that is passed on in memory is waited for
#[inline(always)]
pub(super) fn weighted(
    weight: Decimal,
    share: Rational,
    policy: &Policy,
    tracer: &mut impl Tracer,
) -> Result<Decimal, Overflow> {
    let places = policy.rounding.row;
    let exact = Rational::from(weight).checked_mul(share)?;
    let score = exact.round(places.decimals, places.mode)?;
    tracer.record(|| Step::Scored { weight, share, exact, places, score });
    Ok(score)
}
