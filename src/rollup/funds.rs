//! The funds of several units, in the money unit of the first.

use super::Filed;
use crate::assessment::{Assessment, FundSource, Funds, Money};
use crate::place::Located;
use crate::value::{Quantity, Rational, in_common_unit};
use crate::vocabulary::Vocabulary;
use rust_decimal::Decimal;

/// The budget of a table in the money unit of the first; nothing where it has none.
pub(super) fn budget(table: &Assessment, first: &Assessment, vocabulary: &Vocabulary) -> Option<Decimal> {
    let budget = table.funds.total.budget.as_ref()?;
    converted(budget.value, &table.funds, &first.funds, vocabulary)
}

/// All lines of funds added up. An amount that one of the units lacks is lacking in the sum: a sum of some of the
/// amounts would pass for that of all.
pub(super) fn added(filed: &[Filed<'_>], vocabulary: &Vocabulary) -> Funds {
    let Some(((first, _), _)) = filed.split_first() else { return Funds::default() };
    let mut names: Vec<&str> = Vec::new();
    for (table, _) in filed {
        for source in &table.funds.sources {
            if !names.contains(&source.name.as_str()) {
                names.push(&source.name);
            }
        }
    }
    let of = |amount: fn(&Money) -> Option<&Located<Decimal>>| {
        let all = filed.iter().map(|(table, _)| Some((amount(&table.funds.total)?.value, &table.funds)));
        sum(all, &first.funds, vocabulary)
    };
    let of_source = |name: &str, amount: fn(&Money) -> Option<&Located<Decimal>>| {
        // A unit that has no such source adds nothing to it.
        let all = filed.iter().filter_map(|(table, _)| {
            let source = table.funds.sources.iter().find(|source| source.name == name)?;
            Some(amount(&source.money).map(|amount| (amount.value, &table.funds)))
        });
        sum(all, &first.funds, vocabulary)
    };
    let sources = names.into_iter().map(|name| FundSource {
        name: name.to_owned(),
        money: Money {
            initial: of_source(name, |money| money.initial.as_ref()),
            budget: of_source(name, |money| money.budget.as_ref()),
            executed: of_source(name, |money| money.executed.as_ref()),
        },
    });
    Funds {
        unit: first.funds.unit.clone(),
        total: Money {
            initial: of(|money| money.initial.as_ref()),
            budget: of(|money| money.budget.as_ref()),
            executed: of(|money| money.executed.as_ref()),
        },
        sources: sources.collect(),
        weight: first.funds.weight.clone(),
    }
}

fn sum<'a>(
    mut amounts: impl Iterator<Item = Option<(Decimal, &'a Funds)>>,
    unit_of: &Funds,
    vocabulary: &Vocabulary,
) -> Option<Located<Decimal>> {
    let sum = amounts.try_fold(Decimal::ZERO, |sum, amount| {
        let (amount, of) = amount?;
        sum.checked_add(converted(amount, of, unit_of, vocabulary)?)
    });
    sum.map(Located::nowhere)
}

fn converted(amount: Decimal, of: &Funds, to: &Funds, vocabulary: &Vocabulary) -> Option<Decimal> {
    let named = |funds: &Funds| funds.money_unit().to_owned();
    if named(of) == named(to) {
        return Some(amount);
    }
    let unit = |funds: &Funds| vocabulary.units.resolve(&named(funds)).ok().flatten().map(|found| found.unit);
    let one = Quantity { number: Decimal::ONE, unit: Some(unit(to)?) };
    let here = Quantity { number: amount, unit: Some(unit(of)?) };
    let (_, there): (Rational, Rational) = in_common_unit(&one, &here, |_, _| false).ok()?;
    there.as_decimal()
}
