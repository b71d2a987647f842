//! Published tables of other places, where their transcripts are at hand: every printed total that does not follow from
//! its parts is found, and no error is found on what is in order. The expected codes were gone through by hand.

use jixiao::assessment::Assessment;
use jixiao::decode;
use jixiao::diagnostic::{Code, Diagnostic, Severity};
use jixiao::policy::Policy;
use jixiao::shipped::{shipped_policy, vocabulary};
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn text<'v>(of: &'v Value, key: &str) -> Option<&'v str> {
    of.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// A figure as it was transcribed, without unit; nothing for a dash or what cannot be read.
fn figure(of: &Value, key: &str) -> Option<String> {
    let printed = text(of, key)?;
    let bare = printed.trim_end_matches(['%', '元', '万', '分', ' ']);
    bare.parse::<rust_decimal::Decimal>().ok().map(|figure| figure.to_string())
}

/// A rate is printed as 100%, 100, 1 or 0.1; above 1 it is a percentage.
fn rate(of: &Value) -> Option<String> {
    let figure: rust_decimal::Decimal = figure(of, "rate")?.parse().ok()?;
    let percent = text(of, "rate").is_some_and(|printed| printed.ends_with('%'));
    Some(if percent || figure > rust_decimal::Decimal::ONE {
        format!("{figure}%")
    } else {
        figure.to_string()
    })
}

fn put(map: &mut Mapping, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(key.into(), value.into());
    }
}

/// One line of funds: what it is called, and its amounts.
fn money(line: &Value) -> Mapping {
    let mut amounts = Mapping::new();
    for key in ["initial", "budget", "executed"] {
        put(&mut amounts, key, figure(line, key));
    }
    amounts
}

fn funds(lines: &[Value]) -> Option<(Mapping, Mapping)> {
    let (total, sources) = lines.split_first()?;
    let mut funds = money(total);
    put(&mut funds, "weight", figure(total, "weight"));
    let sources: Vec<Value> = sources
        .iter()
        .map(|line| {
            let mut source = money(line);
            put(&mut source, "name", text(line, "label"));
            Value::Mapping(source)
        })
        .collect();
    put(&mut funds, "sources", Some(sources).filter(|sources| !sources.is_empty()));
    let mut claimed = Mapping::new();
    put(&mut claimed, "rate", rate(total));
    put(&mut claimed, "execution", figure(total, "score"));
    Some((funds, claimed))
}

fn indicator(row: &Value) -> Value {
    let mut indicator = Mapping::new();
    put(&mut indicator, "class", text(row, "level1"));
    put(&mut indicator, "group", text(row, "level2"));
    put(&mut indicator, "name", text(row, "level3"));
    put(&mut indicator, "target", text(row, "target").or_else(|| text(row, "value")));
    put(&mut indicator, "operator", text(row, "op"));
    put(&mut indicator, "unit", text(row, "unit"));
    put(&mut indicator, "actual", text(row, "actual"));
    put(&mut indicator, "weight", figure(row, "weight"));
    put(&mut indicator, "claimed", figure(row, "score"));
    put(&mut indicator, "reason", Some(text(row, "reason") == Some("present")));
    Value::Mapping(indicator)
}

/// A transcript as a table of ours.
fn converted(name: &str, transcript: &Value) -> Option<Assessment> {
    let mut table = Mapping::new();
    put(&mut table, "project", text(transcript, "title"));
    put(&mut table, "year", transcript.get("year").cloned());
    let lines = transcript.get("funds").and_then(Value::as_sequence).map_or(&[][..], Vec::as_slice);
    let (funds, mut claimed) = funds(lines).unwrap_or_default();
    let total = transcript.get("total").unwrap_or(&Value::Null);
    put(&mut claimed, "total", figure(total, "score"));
    put(&mut claimed, "weight", figure(total, "weight"));
    put(&mut table, "funds", Some(funds).filter(|funds| !funds.is_empty()));
    put(&mut table, "claimed", Some(claimed).filter(|claimed| !claimed.is_empty()));
    let rows: Vec<Value> = transcript.get("indicators")?.as_sequence()?.iter().map(indicator).collect();
    if rows.is_empty() {
        return None;
    }
    put(&mut table, "indicators", Some(rows));
    let yaml = serde_yaml::to_string(&Value::Mapping(table)).expect("YAML");
    let parsed = decode::assessment(name, &yaml);
    assert_eq!(parsed.diagnostics, [], "{name}:\n{yaml}");
    parsed.value
}

