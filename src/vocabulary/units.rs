//! Units of measure and of counting, resolved from the data of `indicators/vocabulary/units.yaml`.

use crate::value::{Dimension, Mismatch, Overflow, Quantity, Rational, Unit, in_common_unit, parse_figure};
use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The unit words that are known, ready to be looked up.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "UnitFile")]
pub struct UnitTable {
    words: HashMap<String, Unit>,
    scales: Vec<(String, Rational)>,
    /// For a base that others stand for: the base that represents them all.
    representative: HashMap<u64, u64>,
    /// Bases of which a mean is taken where others are added.
    not_added: HashSet<u64>,
    /// What `%` measures.
    rate: Option<Dimension>,
    /// Words behind which a noun may stand: 12名教师.
    counters: Counters,
    /// Words by which a mean is one by time, with the unit of time.
    means_by_time: Vec<(String, String, Unit)>,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    scales: BTreeMap<String, i64>,
    units: Vec<UnitWord>,
    not_added: Vec<String>,
    stand_for_one_another: Vec<Vec<String>>,
    counters: Counters,
    means_by_time: BTreeMap<String, String>,
}

/// Which words count, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counters {
    /// Behind digits, a noun may follow.
    before_a_noun: HashSet<String>,
    /// They may stand behind a numeral in words.
    behind_a_numeral: HashSet<String>,
    /// The same, with a noun behind them.
    between_numeral_and_noun: HashSet<String>,
}

/// One unit word of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitWord {
    word: String,
    #[serde(default)]
    also: Vec<String>,
    of: Option<String>,
    times: Option<String>,
}

/// A unit term of a cell, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The unit.
    pub unit: Unit,
    /// Whether every word of it is in the vocabulary.
    pub known: bool,
    /// The word of scale before it, where it has one: 10,000 in 万元.
    pub multiplier: Option<Rational>,
}

/// Longest word that may be a unit of its own without being in the vocabulary, in characters.
const LONGEST_UNKNOWN: usize = 4;

/// Longest unit word that is looked for in running text, in characters.
const LONGEST_KNOWN: usize = 8;

impl UnitTable {
    /// The unit that a printed word means: a known one, one with a scale before it (`万份`), a scale alone
    /// (`万`), or a short unknown word that stands for itself. Nothing for a long unknown word.
    ///
    /// # Errors
    /// [`Overflow`] when the scales do not fit.
    pub fn resolve(&self, word: &str) -> Result<Option<Resolved>, Overflow> {
        if let Some(known) = self.known_with_scale(word)? {
            return Ok(Some(known));
        }
        // `件(套)`, `%(百分比)`: the word before the bracket decides, where it is known.
        if let Some((head, _)) = word.split_once('(') {
            return if head.is_empty() { Ok(None) } else { self.resolve(head) };
        }
        let (scale, rest) = self.scale_before(word);
        let long = rest.chars().count() > LONGEST_UNKNOWN;
        if rest.is_empty() || long || is_no_unit(rest) || self.says_more(rest) {
            return Ok(None);
        }
        let unit = Unit::base(unknown_base(rest)).scaled(scale)?;
        let multiplier = (scale != Rational::ONE).then_some(scale);
        Ok(Some(Resolved { unit, known: false, multiplier }))
    }

    /// The unit of a word that is in the vocabulary as it is.
    pub fn word(&self, word: &str) -> Option<Unit> {
        self.words.get(word).copied()
    }

    /// How many bytes of a word are a counter, where a noun stands behind it: 名 of 名教师, 万人 of 万人参保.
    ///
    /// ```
    /// let units = &jixiao::shipped::vocabulary().units;
    /// assert_eq!(units.counter("名教师", false), Some("名".len()));
    /// assert_eq!(units.counter("级医院", false), None);
    /// ```
    pub fn counter(&self, word: &str, behind_a_numeral: bool) -> Option<usize> {
        let counters = if behind_a_numeral {
            &self.counters.between_numeral_and_noun
        } else {
            &self.counters.before_a_noun
        };
        let (_, rest) = self.scale_before(word);
        let scale = word.len().saturating_sub(rest.len());
        let ends = rest.char_indices().skip(1).map(|(at, _)| at).take(LONGEST_KNOWN);
        let found = ends.filter(|&end| rest.get(..end).is_some_and(|word| counters.contains(word))).last();
        found.map(|end| scale.saturating_add(end))
    }

