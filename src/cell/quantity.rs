//! A single number: from the parse tree to its value.

use super::Op;
use super::grammar::Rule;
use super::measure::{self, Spelling};
use super::numeral;
use super::reader::{Reader, Stop, stop};
use super::reading::{Beyond, Change, Expected, Notation, Reading};
use crate::value::{Quantity, Rational, Unit, parse_figure};
use pest::iterators::Pair;
use rust_decimal::Decimal;

/// What the parts of a bound say, before they are put together.
#[derive(Default)]
struct Parts<'i> {
    /// The operator before the number, and whether it gives way to one behind it.
    op: Option<(Op, bool)>,
    after: Option<Pair<'i, Rule>>,
    /// The operator of a level that is reached: 提高到95%.
    level: Option<Op>,
    number: Option<Decimal>,
    spelling: Spelling,
    scaled: &'i str,
    unit: Option<Pair<'i, Rule>>,
    per: Vec<Pair<'i, Rule>>,
    note: Option<Pair<'i, Rule>>,
    ends: Vec<Pair<'i, Rule>>,
}

pub(super) fn quantity(reader: Reader<'_>, cell: Pair<'_, Rule>, text: &str) -> Result<Reading, Stop> {
    let mut face = Notation::default();
    let mut parts = Parts::default();
    let mut bound = None;
    for part in cell.into_inner() {
        match part.as_rule() {
            Rule::subject | Rule::worded_subject | Rule::named => {
                face.subject.get_or_insert_default().push_str(part.as_str());
            }
            Rule::change => parts.change(&part, &mut face),
            Rule::bound | Rule::worded_bound => bound = Some(part),
            _ => {}
        }
    }
    let words = || Ok(Reading::Quality(text.trim_end_matches(super::STOPS).to_owned()));
    let Some(bound) = bound else { return words() };
    let end = bound.as_span().end();
    let mut percent = None;
    for part in bound.into_inner() {
        match part.as_rule() {
            Rule::operator => parts.op = operator_and_weakness(&part),
            Rule::after => parts.after = Some(part),
            Rule::included | Rule::excluded => parts.ends.push(part),
            Rule::about => {
                face.approximate = true;
                let nearly = part.into_inner().any(|inner| inner.as_rule() == Rule::nearly);
                face.beyond = face.beyond.or(nearly.then_some(Beyond::Below));
            }
            Rule::around => face.approximate = true,
            Rule::more | Rule::after_more => {
                face.approximate = true;
                face.beyond = Some(Beyond::Above);
            }
            Rule::change => parts.change(&part, &mut face),
            Rule::number => parts.number = Some(figure(&part)?),
            Rule::scaled => parts.scaled = part.as_str(),
            Rule::numeral => {
                parts.spelling = Spelling::Words;
                parts.number = numeral::counting(part.as_str());
            }
            Rule::half => {
                parts.spelling = Spelling::Half;
                parts.number = Some(Decimal::new(5, 1));
            }
            Rule::percent_of => percent = Some(part),
            Rule::unit => parts.unit = Some(part),
            Rule::unit_apart => parts.unit = part.into_inner().next(),
            Rule::per | Rule::per_year => parts.per.push(part),
            Rule::note => parts.note = Some(part),
            _ => {}
        }
    }
    if let Some(percent) = percent {
        let Some((number, unit)) = percent_of(reader, percent, &mut face)? else { return words() };
        let op = parts.operator(number)?;
        let quantity = Quantity { number, unit: Some(unit) };
        return Ok(Reading::Quantity { op, quantity, face });
    }
    let Some(number) = parts.number else { return words() };
    let resolved = measure::unit(reader, parts.unit.as_ref(), parts.scaled, parts.spelling, &mut face);
    // 达到一流水平 begins like a count and is none: words, unless the unit is one that numerals count.
    if parts.spelling != Spelling::Digits && !matches!(resolved, Ok(Some(_)) if !face.unit_unknown) {
        return words();
    }
    // 近三年 are the last three.
    if face.beyond == Some(Beyond::Below)
        && matches!(resolved, Ok(Some(unit)) if reader.units().is_time(unit))
    {
        return Err(Stop { byte: end, expected: Expected::OneValue });
    }
    let unit = measure::per(reader, resolved?, &parts.per, &mut face)?;
    let unit = measure::by_time(reader, unit, &mut face);
    let unit = measure::of_subject(reader, unit, &mut face);
    refuse_codes(&parts, number, unit, &face, end)?;
    if let Some(note) = &parts.note {
        agrees(note, number, unit)?;
    }
    let op = parts.operator(number)?;
    let reached = matches!(parts.op, Some((_, true))) && parts.after.is_none();
    face.level = reached || op.is_some() && parts.op.is_none() && parts.after.is_none();
    Ok(Reading::Quantity { op, quantity: Quantity { number, unit }, face })
}

