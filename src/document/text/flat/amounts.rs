//! A line of funds from which blank cells were left out: under which headings its figures stand.
//!
//! Their order is kept; a rate is what was spent of the budget, a score is the weight times the rate. Of all ways to leave
//! headings without a figure the one is taken that agrees best; where nothing speaks for any, the last ones are.

use crate::document::words::Money;
use crate::text::normalise;
use crate::value::parse_figure;
use rust_decimal::{Decimal, RoundingStrategy};

/// Most columns of funds that are looked at in all ways.
const MOST: usize = 10;

/// The column of each figure.
pub(super) fn slots(keys: &[Money], figures: &[&str]) -> Vec<usize> {
    let first: Vec<usize> = (0..figures.len()).collect();
    if figures.len() >= keys.len() || keys.len() > MOST {
        return first;
    }
    let mut best = (fits(keys, figures, &first), first.clone());
    let mut slots = first;
    while next(&mut slots, keys.len()) {
        let fit = fits(keys, figures, &slots);
        if fit > best.0 {
            best = (fit, slots.clone());
        }
    }
    best.1
}

/// The next way to choose so many of the columns, in order; whether there is one.
fn next(slots: &mut [usize], columns: usize) -> bool {
    let count = slots.len();
    for index in (0..count).rev() {
        let Some(slot) = slots.get(index).copied() else { return false };
        if slot.saturating_add(count.saturating_sub(index)) < columns {
            for (later, slot) in slots.iter_mut().skip(index).zip(slot.saturating_add(1)..) {
                *later = slot;
            }
            return true;
        }
    }
    false
}

/// How well figures agree with the columns that they are put in.
fn fits(keys: &[Money], figures: &[&str], slots: &[usize]) -> i32 {
    let mut fit = 0_i32;
    let mut values: Vec<(Money, Decimal)> = Vec::new();
    for (slot, figure) in slots.iter().zip(figures) {
        let Some(key) = keys.get(*slot).copied() else { continue };
        let normal = normalise(figure).text;
        let percent = normal.ends_with('%');
        let points = matches!(key, Money::Weight | Money::Claimed);
        if percent != (key == Money::Rate) {
            fit = fit.saturating_sub(if percent { 8 } else { 1 });
        }
        let Ok(value) = parse_figure(normal.trim_end_matches(['%', '分', '元', '万', '亿'])) else {
            continue;
        };
        if points && (value > Decimal::ONE_HUNDRED || normal.ends_with(['元', '万', '亿'])) {
            fit = fit.saturating_sub(8);
        }
        values.push((key, value));
    }
    let of = |key: Money| values.iter().find(|(of, _)| *of == key).map(|(_, value)| *value);
    let shown = |a: Decimal, b: Decimal| {
        let round = |value: Decimal| value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
        round(a) == round(b)
    };
    // The rate is that of the budget; a form without one has the initial budget alone.
    let base = of(Money::Budget).or(of(Money::Initial));
    let rate = base
        .zip(of(Money::Executed))
        .and_then(|(budget, executed)| executed.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(budget));
    if let (Some(rate), Some(printed)) = (rate, of(Money::Rate)) {
        let whole = if of(Money::Budget).is_some() { 6 } else { 4 };
        fit = fit.saturating_add(if shown(rate, printed) { whole } else { -3 });
    }
    let rate = rate.or(of(Money::Rate)).map(|rate| rate.min(Decimal::ONE_HUNDRED));
    if let (Some(rate), Some(weight), Some(score)) = (rate, of(Money::Weight), of(Money::Claimed)) {
        let full = weight.checked_mul(rate).and_then(|product| product.checked_div(Decimal::ONE_HUNDRED));
        fit = fit.saturating_add(if full.is_some_and(|full| shown(full, score)) { 4 } else { -2 });
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_found_by_what_the_figures_say_of_each_other() {
        use Money::{Budget, Claimed, Executed, Initial, Rate, Weight};
        let keys = [Initial, Budget, Executed, Weight, Rate, Claimed];
        for (figures, expected) in [
            (&["65.66", "65.07", "10", "99.1%", "9.91"][..], &[1, 2, 3, 4, 5][..]),
            (&["100", "100", "90", "90%"], &[0, 1, 2, 4]),
            (&["480000", "480000", "420000", "—"], &[0, 1, 2, 3]),
            (&["100", "100", "90", "10", "90%", "9"], &[0, 1, 2, 3, 4, 5]),
            (&["6.84", "6.84"], &[0, 1]),
        ] {
            assert_eq!(slots(&keys, figures), expected, "{figures:?}");
        }
    }
}
