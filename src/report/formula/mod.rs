//! From the rules of a policy to the formulas of a spreadsheet: what the engine does with a row, said to Excel.
//!
//! A spreadsheet computes in binary floats, the engine in exact fractions. The formulas multiply first and divide
//! last, and what comes out is held to twelve decimals before it is rounded to cents ([`Points::formula`]). For
//! scores up to a hundred, whose formulas take a handful of operations, floats are off by less than 1e-13: a half
//! cent is met exactly. A score that is no half cent is at least 1 ÷ (200 × divisor) away from one, which is more
//! than the 5e-13 that holding takes wherever the divisor, without its point, has at most nine digits. What decides
//! a band or a step is held to twelve decimals for the same reason.

mod award;
mod curve;
mod execution;
mod judged;
mod measure;
mod row;
mod total;

pub(super) use award::award;
pub(super) use execution::execution;
pub(super) use judged::judged;
pub(super) use measure::{Counted, Numbers, Scale, sum};
pub(super) use row::{Goal, row};
pub(super) use total::{Lines, graded, total};

use crate::message::Message;
use crate::policy::Precision;
use crate::say;
use crate::value::{Rational, RoundingMode};

/// What stands in a cell that has no score.
pub(super) const NO_SCORE: &str = "—";

/// Decimals to which a score is held before it is rounded, a measure before it is compared.
const HELD: u32 = 12;

/// Excel takes no longer formula (8192 characters) and no deeper one (64 levels).
const LONGEST: usize = 8_000;
const DEEPEST: usize = 60;

/// Points of a row, before they are rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Points {
    /// An expression.
    Just(String),
    /// There is no score.
    None,
    /// One or the other.
    If(String, Box<Self>, Box<Self>),
}

/// Why a formula cannot say what the engine did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inexpressible {
    /// The thresholds are texts of the row.
    Thresholds,
    /// The actual is a range.
    Range,
    /// The score hangs on what other rows earn.
    OtherRows,
    /// Nothing is in a cell that a formula could go by.
    NoNumbers,
    /// The formula is longer or deeper than a spreadsheet takes.
    TooLong,
}

impl Inexpressible {
    /// In words, for the note on the cell.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Thresholds => say!(
                "本项按表中所列的等级标准计分，无法写成公式，此处为数值",
                "scored by the row's own thresholds, which a formula cannot express: this is a value"
            ),
            Self::Range => say!(
                "完成值为区间，无法写成公式，此处为数值",
                "the actual is a range, which a formula cannot express: this is a value"
            ),
            Self::OtherRows => say!(
                "本项得分取决于其他指标的得分，此处为数值，不随公式变动",
                "scored by what other rows earn: this is a value and does not follow their cells"
            ),
            Self::NoNumbers => say!(
                "本项没有可供公式引用的数字，此处为数值",
                "the row has no numbers for a formula: this is a value"
            ),
            Self::TooLong => say!(
                "评分规则过长，超出电子表格公式的限制，此处为数值",
                "the rule is too long for a spreadsheet formula: this is a value"
            ),
        }
    }
}

impl Points {
    /// One or the other; without a question where both are the same.
    fn choose(condition: String, yes: Self, no: Self) -> Self {
        if yes == no { yes } else { Self::If(condition, Box::new(yes), Box::new(no)) }
    }

    fn has_none(&self) -> bool {
        match self {
            Self::Just(_) => false,
            Self::None => true,
            Self::If(_, yes, no) => yes.has_none() || no.has_none(),
        }
    }

    fn text(&self, just: &impl Fn(&str) -> String) -> String {
        match self {
            Self::Just(points) => just(points),
            Self::None => format!("\"{NO_SCORE}\""),
            Self::If(condition, yes, no) => format!("IF({condition},{},{})", yes.text(just), no.text(just)),
        }
    }

    /// The formula of a score, rounded as the policy says.
    pub(super) fn formula(&self, places: Precision) -> Result<String, Inexpressible> {
        let text = if self.has_none() {
            self.text(&|points| rounded(points, places))
        } else {
            rounded(&self.text(&str::to_owned), places)
        };
        fits(text)
    }
}

