//! The layouts of published tables of other places, rebuilt as grids and read back, where those tables are at hand.
//!
//! Each is built in several ways: cells merged or repeated or left blank below the first, headings over one row or two,
//! a label down the side, pages that repeat the heading.

use crate::common::back;
use jixiao::assessment::{Assessment, Indicator};
use jixiao::document::{Block, Cell, Document, Forms, Grid, assessments};
use jixiao::message::Lang;
use jixiao::place::{Located, Place, Table};
use jixiao::value::parse_figure;
use serde_yaml::Value;
use std::path::Path;

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Class and group span their rows, and 年度绩效指标 all of them at the side.
    Merged,
    /// They stand once, with blank cells below.
    Blank,
    /// They stand in each row.
    Repeated,
    /// Two rows of headings, and a new page in the midst.
    TwoRows,
}

const WAYS: [Way; 4] = [Way::Merged, Way::Blank, Way::Repeated, Way::TwoRows];

/// What a column of the published table holds, told from its heading alone, by rules of this test.
fn holds(heading: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if has(&["折算", "占比", "累计", "偏差率", "指标说明", "评价标准"]) || heading == "说明"
    {
        ""
    } else if has(&["一级"]) {
        "level1"
    } else if has(&["二级"]) {
        "level2"
    } else if has(&["三级", "指标名称", "绩效内容"]) {
        "level3"
    } else if has(&["原因"]) {
        "reason"
    } else if has(&["性质+"]) {
        "target"
    } else if has(&["性质", "符号"]) {
        "op"
    } else if has(&["单位"]) {
        "unit"
    } else if has(&["得分", "自评分"]) {
        "score"
    } else if has(&["分值", "权重"]) {
        "weight"
    } else if heading == "单项指标完成情况" {
        ""
    } else if has(&["完成", "实际"]) {
        "actual"
    } else if has(&["指标值", "目标值"]) {
        "target"
    } else {
        ""
    }
}

struct Drawn {
    cells: Vec<Cell>,
    row: u32,
    page: u32,
}

impl Drawn {
    fn cell(&mut self, column: u32, rows: u32, columns: u32, text: &str) {
        let on = Table::Page { page: self.page, table: 1, area: jixiao::place::Area::default() };
        let at = Place::Cell { on, row: self.row + 1, column: column + 1 };
        self.cells.push(Cell { row: self.row, column, rows, columns, text: text.to_owned(), at });
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_sequence).map_or(&[], Vec::as_slice)
}

/// What a row prints in a column.
fn printed<'v>(row: &'v Value, key: &str) -> &'v str {
    match key {
        "reason" => {
            if text(row, "reason") == "present" {
                "已说明"
            } else {
                ""
            }
        }
        // Where the form keeps operator and value apart, the value is the target.
        "target" => match text(row, "target") {
            "" => text(row, "value"),
            target => target,
        },
        other => text(row, other),
    }
}

