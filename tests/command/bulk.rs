//! Rows by the million, a few at a time: the same scores as one by one, the same bytes whatever the threads, and
//! every kind of bad row.

use crate::common::program::{Ran, root, run_in};
use crate::common::snapshot::snapshot;
use jixiao::assessment::{Assessment, Reason};
use jixiao::bulk::RowWriter;
use jixiao::files::read_tables;
use jixiao::input::ReadOptions;
use jixiao::scoring::{Row, score, score_row};
use jixiao::shipped::{shipped_policy, vocabulary};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::path::Path;

/// What the program can read and write here.
const FORMATS: &[&str] =
    if cfg!(feature = "columnar") { &["csv", "jsonl", "parquet", "arrow"] } else { &["csv", "jsonl"] };

const NAMES: [&str; 10] =
    ["project", "year", "class", "group", "name", "target", "actual", "weight", "claimed", "reason"];

/// Of what a run said; how long it took is another thing every time: the last part of a summary.
fn told(name: &str, text: &str) {
    let timeless = |line: &str| match line.rsplit_once(['；', ';']) {
        Some((rest, time)) if time.ends_with(" 秒") || time.ends_with(" s") => rest.to_owned(),
        _ => line.to_owned(),
    };
    let text: Vec<String> = text.lines().map(timeless).collect();
    snapshot(name, &text.join("\n"));
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_in(folder, arguments, b"")
}

/// Runs, and must succeed.
fn done(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.said);
    ran
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Spellings that are met, as rows of projects of seven.
fn forms() -> Vec<[String; 10]> {
    let rows = include_str!("../forms/rows.tsv").lines().chain(include_str!("../forms/cells.txt").lines());
    let classes = ["产出指标", "效益指标", "满意度指标(10分)", ""];
    rows.enumerate()
        .map(|(number, line)| {
            let mut cells = line.split('\t');
            let target = cells.next().unwrap_or_default();
            let actual = cells.next().unwrap_or(target);
            [
                format!("项目{}", number / 7),
                "2024".to_owned(),
                classes[number % 4].to_owned(),
                "数量指标".to_owned(),
                format!("指标{number}"),
                target.to_owned(),
                actual.to_owned(),
                ["10", "7.5", "3.00", ""][number % 4].to_owned(),
                ["10", "5", ""][number % 3].to_owned(),
                if number % 5 == 0 { "因故，\"推迟\"\n下年补上" } else { "" }.to_owned(),
            ]
        })
        .collect()
}

fn write(path: &Path, rows: &[[String; 10]]) {
    let mut writer = RowWriter::create(path, &NAMES).expect("a file");
    for row in rows {
        writer.row(&row.each_ref().map(String::as_str)).expect("written");
    }
    writer.finish().expect("written");
}

/// The rows of a CSV as texts, by the names of columns.
fn csv(bytes: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn every_format_gives_what_one_row_at_a_time_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = forms();
    for from in FORMATS {
        write(&folder.path().join(format!("rows.{from}")), &rows);
        for to in FORMATS {
            let out = format!("{from}-{to}.{to}");
            done(folder.path(), &["score", &format!("rows.{from}"), "-o", &out]);
            done(folder.path(), &["score", &out, "-o", "again.csv", "-q"]);
            done(folder.path(), &["score", "rows.csv", "-o", "direct.csv", "-q"]);
            // What was scored can be scored again, with the same result.
            assert_eq!(
                read(&folder.path().join("again.csv")),
                read(&folder.path().join("direct.csv")),
                "{out}"
            );
        }
    }
    let scored = csv(&read(&folder.path().join("direct.csv")));
    assert_eq!(scored.len(), rows.len());
    let policy = shipped_policy("mof-2020-10").expect("shipped");
    for (row, scored) in rows.iter().zip(&scored) {
        let [_, _, class, group, name, target, actual, weight, claimed, _] =
            row.each_ref().map(String::as_str);
        let figure = |text: &str| text.parse::<Decimal>().ok();
        let one = Row {
            class: Some(class).filter(|class| !class.is_empty()),
            group: Some(group),
            name: Some(name),
            target,
            actual,
            weight: figure(weight),
            claimed: figure(claimed),
            year: Some(2024),
            ..Row::default()
        };
        let expected = score_row(&one, policy, vocabulary());
        let shown = |score: Option<Decimal>| score.map(|score| score.to_string()).unwrap_or_default();
        assert_eq!(scored["score"], shown(expected.score), "{target} / {actual}");
        assert_eq!(scored["status"], expected.status.as_str(), "{target} / {actual}");
        assert_eq!(scored["reason_code"], expected.unscored.map_or("", |reason| reason.as_str()));
        assert_eq!(scored["rule"], expected.rule.map_or("", |rule| policy.rules[rule].id.value.as_str()));
        let difference = expected.score.zip(figure(claimed)).map(|(score, claimed)| score - claimed);
        assert_eq!(scored["difference"], shown(difference), "{target} / {actual}");
        assert_eq!((scored["target"].as_str(), scored["reason"].as_str()), (target, row[9].as_str()));
    }
}

