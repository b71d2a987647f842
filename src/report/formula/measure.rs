//! What is measured, from the cells that hold the numbers.

use super::curve::inside as inside_range;
use super::{HELD, Inexpressible, fraction};
use crate::policy::{Measure, Part, Term};
use crate::value::Rational;

/// Decimals to which a difference of amounts is held: 万元 with seven decimals is less than a 分.
const DIFFERENCE_HELD: u32 = 7;

/// What the numbers of a row were printed in, as far as measures care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::report) enum Scale {
    /// A rate, of which one is so much: a hundredth for `%`.
    Rate(Rational),
    /// No unit.
    Bare,
    /// Any other.
    Other,
}

/// The cells that a measure may be made of. What a row does not have is absent.
#[derive(Clone)]
pub(in crate::report) struct Numbers<'a> {
    /// 分值
    pub weight: &'a str,
    /// The printed score.
    pub claimed: Option<&'a str>,
    /// The number of the target.
    pub target: Option<&'a str>,
    /// The number of the actual.
    pub actual: Option<&'a str>,
    /// Days late, as an expression.
    pub days: Option<String>,
    /// What target and actual were printed in.
    pub scale: Scale,
    /// Funds and facts by name, each with its cell and whether something stands there.
    pub amounts: &'a dyn Fn(&Term) -> Option<(String, bool)>,
    /// Numerator and denominator of execution.
    pub rate: Option<(String, String)>,
    /// The other rows with numbers: how many there are, and the cells of those with both of them.
    pub counted: &'a Counted,
}

/// The rows whose completion is counted: how many in all, and target and actual of those that have both.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct Counted {
    /// Rows with a number to reach.
    pub all: usize,
    /// Their cells: target, actual.
    pub cells: Vec<(String, String)>,
}

/// A measure in the language of cells.
pub(super) struct Measured {
    /// Its value; may stand in a product.
    pub raw: String,
    /// Its value as it is compared: a float's dust is held off.
    pub held: String,
    /// When it has a value; always where nothing is said.
    pub guard: Option<String>,
    /// Cells without which there is no score.
    pub needs: Vec<String>,
}

impl Measured {
    fn ratio(raw: String, guard: String) -> Self {
        let held = format!("ROUND({raw},{HELD})");
        Self { raw, held, guard: Some(guard), needs: Vec::new() }
    }

    fn alone(raw: String) -> Self {
        Self { held: raw.clone(), raw, guard: None, needs: Vec::new() }
    }

    fn difference(raw: String) -> Self {
        Self { held: format!("ROUND({raw},{DIFFERENCE_HELD})"), ..Self::alone(raw) }
    }
}

/// The measure; nothing where it has no value whatever the cells say.
pub(super) fn measure(measure: &Measure, on: &Numbers<'_>) -> Result<Option<Measured>, Inexpressible> {
    let both = on.target.zip(on.actual);
    Ok(Some(match (measure, both) {
        (Measure::Completion, Some((t, a))) => Measured::ratio(format!("{a}/{t}"), format!("{t}>0")),
        (Measure::Inverse, Some((t, a))) => Measured::ratio(format!("{t}/{a}"), format!("AND({t}>=0,{a}>0)")),
        // Taken from one, a float loses nothing in proportion to the result.
        (Measure::Excess, Some((t, a))) => Measured::ratio(format!("({a}/{t}-1)"), format!("{t}>0")),
        (Measure::Shortfall, Some((t, a))) => Measured::ratio(format!("(1-{a}/{t})"), format!("{t}>0")),
        (Measure::Deviation, Some((t, a))) => Measured::ratio(format!("ABS({a}/{t}-1)"), format!("{t}>0")),
        (Measure::Over, Some((t, a))) => Measured::difference(format!("({a}-{t})")),
        (Measure::Under, Some((t, a))) => Measured::difference(format!("({t}-{a})")),
        (Measure::Actual, _) => match on.actual {
            Some(actual) => scaled(actual, on.scale),
            None => return Ok(None),
        },
        (Measure::ActualRate, _) => match on.actual {
            Some(actual) if on.scale == Scale::Bare => {
                scaled(actual, Scale::Rate(Rational::new(1, 100).unwrap_or(Rational::ONE)))
            }
            Some(actual) if on.scale != Scale::Other => scaled(actual, on.scale),
            Some(_) => return Err(Inexpressible::NoNumbers),
            None => return Ok(None),
        },
        (Measure::DaysLate, _) => match &on.days {
            Some(days) => Measured::alone(format!("({days})")),
            None => return Ok(None),
        },
        (Measure::ExecutionRate, _) => match &on.rate {
            Some((of, to)) => Measured::ratio(format!("{of}/{to}"), format!("{to}>0")),
            None => return Ok(None),
        },
        (Measure::Amount(parts), _) => {
            let (of, needs) = sum(parts, on)?;
            let measured = if parts.len() > 1 { Measured::difference(of) } else { Measured::alone(of) };
            Measured { needs, ..measured }
        }
        (Measure::Ratio { of, to }, _) => {
            let ((of, mut needs), (to, more)) = (sum(of, on)?, sum(to, on)?);
            needs.extend(more);
            Measured { needs, ..Measured::ratio(format!("{of}/{to}"), format!("{to}>0")) }
        }
        (Measure::RowsWithin(range), _) => {
            let Counted { all, cells } = on.counted;
            if *all == 0 {
                return Ok(None);
            }
            let inside = |(t, a): &(String, String)| {
                let completion = format!("ROUND({a}/{t},{HELD})");
                format!("IF({t}=0,0,1*{})", inside_range(&completion, *range))
            };
            let inside: Vec<String> = cells.iter().map(inside).collect();
            let within = if inside.is_empty() { "0".to_owned() } else { inside.join("+") };
            Measured { guard: None, ..Measured::ratio(format!("({within})/{all}"), String::new()) }
        }
        (Measure::Earned(_), _) => return Err(Inexpressible::OtherRows),
        (Measure::Mean(measures), _) => return mean(measures, on),
        (Measure::Efficacy { value, worst, best }, _) => {
            let [(value, mut needs), (worst, more), (best, most)] =
                [sum(value, on)?, sum(worst, on)?, sum(best, on)?];
            needs.extend(more.into_iter().chain(most));
            let raw = format!("(({value}-{worst})/({best}-{worst}))");
            Measured { needs, ..Measured::ratio(raw, format!("{best}<>{worst}")) }
        }
        _ => return Ok(None),
    }))
}