    /// Whether a word may count what a numeral says: 三次, and not 一般.
    pub fn follows_numeral(&self, word: &str) -> bool {
        self.counters.behind_a_numeral.contains(word)
    }

    /// The unit of time of a name that is a mean by it: 日均接待量.
    pub fn mean_by_time(&self, name: &str) -> Option<(&str, Unit)> {
        let mut means = self.means_by_time.iter();
        means.find(|(mean, ..)| name.contains(mean.as_str())).map(|(_, word, unit)| (word.as_str(), *unit))
    }

    /// So much of something per so much of the same is a rate.
    pub fn reduced(&self, unit: Unit) -> Unit {
        match self.rate {
            Some(rate) if unit.dimension.is_number() => Unit { dimension: rate, ..unit },
            _ => unit,
        }
    }

    /// How many bytes of a running text, from its beginning, are a known unit word: the longest one.
    ///
    /// ```
    /// let units = &jixiao::shipped::vocabulary().units;
    /// assert_eq!(units.longest_known("万元按时拨付"), Some("万元".len()));
    /// assert_eq!(units.longest_known("按时拨付"), None);
    /// ```
    pub fn longest_known(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]).take(LONGEST_KNOWN);
        ends.filter(|&end| {
            text.get(..end).is_some_and(|word| !word.is_empty() && matches!(self.known(word), Ok(Some(_))))
        })
        .last()
    }

    /// Whether an unknown word is a unit with something else behind it (`日前`, `%达标`), rather than a unit
    /// that nobody told us of. A counter and a short one behind it (`台套`, `辆次`) are one unit, letters are one word.
    fn says_more(&self, word: &str) -> bool {
        let counter = |head: &Unit, tail: &str| {
            tail.chars().count() == 1 && self.words.contains_key(tail) && !self.is_time(*head)
        };
        !word.is_ascii()
            && word.char_indices().skip(1).any(|(at, _)| {
                word.split_at_checked(at)
                    .is_some_and(|(head, tail)| self.words.get(head).is_some_and(|head| !counter(head, tail)))
            })
    }

    fn known(&self, word: &str) -> Result<Option<Unit>, Overflow> {
        Ok(self.known_with_scale(word)?.map(|found| found.unit))
    }

    fn known_with_scale(&self, word: &str) -> Result<Option<Resolved>, Overflow> {
        if let Some(unit) = self.words.get(word) {
            return Ok(Some(Resolved { unit: *unit, known: true, multiplier: None }));
        }
        let (scale, rest) = self.scale_before(word);
        if scale == Rational::ONE {
            return Ok(None);
        }
        let multiplier = Some(scale);
        if rest.is_empty() {
            let unit = Unit { dimension: Dimension::default(), scale };
            return Ok(Some(Resolved { unit, known: true, multiplier }));
        }
        let unit = self.words.get(rest).map(|unit| unit.scaled(scale)).transpose()?;
        Ok(unit.map(|unit| Resolved { unit, known: true, multiplier }))
    }

    /// The longest scale word that a word begins with, and what is behind it.
    fn scale_before<'w>(&self, word: &'w str) -> (Rational, &'w str) {
        self.scales
            .iter()
            .find_map(|(scale, factor)| word.strip_prefix(scale.as_str()).map(|rest| (*factor, rest)))
            .unwrap_or((Rational::ONE, word))
    }

    /// Whether a unit is money, or so much money per something.
    pub fn is_money(&self, unit: Unit) -> bool {
        ["元", "美元", "港元", "欧元"].iter().filter_map(|word| self.words.get(*word)).any(|money| {
            money.dimension.powers().all(|power| unit.dimension.powers().any(|other| other == power))
        })
    }

    /// Whether a unit is a stretch of time.
    pub fn is_time(&self, unit: Unit) -> bool {
        ["秒", "工作日", "月", "学期", "课时"]
            .iter()
            .filter_map(|word| self.words.get(*word))
            .any(|time| time.dimension == unit.dimension)
    }

    /// Whether a unit is that of rates: `%`, `‰`, 倍.
    pub fn is_rate(&self, unit: &Unit) -> bool {
        self.rate == Some(unit.dimension)
    }

    /// Whether figures of several units add up: pieces and money do, rates and so much per something do not.
    ///
    /// ```
    /// let units = &jixiao::shipped::vocabulary().units;
    /// let adds_up = |word| units.resolve(word).ok().flatten().map(|found| units.adds_up(found.unit));
    /// assert_eq!((adds_up("万元"), adds_up("%")), (Some(true), Some(false)));
    /// ```
    pub fn adds_up(&self, unit: Unit) -> bool {
        unit.dimension.powers().all(|(base, power)| power > 0 && !self.not_added.contains(&base))
    }

    /// Two quantities as numbers of one unit; units that stand for one another count as one. See [`in_common_unit`].
    ///
    /// # Errors
    /// [`Mismatch`] when they measure different things or do not fit.
    pub fn in_common_unit(
        &self,
        first: &Quantity,
        second: &Quantity,
    ) -> Result<(Rational, Rational), Mismatch> {
        in_common_unit(first, second, |a, b| self.stands_for(a, b))
    }

    /// Whether two units of different dimension may stand for one another, word for word (人 and 名).
    pub fn stands_for(&self, first: &Unit, second: &Unit) -> bool {
        let of = |unit: &Unit| {
            let mut powers: Vec<(u64, i8)> = unit
                .dimension
                .powers()
                .map(|(base, power)| (self.representative.get(&base).copied().unwrap_or(base), power))
                .collect();
            powers.sort_unstable();
            powers
        };
        of(first) == of(second)
    }
}

