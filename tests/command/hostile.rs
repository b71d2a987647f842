//! Whatever is put into a file gives a result or a diagnostic: no panic, no hang.

use jixiao::decode;
use jixiao::diagnostic::{Code, human};
use jixiao::files;
use jixiao::input::{Encoding, ReadOptions};
use jixiao::message::Lang;
use jixiao::sources::Sources;
use jixiao::yaml;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Against hanging only; a test machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads a text as everything that it might be, shows what was found, and gives back the codes of the table.
fn codes(text: &str) -> Vec<Code> {
    let started = Instant::now();
    let table = decode::assessment("hostile.yaml", text).diagnostics;
    let mut sources = Sources::default();
    sources.insert("hostile.yaml", text);
    for diagnostics in [&table, &decode::policy("hostile.yaml", text).diagnostics] {
        for lang in [Lang::Zh, Lang::En] {
            let shown = human(diagnostics, &sources, lang, false);
            assert!(shown.len() < 4_000_000, "{} bytes of diagnostics", shown.len());
        }
    }
    assert!(started.elapsed() < PATIENCE, "took {:?}", started.elapsed());
    table.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn nesting_is_bounded() {
    let deep = [
        "[".repeat(10_000),
        format!("a: {}", "[".repeat(100_000)),
        "{a: ".repeat(10_000),
        "- ".repeat(10_000),
        "? ".repeat(100_000),
        ": ".repeat(100_000),
        (0..3_000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n"),
    ];
    for text in deep {
        let found = codes(&text);
        assert_eq!(found, [Code::TooComplex], "{}", text.get(..20).unwrap_or_default());
    }
}

#[test]
fn aliases_do_not_multiply() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        writeln!(bomb, "a{level}: &a{level} [{}]", [below.as_str(); 9].join(", ")).unwrap();
    }
    assert_eq!(codes(&bomb), [Code::TooComplex]);
    assert_eq!(codes("a: &a [*a]\n").len(), 1);
}

#[test]
fn size_is_bounded() {
    assert_eq!(codes(&"x".repeat(yaml::MAX_BYTES + 1)), [Code::TooLarge]);
    let many: String = (0..200_000).fold(String::new(), |mut text, key| {
        writeln!(text, "k{key}: 1").unwrap();
        text
    });
    assert_eq!(codes(&many), [Code::TooComplex]);
    assert_eq!(codes(&format!("[{}]", "1,".repeat(3_000_000))), [Code::TooComplex]);
}

#[test]
fn one_long_line_takes_no_longer_than_many_short_ones() {
    for unit in [
        ",", "\"", "'", ">", "{a: >1, ", "a: >1 ", "：", "a：", "#", " #", "*a, ", "&a ", "!a, ", "\\",
        "\"\" ", "a: ", "a:b ",
    ] {
        let count = 2_000_000 / unit.len();
        for open in ["", "{", "[", "a: ", "a: \""] {
            let found = codes(&format!("{open}{}", unit.repeat(count)));
            assert!(!found.is_empty(), "{open}{unit}");
        }
    }
}

#[test]
fn slips_by_the_thousand_are_told_up_to_a_bound() {
    let text: String = (0..5_000).fold(String::from("project: x\nindicators:\n"), |mut text, row| {
        writeln!(text, "- {{name: n{row}, target: >={row}, weight: 1}}").unwrap();
        text
    });
    let found = codes(&text);
    assert!(found.contains(&Code::Unquoted));
}

#[test]
fn figures_that_no_machine_number_holds_are_told() {
    for figure in
        ["1e999", ".inf", "NaN", "9".repeat(5_000).as_str(), "0x1F", "1_000", "1:30", "--5", "٣", "½"]
    {
        let text = format!("project: x\nindicators:\n- {{name: n, target: '1', weight: {figure}}}\n");
        assert_eq!(codes(&text), [Code::NotANumber], "{figure}");
    }
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn found(paths: &[PathBuf], options: ReadOptions) -> Vec<Code> {
    let loaded = files::read_tables(paths, options);
    let _ = human(&loaded.diagnostics, &loaded.sources, Lang::Zh, true);
    loaded.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const TABLE: &str = "project: 某项目\nindicators:\n- {name: 里程, target: \"≥5\", actual: 6, weight: 90}\n";

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = scratch("files");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        vec![path]
    };
    let plain = ReadOptions::default();
    assert_eq!(found(&[folder.join("missing.yaml")], plain), [Code::Unreadable]);
    assert_eq!(found(&file("table.docx", b"PK"), plain), [Code::Damaged]);
    assert_eq!(found(&file("table.pages", b"PK"), plain), [Code::UnknownKind]);
    assert_eq!(found(&file("bom.yaml", format!("\u{FEFF}{TABLE}").as_bytes()), plain), []);
    assert_eq!(found(&file("crlf.yaml", TABLE.replace('\n', "\r\n").as_bytes()), plain), []);
    assert_eq!(found(&file("utf16.yaml", b"\xFF\xFEp\0r\0"), plain), [Code::Encoding]);
    let gbk =
        file("gbk.yaml", b"project: \xC4\xB3\xCF\xEE\xC4\xBF\nindicators:\n- {name: \xC0\xEF\xB3\xCC}\n");
    let loaded = files::read_tables(&gbk, plain);
    assert_eq!(loaded.diagnostics[0].code, Code::Encoding);
    assert!(loaded.diagnostics[0].help.as_ref().unwrap().en.contains("--encoding gbk"));
    let declared = ReadOptions { encoding: Encoding::Gb18030, ..ReadOptions::default() };
    assert_eq!(files::read_tables(&gbk, declared).tables[0].project.value, "某项目");
    let sparse = folder.join("sparse.yaml");
    fs::File::create(&sparse).unwrap().set_len(200 * 1024 * 1024).unwrap();
    assert_eq!(found(&[sparse], plain), [Code::TooLarge]);
    assert_eq!(found(&file("policy.yaml", b"id: x\nextends: mof-2020-10\n"), plain), [Code::UnknownKind]);
}

