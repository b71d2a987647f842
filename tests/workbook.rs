//! The formulas of the workbook, computed by LibreOffice: they give what the engine gives, for the tables as they are
//! and for numbers that are typed into the cells beside them.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod office;

use jixiao::assessment::Assessment;
use jixiao::message::Lang;
use jixiao::place::Located;
use jixiao::policy::Policy;
use jixiao::report::{Project, xlsx};
use jixiao::scoring::{Scorecard, Status, score};
use jixiao::{audit, load};
use office::Sheet;
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};

/// A table with its policy.
type Table = (Assessment, &'static Policy);

fn workbook(tables: &[Table]) -> Vec<u8> {
    let vocabulary = load::vocabulary();
    let projects: Vec<Project<'_>> = tables
        .iter()
        .map(|(assessment, policy)| {
            let scorecard = score(assessment, policy, vocabulary);
            let findings = audit::audit(assessment, &scorecard, policy, vocabulary);
            Project { assessment, policy, scorecard, findings }
        })
        .collect();
    xlsx(&projects, Lang::Zh).expect("a workbook")
}

fn sixteen() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/urumqi-2024");
    let loaded = load::read_tables(&[folder], load::ReadOptions::default());
    assert!(loaded.diagnostics.is_empty());
    let policy = |table: &Assessment| {
        let name = table.policy.as_ref().expect("a policy").value.clone();
        load::shipped_policy(&name).expect("shipped")
    };
    let tables: Vec<Table> =
        loaded.tables.into_iter().map(|table| (policy(&table), table)).map(|(p, t)| (t, p)).collect();
    assert_eq!(tables.len(), 16);
    tables
}

/// Every case that a shipped policy carries.
fn cases() -> Vec<Table> {
    let mut all = Vec::new();
    for policy in load::shipped_policies() {
        let text = load::shipped_text(&policy.id.value).expect("its text");
        let cases = load::policy_cases(&policy.id.value, text).value.expect("its cases");
        all.extend(cases.into_iter().map(|case| (case.table, policy)));
    }
    assert!(all.len() > 300, "{}", all.len());
    all
}

/// A small generator of its own: the same changes on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }

    fn decimal(&mut self, below: u64, places: u64) -> Decimal {
        let places = u32::try_from(self.below(places + 1)).expect("small");
        Decimal::new(i64::try_from(self.below(below * 10_u64.pow(places))).expect("small"), places)
            .normalize()
    }
}

/// Where the columns of a sheet are, from 0.
const NAME: usize = 3;
const EXECUTED: usize = 5;
const SCORE: usize = 7;
const CLAIMED: usize = 8;
const REASON: usize = 10;
const GOAL: usize = 11;
const NUMBER: usize = 13;
const UNIT: usize = 14;

/// `F7` of a row and column from 0.
fn cell(row: usize, column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column).expect("a letter"));
    format!("{letter}{}", row + 1)
}

fn number(text: &str) -> Option<Decimal> {
    text.parse::<Decimal>().ok().or_else(|| Decimal::from_scientific(text).ok())
}

/// Holds the computed sheet of a table against what the engine gives for it.
fn holds(sheet: &Sheet, table: &Assessment, policy: &Policy, said: &str) -> usize {
    let card: Scorecard = score(table, policy, load::vocabulary());
    let shown =
        |score: Option<Decimal>| score.map_or_else(|| "—".to_owned(), |score| score.normalize().to_string());
    let found = |row: usize, column: usize| {
        let text = sheet.at(row, column);
        number(text).map_or_else(|| text.to_owned(), |number| number.normalize().to_string())
    };
    assert_eq!(found(5, SCORE), shown(card.execution.score), "{said}: execution");
    let first = sheet.row(1, "一级指标") + 1;
    for (row, (score, indicator)) in (first..).zip(card.rows.iter().zip(&table.indicators)) {
        let actual = indicator.actual.as_ref().map_or("", |actual| actual.value.as_str());
        if score.status == Status::NotApplicable {
            assert_eq!(sheet.at(row, SCORE), "不适用", "{said}: row {row}");
        } else {
            let target = indicator.target.as_ref().map_or("", |target| target.value.as_str());
            assert_eq!(found(row, SCORE), shown(score.score), "{said}: row {row}, {target} {actual}");
        }
    }
    let total = sheet.row(0, "总分");
    let expected = match (card.total.score, card.total.low, card.total.high) {
        (Some(score), _, _) => score.normalize().to_string(),
        (None, Some(low), Some(high)) => format!("{low:.2}–{high:.2}"),
        (None, Some(low), None) => format!("≥{low:.2}"),
        _ => "—".to_owned(),
    };
    assert_eq!(found(total, SCORE), expected, "{said}: total");
    let grade = card.grade.map_or("—", |grade| match grade.as_str() {
        "excellent" => "优",
        "good" => "良",
        "fair" => "中",
        _ => "差",
    });
    assert_eq!(sheet.at(total, REASON), grade, "{said}: grade");
    card.rows.len() + 1
}