/// Whether a word in no vocabulary cannot be a unit either: the exponent of a number (1e-05), a sign with more behind
/// it (%%), letters before characters (A级景区).
fn is_no_unit(word: &str) -> bool {
    let exponent = word.strip_prefix(['e', 'E']).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let letters = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let sign = word.contains(['%', '‰', '°']) && !letters;
    let mixed = letters && word.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    exponent || sign || mixed
}

/// The base of a word that is in no vocabulary: itself alone. Its high bit keeps it apart from known bases.
fn unknown_base(word: &str) -> u64 {
    // FNV-1a.
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash | 1 << 63
}

impl TryFrom<UnitFile> for UnitTable {
    type Error = String;

    fn try_from(file: UnitFile) -> Result<Self, String> {
        let mut table = Self {
            scales: file.scales.iter().map(|(word, times)| (word.clone(), Rational::whole(*times))).collect(),
            ..Self::default()
        };
        table.scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        for (id, entry) in (1_u64..).zip(&file.units) {
            let unit = match (&entry.of, &entry.times) {
                (None, None) => Unit::base(id),
                (Some(of), Some(times)) => {
                    let base = table
                        .words
                        .get(of)
                        .ok_or_else(|| format!("{}: unknown unit {of} before it", entry.word))?;
                    let times = fraction(times).ok_or_else(|| format!("{}: times {times}", entry.word))?;
                    base.scaled(times).map_err(|_| format!("{}: too large", entry.word))?
                }
                _ => return Err(format!("{}: `of` and `times` go together", entry.word)),
            };
            for word in std::iter::once(&entry.word).chain(&entry.also) {
                if table.words.insert(word.clone(), unit).is_some() {
                    return Err(format!("{word} appears twice"));
                }
            }
        }
        table.rate = table.words.get("%").map(|percent| percent.dimension);
        for word in &file.not_added {
            let unit = table.words.get(word).ok_or_else(|| format!("unknown unit {word}"))?;
            table.not_added.extend(unit.dimension.powers().map(|(base, _)| base));
        }
        for word in file.counters.before_a_noun.iter().chain(&file.counters.between_numeral_and_noun) {
            if table.known(word).ok().flatten().is_none() {
                return Err(format!("unknown unit {word}"));
            }
        }
        table.counters.clone_from(&file.counters);
        for (mean, word) in &file.means_by_time {
            let unit = table.words.get(word).ok_or_else(|| format!("unknown unit {word}"))?;
            table.means_by_time.push((mean.clone(), word.clone(), *unit));
        }
        for group in &file.stand_for_one_another {
            let mut bases = Vec::new();
            for word in group {
                let unit = table.words.get(word).ok_or_else(|| format!("unknown unit {word}"))?;
                bases.extend(unit.dimension.powers().map(|(base, _)| base));
            }
            if let Some(&first) = bases.first() {
                for base in bases {
                    if table.representative.insert(base, first).is_some() {
                        return Err(format!("a unit appears in two groups: {group:?}"));
                    }
                }
            }
        }
        Ok(table)
    }
}

/// `0.01` or `2000/3`.
fn fraction(text: &str) -> Option<Rational> {
    let mut parts = text.splitn(2, '/').map(|part| parse_figure(part).ok().map(Rational::from));
    let above = parts.next()??;
    match parts.next() {
        None => Some(above),
        Some(below) => above.checked_div(below?).ok()?,
    }
}
