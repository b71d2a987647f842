//! The formulas of the workbook, computed by `LibreOffice`: they give what the engine gives, for the tables as they are
//! and for numbers that are typed into the cells beside them.

use crate::common::back;
use crate::common::libreoffice;
use crate::common::libreoffice::Sheet;
use crate::common::random::Random;
use jixiao::assessment::{Assessment, Indicator};
use jixiao::decode;
use jixiao::files;
use jixiao::message::Lang;
use jixiao::place::Located;
use jixiao::policy::{NotApplicableAward, Policy};
use jixiao::report::xlsx;
use jixiao::scoring::{Scorecard, Status, score};
use jixiao::shipped;
use jixiao::value::Rational;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A table with its policy.
type Table = (Assessment, &'static Policy);

fn workbook(tables: &[Table]) -> Vec<u8> {
    xlsx(&back::projects(tables), Lang::Zh).expect("a workbook")
}

fn sixteen() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/urumqi-2024");
    let loaded = files::read_tables(&[folder], jixiao::input::ReadOptions::default());
    assert!(loaded.diagnostics.is_empty());
    let policy = |table: &Assessment| {
        let name = table.policy.as_ref().expect("a policy").value.clone();
        shipped::shipped_policy(&name).expect("shipped")
    };
    let tables: Vec<Table> =
        loaded.tables.into_iter().map(|table| (policy(&table), table)).map(|(p, t)| (t, p)).collect();
    assert_eq!(tables.len(), 16);
    tables
}

/// Every case that a shipped policy carries.
fn cases() -> Vec<Table> {
    let mut all = Vec::new();
    for policy in shipped::shipped_policies() {
        let text = shipped::shipped_text(&policy.id.value).expect("its text");
        let cases = decode::policy_cases(&policy.id.value, text).value.expect("its cases");
        all.extend(cases.into_iter().map(|case| (case.table, policy)));
    }
    assert!(all.len() > 300, "{}", all.len());
    all
}

/// A decimal below a bound, of at most so many places.
fn decimal(random: &mut Random, below: u64, places: u64) -> Decimal {
    let places = u32::try_from(random.below(places + 1)).expect("small");
    Decimal::new(i64::try_from(random.below(below * 10_u64.pow(places))).expect("small"), places).normalize()
}

/// Where the columns of a sheet are, by their headings: a form has those that its table needs.
struct At<'s> {
    sheet: &'s Sheet,
    head: usize,
}

impl<'s> At<'s> {
    fn of(sheet: &'s Sheet) -> Self {
        let is_head = |row: &&usize| sheet.0[**row].iter().any(|text| text == "三级指标");
        let rows: Vec<usize> = (0..sheet.0.len()).collect();
        Self { sheet, head: *rows.iter().find(is_head).expect("the heading of the indicators") }
    }

    fn column(&self, heading: &str) -> usize {
        let found = self.sheet.0[self.head].iter().position(|text| text == heading);
        found.unwrap_or_else(|| panic!("no column {heading}"))
    }

    /// The first row of indicators.
    fn first(&self) -> usize {
        self.head + 1
    }

    fn name(&self) -> usize {
        self.column("三级指标")
    }

    fn executed(&self) -> usize {
        self.column("实际完成值")
    }

    fn score(&self) -> usize {
        self.column("重算得分")
    }

    fn claimed(&self) -> usize {
        self.column("自评得分")
    }

    fn reason(&self) -> usize {
        self.column("偏差原因分析及改进措施")
    }

    fn goal(&self) -> usize {
        self.column("指标数值")
    }

    fn number(&self) -> usize {
        self.column("完成数值")
    }

