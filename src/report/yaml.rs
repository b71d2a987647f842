//! A table as the YAML that people write: figures as printed, a comment with the place of each row.

use crate::assessment::{Assessment, Indicator, Money, Reason};
use crate::message::Lang;
use crate::place::{Located, Place};
use rust_decimal::Decimal;
use std::fmt::Write;

/// What stands for the name of a project that the document does not print.
const NAMELESS: &str = "（缺项目名称）";

/// A table as YAML; `policy` is written where one is given and the table names none.
///
/// Read again, it is scored as the table itself is.
///
/// ```
/// use jixiao::decode::assessment;
/// use jixiao::message::Lang;
/// let text = "project: 某路\nindicators:\n- {name: 里程, target: \">=5 公里\", weight: 10.0}\n";
/// let table = assessment("a.yaml", text).value.expect("a table");
/// let written = jixiao::report::yaml(&table, None, Lang::En);
/// assert!(written.contains("  - {name: \"里程\", target: \">=5 公里\", weight: 10.0}"));
/// ```
pub fn yaml(table: &Assessment, policy: Option<&str>, lang: Lang) -> String {
    let mut out = String::new();
    if let Some(source) = &table.source {
        let place = table.project.at.message();
        let at = place.in_lang(lang);
        let source = std::path::Path::new(&**source).file_name().unwrap_or_default().to_string_lossy();
        let source = source.replace(char::is_control, " ");
        let _ = writeln!(out, "# {}", [source.as_str(), at].join(" ").trim_end());
    }
    let project = Some(table.project.value.as_str()).filter(|name| !name.is_empty());
    let _ = writeln!(out, "project: {}", quoted(project.unwrap_or(NAMELESS)));
    if let Some(year) = table.year {
        let _ = writeln!(out, "year: {year}");
    }
    let named = table.policy.as_ref().map(|policy| policy.value.as_str()).or(policy);
    for (key, text) in
        [("policy", named), ("department", table.department.as_deref()), ("unit", table.unit.as_deref())]
    {
        if let Some(text) = text {
            let _ = writeln!(out, "{key}: {}", quoted(text));
        }
    }
    funds(&mut out, table);
    claimed(&mut out, table);
    goals(&mut out, table);
    facts(&mut out, table);
    if !table.indicators.is_empty() {
        out.push_str("indicators:\n");
    }
    let mut before = String::new();
    for indicator in &table.indicators {
        let place = indicator.at.message();
        let at = place.in_lang(lang);
        if !at.is_empty() && at != before {
            let _ = writeln!(out, "  # {at}");
            at.clone_into(&mut before);
        }
        let _ = writeln!(out, "  - {{{}}}", row(indicator).join(", "));
    }
    out
}

fn funds(out: &mut String, table: &Assessment) {
    let funds = &table.funds;
    let mut lines = Vec::new();
    if let Some(unit) = &funds.unit {
        lines.push(format!("  unit: {}", quoted(unit)));
    }
    lines.extend(amounts(&funds.total).into_iter().map(|amount| format!("  {amount}")));
    lines.extend(funds.weight.as_ref().map(|weight| format!("  weight: {}", weight.value)));
    if !funds.sources.is_empty() {
        lines.push("  sources:".to_owned());
        for source in &funds.sources {
            let mut pairs = vec![format!("name: {}", quoted(&source.name))];
            pairs.extend(amounts(&source.money));
            lines.push(format!("    - {{{}}}", pairs.join(", ")));
        }
    }
    section(out, "funds", &lines);
}

fn amounts(money: &Money) -> Vec<String> {
    [("initial", &money.initial), ("budget", &money.budget), ("executed", &money.executed)]
        .into_iter()
        .filter_map(|(key, amount)| Some(format!("{key}: {}", amount.as_ref()?.value)))
        .collect()
}

