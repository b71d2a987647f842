//! Each finding has an example that shows it and a near miss that does not; the document of codes is what the
//! program prints.

use crate::common::program;
use crate::common::snapshot::snapshot;
use jixiao::assessment::Assessment;
use jixiao::decode;
use jixiao::diagnostic::{Code, Diagnostic};
use jixiao::shipped::{shipped_policy, vocabulary};
use std::fmt::Write;
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
    let parsed = decode::assessment(&name, &text);
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
    snapshot("explain_code_zh", &printed.out);
    snapshot("explain_code_en", &page(&["check", "--explain", "J4011", "--lang", "en"]).out);
    for code in Code::ALL {
        assert_eq!(page(&["check", "--explain", code.as_str(), "--lang", "en"]).code, 0, "{code}");
    }
    let unknown = page(&["check", "--explain", "J9999", "--lang", "en"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.said.contains("J9999"), "{}", unknown.said);
}

/// A table in which much is wrong, beside one in order.
const WRONG: &str = r#"project: 技能培训
year: 2024
department: 某局
unit: 某中心
funds:
  initial: 43.2
  budget: 43.2
  executed: 37.24
  sources: [{name: 当年财政拨款, initial: 43.2, budget: 43.2, executed: 37.24}]
claimed: {rate: 86%, execution: 9, total: 97}
indicators:
  - {class: 产出指标, group: 数量指标, name: 培训人数, target: "≥100人", actual: 131人, weight: 25, claimed: 25}
  - {class: 产出指标, group: 数量指标, name: 培训缺勤次数, target: "≤10次", actual: 12次, weight: 25, claimed: 20, reason: 停课}
  - {class: 效益指标, group: 社会效益指标, name: 就业水平, target: 有效提高, actual: 有效提高, weight: 30, claimed: 30}
  - {class: 满意度指标, group: 满意度指标, name: 学员满意度, target: "≥90%", actual: 290%, weight: 10, claimed: 10}
"#;

/// A folder with the table in which much is wrong.
fn wrong_table() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("wrong.yaml"), WRONG).expect("a file");
    folder
}

fn check(folder: &Path, more: &[&str]) -> program::Ran {
    let arguments: Vec<&str> = ["check", "."].iter().chain(more).copied().collect();
    program::run_in(folder, &arguments, b"")
}

#[test]
fn a_review_sheet_is_in_the_order_in_which_one_is_written() {
    let folder = wrong_table();
    for lang in ["zh", "en"] {
        let ran = check(folder.path(), &["--format", "markdown", "--lang", lang]);
        assert_eq!((ran.code, ran.said.as_str()), (1, ""));
        snapshot(&format!("review_{lang}"), &ran.out);
    }
}

#[test]
fn sarif_is_valid_under_the_schema_of_the_standard() {
    let schema =
        fs::read_to_string(program::root().join("tests/sarif/sarif-schema-2.1.0.json")).expect("the schema");
    let mut schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    // Its one pattern that is no regular expression (a bracket too many), of a property that is not written here.
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(language.as_object_mut().and_then(|language| language.remove("pattern")).is_some());
    }
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let folder = wrong_table();
    // What cannot be read is in the log too, and a table without any finding.
    fs::write(folder.path().join("坏 表.yaml"), "project: 例\nindicators:\n- {name: a, weight: 10x}\n")
        .expect("a file");
    let empty = tempfile::tempdir().expect("a folder");
    let right = fs::read_to_string(example(Code::ScoreDiffers, "miss")).expect("an example");
    fs::write(empty.path().join("right.yaml"), right).expect("a file");
    for (at, results) in [
        (folder.path(), 7),
        (program::root().join("indicators/urumqi-2024").as_path(), 18),
        (empty.path(), 0),
    ] {
        for lang in ["zh", "en"] {
            let ran = check(at, &["--format", "sarif", "--lang", lang]);
            let log: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
            let problems: Vec<String> = validator
                .iter_errors(&log)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(problems, [] as [String; 0]);
            let run = &log["runs"][0];
            assert_eq!(run["results"].as_array().map(Vec::len), Some(results), "{}", ran.out);
            for result in run["results"].as_array().into_iter().flatten() {
                let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
                assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            }
        }
    }
}