fn policy(transcript: &Value) -> &'static Policy {
    let id = match text(transcript, "layout") {
        Some("hubei-20-80" | "yunnan-20-80" | "transfer-region-scored") => "hubei-20-80",
        Some(layout) if layout.starts_with("sichuan-zp") => "sichuan-0013zp",
        _ => "mof-2020-10",
    };
    shipped_policy(id).expect("shipped")
}

fn audited(path: &Path) -> Option<(String, Vec<Diagnostic>)> {
    let name = path.file_stem()?.to_str()?.to_owned();
    let transcript: Value = serde_yaml::from_str(&std::fs::read_to_string(path).ok()?).expect("YAML");
    let table = converted(&name, &transcript)?;
    let policy = policy(&transcript);
    let scorecard = jixiao::scoring::score(&table, policy, vocabulary());
    Some((name, jixiao::audit::audit(&table, &scorecard, policy, vocabulary())))
}

#[test]
fn what_is_found_in_published_tables() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("SKIPPED: the transcripts of published tables are not at hand");
        return;
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    let tables: Vec<(String, Vec<Diagnostic>)> = files.iter().filter_map(|path| audited(path)).collect();
    assert_eq!(tables.len(), 31);
    let mut found = BTreeMap::new();
    for (name, findings) in &tables {
        if std::env::var_os("SHOW").is_some() {
            show(name, findings);
        }
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let codes: BTreeSet<&str> = errors.map(|finding| finding.code.as_str()).collect();
        if !codes.is_empty() {
            found.insert(name.as_str(), codes.into_iter().collect::<Vec<_>>().join(" "));
        }
        for finding in findings.iter().filter(|finding| finding.code == Code::PrintedSum) {
            assert!(!finding.notes.is_empty(), "{name}: a wrong total without its cause");
        }
    }
    // Gone through by hand: what stands behind each is true of the table, or of the part of it that was transcribed.
    let expected = BTreeMap::from([
        // The total line of the funds is zero above 90; the satisfaction rows were not transcribed.
        ("01-chizhou-tangxi-2022", "J4005 J4021"),
        // Targets hit exactly with 7 of 10; 98 ÷ 100 × 10 cut to 9.
        ("08-yongde-minglang-2022", "J4001"),
        // The source gives no budget; ratios cut to tenths, and scores above what is due; two thirds of the rows.
        ("09-jishan-zhaidian-2021", "J4001 J4005 J4021"),
        // On time with 4 of 5; rows of 25 under a class of 35; the total is above what the rows allow.
        ("11-yinchuan-no6-2021", "J4001 J4011 J4017"),
        // Weights of 110 and full marks, shown as 100.
        ("13-zhongjiang-water-2022", "J4005 J4011"),
        // 7 of 8 for 基本达到.
        ("17-yuanzhou-potato-2022", "J4008"),
        // The rows of output alone.
        ("19-nanhua-mushroom", "J4005"),
        // Whole parts of the money are lost in the print, and three rows are missing.
        ("21-liangping-forest-2022", "J4003 J4005 J4011"),
        // 80 % printed as 100 %; ratios cut to whole points; rows of 18 under a class of 30.
        ("22-lingling-forest-2021", "J4001 J4002 J4003 J4005 J4017"),
        // Four rows of a table, with its total.
        ("30-daying-library-2022", "J4005 J4011"),
        // Nine rows of a table, with its total.
        ("31-anju-food-2021", "J4011"),
        // 99.985 % printed as 99 %.
        ("33-hbust-aid-2021", "J4002"),
        // Eight rows of a table.
        ("35-datonghu-disabled-2020", "J4005 J4017"),
        // 9.91 printed as 9, targets hit exactly with 27 of 30, a total for which execution counts 10.
        ("46-jishan-insurance-2020", "J4001 J4003 J4011"),
        // Rows of several score sheets, with the total of one.
        ("51-sichuan-dept-2017", "J4005 J4011 J4017"),
        // 19.99 printed as 19.
        ("72-ezhou-science-2022", "J4003"),
    ]);
    let expected: BTreeMap<&str, String> =
        expected.into_iter().map(|(name, codes)| (name, codes.to_owned())).collect();
    assert_eq!(found, expected);
}

/// For going through them: `SHOW=1 cargo test --test corpus -- --nocapture`.
fn show(name: &str, findings: &[Diagnostic]) {
    for finding in findings {
        println!("{name} {} {:?} {}", finding.code, finding.severity, finding.title.zh);
        for note in &finding.notes {
            println!("        {}", note.zh);
        }
    }
}
