//! The other tables of a run, as far as one table is judged by them: whose funds an amount is.

use super::money::money_unit;
use crate::assessment::Assessment;
use crate::value::{Quantity, Rational};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The amounts of a run's funds with their projects. Of one amount with several owners nobody is named.
///
/// ```
/// use jixiao::audit::Neighbours;
/// use jixiao::decode;
/// use jixiao::shipped;
/// let table = decode::assessment("a.yaml", "project: 甲\nfunds: {budget: 380.55, executed: 380.55}\nindicators: [{name: a}]");
/// let tables = [table.value.expect("a table")];
/// let neighbours = Neighbours::of(&tables.iter().collect::<Vec<_>>(), shipped::vocabulary());
/// assert_eq!(neighbours.len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct Neighbours {
    owners: HashMap<(i128, i128), Owner>,
}

#[derive(Debug)]
enum Owner {
    One(String),
    Several,
}

/// So many digits an amount has before it is anybody's in particular: 5 万元 is everybody's.
const TELLING_DIGITS: usize = 4;

impl Neighbours {
    /// Those of some tables, each amount once.
    pub fn of(tables: &[&Assessment], vocabulary: &Vocabulary) -> Self {
        let mut owners: HashMap<(i128, i128), Owner> = HashMap::new();
        for table in tables {
            let Some(unit) = money_unit(&table.funds, vocabulary) else { continue };
            let money = &table.funds.total;
            for amount in [&money.initial, &money.budget, &money.executed].into_iter().flatten() {
                let Some(key) = key(&Quantity { number: amount.value, unit: Some(unit) }) else { continue };
                let name = &table.project.value;
                owners
                    .entry(key)
                    .and_modify(|owner| {
                        if !matches!(owner, Owner::One(known) if known == name) {
                            *owner = Owner::Several;
                        }
                    })
                    .or_insert_with(|| Owner::One(name.clone()));
            }
        }
        Self { owners }
    }

    /// How many different amounts are known.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// The project, other than `own`, whose funds an amount is.
    pub(super) fn owner_of(&self, amount: &Quantity, own: &str) -> Option<&str> {
        if self.owners.is_empty() {
            return None;
        }
        match self.owners.get(&key(amount)?)? {
            Owner::One(name) if name != own => Some(name),
            _ => None,
        }
    }
}

/// An amount in its base unit; nothing where it has too few digits to tell anything.
fn key(amount: &Quantity) -> Option<(i128, i128)> {
    let digits = amount.number.normalize().mantissa().unsigned_abs().to_string();
    if digits.trim_end_matches('0').len() < TELLING_DIGITS || amount.number <= Decimal::ZERO {
        return None;
    }
    Some(Rational::from(amount.number).checked_mul(amount.unit?.scale).ok()?.parts())
}
