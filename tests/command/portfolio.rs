//! Findings that need several tables: a folder with an example of each, and one with a near miss.

use crate::common::program;
use jixiao::diagnostic::Code;

/// The codes that a folder of examples shows, and their places.
fn found(folder: &str) -> Vec<(String, String)> {
    let ran = program::run_in(program::root(), &["check", folder, "--format", "json", "--lang", "en"], b"");
    assert!(ran.code < 2, "{folder}: {}", ran.said);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let projects = json["projects"].as_array().expect("a list");
    let of_projects = projects.iter().flat_map(|project| project["findings"].as_array().expect("a list"));
    let of_all = json["findings"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    of_projects.chain(of_all).map(|finding| (text(&finding["code"]), text(&finding["at"]))).collect()
}

#[test]
fn every_example_of_several_tables_shows_its_finding_and_no_near_miss_does() {
    let mut folders = 0;
    for code in Code::ALL {
        let folder = |what: &str| format!("tests/findings/{code}-{what}");
        if !program::root().join(folder("hit")).is_dir() {
            continue;
        }
        folders += 1;
        let hits = found(&folder("hit"));
        assert!(hits.iter().any(|(found, _)| found == code.as_str()), "{code}: {hits:?}");
        let misses = found(&folder("miss"));
        assert!(misses.iter().all(|(found, _)| found != code.as_str()), "{code}: {misses:?}");
    }
    assert_eq!(folders, 9);
}

#[test]
fn what_concerns_no_single_project_stands_beside_the_projects() {
    let hits = found("tests/findings/J4081-hit");
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert!(hits[0].1.starts_with("tests/findings/J4081-hit/statement.yaml:1:"), "{hits:?}");
}

#[test]
fn a_policy_of_all_tables_switches_off_what_concerns_them_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = |code: &str| {
        let path = folder.path().join(format!("{code}.yaml"));
        let text = format!(
            "id: ours\nextends: mof-2020-10\ntitle: 试\ntrust: text\nbasis: 试\naudit:\n  off:\n    - {{code: {code}, reason: 另行说明}}\n"
        );
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let codes = |policy: &str| -> Vec<String> {
        let ran = program::run_in(
            program::root(),
            &["check", "tests/findings/J4081-hit", "--policy", policy, "--format", "json"],
            b"",
        );
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let of_all = json["findings"].as_array().expect("a list");
        of_all.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
    };
    // Switched off; the switch is one that is used.
    assert_eq!(codes(&policy("J4081")), [] as [&str; 0]);
    // Another one: the finding stays, and the switch that silences nothing is told.
    let mut both = codes(&policy("J4082"));
    both.sort();
    assert_eq!(both, ["J4042", "J4081"]);
}
