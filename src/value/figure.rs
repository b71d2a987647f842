//! A figure as people type it: `1,286.27`, `９０`, `.32`; never through a binary float.

use rust_decimal::Decimal;

/// Why a text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureProblem {
    /// It is empty.
    Empty,
    /// It has a character that belongs to no number, at this offset in characters.
    NotANumber(usize),
    /// It has more digits than an exact decimal can hold (28).
    TooLong,
}

/// Reads a decimal number: sign, digits, thousands separators, a point; or with an exponent, as programs write it. No
/// `NaN`.
///
/// The decimals that were typed are kept: `71.20` stays `71.20`.
///
/// # Errors
/// [`FigureProblem`], with the place of the first character that does not belong.
///
/// ```
/// use jixiao::value::{FigureProblem, parse_figure};
/// assert_eq!(parse_figure("1,286.20").map(|n| n.to_string()), Ok("1286.20".to_owned()));
/// assert_eq!(parse_figure("1e999"), Err(FigureProblem::NotANumber(1)));
/// ```
pub fn parse_figure(text: &str) -> Result<Decimal, FigureProblem> {
    if let Some(plain) = plain_figure(text) {
        return Ok(plain);
    }
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(FigureProblem::Empty);
    }
    if let Some(plain) = without_exponent(trimmed) {
        return Decimal::from_str_exact(&plain).map_err(|_| FigureProblem::TooLong);
    }
    let mut plain = String::with_capacity(trimmed.len());
    let mut digits = 0_usize;
    let mut point = false;
    for (index, character) in trimmed.chars().enumerate() {
        match character {
            '+' | '-' | '−' | '－' if index == 0 => plain.push(if character == '+' { '+' } else { '-' }),
            '.' | '．' if !point => {
                point = true;
                plain.push('.');
            }
            // A separator stands between digits, three by three.
            ',' | '，' if digits > 0 && !point && three_digits_follow(trimmed, index) => {}
            other => match ascii_digit(other) {
                Some(digit) => {
                    digits = digits.saturating_add(1);
                    plain.push(digit);
                }
                None => return Err(FigureProblem::NotANumber(index)),
            },
        }
    }
    if digits == 0 {
        return Err(FigureProblem::NotANumber(0));
    }
    Decimal::from_str_exact(&plain).map_err(|_| FigureProblem::TooLong)
}

/// A number with an exponent, as programs write it, in plain digits. Nothing for any other text, nor for a number of
/// more than 40 digits.
///
/// ```
/// use jixiao::value::without_exponent;
/// assert_eq!(without_exponent("1e-05").as_deref(), Some("0.00001"));
/// assert_eq!(without_exponent("-1.25E2").as_deref(), Some("-125"));
/// assert_eq!(without_exponent("1e999"), None);
/// assert_eq!(without_exponent("5e"), None);
/// ```
pub fn without_exponent(text: &str) -> Option<String> {
    const MOST_DIGITS: usize = 40;
    let (number, exponent) = text.split_once(['e', 'E'])?;
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, places) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if whole.is_empty() || unsigned.is_empty() || ![whole, places, unsigned].into_iter().all(digits) {
        return None;
    }
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i32>().ok()?;
    let all = format!("{whole}{places}");
    // How many of the digits stand before the point.
    let point = i64::try_from(whole.len()).ok()?.checked_add(i64::from(exponent))?;
    let size = usize::try_from(point.unsigned_abs()).ok()?.checked_add(all.len())?;
    if size > MOST_DIGITS {
        return None;
    }
    let plain = match usize::try_from(point) {
        Ok(point) if point >= all.len() => format!("{all:0<point$}"),
        Ok(point) if point > 0 => format!("{}.{}", all.get(..point)?, all.get(point..)?),
        _ => format!("0.{}{all}", "0".repeat(usize::try_from(point.unsigned_abs()).ok()?)),
    };
    let kept = plain.trim_start_matches('0');
    let lead = if kept.is_empty() || kept.starts_with('.') { "0" } else { "" };
    Some(format!("{sign}{lead}{kept}"))
}

/// Whether a text is what programs write for a number that is none: `NaN`, `inf`.
///
/// ```
/// use jixiao::value::is_no_number;
/// assert!(is_no_number("NaN") && is_no_number("-inf") && is_no_number(".INF"));
/// assert!(!is_no_number("infra") && !is_no_number(""));
/// ```
pub fn is_no_number(text: &str) -> bool {
    const NONE: [&str; 3] = ["nan", "inf", "infinity"];
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let bare = bare.strip_prefix('.').unwrap_or(bare);
    NONE.iter().any(|none| bare.eq_ignore_ascii_case(none))
}

