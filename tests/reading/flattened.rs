//! Flattened text: the published document where it is at hand, a facsimile of the same kinds of breaks, and the shipped
//! tables flattened by this test to columns of other widths.

use crate::common::program;
use crate::common::snapshot::snapshot;
use jixiao::assessment::{Assessment, Indicator};
use jixiao::document::{assessments, text};
use jixiao::files::read_tables;
use jixiao::input::ReadOptions;
use jixiao::place::Located;
use jixiao::shipped::vocabulary;
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

fn shipped() -> Vec<Assessment> {
    read_tables(&[program::root().join("indicators/urumqi-2024")], ReadOptions::default()).tables
}

/// What of a row must be read as it is printed.
fn row(indicator: &Indicator) -> [String; 7] {
    let text = |text: Option<&Located<String>>| text.map(|text| text.value.clone()).unwrap_or_default();
    let figure = |figure: Option<&Located<rust_decimal::Decimal>>| {
        figure.map(|figure| figure.value.normalize().to_string()).unwrap_or_default()
    };
    [
        text(indicator.class.as_ref()),
        text(indicator.group.as_ref()),
        indicator.name.value.clone(),
        text(indicator.target.as_ref()),
        text(indicator.actual.as_ref()),
        figure(indicator.weight.as_ref()),
        figure(indicator.claimed.as_ref()),
    ]
}

fn read(text: &str) -> Vec<Assessment> {
    let forms = assessments(&text::read(&"a.txt".into(), text, vocabulary()), vocabulary());
    assert_eq!(forms.diagnostics, []);
    forms.tables
}

fn jixiao(arguments: &[&str]) -> String {
    let ran = program::run_in(program::root(), arguments, b"");
    assert_eq!((ran.code, ran.said.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

/// The projects of a run, without the name of their source and the places of what was found.
fn scored(arguments: &[&str]) -> Vec<Value> {
    let json: Value = serde_json::from_str(&jixiao(arguments)).expect("JSON");
    let mut projects = json["projects"].as_array().expect("a list").clone();
    for project in &mut projects {
        // Where it was read is another place each time.
        for key in ["source", "file"] {
            project.as_object_mut().expect("an object").remove(key);
        }
        for row in project["indicators"].as_array_mut().expect("a list") {
            row.as_object_mut().expect("an object").remove("place");
        }
        for finding in project["findings"].as_array_mut().expect("a list") {
            finding.as_object_mut().expect("an object").remove("at");
        }
    }
    projects
}

#[test]
fn the_published_document_reads_as_the_shipped_tables() {
    let document = "../shared/seed/urumqi-employment-2024.txt";
    if !program::root().join(document).exists() {
        eprintln!("SKIPPED: the published document is not at hand");
        return;
    }
    let expected = shipped();
    let read = read_tables(&[program::root().join(document)], ReadOptions::default());
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.tables.len(), 16);
    let mut rows = 0;
    for (read, expected) in read.tables.iter().zip(&expected) {
        let name = &expected.project.value;
        assert_eq!(&read.project.value, name);
        assert_eq!(
            (&read.department, &read.unit, read.year),
            (&expected.department, &expected.unit, expected.year)
        );
        assert_eq!(
            read.indicators.iter().map(row).collect::<Vec<_>>(),
            expected.indicators.iter().map(row).collect::<Vec<_>>(),
            "{name}"
        );
        for (read, expected) in read.indicators.iter().zip(&expected.indicators) {
            let given = |row: &Indicator| row.reason != jixiao::assessment::Reason::Absent;
            assert_eq!(given(read), given(expected), "{name}: {}", expected.name.value);
        }
        rows += read.indicators.len();
    }
    assert_eq!(rows, 161);
    // The shipped tables have the goals in short words, so what is found in the words may differ.
    let score = |path| {
        let mut projects =
            scored(&["score", path, "--format", "json", "--policy", "mof-2021-101", "--lang", "en"]);
        for project in &mut projects {
            project["findings"] = Value::Null;
        }
        projects
    };
    assert_eq!(score(document), score("indicators/urumqi-2024"));
}

const FACSIMILE: &str = "tests/forms/flattened.txt";

#[test]
fn a_facsimile_is_imported_and_scores_as_it_does_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let written = jixiao(&["import", FACSIMILE, "-o", &out, "--lang", "en"]);
    let mut all = String::new();
    for path in written.lines() {
        let name = Path::new(path).file_name().expect("a name").to_string_lossy();
        writeln!(all, "── {name}\n{}", std::fs::read_to_string(path).expect("UTF-8")).expect("a string");
    }
    snapshot("imported-facsimile", &all);

    let score = |path: &str| scored(&["score", path, "--format", "json", "--lang", "en"]);
    let itself = score(FACSIMILE);
    assert_eq!(itself.len(), 2);
    assert_eq!(score(&out), itself);
    // Once more says the same and changes nothing; what was changed by hand is not replaced.
    assert_eq!(jixiao(&["import", FACSIMILE, "-o", &out, "--lang", "en"]), written);
    let first = written.lines().next().expect("a path");
    std::fs::write(first, "project: 改过\n").expect("written");
    let again = program::run_in(program::root(), &["import", FACSIMILE, "-o", &out, "--lang", "en"], b"");
    assert_eq!(again.code, 2, "{}", again.said);
    assert!(again.said.contains("J5003") && again.said.contains("--force"), "{}", again.said);
    assert_eq!(std::fs::read_to_string(first).expect("UTF-8"), "project: 改过\n");
    jixiao(&["import", FACSIMILE, "-o", &out, "--lang", "en", "--force"]);
    assert_eq!(score(&out), itself);
}

#[test]
fn what_is_found_of_a_text_shows_its_line() {
    let explained =
        jixiao(&["explain", FACSIMILE, "--project", "大坝", "--indicator", "下游群众", "--lang", "en"]);
    assert!(explained.contains("place: line 337, column 1"), "{explained}");
    let text = std::fs::read_to_string(program::root().join(FACSIMILE)).expect("UTF-8");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), text.replace("=4000 块 8 7.62", "=4000 块 8 8.00"))
        .expect("written");
    let checked = program::run_in(folder.path(), &["check", "a.txt", "--lang", "en"], b"");
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("a.txt:103:") && checked.out.contains(">=4200 块 =4000 块 8 8.00"),
        "{}",
        checked.out
    );
}

