//! One web page that needs nothing else: overview with charts, then the form of every project with the trace of
//! every score and the findings beside what they concern.
//!
//! Charts are plain SVG written here: four small drawings do not need a library, in Rust or in the page. Chinese
//! and English both stand in the page; style shows one. What is no part of the official form carries the attribute
//! `hidden`, which the style overrules: a program that reads the page finds the form and nothing else.

mod charts;
mod columns;
mod findings;
mod form;
mod markup;
mod overview;
mod section;
mod trace;

use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::say;
use markup::{both, text};

/// The page, with slots `{{name}}`.
const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The colours of the dark theme, as declarations: they stand in the page twice, for the system and for the switch.
const DARK: &str = include_str!("dark.css");
const SCRIPT: &str = include_str!("page.js");

/// All projects as one web page; `lang` is the language it opens in.
pub fn html(projects: &[Evaluation<'_>], lang: Lang) -> String {
    let title = say!("绩效自评复核", "Self-evaluations, recomputed");
    let mut sections = String::new();
    for (number, project) in (1..).zip(projects) {
        section::section(&mut sections, number, project);
    }
    let (code, words) = match lang {
        Lang::Zh => ("zh", &title.zh),
        Lang::En => ("en", &title.en),
    };
    let slots = [
        ("lang", code.to_owned()),
        ("title", text(words)),
        ("title-zh", text(&title.zh)),
        ("title-en", text(&title.en)),
        ("style", style()),
        ("script", SCRIPT.to_owned()),
        ("skip", both(&say!("跳到项目", "Skip to the projects"))),
        ("heading", both(&title)),
        ("summary", both(&super::table::portfolio(projects))),
        ("light", both(&say!("浅色", "Light"))),
        ("dark", both(&say!("深色", "Dark"))),
        ("overview", both(&say!("总览", "Overview"))),
        ("charts", charts::charts(projects)),
        ("search", both(&say!("查找", "Search"))),
        ("only", both(&say!("仅显示有问题的项目", "Only projects with findings"))),
        ("unfold", both(&say!("展开全部计算", "Unfold all calculations"))),
        ("fold", both(&say!("收起全部计算", "Fold all calculations"))),
        ("projects", overview::table(projects)),
        ("empty", both(&say!("没有符合条件的项目", "No matching projects"))),
        ("sections", sections),
    ];
    filled(TEMPLATE, &slots)
}

fn style() -> String {
    format!(
        "{STYLE}\n@media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{\n{DARK}}} }}\n\
         :root[data-theme=\"dark\"] {{\n{DARK}}}\n{}",
        columns::style()
    )
}

/// The template with its slots filled, in one pass: what fills a slot is never looked into.
fn filled(template: &str, slots: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(
        slots.iter().map(|(_, text)| text.len()).sum::<usize>().saturating_add(template.len()),
    );
    let mut parts = template.split("{{");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or(("", part));
        if let Some((_, text)) = slots.iter().find(|(slot, _)| *slot == name) {
            out.push_str(text);
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_is_filled_and_every_filling_used() {
        let page = html(&[], Lang::Zh);
        let frame = page.replace(SCRIPT, "").replace(&style(), "");
        assert!(!frame.contains("{{"), "{frame}");
        for name in ["lang", "title-zh", "sections", "charts", "projects"] {
            assert!(TEMPLATE.contains(&format!("{{{{{name}}}}}")), "{name}");
        }
    }

    #[test]
    fn a_filling_is_not_looked_into() {
        assert_eq!(filled("a{{b}}c", &[("b", "{{d}}".to_owned()), ("d", "e".to_owned())]), "a{{d}}c");
    }
}
