//! What holds of every policy that is shipped, whatever the table: it is total, it is deterministic, and nothing hangs on
//! the order in which keys and files are written.

use crate::common::program;
use jixiao::assessment::Grade;
use jixiao::assessment::{Assessment, Indicator, Money};
use jixiao::audit::audit;
use jixiao::decode::policy_with;
use jixiao::place::Located;
use jixiao::policy::Policy;
use jixiao::scoring::{RowScore, Status, score};
use jixiao::shipped::{shipped_base, shipped_policies, shipped_text, vocabulary};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use serde_yaml::Value;
use std::sync::LazyLock;

const TARGETS: [&str; 18] = [
    "≥90%",
    "≥0",
    "≤5万元",
    "≤0起",
    "=10个",
    ">3",
    "<100元/人",
    "10-20个",
    "5",
    "-3",
    "≤12月底",
    "≥2024年6月30日",
    "第三季度",
    "有效提升",
    "优",
    "—",
    "",
    "约十几个左右吧 ≥",
];
const ACTUALS: [&str; 20] = [
    "90%",
    "87.5%",
    "130%",
    "0",
    "-3",
    "50000元",
    "5.01万元",
    "0起",
    "1起",
    "12个",
    "15",
    "11月30日",
    "2025年1月15日",
    "完全达到预期",
    "基本完成",
    "未完成",
    "不适用",
    "—",
    "",
    "≥??",
];

/// Every name, class and fact that some rule of some policy asks for.
static ASKED: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
    let rules = || shipped_policies().flat_map(|policy| &policy.rules);
    let names = rules().flat_map(|rule| rule.when.names.clone()).chain(["其他".to_owned()]).collect();
    let classes = ["产出指标", "效益指标", "满意度指标", "成本指标"].map(str::to_owned);
    let classes = rules().flat_map(|rule| rule.when.classes.clone()).chain(classes).collect();
    let facts = shipped_policies().flat_map(|policy| policy.facts.iter().map(|fact| fact.name.value.clone()));
    [names, classes, facts.collect()]
});

fn located<T>(value: T) -> Located<T> {
    Located::nowhere(value)
}

fn figure() -> impl Strategy<Value = Option<Located<Decimal>>> {
    prop::option::weighted(0.8, (select(vec![0, 1, 10, 87, 100, 113, 200, 99_999]), 0_u32..3))
        .prop_map(|figure| figure.map(|(digits, places)| located(Decimal::new(digits, places))))
}

fn facts() -> impl Strategy<Value = Vec<(Located<String>, Located<Decimal>)>> {
    let name = select(ASKED[2].clone()).prop_map(located);
    prop::collection::vec((name, (0_i64..300).prop_map(|value| located(Decimal::new(value, 1)))), 0..4)
}

fn row() -> impl Strategy<Value = Indicator> {
    let words =
        (select(ASKED[0].clone()), select(ASKED[1].clone()), select(&TARGETS[..]), select(&ACTUALS[..]));
    let thresholds = prop::sample::subsequence(
        vec![(Grade::Excellent, "≥90%"), (Grade::Good, "≥80%"), (Grade::Fair, "一般"), (Grade::Poor, "??")],
        0..=4,
    );
    (words, figure(), figure(), facts(), thresholds).prop_map(
        |(words, weight, claimed, facts, thresholds)| {
            let (name, class, target, actual) = words;
            Indicator {
                name: located(name),
                class: Some(located(class)),
                target: Some(located(target.to_owned())),
                actual: Some(located(actual.to_owned())),
                weight,
                claimed,
                facts,
                thresholds: thresholds
                    .into_iter()
                    .map(|(grade, text)| (grade, located(text.to_owned())))
                    .collect(),
                ..Indicator::default()
            }
        },
    )
}

prop_compose! {
    fn table()(
        rows in prop::collection::vec(row(), 0..6), initial in figure(), budget in figure(), executed in figure(),
        facts in facts(), year in prop::option::of(Just(2024)),
    ) -> Assessment {
        let mut table = Assessment { year, facts, indicators: rows, ..Assessment::default() };
        table.funds.total = Money { initial, budget, executed };
        table
    }
}

/// What people see of a table under a policy.
fn seen(table: &Assessment, policy: &Policy) -> String {
    let card = score(table, policy, vocabulary());
    let row = |row: &RowScore| (row.status, row.score, row.unscored, row.rule, row.tier);
    let rows: Vec<_> = card.rows.iter().map(row).collect();
    let (execution, total) = (&card.execution, &card.total);
    let codes: Vec<_> =
        audit(table, &card, policy, vocabulary()).iter().map(|finding| finding.code).collect();
    format!(
        "{rows:?} {:?} {:?} {:?} {codes:?}",
        (execution.status, execution.score, execution.unscored),
        (total.weight, total.score, total.low, total.high),
        card.grade
    )
}

