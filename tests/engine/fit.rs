//! Which policy a table goes by that names none: by what the table itself says.

use jixiao::decode::assessment;
use jixiao::policy::{Evidence, best_fit};
use jixiao::shipped::{shipped_policies, shipped_policy, vocabulary};

/// The id of the policy that fits best, with how much speaks for it.
fn chosen(text: &str) -> Option<(String, Vec<Evidence>)> {
    let table = assessment("t.yaml", text).value.expect("a table");
    let (policy, fit) = best_fit(&table, shipped_policies(), &vocabulary().labels)?;
    Some((policy.id.value.clone(), fit.evidence))
}

fn id(head: &str, rows: &[(&str, u32)]) -> Option<String> {
    let rows: Vec<String> = rows
        .iter()
        .map(|(class, weight)| format!("  - {{class: {class}, name: a, weight: {weight}}}"))
        .collect();
    let text =
        format!("project: 甲\n{head}\nfunds: {{budget: 1, executed: 1}}\nindicators:\n{}\n", rows.join("\n"));
    chosen(&text).map(|(id, _)| id)
}

#[test]
fn the_classes_and_their_weights_decide_before_the_year() {
    const NATIONAL: &[(&str, u32)] = &[("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)];
    const GUIDANCE: &[(&str, u32)] =
        &[("成本指标", 20), ("产出指标", 40), ("效益指标", 20), ("满意度指标", 10)];
    assert_eq!(id("year: 2024", GUIDANCE).as_deref(), Some("mof-2021-101"));
    assert_eq!(id("", GUIDANCE).as_deref(), Some("mof-2021-101"));
    // A class that is missing gives its weight away, but what fits as it is goes first.
    assert_eq!(id("year: 2024", NATIONAL).as_deref(), Some("mof-2020-10"));
    assert_eq!(id("year: 2024", &[("产出指标", 50), ("效益指标", 40)]).as_deref(), Some("mof-2021-101"));
    assert_eq!(id("year: 2020", NATIONAL).as_deref(), Some("mof-2020-10"));
    // With or without 指标, in any spelling of the labels.
    assert_eq!(
        id("year: 2024", &[("成本", 20), ("产出", 40), ("效果", 20), ("满意度", 10)]).as_deref(),
        Some("mof-2021-101")
    );
    let decision = [("决策", 20), ("过程", 20), ("产出", 30), ("效益", 30)];
    assert_eq!(id("year: 2024", &decision).as_deref(), Some("decision-process"));
    let bonds = [("决策", 20), ("管理", 20), ("产出", 30), ("效益", 30)];
    assert_eq!(id("year: 2024", &bonds).as_deref(), Some("special-bonds"));
}

#[test]
fn what_contradicts_a_policy_rules_it_out() {
    // Weights that no policy has, a class that none knows, a weight of execution that none prints.
    assert_eq!(id("year: 2024", &[("产出指标", 45), ("效益指标", 35), ("满意度指标", 10)]), None);
    assert_eq!(id("year: 2024", &[("甲类", 90)]), None);
    let text = "project: 甲\nyear: 2024\nfunds: {weight: 15}\nindicators:\n  - {class: 产出指标, name: a, weight: 50}\n  - {class: 效益指标, name: b, weight: 30}\n  - {class: 满意度指标, name: c, weight: 10}\n";
    assert_eq!(chosen(text), None);
}

#[test]
fn a_place_goes_before_everything() {
    let rows = [("产出指标", 60), ("效益指标", 20)];
    assert_eq!(id("unit: 湖北省某局\nyear: 2021", &rows).as_deref(), Some("hubei-20-80"));
    assert_eq!(id("department: 宁德市财政局\nyear: 2022", &rows).as_deref(), Some("ningde-2021"));
    assert_eq!(id("department: 宁德市财政局\nyear: 2030", &rows), None);
    let text = "project: 甲\nunit: 湖北省某局\nyear: 2021\nfunds: {weight: 20}\nindicators:\n  - {class: 产出指标, name: a, weight: 80}\n";
    let (id, evidence) = chosen(text).expect("a policy");
    assert_eq!(id, "hubei-20-80");
    let execution = rust_decimal::Decimal::from(20);
    assert_eq!(
        evidence,
        [Evidence::Place("湖北".to_owned()), Evidence::Execution(execution), Evidence::Year(2021)]
    );
}

#[test]
fn the_tables_of_the_seed_find_the_policies_that_they_follow() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/urumqi-2024");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 16);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let named = text.lines().find_map(|line| line.strip_prefix("policy: ")).expect("a policy");
        assert_eq!(chosen(&text).expect("a fit").0, named, "{}", file.display());
    }
}

#[test]
fn a_table_that_fits_none_is_not_held_to_class_weights() {
    let national = shipped_policy("mof-2020-10").expect("shipped");
    assert!(!national.weights.classes.is_empty());
    let free = national.without_class_weights();
    assert!(free.weights.classes.is_empty() && free.weights.without.is_empty());
    assert_eq!(free.weights.total, national.weights.total);
}
