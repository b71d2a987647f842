//! How figures are written: thousands, percentages, fractions that do not end.

use crate::scoring::Total;
use crate::value::{Rational, RoundingMode};
use rust_decimal::Decimal;

/// Decimals shown of a fraction that does not end.
const SHOWN: u32 = 6;

/// `7,231.95`
pub(super) fn thousands(number: Decimal) -> String {
    let text = number.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match rest {
        Some(rest) => format!("{sign}{grouped}.{rest}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A rate in percent with two decimals: `95.96%`.
pub(super) fn percent(rate: Rational) -> Option<String> {
    let hundred = rate.checked_mul(Rational::whole(100)).ok()?;
    hundred.round(2, RoundingMode::HalfUp).ok().map(|rate| format!("{rate}%"))
}

/// A number as it is exactly, or cut after six decimals with `…` where it does not end before.
pub(super) fn exact(number: Rational) -> String {
    match number.as_decimal().map(|decimal| decimal.normalize()) {
        Some(decimal) if decimal.scale() <= SHOWN => decimal.to_string(),
        _ => number.round(SHOWN, RoundingMode::Truncate).map_or_else(
            |_| {
                let (above, below) = number.parts();
                format!("{above}/{below}")
            },
            |cut| format!("{cut}…"),
        ),
    }
}

/// A share of the weight in percent: `80%`, `66.666666…%`.
pub(super) fn share(share: Rational) -> String {
    share
        .checked_mul(Rational::whole(100))
        .map_or_else(|_| exact(share), |hundred| format!("{}%", exact(hundred)))
}

/// A total, or its bounds where rows cannot be scored.
pub(super) fn total(total: &Total) -> String {
    match (total.score, total.low, total.high) {
        (Some(score), _, _) => score.to_string(),
        (None, Some(low), Some(high)) => format!("{low}–{high}"),
        (None, Some(low), None) => format!("≥{low}"),
        _ => "—".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn figures() {
        assert_eq!(thousands(dec!(7231.95)), "7,231.95");
        assert_eq!(thousands(dec!(-123456)), "-123,456");
        assert_eq!(thousands(dec!(12)), "12");
        let rate_of = Rational::from(dec!(14.95))
            .checked_div(Rational::from(dec!(15.58)))
            .expect("fits")
            .expect("no zero");
        assert_eq!(percent(rate_of).as_deref(), Some("95.96%"));
        assert_eq!(exact(rate_of), "0.959563…");
        assert_eq!(exact(Rational::from(dec!(9.60))), "9.6");
        assert_eq!(share(Rational::from(dec!(0.8))), "80%");
    }
}
