//! Every scoring rule that was met in documents, tables and systems can be said in a policy: `catalogue.yaml` says each,
//! with cases at its bounds. Goals that are weighted belong to the table, and are tried here.

use jixiao::decode;
use jixiao::decode::{policy_cases, policy_with};
use jixiao::scoring::score;
use jixiao::shipped;
use jixiao::shipped::{shipped_base, vocabulary};
use jixiao::trial;
use serde_yaml::{Mapping, Value};

const RULES: &[(&str, &[&str])] = &[
    ("E", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    ("A", &["1", "2", "3", "4", "5", "6", "7a", "7b", "8"]),
    ("Q", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"]),
    ("R", &["1", "2", "3", "4"]),
    ("L", &["1", "2", "3", "4", "5"]),
    ("D", &["1", "2"]),
    ("O", &["1", "2", "11", "12", "13"]),
    ("N", &["1", "2", "3", "4", "5", "6", "9"]),
    ("X", &["1", "2", "3", "4", "5", "7", "8"]),
    ("G", &["1", "2", "3", "4", "5"]),
    ("W", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    ("T", &[""]),
    ("V", &[""]),
];

/// The policy that a rule is said in.
fn policy(name: &str, entry: &Value) -> String {
    let mut whole = Mapping::new();
    for (key, value) in
        [("id", "tried"), ("extends", "mof-2020-10"), ("title", name), ("basis", "what was met")]
    {
        whole.insert(Value::from(key), Value::from(value));
    }
    for (key, value) in entry["say"].as_mapping().expect("what is said") {
        whole.insert(key.clone(), value.clone());
    }
    whole.insert(Value::from("tests"), entry["tests"].clone());
    serde_yaml::to_string(&Value::Mapping(whole)).expect("YAML")
}

#[test]
fn every_rule_can_be_said_and_does_what_it_says() {
    let catalogue: Mapping = serde_yaml::from_str(include_str!("../catalogue.yaml")).expect("YAML");
    let mut wrong = Vec::new();
    for (name, entry) in &catalogue {
        let name = name.as_str().expect("a name");
        let text = policy(name, entry);
        let read = policy_with(name, &text, &shipped_base);
        let cases = policy_cases(name, &text);
        assert_eq!((&read.diagnostics, &cases.diagnostics), (&Vec::new(), &Vec::new()), "{name}\n{text}");
        let (policy, cases) = (read.value.expect("a policy"), cases.value.expect("cases"));
        assert!(!cases.is_empty(), "{name} has no case");
        for (number, case) in cases.iter().enumerate() {
            let outcome = trial::run(case, &policy, vocabulary());
            if !outcome.differences.is_empty() {
                wrong.push(format!("{name}, case {}: {:?}", number + 1, outcome.differences));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (family, numbers) in RULES {
        for number in *numbers {
            let rule = format!("{family}{number}");
            let said = |name: &Value| name.as_str().and_then(|name| name.split(' ').next()) == Some(&rule);
            assert!(catalogue.keys().any(said), "{rule} is not said");
        }
    }
}

/// A rule that a shipped policy rests on is one that can be looked up.
#[test]
fn what_a_shipped_policy_cites_is_in_the_catalogue() {
    let catalogue: Mapping = serde_yaml::from_str(include_str!("../catalogue.yaml")).expect("YAML");
    let mut cited = 0;
    for policy in shipped::shipped_policies() {
        let Some((_, rest)) = policy.basis.zh.split_once("规则目录 ") else { continue };
        let list = rest.split(['）', '。']).next().unwrap_or_default();
        for rule in list.split(['、', '—']) {
            let known =
                |name: &Value| name.as_str().and_then(|name| name.split(' ').next()) == Some(rule.trim());
            assert!(catalogue.keys().any(known), "{}: {rule} is not in the catalogue", policy.id.value);
            cited += 1;
        }
    }
    assert!(cited > 40, "{cited}");
}

/// X6, W11: every goal is scored within 100 and counts for its part.
#[test]
fn goals_count_for_their_part() {
    let text = "project: a\nfunds: {budget: 1, executed: 1}\ngoals: {ratios: {一: 40%, 二: 60%}}\nindicators:\n\
        - {goal: 一, name: b, target: '≥10', actual: 5, weight: 90}\n\
        - {goal: 二, name: c, target: '≥10', actual: 10, weight: 90}";
    let table = decode::assessment("a.yaml", text).value.expect("a table");
    let card = score(&table, shipped::shipped_policy("mof-2020-10").expect("shipped"), vocabulary());
    assert_eq!(card.total.score.map(|total| total.to_string()).as_deref(), Some("82.00"));
}
