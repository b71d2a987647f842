//! Money: its unit, and what is an amount of it.

use super::Audit;
use crate::assessment::Funds;
use crate::value::{Quantity, Unit};
use crate::vocabulary::Vocabulary;

/// The unit in which a table prints its funds.
pub(super) fn money_unit(funds: &Funds, vocabulary: &Vocabulary) -> Option<Unit> {
    let resolved = vocabulary.units.resolve(funds.money_unit()).ok()??;
    Some(resolved.unit)
}

impl Audit<'_> {
    /// The unit in which the table prints its funds.
    pub(super) fn money_unit(&self) -> Option<Unit> {
        money_unit(&self.assessment.funds, self.vocabulary)
    }

    /// Whether a quantity is an amount of money, and not so much per something.
    pub(super) fn is_amount(&self, quantity: &Quantity) -> bool {
        let money = self.money_unit();
        quantity.unit.zip(money).is_some_and(|(unit, money)| unit.dimension == money.dimension)
    }

    /// Whether a quantity is money per something: `元/人`.
    pub(super) fn is_unit_cost(&self, quantity: &Quantity) -> bool {
        let Some((unit, money)) = quantity.unit.zip(self.money_unit()) else { return false };
        let base = money.dimension.powers().next();
        unit.dimension != money.dimension && unit.dimension.powers().any(|power| Some(power) == base)
    }
}