    fn scale(&self) -> usize {
        self.column("折算单位")
    }
}

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
    let card: Scorecard = score(table, policy, shipped::vocabulary());
    let shown =
        |score: Option<Decimal>| score.map_or_else(|| "—".to_owned(), |score| score.normalize().to_string());
    let found = |row: usize, column: usize| {
        let text = sheet.at(row, column);
        number(text).map_or_else(|| text.to_owned(), |number| number.normalize().to_string())
    };
    let at = At::of(sheet);
    assert_eq!(found(5, at.score()), shown(card.execution.score), "{said}: execution");
    for (row, (score, indicator)) in (at.first()..).zip(card.rows.iter().zip(&table.indicators)) {
        let actual = indicator.actual.as_ref().map_or("", |actual| actual.value.as_str());
        let full = policy.not_applicable.award == NotApplicableAward::Full;
        if score.status == Status::NotApplicable && full {
            let weight = indicator.weight.as_ref().map(|weight| weight.value);
            assert_eq!(found(row, at.score()), shown(weight), "{said}: row {row} counts in full");
        } else if score.status == Status::NotApplicable {
            assert_eq!(sheet.at(row, at.score()), "不适用", "{said}: row {row}");
        } else {
            let target = indicator.target.as_ref().map_or("", |target| target.value.as_str());
            assert_eq!(found(row, at.score()), shown(score.score), "{said}: row {row}, {target} {actual}");
        }
    }
    let total = sheet.row(0, "总分");
    let expected = match (card.total.score, card.total.low, card.total.high) {
        (Some(score), _, _) => score.normalize().to_string(),
        (None, Some(low), Some(high)) => format!("{low:.2}–{high:.2}"),
        (None, Some(low), None) => format!("≥{low:.2}"),
        _ => "—".to_owned(),
    };
    assert_eq!(found(total, at.score()), expected, "{said}: total");
    let grade = card.grade.map_or("—", |grade| match grade.as_str() {
        "excellent" => "优",
        "good" => "良",
        "fair" => "中",
        _ => "差",
    });
    assert_eq!(sheet.at(total, at.reason()), grade, "{said}: grade");
    card.rows.len() + 1
}

