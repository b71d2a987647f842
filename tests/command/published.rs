//! What people see of real input: the sixteen shipped projects, and cells as they are met in published tables.

use crate::common::program;
use crate::common::snapshot::snapshot;

/// What the program prints, run from the root of the repository; it says nothing beside.
fn jixiao(arguments: &[&str], input: &str) -> String {
    let ran = program::run_in(program::root(), arguments, input.as_bytes());
    assert!(ran.code == 0 && ran.said.is_empty(), "jixiao {arguments:?} → {}\n{}", ran.code, ran.said);
    ran.out
}

fn scored() -> serde_json::Value {
    let printed = jixiao(&["score", "indicators/urumqi-2024", "--format", "json"], "");
    serde_json::from_str(&printed).expect("JSON")
}

fn figure(value: &serde_json::Value) -> rust_decimal::Decimal {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| panic!("{value} is no decimal in a string"))
}

#[test]
fn the_sixteen_projects_regenerate() {
    let json = scored();
    let projects = json["projects"].as_array().expect("a list");
    assert_eq!(projects.len(), 16);
    let rows: usize =
        projects.iter().map(|project| project["indicators"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(rows, 161);
    let mut budget = rust_decimal::Decimal::ZERO;
    let mut executed = rust_decimal::Decimal::ZERO;
    for project in projects {
        let name = project["name"].as_str().expect("a name");
        let (total, rate, points) = if name == "人事档案管理费" {
            ("99.60", "0.9596", "9.60")
        } else {
            ("100.00", project["execution"]["rate"].as_str().expect("a rate"), "10.00")
        };
        assert_eq!(project["total"]["score"], total, "{name}");
        assert_eq!(project["total"]["claimed"], total, "{name}");
        assert_eq!(project["execution"]["rate"], rate, "{name}");
        assert_eq!(project["execution"]["score"], points, "{name}");
        assert_eq!(project["grade"], "excellent", "{name}");
        for indicator in project["indicators"].as_array().expect("a list") {
            assert_eq!(figure(&indicator["score"]), figure(&indicator["claimed"]), "{name}: {indicator}");
        }
        budget += figure(&project["execution"]["budget"]);
        executed += figure(&project["execution"]["executed"]);
    }
    assert_eq!((budget.to_string(), executed.to_string()), ("7231.95".to_owned(), "7231.32".to_owned()));
}

#[test]
fn the_table_of_the_sixteen() {
    for lang in ["zh", "en"] {
        snapshot(
            &format!("sixteen-table-{lang}"),
            &jixiao(&["score", "indicators/urumqi-2024", "--lang", lang], ""),
        );
    }
}

#[test]
fn the_scorecards_of_the_sixteen() {
    snapshot(
        "sixteen-scorecards",
        &jixiao(&["score", "indicators/urumqi-2024", "--format", "json", "--lang", "en"], ""),
    );
}

#[test]
fn the_sixteen_as_csv_and_markdown() {
    for format in ["csv", "markdown"] {
        let printed = jixiao(&["score", "indicators/urumqi-2024", "--format", format, "--lang", "zh"], "");
        snapshot(&format!("sixteen-{format}"), &printed);
    }
}

#[test]
fn the_explanation_of_execution_below_the_budget() {
    for lang in ["zh", "en"] {
        let arguments = ["explain", "indicators/urumqi-2024", "--project", "人事档案管理费", "--lang", lang];
        let explanation = jixiao(&arguments, "");
        for part in ["14.95", "15.58", "95.96", "9.60", "99.60", "财预〔2020〕10号"] {
            assert!(explanation.contains(part), "{part} is missing:\n{explanation}");
        }
        snapshot(&format!("explain-personnel-archives-{lang}"), &explanation);
    }
}

#[test]
fn every_cell_of_the_sixteen() {
    let json = scored();
    let mut cells = String::new();
    for project in json["projects"].as_array().expect("a list") {
        for indicator in project["indicators"].as_array().expect("a list") {
            for cell in ["target", "actual"] {
                cells.push_str(indicator[cell].as_str().expect("a text"));
                cells.push('\n');
            }
        }
    }
    assert_eq!(cells.lines().count(), 2 * 161);
    let parsed = jixiao(&["parse", "--stdin", "--year", "2024", "--lang", "en"], &cells);
    assert!(!parsed.contains("\"unreadable\""), "a cell of the sixteen cannot be read");
    snapshot("sixteen-cells", &parsed);
}

/// One form a line, as met in published tables of many provinces. What is unreadable there is so for a reason
/// that an evaluator would accept; the snapshot is the list to read.
#[test]
fn cells_of_published_tables() {
    let parsed =
        jixiao(&["parse", "--stdin", "--year", "2024", "--lang", "en"], include_str!("../forms/cells.txt"));
    snapshot("published-cells", &parsed);
}