/// The fingerprints of a log, by which viewers know a finding again.
fn fingerprints(folder: &Path, lang: &str) -> Vec<String> {
    let log: serde_json::Value =
        serde_json::from_str(&check(folder, &["--format", "sarif", "--lang", lang]).out).expect("JSON");
    let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    results.iter().map(|result| result["partialFingerprints"]["finding/v2"].to_string()).collect()
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let folder = wrong_table();
    let at = folder.path();
    let before = fingerprints(at, "zh");
    let known = check(at, &["--format", "json", "--lang", "en"]);
    assert_eq!(known.code, 1);
    let base = tempfile::tempdir().expect("a folder");
    let file = base.path().join("known.json");
    fs::write(&file, known.out).expect("a file");
    let file = file.to_str().expect("UTF-8");
    // Known in English, asked in Chinese; and lines have moved.
    fs::write(at.join("wrong.yaml"), format!("# a line more\n{WRONG}")).expect("a file");
    let same = check(at, &["--baseline", file, "--lang", "zh", "--deny", "warnings"]);
    assert_eq!((same.code, same.out.as_str()), (0, "1 个项目：错误 0，警告 0，提示 0\n"));
    assert_eq!(fingerprints(at, "en"), before);
    // Another figure is another finding.
    fs::write(at.join("wrong.yaml"), WRONG.replace("131人", "140人")).expect("a file");
    let new = check(at, &["--baseline", file, "--lang", "en", "--format", "json"]);
    assert_eq!(new.code, 0, "a warning alone");
    let json: serde_json::Value = serde_json::from_str(&new.out).expect("JSON");
    let findings = json["projects"][0]["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((&findings[0]["code"], &findings[0]["indicator"]), (&"J4034".into(), &"培训人数".into()));
    assert_eq!(check(at, &["--baseline", file, "--deny", "warnings"]).code, 1);
    let broken = check(at, &["--baseline", "wrong.yaml", "--lang", "en"]);
    assert_eq!((broken.code, broken.out.as_str()), (2, ""));
    assert!(broken.said.contains("J1005"), "{}", broken.said);
    assert_eq!(check(at, &["--baseline", "nobody.json"]).code, 2);
}

#[test]
fn a_switch_of_a_policy_that_silences_nothing_of_several_tables_is_a_note() {
    let folder = wrong_table();
    let at = folder.path();
    let policy = "id: ours\nextends: mof-2020-10\ntitle: 试\ntrust: text\nbasis: 试\naudit:\n  off:\n    - {code: J4034, reason: 另行说明}\n    - {code: J4038, reason: 原因统一填写}\n";
    fs::write(at.join("ours.yaml"), policy).expect("a file");
    let run = |paths: &[&str]| {
        let arguments: Vec<&str> = ["check"]
            .iter()
            .chain(paths)
            .chain(&["--policy", "ours.yaml", "--format", "json", "--lang", "en"])
            .copied()
            .collect();
        let ran = program::run_in(at, &arguments, b"");
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        json
    };
    let of = |json: &serde_json::Value| {
        let codes = |list: &serde_json::Value| -> Vec<String> {
            list.as_array().into_iter().flatten().map(|finding| finding["code"].to_string()).collect()
        };
        (codes(&json["projects"][0]["findings"]).contains(&"\"J4034\"".to_owned()), codes(&json["findings"]))
    };
    assert_eq!(of(&run(&["wrong.yaml"])), (false, vec![]));
    // Another project: the same table twice would be found as that.
    fs::write(at.join("again.yaml"), WRONG.replacen("project: ", "project: 另一", 1)).expect("a file");
    let both = run(&["wrong.yaml", "again.yaml"]);
    assert_eq!(of(&both), (false, vec!["\"J4042\"".to_owned()]));
    assert_eq!(both["findings"][0]["severity"], "note");
}

/// Every finding on the sixteen, and why it is right; read through against the published document.
#[test]
fn every_finding_on_the_sixteen_is_right() {
    let why = [
        (
            "J4023",
            "06",
            "the document prints an initial budget of 2,365.90 and one of 1,416.65; nothing in the table says why 40 % went",
        ),
        (
            "J4027",
            "01 02 07 11 12 13",
            "“<=5 个” schools: four schools would meet it as well, and one fewer is no better; elsewhere in the document it is “=5个”",
        ),
        (
            "J4035",
            "06",
            "19,754 trained where 13,193 were planned, 1.497 times as many; a reason is printed, so the target is what to look at",
        ),
        ("J4045", "09", "“补贴发放率” stands under 数量指标, beside 补贴发放准确率 under 质量指标"),
        ("J4051", "10", "the bracket lists 55.5, 1 and 128.5 under an item of 184.69; they come to 185"),
        ("J4054", "08", "what was achieved speaks of 5 schools, the row of 4; the goal lists four by name"),
        ("J4054", "16", "the goal promises a completeness of 98 %, the row asks for 90 %"),
        ("J4055", "08", "450 a term was paid where the goal says 150; 450 is the standard of table 11"),
        (
            "J4056",
            "08",
            "380.55 is said to have been paid out of 61.15; among all tables it is found to be the money of table 11",
        ),
        (
            "J4059",
            "05",
            "the goal says 新疆新东方技工学校, its row and every other table 乌鲁木齐新东方技工学校",
        ),
        (
            "J4060",
            "14",
            "38 + 42 + 34 + 39 awards, and 78 competitors; a reason of the document counts 74 of them as winners",
        ),
        ("J4061", "08", "the goal begins with “024 年”"),
    ];
    let mut shown = String::new();
    let folder = program::root().join("indicators/urumqi-2024");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for path in files {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        for finding in findings(&table(&path)) {
            let number = name.get(..2).expect("a number");
            let reason =
                why.iter().find(|(code, of, _)| *code == finding.code.as_str() && of.contains(number));
            let (_, _, reason) =
                reason.unwrap_or_else(|| panic!("{name}: {} was not gone through", finding.code));
            writeln!(
                shown,
                "{name} {} {:?}\n  {}\n  right: {reason}",
                finding.code, finding.severity, finding.title.en
            )
            .expect("a string");
        }
    }
    snapshot("sixteen-findings", &shown);
}

#[test]
fn a_score_that_another_policy_gives_is_said_to_come_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    // 12 over 10: 16.67 by target ÷ actual, 16.00 where what is over is taken off in proportion.
    let table = "project: 例\nyear: 2024\nindicators:\n- {name: 成本, target: ≤10万元, actual: 12万元, weight: 20, claimed: 16, reason: 涨价}\n";
    fs::write(folder.path().join("t.yaml"), table).expect("a file");
    let ran = check(folder.path(), &["--lang", "en"]);
    assert!(ran.out.contains("policies that give exactly this score: platform-default"), "{}", ran.out);
    let said = check(folder.path(), &["--lang", "en", "--policy", "platform-default"]);
    assert!(!said.out.contains("J4001"), "{}", said.out);
}
