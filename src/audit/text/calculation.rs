//! Calculations that a text writes out: products, sums, and rates with what they are the rate of.

use super::narrative::{Narrative, rounds_to};
use crate::audit::Audit;
use crate::cell::{Join, Mention};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::value::{Quantity, Rational};
use std::cmp::Ordering;

use super::sums::{is_near, shown};

/// Words before the whole that a rate is of.
const OF: [&str; 10] = ["应", "计划", "总", "共", "申请", "抽查", "调查", "抽检", "检查", "回收"];
/// Words before the part.
const PART: [&str; 8] = ["实", "已", "完成", "合格", "满意", "通过", "其中", "达标"];

impl Audit<'_> {
    pub(super) fn calculations(&mut self, told: &mut Narrative<'_>) {
        self.written_out(told);
        self.rates(told);
    }

    /// `80000份×25元/份=200万元`, `60+40=100`, `74÷78=94.87%`.
    fn written_out(&mut self, told: &mut Narrative<'_>) {
        let mentions = &told.mentions.all;
        let mut findings = Vec::new();
        for (end, result) in mentions.iter().enumerate() {
            if result.joined != Some(Join::Equals) || result.approximate {
                continue;
            }
            let operands = mentions.get(..end).unwrap_or_default();
            let joined = operands.iter().rev().take_while(|operand| operand.joined.is_some()).count();
            let start = end.saturating_sub(joined).saturating_sub(1);
            let Some(chain) = mentions.get(start..end) else { continue };
            // Another `=` within it: two steps; only the last one is looked at if it can be.
            let simple =
                chain.len() > 1 && chain.iter().skip(1).all(|operand| operand.joined != Some(Join::Equals));
            if !simple || chain.iter().any(|operand| operand.approximate) {
                continue;
            }
            let Some(value) = computed(chain, result) else { continue };
            if is_near(value, &result.quantity) || rounds_to(value, result.quantity.number) {
                continue;
            }
            let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
            let title = say!(
                "“{whole}”计算有误，应为 {value}",
                "“{whole}” is wrong: the result is {value}",
                whole = told.printed(&(first.at.start..result.at.end)),
                value = shown(value)
            );
            let at = told.place(&result.at);
            let calculation = told.place(&(first.at.start..last.at.end));
            findings.push((
                end,
                Diagnostic::new(Code::TextProduct, title)
                    .figure(told.printed(&(first.at.start..result.at.end)))
                    .at(&at)
                    .related(&calculation, say!("算式", "the calculation")),
            ));
        }
        for (index, finding) in findings {
            told.accused.insert(index);
            self.found(finding);
        }
    }

    /// 应发放 100 人，实际发放 95 人，发放率 98%.
    fn rates(&mut self, told: &mut Narrative<'_>) {
        let units = &self.vocabulary.units;
        let mut findings = Vec::new();
        for (index, three) in told.mentions.all.windows(3).enumerate() {
            let [whole, part, rate] = three else { continue };
            let is_rate = |quantity: &Quantity| quantity.unit.is_some_and(|unit| units.is_rate(&unit));
            let exact = three.iter().all(|m| !m.approximate && m.change.is_none() && m.joined.is_none());
            let together = whole.sentence == rate.sentence
                && whole.bracket == part.bracket
                && part.bracket == rate.bracket;
            let named = OF.iter().any(|word| whole.before.contains(word))
                && PART.iter().any(|word| part.before.contains(word))
                && rate.before.trim_end_matches(['为', '达', '到', '是']).ends_with(['率', '度', '例', '比']);
            if !exact || !together || !named || !is_rate(&rate.quantity) || is_rate(&part.quantity) {
                continue;
            }
            let Ok((below, above)) = units.in_common_unit(&whole.quantity, &part.quantity) else {
                continue;
            };
            let Some(scale) = rate.quantity.unit.map(|unit| unit.scale) else { continue };
            let Some(value) = above
                .checked_div(below)
                .ok()
                .flatten()
                .and_then(|rate| rate.checked_div(scale).ok().flatten())
            else {
                continue;
            };
            let part_of_whole = above.compare(below).is_ok_and(Ordering::is_le);
            if part_of_whole && !rounds_to(value, rate.quantity.number) {
                let title = say!(
                    "“{whole}”中的“{part}”，比率应为 {value}%，文中为 {rate}",
                    "“{part}” of “{whole}” is {value}%; the text says {rate}",
                    whole = format!("{}{}", whole.before, told.printed(&whole.at)),
                    part = format!("{}{}", part.before, told.printed(&part.at)),
                    value = percent(value, scale),
                    rate = told.printed(&rate.at)
                );
                let finding = Diagnostic::new(Code::TextRate, title)
                    .figure(told.printed(&(whole.at.start..rate.at.end)))
                    .at(&told.place(&rate.at));
                findings.push((index.saturating_add(2), finding));
            }
        }
        for (index, finding) in findings {
            told.accused.insert(index);
            self.found(finding);
        }
    }
}

/// A rate of some scale in percent, to two decimals.
fn percent(rate: Rational, scale: Rational) -> String {
    let percent = rate.checked_mul(scale).and_then(|rate| rate.checked_mul(Rational::whole(100)));
    percent
        .and_then(|percent| percent.round(2, crate::value::RoundingMode::HalfUp))
        .map(|percent| percent.normalize().to_string())
        .unwrap_or_default()
}

/// What a chain of amounts comes to, in the unit of its result; nothing where units do not fit.
fn computed(chain: &[Mention], result: &Mention) -> Option<Rational> {
    let in_base = |quantity: &Quantity| {
        let number = Rational::from(quantity.number);
        quantity.unit.map_or(Ok(number), |unit| number.checked_mul(unit.scale)).ok()
    };
    let (first, rest) = chain.split_first()?;
    let mut value = in_base(&first.quantity)?;
    let mut unit = first.quantity.unit;
    let mut all_units = unit.is_some();
    for operand in rest {
        let number = in_base(&operand.quantity)?;
        all_units &= operand.quantity.unit.is_some();
        match operand.joined? {
            Join::Times => {
                value = value.checked_mul(number).ok()?;
                unit = unit.zip(operand.quantity.unit).and_then(|(a, b)| a.checked_mul(b).ok().flatten());
            }
            Join::Over => {
                value = value.checked_div(number).ok()??;
                unit = unit.zip(operand.quantity.unit).and_then(|(a, b)| a.per(b).ok().flatten());
            }
            Join::Plus => {
                let same =
                    unit.map(|unit| unit.dimension) == operand.quantity.unit.map(|unit| unit.dimension);
                value = value.checked_add(number).ok().filter(|_| same)?;
            }
            Join::Equals => return None,
        }
    }
    let of_result = result.quantity.unit;
    // Where all units are printed they must come out right; else the numbers are taken as they are.
    if all_units
        && of_result.is_some_and(|of_result| unit.is_none_or(|unit| unit.dimension != of_result.dimension))
    {
        return None;
    }
    of_result.map_or(Some(value), |unit| value.checked_div(unit.scale).ok().flatten())
}