/// A formula, where a spreadsheet takes it.
fn fits(text: String) -> Result<String, Inexpressible> {
    let mut depth = 0_usize;
    let mut deepest = 0_usize;
    for character in text.chars() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if text.len() > LONGEST || deepest > DEEPEST { Err(Inexpressible::TooLong) } else { Ok(text) }
}

/// An expression rounded to cents, or whatever the policy says, after it is held.
fn rounded(expression: &str, Precision { decimals, mode }: Precision) -> String {
    let plain = expression.bytes().all(|b| b.is_ascii_digit());
    match mode {
        _ if plain => expression.to_owned(),
        RoundingMode::HalfUp => format!("ROUND(ROUND({expression},{HELD}),{decimals})"),
        // A cut of whole numbers is the same in every spreadsheet; one of decimals is not.
        RoundingMode::Truncate => {
            let shift = Rational::whole(10_i64.saturating_pow(decimals));
            let (shift, held) = (literal(shift), HELD.saturating_sub(decimals));
            format!("TRUNC(ROUND(({expression})*{shift},{held}))/{shift}")
        }
    }
}

/// A number as a formula says it: a decimal, held like a measure where it does not end.
fn literal(number: Rational) -> String {
    let decimal = number.as_decimal().filter(|decimal| decimal.normalize().scale() <= HELD);
    match decimal.map_or_else(|| number.round(HELD, RoundingMode::HalfUp), Ok) {
        Ok(decimal) => decimal.normalize().to_string(),
        Err(_) => fraction(number),
    }
}

/// A number as an exact fraction, where it does not end.
fn fraction(number: Rational) -> String {
    if let Some(decimal) = number.as_decimal().filter(|decimal| decimal.normalize().scale() <= 6) {
        return decimal.normalize().to_string();
    }
    let (above, below) = number.parts();
    format!("{above}/{below}")
}

/// A number behind a minus or in a product: in brackets where it is negative.
fn operand(number: Rational) -> String {
    let text = literal(number);
    if text.starts_with('-') { format!("({text})") } else { text }
}

/// So much of a weight.
fn part_of(weight: &str, share: Rational) -> String {
    match share {
        share if share == Rational::ZERO => "0".to_owned(),
        share if share == Rational::ONE => weight.to_owned(),
        share => format!("{weight}*{}", fraction(share)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    const CENTS: Precision = Precision { decimals: 2, mode: RoundingMode::HalfUp };

    #[test]
    fn rounding_stands_outside_unless_a_branch_has_no_score() {
        let just = |text: &str| Points::Just(text.to_owned());
        let whole = Points::choose("A1>1".to_owned(), just("F9"), just("F9*A1/2"));
        assert_eq!(whole.formula(CENTS).as_deref(), Ok("ROUND(ROUND(IF(A1>1,F9,F9*A1/2),12),2)"));
        let open = Points::choose("A1>1".to_owned(), just("F9"), Points::None);
        assert_eq!(open.formula(CENTS).as_deref(), Ok("IF(A1>1,ROUND(ROUND(F9,12),2),\"—\")"));
        let cut = Precision { decimals: 1, mode: RoundingMode::Truncate };
        assert_eq!(just("F9/3").formula(cut).as_deref(), Ok("TRUNC(ROUND((F9/3)*10,11))/10"));
    }

    #[test]
    fn numbers_are_written_as_exactly_as_a_cell_can_hold_them() {
        let third = Rational::new(1, 3).expect("positive");
        assert_eq!((literal(third).as_str(), fraction(third).as_str()), ("0.333333333333", "1/3"));
        assert_eq!(operand(Rational::from(dec!(-0.10))), "(-0.1)");
        assert_eq!(part_of("F9", Rational::from(dec!(0.60))), "F9*0.6");
    }

    #[test]
    fn what_no_spreadsheet_takes_is_no_formula() {
        let long = Points::Just("1+".repeat(5_000));
        assert_eq!(long.formula(CENTS), Err(Inexpressible::TooLong));
        let deep = (0..70).fold(Points::Just("1".to_owned()), |inner, _| {
            Points::choose("A1".to_owned(), Points::None, inner)
        });
        assert_eq!(deep.formula(CENTS), Err(Inexpressible::TooLong));
    }
}