/// The same file with the keys of every mapping the other way round.
fn backwards(value: &Value) -> Value {
    match value {
        Value::Mapping(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(key, value)| (key.clone(), backwards(value))).collect();
            entries.reverse();
            Value::Mapping(entries.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.iter().map(backwards).collect()),
        scalar => scalar.clone(),
    }
}

/// Every shipped policy, read from keys in the other order.
static BACKWARDS: LazyLock<Vec<(&Policy, Policy)>> = LazyLock::new(|| {
    shipped_policies()
        .map(|policy| {
            let id = policy.id.value.as_str();
            let whole: Value = serde_yaml::from_str(shipped_text(id).expect("shipped")).expect("YAML");
            let text = serde_yaml::to_string(&backwards(&whole)).expect("YAML");
            let read = policy_with(id, &text, &shipped_base);
            assert_eq!(read.diagnostics, [], "{id}");
            (policy, read.value.expect("a policy"))
        })
        .collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_table_has_scores_or_reasons_under_any_policy(table in table()) {
        for policy in shipped_policies() {
            let card = score(&table, policy, vocabulary());
            prop_assert_eq!(card.rows.len(), table.indicators.len());
            for (row, printed) in card.rows.iter().zip(&table.indicators) {
                prop_assert_eq!(row.unscored.is_some(), row.status == Status::CannotScore);
                let silent = matches!(row.status, Status::CannotScore | Status::NotApplicable);
                prop_assert_eq!(row.score.is_none(), silent);
                if let (Some(score), Some(weight)) = (row.score, &printed.weight) {
                    prop_assert!(score >= Decimal::ZERO && score <= weight.value, "{} {:?}", policy.id.value, row);
                }
            }
            prop_assert_eq!(card.execution.score.is_none(), card.execution.unscored.is_some());
            if let Some(score) = card.execution.score {
                prop_assert!(score >= Decimal::ZERO && score <= card.execution.weight);
            }
            let total = &card.total;
            if let (Some(low), Some(high)) = (total.low, total.high) {
                prop_assert!(total.score.is_none() && low <= high, "{} {:?}", policy.id.value, total);
            }
            let open = card.rows.iter().any(|row| row.unscored.is_some()) || card.execution.unscored.is_some();
            // Where nothing of any weight applies, there is nothing to add up.
            let scored = |(row, printed): (&RowScore, &Indicator)| {
                row.score.is_some() && printed.weight.as_ref().is_some_and(|weight| !weight.value.is_zero())
            };
            let some = !card.execution.weight.is_zero() || card.rows.iter().zip(&table.indicators).any(scored);
            prop_assert!(open || total.score.is_some() || !some, "{} {:?}", policy.id.value, total);
            // A total that is out of another sum than the policy's has no grade.
            let graded = total.score.is_some() && total.weight == policy.weights.total;
            prop_assert!(!graded || card.grade.is_some(), "{} {:?}", policy.id.value, total);
            prop_assert!(card.grade.is_none() || total.weight == policy.weights.total);
        }
    }

    #[test]
    fn the_order_of_keys_changes_nothing_and_neither_does_a_second_time(table in table()) {
        for (policy, backwards) in BACKWARDS.iter() {
            let once = seen(&table, policy);
            prop_assert_eq!(&once, &seen(&table, policy));
            prop_assert_eq!(&once, &seen(&table, backwards), "{}", policy.id.value);
        }
    }
}

/// The projects of a run by name, without the order in which they were given.
fn projects(files: &[&str], policy: &str) -> Vec<String> {
    let arguments = [&["score", "--format", "json", "--policy", policy], files].concat();
    let ran = program::run_in(program::root(), &arguments, b"");
    assert_eq!(ran.code, 0, "{}", ran.said);
    let printed: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let mut projects: Vec<String> =
        printed["projects"].as_array().expect("a list").iter().map(ToString::to_string).collect();
    projects.sort();
    projects
}

#[test]
fn the_order_of_files_changes_nothing() {
    let files = [
        "indicators/urumqi-2024/15-personnel-archives.yaml",
        "indicators/urumqi-2024/06-municipal-employment.yaml",
        "indicators/urumqi-2024/14-skills-competition.yaml",
    ];
    let mut other = files;
    other.reverse();
    for policy in ["mof-2021-101", "hunan-2015", "daying-2020"] {
        assert_eq!(projects(&files, policy), projects(&other, policy));
    }
}
