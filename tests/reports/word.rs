//! What people open: Word forms and review sheets, notes in the workbook, and how the command line hands them out.

use crate::common::libreoffice;
use crate::common::program::{root, run_in};
use std::path::{Path, PathBuf};
use std::process::Command;

const TABLE: &str = r#"project: "=cmd|' /C calc'!A0 <script>alert(1)</script>"
year: 2024
department: "@SUM(1)"
funds: {unit: 万元, initial: 100, budget: 120.5, executed: 96.4, weight: 10}
claimed: {rate: 85%, execution: 9, total: 95}
indicators:
  - {class: 产出指标, group: 数量指标, name: 培训人次, target: "≥5000人次", actual: 4312人次, weight: 45, claimed: 45}
  - {class: 产出指标, group: 时效指标, name: 完成时间, target: "≤11月30日", actual: 12月20日, weight: 45, claimed: 45, reason: "到货晚|已催 *两次*"}
"#;

/// Writes what a command makes, twice, and holds the two against each other.
fn written(folder: &Path, arguments: &[&str], name: &str) -> Vec<u8> {
    let mut all = Vec::new();
    for name in [name.to_owned(), format!("again-{name}")] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["-o", &name]);
        let ran = run_in(folder, &arguments, b"");
        assert!(ran.code < 2, "{}", ran.said);
        assert_eq!(ran.out, "");
        all.push(std::fs::read(folder.join(&name)).expect("the file"));
    }
    assert_eq!(all[0], all[1], "equal tables make equal files");
    all.swap_remove(0)
}

fn document_text(docx: &[u8]) -> String {
    String::from_utf8(libreoffice::unpacked(docx).remove("word/document.xml").expect("the document"))
        .expect("UTF-8")
}

#[test]
fn the_form_holds_the_recomputed_scores_and_nothing_runs_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.yaml"), TABLE).expect("a file");
    let docx = written(folder.path(), &["score", "t.yaml", "--format", "docx", "--lang", "zh"], "form.docx");
    let xml = document_text(&docx);
    for shown in [
        "项目支出绩效自评表",
        "（2024年度）",
        ">80.00%<",
        ">8.00<",
        ">38.81<",
        ">0.00<",
        ">46.81<",
        "&lt;script&gt;",
    ] {
        assert!(xml.contains(shown), "{shown} is missing");
    }
    assert!(!xml.contains("<script>"));
    let sheet =
        written(folder.path(), &["check", "t.yaml", "--format", "docx", "--lang", "zh"], "review.docx");
    let xml = document_text(&sheet);
    for shown in ["绩效自评复核表", "一、资金", "J4002", "二、指标", "J4001", "重算总分 46.81，自评总分 95"]
    {
        assert!(xml.contains(shown), "{shown} is missing");
    }
}

/// Every part of an Office file is XML that any program reads.
#[test]
fn all_parts_are_well_formed() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.yaml"), TABLE).expect("a file");
    for (command, format) in [("score", "docx"), ("score", "xlsx"), ("check", "docx")] {
        let file =
            written(folder.path(), &[command, "t.yaml", "--format", format], &format!("{command}.{format}"));
        for (name, bytes) in libreoffice::unpacked(&file) {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let mut open: Vec<&str> = Vec::new();
            for tag in text.split('<').skip(1) {
                let tag = tag.split('>').next().expect("its end");
                let word = tag.split([' ', '/', '\n']).find(|word| !word.is_empty()).unwrap_or_default();
                if let Some(closed) = tag.strip_prefix('/') {
                    assert_eq!(open.pop(), Some(closed), "{name}");
                } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
                    open.push(word);
                }
            }
            assert!(open.is_empty(), "{name}: {open:?} stays open");
        }
    }
}

fn pages(pdf: &Path) -> usize {
    let bytes = std::fs::read(pdf).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type/Page").count() - text.matches("/Type/Pages").count()
}

