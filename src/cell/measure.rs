//! Units: from the parse tree, from a column or from a name, to the unit of a reading.

use super::grammar::{CellParser, Rule};
use super::quantity::figure;
use super::reader::{Reader, Stop, stop};
use super::reading::{Expected, Notation, Reading, UnitFrom};
use crate::text::normalise;
use crate::value::{Dimension, Quantity, Rational, Unit};
use crate::vocabulary::{Resolved, UnitTable};
use pest::Parser;
use pest::iterators::Pair;
use std::borrow::Cow;

/// How a number is written: it decides which words may be its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Spelling {
    /// 3
    #[default]
    Digits,
    /// 三
    Words,
    /// 半
    Half,
}

/// The unit of a number, and its print; `scaled` is a word of scale that stands apart from it (8万余株).
pub(super) fn unit(
    reader: Reader<'_>,
    pair: Option<&Pair<'_, Rule>>,
    scaled: &str,
    spelling: Spelling,
    face: &mut Notation,
) -> Result<Option<Unit>, Stop> {
    let units = reader.units();
    let Some(pair) = pair else {
        if scaled.is_empty() {
            return Ok(None);
        }
        let found = units.resolve(scaled).ok().flatten();
        face.unit = Some(scaled.to_owned());
        face.multiplier = found.as_ref().and_then(|found| found.multiplier);
        return Ok(found.map(|found| found.unit));
    };
    let printed = pair.as_str();
    // Words that look composed and are one: 人/次.
    if printed.contains('/')
        && let Some(unit) = units.word(printed)
    {
        face.unit = Some(format!("{scaled}{printed}"));
        return Ok(Some(unit));
    }
    let terms: Vec<Pair<'_, Rule>> = pair.clone().into_inner().collect();
    let mut whole: Option<Unit> = None;
    let mut below = false;
    let mut count = Rational::ONE;
    let mut end = printed.len();
    for (index, part) in terms.iter().enumerate() {
        match part.as_rule() {
            // 元/人·学期: what stands behind a stroke stays below it.
            Rule::unit_join => below |= part.as_str().starts_with(['/', '每', '一']),
            Rule::unit_count => count = Rational::from(figure(part)?),
            _ => {
                let expected = if whole.is_none() { Expected::OneValue } else { Expected::Unit };
                let word = part.as_str();
                let last = index.saturating_add(1) == terms.len();
                let spelled: Cow<'_, str> = if index == 0 && !scaled.is_empty() {
                    format!("{scaled}{word}").into()
                } else {
                    word.into()
                };
                let Some((term, noun)) = term(units, &spelled, spelling, last) else {
                    return stop(part, expected);
                };
                end = end.saturating_sub(noun);
                face.unit_unknown |= !term.known;
                if index == 0 {
                    face.multiplier = term.multiplier;
                }
                let Ok(unit) = term.unit.scaled(std::mem::replace(&mut count, Rational::ONE)) else {
                    return stop(part, Expected::ShorterNumber);
                };
                let joined = match whole {
                    None => Ok(Some(unit)),
                    Some(before) if below => before.per(unit),
                    Some(before) => before.checked_mul(unit),
                };
                let Ok(Some(joined)) = joined else { return stop(part, Expected::Unit) };
                whole = Some(joined);
            }
        }
    }
    face.unit = Some(format!("{scaled}{}", printed.get(..end).unwrap_or(printed)));
    // 9人/10人 is a rate.
    Ok(whole.map(|unit| if below { units.reduced(unit) } else { unit }))
}

/// A word of a unit, and how many bytes of a noun stand behind it.
fn term(units: &UnitTable, word: &str, spelling: Spelling, last: bool) -> Option<(Resolved, usize)> {
    let allowed = |word: &str| match spelling {
        Spelling::Digits => true,
        Spelling::Words => units.follows_numeral(word),
        Spelling::Half => {
            units.follows_numeral(word) && units.word(word).is_some_and(|unit| units.is_time(unit))
        }
    };
    if let Some(resolved) = units.resolve(word).ok().flatten() {
        return allowed(word).then_some((resolved, 0));
    }
    // 12名教师: the counter is the unit, the noun a remark.
    let end = if last { units.counter(word, spelling == Spelling::Words) } else { None }?;
    let (counter, noun) = word.split_at_checked(end)?;
    CellParser::parse(Rule::noun, noun).ok()?;
    Some((units.resolve(counter).ok().flatten()?, noun.len()))
}

