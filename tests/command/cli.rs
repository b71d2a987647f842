//! The command line: exit codes, where data and words go, and every kind of bad input.

use crate::common::program::{Ran, root, run_in};
use crate::common::snapshot::snapshot;
use std::fmt::Write as _;
use std::path::Path;

fn at_root(arguments: &[&str]) -> Ran {
    run_in(root(), arguments, b"")
}

/// One command, what it printed and what it said, as a user sees them.
fn shown(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    let ran = run_in(folder, arguments, input);
    let mut text = format!("$ jixiao {}\n", arguments.join(" "));
    text.push_str(&ran.out);
    text.push_str(&ran.said);
    writeln!(text, "→ {}\n", ran.code).expect("a string");
    text
}

const TABLE: &str = "project: 档案\nyear: 2024\nfunds: {budget: 10, executed: 10}\nindicators:\n  - {name: 数量, target: \">=3份\", actual: 3份, weight: 90, claimed: 90}\n";

#[test]
fn bad_input_is_told_and_never_panics() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |name: &str, bytes: &[u8]| std::fs::write(at.join(name), bytes).expect("a file");
    let with_weight = |weight: &str| TABLE.replace("weight: 90", &format!("weight: {weight}"));

    let mut files = vec!["missing.yaml"];
    std::fs::create_dir(at.join("empty")).expect("a folder");
    files.push("empty");
    write("not-utf8.yaml", b"project: \xff\xfe\n");
    files.push("not-utf8.yaml");
    let (gbk, _, _) = encoding_rs::GBK.encode(TABLE);
    write("gbk.yaml", &gbk);
    files.push("gbk.yaml");
    let big = std::fs::File::create(at.join("big.yaml")).expect("a file");
    big.set_len(200 << 20).expect("a sparse file");
    files.push("big.yaml");
    write("deep.yaml", "[".repeat(10_000).as_bytes());
    files.push("deep.yaml");
    write("scientific.yaml", with_weight("1e999").as_bytes());
    files.push("scientific.yaml");
    write("nan.yaml", with_weight("NaN").as_bytes());
    files.push("nan.yaml");
    write("negative.yaml", with_weight("-5").as_bytes());
    files.push("negative.yaml");
    write("digits.yaml", with_weight(&"1".repeat(40)).as_bytes());
    files.push("digits.yaml");
    write("month.yaml", TABLE.replace(">=3份", "<=13 月底").as_bytes());
    files.push("month.yaml");
    write("nothing.yaml", b"");
    files.push("nothing.yaml");
    write("binary.yaml", &[0_u8; 64]);
    files.push("binary.yaml");

    for lang in ["zh", "en"] {
        let mut text = String::new();
        for file in &files {
            text.push_str(&shown(at, &["score", file, "--lang", lang], b""));
        }
        text.push_str(&shown(at, &["score", "gbk.yaml", "--encoding", "gbk", "--lang", lang], b""));
        text.push_str(&shown(at, &["score", "month.yaml", "--policy", "mof-2021-11", "--lang", lang], b""));
        snapshot(&format!("bad_input_{lang}"), &text);
    }
}

#[test]
fn what_can_be_scored_is_scored_beside_what_cannot() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.yaml"), TABLE).expect("a file");
    std::fs::write(folder.path().join("wrong.yaml"), "project: [").expect("a file");
    let ran = run_in(folder.path(), &["score", ".", "--format", "json"], b"");
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON, whatever else went wrong");
    assert_eq!(json["projects"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["projects"][0]["total"]["score"], "100.00");
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("wrong.yaml"), "{}", ran.said);
    let quiet = run_in(folder.path(), &["score", ".", "--quiet"], b"");
    assert_eq!((quiet.code, quiet.said.as_str()), (2, ""));
}

#[test]
fn exit_codes_are_those_that_programs_rely_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).expect("a file");
    write("right.yaml", TABLE);
    write("wrong-score.yaml", &TABLE.replace("claimed: 90", "claimed: 85"));
    let code = |arguments: &[&str]| run_in(at, arguments, b"").code;
    assert_eq!(code(&["score", "right.yaml"]), 0);
    assert_eq!(code(&["score", "wrong-score.yaml"]), 0, "differences are check's to judge");
    assert_eq!(code(&["check", "right.yaml"]), 0);
    assert_eq!(code(&["check", "wrong-score.yaml"]), 1);
    assert_eq!(code(&["check", "missing.yaml"]), 2);
    assert_eq!(code(&["check", "missing.yaml", "wrong-score.yaml"]), 2, "the worse of the two");
    assert_eq!(code(&["explain", "right.yaml"]), 0);
    assert_eq!(code(&["explain", "right.yaml", "--project", "没有这个"]), 2);
    assert_eq!(code(&["score"]), 2, "no path");
    assert_eq!(code(&["scoer", "right.yaml"]), 2, "no such command");
    assert_eq!(code(&["eval", "--target", "1", "--actual", "1", "--weight", "x"]), 2);
    assert_eq!(code(&["policy", "show", "nobody"]), 2);
    assert_eq!(code(&["--help"]), 0);
    assert_eq!(code(&["--version"]), 0);
}

