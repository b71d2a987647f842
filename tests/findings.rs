//! Each finding has an example that shows it and a near miss that does not; the document of codes is what the
//! program prints.
#![allow(clippy::expect_used, clippy::panic)]

mod program;

use jixiao::assessment::Assessment;
use jixiao::diagnostic::{Code, Diagnostic};
use jixiao::load::{self, shipped_policy, vocabulary};
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "tests/findings";

/// Codes that no single table can show: their examples are folders.
fn of_one_table(code: Code) -> bool {
    !program::root().join(EXAMPLES).join(format!("{code}-hit")).is_dir()
}

fn table(path: &Path) -> Assessment {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().expect("a name").to_string_lossy();
    let parsed = load::assessment(&name, &text);
    assert_eq!(parsed.diagnostics, [], "{name}");
    parsed.value.expect("a table")
}

fn findings(table: &Assessment) -> Vec<Diagnostic> {
    let id = table.policy.as_ref().map_or("mof-2020-10", |policy| policy.value.as_str());
    let policy = shipped_policy(id).expect("a shipped policy");
    let scorecard = jixiao::scoring::score(table, policy, vocabulary());
    jixiao::audit::audit(table, &scorecard, policy, vocabulary())
}

fn example(code: Code, what: &str) -> PathBuf {
    program::root().join(EXAMPLES).join(format!("{code}-{what}.yaml"))
}

#[test]
fn every_finding_has_an_example_and_a_near_miss() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().copied().filter(|code| code.is_finding() && of_one_table(*code)) {
        for (what, wanted) in [("hit", true), ("miss", false)] {
            let path = example(code, what);
            if !path.exists() {
                wrong.push(format!("{code}-{what}.yaml is missing"));
                continue;
            }
            let found = findings(&table(&path));
            let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
            if found.iter().any(|finding| finding.code == code) != wanted {
                wrong.push(format!("{code}-{what}.yaml: {codes:?}"));
            }
            for finding in &found {
                assert!(
                    finding.file.is_some() && !finding.place().is_empty(),
                    "{code}-{what}: {finding:?} has no place"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_example_is_left_over() {
    for entry in fs::read_dir(program::root().join(EXAMPLES)).expect("the folder").flatten() {
        let name = entry.file_name().into_string().expect("UTF-8");
        let code = name.split('-').next().and_then(Code::of);
        assert!(code.is_some_and(Code::is_finding), "{name} belongs to no finding");
    }
}

#[test]
fn the_documents_are_what_the_program_prints() {
    for (file, lang) in [("docs/findings.zh-CN.md", "zh"), ("docs/findings.md", "en")] {
        let printed = program::run_in(program::root(), &["check", "--explain", "all", "--lang", lang], b"");
        assert_eq!(printed.code, 0);
        let kept = fs::read_to_string(program::root().join(file)).unwrap_or_default();
        assert!(
            kept == printed.out,
            "{file} is stale: cargo run -- check --explain all --lang {lang} > {file}"
        );
    }
}

#[test]
fn a_code_is_explained() {
    let page = |arguments: &[&str]| program::run_in(program::root(), arguments, b"");
    let printed = page(&["check", "--explain", "j4011", "--lang", "zh"]);
    assert_eq!(printed.code, 0);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("explain_code_zh", printed.out);
        insta::assert_snapshot!("explain_code_en", page(&["check", "--explain", "J4011", "--lang", "en"]).out);
    });
    for code in Code::ALL {
        assert_eq!(page(&["check", "--explain", code.as_str(), "--lang", "en"]).code, 0, "{code}");
    }
    let unknown = page(&["check", "--explain", "J9999", "--lang", "en"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.said.contains("J9999"), "{}", unknown.said);
}