/// `每亩300元` is `300元/亩`. What is named twice (每月60元/月) counts once.
pub(super) fn per(
    reader: Reader<'_>,
    unit: Option<Unit>,
    per: &[Pair<'_, Rule>],
    face: &mut Notation,
) -> Result<Option<Unit>, Stop> {
    let mut unit = unit;
    for part in per {
        let word = part.as_str().trim_start_matches(['每', '一']);
        let Ok(Some(below)) = reader.units().resolve(word) else {
            return stop(part, Expected::Unit);
        };
        // 一年3个月 is a stretch of time.
        if part.as_rule() == Rule::per_year && unit.is_some_and(|unit| reader.units().is_time(unit)) {
            return stop(part, Expected::OneValue);
        }
        if unit.is_some_and(|unit| is_below(unit, below.unit)) {
            continue;
        }
        face.unit_unknown |= !below.known;
        let above = unit.unwrap_or(Unit { dimension: Dimension::default(), scale: Rational::ONE });
        let Ok(Some(joined)) = above.per(below.unit) else { return stop(part, Expected::Unit) };
        unit = Some(joined);
        face.unit = Some(format!("{}/{word}", face.unit.take().unwrap_or_default()));
    }
    Ok(unit)
}

/// Whether a unit is already so much per another.
fn is_below(unit: Unit, below: Unit) -> bool {
    let mut bases = below.dimension.powers().map(|(base, _)| base);
    bases.all(|wanted| unit.dimension.powers().any(|(base, power)| base == wanted && power < 0))
}

/// 日均3次 is three times a day.
pub(super) fn by_time(reader: Reader<'_>, unit: Option<Unit>, face: &mut Notation) -> Option<Unit> {
    let (Some(of), Some(subject)) = (unit, face.subject.as_deref()) else { return unit };
    let Some((word, time)) = reader.units().mean_by_time(subject) else { return unit };
    if reader.units().is_rate(&of) || is_below(of, time) {
        return unit;
    }
    let joined = of.per(time).ok().flatten();
    if joined.is_some() {
        face.unit = Some(format!("{}/{word}", face.unit.take().unwrap_or_default()));
    }
    joined.or(unit)
}

/// `总成本(万元)≤90`: the unit in the brackets of the name.
pub(super) fn of_subject(reader: Reader<'_>, unit: Option<Unit>, face: &mut Notation) -> Option<Unit> {
    if unit.is_some() {
        return unit;
    }
    let word = unit_of_name(reader.units(), face.subject.as_deref()?)?.to_owned();
    let mut own = Notation::default();
    let found = parsed(reader, &word, &mut own)?;
    face.unit = own.unit;
    face.multiplier = own.multiplier;
    face.unit_from = UnitFrom::Name;
    Some(found)
}

/// The unit that a name ends with, in brackets: 万元 of 总成本(万元).
pub(super) fn unit_of_name<'n>(units: &UnitTable, name: &'n str) -> Option<&'n str> {
    let inner = name.trim_end().strip_suffix([')', '）'])?;
    let (_, inner) = inner.rsplit_once(['(', '（'])?;
    let word = inner.trim().trim_start_matches("单位").trim_start_matches([':', '：']).trim();
    units.resolve(word).ok().flatten().filter(|found| found.known).map(|_| word)
}

/// A unit that stands by itself, all of it.
fn parsed(reader: Reader<'_>, printed: &str, face: &mut Notation) -> Option<Unit> {
    let text = normalise(printed).text;
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    let pair = CellParser::parse(Rule::unit, text).ok()?.next().filter(|pair| pair.as_str() == text)?;
    unit(reader, Some(&pair), "", Spelling::Digits, face).ok()?
}

/// Gives a reading the unit of a column or of a name, where its own text has none, and says whether it did.
pub(super) fn with_unit(reader: Reader<'_>, reading: &mut Reading, printed: &str, from: UnitFrom) -> bool {
    let bare = |quantity: &Quantity| quantity.unit.is_none();
    // 1.2万 of 人: a scale that names nothing.
    let scale =
        |quantity: &Quantity| quantity.unit.filter(|unit| unit.dimension.is_number()).map(|unit| unit.scale);
    let (ends, face): (Vec<&mut Quantity>, &mut Notation) = match reading {
        Reading::Quantity { quantity, face, .. } => (vec![quantity], face),
        Reading::Interval { low, high, face, .. } => (vec![low, high], face),
        _ => return false,
    };
    let mut own = Notation::default();
    let Some(found) = parsed(reader, printed, &mut own) else { return false };
    // The same unit twice: the column confirms the text.
    if face.unit == own.unit && from == UnitFrom::Column {
        face.unit_from = from;
        return false;
    }
    if !ends.iter().all(|end| bare(end) || own.multiplier.is_none() && scale(end).is_some()) {
        return false;
    }
    let mut taken = false;
    for end in ends {
        let unit = match scale(end) {
            Some(scale) => found.scaled(scale).ok(),
            None => Some(found),
        };
        taken |= unit.is_some();
        end.unit = unit.or(end.unit);
    }
    if taken {
        face.unit = Some(format!("{}{}", face.unit.take().unwrap_or_default(), own.unit.unwrap_or_default()));
        face.unit_unknown |= own.unit_unknown;
        face.multiplier = face.multiplier.or(own.multiplier);
        face.unit_from = from;
    }
    taken
}

/// Units that school and budget years are named with: 2024学年.
pub(super) fn of_years(unit: &str) -> bool {
    unit.starts_with(['学', '届', '级', '年', '财', '版'])
}