fn draw(table: &Value, way: Way) -> Document {
    let mut drawn = Drawn { cells: Vec::new(), row: 0, page: 1 };
    let headings: Vec<&str> = list(table, "columns").iter().filter_map(Value::as_str).collect();
    let side = u32::from(way == Way::Merged);
    drawn.cell(0, 1, 2, "项目名称");
    drawn.cell(2, 1, 4, text(table, "title"));
    drawn.row += 1;
    funds(&mut drawn, table);
    // The heading.
    let rows = list(table, "indicators");
    if way == Way::TwoRows {
        let levels = headings.iter().take_while(|heading| holds(heading).starts_with("level")).count() as u32;
        if levels > 1 {
            drawn.cell(0, 1, levels, "绩效指标");
        }
        for (column, heading) in (0_u32..).zip(&headings) {
            if levels <= 1 || column >= levels {
                drawn.cell(column, 2, 1, heading);
            }
        }
        drawn.row += 1;
        for (column, heading) in (0_u32..).zip(&headings) {
            if levels > 1 && column < levels {
                drawn.cell(column, 1, 1, heading);
            }
        }
        drawn.row += 1;
    } else {
        if side == 1 {
            drawn.cell(0, 1 + rows.len() as u32, 1, "年度绩效指标");
        }
        for (column, heading) in (side..).zip(&headings) {
            drawn.cell(column, 1, 1, heading);
        }
        drawn.row += 1;
    }
    for (index, row) in rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|index| rows.get(index));
        // A page ends in the middle; its heading stands again on the next.
        let page = way == Way::TwoRows && index > 0 && index == rows.len() / 2;
        if page {
            drawn.page += 1;
            for (column, heading) in (side..).zip(&headings) {
                drawn.cell(column, 1, 1, heading);
            }
            drawn.row += 1;
        }
        for (column, heading) in (side..).zip(&headings) {
            let key = holds(heading);
            let value = printed(row, key);
            let same = |other: &Value| {
                text(other, "level1") == text(row, "level1")
                    && (key == "level1" || text(other, "level2") == text(row, "level2"))
            };
            let level = key == "level1" || (key == "level2" && headings.iter().any(|h| holds(h) == "level3"));
            let goes_on = level && above.is_some_and(same);
            match way {
                Way::Merged if goes_on => {}
                Way::Merged if level => {
                    let span = rows[index..].iter().take_while(|other| same(other)).count();
                    drawn.cell(column, span as u32, 1, value);
                }
                Way::Blank | Way::TwoRows if goes_on && !page => drawn.cell(column, 1, 1, ""),
                _ => drawn.cell(column, 1, 1, value),
            }
        }
        drawn.row += 1;
    }
    total(&mut drawn, table, &headings, side);
    drawn.cell(0, 1, headings.len() as u32, "注：本表由单位填报，得分保留一位小数。");
    drawn.row += 1;
    let title = Block::Text(Located::nowhere("项目支出绩效自评表".to_owned()));
    let year = table.get("year").and_then(Value::as_i64).map(|year| format!("（{year}年度）"));
    let mut blocks = vec![title];
    blocks.extend(year.map(|year| Block::Text(Located::nowhere(year))));
    blocks.push(Block::Grid(Grid { cells: drawn.cells }));
    Document { name: "corpus".into(), blocks, diagnostics: Vec::new() }
}

const AMOUNTS: [(&str, &str); 6] = [
    ("年初预算数", "initial"),
    ("全年预算数（A）", "budget"),
    ("全年执行数（B）", "executed"),
    ("分值", "weight"),
    ("执行率（B/A）", "rate"),
    ("得分", "score"),
];

fn funds(drawn: &mut Drawn, table: &Value) {
    let lines = list(table, "funds");
    if lines.is_empty() {
        return;
    }
    drawn.cell(0, lines.len() as u32 + 1, 1, "项目资金\n（万元）");
    for (column, (heading, _)) in (2..).zip(AMOUNTS) {
        drawn.cell(column, 1, 1, heading);
    }
    drawn.row += 1;
    for line in lines {
        drawn.cell(1, 1, 1, text(line, "label"));
        for (column, (_, key)) in (2..).zip(AMOUNTS) {
            drawn.cell(column, 1, 1, text(line, key));
        }
        drawn.row += 1;
    }
}

fn total(drawn: &mut Drawn, table: &Value, headings: &[&str], side: u32) {
    let Some(total) = table.get("total") else { return };
    drawn.cell(0, 1, 2, "总 分");
    for (column, heading) in (side..).zip(headings) {
        let key = holds(heading);
        if column >= 2 && matches!(key, "weight" | "score") {
            drawn.cell(column, 1, 1, text(total, key));
        }
    }
    drawn.row += 1;
}

/// A figure as the corpus prints it: without 分, %, 万元.
fn figure(printed: &str) -> Option<String> {
    let bare = printed.trim().trim_end_matches(['%', '分', '元', '万', ' ']);
    parse_figure(bare).ok().map(|figure| figure.normalize().to_string())
}

fn shown(figure: Option<&Located<rust_decimal::Decimal>>) -> Option<String> {
    figure.map(|figure| figure.value.normalize().to_string())
}

fn stroke(text: &str) -> bool {
    matches!(text, "" | "—" | "-" | "一" | "/")
}

