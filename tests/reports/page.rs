//! The web page: what it says, that text stays text, and how it behaves in a browser.

use crate::common::program;
use crate::common::program::root;
use crate::common::snapshot::snapshot;
use jixiao::message::Lang;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIXTEEN: &str = "indicators/urumqi-2024";
const TABLES: &str = "tests/browser/tables";

/// The page of some files; findings are no failure.
fn page(paths: &[&str], lang: &str) -> String {
    let mut arguments = vec!["score", "--format", "html", "--lang", lang];
    arguments.extend(paths);
    let ran = program::run_in(root(), &arguments, b"");
    assert!(ran.code == 0 && ran.said.is_empty(), "{}\n{}", ran.code, ran.said);
    ran.out
}

/// The page without its style and script.
fn frame(page: &str) -> String {
    let mut out = page.to_owned();
    for tag in ["style", "script"] {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        let begin = out.find(&open).expect("one") + open.len();
        let end = out.find(&close).expect("its end");
        out.replace_range(begin..end, "");
        assert_eq!(out.matches(&open).count(), 1, "{tag}");
    }
    out
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The page must be XML too: every element closed, every attribute quoted.
fn well_formed(frame: &str) {
    let mut reader = quick_xml::Reader::from_str(frame);
    reader.config_mut().check_end_names = true;
    let mut open = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("at {}: {error}", reader.error_position())) {
            quick_xml::events::Event::Start(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("a quoted attribute, once");
                }
                open.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::End(_) => {
                open.pop();
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let errors = html5gum::Tokenizer::new(frame).filter_map(|token| match token {
        Ok(html5gum::Token::Error(error)) => Some(error.to_string()),
        _ => None,
    });
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
}

/// The texts of a page, a line each; English ones are marked.
fn texts(frame: &str) -> String {
    let body = &frame[frame.find("<body>").expect("a body")..];
    let mut out = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag");
        let text = text.trim();
        if !text.is_empty() {
            let mark = if tag.contains("lang=\"en\"") { "en  " } else { "" };
            writeln!(out, "{mark}{text}").expect("a string");
        }
    }
    out
}

#[test]
fn what_the_page_says() {
    let page = page(&["tests/browser/tables/roads.yaml"], "zh");
    let frame = frame(&page);
    well_formed(&frame);
    snapshot("page", &texts(&frame));
}

#[test]
fn text_stays_text() {
    let page = page(&[TABLES, SIXTEEN], "en");
    let frame = frame(&page);
    well_formed(&frame);
    for raw in ["<script>alert", "<svg onload", "<img", "<b>元", "</td></table>", "--><!--"] {
        assert!(!page.contains(raw), "{raw}");
    }
    assert!(page.contains("&lt;script&gt;alert(&#39;项目&#39;)&lt;/script&gt;{{title}}"));
    // Nothing is fetched, whatever a name says: no address but those within the page.
    for attribute in [" src=", " href=\"http", " action=", "url(", "@import"] {
        assert!(!page.contains(attribute) || attribute == " src=" && !frame.contains("<img"), "{attribute}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_same_tables_give_the_same_page_also_as_a_file() {
    let first = page(&[SIXTEEN], "zh");
    assert_eq!(first, page(&[SIXTEEN], "zh"));
    let file = scratch("same.html");
    let _ = std::fs::remove_file(&file);
    let name = file.display().to_string();
    let arguments = ["score", SIXTEEN, "--format", "html", "--lang", "zh", "-o", &name];
    let ran = program::run_in(root(), &arguments, b"");
    assert!(ran.code == 0 && ran.out.is_empty() && ran.said.is_empty(), "{}", ran.said);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), first);
}

#[test]
fn no_table_is_a_page_too() {
    let projects: [jixiao::evaluation::Evaluation<'_>; 0] = [];
    well_formed(&frame(&jixiao::report::html(&projects, Lang::En)));
}

/// Runs a program that the machine may not have: without it the test is skipped, loudly; on CI it fails.
fn is_there(program: &str, argument: &str) -> bool {
    let there = Command::new(program).arg(argument).output().is_ok_and(|ran| ran.status.success());
    missing_unless(there, program)
}

fn missing_unless(there: bool, what: &str) -> bool {
    if !there {
        assert!(std::env::var_os("CI").is_none(), "{what} is missing");
        eprintln!("SKIPPED: {what} is missing, the page was not looked at in a browser");
    }
    there
}

/// A table with so many rows, each with so long a reason, that some would lie over two pages.
fn long_table() -> String {
    let mut yaml = String::from(
        "project: 分页\nyear: 2024\nfunds: {budget: 10, executed: 10, weight: 10}\nindicators:\n",
    );
    for row in 0..60 {
        let middle = "因为种种原因没有全部完成，".repeat(6 + row % 7);
        writeln!(
            yaml,
            "- {{class: 产出指标, group: 数量指标, name: 行{row}名, target: \"≥5个\", actual: \"4个\", weight: 1.5, \
             claimed: 1.5, reason: \"始{row}号{middle}末{row}号\"}}"
        )
        .expect("a string");
    }
    yaml
}

#[test]
fn a_browser_opens_drives_and_prints_the_page() {
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let modules = root().join("tests/browser/node_modules/axe-core").is_dir();
    if !is_there("node", "--version")
        || !is_there(&browser, "--version")
        || !is_there("pdftotext", "-v")
        || !missing_unless(modules, "tests/browser/node_modules (npm ci)")
    {
        return;
    }
    let long = scratch("long.yaml");
    std::fs::write(&long, long_table()).expect("a file");
    let (file, pdf) = (scratch("driven.html"), scratch("driven.pdf"));
    std::fs::write(&file, page(&[SIXTEEN, TABLES, &long.display().to_string()], "zh")).expect("a file");
    let _ = std::fs::remove_file(&pdf);
    let found = Command::new("which").arg(&browser).output().expect("which").stdout;
    let ran = Command::new("node")
        .arg(root().join("tests/browser/drive.mjs"))
        .arg(&file)
        .arg(String::from_utf8_lossy(&found).trim())
        .arg(&pdf)
        .output()
        .expect("node");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.matches("ok: ").count() >= 10, "{said}");
    no_row_is_cut(&pdf);
}

/// Every row stands on one page, from its name to the last word of its reason.
fn no_row_is_cut(pdf: &Path) {
    let ran = Command::new("pdftotext").arg(pdf).arg("-").output().expect("pdftotext");
    let text = String::from_utf8_lossy(&ran.stdout);
    let pages: Vec<String> =
        text.split('\u{c}').map(|page| page.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    let on = |word: &str| pages.iter().position(|page| page.contains(word));
    let rows: Vec<usize> = (0..60)
        .map(|row| {
            let words = [format!("行{row}名"), format!("始{row}号"), format!("末{row}号")];
            let pages =
                words.clone().map(|word| on(&word).unwrap_or_else(|| panic!("{word} is not printed")));
            assert!(pages.iter().all(|page| *page == pages[0]), "{words:?} on pages {pages:?}");
            pages[0]
        })
        .collect();
    assert!(rows.last() > rows.first(), "all on one page: {rows:?}");
}
