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
        r"
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
",
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

#[test]
fn an_award_hangs_on_conditions() {
    holds(
        r#"
facts: [{name: finished, title: 项目已完成, default: 0}, {name: saved, title: 节约金额, default: 0}]
execution:
  award:
    if: [{measure: {amount: finished}, at_least: 1}, {measure: {amount: saved}, above: 0}]
    then: full
    else: {measure: execution_rate, curve: linear, limits: {cap: 1}}
rules:
  - id: both
    when: {name: 两项, target: quantity, actual: quantity}
    always:
      if: [{measure: execution_rate, at_least: 90%, at_most: 120%}, {measure: completion, above: 80%}]
      then: full
      else: {if: {measure: completion, at_least: 50%}, then: {measure: completion, curve: linear, limits: {cap: 1}, unmeasurable: zero}, else: zero}
    unmeasurable: cannot_score
  - id: words
    when: {name: 评判, actual: quality}
    met: {if: {measure: {amount: finished}, at_least: 1}, then: judged, else: zero}
tests:
  - {name: 完成且节约, facts: {finished: 1, saved: 20}, funds: {budget: 100, executed: 80}, expect: 10}
  - {name: 完成而没有节约, facts: {finished: 1}, funds: {budget: 100, executed: 80}, expect: 8}
  - {name: 没有完成, facts: {saved: 20}, funds: {budget: 100, executed: 80}, expect: 8}
  - {funds: {budget: 100, executed: 90}, row: {name: 两项, target: "≥100", actual: 81, weight: 10}, expect: 10}
  - {funds: {budget: 100, executed: 120}, row: {name: 两项, target: "≥100", actual: 81, weight: 10}, expect: 10}
  - {funds: {budget: 100, executed: 121}, row: {name: 两项, target: "≥100", actual: 81, weight: 10}, expect: 8.1}
  - {funds: {budget: 100, executed: 89.99}, row: {name: 两项, target: "≥100", actual: 81, weight: 10}, expect: 8.1}
  - {funds: {budget: 100, executed: 90}, row: {name: 两项, target: "≥100", actual: 80, weight: 10}, expect: 8}
  - {funds: {budget: 100, executed: 90}, row: {name: 两项, target: "≥100", actual: 49, weight: 10}, expect: 0}
  - {name: 没有资金数, row: {name: 两项, target: "≥100", actual: 81, weight: 10}, expect: {reason: no_funds}}
  - {name: 除以零的条件不成立, funds: {budget: 100, executed: 90}, row: {name: 两项, target: "≥0", actual: 81, weight: 10}, expect: 0}
  - {row: {name: 评判, target: 提升, actual: 完成, weight: 10}, expect: {score: 0, status: unmet}}
  - {facts: {finished: 1}, row: {name: 评判, target: 提升, actual: 完成, weight: 10}, expect: {score: 10, tier: achieved}}
"#,
    );
}

#[test]
fn one_row_knocks_out_another() {
    holds(
        r#"
rules:
  - id: with_quality
    when: {name: 数量, target: quantity, actual: quantity}
    always: {if: {measure: {earned: [验收合格率, 质量等级]}, below: 100%}, then: zero, else: {measure: completion, curve: linear, limits: {cap: 1}}}
    unmeasurable: cannot_score
tests:
  - {name: 质量达标, rows: [{name: 验收合格率, target: "≥95%", actual: 96%, weight: 10}, {name: 数量, target: "≥10", actual: 9, weight: 10}], expect: {score: 9}}
  - {name: 质量不达标, rows: [{name: 验收合格率, target: "≥95%", actual: 94%, weight: 10}, {name: 数量, target: "≥10", actual: 10, weight: 10}], expect: {score: 0}}
  - {name: 几行取最低, rows: [{name: 甲验收合格率, target: "≥95%", actual: 94%, weight: 10}, {name: 乙验收合格率, target: "≥95%", actual: 95%, weight: 10}, {name: 数量, target: "≥10", actual: 10, weight: 10}], expect: {score: 0}}
  - {name: 行的先后不论, rows: [{name: 质量等级, target: 优, actual: 未完成, weight: 10}, {name: 数量, target: "≥10", actual: 10, weight: 10}], expect: {score: 0}}
  - {name: 没有这样的行, rows: [{name: 数量, target: "≥10", actual: 10, weight: 10}], expect: {score: 10}}
  - {name: 其行不能计分, rows: [{name: 验收合格率, target: "≥95%", weight: 10}, {name: 数量, target: "≥10", actual: 10, weight: 10}], expect: {score: 10}}
"#,
    );
}