#[test]
fn warnings_fail_a_check_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    // A row that cannot be scored is a warning.
    let table = TABLE.replace(">=3份", "<=13 月底");
    std::fs::write(folder.path().join("t.yaml"), table).expect("a file");
    assert_eq!(run_in(folder.path(), &["check", "t.yaml"], b"").code, 0);
    assert_eq!(run_in(folder.path(), &["check", "t.yaml", "--deny", "warnings"], b"").code, 1);
}

#[test]
fn a_line_of_input_is_a_line_of_output_however_bad_it_is() {
    let input = b">=90%\t87%\t10\nthree cells are wanted\n\n<=12\xff\t1\t1\n<=12 \xe6\x9c\x88\xe5\xba\x95\t=11 \xe6\x9c\x88\xe5\xba\x95\t5\r\n>=1\t1\t-4\n\t\t3\n";
    let ran = run_in(root(), &["eval", "--stdin", "--year", "2024", "--lang", "en"], input);
    let lines: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0]["score"], "9.67");
    for (index, line) in [(1, 2), (2, 3), (3, 4), (5, 6)] {
        assert_eq!(lines[index]["line"], line);
        assert!(lines[index]["error"].as_str().is_some_and(|error| !error.is_empty()), "{}", lines[index]);
    }
    assert_eq!(lines[4]["score"], "5.00", "a carriage return belongs to the end of the line");
    assert_eq!((&lines[6]["status"], &lines[6]["reason"]), (&"cannot_score".into(), &"no_target".into()));
    assert_eq!(ran.code, 2);
    let parsed = run_in(root(), &["parse", "--stdin"], b"\n>=90%\n\xff\n");
    assert_eq!(parsed.out.lines().count(), 3);
}

#[test]
fn one_indicator_is_printed_in_the_settled_shape() {
    let ran =
        at_root(&["eval", "--target", ">=3300 份", "--actual", "3200份", "--weight", "10", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    for key in ["target", "actual", "weight", "score", "status", "rule", "reason", "trace"] {
        assert!(keys.contains(&key), "{key} is missing in {keys:?}");
    }
    assert_eq!(json["score"], "9.70");
    let minus = at_root(&["eval", "--target", "-3%", "--actual", "-3%", "--weight", "10"]);
    assert_eq!(minus.code, 0, "{}", minus.said);
    let minus = at_root(&["parse", "--", "-3%"]);
    assert_eq!(minus.code, 0, "{}", minus.said);
}

#[test]
fn an_output_file_is_replaced_only_when_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("t.yaml"), TABLE).expect("a file");
    std::fs::write(at.join("out.csv"), "before").expect("a file");
    let ran = run_in(at, &["score", "t.yaml", "--format", "csv", "-o", "out.csv"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.said);
    let written = std::fs::read_to_string(at.join("out.csv")).expect("a file");
    assert!(written.contains("档案"), "{written}");
    let left: Vec<_> =
        std::fs::read_dir(at).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "no half-written file stays: {left:?}");
    let nowhere = run_in(at, &["score", "t.yaml", "-o", "no/such/folder/out.txt"], b"");
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.said.contains("J5"), "{}", nowhere.said);
    // A folder is not replaced by a file.
    std::fs::create_dir(at.join("taken")).expect("a folder");
    assert_eq!(run_in(at, &["score", "t.yaml", "-o", "taken"], b"").code, 2);
    assert!(at.join("taken").is_dir());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["explain", "indicators/urumqi-2024"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_language_comes_from_the_environment_unless_it_is_given() {
    let said = |variable: &str, value: &str, arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(arguments)
            .env_clear()
            .env(variable, value)
            .output()
            .expect("the program runs");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(said("LANG", "zh_CN.UTF-8", &["score", "none"]).contains("错误"));
    assert!(said("LC_ALL", "en_GB.UTF-8", &["score", "none"]).contains("error"));
    assert!(said("LANG", "zh_CN.UTF-8", &["score", "none", "--lang", "en"]).contains("error"));
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = at_root(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("jixiao"), "{shell}");
    }
}

#[test]
fn shipped_policies_are_listed_shown_and_right() {
    let list = at_root(&["policy", "list", "--lang", "en"]);
    let checked = at_root(&["policy", "check"]);
    assert_eq!((list.code, checked.code), (0, 0), "{}", checked.said);
    for id in jixiao::shipped::shipped_policies().map(|policy| policy.id.value.as_str()) {
        assert!(list.out.contains(id), "{id} is not listed");
        assert_eq!(at_root(&["policy", "show", id]).code, 0, "{id}");
    }
}

