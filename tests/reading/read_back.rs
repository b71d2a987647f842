//! The page, the form in Word and the workbook read back to the tables that they were made of.

use crate::common::back;
use crate::common::back::{Table, differences, tables, with_policies};
use crate::common::libreoffice;
use jixiao::assessment::Assessment;
use jixiao::decode;
use jixiao::message::Lang;
use jixiao::shipped;
use std::path::Path;

fn shipped(path: &str) -> Vec<Table<'static>> {
    with_policies(tables(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)))
}

#[test]
fn the_sixteen() {
    let tables = shipped("indicators/urumqi-2024");
    assert_eq!(tables.len(), 16);
    for lang in [Lang::Zh, Lang::En] {
        let wrong = differences(&tables, lang);
        assert!(wrong.is_empty(), "{lang:?}: {wrong}");
    }
}

/// What an office program makes of them, also in its own formats, and what it prints of the workbook.
#[test]
fn the_sixteen_as_an_office_program_saves_them() {
    if !libreoffice::is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let reports = back::reports(&shipped("indicators/urumqi-2024"), Lang::Zh, folder.path());
    let mut wrong = String::new();
    for (format, kinds) in [("xlsx", &["xlsx", "ods", "xls", "pdf"][..]), ("docx", &["docx"])] {
        let report = reports.iter().find(|report| report.format == format).expect("a report");
        for kind in kinds {
            let into = folder.path().join(format!("{format}-{kind}"));
            libreoffice::convert(std::slice::from_ref(&report.file), kind, &into);
            wrong.push_str(&report.differs(&into.join(format!("back.{kind}"))));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Scores that do not hold, a row that is judged, a row without an actual.
#[test]
fn a_table_that_does_not_hold() {
    let wrong = differences(&shipped("tests/browser/tables/roads.yaml"), Lang::Zh);
    assert!(wrong.is_empty(), "{wrong}");
}

/// A case has no need of names; a form has. Where one table of a document has a year, a reader takes it for all.
fn named(mut table: Assessment, year: Option<i32>) -> Assessment {
    table.year = table.year.or(year);
    if table.project.value.is_empty() {
        "某项目".clone_into(&mut table.project.value);
    }
    for (number, row) in (1..).zip(&mut table.indicators) {
        if row.name.value.is_empty() {
            row.name.value = format!("第{number}行");
        }
    }
    table
}

/// The tables of all cases that the policies carry: most of them lack something.
#[test]
fn the_cases_of_the_policies() {
    let mut wrong = String::new();
    let mut all = 0;
    for policy in shipped::shipped_policies() {
        let text = shipped::shipped_text(&policy.id.value).expect("its text");
        let cases = decode::policy_cases(&policy.id.value, text).value.expect("its cases");
        let year = cases.iter().find_map(|case| case.table.year);
        let tables: Vec<Table<'_>> =
            cases.into_iter().map(|case| (named(case.table, year), policy)).collect();
        all += tables.len();
        wrong.push_str(&differences(&tables, Lang::Zh));
    }
    assert!(all > 300, "{all}");
    assert!(wrong.is_empty(), "{wrong}");
}