/// The mean of several measures.
fn mean(measures: &[Measure], on: &Numbers<'_>) -> Result<Option<Measured>, Inexpressible> {
    let (mut raw, mut guards, mut needs) = (Vec::new(), Vec::new(), Vec::new());
    for one in measures {
        let Some(part) = measure(one, on)? else { return Ok(None) };
        raw.push(part.raw);
        guards.extend(part.guard);
        needs.extend(part.needs);
    }
    let guard = match guards.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(format!("AND({})", guards.join(","))),
    };
    let raw = format!("(({})/{})", raw.join("+"), measures.len());
    Ok(Some(Measured { guard, needs, ..Measured::ratio(raw, String::new()) }))
}

fn scaled(cell: &str, scale: Scale) -> Measured {
    match scale {
        Scale::Rate(scale) if scale != Rational::ONE => {
            let raw = term(cell, scale);
            Measured { held: format!("ROUND({raw},{HELD})"), ..Measured::alone(raw) }
        }
        _ => Measured::alone(cell.to_owned()),
    }
}

/// `A1/100` rather than `A1*0.01`: the quotient is the nearest float, the product may not be.
fn term(cell: &str, scale: Rational) -> String {
    match scale.parts() {
        (1, below) => format!("{cell}/{below}"),
        _ => format!("{cell}*{}", fraction(scale)),
    }
}

/// Amounts and facts, added up, with the cells that are still empty.
pub(in crate::report) fn sum(
    parts: &[Part],
    on: &Numbers<'_>,
) -> Result<(String, Vec<String>), Inexpressible> {
    let mut all = String::new();
    let mut needs = Vec::new();
    for (index, Part { minus, term: name, .. }) in parts.iter().enumerate() {
        let of_row = |cell: Option<&str>| {
            let scale = if let Scale::Rate(scale) = on.scale { scale } else { Rational::ONE };
            cell.map(|cell| if scale == Rational::ONE { cell.to_owned() } else { term(cell, scale) })
        };
        let cell = match name {
            Term::Target => of_row(on.target),
            Term::Actual => of_row(on.actual),
            Term::DaysLate => on.days.as_ref().map(|days| format!("({days})")),
            _ => (on.amounts)(name).map(|(cell, filled)| {
                if !filled {
                    needs.push(format!("ISNUMBER({cell})"));
                }
                cell
            }),
        };
        let cell = cell.ok_or(Inexpressible::NoNumbers)?;
        all.push_str(match (index, minus) {
            (_, true) => "-",
            (0, false) => "",
            (_, false) => "+",
        });
        all.push_str(&cell);
    }
    let bare = parts.len() == 1 && !all.starts_with('-') && !all.contains('/');
    Ok((if bare { all } else { format!("({all})") }, needs))
}