#[test]
fn what_a_person_judges_is_printed() {
    holds(
        r"
rules:
  - id: rubric
    when: {class: 决策}
    always: printed
tests:
  - {row: {class: 决策, name: 立项依据, weight: 6, claimed: 5.5}, expect: {score: 5.5, status: judged, rule: rubric}}
  - {row: {class: 决策, name: 立项依据, target: 充分, actual: 充分, weight: 6, claimed: 7}, expect: {score: 6}}
  - {row: {class: 决策, name: 立项依据, weight: 6}, expect: {reason: no_claim}}
",
    );
}

#[test]
fn a_bonus_has_a_cap_of_its_own() {
    holds(
        r#"
rules:
  - id: early
    when: {target: deadline, op: "<="}
    always: {measure: days_late, curve: {steps: {from: 0, every: 10, off: 10%, as: rises, count: part, earn: 0.5分}}, limits: {floor: 0, cap: 120%}}
  - id: more
    when: {name: 增收, target: quantity, actual: quantity}
    always: {measure: completion, curve: {bands: [{at_least: 110%, share: 130%}, {at_least: 1, share: 100%}, {share: measure}]}, limits: {cap: 130%}}
    unmeasurable: cannot_score
tests:
  - {year: 2024, row: {target: "≤6月30日", actual: 6月30日, weight: 10}, expect: 10}
  - {year: 2024, row: {target: "≤6月30日", actual: 7月1日, weight: 10}, expect: 9}
  - {year: 2024, row: {target: "≤6月30日", actual: 6月29日, weight: 10}, expect: 10.5}
  - {year: 2024, row: {target: "≤6月30日", actual: 6月19日, weight: 10}, expect: {score: 11, status: met}}
  - {name: 加分封顶, year: 2024, row: {target: "≤6月30日", actual: 1月1日, weight: 10}, expect: 12}
  - {row: {name: 增收, target: "≥100", actual: 110, weight: 10}, expect: 13}
  - {row: {name: 增收, target: "≥100", actual: 109, weight: 10}, expect: 10}
  - {row: {name: 增收, target: "≥100", actual: 50, weight: 10}, expect: 5}
  - {name: 不能计分的行也可能加分, funds: {budget: 1, executed: 1}, row: {name: 增收, target: "≥100", weight: 10}, expect: {low: 10, high: 23}}
"#,
    );
}

#[test]
fn several_ratios_have_a_mean_and_a_value_its_place_between_worst_and_best() {
    holds(
        r"
facts: [{name: a, title: a}, {name: b, title: b}, {name: worst, title: 不允许值}, {name: best, title: 满意值}]
rules:
  - id: mean
    when: {name: 平均}
    always: {measure: {mean: [{ratio: {of: a, to: b}}, execution_rate]}, curve: linear, limits: {cap: 1}}
    unmeasurable: zero
  - id: efficacy
    when: {name: 功效, actual: quantity}
    always: {measure: {efficacy: {value: actual, worst: worst, best: best}}, curve: {line: [[0, 60%], [1, 100%]]}}
    unmeasurable: cannot_score
tests:
  - {facts: {a: 1, b: 2}, funds: {budget: 10, executed: 9}, row: {name: 平均, weight: 10}, expect: 7}
  - {facts: {a: 1, b: 0}, funds: {budget: 10, executed: 9}, row: {name: 平均, weight: 10}, expect: {score: 0, rule: mean}}
  - {facts: {a: 1}, funds: {budget: 10, executed: 9}, row: {name: 平均, weight: 10}, expect: {reason: no_fact}}
  - {facts: {worst: 50, best: 90}, row: {name: 功效, actual: 70, weight: 10}, expect: 8}
  - {facts: {worst: 50, best: 90}, row: {name: 功效, actual: 40, weight: 10}, expect: 6}
  - {name: 越低越好, facts: {worst: 90, best: 50}, row: {name: 功效, actual: 60, weight: 10}, expect: 9}
  - {facts: {worst: 50, best: 50}, row: {name: 功效, actual: 70, weight: 10}, expect: {reason: policy_refuses}}
",
    );
}