/// Types numbers into a sheet and makes the table what a person would have written instead. Returns how many.
fn change(random: &mut Random, sheet: &Sheet, xml: &mut String, table: &mut Assessment) -> usize {
    let mut changed = 0;
    if let Some(executed) = table.funds.total.executed.as_mut()
        && random.below(2) == 0
    {
        let budget = table.funds.total.budget.as_ref().map_or(Decimal::from(100), |budget| budget.value);
        executed.value = match random.below(4) {
            0 => budget,
            1 => (budget * random.decimal(2, 2)).normalize(),
            _ => random.decimal(300, 2),
        };
        office::typed(xml, &cell(5, EXECUTED), &executed.value.to_string());
        changed += 1;
    }
    if sheet.0.iter().any(|row| row.first().is_some_and(|text| text.starts_with("补充数据"))) {
        let head = sheet.row(0, "补充数据（评分办法所需，表中没有）");
        for (index, (name, figure)) in table.facts.iter_mut().enumerate() {
            // Facts stand in the order of the policy; only a table with one alone is sure of its place.
            let rows = head + 1 + index;
            if table_has_one(sheet, head) && !name.value.is_empty() {
                figure.value = random.decimal(30, 2);
                office::typed(xml, &cell(rows, NAME), &figure.value.to_string());
                changed += 1;
            }
        }
    }
    let first = sheet.row(1, "一级指标") + 1;
    for (row, indicator) in (first..).zip(&mut table.indicators) {
        let (goal, actual, unit) = (sheet.at(row, GOAL), sheet.at(row, NUMBER), sheet.at(row, UNIT));
        if actual.is_empty() {
            // A judged row follows the printed score.
            if sheet.at(row, SCORE) != "不适用" && indicator.actual.is_some() && random.below(2) == 0 {
                let claimed = random.decimal(30, 2);
                office::typed(xml, &cell(row, CLAIMED), &claimed.to_string());
                indicator.claimed = Some(Located::nowhere(claimed));
                changed += 1;
            }
            continue;
        }
        if random.below(4) == 0 {
            continue;
        }
        let text = if unit == "日期" {
            let serial: i64 = 45_292 + i64::try_from(random.below(366)).expect("small");
            let day = time::Date::from_julian_day(i32::try_from(serial + 2_415_019).expect("a day"))
                .expect("a day");
            office::typed(xml, &cell(row, NUMBER), &serial.to_string());
            format!("{}年{}月{}日", day.year(), u8::from(day.month()), day.day())
        } else {
            let near = number(goal).or_else(|| number(actual)).unwrap_or(Decimal::from(100));
            let typed = match random.below(8) {
                0 => near,
                1 => Decimal::ZERO,
                // Half cents and the ends of bands are met where the ratio is a round one.
                2..=4 => {
                    (near * Decimal::new(i64::try_from(random.below(2_000)).expect("small"), 3)).normalize()
                }
                5 => near + random.decimal(2, 3),
                _ => random.decimal(200, 4),
            };
            let typed = typed.round_dp(8).normalize();
            office::typed(xml, &cell(row, NUMBER), &typed.to_string());
            format!("{typed}{unit}")
        };
        indicator.actual = Some(Located::nowhere(text));
        changed += 1;
    }
    changed
}

fn table_has_one(sheet: &Sheet, head: usize) -> bool {
    !sheet.at(head + 1, 0).is_empty() && sheet.at(head + 2, 0).is_empty()
}

/// The sheets of projects in the order of the tables: `001 …` after the overview and the charts.
fn sheet_of<'s>(sheets: &'s std::collections::BTreeMap<String, Sheet>, index: usize) -> &'s Sheet {
    let number = format!("{:02}", index + 1);
    let found = sheets.iter().find(|(name, _)| name.split(' ').next() == Some(&number));
    found.unwrap_or_else(|| panic!("no sheet {number}")).1
}

/// Computes a workbook as it is, then with typed numbers, and holds everything against the engine.
fn recomputed(tables: &[Table], variants: usize, seed: u64) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = workbook(tables);
    assert_eq!(bytes, workbook(tables), "equal tables make equal files");
    let path = |name: &str| folder.path().join(format!("{name}.xlsx"));
    std::fs::write(path("plain"), &bytes).expect("a file");
    let plain = office::computed(&[path("plain")], folder.path());
    let mut held = 0;
    for (index, (table, policy)) in tables.iter().enumerate() {
        let said = format!("{} {index} {}", policy.id.value, table.project.value);
        held += holds(sheet_of(&plain["plain"], index), table, policy, &said);
    }
    // Typed numbers.
    let mut random = Random(seed);
    let mut changes = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut expected = Vec::new();
    for variant in 0..variants {
        let mut parts = office::unpacked(&bytes);
        let mut changed = Vec::new();
        for (index, (table, policy)) in tables.iter().enumerate() {
            // The overview and the charts come first.
            let part = parts.get_mut(&format!("xl/worksheets/sheet{}.xml", index + 3)).expect("a sheet");
            let mut xml = String::from_utf8(std::mem::take(part)).expect("UTF-8");
            let mut table = table.clone();
            changes += change(&mut random, sheet_of(&plain["plain"], index), &mut xml, &mut table);
            *part = xml.into_bytes();
            changed.push((table, *policy));
        }
        let name = format!("typed{variant}");
        std::fs::write(path(&name), office::packed(&parts)).expect("a file");
        files.push(path(&name));
        expected.push((name, changed));
    }
    let second = tempfile::tempdir().expect("a folder");
    let computed = office::computed(&files, second.path());
    for (name, tables) in &expected {
        for (index, (table, policy)) in tables.iter().enumerate() {
            let said = format!("{name}: {} {index} {}", policy.id.value, table.project.value);
            held += holds(sheet_of(&computed[name], index), table, policy, &said);
        }
    }
    (held, changes)
}

#[test]
fn the_sixteen_follow_what_is_typed_into_them() {
    if !office::is_there() {
        return;
    }
    let (held, changes) = recomputed(&sixteen(), 8, 1);
    assert!(changes >= 500, "{changes} numbers typed");
    println!("{held} scores and {changes} typed numbers");
}

#[test]
fn every_shipped_policy_is_said_in_formulas() {
    if !office::is_there() {
        return;
    }
    let (held, changes) = recomputed(&cases(), 6, 2);
    println!("{held} scores and {changes} typed numbers");
}