/// Many rows, of projects that lie scattered over them.
fn scattered(rows: usize) -> Vec<[String; 10]> {
    let forms = forms();
    (0..rows)
        .map(|number| {
            let mut row = forms[number % forms.len()].clone();
            row[0] = format!("项目{}", number * 7_919 % (rows / 10));
            row
        })
        .collect()
}

#[test]
fn neither_threads_nor_memory_change_a_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = scattered(150_000);
    for format in FORMATS {
        write(&folder.path().join(format!("rows.{format}")), &rows);
        let mut first = None;
        for (threads, memory) in [("1", "96"), ("2", "1"), ("5", "3")] {
            let (out, totals) = (format!("out.{format}"), format!("totals.{format}"));
            let input = format!("rows.{format}");
            let arguments =
                ["score", &input, "-o", &out, "--totals", &totals, "--threads", threads, "--memory", memory];
            done(folder.path(), &arguments);
            let findings = format!("findings.{format}");
            let ran = run(
                folder.path(),
                &["check", &input, "-o", &findings, "--threads", threads, "--memory", memory],
            );
            assert_eq!(ran.code, 1, "{}", ran.said);
            let bytes = [out, totals, findings].map(|name| read(&folder.path().join(name)));
            assert!(bytes.iter().all(|bytes| bytes.len() > 10_000), "nothing was compared");
            assert!(
                *first.get_or_insert_with(|| bytes.clone()) == bytes,
                "{format}: {threads} threads, {memory} MB"
            );
        }
    }
}

/// The shipped tables.
fn sixteen() -> Vec<Assessment> {
    let tables = read_tables(&[root().join("indicators/urumqi-2024")], ReadOptions::default()).tables;
    assert_eq!(tables.len(), 16);
    tables
}

/// Their rows and their funds, in files.
fn written(folder: &Path, tables: &[Assessment]) {
    let text = |figure: &Option<jixiao::place::Located<Decimal>>| {
        figure.as_ref().map(|figure| figure.value.to_string()).unwrap_or_default()
    };
    let cell = |cell: &Option<jixiao::place::Located<String>>| {
        cell.as_ref().map(|cell| cell.value.clone()).unwrap_or_default()
    };
    let mut rows = RowWriter::create(&folder.join("rows.csv"), &NAMES).expect("a file");
    // A row of each project in turn: they lie scattered.
    for number in 0..40 {
        for table in tables {
            let Some(row) = table.indicators.get(number) else { continue };
            let cells = [
                table.project.value.clone(),
                table.year.map(|year| year.to_string()).unwrap_or_default(),
                cell(&row.class),
                cell(&row.group),
                row.name.value.clone(),
                cell(&row.target),
                cell(&row.actual),
                text(&row.weight),
                text(&row.claimed),
                match &row.reason {
                    Reason::Absent => String::new(),
                    Reason::Given => "有".to_owned(),
                    Reason::Text(reason) => reason.value.clone(),
                },
            ];
            rows.row(&cells.each_ref().map(String::as_str)).expect("written");
        }
    }
    rows.finish().expect("written");
    let names = [
        "项目名称",
        "年度",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "执行率得分",
        "总分",
    ];
    let mut lines = RowWriter::create(&folder.join("projects.csv"), &names).expect("a file");
    for table in tables {
        let money = &table.funds.total;
        let cells = [
            table.project.value.clone(),
            table.year.map(|year| year.to_string()).unwrap_or_default(),
            text(&money.initial),
            text(&money.budget),
            text(&money.executed),
            text(&table.funds.weight),
            text(&table.claimed.rate),
            text(&table.claimed.execution),
            text(&table.claimed.total),
        ];
        lines.row(&cells.each_ref().map(String::as_str)).expect("written");
    }
    lines.finish().expect("written");
}

