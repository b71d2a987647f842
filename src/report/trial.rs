//! The tests of a policy: what failed, by how much, and how the score came about.

use super::explain::explain;
use crate::message::Lang;
use crate::place::Place;
use crate::say;
use crate::trial::{Case, Difference, Outcome};
use std::fmt::Write;

/// One line for a policy whose cases all pass; for each that does not, its differences and its trace.
pub fn trial_report(name: &str, outcomes: &[(&Case, Outcome<'_>)], lang: Lang) -> String {
    let mut out = String::new();
    let mut failed = 0_usize;
    for (case, outcome) in outcomes.iter().filter(|(_, outcome)| !outcome.differences.is_empty()) {
        failed = failed.saturating_add(1);
        let line = match case.at {
            Place::Text { line, .. } => format!(":{line}"),
            Place::Nowhere | Place::Cell { .. } => String::new(),
        };
        let what = case.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
        let title = say!("✗ {name}{line}{what}", "✗ {name}{line}{what}");
        let _ = writeln!(out, "{}", title.in_lang(lang));
        for Difference { key, expected, found } in &outcome.differences {
            let text =
                say!("  {key}：应为 {expected}，算得 {found}", "  {key}: expected {expected}, found {found}");
            let _ = writeln!(out, "{}", text.in_lang(lang));
        }
        for line in explain(&outcome.evaluation, |_| true, lang).lines().filter(|line| !line.is_empty()) {
            let _ = writeln!(out, "    {line}");
        }
    }
    let all = outcomes.len();
    let passed = all.saturating_sub(failed);
    let summary = if all == 0 {
        say!("{name}：没有用例", "{name}: no cases")
    } else {
        say!(
            "{name}：{all} 个用例，通过 {passed}，未通过 {failed}",
            "{name}: cases {all}, passed {passed}, failed {failed}"
        )
    };
    let _ = writeln!(out, "{}", summary.in_lang(lang));
    out
}
