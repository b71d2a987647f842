//! What is found of a row belongs to that row, and follows from what its cells say.

use crate::common::program;
use serde_json::Value;
use std::fs;

/// A table of some rows with its funds in order, under a policy of its own beside it.
struct Filed {
    folder: tempfile::TempDir,
}

impl Filed {
    fn new(rows: &str, policy: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let table = format!(
            "project: 甲\nyear: 2024\npolicy: ours.yaml\nfunds: {{budget: 10, executed: 10}}\nclaimed: {{execution: 10}}\nindicators:\n{rows}"
        );
        let policy = format!("id: ours\nextends: mof-2020-10\ntitle: 试\ntrust: text\nbasis: 试\n{policy}");
        fs::write(folder.path().join("t.yaml"), table).expect("a file");
        fs::write(folder.path().join("ours.yaml"), policy).expect("a file");
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> String {
        let ran = program::run_in(self.folder.path(), arguments, b"");
        assert!(ran.code < 2, "{}", ran.said);
        ran.out
    }

    /// The findings of one code.
    fn found(&self, code: &str) -> Vec<Value> {
        let checked = self.run(&["check", "t.yaml", "--format", "json", "--lang", "en"]);
        let json: Value = serde_json::from_str(&checked).expect("JSON");
        let findings = json["projects"][0]["findings"].as_array().expect("a list").clone();
        findings.into_iter().filter(|finding| finding["code"] == code).collect()
    }

    /// The messages of one code.
    fn messages(&self, code: &str) -> Vec<String> {
        let found = self.found(code);
        found.iter().map(|finding| finding["message"].as_str().expect("a text").to_owned()).collect()
    }
}

/// A policy with one flag.
fn flag(asks: &str) -> String {
    format!("flags:\n  - {{id: ours, title: 须说明, {asks}}}\n")
}

const FLAGGED: &str = "J4013";

#[test]
fn a_row_with_thresholds_of_its_own_is_held_against_its_target() {
    let thresholds = "audit: {over: {at_least: 50%}}\nrules:\n  - {id: own, when: {thresholds: true}, always: {thresholds: {excellent: 100%, good: 80%, fair: 60%, poor: 0%}}}\n";
    let row = |actual: &str| {
        format!(
            "  - {{class: 产出指标, name: 参训, target: ≥100人, actual: {actual}, weight: 10, claimed: 10, thresholds: {{excellent: ≥50人, good: ≥30人, fair: ≥10人}}}}\n"
        )
    };
    assert_eq!(Filed::new(&row("100人"), thresholds).messages("J4034"), [] as [&str; 0]);
    let passed = Filed::new(&row("300人"), thresholds).messages("J4034");
    assert!(passed.len() == 1 && passed[0].contains("300%"), "{passed:?}");
}

#[test]
fn a_flag_for_days_looks_at_days() {
    let late = "  - {name: 验收, target: 6月底, actual: 9月底, weight: 10, claimed: 0, reason: 雨季}\n";
    let flagged = |asks: &str, rows: &str| Filed::new(rows, &flag(asks)).found(FLAGGED).len();
    assert_eq!(flagged("when: {target: deadline}, side: above", late), 1);
    assert_eq!(flagged("when: {target: deadline}, side: met", late), 0);
    assert_eq!(flagged("side: above", late), 1);
    assert_eq!(flagged("when: {target: quantity}, side: above", late), 0);
}

#[test]
fn a_flag_looks_at_all_that_its_condition_says() {
    let number = "  - {name: 数, target: ≥5个, actual: 4个, weight: 10, claimed: 8, reason: 停工}\n";
    let words =
        "  - {name: 词, target: 有效提升, actual: 部分达到预期目标, weight: 10, claimed: 7, reason: 停工}\n";
    let bounded = "  - {name: 等, target: ≥5个, actual: 4个, weight: 10, claimed: 8, reason: 停工, thresholds: {excellent: ≥5个}}\n";
    let flagged = |asks: &str, rows: &str| Filed::new(rows, &flag(asks)).found(FLAGGED).len();
    assert_eq!(flagged("when: {thresholds: true}", number), 0);
    assert_eq!(flagged("when: {thresholds: true}", bounded), 1);
    for (condition, of_number, of_words) in [
        ("{actual: quality}", 0, 1),
        ("{target: quality}", 0, 1),
        ("{actual: quantity}", 1, 0),
        ("{actual: interval}", 0, 0),
        ("{name: 数}", 1, 0),
    ] {
        let asks = format!("when: {condition}");
        assert_eq!((flagged(&asks, number), flagged(&asks, words)), (of_number, of_words), "{condition}");
    }
}

#[test]
fn inside_an_interval_nothing_deviates() {
    let row = |actual: u32| {
        format!(
            "  - {{name: 数, target: 10-20个, actual: {actual}个, weight: 10, claimed: 10, reason: 多}}\n"
        )
    };
    let flagged = |actual| {
        let asks = flag("deviation: {above: 30%}");
        Filed::new(&row(actual), &asks).found(FLAGGED).len()
    };
    assert_eq!([10, 15, 20].map(flagged), [0, 0, 0]);
    assert_eq!([6, 9, 25, 27].map(flagged), [1, 0, 0, 1]);
}

#[test]
fn one_list_says_what_is_no_reason() {
    let row = |reason: &str| {
        format!(
            "  - {{name: 数, target: ≥5个, actual: 4个, weight: 10, claimed: 8.00, reason: \"{reason}\"}}\n"
        )
    };
    for (reason, missing) in [("--", 1), ("无偏差", 1), (" 无 偏差 ", 1), ("／", 1), ("材料涨价", 0)]
    {
        let filed = Filed::new(&row(reason), &flag("side: below, reason: missing"));
        let both = [filed.found(FLAGGED).len(), filed.found("J4036").len()];
        assert_eq!(both, [missing, missing], "{reason}");
    }
}

/// Two rows of one name: the first has lost a point and is printed as the rule says, the second is in order.
const TWINS: &str = "  - {class: 产出指标, name: 参训人数, target: ≥10人, actual: 9人, weight: 10, claimed: 9.00}\n\
                     \x20 - {class: 效益指标, name: 参训人数, target: ≥20人, actual: 20人, weight: 10, claimed: 10}\n";

#[test]
fn of_two_rows_of_one_name_the_sheet_accuses_the_guilty_one() {
    let sheet = Filed::new(TWINS, "").run(&["check", "t.yaml", "--format", "markdown", "--lang", "en"]);
    let rows: Vec<&str> = sheet.lines().filter(|line| line.contains("| 参训人数 |")).collect();
    assert_eq!(rows.len(), 2, "{sheet}");
    assert!(rows[0].ends_with("| J4036 |"), "{}", rows[0]);
    assert!(rows[1].ends_with("|  |"), "{}", rows[1]);
}

#[test]
fn a_finding_of_one_row_does_not_silence_another_row_of_that_name() {
    let rows = TWINS.replace("weight: 10, claimed: 10}", "weight: 10, claimed: 3.21}");
    let filed = Filed::new(&rows, "");
    let rows_of = |code: &str| -> Vec<Value> {
        filed.found(code).iter().map(|finding| finding["row"].clone()).collect()
    };
    assert_eq!(rows_of("J4001"), [1]);
    assert_eq!(rows_of("J4036"), [0]);
}

#[test]
fn a_finding_is_known_again_whatever_its_message_says() {
    let filed = Filed::new(TWINS, &flag("when: {name: 参训}"));
    let path = filed.folder.path().join("known.json");
    let known = filed.run(&["check", "t.yaml", "--format", "json", "--lang", "en"]);
    let mut known: Value = serde_json::from_str(&known).expect("JSON");
    let findings = known["projects"][0]["findings"].as_array_mut().expect("a list");
    assert!(findings.len() > 3, "{findings:?}");
    for finding in findings {
        finding["message"] = "put otherwise".into();
    }
    fs::write(&path, known.to_string()).expect("a file");
    let left = || {
        let json = filed.run(&["check", "t.yaml", "--format", "json", "--baseline", "known.json"]);
        let json: Value = serde_json::from_str(&json).expect("JSON");
        json["projects"][0]["findings"].as_array().expect("a list").clone()
    };
    assert_eq!(left(), [] as [Value; 0]);
    // Another figure of one row: what was found of the other is known still.
    let table = filed.folder.path().join("t.yaml");
    let text = fs::read_to_string(&table).expect("a file").replace("actual: 9人", "actual: 8人");
    fs::write(&table, text).expect("a file");
    let left = left();
    assert!(!left.is_empty());
    assert!(left.iter().all(|finding| finding["row"] != 1), "{left:?}");
}

#[test]
fn rows_are_told_which_other_policy_gives_a_score_as_tables_are() {
    let policy = "mof-2020-10";
    let mut under = 0;
    for claimed in ["0", "5", "6", "8", "8.00", "8.5"] {
        let folder = tempfile::tempdir().expect("a folder");
        let row = |name: &str| format!("{name},产出指标,成本,≤10万元,12万元,10,{claimed}\n");
        let rows = format!("project,class,name,target,actual,weight,claimed\n{}", row("甲"));
        let table = format!(
            "project: 甲\nindicators:\n  - {{class: 产出指标, name: 成本, target: ≤10万元, actual: 12万元, weight: 10, claimed: {claimed}}}\n"
        );
        fs::write(folder.path().join("rows.csv"), rows).expect("a file");
        fs::write(folder.path().join("t.yaml"), table).expect("a file");
        let rows = program::run_in(
            folder.path(),
            &["check", "rows.csv", "--policy", policy, "--lang", "en", "--format", "jsonl"],
            b"",
        );
        let of_rows: Vec<Value> =
            rows.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let tables = program::run_in(
            folder.path(),
            &["check", "t.yaml", "--policy", policy, "--lang", "en", "--format", "json"],
            b"",
        );
        let json: Value = serde_json::from_str(&tables.out).expect("JSON");
        let of_table = json["projects"][0]["findings"].as_array().expect("a list");
        let differs = |finding: &&Value| finding["code"] == "J4001";
        let of_rows = of_rows.iter().find(differs).expect("a finding");
        let notes: Vec<&str> = of_table.iter().find(differs).expect("a finding")["notes"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|note| note.as_str().expect("a text"))
            .collect();
        assert_eq!(of_rows["notes"].as_str(), Some(notes.join("; ").as_str()), "{claimed}");
        under += usize::from(notes.iter().any(|note| note.contains("policies that give exactly this score")));
    }
    assert!(under > 1, "no shipped policy gives any of these scores");
}

#[test]
fn the_result_for_programs_says_what_was_understood_and_from_where() {
    let rows = "  - {class: 产出指标, name: 甲, target: ≥5个, actual: 5个, weight: 10, claimed: 10}\n\
                \x20 - {class: 产出指标, name: 乙, operator: ≤, target: 5, unit: 个, actual: 4, weight: 10}\n\
                \x20 - {class: 成本指标, name: 丙, target: 5万元, actual: 4万元, weight: 10}\n\
                \x20 - {class: 产出指标, name: 丁, target: 6月底, actual: 5月底, weight: 10}\n\
                \x20 - {class: 产出指标, name: 戊, target: 5个, actual: 5个, weight: 10}\n\
                \x20 - {class: 产出指标, name: 己, target: 有效提升, actual: 有效提升, weight: 10}\n";
    let table = Filed::new(rows, "");
    fs::write(table.folder.path().join("broken.yaml"), "project: [").expect("a file");
    let ran = program::run_in(table.folder.path(), &["score", ".", "--format", "json"], b"");
    assert_eq!(ran.code, 2);
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    let files = json["files"].as_array().expect("a list");
    let of = |name: &str| {
        let found = files.iter().find(|file| file["file"].as_str().is_some_and(|file| file.ends_with(name)));
        found.unwrap_or_else(|| panic!("{name}: {files:?}"))
    };
    assert_eq!((&of("t.yaml")["tables"], &of("t.yaml")["errors"]), (&1.into(), &0.into()));
    assert_eq!((&of("broken.yaml")["tables"], &of("broken.yaml")["errors"]), (&0.into(), &1.into()));
    let project = &json["projects"][0];
    assert_eq!((&project["policy_chosen_by"], &project["money"]), (&"table".into(), &"万元".into()));
    let understood: Vec<(&str, &str)> = project["indicators"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["op"].as_str().unwrap_or("-"), row["direction"].as_str().unwrap_or("-")))
        .collect();
    let wanted =
        [(">=", "printed"), ("<=", "column"), ("<=", "unit"), ("<=", "kind"), (">=", "default"), ("-", "-")];
    assert_eq!(understood, wanted);
    let row = &project["indicators"][1];
    assert_eq!((&row["operator"], &row["unit"], &row["target"]), (&"≤".into(), &"个".into(), &"5".into()));
    assert_eq!(row["place"], serde_json::json!({"line": 8, "column": 5}));
}