#[test]
fn totals_are_those_of_whole_tables_under_every_policy() {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = sixteen();
    written(folder.path(), &tables);
    for policy in jixiao::shipped::shipped_policies() {
        let arguments = [
            "score",
            "rows.csv",
            "--projects",
            "projects.csv",
            "--totals",
            "totals.csv",
            "-o",
            "rows-out.csv",
            "--policy",
            &policy.id.value,
        ];
        done(folder.path(), &arguments);
        let totals = csv(&read(&folder.path().join("totals.csv")));
        assert_eq!(totals.len(), tables.len());
        for table in &tables {
            let card = score(table, policy, vocabulary());
            let found =
                totals.iter().find(|line| line["project"] == table.project.value).expect("the project");
            let shown = |score: Option<Decimal>| score.map(|score| score.to_string()).unwrap_or_default();
            let context = format!("{} under {}", table.project.value, policy.id.value);
            assert_eq!(found["score"], shown(card.total.score), "{context}");
            assert_eq!(found["low"], shown(card.total.low), "{context}");
            assert_eq!(found["high"], shown(card.total.high), "{context}");
            assert_eq!(found["execution_score"], shown(card.execution.score), "{context}");
            assert_eq!(found["grade"], card.grade.map_or("", |grade| grade.as_str()), "{context}");
            assert_eq!(found["rows"], table.indicators.len().to_string(), "{context}");
        }
        assert_eq!(csv(&read(&folder.path().join("rows-out.csv"))).len(), 161);
    }
}

#[test]
fn findings_are_those_of_whole_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut tables = sixteen();
    // Rows carry no goals, so nothing is found in their words.
    for table in &mut tables {
        table.goals = jixiao::assessment::Goals::default();
    }
    // Something to find: a printed score that no rule gives, a row that cannot be read, weights that do not add up.
    tables[2].indicators[0].claimed.as_mut().expect("printed").value = Decimal::from(3);
    tables[5].indicators[1].actual.as_mut().expect("printed").value = "12 月底完成 3 项".to_owned();
    tables[7].indicators[2].weight.as_mut().expect("printed").value = Decimal::from(55);
    written(folder.path(), &tables);
    let arguments =
        ["check", "rows.csv", "--projects", "projects.csv", "--lang", "en", "--policy", "mof-2021-101"];
    let ran = run(folder.path(), &arguments);
    assert_eq!(ran.code, 1, "{}", ran.said);
    let found = csv(ran.out.as_bytes());
    let policy = shipped_policy("mof-2021-101").expect("shipped");
    let mut expected = Vec::new();
    for table in &tables {
        for finding in jixiao::audit::audit(table, &score(table, policy, vocabulary()), policy, vocabulary())
        {
            expected.push((table.project.value.clone(), finding.code.as_str().to_owned(), finding.title.en));
        }
    }
    assert!(expected.len() > 3, "{expected:?}");
    expected.sort();
    let mut got: Vec<_> = found
        .iter()
        .map(|line| (line["project"].clone(), line["code"].clone(), line["message"].clone()))
        .collect();
    got.sort();
    assert_eq!(got, expected);
    // A finding of a row names the row.
    assert!(
        found.iter().any(|line| line["code"] == "J4001" && line["row"] == "3" && line["file"] == "rows.csv")
    );
}

#[test]
fn bad_rows_are_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let put = |name: &str, bytes: &[u8]| std::fs::write(at.join(name), bytes).expect("a file");
    put(
        "bad.csv",
        "项目名称,年度,三级指标,指标值,完成值,分值,得分,备注\n甲,2024,一,≥90%,87%,10,9.67,\n甲,2024,二,≥90%,87%\n甲,二〇二四,三,≥90%,95%,十分,10,\n\"乙\n(二)\",2024,四,>=5个,5个,5 分,5,\"说\"\"明\"\"\"\n".as_bytes(),
    );
    let mut mixed = "指标值,完成值,分值\n≥1个,1个,5\n".as_bytes().to_vec();
    mixed.extend_from_slice(b"\xC4\xE3\xBA\xC3,1,5\n");
    mixed.extend_from_slice("≥2个,1个,5\n".as_bytes());
    put("mixed.csv", &mixed);
    put(
        "bad.jsonl",
        "{\"target\":\">=90%\",\"actual\":\"87%\",\"weight\":10.0,\"claimed\":9.67}\n{\"target\":\">=90%\",\n[1]\n{\"target\":\"a\",\"target\":\"b\"}\n\n{\"target\":{\"x\":1}}\n{\"目标值\":\"\\u2265\\u0035个\",\"完成值\":\"3个\",\"权重\":\"5\",\"other\":[1,{}]}\n".as_bytes(),
    );
    let (gbk, _, _) = encoding_rs::GBK.encode("指标值,完成值,分值\n≥90%,87%,10\n");
    put("gbk.csv", &gbk);
    put("twice.csv", "指标值,目标值,完成值\n1,2,3\n".as_bytes());
    put("without.csv", "项目,分值\n甲,3\n".as_bytes());
    put("quote.csv", "指标值,完成值,分值\n\"≥90%,87%,10\n≥90%,87%,10\n".as_bytes());
    put("empty.csv", b"");
    put("table.yaml", b"project: a\n");
    put("projects.csv", "项目,预算数,执行数\n甲,10,9\n甲,10,8\n丙,x,1\n".as_bytes());
    for lang in ["zh", "en"] {
        let mut text = String::new();
        for arguments in [
            &["score", "bad.csv"][..],
            &["score", "mixed.csv"],
            &["score", "bad.jsonl", "--format", "jsonl"],
            &["score", "gbk.csv", "--encoding", "gbk"],
            &["score", "gbk.csv"],
            &["score", "twice.csv"],
            &["score", "without.csv"],
            &["score", "quote.csv"],
            &["score", "empty.csv"],
            &["score", "no-such.csv"],
            &["score", "bad.csv", "table.yaml"],
            &["score", "bad.csv", "--format", "markdown"],
            &["score", "bad.csv", "-o", "out.txt"],
            &["score", "table.yaml", "--totals", "t.csv"],
            &["score", "bad.csv", "--format", "parquet"],
            &["score", "bad.csv", "--max-errors", "1", "-o", "out.csv"],
            &["check", "bad.csv", "--projects", "projects.csv", "--year", "2024"],
        ] {
            let ran = run(at, &[arguments, &["--lang", lang]].concat());
            writeln!(text, "$ jixiao {}\n{}{}→ {}\n", arguments.join(" "), ran.out, ran.said, ran.code)
                .expect("a string");
        }
        told(&format!("bulk_bad_rows_{lang}"), &text);
    }
    let left: Vec<_> =
        std::fs::read_dir(at).expect("the folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left.len(), 10, "a run that was given up left a file: {left:?}");
}

