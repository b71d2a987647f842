//! No row, no file and no word is lost, replaced or ended without being told.

use crate::common::program::{Ran, run_in};
use std::fs;
use std::path::Path;

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_in(folder, &[&["--lang", "en"], arguments].concat(), b"")
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

const TABLE: &str = "project: 某路\nyear: 2024\nfunds: {budget: 10, executed: 9}\nindicators:\n\
    - {class: 产出指标, name: 里程, target: \"≥5公里\", actual: 6公里, weight: 90, claimed: 80}\n";

const ROWS: &str = "project,year,name,target,actual,weight\n\
    甲,2024,一,>=1,1,10\n甲,2024,\"二\n行\",>=2,1,10\n乙,2024,\"三\"\"\",>=1,1,10\n乙,2024,四,>=1,2,10\n";
const PROJECTS: &str = "project,year,budget,executed\n甲,2024,10,9\n乙,2024,10,10\n";

#[test]
fn rows_are_read_whatever_ends_a_line() {
    let folder = folder(&[("projects.csv", PROJECTS.as_bytes())]);
    let at = folder.path();
    // In quotes a line break is text, and stays as it is.
    let ended = |text: &str, ends: &[&str]| {
        let mut quoted = false;
        let mut number = 0;
        let mut out = String::new();
        for character in text.chars() {
            quoted ^= character == '"';
            if character == '\n' && !quoted {
                out.push_str(ends[number % ends.len()]);
                number += 1;
            } else {
                out.push(character);
            }
        }
        out
    };
    fs::write(at.join("rows.csv"), ROWS).expect("written");
    let score = |rows: &str, projects: &str| {
        run(at, &["score", rows, "--projects", projects, "--totals", "totals.csv"])
    };
    let expected = score("rows.csv", "projects.csv");
    let totals = fs::read(at.join("totals.csv")).expect("totals");
    assert_eq!((expected.code, expected.out.matches("2024").count()), (0, 4), "{}", expected.said);
    for ends in [&["\r\n"][..], &["\r"], &["\r", "\n"], &["\n", "\r\n", "\r"], &["\n\n\r\r\n"]] {
        for last in ["", ends[0]] {
            let with_end = |text: &str| ended(text.trim_end(), ends) + last;
            fs::write(at.join("other.csv"), with_end(ROWS)).expect("written");
            fs::write(at.join("funds.csv"), with_end(PROJECTS)).expect("written");
            let ran = score("other.csv", "funds.csv");
            assert_eq!((ran.code, &ran.out), (0, &expected.out), "{ends:?} {last:?}: {}", ran.said);
            assert_eq!(fs::read(at.join("totals.csv")).expect("totals"), totals, "{ends:?}");
        }
    }
    let line = |name: &str| {
        format!("{{\"project\":\"甲\",\"name\":\"{name}\",\"target\":1,\"actual\":1,\"weight\":1}}")
    };
    let lines = format!("{}\r{}\r\n\r{}", line("一"), line("二"), line("三"));
    fs::write(at.join("rows.jsonl"), lines).expect("written");
    assert_eq!(run(at, &["score", "rows.jsonl"]).out.matches("met").count(), 3);
}

#[test]
fn long_files_of_carriage_returns_are_read_in_blocks() {
    let rows: String = (0..400_000).map(|row| format!("甲,>={row},{row},1,无\r")).collect();
    let folder = folder(&[("rows.csv", format!("project,target,actual,weight,reason\r{rows}").as_bytes())]);
    assert!(rows.len() > 8 << 20);
    let ran = run(folder.path(), &["score", "rows.csv", "-o", "out.csv"]);
    assert!(ran.code == 0 && ran.said.contains("rows 400000"), "{}", ran.said);
}

