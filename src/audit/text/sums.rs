//! Amounts listed in a text against the total that it gives for them.

use super::narrative::Narrative;
use crate::audit::Audit;
use crate::cell::Mention;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::value::{Quantity, Rational};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Words before a total.
pub(super) const TOTAL: [&str; 5] = ["合计", "共计", "总计", "总金额", "总额"];

impl Audit<'_> {
    pub(super) fn listed_sums(&mut self, told: &mut Narrative<'_>) {
        self.listed(told);
        self.broken_down(told);
    }

    /// A、B、C，合计 X.
    fn listed(&mut self, told: &mut Narrative<'_>) {
        let mut parts: Vec<usize> = Vec::new();
        let mut nested = false;
        let mut findings = Vec::new();
        for (index, mention) in told.all() {
            if mention.bracket.is_some() || !self.is_amount(&mention.quantity) {
                continue;
            }
            if !TOTAL.iter().any(|word| mention.before.contains(word)) {
                // An amount that stands alone in its clause, or at the end of a calculation, is no item of the list.
                let item = mention.joined.is_none() && !mention.before.is_empty();
                // What is a part of a part is counted already.
                nested |= mention.before.contains("其中");
                if item && !mention.before.contains("小计") {
                    parts.push(index);
                }
                continue;
            }
            let listed = std::mem::take(&mut parts);
            if std::mem::take(&mut nested)
                || listed.len() < 2
                || listed.iter().chain([&index]).any(|part| told.accused.contains(part))
            {
                continue;
            }
            let amounts: Vec<&Mention> =
                listed.iter().filter_map(|&part| told.mentions.all.get(part)).collect();
            if amounts.iter().any(|part| part.approximate) || mention.approximate {
                continue;
            }
            let Some(sum) = sum_in_unit_of(mention, &amounts) else { continue };
            // The amounts before the list may be no items of it: 预算 500 万元，用于 A 200 万元，B 300 万元，合计 500 万元.
            let adds_up = (0..amounts.len().saturating_sub(1)).any(|from| {
                let last = amounts.get(from..).unwrap_or_default();
                sum_in_unit_of(mention, last).is_none_or(|sum| is_near(sum, &mention.quantity))
            });
            if !adds_up {
                findings.push((index, sum, amounts.len()));
            }
        }
        for (index, sum, count) in findings {
            let Some(mention) = told.mentions.all.get(index) else { continue };
            let title = say!(
                "文中“{label}{total}”，而前列 {count} 项相加为 {sum}",
                "the text says “{label}{total}”; the {count} amounts listed before it add up to {sum}",
                label = mention.before,
                total = told.printed(&mention.at),
                sum = shown(sum)
            );
            let finding = Diagnostic::new(Code::TextSum, title)
                .figure(told.printed(&mention.at))
                .figure(shown(sum))
                .at(&told.place(&mention.at));
            told.accused.insert(index);
            self.found(finding);
        }
    }

    /// X（其中 A、B、C）: the parts may be fewer than all, but not more than the whole.
    fn broken_down(&mut self, told: &Narrative<'_>) {
        let mut findings = Vec::new();
        let mut index = 0;
        while let Some(whole) = told.mentions.all.get(index) {
            index = index.saturating_add(1);
            let rest = told.mentions.all.get(index..).unwrap_or_default();
            let Some(bracket) = rest.first().and_then(|first| first.bracket) else { continue };
            if whole.bracket.is_some() || !self.is_amount(&whole.quantity) || whole.approximate {
                continue;
            }
            let inside = rest.iter().take_while(|part| part.bracket.is_some_and(|of| of >= bracket));
            let parts: Vec<&Mention> = inside
                .filter(|part| part.bracket == Some(bracket) && self.is_amount(&part.quantity))
                .collect();
            let plain = parts.iter().all(|part| !part.approximate && part.joined.is_none());
            if parts.len() < 2 || !plain {
                continue;
            }
            let Some(sum) = sum_in_unit_of(whole, &parts) else { continue };
            let more = sum.compare(Rational::from(whole.quantity.number)) == Ok(Ordering::Greater);
            if more && !is_near(sum, &whole.quantity) {
                let title = say!(
                    "“{label}{whole}”所含 {count} 项相加为 {sum}，超过总数",
                    "the {count} parts of “{label}{whole}” add up to {sum}, more than the whole",
                    label = whole.before,
                    whole = told.printed(&whole.at),
                    count = parts.len(),
                    sum = shown(sum)
                );
                let finding = Diagnostic::new(Code::TextParts, title).figure(told.printed(&whole.at));
                findings.push(finding.figure(shown(sum)).at(&told.place(&whole.at)));
            }
        }
        for finding in findings {
            self.found(finding);
        }
    }
}

/// The sum of some amounts in the unit of another.
fn sum_in_unit_of(total: &Mention, parts: &[&Mention]) -> Option<Rational> {
    let scale = total.quantity.unit?.scale;
    parts.iter().try_fold(Rational::ZERO, |sum, part| {
        let factor = part.quantity.unit?.scale.checked_div(scale).ok()??;
        sum.checked_add(Rational::from(part.quantity.number).checked_mul(factor).ok()?).ok()
    })
}

/// Whether a sum is a printed amount, give or take one unit of its last decimal: parts are rounded each for itself.
pub(in crate::audit) fn is_near(sum: Rational, printed: &Quantity) -> bool {
    let last = Decimal::new(1, printed.number.scale());
    let Ok(difference) = sum.checked_sub(Rational::from(printed.number)) else { return true };
    let size = if difference.sign() == Ordering::Less {
        Rational::ZERO.checked_sub(difference)
    } else {
        Ok(difference)
    };
    size.is_ok_and(|size| size.compare(Rational::from(last)).is_ok_and(Ordering::is_le))
}

/// An exact number as people write it.
pub(in crate::audit) fn shown(exact: Rational) -> String {
    let decimal = exact.as_decimal().or_else(|| exact.round(6, crate::value::RoundingMode::HalfUp).ok());
    decimal.map(|decimal| decimal.normalize().to_string()).unwrap_or_default()
}