#[test]
fn a_run_that_is_stopped_leaves_no_file() {
    struct Stop(u32);
    impl jixiao::bulk::Observer for Stop {
        fn look(&mut self, _: jixiao::bulk::Progress) -> std::ops::ControlFlow<()> {
            self.0 += 1;
            if self.0 == 2 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("rows.csv"), &scattered(150_000));
    let job = jixiao::bulk::Job {
        rows: vec![folder.path().join("rows.csv")],
        projects: Vec::new(),
        policy: shipped_policy("mof-2020-10").expect("shipped"),
        encoding: jixiao::input::Encoding::Utf8,
        year: None,
        lang: jixiao::message::Lang::Zh,
        threads: 2,
        memory: 1 << 20,
        max_errors: None,
        output: Some(folder.path().join("out.csv")),
        format: jixiao::bulk::Format::Csv,
        totals: Some((folder.path().join("totals.csv"), jixiao::bulk::Format::Csv)),
    };
    let ended = jixiao::bulk::score(&job, &mut Stop(0)).expect("no file fails").ended;
    assert_eq!(ended, jixiao::bulk::RunEnd::Stopped);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

/// Rows that are made while they are read.
#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_like_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    write(&at.join("rows.csv"), &forms());
    done(at, &["score", "rows.csv", "-o", "file.csv"]);
    let made = std::process::Command::new("mkfifo").arg(at.join("pipe.csv")).status().expect("mkfifo");
    assert!(made.success());
    let bytes = read(&at.join("rows.csv"));
    let pipe = at.join("pipe.csv");
    let writer = std::thread::spawn(move || std::fs::write(pipe, bytes));
    done(at, &["score", "pipe.csv", "-o", "piped.csv"]);
    writer.join().expect("no panic").expect("written");
    assert_eq!(read(&at.join("piped.csv")), read(&at.join("file.csv")));
}

/// Input that never ends, until the user has enough of it.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_file() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let made = std::process::Command::new("mkfifo").arg(at.join("pipe.csv")).status().expect("mkfifo");
    assert!(made.success());
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["score", "pipe.csv", "-o", "out.csv", "--totals", "totals.csv", "--lang", "en"])
        .current_dir(at)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = std::fs::OpenOptions::new().write(true).open(at.join("pipe.csv")).expect("opened");
    pipe.write_all("项目,指标值,完成值,分值\n".as_bytes()).expect("written");
    let rows = "项目甲,≥90%,87%,10\n".repeat(100_000);
    // More than is read ahead of the results: by then the first of them are written.
    for _ in 0..20 {
        pipe.write_all(rows.as_bytes()).expect("written");
    }
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    while pipe.write_all(rows.as_bytes()).is_ok() {}
    let ended = child.wait_with_output().expect("the program ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("interrupted: no file was written"), "{said}");
    let left: Vec<_> =
        std::fs::read_dir(at).expect("the folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["pipe.csv"]);
}
