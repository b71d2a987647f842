//! What the reports write is read back: field by field the same table, from the page, the form in Word and the workbook.
#![allow(dead_code)] // each test uses its part

use jixiao::assessment::{Assessment, Reason};
use jixiao::diagnostic::Code;
use jixiao::evaluation::{Evaluation, Evaluator};
use jixiao::files;
use jixiao::input::ReadOptions;
use jixiao::message::Lang;
use jixiao::place::Located;
use jixiao::policy::{NotApplicableAward, Policy};
use jixiao::report::{docx, html, xlsx, yaml};
use jixiao::scoring::{Scorecard, Status};
use jixiao::shipped;
use jixiao::value::RoundingMode;
use rust_decimal::Decimal;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A table with the policy it is scored under.
pub type Table<'p> = (Assessment, &'p Policy);

/// What writes a report.
type Writes = fn(&[Evaluation<'_>], Lang) -> Vec<u8>;
/// What it prints of a table.
type Prints = fn(&Assessment, &Policy, &Scorecard) -> Assessment;

/// The reports that hold the form, each with what it prints of a table.
const FORMS: [(&str, Writes, Prints); 3] = [
    ("html", |projects, lang| html(projects, lang).into_bytes(), |table, _, _| table.clone()),
    ("docx", |projects, lang| docx(projects, lang).expect("a document"), filled),
    ("xlsx", |projects, lang| xlsx(projects, lang).expect("a workbook"), |table, _, _| table.clone()),
];

/// A report that holds the form, and what it prints of the tables that it was made of.
pub struct Report {
    pub format: &'static str,
    pub file: PathBuf,
    pub prints: Vec<Assessment>,
}

/// Tables, scored and audited.
pub fn projects<'t>(tables: &'t [Table<'_>]) -> Vec<Evaluation<'t>> {
    let mut evaluator = Evaluator::new(shipped::vocabulary());
    tables.iter().map(|(assessment, policy)| evaluator.table(assessment, policy)).collect()
}

/// Writes tables in every format that holds the form.
pub fn reports(tables: &[Table<'_>], lang: Lang, folder: &Path) -> Vec<Report> {
    let projects = projects(tables);
    let report = |(format, write, prints): (&'static str, Writes, Prints)| {
        let file = folder.join(format!("back.{format}"));
        std::fs::write(&file, write(&projects, lang)).expect("a file");
        let prints =
            projects.iter().map(|project| prints(project.assessment, project.policy, &project.scorecard));
        Report { format, file, prints: prints.collect() }
    };
    FORMS.into_iter().map(report).collect()
}

/// Writes tables in every format that holds the form, reads them back, and names every field that is another.
pub fn differences(tables: &[Table<'_>], lang: Lang) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = reports(tables, lang, folder.path());
    reports.iter().map(|report| report.differs(&report.file)).collect()
}

impl Report {
    /// Every field that a file says otherwise: the report itself, or what another program made of it.
    pub fn differs(&self, file: &Path) -> String {
        let read = files::read_tables(&[file.to_path_buf()], ReadOptions::default());
        let name = file.file_name().expect("a name").to_string_lossy();
        let mut wrong = String::new();
        // A table without rows is said to lack them.
        let rowless = self.prints.iter().any(|table| table.indicators.is_empty());
        for said in read.diagnostics.iter().filter(|said| !(rowless && said.code == Code::Gap)) {
            let _ = writeln!(wrong, "{name}: {:?} {} {}", said.code, said.at, said.title.en);
        }
        if read.tables.len() != self.prints.len() {
            let _ = writeln!(wrong, "{name}: {} tables of {}", read.tables.len(), self.prints.len());
        }
        for (read, table) in read.tables.iter().zip(&self.prints) {
            let (found, expected) = (fields(read), fields(table));
            if found != expected {
                let other = |of: &[String], than: &[String]| -> Vec<String> {
                    of.iter().filter(|line| !than.contains(line)).cloned().collect()
                };
                let (left, right) = (other(&found, &expected), other(&expected, &found));
                let project = &table.project.value;
                let _ = writeln!(wrong, "{name} {project}:\n  read {left:#?}\n  made of {right:#?}");
            }
        }
        wrong
    }
}

/// Every field that a form prints of a table, as the lines of its YAML: figures with their decimals, texts to the letter.
pub fn fields(table: &Assessment) -> Vec<String> {
    let mut table = table.clone();
    // What the official form has no place for. The policy is the reader's choice. Facts, ratios of goals and thresholds
    // of rows are what a policy asks for beyond the table. (Switches are not written at all.)
    (table.policy, table.source) = (None, None);
    table.facts.clear();
    table.goals.ratios.clear();
    for row in &mut table.indicators {
        row.facts.clear();
        row.thresholds.clear();
    }
    // What is said in two ways: money of which a table does not say in what unit it is printed is in 万元; a cell with
    // a stroke is a blank one.
    table.funds.unit.get_or_insert_with(|| "万元".to_owned());
    for row in &mut table.indicators {
        for cell in [&mut row.target, &mut row.actual] {
            let blank = |text: &mut Located<String>| text.value.chars().all(|c| "—-/".contains(c));
            cell.take_if(blank);
        }
        if matches!(&row.reason, Reason::Text(text) if text.value.is_empty()) {
            row.reason = Reason::Absent;
        }
    }
    let yaml = yaml(&table, None, Lang::Zh);
    yaml.lines().filter(|line| !line.trim_start().starts_with('#')).map(str::to_owned).collect()
}

/// The form as units hand it in: what is claimed is what was recomputed, with the decimals of the old where both agree.
fn filled(table: &Assessment, policy: &Policy, card: &Scorecard) -> Assessment {
    let mut table = table.clone();
    let set = |slot: &mut Option<Located<Decimal>>, figure: Option<Decimal>| {
        if slot.as_ref().map(|slot| slot.value) != figure {
            *slot = figure.map(Located::nowhere);
        }
    };
    let claimed = &mut table.claimed;
    set(&mut claimed.execution, card.execution.score);
    set(&mut claimed.total, card.total.score);
    // More points than a form can have are read as none.
    set(
        &mut claimed.weight,
        Some(card.total.weight.normalize()).filter(|weight| *weight <= Decimal::ONE_THOUSAND),
    );
    set(&mut table.funds.weight, Some(card.execution.weight));
    let rate = card.execution.rate.map(|rate| rate.round(4, RoundingMode::HalfUp).expect("fits"));
    table.claimed.rate = rate.map(Located::nowhere);
    for (row, score) in table.indicators.iter_mut().zip(&card.rows) {
        let full =
            score.status == Status::NotApplicable && policy.not_applicable.award == NotApplicableAward::Full;
        set(
            &mut row.claimed,
            if full { row.weight.as_ref().map(|weight| weight.value) } else { score.score },
        );
    }
    table
}

/// The tables of a file or a folder, which has nothing to say of itself.
pub fn tables(path: &Path) -> Vec<Assessment> {
    let loaded = files::read_tables(&[path.to_path_buf()], ReadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{}: {:#?}", path.display(), loaded.diagnostics);
    loaded.tables
}

/// Each with the policy that it names, or the usual one.
pub fn with_policies(tables: Vec<Assessment>) -> Vec<Table<'static>> {
    let policy = |table: &Assessment| {
        let name = table.policy.as_ref().map_or("mof-2020-10", |policy| policy.value.as_str());
        shipped::shipped_policy(name).expect("shipped")
    };
    tables.into_iter().map(|table| (policy(&table), table)).map(|(policy, table)| (table, policy)).collect()
}