fn claimed(out: &mut String, table: &Assessment) {
    let claimed = &table.claimed;
    let mut lines: Vec<String> =
        claimed.rate.as_ref().map(|rate| format!("  rate: {}", percent(rate.value))).into_iter().collect();
    for (key, figure) in
        [("execution", &claimed.execution), ("total", &claimed.total), ("weight", &claimed.weight)]
    {
        lines.extend(figure.as_ref().map(|figure| format!("  {key}: {}", figure.value)));
    }
    section(out, "claimed", &lines);
}

fn goals(out: &mut String, table: &Assessment) {
    let goals = &table.goals;
    let mut lines = Vec::new();
    for (key, text) in [("expected", &goals.expected), ("achieved", &goals.achieved)] {
        lines.extend(text.as_ref().map(|text| format!("  {key}: {}", quoted(&text.value))));
    }
    if !goals.ratios.is_empty() {
        let ratios = named(&goals.ratios, percent);
        lines.push(format!("  ratios: {{{ratios}}}"));
    }
    section(out, "goals", &lines);
}

fn facts(out: &mut String, table: &Assessment) {
    if !table.facts.is_empty() {
        let _ = writeln!(out, "facts: {{{}}}", named(&table.facts, |value| value.to_string()));
    }
}

fn named(all: &[(Located<String>, Located<Decimal>)], show: fn(Decimal) -> String) -> String {
    let pairs = all.iter().map(|(name, value)| format!("{}: {}", quoted(&name.value), show(value.value)));
    pairs.collect::<Vec<_>>().join(", ")
}

fn section(out: &mut String, key: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "{key}:\n{}", lines.join("\n"));
    }
}

fn row(indicator: &Indicator) -> Vec<String> {
    let mut pairs = Vec::new();
    let mut text = |key: &str, text: Option<&Located<String>>| {
        pairs.extend(text.map(|text| format!("{key}: {}", quoted(&text.value))));
    };
    text("goal", indicator.goal.as_ref());
    text("class", indicator.class.as_ref());
    text("group", indicator.group.as_ref());
    text("name", Some(&indicator.name));
    text("operator", indicator.operator.as_ref());
    text("target", indicator.target.as_ref());
    text("actual", indicator.actual.as_ref());
    text("unit", indicator.unit.as_ref());
    for (key, figure) in [("weight", &indicator.weight), ("claimed", &indicator.claimed)] {
        pairs.extend(figure.as_ref().map(|figure| format!("{key}: {}", figure.value)));
    }
    match &indicator.reason {
        Reason::Absent => {}
        Reason::Given => pairs.push("reason: true".to_owned()),
        Reason::Text(words) => pairs.push(format!("reason: {}", quoted(&words.value))),
    }
    if !indicator.facts.is_empty() {
        pairs.push(format!("facts: {{{}}}", named(&indicator.facts, |value| value.to_string())));
    }
    if !indicator.thresholds.is_empty() {
        let all = indicator.thresholds.iter();
        let all = all.map(|(grade, text)| format!("{}: {}", grade.as_str(), quoted(&text.value)));
        pairs.push(format!("thresholds: {{{}}}", all.collect::<Vec<_>>().join(", ")));
    }
    pairs
}

/// A fraction as a percentage with the decimals that it has: 0.9596 is 95.96%.
fn percent(fraction: Decimal) -> String {
    let scale = fraction.scale();
    let value = match scale.checked_sub(2) {
        Some(scale) => Decimal::try_from_i128_with_scale(fraction.mantissa(), scale).ok(),
        None => fraction.checked_mul(Decimal::ONE_HUNDRED).map(|value| value.trunc()),
    };
    value.map_or_else(|| fraction.to_string(), |value| format!("{value}%"))
}

/// A text in double quotes; what no file may hold is left out.
fn quoted(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    serde_json::Value::from(shown).to_string()
}

/// Whether a place is one of a document, rather than of a file that people write as they write tables.
pub(super) fn of_document(at: &Place, source: Option<&str>) -> bool {
    let written = source.is_some_and(|source| crate::sources::is_yaml(std::path::Path::new(source)));
    *at != Place::Nowhere && source.is_some() && !written
}
