//! Documents read: cells a second. Figures and how to get them: `benches/README.md`.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::format_collect
)]

#[path = "../tests/common/office.rs"]
mod office;

use calamine::{Reader, Xlsx};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use jixiao::document;
use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;

fn main() {
    divan::main();
}

const ROWS: usize = 5_000;
const COLUMNS: usize = 20;

/// What stands in a cell: three texts, a number, a percentage.
fn cell(row: usize, column: usize) -> (String, &'static str) {
    match column % 5 {
        0 => (format!(">={row} 份"), ""),
        1 => ("产出指标".to_owned(), ""),
        2 => (format!("第 {row} 项指标的名称"), ""),
        3 => (format!("{row}.5"), "1"),
        _ => (format!("0.{:04}", row % 10_000), "2"),
    }
}

fn workbook() -> Vec<u8> {
    let mut rows = String::from("<sheetData>");
    for row in 1..=ROWS {
        rows += "<row>";
        for column in 0..COLUMNS {
            match cell(row, column) {
                (text, "") => {
                    write!(rows, "<c t=\"inlineStr\"><is><t>{}</t></is></c>", text.replace('>', "&gt;"))
                }
                (number, style) => write!(rows, "<c s=\"{style}\"><v>{number}</v></c>"),
            }
            .unwrap();
        }
        rows += "</row>";
    }
    office::xlsx(&[("自评表", "", &(rows + "</sheetData>"))], &["#,##0.00", "0.00%"])
}

fn page() -> Vec<u8> {
    let row =
        |row| (0..COLUMNS).map(|column| format!("<td>{}</td>", cell(row, column).0)).collect::<String>();
    let rows = (1..=ROWS).map(|number| format!("<tr>{}</tr>", row(number))).collect::<String>();
    format!("<table>{rows}</table>").into_bytes()
}

fn word() -> Vec<u8> {
    let text = |row, column| cell(row, column).0.replace('>', "&gt;");
    let row = |row| (0..COLUMNS).map(|column| office::tc("", &text(row, column))).collect::<String>();
    let rows = (1..=ROWS).map(|number| format!("<w:tr>{}</w:tr>", row(number))).collect::<String>();
    office::docx(&format!("<w:tbl>{rows}</w:tbl>"))
}

fn read(bencher: Bencher, name: &str, bytes: &[u8]) {
    let name = Arc::from(name);
    assert!(document::read(&name, bytes).diagnostics.is_empty());
    bencher.counter(ItemsCount::new(ROWS * COLUMNS)).bench_local(|| document::read(&name, black_box(bytes)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn xlsx_cells(bencher: Bencher) {
    read(bencher, "a.xlsx", &workbook());
}

/// The yardstick: calamine alone on the same file, each cell met and thrown away.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn xlsx_cells_by_calamine_alone(bencher: Bencher) {
    let bytes = workbook();
    bencher.counter(ItemsCount::new(ROWS * COLUMNS)).bench_local(|| {
        let mut book = Xlsx::new(Cursor::new(black_box(&bytes))).expect("a workbook");
        let name = book.sheet_names().first().expect("a sheet").clone();
        let mut cells = book.worksheet_cells_reader(&name).expect("cells");
        let mut met = 0_usize;
        while cells.next_cell().expect("a cell").is_some() {
            met += 1;
        }
        met
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn html_cells(bencher: Bencher) {
    read(bencher, "a.html", &page());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn docx_cells(bencher: Bencher) {
    read(bencher, "a.docx", &word());
}
