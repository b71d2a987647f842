//! Every figure of the shipped projects against the text of the published document, where that text is at hand.
//!
//! The text was flattened from a PDF: cells are broken over lines, names stand before and behind their figures,
//! reasons between rows. What is compared is therefore free of white space, and found in the order of the rows.

use serde_yaml::Value;
use std::path::Path;

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other:?} is no text"),
    }
}

/// The runs of digits and points of a text.
fn numbers(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text
        .replace(',', "")
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|number| number.trim_matches('.').to_owned())
        .filter(|number| !number.is_empty())
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The lines of a YAML file as they are written: figures keep their decimals there.
fn written(yaml: &str, key: &str) -> String {
    let line = yaml.lines().find_map(|line| line.trim_start().strip_prefix(&format!("{key}: ")));
    line.unwrap_or_else(|| panic!("{key} is missing")).to_owned()
}

/// `1286.27` as it is printed: `1,286.27`.
fn printed(amount: &str) -> String {
    let (whole, rest) = amount.split_once('.').expect("an amount with decimals");
    let grouped: Vec<String> =
        whole.as_bytes().rchunks(3).rev().map(|chunk| String::from_utf8_lossy(chunk).into_owned()).collect();
    format!("{}.{rest}", grouped.join(","))
}

/// Whether all characters of a name occur in a stretch of text, in their order. A cell broken over lines leaves
/// them in order, with other cells in between.
fn in_order(name: &str, stretch: &str) -> bool {
    let mut rest = stretch.chars();
    squeezed(name).chars().all(|wanted| rest.any(|c| c == wanted))
}

#[test]
fn every_figure_stands_in_the_published_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(seed) = std::fs::read_to_string(root.join("../shared/seed/urumqi-employment-2024.txt")) else {
        eprintln!("SKIPPED: the published document is not at hand");
        return;
    };
    let tables: Vec<&str> = seed
        .split("项目支出绩效自评表\n")
        .filter(|part| part.trim_start().starts_with("(2024 年度)"))
        .collect();
    let mut files: Vec<_> =
        std::fs::read_dir(root.join("indicators/urumqi-2024")).expect("the folder").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    assert_eq!((tables.len(), files.len()), (16, 16));
    let mut rows = 0;
    for (file, table) in files.iter().zip(&tables) {
        let yaml = std::fs::read_to_string(file.path()).expect("UTF-8");
        let end = table.find("总分 ").map_or(table.len(), |at| at + 40.min(table.len() - at));
        let end = (end..=table.len()).find(|&at| table.is_char_boundary(at)).expect("the end is one");
        rows += holds(&yaml, &table[..end]);
    }
    assert_eq!(rows, 161);
}

/// Holds one file against its table; the number of its rows.
fn holds(yaml: &str, table: &str) -> usize {
    let project: Value = serde_yaml::from_str(yaml).expect("YAML");
    let name = text(&project["project"]);
    let flat = squeezed(table);
    assert!(flat.contains(&squeezed(&format!("项目名称{name}"))), "{name}: the name");
    assert!(
        flat.contains(&format!("主管部门{}实施单位{}", text(&project["department"]), text(&project["unit"]))),
        "{name}: the unit"
    );

    // Funds, rate, score and total, with all their decimals.
    let [initial, budget, executed] =
        ["initial", "budget", "executed"].map(|key| printed(&written(yaml, key)));
    let claimed = written(yaml, "claimed");
    let of = |key: &str| {
        let tail = claimed.split(&format!("{key}: ")).nth(1).expect("a claimed figure");
        tail.split([',', '}']).next().unwrap_or_default().trim().to_owned()
    };
    let funds = format!(
        "年度资金总额{initial}{budget}{executed}{}{}{}分",
        written(yaml, "weight"),
        of("rate"),
        of("execution")
    );
    assert!(flat.contains(&funds), "{name}: {funds}");
    assert!(
        flat.contains(&format!("其中：当年财政拨款{initial}{budget}{executed}———")),
        "{name}: the fiscal line"
    );
    assert!(flat.contains("其他资金0.000.000.00———"), "{name}: other funds");
    assert!(flat.contains(&format!("总分100{}分", of("total"))), "{name}: the total");

    // The goals keep every number of the document's, and have no other.
    let goals = format!("{}\n{}", text(&project["goals"]["expected"]), text(&project["goals"]["achieved"]));
    let start = table.find("实际完成情况").expect("goals");
    let stop = table.find("一级指标").expect("indicators");
    // A number broken over two lines is whole once the break is gone.
    let document = numbers(&table[start..stop].replace('\n', "").replace(' ', "，").replace("，，", "，"));
    let joined = numbers(&squeezed(&table[start..stop]));
    for number in numbers(&goals) {
        assert!(
            document.contains(&number) || joined.contains(&number),
            "{name}: {number} of the goals is not in the document"
        );
    }
    for number in document {
        let list_mark = number.len() <= 2 && number.parse::<u8>().is_ok();
        assert!(
            list_mark || numbers(&goals).contains(&number),
            "{name}: {number} of the document is not in the goals"
        );
    }

    // The rows, in their order: target, actual, weight and score as one run, the name around it.
    let indicators = project["indicators"].as_sequence().expect("rows");
    let mut from = flat.find("产出指标").expect("the first class");
    let mut labels = (String::new(), String::new());
    for indicator in indicators {
        let row = text(&indicator["name"]);
        let [target, actual] = ["target", "actual"].map(|key| squeezed(&text(&indicator[key])));
        let run = format!("{target}{actual}{}{}", text(&indicator["weight"]), text(&indicator["claimed"]));
        let at = flat[from..].find(&run).map(|at| at + from);
        let at = at.unwrap_or_else(|| panic!("{name}: {row}: {run} does not follow in the document"));
        let next = at + run.len();
        // A name may go on behind its figures, where a page ends inside the row.
        let behind: String = flat[next..].chars().take(80).collect();
        let around = format!("{}{behind}", &flat[from..at]);
        assert!(in_order(&row, &around), "{name}: {row} does not stand at its figures");
        let own = (text(&indicator["class"]), text(&indicator["group"]));
        for (label, last) in [(&own.0, &labels.0), (&own.1, &labels.1)] {
            assert!(label == last || in_order(label, &around), "{name}: {row}: {label} does not stand there");
        }
        if indicator["reason"].as_bool().expect("whether a reason is given") {
            let words = behind.chars().take_while(|c| !c.is_ascii() || c.is_ascii_digit()).count();
            assert!(words >= 4, "{name}: {row}: no reason follows, but {behind}");
        }
        labels = own;
        from = next;
    }
    indicators.len()
}