#[test]
fn a_word_processor_opens_them_one_project_a_page() {
    if !libreoffice::is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| -> PathBuf { folder.path().join(name) };
    std::fs::write(at("t.yaml"), TABLE).expect("a file");
    let forms = at("forms.docx");
    let said = run_in(
        root(),
        &[
            "score",
            "indicators/urumqi-2024",
            "--format",
            "docx",
            "--lang",
            "zh",
            "-o",
            &forms.display().to_string(),
        ],
        b"",
    );
    assert_eq!(said.code, 0, "{}", said.said);
    written(folder.path(), &["check", "t.yaml", "--format", "docx", "--lang", "zh"], "review.docx");
    libreoffice::convert(&[forms, at("review.docx")], "pdf", folder.path());
    assert_eq!(pages(&at("forms.pdf")), 16);
    assert!((1..=2).contains(&pages(&at("review.pdf"))), "a sheet of some ten findings");
    // Read back as text: what a person sees.
    libreoffice::convert(&[at("forms.docx")], "txt:Text (encoded):UTF8", folder.path());
    let text = std::fs::read_to_string(at("forms.txt")).expect("text");
    assert_eq!(text.matches("项目支出绩效自评表").count(), 16);
    assert!(text.contains("人事档案管理费") && text.contains("99.60"), "{text}");
}

#[test]
fn a_document_goes_into_a_pipe_or_a_file_and_replaces_only_when_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("t.yaml"), TABLE).expect("a file");
    let piped = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["score", "t.yaml", "--format", "xlsx", "--lang", "zh"])
        .current_dir(at)
        .output()
        .expect("the program runs");
    assert_eq!(piped.status.code(), Some(0));
    assert_eq!(
        piped.stdout,
        written(at, &["score", "t.yaml", "--format", "xlsx", "--lang", "zh"], "t.xlsx"),
        "the same bytes"
    );
    std::fs::write(at.join("kept.xlsx"), "before").expect("a file");
    let missing = run_in(at, &["score", "missing.yaml", "--format", "xlsx", "-o", "kept.xlsx"], b"");
    assert_eq!(missing.code, 2);
    assert_eq!(std::fs::read(at.join("kept.xlsx")).expect("a file"), b"before");
}

/// Findings stand on the cells that they are about.
#[test]
fn findings_are_notes_on_the_cells_they_concern() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.yaml"), TABLE).expect("a file");
    let file = written(folder.path(), &["score", "t.yaml", "--format", "xlsx", "--lang", "zh"], "t.xlsx");
    let parts = libreoffice::unpacked(&file);
    let notes = String::from_utf8_lossy(&parts["xl/comments1.xml"]).into_owned();
    let on = |cell: &str| {
        let from =
            notes.find(&format!("ref=\"{cell}\"")).unwrap_or_else(|| panic!("no note on {cell}: {notes}"));
        notes[from..].split("</comment>").next().expect("its end").to_owned()
    };
    for (cell, code) in [("K6", "J4002"), ("I6", "J4003"), ("I10", "J4001"), ("I11", "J4001")] {
        assert!(on(cell).contains(code), "{code} is not on {cell}: {notes}");
    }
}

#[test]
fn text_formats_escape_what_would_run() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.yaml"), TABLE).expect("a file");
    let csv = written(folder.path(), &["score", "t.yaml", "--format", "csv", "--lang", "zh"], "t.csv");
    assert!(csv.starts_with("\u{feff}项目名称,".as_bytes()), "Excel needs the mark before Chinese");
    let mut reader = csv::ReaderBuilder::new().from_reader(&csv[3..]);
    for record in reader.records() {
        for cell in &record.expect("CSV") {
            let runs = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "{cell} would run");
        }
    }
    let markdown =
        written(folder.path(), &["score", "t.yaml", "--format", "markdown", "--lang", "zh"], "t.md");
    let markdown = String::from_utf8(markdown).expect("UTF-8");
    assert!(!markdown.contains("<script>") && markdown.contains("&lt;script&gt;"), "{markdown}");
    let line = markdown.lines().find(|line| line.contains("cmd")).expect("the project");
    assert_eq!(line.replace("\\|", "").matches('|').count(), 9, "no cell splits in two: {line}");
}