#[test]
fn a_quote_that_is_never_closed_is_told_where_it_opens() {
    let head = "project,name,target,actual,weight\n";
    let body = "p,a,>=1,1,10\n".repeat(3);
    let text = format!("{head}\n{body}p,\"open,>=1,1,10\n{}", body.repeat(1_000));
    let folder =
        folder(&[("rows.csv", text.as_bytes()), ("head.csv", b"project,\"name,target,actual\np,a,1,1\n")]);
    let ran = run(folder.path(), &["score", "rows.csv"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.said.contains("a quotation mark in row 4 is not closed, before “open,>=1,1,10"),
        "{}",
        ran.said
    );
    let ran = run(folder.path(), &["score", "head.csv"]);
    assert!(ran.code == 2 && ran.said.contains("a quotation mark in the headings"), "{}", ran.said);
}

#[test]
fn the_delimiter_of_other_countries_is_understood_and_told() {
    for (delimiter, sign) in [(";", ";"), ("\t", "Tab")] {
        let rows = ROWS.replace(',', delimiter).replace("四", "\"四;\t,\"");
        let folder = folder(&[
            ("rows.csv", rows.as_bytes()),
            ("plain.csv", ROWS.replace("四", "\"四;\t,\"").as_bytes()),
        ]);
        let ran = run(folder.path(), &["score", "rows.csv"]);
        assert_eq!(ran.out, run(folder.path(), &["score", "plain.csv"]).out);
        assert!(ran.code == 0 && ran.said.contains(&format!("separated by {sign}")), "{}", ran.said);
    }
}

#[test]
fn many_unknown_headings_are_told_in_one_line() {
    let unknown: String = (0..100_000).map(|number| format!(",x{number}")).collect();
    let cells = ",".repeat(100_000);
    let folder = folder(&[("rows.csv", format!("target,actual,weight{unknown}\n1,1,1{cells}\n").as_bytes())]);
    let ran = run(folder.path(), &["score", "rows.csv"]);
    assert!(ran.code == 0 && ran.said.len() < 2_000, "{} bytes", ran.said.len());
    assert!(ran.said.contains("x0, x1,") && ran.said.contains("(100000)"), "{}", ran.said);
}

#[test]
fn json_lines_tell_bytes_and_keys_that_are_not_understood() {
    let good = "{\"project\":\"p\",\"target\":\"1\",\"actual\":\"1\",\"weight\":1}\n";
    let bytes = [
        good.as_bytes(),
        b"{\"project\":\"\xff\",\"target\":1,\"actual\":1,\"weight\":1}\n",
        good.as_bytes(),
    ]
    .concat();
    let keys = good.replace("target", "Target").repeat(3)
        + &good.replace("target", "Target").replace("actual", "Aktual");
    let folder = folder(&[("bytes.jsonl", &bytes), ("keys.jsonl", keys.as_bytes())]);
    let ran = run(folder.path(), &["score", "bytes.jsonl"]);
    assert_eq!((ran.code, ran.out.matches("met").count()), (2, 2), "{}", ran.out);
    assert!(
        ran.said.contains("row 2 is not in the given encoding") && !ran.out.contains('\u{FFFD}'),
        "{}",
        ran.said
    );
    let ran = run(folder.path(), &["score", "keys.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("missing columns: target"), "{}", ran.said);
    assert!(ran.said.contains("unused columns: Aktual, Target"), "{}", ran.said);
}

#[test]
fn numbers_of_programs_are_numbers_at_every_door() {
    let cases = [
        (">=0.5", "1e-05", "0.00"),
        ("0.5", "1E-7", "0.00"),
        ("100", "1e2", "10.00"),
        ("1e2", "50", "5.00"),
        ("2.5e+1", "25", "10.00"),
        ("≥1000", "1.0E3", "10.00"),
    ];
    let number = |text: &str| text.parse::<f64>().is_ok();
    let mut csv = String::from("project,name,target,actual,weight\n");
    let mut lines = String::new();
    let mut yaml = String::from("project: p\nindicators:\n");
    for (target, actual, _) in cases {
        csv += &format!("p,n,{target},{actual},1e1\n");
        let json = |text: &str| if number(text) { text.to_owned() } else { format!("\"{text}\"") };
        lines += &format!(
            "{{\"project\":\"p\",\"target\":{},\"actual\":{},\"weight\":1e1}}\n",
            json(target),
            json(actual)
        );
        let plain = |text: &str| if number(text) { text.to_owned() } else { format!("'{text}'") };
        yaml +=
            &format!("- {{name: n, target: {}, actual: {}, weight: 1e1}}\n", plain(target), plain(actual));
    }
    let folder =
        folder(&[("a.csv", csv.as_bytes()), ("a.jsonl", lines.as_bytes()), ("a.yaml", yaml.as_bytes())]);
    let expected: Vec<&str> = cases.iter().map(|(.., score)| *score).collect();
    for name in ["a.csv", "a.jsonl"] {
        let ran = run(folder.path(), &["score", name]);
        let mut rows = csv::Reader::from_reader(ran.out.trim_start_matches('\u{feff}').as_bytes());
        let place =
            rows.headers().expect("headings").iter().position(|name| name == "score").expect("a score");
        let scores: Vec<String> = rows.records().map(|row| row.expect("a row")[place].to_owned()).collect();
        assert_eq!(scores, expected, "{name}: {}", ran.said);
    }
    let ran = run(folder.path(), &["score", "a.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let rows = json["projects"][0]["indicators"].as_array().expect("rows");
    assert_eq!(rows.iter().map(|row| row["score"].as_str().unwrap_or("-")).collect::<Vec<_>>(), expected);
    assert_eq!(rows[0]["actual"], "1e-05");
}

#[test]
fn what_is_no_number_is_blank_and_told() {
    let rows = "project,name,target,actual,weight\np,a,NaN,NaN,10\np,b,inf,inf,10\np,c,>=1,-Infinity,10\np,d,>=1,1,nan\n";
    let folder = folder(&[("rows.csv", rows.as_bytes())]);
    for command in ["score", "check"] {
        let ran = run(folder.path(), &[command, "rows.csv"]);
        assert_eq!(ran.code, 2, "{command}");
        for told in [
            "row 1, column target: “NaN”",
            "row 2, column actual: “inf”",
            "row 3, column actual: “-Infinity”",
            "row 4, column weight",
        ] {
            assert!(ran.said.contains(told), "{command} {told}: {}", ran.said);
        }
    }
    let ran = run(folder.path(), &["score", "rows.csv"]);
    assert_eq!(ran.out.matches("cannot_score").count(), 4, "{}", ran.out);
}

#[test]
fn a_table_with_several_documents_or_merges_says_so() {
    let folder = folder(&[]);
    let row = "- {name: a, target: '1', actual: 1, weight: 90}\n";
    for (text, told) in [
        (format!("base: &b\n  year:2024\nproject: x\n<<: *b\nindicators:\n{row}"), "merge keys `<<`"),
        (format!("project: x\nindicators:\n- <<: [a\n  name: x\n{row}"), ""),
        (
            format!("project: x\nindicators:\n{row}---\nproject: y\nindicators:\n{row}"),
            "a second document begins here",
        ),
        (format!("project: x\nindicators:\n{row}---\nyear:2024\n"), "a second document begins here"),
        (format!("project: x\nindicators:\n{row}- *other\n"), "`*other` needs quotes"),
        (format!("project: x\n<<: *other\nindicators:\n{row}"), "`*other` needs quotes"),
    ] {
        fs::write(folder.path().join("a.yaml"), &text).expect("written");
        let ran = run(folder.path(), &["score", "a.yaml"]);
        assert!(ran.code == 2 && ran.said.contains(told), "{text}: {}", ran.said);
    }
}

#[test]
fn a_report_in_the_folder_is_no_form_of_it() {
    let folder = folder(&[("a.yaml", TABLE.as_bytes())]);
    for (format, ending) in [("html", "html"), ("xlsx", "xlsx"), ("docx", "docx"), ("markdown", "md")] {
        let report = format!("report.{ending}");
        for round in 0..2 {
            let ran = run(folder.path(), &["score", ".", "--format", format, "-o", &report]);
            assert_eq!(ran.code, 0, "{format} {round}: {}", ran.said);
            assert_eq!(
                ran.said.contains("is a report of this program"),
                round == 1,
                "{format}: {}",
                ran.said
            );
        }
        let ran = run(folder.path(), &["score", ".", "--format", "json"]);
        assert_eq!(ran.out.matches("\"execution\"").count(), 1, "{format}");
        fs::remove_file(folder.path().join(report)).expect("removed");
    }
}

#[test]
fn an_output_never_replaces_an_input_or_another_output() {
    let folder = folder(&[
        ("rows.csv", ROWS.as_bytes()),
        ("projects.csv", PROJECTS.as_bytes()),
        ("a.yaml", TABLE.as_bytes()),
        ("policy.yaml", b"id: own\nextends: mof-2020-10\n"),
        ("submitted.html", b"<html><table><tr><td>1</table>"),
    ]);
    let at = folder.path();
    let names = ["rows.csv", "projects.csv", "a.yaml", "policy.yaml", "submitted.html"];
    let before = names.map(|name| fs::read(at.join(name)).expect("there"));
    fs::create_dir(at.join("inner")).expect("a folder");
    for arguments in [
        &["score", "rows.csv", "-o", "rows.csv"][..],
        &["score", "rows.csv", "-o", "inner/../rows.csv"],
        &["check", "rows.csv", "-o", "./rows.csv"],
        &["score", "rows.csv", "--projects", "projects.csv", "-o", "projects.csv"],
        &["score", "rows.csv", "--projects", "projects.csv", "--totals", "projects.csv", "-o", "out.csv"],
        &["score", "rows.csv", "--totals", "new.csv", "-o", "inner/../new.csv"],
        &["score", "a.yaml", "--format", "json", "-o", "a.yaml"],
        &["score", "a.yaml", "--policy", "policy.yaml", "--format", "json", "-o", "policy.yaml"],
        &["score", ".", "--format", "json", "-o", "a.yaml"],
        &["score", ".", "--format", "html", "-o", "submitted.html"],
        &["check", "a.yaml", "-o", "a.yaml"],
        &["compare", "a.yaml", "--policy", "mof-2020-10", "--policy", "mof-2021-101", "-o", "a.yaml"],
        &["rollup", "a.yaml", "-o", "a.yaml"],
        &["import", "a.yaml", "--force", "-o", "."],
    ] {
        let ran = run(at, arguments);
        assert!(ran.code == 2 && ran.said.contains("J5001"), "{arguments:?}: {} {}", ran.code, ran.said);
        assert_eq!(names.map(|name| fs::read(at.join(name)).expect("there")), before, "{arguments:?}");
    }
    assert!(!at.join("new.csv").exists() && !at.join("out.csv").exists());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::{PermissionsExt, symlink};

    const WRITERS: [(&[&str], &str); 3] = [
        (&["score", "a.yaml", "--format", "json"], "\"projects\""),
        (&["score", "rows.csv"], "project,year"),
        (&["check", "a.yaml"], "J4"),
    ];

    fn written(at: &Path, arguments: &[&str], to: &str) -> Ran {
        let rest =
            if arguments.contains(&"rows.csv") { vec!["--format", "csv", "-o", to] } else { vec!["-o", to] };
        run(at, &[arguments, &rest].concat())
    }

    #[test]
    fn a_link_is_followed_and_a_file_keeps_its_permissions() {
        let folder = folder(&[("a.yaml", TABLE.as_bytes()), ("rows.csv", ROWS.as_bytes())]);
        let at = folder.path();
        let mode = |name: &str| fs::metadata(at.join(name)).expect("there").permissions().mode() & 0o777;
        fs::write(at.join("plain"), "").expect("written");
        for (arguments, told) in WRITERS {
            for before in [0o600, 0o640, 0o664] {
                fs::write(at.join("old.out"), "old").expect("written");
                fs::set_permissions(at.join("old.out"), fs::Permissions::from_mode(before)).expect("set");
                let _ = fs::remove_file(at.join("link.out"));
                symlink("old.out", at.join("link.out")).expect("a link");
                written(at, arguments, "link.out");
                assert!(fs::symlink_metadata(at.join("link.out")).expect("there").is_symlink());
                assert!(
                    fs::read_to_string(at.join("old.out")).expect("there").contains(told),
                    "{arguments:?}"
                );
                assert_eq!(mode("old.out"), before);
            }
            let _ = (fs::remove_file(at.join("new.out")), fs::remove_file(at.join("dangling.out")));
            symlink("new.out", at.join("dangling.out")).expect("a link");
            written(at, arguments, "dangling.out");
            assert!(fs::read_to_string(at.join("new.out")).expect("there").contains(told));
            assert_eq!(mode("new.out"), mode("plain"), "as any new file");
        }
    }

    #[test]
    fn devices_and_pipes_are_written_through() {
        let folder = folder(&[("a.yaml", TABLE.as_bytes()), ("rows.csv", ROWS.as_bytes())]);
        let at = folder.path();
        for (arguments, told) in WRITERS {
            let ran = written(at, arguments, "/dev/null");
            assert!(ran.code < 2 && ran.out.is_empty(), "{}", ran.said);
            assert!(!fs::metadata("/dev/null").expect("there").is_file());
            let ran = written(at, arguments, "/dev/stdout");
            assert!(ran.out.contains(told), "{arguments:?}: {}", ran.said);
            let pipe = at.join("pipe");
            let _ = fs::remove_file(&pipe);
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
            let reader = std::thread::spawn({
                let pipe = pipe.clone();
                move || {
                    let mut text = String::new();
                    fs::File::open(pipe)?.read_to_string(&mut text).map(|_| text)
                }
            });
            written(at, arguments, "pipe");
            assert!(reader.join().expect("no panic").expect("read").contains(told), "{arguments:?}");
        }
    }

    #[test]
    fn output_that_reaches_nobody_is_no_success() {
        let folder = folder(&[("a.yaml", TABLE.as_bytes()), ("rows.csv", ROWS.as_bytes())]);
        for arguments in [
            &["--help"][..],
            &["--version"],
            &["score", "--help"],
            &["score", "a.yaml"],
            &["score", "rows.csv"],
            &["check", "a.yaml"],
            &["explain", "a.yaml"],
            &["parse", "1"],
            &["policy", "list"],
        ] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"));
            let ended =
                command.args(arguments).current_dir(folder.path()).stdout(full).output().expect("it runs");
            assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        }
    }

    #[test]
    fn a_name_that_is_no_text_gets_a_file_that_is_found_again() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&[]);
        let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff\xfe.yaml"));
        fs::write(&odd, TABLE).expect("written");
        let ran = run(folder.path(), &["import", ".", "-o", "out"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        let again = run(folder.path(), &["score", "out", "--format", "json"]);
        assert!(again.code == 0 && again.out.contains("某路"), "{} {}", ran.out, again.said);
    }

    #[test]
    fn what_a_terminal_obeys_never_reaches_one() {
        let bad = "\u{1b}[31m\u{7}\u{9b}\u{202e}甲";
        let name = format!("{bad}.yaml");
        let quoted = serde_json::to_string(bad)
            .expect("JSON")
            .replace("\u{9b}", "\\u009b")
            .replace("\u{202e}", "\\u202e");
        let table = TABLE.replace("某路", &quoted).replace("里程", &quoted).replacen(
            "公里",
            &format!("公里{quoted}").replace('"', ""),
            1,
        );
        let raw =
            "project: 甲\u{202e}乙\nindicators:\n- {name: a, target: \u{202e}>=1, weight: 1}\n".to_string();
        let rows = format!("project,target,actual,weight,{bad}\n{bad},\"{bad}\",1,1,{bad}\n");
        let folder =
            folder(&[(&name, table.as_bytes()), ("raw.yaml", raw.as_bytes()), ("rows.csv", rows.as_bytes())]);
        let seen = |text: &str| {
            let obeyed = |c: char| {
                (c.is_control() && c != '\n' && c != '\t')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!text.contains(obeyed), "{text:?}");
        };
        // Words for people are free of it wherever they go.
        for arguments in [
            &["score", &name][..],
            &["score", &name, "--format", "markdown"],
            &["check", &name],
            &["check", &name, "--format", "markdown"],
            &["explain", &name],
            &["compare", &name, "--policy", "mof-2020-10", "--policy", "mof-2021-101"],
            &[
                "compare",
                &name,
                "--policy",
                "mof-2020-10",
                "--policy",
                "mof-2021-101",
                "--format",
                "markdown",
            ],
            &["score", "raw.yaml"],
            &["score", &format!("{bad}-missing.yaml")],
        ] {
            let ran = run(folder.path(), arguments);
            assert_eq!(ran.out.is_empty(), ran.code == 2, "{arguments:?}: {}", ran.said);
            seen(&ran.out);
            seen(&ran.said);
        }
        seen(&run(folder.path(), &["score", "rows.csv"]).said);
        // Data are free of it on a terminal.
        let jixiao = env!("CARGO_BIN_EXE_jixiao");
        for arguments in [
            "score rows.csv",
            "score *甲.yaml --format csv",
            "score *甲.yaml --format json",
            "parse \"$(printf '\\033[31m')\"",
            "import *甲.yaml -o out",
        ] {
            let line = format!("{jixiao} {arguments} 2>/dev/null");
            let shown = std::process::Command::new("script")
                .args(["-qec", &line, "/dev/null"])
                .env("NO_COLOR", "1")
                .current_dir(folder.path())
                .stdin(std::process::Stdio::piped())
                .stdout(std::process::Stdio::piped())
                .spawn();
            let Ok(mut shown) = shown else {
                assert!(std::env::var_os("CI").is_none(), "`script` (util-linux) is needed");
                return;
            };
            // It ends when its input does, and with it the program.
            let input = shown.stdin.take();
            let shown = shown.wait_with_output().expect("it ends");
            drop(input);
            // The terminal puts a carriage return before each line feed.
            let shown = String::from_utf8_lossy(&shown.stdout).replace("\r\r\n", "\n").replace("\r\n", "\n");
            assert!(!shown.is_empty(), "{arguments}");
            seen(&shown);
        }
    }
}

#[test]
fn markdown_keeps_a_name_inside_its_cell() {
    let bad = "a|b`c\\|d\ne";
    let quoted = serde_json::to_string(bad).expect("JSON");
    let table = TABLE.replace("某路", &quoted).replace("里程", &quoted);
    let folder = folder(&[("a.yaml", table.as_bytes())]);
    let compare = ["compare", "a.yaml", "--policy", "mof-2020-10", "--policy", "mof-2021-101"];
    for arguments in [&["score", "a.yaml"][..], &["check", "a.yaml"], &compare] {
        let ran = run(folder.path(), &[arguments, &["--format", "markdown"]].concat());
        let mut columns = None;
        for line in ran.out.lines() {
            if !line.starts_with('|') {
                columns = None;
                continue;
            }
            // Strokes that no backslash takes away, and not one inside a span of code.
            let mut escaped = false;
            let mut strokes = 0;
            for character in line.chars() {
                assert!(character != '`' || escaped, "{line}");
                strokes += usize::from(character == '|' && !escaped);
                escaped = character == '\\' && !escaped;
            }
            assert_eq!(*columns.get_or_insert(strokes), strokes, "{line}");
        }
        assert!(ran.out.contains("a\\|b\\`c"), "{}", ran.out);
    }
}

#[test]
fn a_form_reads_back_as_the_table_that_it_shows() {
    let row = |levels: &str, name: &str, actual: &str| {
        format!("- {{{levels} name: {name}, target: \"10\", actual: \"{actual}\", weight: 22.5}}\n")
    };
    let head = "project: 甲\nyear: 2024\nfunds: {budget: 10, executed: 10}\nindicators:\n";
    let cost = "class: 成本指标, group: 经济成本指标,";
    let folder = folder(&[]);
    let rows = |name: &str| -> Vec<[String; 4]> {
        let ran = run(folder.path(), &["score", name, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let rows = json["projects"][0]["indicators"].as_array().expect("rows").clone();
        let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        rows.iter().map(|row| ["class", "group", "name", "score"].map(|key| text(row, key))).collect()
    };
    for table in [
        row(cost, "成本", "5"),
        row(cost, "成本", "5") + &row("", "人数", "12"),
        row("", "人数", "12") + &row(cost, "成本", "12") + &row("", "次数", "12") + &row(cost, "造价", "12"),
        row(cost, "成本", "12")
            + &row("class: 产出指标,", "人数", "12")
            + &row("class: 产出指标, group: 数量指标,", "次数", "12"),
    ] {
        fs::write(folder.path().join("a.yaml"), format!("{head}{table}")).expect("written");
        let expected = rows("a.yaml");
        for (format, lang) in
            ["docx", "html", "xlsx"].iter().flat_map(|format| [(format, "zh"), (format, "en")])
        {
            let report = format!("report.{format}");
            let ran =
                run(folder.path(), &["score", "a.yaml", "--format", format, "--lang", lang, "-o", &report]);
            assert_eq!(ran.code, 0, "{}", ran.said);
            assert_eq!(rows(&report), expected, "{format} {lang}");
        }
    }
}

#[test]
fn a_table_of_projects_refuses_what_a_table_in_yaml_refuses() {
    let columns = ["budget", "executed", "weight", "rate", "execution", "total"];
    let cases = [
        ("budget", "-10"),
        ("budget", "1000000000000001"),
        ("executed", "-0.01"),
        ("weight", "2000"),
        ("weight", "-1"),
        ("rate", "96"),
        ("rate", "-0.5"),
        ("rate", "-3%"),
        ("execution", "-3"),
        ("total", "1001"),
        ("budget", "10%"),
        ("budget", "10分"),
        ("total", "10万元"),
    ];
    for (column, figure) in cases {
        let cells = columns.map(|name| if name == column { figure } else { "" }).join(",");
        let projects = format!("project,{}\n甲,{cells}\n", columns.join(","));
        let folder = folder(&[
            ("projects.csv", projects.as_bytes()),
            ("rows.csv", "project,target,actual,weight\n甲,1,1,90\n".as_bytes()),
        ]);
        let ran = run(folder.path(), &["score", "rows.csv", "--projects", "projects.csv"]);
        assert!(
            ran.code == 2 && ran.said.contains(&format!("column {column}: “{figure}”")),
            "{figure}: {}",
            ran.said
        );
        let (of, quoted) =
            (if columns[..3].contains(&column) { "funds" } else { "claimed" }, format!("'{figure}'"));
        fs::write(folder.path().join("a.yaml"), format!("project: 甲\n{of}: {{{column}: {quoted}}}\nindicators:\n- {{name: a, target: '1', actual: '1', weight: 90}}\n")).expect("written");
        assert_eq!(run(folder.path(), &["score", "a.yaml"]).code, 2, "{figure}");
    }
    let good =
        "project,budget,executed,weight,rate,execution,total\n甲,10万元,9.60 万元,10分,96%,9.60分,99.60\n";
    let folder = folder(&[
        ("projects.csv", good.as_bytes()),
        ("rows.csv", "project,target,actual,weight\n甲,1,1,90\n".as_bytes()),
    ]);
    let ran = run(folder.path(), &["score", "rows.csv", "--projects", "projects.csv"]);
    assert!(ran.code == 0 && ran.said.contains("mean 99.60"), "{}", ran.said);
}
