//! The digits of a number, put where a format wants them.

use super::code::Piece;
use rust_decimal::{Decimal, RoundingStrategy};

/// The number that was typed: the 15 digits that a float keeps. `None` where it is none, or beyond all figures.
pub(super) fn exact(value: f64) -> Option<Decimal> {
    if !value.is_finite() || value.abs() >= 1e27 {
        return None;
    }
    Decimal::from_scientific(&format!("{value:.14e}")).ok().map(|number| number.normalize())
}

/// The number without any format.
pub(super) fn plain(value: f64) -> String {
    exact(value).map_or_else(|| value.to_string(), |number| number.to_string())
}

/// A number that is not negative, by the pieces of a section. `None` where it does not fit any figure.
pub(super) fn show(pieces: &[Piece], value: Decimal) -> Option<String> {
    let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Digit(_)));
    let Some(last) = last else { return Some(without_digits(pieces, value)) };
    let point = pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(pieces.len());
    // Commas behind the last place, or before the point, divide by a thousand; one between two places groups by three.
    let ahead = |from: usize| {
        pieces.get(from..).unwrap_or_default().iter().take_while(|piece| **piece == Piece::Comma).count()
    };
    let last_whole = pieces.iter().take(point).rposition(|piece| matches!(piece, Piece::Digit(_)));
    let mut thousandths = ahead(last.saturating_add(1));
    if let Some(whole) = last_whole.filter(|whole| *whole != last) {
        thousandths = thousandths.saturating_add(ahead(whole.saturating_add(1)));
    }
    let places = |range: &[Piece]| range.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Digit(_))).unwrap_or(0);
    let groups = last_whole
        .and_then(|whole| pieces.get(first..whole))
        .is_some_and(|between| between.contains(&Piece::Comma));
    let mut value = value;
    for _ in pieces.iter().filter(|piece| **piece == Piece::Percent) {
        value = value.checked_mul(Decimal::ONE_HUNDRED)?;
    }
    for _ in 0..thousandths {
        value = value.checked_div(Decimal::ONE_THOUSAND)?;
    }
    let decimals = places(pieces.get(point..).unwrap_or_default());
    let decimals = u32::try_from(decimals).ok()?.min(20);
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let text = rounded.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = if whole == "0" { "" } else { whole };
    let before = whole_part(pieces.get(..point)?, whole, groups);
    Some(before + &fraction_part(pieces.get(point..).unwrap_or_default(), fraction.trim_end_matches('0')))
}

/// The pieces before the point, filled from the right; the leftmost place takes all digits that are left.
fn whole_part(pieces: &[Piece], digits: &str, groups: bool) -> String {
    let mut places = pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    let mut left: Vec<char> = digits.chars().collect();
    let mut written = 0_usize;
    let mut reversed = String::new();
    let mut write = |digit: char, reversed: &mut String| {
        if groups && written > 0 && written.is_multiple_of(3) {
            reversed.push(',');
        }
        written = written.saturating_add(1);
        reversed.push(digit);
    };
    for piece in pieces.iter().rev() {
        match piece {
            Piece::Digit(kind) => {
                places = places.saturating_sub(1);
                match left.pop() {
                    Some(digit) => write(digit, &mut reversed),
                    None if *kind == '0' => write('0', &mut reversed),
                    None => {}
                }
                while places == 0
                    && let Some(digit) = left.pop()
                {
                    write(digit, &mut reversed);
                }
            }
            other => reversed.extend(literal(other)),
        }
    }
    // No place before the point: the digits stand there all the same.
    while let Some(digit) = left.pop() {
        write(digit, &mut reversed);
    }
    reversed.chars().rev().collect()
}

/// The point and what follows it.
fn fraction_part(pieces: &[Piece], digits: &str) -> String {
    let mut digits = digits.chars();
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Digit(kind) => shown.extend(digits.next().or((*kind == '0').then_some('0'))),
            Piece::Point => shown.push('.'),
            other => shown.extend(literal(other)),
        }
    }
    shown
}

/// A section without a place for a digit: words, or the number as it was typed.
fn without_digits(pieces: &[Piece], value: Decimal) -> String {
    let percent = pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    let value =
        (0..percent).try_fold(value, |value, _| value.checked_mul(Decimal::ONE_HUNDRED)).unwrap_or(value);
    pieces.iter().fold(String::new(), |mut shown, piece| {
        match piece {
            Piece::General => shown.push_str(&value.normalize().to_string()),
            other => shown.extend(literal(other)),
        }
        shown
    })
}

fn literal(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Literal(character) => Some(*character),
        Piece::Percent => Some('%'),
        _ => None,
    }
}
