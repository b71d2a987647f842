//! Every number and every word of choice in a shipped policy is held by one of its own cases: change one, and a case fails.

use jixiao::decode::{policy_cases, policy_with};
use jixiao::shipped::{shipped_base, shipped_policies, shipped_text, vocabulary};
use jixiao::trial;
use serde_yaml::Value;

/// What says who made a policy and when, and the cases themselves: not rules.
const NOT_RULES: &[&str] = &[
    "id", "extends", "title", "issuer", "document", "valid", "trust", "basis", "applies", "tests", "exact",
    "phrases",
];

/// The words of choice that may stand in one another's place.
const CHOICES: &[&[&str]] = &[
    &["half_up", "truncate"],
    &["printed", "policy"],
    &["initial", "budget"],
    &["full", "zero", "cannot_score"],
    &["judged", "full"],
    &["days_late", "execution_rate"],
    &["execution_rate", "days_late"],
    &["executed", "budget"],
    &["rescale", "full"],
    &["bounds", "rescale"],
    &["completion", "inverse", "excess", "shortfall", "deviation", "over", "under", "actual", "actual_rate"],
    &["falls", "rises"],
    &["whole", "part"],
    &["quantity", "interval", "deadline", "quality"],
    &["below", "above", "met"],
    &[">=", "<="],
    &["<=", ">="],
    &[">", "<"],
    &["<", ">"],
    &["=", ">="],
    &["true", "false"],
    &["excellent", "good", "fair", "poor"],
    &["at_least", "above"],
];

/// Other values that a scalar might have had: the next number up and down, the other words of its choice.
fn others(value: &Value) -> Vec<Value> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => return vec![Value::from(!truth)],
        Value::String(text) => text.clone(),
        _ => return Vec::new(),
    };
    let (number, unit) = ["%", "分"]
        .into_iter()
        .find_map(|unit| text.strip_suffix(unit).map(|number| (number, unit)))
        .unwrap_or((&text, ""));
    if let Ok(number) = number.parse::<rust_decimal::Decimal>() {
        let step = rust_decimal::Decimal::new(1, number.scale());
        return [number + step, number - step].map(|number| Value::from(format!("{number}{unit}"))).to_vec();
    }
    if let Some((above, below)) = text.split_once('/')
        && let (Ok(above), Ok(below)) = (above.parse::<u32>(), below.parse::<u32>())
    {
        return vec![
            Value::from(format!("{above}/{}", below + 1)),
            Value::from(format!("{}/{below}", above - 1)),
        ];
    }
    CHOICES
        .iter()
        .filter(|choice| choice[0] == text || choice.len() > 2 && choice.contains(&text.as_str()))
        .chain(CHOICES.iter().filter(|choice| choice.len() == 2 && choice[1] == text))
        .flat_map(|choice| choice.iter().filter(|word| **word != text).map(|word| Value::from(*word)))
        .collect()
}

/// Calls back with a copy of the whole for each change of one scalar or one key of choice.
fn mutated(whole: &Value, found: &mut Vec<(String, Value)>) {
    fn walk(at: &Value, path: &mut Vec<Value>, whole: &Value, found: &mut Vec<(String, Value)>) {
        let shown = |path: &[Value]| {
            path.iter()
                .map(|step| match step {
                    Value::String(key) => key.clone(),
                    other => format!("{other:?}"),
                })
                .collect::<Vec<_>>()
                .join(".")
        };
        match at {
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    let name = key.as_str().unwrap_or_default();
                    if NOT_RULES.contains(&name) {
                        continue;
                    }
                    let of_rate = path.last() == Some(&Value::from("execution"));
                    let other = match name {
                        "below" | "above" if of_rate => Some(if name == "below" { "above" } else { "below" }),
                        "above" if value.as_mapping().is_none() => Some("at_least"),
                        "at_least" => Some("above"),
                        _ => None,
                    };
                    if let Some(other) = other.filter(|_| !value.is_string() || is_edge(value)) {
                        let mut copy = whole.clone();
                        if let Some(Value::Mapping(entries)) = place(&mut copy, path)
                            && let Some(value) = entries.remove(key)
                        {
                            entries.insert(Value::from(other), value);
                            found.push((format!("{} {name} → {other}", shown(path)), copy));
                        }
                    }
                    path.push(key.clone());
                    walk(value, path, whole, found);
                    path.pop();
                }
            }
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Value::from(index));
                    walk(item, path, whole, found);
                    path.pop();
                }
            }
            scalar => {
                for other in others(scalar).into_iter().filter(|other| !says_the_same(path, scalar, other)) {
                    let mut copy = whole.clone();
                    if let Some(here) = place(&mut copy, path) {
                        let change = format!("{} {scalar:?} → {other:?}", shown(path));
                        *here = other;
                        found.push((change, copy));
                    }
                }
            }
        }
    }
    walk(whole, &mut Vec::new(), whole, found);
}

/// A number, not the award of a side.
fn is_edge(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
}

/// Above its target an excess is the deviation; a deduction of less than nothing is none.
fn says_the_same(path: &[Value], one: &Value, other: &Value) -> bool {
    let pair = [one.as_str().unwrap_or_default(), other.as_str().unwrap_or_default()];
    if path.contains(&Value::from("facts")) {
        return pair[1].starts_with('-');
    }
    path.contains(&Value::from("above")) && pair.contains(&"excess") && pair.contains(&"deviation")
}

fn place<'v>(whole: &'v mut Value, path: &[Value]) -> Option<&'v mut Value> {
    path.iter().try_fold(whole, |at, step| match (at, step) {
        (Value::Mapping(entries), key) if !key.is_number() => entries.get_mut(key),
        (Value::Sequence(items), index) => items.get_mut(usize::try_from(index.as_u64()?).ok()?),
        _ => None,
    })
}

#[test]
fn a_change_of_any_rule_of_any_policy_makes_a_case_fail() {
    let mut survivors = Vec::new();
    let mut tried = 0_usize;
    for policy in shipped_policies() {
        let id = policy.id.value.as_str();
        let text = shipped_text(id).expect("shipped");
        let cases = policy_cases(id, text).value.expect("cases");
        let whole: Value = serde_yaml::from_str(text).expect("YAML");
        let mut mutants = Vec::new();
        mutated(&whole, &mut mutants);
        for (change, mutant) in mutants {
            tried += 1;
            let yaml = serde_yaml::to_string(&mutant).expect("YAML");
            let read = policy_with(id, &yaml, &shipped_base);
            // A policy that is refused is caught too, before any case runs.
            let Some(policy) = read.value.as_ref().filter(|_| !read.has_errors()) else { continue };
            let failed =
                cases.iter().any(|case| !trial::run(case, policy, vocabulary()).differences.is_empty());
            if !failed {
                survivors.push(format!("{id}: {change}"));
            }
        }
    }
    assert!(tried > 800, "only {tried} changes were tried");
    assert!(
        survivors.is_empty(),
        "{} of {tried} changes survive:\n{}",
        survivors.len(),
        survivors.join("\n")
    );
}

#[test]
fn every_shipped_policy_passes_its_own_cases() {
    for policy in shipped_policies() {
        let id = policy.id.value.as_str();
        let parsed = policy_cases(id, shipped_text(id).expect("shipped"));
        assert_eq!(parsed.diagnostics, [], "{id}");
        let cases = parsed.value.expect("cases");
        assert!(!cases.is_empty(), "{id} has no cases");
        for case in &cases {
            let outcome = trial::run(case, policy, vocabulary());
            assert_eq!(outcome.differences, [], "{id} at {:?}", case.at);
        }
    }
}