/// Everything of the table that its columns show, against what was read.
fn compare(file: &str, way: Way, table: &Value, read: &Assessment, wrong: &mut Vec<String>) {
    let mut same = |found: Option<String>, expected: Option<String>, place: String| {
        if found != expected {
            wrong.push(format!("{place}: {found:?} for {expected:?}"));
        }
    };
    let headings: Vec<&str> = list(table, "columns").iter().filter_map(Value::as_str).collect();
    let shows = |key: &str| headings.iter().any(|heading| holds(heading) == key);
    let rows = list(table, "indicators");
    same(
        Some(read.indicators.len().to_string()),
        Some(rows.len().to_string()),
        format!("{file} {way:?}: rows"),
    );
    if read.indicators.len() != rows.len() {
        return;
    }
    same(
        Some(read.project.value.clone()),
        Some(text(table, "title").to_owned()),
        format!("{file} {way:?}: project"),
    );
    let year = table.get("year").and_then(Value::as_i64);
    same(
        read.year.map(|year| year.to_string()),
        year.map(|year| year.to_string()),
        format!("{file} {way:?}: year"),
    );
    for (number, (row, found)) in rows.iter().zip(&read.indicators).enumerate() {
        let place = format!("{file} {way:?} row {}", number + 1);
        let cell =
            |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        if shows("level3") {
            same(
                Some(found.name.value.clone()),
                Some(text(row, "level3").to_owned()),
                format!("{place}: name"),
            );
        }
        for (key, found) in [
            ("level1", &found.class),
            ("level2", &found.group),
            ("target", &found.target),
            ("actual", &found.actual),
            ("op", &found.operator),
            ("unit", &found.unit),
        ] {
            let expected = printed(row, key);
            let expected = if stroke(expected) { "" } else { expected };
            if shows(key) && (key != "level2" || shows("level3")) {
                same(Some(cell(found)), Some(expected.to_owned()), format!("{place}: {key}"));
            }
        }
        for (key, found) in [("weight", &found.weight), ("score", &found.claimed)] {
            if shows(key) {
                same(shown(found.as_ref()), figure(printed(row, key)), format!("{place}: {key}"));
            }
        }
        assert!(found.at != Place::Nowhere, "{place}: no place");
    }
    for (number, line) in list(table, "funds").iter().enumerate() {
        let money = if number == 0 {
            &read.funds.total
        } else {
            let Some(source) = read.funds.sources.get(number - 1) else {
                same(None, Some(text(line, "label").to_owned()), format!("{file} {way:?}: source {number}"));
                continue;
            };
            &source.money
        };
        for (key, found) in
            [("initial", &money.initial), ("budget", &money.budget), ("executed", &money.executed)]
        {
            same(
                shown(found.as_ref()),
                figure(text(line, key)),
                format!("{file} {way:?}: {key} of line {number}"),
            );
        }
    }
    if let Some(first) = list(table, "funds").first() {
        same(
            shown(read.funds.weight.as_ref()),
            figure(text(first, "weight")),
            format!("{file} {way:?}: weight of execution"),
        );
    }
    if let Some(total) = table.get("total") {
        for (key, found) in [("weight", &read.claimed.weight), ("score", &read.claimed.total)] {
            if shows(key) {
                same(shown(found.as_ref()), figure(text(total, key)), format!("{file} {way:?}: total {key}"));
            }
        }
    }
}

fn read(document: &Document) -> Forms {
    assessments(document, jixiao::shipped::vocabulary())
}

/// Sentences of a report, which are no table.
const SENTENCES: [&str; 3] = ["55-", "78-", "81-"];

#[test]
fn the_layouts_of_other_places_read_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: the published tables of other places are not at hand");
        return;
    };
    let mut files: Vec<_> = files
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 32, "{}", files.len());
    let mut tables = 0;
    let mut wrong = Vec::new();
    let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
    let mut read_tables = Vec::new();
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        if SENTENCES.iter().any(|sentence| name.starts_with(sentence)) {
            continue;
        }
        let table: Value =
            serde_yaml::from_str(&std::fs::read_to_string(&file).expect("UTF-8")).expect("YAML");
        for way in WAYS {
            let forms = read(&draw(&table, way));
            match &forms.tables[..] {
                [read] => {
                    compare(&name, way, &table, read, &mut wrong);
                    // A form that is filled in anew has nothing for a row without target, actual and weight.
                    let says = |row: &Indicator| {
                        row.target.is_some() || row.actual.is_some() || row.weight.is_some()
                    };
                    if way == Way::Merged && read.indicators.iter().all(says) {
                        // Where one table of a document has a year, a reader takes it for all.
                        let year = read.year.or(Some(2024));
                        read_tables.push((Assessment { year, ..read.clone() }, policy));
                    }
                }
                read => wrong.push(format!("{name} {way:?}: {} tables: {:?}", read.len(), forms.diagnostics)),
            }
        }
        tables += 1;
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tables >= 29, "{tables}");
    // And what the reports make of them reads back again.
    assert!(read_tables.len() >= 25, "{}", read_tables.len());
    let wrong = back::differences(&read_tables, Lang::Zh);
    assert!(wrong.is_empty(), "{wrong}");
}
