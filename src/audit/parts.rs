//! Parts that should add up to the whole: cost rows against the funds, unit cost × quantity against what was spent.

use super::Audit;
use super::text::{is_near, shown};
use crate::assessment::Indicator;
use crate::cell::Reading;
use crate::diagnostic::{Code, Diagnostic, RowId};
use crate::place::Located;
use crate::say;
use crate::scoring::RowScore;
use crate::value::{Quantity, Rational};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The class whose rows are money; in the older form it is a group.
const COST: &str = "成本指标";
/// A product of rounded figures may be so much above what was spent: one part of this many.
const ROUNDED: i64 = 200;

/// A row with its two figures.
struct Figures<'a> {
    id: RowId,
    indicator: &'a Indicator,
    target: Option<Quantity>,
    actual: Option<Quantity>,
}

impl Audit<'_> {
    pub(super) fn parts(&mut self) {
        let rows: Vec<Figures<'_>> = self.rows().map(figures).collect();
        self.costs(&rows);
        self.products(&rows);
    }

    /// Cost rows that add up on one side are all there are; then they add up on the other side too.
    fn costs(&mut self, rows: &[Figures<'_>]) {
        let money = &self.assessment.funds.total;
        let (Some(budget), Some(executed)) = (&money.budget, &money.executed) else { return };
        let cost = |row: &&Figures<'_>| {
            let labels = &self.vocabulary.labels;
            let class = row.indicator.class.as_ref().map(|class| labels.class(&class.value));
            let group = row.indicator.group.as_ref().map(|group| labels.group(&group.value));
            (class.as_deref() == Some(COST) || group.as_deref() == Some(COST))
                && row.target.as_ref().is_some_and(|target| self.is_amount(target))
                && row.actual.as_ref().is_some_and(|actual| self.is_amount(actual))
        };
        let costs: Vec<&Figures<'_>> = rows.iter().filter(cost).collect();
        // A row that is the whole itself stands beside its parts.
        let whole = |row: &&Figures<'_>| {
            let is = |cell: &Option<Quantity>, amount: &Located<Decimal>| {
                cell.as_ref()
                    .and_then(|cell| self.in_funds_unit(cell))
                    .is_some_and(|cell| cell == Rational::from(amount.value))
            };
            is(&row.target, budget) || is(&row.actual, executed)
        };
        let parts: Vec<&Figures<'_>> = costs.into_iter().filter(|row| !whole(row)).collect();
        if parts.len() < 2 || parts.iter().any(|row| self.is_accused(row)) {
            return;
        }
        let sum = |cells: Vec<Option<Quantity>>| {
            let mut amounts = cells.into_iter().map(|cell| self.in_funds_unit(&cell?));
            amounts.try_fold(Rational::ZERO, |sum, amount| sum.checked_add(amount?).ok())
        };
        let targets = sum(parts.iter().map(|row| row.target).collect());
        let actuals = sum(parts.iter().map(|row| row.actual).collect());
        let (Some(targets), Some(actuals)) = (targets, actuals) else { return };
        let is = |sum: Rational, amount: &Located<Decimal>| {
            is_near(sum, &Quantity { number: amount.value, unit: None })
        };
        let planned =
            is(targets, budget) || money.initial.as_ref().is_some_and(|initial| is(targets, initial));
        let spent = is(actuals, executed);
        let above = |sum: Rational, amount: &Located<Decimal>| {
            sum.compare(Rational::from(amount.value)) == Ok(Ordering::Greater) && !is(sum, amount)
        };
        let finding = if planned && !spent {
            let title = say!(
                "各成本指标的指标值合计等于预算数，完成值合计 {sum}，而全年执行数为 {executed}",
                "the targets of the cost indicators add up to the budget, their actuals to {sum}, while \
                 {executed} was executed",
                sum = shown(actuals),
                executed = executed.value
            );
            Some((title, executed))
        } else if spent && !planned {
            let title = say!(
                "各成本指标的完成值合计等于执行数，指标值合计 {sum}，而全年预算数为 {budget}",
                "the actuals of the cost indicators add up to the amount executed, their targets to \
                 {sum}, while the budget is {budget}",
                sum = shown(targets),
                budget = budget.value
            );
            Some((title, budget))
        } else if above(actuals, executed) && above(actuals, budget) {
            let title = say!(
                "各成本指标的完成值合计 {sum}，超过全年执行数 {executed}",
                "the actuals of the cost indicators add up to {sum}, more than the {executed} executed",
                sum = shown(actuals),
                executed = executed.value
            );
            Some((title, executed))
        } else {
            None
        };
        let Some((title, amount)) = finding else { return };
        let mut finding = Diagnostic::new(Code::CostSum, title)
            .figure(shown(targets))
            .figure(shown(actuals))
            .at(&amount.at);
        let (first, last) = (parts.first(), parts.last());
        for row in first.into_iter().chain(last) {
            finding = finding.related(&row.indicator.at, say!("成本指标", "a cost indicator"));
        }
        self.found(finding);
    }

    /// So much each × so many, where the table has one row of each and nothing else that costs.
    fn products(&mut self, rows: &[Figures<'_>]) {
        let Some(executed) = &self.assessment.funds.total.executed else { return };
        let Some(budget) = &self.assessment.funds.total.budget else { return };
        let costs = rows.iter().filter(|row| {
            let of = |cell: &Option<Quantity>| {
                cell.as_ref().is_some_and(|cell| self.is_amount(cell) || self.is_unit_cost(cell))
            };
            of(&row.actual) || of(&row.target)
        });
        let mut costs = costs.peekable();
        let (Some(unit_cost), None) = (costs.next(), costs.peek()) else { return };
        let Some(price) = unit_cost.actual.filter(|price| self.is_unit_cost(price)) else { return };
        let money = self.money_unit();
        let product_of = |count: &Quantity| {
            let unit = price.unit?.checked_mul(count.unit?).ok()??;
            (unit.dimension == money?.dimension).then_some(())?;
            let number = Rational::from(price.number).checked_mul(Rational::from(count.number)).ok()?;
            number.checked_mul(unit.scale.checked_div(money?.scale).ok()??).ok()
        };
        let mut counts = rows.iter().filter_map(|row| Some((row, product_of(row.actual.as_ref()?)?)));
        let (Some((count, product)), None) = (counts.next(), counts.next()) else { return };
        let bound = |amount: Decimal| {
            Rational::from(amount)
                .checked_mul(Rational::whole(ROUNDED.saturating_add(1)))
                .ok()?
                .checked_div(Rational::whole(ROUNDED))
                .ok()?
        };
        let above = |amount: Decimal| {
            bound(amount).is_some_and(|bound| product.compare(bound) == Ok(Ordering::Greater))
        };
        if !above(executed.value) || !above(budget.value) {
            return;
        }
        let printed = |cell: &Option<Located<String>>| {
            cell.as_ref().map(|cell| cell.value.trim_start_matches('=').to_owned()).unwrap_or_default()
        };
        let title = say!(
            "“{count}” {number} × “{price}” {cost} ＝ {product}，超过全年执行数 {executed}",
            "“{count}” {number} × “{price}” {cost} = {product}, more than the {executed} executed",
            number = printed(&count.indicator.actual),
            cost = printed(&unit_cost.indicator.actual),
            count = count.indicator.name.value,
            price = unit_cost.indicator.name.value,
            product = shown(product),
            executed = executed.value
        );
        let at = unit_cost.indicator.actual.as_ref().map_or(&unit_cost.indicator.at, |actual| &actual.at);
        let finding = Diagnostic::new(Code::CostProduct, title)
            .figure(shown(product))
            .at(at)
            .related(&count.indicator.at, say!("数量", "the quantity"));
        self.found(finding);
    }

    /// An amount of money in the unit of the funds.
    fn in_funds_unit(&self, amount: &Quantity) -> Option<Rational> {
        let scale = amount.unit?.scale.checked_div(self.money_unit()?.scale).ok()??;
        Rational::from(amount.number).checked_mul(scale).ok()
    }

    /// Whether something was found of the row already from which it follows that the sum is wrong.
    fn is_accused(&self, row: &Figures<'_>) -> bool {
        [Code::TextRow, Code::UnitSlip].into_iter().any(|code| self.has(code, row.id))
    }
}

fn figures<'a>((id, indicator, score): (RowId, &'a Indicator, &RowScore)) -> Figures<'a> {
    let quantity = |reading: &Reading| match reading {
        Reading::Quantity { quantity, face, .. } if face.change.is_none() && !face.approximate => {
            Some(*quantity)
        }
        _ => None,
    };
    Figures { id, indicator, target: quantity(&score.facts.target), actual: quantity(&score.facts.actual) }
}
