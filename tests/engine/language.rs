//! What the language of policies can say: small policies that carry their own cases, every one of which must hold.

use jixiao::decode::{policy_cases, policy_with};
use jixiao::shipped::{shipped_base, vocabulary};
use jixiao::trial;

/// The cases that a policy carries, held against what it does; the policy extends the national one.
fn holds(body: &str) {
    let text = format!("id: tried\nextends: mof-2020-10\ntitle: tried\nbasis: tried\n{body}");
    let parsed = policy_with("tried.yaml", &text, &shipped_base);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let policy = parsed.value.expect("a policy");
    let cases = policy_cases("tried.yaml", &text);
    assert_eq!(cases.diagnostics, [], "{text}");
    let cases = cases.value.expect("cases");
    assert!(!cases.is_empty(), "{text}");
    for case in &cases {
        let differences = trial::run(case, &policy, vocabulary()).differences;
        assert_eq!(differences, [], "{:?} of\n{text}", case.name);
    }
}

#[test]
fn rows_are_counted_wherever_a_rule_asks_for_them() {
    holds(
        r#"
rules:
  - id: inside
    when: {name: 式内, target: quantity, actual: quantity}
    always: {measure: {ratio: {of: target, to: actual}}, curve: linear, limits: {floor: 0, cap: 1}, unmeasurable: {measure: {rows_within: [90%, 130%]}, curve: linear}}
    unmeasurable: cannot_score
  - id: outside
    when: {name: 则内, target: quantity, actual: quantity}
    always: {measure: {ratio: {of: target, to: actual}}, curve: linear, limits: {floor: 0, cap: 1}}
    unmeasurable: {measure: {rows_within: [90%, 130%]}, curve: linear, unmeasurable: zero}
tests:
  - {rows: [{name: a, target: "≥1", actual: 1, weight: 45}, {name: 式内, target: "≥1", actual: 0, weight: 45}], expect: {score: 45, rule: inside}}
  - {rows: [{name: a, target: "≥1", actual: 1, weight: 45}, {name: 则内, target: "≥1", actual: 0, weight: 45}], expect: {score: 45, rule: outside}}
  - {name: 没有其他指标, rows: [{name: 则内, target: "≥1", actual: 0, weight: 45}], expect: {score: 0}}
  - {name: 没有其他指标, rows: [{name: 式内, target: "≥1", actual: 0, weight: 45}], expect: {reason: unmeasurable}}
"#,
    );
}

#[test]
fn a_row_of_execution_without_funds_says_so() {
    holds(
        r#"
rules:
  - id: spending
    when: {name: 执行率}
    always: {measure: execution_rate, curve: linear, limits: {floor: 0, cap: 1}}
    unmeasurable: zero
tests:
  - {row: {name: 执行率, weight: 10}, expect: {reason: no_funds}}
  - {funds: {budget: 10}, row: {name: 执行率, weight: 10}, expect: {reason: no_funds}}
  - {funds: {budget: 0, executed: 0}, row: {name: 执行率, weight: 10}, expect: 0}
  - {funds: {budget: 10, executed: 9}, row: {name: 执行率, weight: 10}, expect: 9}
"#,
    );
}

#[test]
fn bounds_that_meet_are_the_total() {
    holds(
        r#"
tests:
  - {name: 执行率不占分, funds: {weight: 0}, rows: [{name: a, target: "≥1", actual: 1, weight: 100}], expect: {total: 100, grade: excellent}}
  - {name: 不能计分的行不占分, funds: {budget: 1, executed: 1}, rows: [{name: a, target: "≥1", actual: 1, weight: 90}, {name: b, target: "≥1", weight: 0}], expect: {total: 100}}
  - {name: 占分的行, funds: {budget: 1, executed: 1}, rows: [{name: a, target: "≥1", actual: 1, weight: 80}, {name: b, target: "≥1", weight: 10}], expect: {low: 90, high: 100}}
"#,
    );
}