impl Parts<'_> {
    fn change(&mut self, pair: &Pair<'_, Rule>, face: &mut Notation) {
        let (change, level) = change(pair);
        face.change = change.or(face.change);
        self.level = level.or(self.level);
    }

    /// The operator, from before the number, from behind it, or of a level; and whether its bound belongs to it.
    fn operator(&self, number: Decimal) -> Result<Option<Op>, Stop> {
        let mut op = match (self.op, &self.after) {
            (before, Some(pair)) => {
                let behind = after(pair);
                match before {
                    Some((op, false)) if rises(op) != rises(behind) => {
                        return stop(pair, Expected::OneDirection);
                    }
                    Some((op, false)) => Some(op),
                    // 达到90%以内 is neither.
                    Some((Op::AtLeast, true)) if behind == Op::AtMost => {
                        return stop(pair, Expected::OneDirection);
                    }
                    _ => Some(behind),
                }
            }
            (Some((op, _)), None) => Some(op),
            (None, None) => self.level,
        };
        for end in &self.ends {
            for inner in end.clone().into_inner().filter(|inner| inner.as_rule() == Rule::number) {
                if figure(&inner)? != number {
                    return stop(&inner, Expected::OneValue);
                }
            }
            let included = end.as_rule() == Rule::included;
            op = match op {
                Some(Op::MoreThan) if included => Some(Op::AtLeast),
                Some(Op::LessThan) if included => Some(Op::AtMost),
                Some(Op::AtLeast) if !included => Some(Op::MoreThan),
                Some(Op::AtMost) if !included => Some(Op::LessThan),
                other => other,
            };
        }
        Ok(op)
    }
}

/// Whether an operator bounds from below.
const fn rises(op: Op) -> bool {
    matches!(op, Op::AtLeast | Op::MoreThan)
}

/// 百分之九十, 千分之5.
fn percent_of(
    reader: Reader<'_>,
    pair: Pair<'_, Rule>,
    face: &mut Notation,
) -> Result<Option<(Decimal, Unit)>, Stop> {
    let (mut word, mut number) = ("%", None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::per_mille_of => word = "‰",
            Rule::number => number = Some(figure(&part)?),
            _ => number = numeral::value(part.as_str()),
        }
    }
    face.unit = Some(word.to_owned());
    let unit = reader.units().resolve(word).ok().flatten().map(|found| found.unit);
    Ok(number.zip(unit))
}

/// Digits that are no number of anything: a telephone, a school year (2024秋季学期).
fn refuse_codes(
    parts: &Parts<'_>,
    number: Decimal,
    unit: Option<Unit>,
    face: &Notation,
    end: usize,
) -> Result<(), Stop> {
    let whole = number.scale() == 0;
    let telephone = whole
        && unit.is_none()
        && parts.op.is_none()
        && parts.after.is_none()
        && (Decimal::new(13_000_000_000, 0)..Decimal::new(20_000_000_000, 0)).contains(&number);
    let year = whole
        && parts.op.is_none()
        && (Decimal::new(1900, 0)..Decimal::new(2100, 0)).contains(&number)
        && parts.unit.as_ref().is_some_and(|unit| face.unit_unknown || measure::of_years(unit.as_str()));
    if telephone || year {
        let byte = parts.unit.as_ref().map_or(end, |unit| unit.as_span().start());
        return Err(Stop { byte, expected: Expected::OneValue });
    }
    Ok(())
}

/// A note that is one number says the same: 100%(1.0), and not 95(3).
fn agrees(note: &Pair<'_, Rule>, number: Decimal, unit: Option<Unit>) -> Result<(), Stop> {
    let Some(reckoned) = note.clone().into_inner().next() else { return Ok(()) };
    let Ok(alone) = parse_figure(reckoned.as_str().trim_end_matches('%')) else { return Ok(()) };
    let scaled =
        unit.and_then(|unit| unit.scale.checked_mul(number.into()).ok()).and_then(Rational::as_decimal);
    if alone == number || scaled == Some(alone) { Ok(()) } else { stop(&reckoned, Expected::OneValue) }
}

pub(super) fn operator(pair: &Pair<'_, Rule>) -> Option<Op> {
    operator_and_weakness(pair).map(|(op, _)| op)
}

/// An operator, and whether it only says that a level is kept or reached (控制在, 达到) or equal: what stands behind
/// the number then decides.
fn operator_and_weakness(pair: &Pair<'_, Rule>) -> Option<(Op, bool)> {
    let inner = pair.clone().into_inner().next()?;
    let op = match inner.as_rule() {
        Rule::at_least => Op::AtLeast,
        Rule::at_most => Op::AtMost,
        Rule::more_than => Op::MoreThan,
        Rule::less_than => Op::LessThan,
        Rule::equal => Op::Equal,
        _ => return None,
    };
    let weak = op == Op::Equal
        || inner.into_inner().any(|part| matches!(part.as_rule(), Rule::reached | Rule::kept));
    Some((op, weak))
}

/// The operator behind a number.
fn after(pair: &Pair<'_, Rule>) -> Op {
    let least = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::after_at_least);
    if least { Op::AtLeast } else { Op::AtMost }
}

/// A change; or, of 提高到95%, the operator of the level that is reached.
pub(super) fn change(pair: &Pair<'_, Rule>) -> (Option<Change>, Option<Op>) {
    let Some(verb) = pair.clone().into_inner().next() else { return (None, None) };
    let rises = verb.as_rule() == Rule::rise;
    if verb.into_inner().any(|part| part.as_rule() == Rule::to_level) {
        return (None, Some(if rises { Op::AtLeast } else { Op::AtMost }));
    }
    (Some(if rises { Change::Rise } else { Change::Fall }), None)
}

pub(super) fn figure(pair: &Pair<'_, Rule>) -> Result<Decimal, Stop> {
    let text = pair.as_str();
    let below_zero = text.strip_prefix("零下").or_else(|| text.strip_prefix('负'));
    let mut figure =
        parse_figure(below_zero.unwrap_or(text)).or_else(|_| stop(pair, Expected::ShorterNumber))?;
    if below_zero.is_some() {
        figure.set_sign_negative(true);
    }
    Ok(figure)
}
