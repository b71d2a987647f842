//! One project in several years.

use super::Filed;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::text::normalise;
use std::collections::{BTreeMap, HashMap};

/// So many targets must be the same before it is worth a word.
const FEW: usize = 3;

/// The targets of a project are the same, year after year.
pub(super) fn same_targets(tables: &[Filed<'_>], findings: &mut Vec<Diagnostic>) {
    // By unit and name without its year: the tables by year.
    let mut order: Vec<BTreeMap<i32, &Filed<'_>>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for table in tables {
        let Some(year) = table.assessment.year else { continue };
        let unit = table.assessment.unit.as_deref().unwrap_or_default();
        let key = format!("{}\n{}", without_years(&table.assessment.project.value), normalise(unit).text);
        let at = *known.entry(key).or_insert_with(|| {
            order.push(BTreeMap::new());
            order.len().saturating_sub(1)
        });
        if let Some(years) = order.get_mut(at) {
            years.entry(year).or_insert(table);
        }
    }
    for years in order.iter().filter(|years| years.len() > 1) {
        let mut targets = years.iter().map(|(year, table)| (*year, *table, numbered(table)));
        let Some((first_year, _, first)) = targets.next() else { continue };
        if first.len() < FEW {
            continue;
        }
        let mut last: Option<(i32, &Filed<'_>)> = None;
        let mut all = true;
        for (year, table, of_year) in targets {
            all &= of_year == first;
            last = Some((year, table));
        }
        let Some((last_year, table)) = last.filter(|_| all) else { continue };
        let title = say!(
            "“{name}”{first_year} 至 {last_year} 年的 {count} 个指标值各年均相同",
            "targets of “{name}” unchanged from {first_year} to {last_year}: {count}",
            name = table.assessment.project.value,
            count = first.len()
        );
        let finding = Diagnostic::new(Code::SameTargets, title)
            .figure(&table.assessment.project.value)
            .figure(first_year)
            .figure(last_year)
            .at(&table.assessment.project.at);
        findings.push(match &table.assessment.source {
            Some(file) => finding.file(file),
            None => finding,
        });
    }
}

/// The targets that have a figure, by the name of their rows. 有效减轻 and 12月底 are the same every year.
fn numbered(table: &Filed<'_>) -> BTreeMap<String, String> {
    table
        .assessment
        .indicators
        .iter()
        .filter_map(|row| Some((row, normalise(&row.target.as_ref()?.value).text)))
        .filter(|(_, target)| target.contains(|c: char| c.is_ascii_digit()) && !target.contains('月'))
        .map(|(row, target)| (without_years(&row.name.value), target))
        .collect()
}

/// A name without the years that it holds: 2024年.
fn without_years(name: &str) -> String {
    let name = normalise(name).text;
    let mut rest = name.as_str();
    let mut out = String::with_capacity(name.len());
    while let Some(at) = rest.find('年') {
        let (head, tail) = (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default());
        let digits = head.len().saturating_sub(4);
        match head.get(digits..) {
            Some(year) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
                out.push_str(head.get(..digits).unwrap_or_default());
            }
            _ => {
                out.push_str(head);
                out.push('年');
            }
        }
        rest = tail.strip_prefix('年').unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_is_the_same_every_year() {
        for name in ["2024年学生资助", "2023 年学生资助", "学生资助"] {
            assert_eq!(super::without_years(name), "学生资助");
        }
        assert_eq!(super::without_years("三年行动2022年"), "三年行动");
    }
}
