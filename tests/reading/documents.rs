//! Published documents read back: the shipped tables, made into documents in several layouts by several programs.

use jixiao::assessment::{Assessment, Money, Reason};
use jixiao::document::{self, Block, Document, Grid};
use jixiao::files;
use jixiao::input::ReadOptions;
use jixiao::place::Located;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Document {
    let name: Arc<str> = path.display().to_string().into();
    document::read(&name, &std::fs::read(path).expect("a fixture"))
}

fn fixtures() -> Vec<PathBuf> {
    let folder = root().join("tests/documents/fixtures");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

fn grids(document: &Document) -> Vec<&Grid> {
    document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
        .collect()
}

/// The cells that say something, from the row of the first label on: a workbook has the title in its grid.
fn cells(grid: &Grid) -> Vec<(u32, u32, u32, u32, &str)> {
    let first = grid.cells.iter().find(|cell| cell.text == "项目名称").expect("the label of the form").row;
    let cells = grid.cells.iter().filter(|cell| cell.row >= first && !cell.text.is_empty());
    // What stands below the table belongs to the grid of a workbook too.
    let cells = cells.filter(|cell| !cell.text.starts_with("注："));
    cells.map(|cell| (cell.row - first, cell.column, cell.rows, cell.columns, cell.text.as_str())).collect()
}

#[test]
fn every_format_holds_the_same_grid() {
    let page = read(&root().join("tests/documents/fixtures/official.html"));
    let expected = cells(grids(&page)[0]);
    assert!(expected.len() > 60 && expected.contains(&(3, 4, 1, 1, "15.58")), "{expected:?}");
    let files = fixtures();
    assert!(files.len() >= 8, "{files:?}");
    for file in files {
        let document = read(&file);
        assert_eq!(document.diagnostics, [], "{}", file.display());
        let grids = grids(&document);
        assert_eq!(grids.len(), 1, "{}", file.display());
        assert_eq!(cells(grids[0]), expected, "{}", file.display());
        assert_eq!(doubly_covered(grids[0]), None, "{}", file.display());
    }
}

/// A place that two cells of a grid cover.
fn doubly_covered(grid: &Grid) -> Option<(u32, u32)> {
    let mut covered = HashSet::new();
    grid.cells
        .iter()
        .flat_map(|cell| {
            let columns = cell.column..cell.column + cell.columns;
            (cell.row..cell.row + cell.rows)
                .flat_map(move |row| columns.clone().map(move |column| (row, column)))
        })
        .find(|place| !covered.insert(*place))
}

/// Everything that a form says of a table, a line each; what only the YAML says is left away.
fn facts(table: &Assessment) -> Vec<String> {
    let money = |money: &Money| [&money.initial, &money.budget, &money.executed].map(decimal).join(" ");
    let plain = |text: &Option<Located<String>>| {
        text.as_ref().map(|text| text.value.split_whitespace().collect::<String>()).unwrap_or_default()
    };
    let signs =
        |text: String| text.replace('≥', ">=").replace('≤', "<=").replace('＞', ">").replace('＜', "<");
    let claimed = &table.claimed;
    let mut facts = vec![
        format!("{} {:?}", table.project.value, table.year),
        format!("{:?} {:?} {:?}", table.department, table.unit, table.funds.unit),
        format!("{} weight {}", money(&table.funds.total), decimal(&table.funds.weight)),
        [&claimed.rate, &claimed.execution, &claimed.total, &claimed.weight].map(decimal).join(" "),
    ];
    facts
        .extend(table.funds.sources.iter().map(|source| format!("{} {}", source.name, money(&source.money))));
    facts.extend(table.indicators.iter().map(|row| {
        let target =
            format!("{}{}{}", plain(&row.operator).replace("定性", ""), plain(&row.target), plain(&row.unit));
        [
            // "产出指标(40分)": the form keeps what is printed.
            plain(&row.class).split(['(', '（']).next().unwrap_or_default().to_owned(),
            plain(&row.group),
            row.name.value.split_whitespace().collect(),
            signs(target),
            signs(plain(&row.actual)),
            decimal(&row.weight),
            decimal(&row.claimed),
            (row.reason != Reason::Absent).to_string(),
        ]
        .join(" | ")
    }));
    facts
}

/// Without what printing does to characters and lines.
fn clean(fact: &str) -> String {
    jixiao::text::normalise(fact).text.replace(' ', "")
}

fn decimal(figure: &Option<Located<Decimal>>) -> String {
    figure.as_ref().map_or_else(|| "—".to_owned(), |figure| figure.value.to_string())
}

fn tables(path: &Path) -> Vec<Assessment> {
    let loaded = files::read_tables(&[path.to_path_buf()], ReadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{}: {:#?}", path.display(), loaded.diagnostics);
    loaded.tables
}

/// Runs the script that makes documents; `None`, said aloud, where what it needs is not installed.
fn make(arguments: &[&str]) -> Option<PathBuf> {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("documents-{}", arguments.len()));
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = root().join("tests/documents/make/make.py");
    let ran = Command::new(python).arg("-B").arg(script).arg(&out).args(arguments).output();
    let failure = match ran {
        Ok(ran) if ran.status.success() => return Some(out),
        Ok(ran) => String::from_utf8_lossy(&ran.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    assert!(std::env::var_os("CI").is_none(), "the documents cannot be made: {failure}");
    eprintln!(
        "SKIPPED: the documents cannot be made (python-docx, openpyxl, PyYAML, LibreOffice): {failure}"
    );
    None
}

/// The documents of a folder that hold all tables together: one file, or the files of one kind in a folder below.
fn sets(folder: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let list = |folder: &Path| {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    };
    let mut sets: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in list(folder) {
        if path.is_dir() {
            for file in list(&path) {
                let name = file.file_name().expect("a name").to_string_lossy().into_owned();
                let kind = name.split_once('.').expect("an ending").1;
                sets.entry(format!("{}/*.{kind}", path.display())).or_default().push(file);
            }
        } else {
            sets.entry(path.display().to_string()).or_default().push(path);
        }
    }
    sets
}

fn all_read_back(folder: &Path, at_least: usize) {
    let expected: Vec<Vec<String>> =
        tables(&root().join("indicators/urumqi-2024")).iter().map(facts).collect();
    assert_eq!(expected.len(), 16);
    let expected: Vec<String> = expected.iter().flatten().map(|fact| clean(fact)).collect();
    let mut documents = 0;
    let mut wrong = String::new();
    for (name, files) in sets(folder) {
        let found: Vec<String> = files
            .iter()
            .flat_map(|file| tables(file))
            .flat_map(|table| facts(&table))
            .map(|fact| clean(&fact))
            .collect();
        let differs = found.iter().zip(&expected).find(|(found, expected)| found != expected);
        if differs.is_some() || found.len() != expected.len() {
            writeln!(wrong, "{name}: {} of {} facts, {differs:#?}", found.len(), expected.len())
                .expect("a string");
        }
        documents += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(documents >= at_least, "{documents} documents in {}", folder.display());
}

#[test]
fn the_sixteen_tables_read_back_from_every_layout_and_format() {
    if let Some(folder) = make(&["--formats", "html,gbk,docx,xlsx", "--one-each"]) {
        all_read_back(&folder, 32);
    }
}

#[test]
fn the_sixteen_tables_read_back_as_they_are_printed() {
    let arguments = ["--formats", "html,docx", "--office", "pdf", "--pdf", "chromium,reportlab"];
    if let Some(folder) = make(&arguments) {
        all_read_back(&folder, 20);
    }
}

#[test]
fn the_sixteen_tables_read_back_as_libreoffice_writes_them() {
    if let Some(folder) = make(&["--formats", "docx,xlsx", "--office", "docx,xlsx,ods,xls"]) {
        all_read_back(&folder, 24);
    }
}