#[test]
fn folders_are_searched_for_tables_alone() {
    let folder = scratch("folder");
    let plain = ReadOptions::default();
    assert_eq!(found(std::slice::from_ref(&folder), plain), [Code::NoTables]);
    fs::write(folder.join("policy.yaml"), "id: x\nextends: mof-2020-10\n").unwrap();
    fs::write(
        folder.join("set.yaml"),
        "indicator_set: x\nindicators:\n- {name: 里程, target: \"≥5\", weight: 90}\n",
    )
    .unwrap();
    assert_eq!(found(std::slice::from_ref(&folder), plain), [Code::NoTables]);
    fs::create_dir_all(folder.join("b/.hidden")).unwrap();
    fs::write(folder.join("b/.hidden/no.yaml"), "[").unwrap();
    fs::write(folder.join("b/2.yml"), TABLE).unwrap();
    fs::write(
        folder.join("a.yaml"),
        "项目名称: 某路\nindicator_set: set\nindicators:\n- {name: 里程, actual: 6}\n",
    )
    .unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, folder.join("b/again")).unwrap();
    let loaded = files::read_tables(&[folder], plain);
    assert_eq!(loaded.diagnostics, []);
    let names: Vec<&str> = loaded.tables.iter().map(|table| table.project.value.as_str()).collect();
    assert_eq!(names, ["某路", "某项目"]);
    assert_eq!(loaded.tables[0].indicators[0].target.as_ref().unwrap().value, "≥5");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_result_or_a_diagnostic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = codes(&text);
    }

    #[test]
    fn any_yaml_like_text_gives_a_result_or_a_diagnostic(
        text in "((project|year|funds|indicators|name|target|weight|项目名称|id|rules|extends)?[:：]? ?(>|>=90%|\\||\"|'|\\[|\\{|\\}|\\]|,|- |#|\\*a|&a|!x|%|@|é|分|1|\\n| |\\t|\\n  )){0,40}"
    ) {
        let parsed = decode::assessment("any.yaml", &text);
        prop_assert!(parsed.value.is_some() || !parsed.diagnostics.is_empty());
        let _ = codes(&text);
    }

    /// A quoted text is the same whatever it looks like: nothing in quotes is taken for a slip.
    #[test]
    fn what_is_quoted_is_left_alone(value in "[ >|%@*&!：:#{}\\[\\],a0-9\\n-]{0,30}") {
        let quoted = serde_json::to_string(&value).unwrap();
        for text in [
            format!("project: {quoted}\nindicators:\n- {{name: {quoted}}}\n"),
            format!("{{project: {quoted}, indicators: [{{name: {quoted}}}]}}"),
        ] {
            let parsed = decode::assessment("any.yaml", &text);
            if value.trim().is_empty() {
                continue;
            }
            prop_assert_eq!(&parsed.diagnostics, &[]);
            let table = parsed.value.unwrap();
            prop_assert_eq!(table.project.value.as_str(), value.trim());
            prop_assert_eq!(table.indicators[0].name.value.as_str(), value.trim());
        }
    }

    /// A plain text after `target:` is read as it stands, with or without quotes.
    #[test]
    fn a_target_without_quotes_is_read_as_it_was_meant(value in "(>|>=|%|@|\\*|!|\\|)[0-9]{1,3}[%份]?") {
        let text = format!("project: x\nindicators:\n- name: n\n  target: {value}\n  weight: 1\n");
        let parsed = decode::assessment("any.yaml", &text);
        let target = parsed.value.unwrap().indicators[0].target.clone().unwrap();
        prop_assert_eq!(target.value, value);
        prop_assert_eq!(parsed.diagnostics.len(), 1);
        prop_assert_eq!(parsed.diagnostics[0].code, Code::Unquoted);
    }
}