/// A figure of digits and at most one point between them, up to 18 digits: what nearly every figure is, read without
/// a detour. Nothing for any other text, which may be a figure all the same.
///
/// ```
/// use jixiao::value::plain_figure;
/// assert_eq!(plain_figure("71.20").map(|n| n.to_string()).as_deref(), Some("71.20"));
/// assert_eq!(plain_figure("1,286"), None);
/// ```
pub fn plain_figure(text: &str) -> Option<Decimal> {
    const MOST_DIGITS: usize = 18;
    if text.len() > MOST_DIGITS {
        return None;
    }
    let mut mantissa: i64 = 0;
    let mut point = None;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
            }
            b'.' if point.is_none() && index > 0 => point = Some(index),
            _ => return None,
        }
    }
    let places = match point {
        None if text.is_empty() => return None,
        None => 0,
        Some(at) => text.len().wrapping_sub(at).wrapping_sub(1),
    };
    if point.is_some() && places == 0 {
        return None;
    }
    Decimal::try_new(mantissa, u32::try_from(places).ok()?).ok()
}

/// Writes a figure as it is shown, with the decimals that it has.
///
/// ```
/// let mut out = Vec::new();
/// jixiao::value::push_figure(&mut out, rust_decimal::dec!(-9.60));
/// assert_eq!(out, b"-9.60");
/// ```
pub fn push_figure(out: &mut Vec<u8>, figure: Decimal) {
    let scale = figure.scale() as usize;
    let Ok(mut rest) = u64::try_from(figure.mantissa().unsigned_abs()) else {
        out.extend_from_slice(figure.to_string().as_bytes());
        return;
    };
    if figure.is_sign_negative() {
        out.push(b'-');
    }
    let start = out.len();
    let mut places = 0_usize;
    // From the last digit to the first; at least one stands before the point.
    while rest > 0 || places <= scale {
        if places == scale && scale > 0 {
            out.push(b'.');
        }
        out.push(b"0123456789".get((rest % 10) as usize).copied().unwrap_or_default());
        rest /= 10;
        places = places.saturating_add(1);
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

/// The digit that a character stands for, full-width ones included.
fn ascii_digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => {
            u32::from(character).checked_sub(u32::from('０')).and_then(|offset| char::from_digit(offset, 10))
        }
        _ => None,
    }
}

fn three_digits_follow(text: &str, comma: usize) -> bool {
    let mut after = text.chars().skip(comma.saturating_add(1));
    let three = after.by_ref().take(3).filter(|&c| ascii_digit(c).is_some()).count() == 3;
    three && after.next().is_none_or(|c| ascii_digit(c).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn figures_are_written_as_they_are_shown(mantissa in any::<i128>(), shift in 32_u32..128, scale in 0_u32..=28) {
            let figure = Decimal::try_from_i128_with_scale(mantissa >> shift, scale);
            prop_assume!(figure.is_ok());
            let figure = figure.unwrap_or_default();
            let mut out = Vec::new();
            push_figure(&mut out, figure);
            prop_assert_eq!(String::from_utf8(out), Ok(figure.to_string()));
        }
    }

    #[test]
    fn what_is_no_figure_is_named_with_its_place() {
        assert_eq!(parse_figure("NaN"), Err(FigureProblem::NotANumber(0)));
        assert_eq!(parse_figure("1,28"), Err(FigureProblem::NotANumber(1)));
        assert_eq!(parse_figure("12.3.4"), Err(FigureProblem::NotANumber(4)));
        assert_eq!(parse_figure(&"9".repeat(40)), Err(FigureProblem::TooLong));
        assert_eq!(parse_figure(" "), Err(FigureProblem::Empty));
        assert_eq!(parse_figure("-"), Err(FigureProblem::NotANumber(0)));
    }

    #[test]
    fn figures_keep_their_decimals() {
        for (text, read) in
            [("71.20", "71.20"), (".32", "0.32"), ("1,000,000", "1000000"), ("９．６０", "9.60")]
        {
            assert_eq!(parse_figure(text).map(|n| n.to_string()).as_deref(), Ok(read));
        }
    }
}