/// Types numbers into a sheet and makes the table what a person would have written instead. Returns how many.
fn change(random: &mut Random, sheet: &Sheet, xml: &mut String, table: &mut Assessment) -> usize {
    let mut changed = 0;
    let at = At::of(sheet);
    if let Some(executed) = table.funds.total.executed.as_mut()
        && random.below(2) == 0
    {
        let budget = table.funds.total.budget.as_ref().map_or(Decimal::from(100), |budget| budget.value);
        executed.value = match random.below(4) {
            0 => budget,
            1 => (budget * decimal(random, 2, 2)).normalize(),
            _ => decimal(random, 300, 2),
        };
        libreoffice::typed(xml, &cell(5, at.executed()), &executed.value.to_string());
        changed += 1;
    }
    if sheet.0.iter().any(|row| row.first().is_some_and(|text| text.starts_with("补充数据"))) {
        let head = sheet.row(0, "补充数据（评分办法所需，表中未填）");
        for (index, (name, figure)) in table.facts.iter_mut().enumerate() {
            // Facts stand in the order of the policy; only a table with one alone is sure of its place.
            let rows = head + 1 + index;
            if table_has_one(sheet, head) && !name.value.is_empty() {
                figure.value = decimal(random, 30, 2);
                libreoffice::typed(xml, &cell(rows, at.name()), &figure.value.to_string());
                changed += 1;
            }
        }
    }
    for (row, indicator) in (at.first()..).zip(&mut table.indicators) {
        let (goal, actual, unit) =
            (sheet.at(row, at.goal()), sheet.at(row, at.number()), sheet.at(row, at.scale()));
        if actual.is_empty() {
            // A judged row follows the printed score.
            if sheet.at(row, at.score()) != "不适用" && indicator.actual.is_some() && random.below(2) == 0
            {
                let claimed = decimal(random, 30, 2);
                libreoffice::typed(xml, &cell(row, at.claimed()), &claimed.to_string());
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
            libreoffice::typed(xml, &cell(row, at.number()), &serial.to_string());
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
                5 => near + decimal(random, 2, 3),
                _ => decimal(random, 200, 4),
            };
            let typed = typed.round_dp(8).normalize();
            libreoffice::typed(xml, &cell(row, at.number()), &typed.to_string());
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
fn sheet_of(sheets: &BTreeMap<String, Sheet>, index: usize) -> &Sheet {
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
    let plain = libreoffice::computed(&[path("plain")], folder.path());
    let mut held = 0;
    for (index, (table, policy)) in tables.iter().enumerate() {
        let said = format!("{} {index} {}", policy.id.value, table.project.value);
        let sheet = sheet_of(&plain["plain"], index);
        held += holds(sheet, table, policy, &said);
        let overview = &plain["plain"]["总览"];
        let (total, at) = (sheet.row(0, "总分"), At::of(sheet));
        assert_eq!(overview.at(index + 3, 6), sheet.at(total, at.score()), "{said}: the overview");
        assert_eq!(overview.at(index + 3, 9), sheet.at(total, at.reason()), "{said}: the overview");
    }
    // Typed numbers.
    let mut random = Random(seed);
    let mut changes = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut expected = Vec::new();
    for variant in 0..variants {
        let mut parts = libreoffice::unpacked(&bytes);
        let mut typed = Vec::new();
        for (index, (table, policy)) in tables.iter().enumerate() {
            // The overview and the charts come first.
            let part = parts.get_mut(&format!("xl/worksheets/sheet{}.xml", index + 3)).expect("a sheet");
            let mut xml = String::from_utf8(std::mem::take(part)).expect("UTF-8");
            let mut table = table.clone();
            changes += change(&mut random, sheet_of(&plain["plain"], index), &mut xml, &mut table);
            *part = xml.into_bytes();
            typed.push((table, *policy));
        }
        let name = format!("typed{variant}");
        std::fs::write(path(&name), libreoffice::packed(&parts)).expect("a file");
        files.push(path(&name));
        expected.push((name, typed));
    }
    let second = tempfile::tempdir().expect("a folder");
    let computed = libreoffice::computed(&files, second.path());
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
    if !libreoffice::is_there() {
        return;
    }
    let (held, changes) = recomputed(&sixteen(), 8, 1);
    assert!(changes >= 500, "{changes} numbers typed");
    println!("{held} scores and {changes} typed numbers");
}

#[test]
fn every_shipped_policy_is_said_in_formulas() {
    if !libreoffice::is_there() {
        return;
    }
    let (held, changes) = recomputed(&cases(), 2, 2);
    println!("{held} scores and {changes} typed numbers");
}

/// What a policy may say of rows that do not apply or have no score, of the rounding of totals, and of caps: each way.
const WAYS: [(&str, &str); 8] = [
    ("rescale", "not_applicable: {award: rescale}"),
    ("drop", "not_applicable: {award: drop}"),
    ("full", "not_applicable: {award: full}"),
    ("bounds-drop", "not_applicable: {award: drop}\ncannot_score: bounds"),
    ("rescale-unscored", "not_applicable: {award: rescale}\ncannot_score: rescale"),
    ("drop-unscored", "not_applicable: {award: drop}\ncannot_score: rescale"),
    (
        "tenths",
        "rounding: {rate: {decimals: 4, mode: half_up}, row: {decimals: 1, mode: half_up}, total: {decimals: 0, mode: half_up}}",
    ),
    (
        "cut",
        "rounding: {rate: exact, row: {decimals: 2, mode: truncate}, total: {decimals: 1, mode: truncate}}",
    ),
];

/// The sixteen under each of them: some rows do not apply, some have no score, some tables have two goals, print no
/// weight of execution, or keep operator and unit in columns of their own.
fn in_many_ways() -> Vec<Table> {
    let sixteen = sixteen();
    let mut random = Random(7);
    let mut all = Vec::new();
    for (id, says) in WAYS {
        let text = format!(
            "id: {id}\nextends: mof-2020-10\ntitle: {{zh: 试, en: trial}}\ntrust: text\nbasis: {{zh: 试, en: trial}}\n{says}\n"
        );
        let read = decode::policy(id, &text);
        assert!(read.diagnostics.is_empty(), "{id}: {:#?}", read.diagnostics);
        // Tests go on to the end: a policy may stay where it is.
        let policy: &'static Policy = Box::leak(Box::new(read.value.expect("a policy")));
        for (table, _) in &sixteen {
            let mut table = table.clone();
            table.policy = None;
            varied(&mut random, &mut table);
            all.push((table, policy));
        }
    }
    all
}

fn varied(random: &mut Random, table: &mut Assessment) {
    let words = |text: &str| Some(Located::nowhere(text.to_owned()));
    for row in &mut table.indicators {
        match random.below(8) {
            0 | 1 => row.actual = words("不适用"),
            2 => row.actual = None,
            _ => {}
        }
    }
    if random.below(3) == 0 {
        table.funds.weight = None;
    }
    if random.below(3) == 0 {
        for (index, row) in table.indicators.iter_mut().enumerate() {
            row.goal = words(if index % 2 == 0 { "一" } else { "二" });
        }
        let ratio = |name: &str, ratio: i64| {
            (Located::nowhere(name.to_owned()), Located::nowhere(Decimal::new(ratio, 2)))
        };
        table.goals.ratios = vec![ratio("一", 40), ratio("二", 60)];
    }
    if random.below(3) == 0 {
        for row in &mut table.indicators {
            let Some(target) = row.target.as_mut().filter(|target| target.value.starts_with(">=")) else {
                continue;
            };
            target.value = target.value.trim_start_matches(">=").to_owned();
            row.operator = words("≥");
        }
    }
}

#[test]
fn rows_that_do_not_apply_and_totals_in_every_way() {
    if !libreoffice::is_there() {
        return;
    }
    let tables = in_many_ways();
    let cards = tables.iter().map(|(table, policy)| score(table, policy, shipped::vocabulary()));
    let rows: Vec<Status> = cards.flat_map(|card| card.rows.into_iter().map(|row| row.status)).collect();
    let count = |status| rows.iter().filter(|row| **row == status).count();
    assert!(count(Status::NotApplicable) > 200 && count(Status::CannotScore) > 100, "{rows:?}");
    let (held, changes) = recomputed(&tables, 1, 4);
    assert!(changes >= 500, "{changes} numbers typed");
    println!("{held} scores and {changes} typed numbers");
}

/// The exact score of a row that missed its target, from weight, target and actual.
type Exactly = fn(Rational, Rational, Rational) -> Option<Rational>;

/// How far a score is from the nearest half cent, in points.
fn from_half_cent(score: Rational) -> f64 {
    let (above, below) = score.checked_mul(Rational::whole(200)).expect("fits").parts();
    let beyond = above.rem_euclid(2 * below) - below;
    #[allow(clippy::cast_precision_loss)] // which power of ten is enough
    let distance = beyond.unsigned_abs() as f64 / below.unsigned_abs() as f64;
    distance / 200.0
}

/// Rows whose exact score is a half cent, and their nearest neighbours on both sides: as near as 1e-12.
fn ties(random: &mut Random, sign: &str, exactly: Exactly, rows: usize) -> (Vec<Indicator>, usize) {
    let mut all = Vec::new();
    let mut halves = 0;
    while all.len() < rows {
        let weights = [1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100];
        let weight = Decimal::from(weights[usize::try_from(random.below(11)).expect("small")]);
        let target = decimal(random, 100_000, 2) + Decimal::ONE;
        let whole = u64::try_from(weight.mantissa()).expect("small");
        let score = Decimal::new(i64::try_from(random.below(whole * 100)).expect("small") * 10 + 5, 3);
        let share = score / weight;
        let actual = match sign {
            "≥" => target * share,
            // What loses its points along a line, then what loses them by a ratio.
            _ if random.below(2) == 0 => target * (Decimal::TWO - share),
            _ => target / share,
        };
        // A quotient that does not end is no half cent; its neighbour is as near as figures come.
        let actual = actual.round_dp(7).normalize();
        let step = Decimal::new(1, 7);
        for actual in [actual, actual + step, actual - step] {
            let of = |figure: Decimal| Rational::from(figure);
            let Some(score) = exactly(of(weight), of(target), of(actual)) else { continue };
            let distance = from_half_cent(score);
            if distance > 0.0 && distance < 1e-12 {
                continue;
            }
            halves += usize::from(distance == 0.0);
            all.push(Indicator {
                class: Some(Located::nowhere("产出指标".to_owned())),
                name: Located::nowhere(format!("第{}行", all.len())),
                target: Some(Located::nowhere(format!("{sign}{target}"))),
                actual: Some(Located::nowhere(actual.to_string())),
                weight: Some(Located::nowhere(weight)),
                ..Indicator::default()
            });
        }
    }
    (all, halves)
}

#[test]
fn half_cents_are_rounded_as_the_engine_rounds_them() {
    if !libreoffice::is_there() {
        return;
    }
    let completion: Exactly = |w, t, a| w.checked_mul(a).ok()?.checked_div(t).ok()?;
    let inverse: Exactly = |w, t, a| w.checked_mul(t).ok()?.checked_div(a).ok()?;
    let line: Exactly = |w, t, a| {
        let lost = w.checked_mul(a).ok()?.checked_div(t).ok()??;
        w.checked_mul(Rational::whole(2)).ok()?.checked_sub(lost).ok()
    };
    let mut random = Random(3);
    let mut halves = 0;
    let mut table = |id: &str, sign: &str, exactly| {
        let policy = shipped::shipped_policy(id).expect("shipped");
        let project = Located::nowhere(format!("{id} {sign}"));
        let (indicators, exact) = ties(&mut random, sign, exactly, 3_000);
        halves += exact;
        (Assessment { project, indicators, ..Assessment::default() }, policy)
    };
    let tables = [
        table("mof-2020-10", "≥", completion),
        table("mof-2020-10", "≤", inverse),
        table("platform-default", "≤", line),
    ];
    assert!(halves > 1_000, "{halves} half cents are too few");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ties.xlsx");
    std::fs::write(&path, workbook(&tables)).expect("a file");
    let computed = libreoffice::computed(&[path], folder.path());
    for (index, (table, policy)) in tables.iter().enumerate() {
        holds(sheet_of(&computed["ties"], index), table, policy, &table.project.value);
    }
    println!("{halves} half cents");
}

/// Where the links of a sheet lead to: the cell that carries one, and the place.
fn links(xml: &str) -> BTreeMap<String, String> {
    let of = |tag: &str, key: &str| {
        let value = tag.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or_default().replace("&apos;", "'")
    };
    xml.split("<hyperlink ").skip(1).map(|tag| (of(tag, "ref"), of(tag, "location"))).collect()
}

/// A thousand sheets of one name: each can be told from the others, and is a click away from the overview and back.
#[test]
fn a_thousand_sheets_are_found() {
    let mut table = sixteen().swap_remove(9);
    table.0.project.value = "某项目[2024]：专项资金/补助?".repeat(5);
    table.0.indicators.truncate(1);
    let tables = vec![table; 1000];
    let parts = libreoffice::unpacked(&workbook(&tables));
    let part = |name: &str| String::from_utf8_lossy(&parts[name]).into_owned();
    let book = part("xl/workbook.xml");
    let names: Vec<String> = book
        .split("<sheet name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(names.len(), 1003);
    let distinct: std::collections::BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(distinct.len(), names.len());
    assert!(
        names.iter().all(|name| name.encode_utf16().count() <= 31 && !name.contains(['[', ']', '/', '?']))
    );
    let overview = links(&part("xl/worksheets/sheet1.xml"));
    for (index, name) in names[2..1002].iter().enumerate() {
        let line = index + 4;
        assert_eq!(overview.get(&format!("B{line}")), Some(&format!("'{name}'!A1")));
        let own = links(&part(&format!("xl/worksheets/sheet{}.xml", index + 3)));
        assert_eq!(own.get("M1"), Some(&format!("'总览'!B{line}")));
        assert_eq!(own.contains_key("N1"), index > 0);
        assert_eq!(own.get("O1").cloned(), (index < 999).then(|| format!("'{}'!A1", names[index + 3])));
    }
    // A number of findings leads to the first of them, and each finding to its project.
    let found = links(&part("xl/worksheets/sheet1003.xml"));
    let (_, to) =
        overview.iter().find(|(cell, _)| cell.starts_with('K') || cell.starts_with('L')).expect("findings");
    assert!(to.starts_with("'问题'!A"), "{to}");
    assert!(found.len() >= 1000 && found["A2"] == format!("'{}'!A1", names[2]), "{}", found.len());
}

/// A text that a spreadsheet would run, or a page show as markup, stays a text, wherever it stands.
#[test]
fn hostile_texts_stay_texts() {
    let name = "=cmd|' /C calc'!A0<script>";
    let text = |words: &str| Some(Located::nowhere(words.to_owned()));
    let table = Assessment {
        project: Located::nowhere(name.to_owned()),
        department: Some("@SUM(A1)".to_owned()),
        unit: Some("+1\u{0}\u{ffff}".to_owned()),
        indicators: vec![Indicator {
            class: text("-1+2"),
            group: text("=1+2"),
            name: Located::nowhere("=HYPERLINK(\"http://x\")".to_owned()),
            target: text("=5个"),
            actual: text("=5个"),
            weight: Some(Located::nowhere(Decimal::from(90))),
            ..Indicator::default()
        }],
        ..Assessment::default()
    };
    let bytes = workbook(&[(table, shipped::shipped_policy("mof-2020-10").expect("shipped"))]);
    for (part, bytes) in libreoffice::unpacked(&bytes) {
        let xml = String::from_utf8_lossy(&bytes);
        // Formulas name the sheet, whose name keeps what of the project's name a sheet may be called.
        let xml = xml.replace("'01 =cmd|_ _C calc_!A0&lt;script&gt;'", "'sheet'");
        for formula in xml.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().expect("its end");
            let told = ["cmd", "HYPERLINK", "@SUM", "=1+2"];
            assert!(!told.iter().any(|told| formula.contains(told)), "{part}: {formula}");
        }
        assert!(!xml.contains("<script>"), "{part}");
        assert!(!xml.contains('\u{ffff}') && !xml.contains('\u{0}'), "{part}");
    }
}

/// The column of scores where a form has no more columns than it must.
const SCORE: usize = 7;

/// Every score cell of the sixteen is a formula; a row that no formula expresses says so.
#[test]
fn every_score_is_a_formula_or_says_why_not() {
    let tables = sixteen();
    let parts = libreoffice::unpacked(&workbook(&tables));
    for (index, (table, _)) in tables.iter().enumerate() {
        let xml =
            String::from_utf8_lossy(&parts[&format!("xl/worksheets/sheet{}.xml", index + 3)]).into_owned();
        let first = 5 + 1 + table.funds.sources.len() + 2 + 1;
        for row in (first..first + table.indicators.len()).chain([5]) {
            assert!(
                libreoffice::formula(&xml, &cell(row, SCORE)).is_some(),
                "{} row {row}",
                table.project.value
            );
        }
    }
    let policy = shipped::shipped_policy("hainan-2013").expect("shipped");
    let (table, _) = cases().into_iter().find(|(_, of)| of.id.value == policy.id.value).expect("a case");
    let parts = libreoffice::unpacked(&workbook(&[(table, policy)]));
    let xml = String::from_utf8_lossy(&parts["xl/worksheets/sheet3.xml"]).into_owned();
    assert_eq!(libreoffice::formula(&xml, &cell(9, SCORE)), None);
    let notes = parts
        .iter()
        .filter(|(name, _)| name.contains("comments"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes));
    assert!(notes.collect::<String>().contains("等级标准"), "the note says why");
}
