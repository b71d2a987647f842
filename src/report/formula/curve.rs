//! Curve and limits: from a measure to points.

use super::measure::Measured;
use super::{literal, operand, part_of};
use crate::policy::{Curve, Formula, Limits, Worth};
use crate::value::{Range, Rational};
use std::fmt::Write;

/// The points that a measure earns: the share of its weight, said in points from the start.
pub(super) fn points(formula: &Formula, measured: &Measured, weight: &str) -> String {
    let limits = &formula.limits;
    let raw = within(&measured.raw, limits);
    let held = within(&measured.held, limits);
    let curved = curved(&formula.curve, &raw, &held, weight);
    limited(curved, limits, &measured.held, weight)
}

/// Whether points are named that do not depend on the weight: of a weight of zero they are nothing.
pub(super) fn names_points(curve: &Curve) -> bool {
    let points = |worth: &Worth| matches!(worth, Worth::Points(_) | Worth::Less(_));
    match curve {
        Curve::Linear => false,
        Curve::Line(line) => line.iter().any(|(_, worth)| points(worth)),
        Curve::Bands(bands) => bands.iter().any(|band| points(&band.gives)),
        Curve::Steps { off, earn, .. } => points(off) || earn.as_ref().is_some_and(points),
    }
}

/// The measure within its own limits.
fn within(measure: &str, limits: &Limits) -> String {
    let mut text = measure.to_owned();
    if let Some(cap) = limits.measure_cap {
        text = format!("MIN({},{text})", literal(cap));
    }
    if let Some(floor) = limits.measure_floor {
        text = format!("MAX({},{text})", literal(floor));
    }
    text
}

fn worth(worth: Worth, raw: &str, weight: &str) -> String {
    match worth {
        Worth::Share(share) => part_of(weight, share),
        Worth::Points(points) => literal(points),
        Worth::Less(points) => format!("({weight}-{})", operand(points)),
        Worth::Measure => format!("{weight}*{raw}"),
    }
}

fn curved(curve: &Curve, raw: &str, held: &str, weight: &str) -> String {
    match curve {
        Curve::Linear => format!("{weight}*{raw}"),
        Curve::Line(line) => on_line(line, raw, held, weight),
        Curve::Bands(bands) => {
            let mut text = String::new();
            let mut open = 0_usize;
            for band in bands {
                let gives = worth(band.gives, raw, weight);
                if let Some(edge) = band.from {
                    let sign = if edge.included { ">=" } else { ">" };
                    let _ = write!(text, "IF({held}{sign}{},{gives},", literal(edge.at));
                    open = open.saturating_add(1);
                } else {
                    text.push_str(&gives);
                    return text + &")".repeat(open);
                }
            }
            text + "0" + &")".repeat(open)
        }
        Curve::Steps { start, step, off, rising, part_counts, earn } => {
            let from = operand(*start);
            let beyond = match (*start == Rational::ZERO, rising) {
                (true, true) => held.to_owned(),
                (true, false) => format!("-{held}"),
                (false, true) => format!("{held}-{from}"),
                (false, false) => format!("{from}-{held}"),
            };
            let round = if *part_counts { "ROUNDUP" } else { "ROUNDDOWN" };
            let counted = |beyond: &str| {
                let beyond = format!("MAX(0,{beyond})");
                let steps =
                    if *step == Rational::ONE { beyond } else { format!("{beyond}/{}", literal(*step)) };
                format!("{round}(ROUND({steps},9),0)")
            };
            let off = format!("{weight}-{}*{}", worth(*off, raw, weight), counted(&beyond));
            match earn {
                Some(earn) => {
                    let back = counted(&format!("-({beyond})"));
                    format!("{off}+{}*{back}", worth(*earn, raw, weight))
                }
                None => off,
            }
        }
    }
}

fn on_line(line: &[(Rational, Worth)], raw: &str, held: &str, weight: &str) -> String {
    let mut text = String::new();
    let mut open = 0_usize;
    let mut before: Option<(Rational, String)> = None;
    for &(x, y) in line {
        let y = worth(y, raw, weight);
        let here = match &before {
            None => y.clone(),
            Some((x0, y0)) => {
                let run = match x.checked_sub(*x0) {
                    Ok(run) => operand(run),
                    Err(_) => format!("({}-{})", operand(x), operand(*x0)),
                };
                let way =
                    if *x0 == Rational::ZERO { raw.to_owned() } else { format!("({raw}-{})", operand(*x0)) };
                format!("{y0}+({y}-{y0})*{way}/{run}")
            }
        };
        let _ = write!(text, "IF({held}<={},{here},", literal(x));
        open = open.saturating_add(1);
        before = Some((x, y));
    }
    let last = before.map_or_else(|| "0".to_owned(), |(_, y)| y);
    text + &last + &")".repeat(open)
}

/// The corridor, the floor, the cap, in this order.
fn limited(points: String, limits: &Limits, held: &str, weight: &str) -> String {
    let mut text = points;
    if let Some(range) = limits.zero_outside {
        text = format!("IF({},{text},0)", inside(held, range));
    }
    if let Some(floor) = limits.floor {
        text = format!("MAX({},{text})", part_of(weight, floor));
    }
    if let Some(cap) = limits.cap {
        text = format!("MIN({},{text})", part_of(weight, cap));
    }
    text
}

/// Whether a number, an expression held against a float's dust, lies in a range.
pub(super) fn inside(held: &str, range: Range) -> String {
    let sign = |included, signs: (&'static str, &'static str)| if included { signs.0 } else { signs.1 };
    let low = range.low.map(|low| format!("{held}{}{}", sign(low.included, (">=", ">")), literal(low.at)));
    let high =
        range.high.map(|high| format!("{held}{}{}", sign(high.included, ("<=", "<")), literal(high.at)));
    match (low, high) {
        (Some(low), Some(high)) => format!("AND({low},{high})"),
        (low, high) => low.or(high).unwrap_or_else(|| "TRUE".to_owned()),
    }
}