#[test]
fn policies_are_compared_on_the_shipped_projects_with_the_reasons() {
    let ids = ["--policy", "mof-2021-101", "--policy", "hubei-20-80", "--policy", "platform-jiangxi"];
    let compared = |rest: &[&str]| {
        let mut arguments = vec!["compare", "indicators/urumqi-2024"];
        arguments.extend(ids);
        arguments.extend(rest);
        let ran = at_root(&arguments);
        assert_eq!((ran.code, ran.said.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    for lang in ["zh", "en"] {
        snapshot(&format!("compare_{lang}"), &compared(&["--lang", lang]));
    }
    snapshot("compare_markdown", &compared(&["--lang", "zh", "--format", "markdown"]));
    let json: serde_json::Value = serde_json::from_str(&compared(&["--format", "json"])).expect("JSON");
    let project = json["projects"].as_array().expect("projects");
    let project = project.iter().find(|project| project["name"] == "人事档案管理费").expect("a project");
    let difference = &project["differences"][0];
    assert_eq!(difference["line"], "execution");
    let scores: Vec<&str> =
        (0..3).filter_map(|index| difference["results"][index]["score"].as_str()).collect();
    assert_eq!(scores, ["9.60", "19.19", "7.00"]);
    let totals: Vec<&str> = (0..3).filter_map(|index| project["results"][index]["score"].as_str()).collect();
    assert_eq!(totals, ["99.60", "109.19", "97.00"]);
}

#[test]
fn a_comparison_needs_policies_that_can_be_had() {
    let one = at_root(&["compare", "indicators/urumqi-2024", "--policy", "mof-2020-10", "--lang", "en"]);
    assert_eq!(one.code, 2);
    assert!(one.said.contains("J5001"), "{}", one.said);
    let unknown = at_root(&["compare", "indicators/urumqi-2024", "--policy", "hubei", "--policy", "nobody"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    let elsewhere = at_root(&["score", "indicators/urumqi-2024", "--policy", "a", "--policy", "b"]);
    assert_eq!(elsewhere.code, 2);
}

/// A row that differs, a row without a score, and a table that scores the same under both.
#[test]
fn rows_that_differ_are_named_with_what_each_policy_makes_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("cost.yaml", &TABLE.replace(">=3份\", actual: 3份", "<=10 万元\", actual: 12 万元"));
    write("words.yaml", &TABLE.replace(">=3份\", actual: 3份", "有效改善\", actual: 尚在观察"));
    write("same.yaml", TABLE);
    let arguments =
        ["compare", ".", "--policy", "mof-2020-10", "--policy", "platform-default", "--lang", "en"];
    snapshot("compare_rows", &shown(folder.path(), &arguments, b""));
}

/// Before the command and behind it, of tables, rows and single indicators alike.
#[test]
fn one_year_option_is_taken_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.yaml"), TABLE.replace("year: 2024\n", "")).expect("a table");
    std::fs::write(folder.path().join("rows.csv"), "target,actual,weight\n12月底前,11月底,10\n")
        .expect("rows");
    for path in ["t.yaml", "rows.csv"] {
        for command in ["score", "check"] {
            let behind = run_in(folder.path(), &[command, path, "--year", "2024"], b"");
            let before = run_in(folder.path(), &["--year", "2024", command, path], b"");
            assert!(behind.code < 2, "{command} {path}: {}", behind.said);
            assert_eq!((behind.code, &behind.out), (before.code, &before.out), "{command} {path}");
        }
        // A year that no table may have.
        for arguments in [["--year", "1920", "score", path], ["score", path, "--year", "1920"]] {
            assert_eq!(run_in(folder.path(), &arguments, b"").code, 2, "{arguments:?}");
        }
    }
    let scored = run_in(folder.path(), &["score", "t.yaml", "--year", "2024", "--format", "json"], b"");
    assert!(scored.out.contains("\"year\": 2024") || scored.out.contains("\"year\":2024"), "{}", scored.out);
}

/// What an office program leaves beside an open file is passed over, and what cannot be read is said, whatever the folder holds.
#[test]
#[cfg(unix)]
fn folders_of_rows_and_of_tables_are_walked_alike() {
    for (name, text) in [("rows.csv", "target,actual,weight\n>=3份,3份,10\n"), ("t.yaml", TABLE)] {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("in/deeper")).expect("folders");
        std::fs::write(folder.path().join("in").join(name), text).expect("a file");
        std::fs::write(folder.path().join("in").join(format!("~${name}")), b"\x05user\0\0").expect("a lock");
        let whole = run_in(folder.path(), &["score", "in"], b"");
        assert_eq!(whole.code, 0, "{name}: {}", whole.said);
        std::os::unix::fs::symlink("nowhere", folder.path().join("in/deeper/gone")).expect("a link");
        let broken = run_in(folder.path(), &["score", "in"], b"");
        assert_eq!((broken.code, broken.out), (2, whole.out), "{name}: {}", broken.said);
        assert!(broken.said.contains("J1001") && broken.said.contains("gone"), "{name}: {}", broken.said);
    }
}