/// The characters of a text, cut to lines of so many columns, as a narrow cell breaks them.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for part in pieces(text) {
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        let long: usize = part.chars().map(wide).sum();
        if taken + long > width && taken > 0 {
            lines.push(String::new());
            taken = 0;
        }
        let line = lines.last_mut().expect("a line");
        if !(line.is_empty() && part == " ") {
            line.push_str(&part);
            taken += long;
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).collect()
}

/// What no line is broken within: figures and Latin words, and what closes a sentence with the character before it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let closing = matches!(c, '，' | '。' | '、' | '）' | '”' | '；');
        let sticks = pieces.last().is_some_and(|piece| {
            closing
                || (c.is_ascii() && c != ' ' && piece.chars().all(|c| c.is_ascii() && c != ' '))
                || piece.ends_with(['（', '“'])
        });
        match pieces.last_mut() {
            Some(piece) if sticks => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// A table as a program flattens it that gives the cells of a row one behind the other.
fn flattened(table: &Assessment, width: usize, pages: Option<usize>) -> String {
    let mut out = String::from("项目支出绩效自评表\n(2024 年度)\n");
    writeln!(out, "项目名称 {}", table.project.value).expect("a string");
    out.push_str("项目资金\n（万元）\n年初预算\n数\n全年预算\n数\n全年执行\n数\n分值 执行率 得分\n");
    out.push_str("年度资金总额 100.00 100.00 90.00 10 90.00% 9.00 分\n");
    out.push_str(
        "一级指标 二级指标 三级指标\n年度指标\n值\n实际完成\n值\n分值 得分\n偏差原因\n分析及改\n进措施\n",
    );
    let mut above = (String::new(), String::new());
    for (number, indicator) in table.indicators.iter().enumerate() {
        let [class, group, name, target, actual, weight, claimed] = row(indicator);
        if pages.is_some_and(|every| number > 0 && number % every == 0) {
            out.push('\u{c}');
        }
        if class != above.0 {
            writeln!(out, "{}", wrapped(&class, width.max(4)).join("\n")).expect("a string");
        }
        if (&class, &group) != (&above.0, &above.1) {
            writeln!(out, "{}", wrapped(&group, width.max(4)).join("\n")).expect("a string");
        }
        writeln!(out, "{}", wrapped(&name, width).join("\n")).expect("a string");
        let (target, actual) = (wrapped(&target, width + 2), wrapped(&actual, width + 2));
        let short = target.len() == 1 && actual.len() == 1;
        let between = if short { " " } else { "\n" };
        let figures = if actual.len() == 1 { " " } else { "\n" };
        writeln!(out, "{}{between}{}{figures}{weight} {claimed}", target.join("\n"), actual.join("\n"))
            .expect("a string");
        if number % 3 == 1 {
            writeln!(out, "{}", wrapped("资金到位较早，实际完成情况高于目标值。", width).join("\n"))
                .expect("a string");
        }
        above = (class, group);
    }
    out.push_str("总分 100 99.00 分\n");
    out
}

#[test]
fn a_boundary_that_the_words_leave_open_is_said() {
    let text = |row: &str| {
        format!(
            "项目支出绩效自评表\n(2024 年度)\n项目名称 街巷整治\n一级指标 二级指标 三级指标\n年度指标\n值\n实际完成\n值\n分值 得分\n产出指标\n数量指标\n整治街巷条数\n>=5 条 =5 条 10 10\n效益指标\n社会效益指标\n{row} 10 10\n总分 20 20\n"
        )
    };
    let read = |row: &str| {
        let forms = assessments(&text::read(&"a.txt".into(), &text(row), vocabulary()), vocabulary());
        let name = forms.tables[0].indicators[1].name.value.clone();
        (name, forms.diagnostics.iter().map(|found| found.code.as_str()).collect::<Vec<_>>())
    };
    assert_eq!(read("街巷面貌\n焕然一新\n整洁有序\n干净明亮"), ("街巷面貌".to_owned(), vec!["J1017"]));
    // A word that targets begin with, or a sign, leaves nothing open.
    assert_eq!(read("街巷面貌\n有效改善\n达成年度指标"), ("街巷面貌".to_owned(), vec![]));
    assert_eq!(read("街巷面貌\n改善户数\n>=20 户 =21 户"), ("街巷面貌改善户数".to_owned(), vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the width of its columns, a table reads back.
    #[test]
    fn tables_flattened_to_any_width_read_back(which in 0_usize..16, width in 8_usize..24, pages in prop::option::of(2_usize..6)) {
        let table = &shipped()[which];
        let text = flattened(table, width, pages);
        let read = read(&text);
        prop_assert_eq!(read.len(), 1);
        let squeezed = |indicator: &Indicator| row(indicator).map(|text| text.replace(' ', ""));
        let found: Vec<_> = read[0].indicators.iter().map(squeezed).collect();
        let expected: Vec<_> = table.indicators.iter().map(squeezed).collect();
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert_eq!(found, expected, "{}", text);
        }
        prop_assert_eq!(found.len(), expected.len());
    }

    /// Any words at all give a result.
    #[test]
    fn any_words_below_a_heading_give_a_result(words in prop::collection::vec("(产出|效益|满意度)指标|数量|[≥=]?[0-9]{1,3}(%|万元)?|—|\\PC{1,6}|[\u{4e00}-\u{4e20}]{1,5}|总分", 0..120), breaks in prop::collection::vec(0_u8..4, 120)) {
        let mut text = String::from("一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n");
        for (word, between) in words.iter().zip(breaks) {
            text.push_str(word);
            text.push_str([" ", "\n", "\n\n", "\n\u{c}"][usize::from(between)]);
        }
        let document = text::read(&"a.txt".into(), &text, vocabulary());
        let _ = assessments(&document, vocabulary());
    }
}
