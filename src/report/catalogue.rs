//! The pages of codes: one on the terminal, all as a document.

use super::explain::trust_words;
use crate::diagnostic::{Catalogue, Code, Family, Page, Severity};
use crate::message::{Lang, Message};
use crate::say;
use std::fmt::Write;

/// The page of one code, as `check --explain` prints it; nothing where the catalogue has none.
///
/// ```
/// use jixiao::{diagnostic::Code, shipped, message::Lang, report};
/// let page = report::code_page(shipped::catalogue(), Code::RateDiffers, Lang::En).expect("a page");
/// assert!(page.starts_with("J4002 error: "));
/// ```
pub fn code_page(catalogue: &Catalogue, code: Code, lang: Lang) -> Option<String> {
    let (family, page) = catalogue.page(code)?;
    let severity = severity_word(code.severity());
    let mut out = format!("{code} {}: {}\n", severity.in_lang(lang), page.title.in_lang(lang));
    let _ = writeln!(out, "{}", family.family.in_lang(lang));
    for (name, text) in sections(page) {
        let _ = write!(out, "\n{}\n  {}\n", name.in_lang(lang), text.in_lang(lang));
    }
    Some(out)
}

/// All pages as one Markdown document.
pub fn code_pages(catalogue: &Catalogue, lang: Lang) -> String {
    let head = say!(
        "# 问题代码\n\n由 `jixiao check --explain all` 生成。**错误**是算术不成立或违反规则，**警告**需\
         要说明，**提示**值得关注。\n代码的含义固定不变，不作他用。评分办法或自评表可以用 `audit` 关闭某\
         一代码，须写明理由。\n",
        "# Codes\n\nWritten by `jixiao check --explain all`. An **error** is arithmetic that does not \
         hold or a broken rule, a **warning** needs an explanation, a **note** is worth a look.\nA code \
         keeps its meaning and is never reused. A policy or a table may switch a code off with `audit` \
         and a reason.\n"
    );
    let mut out = head.in_lang(lang).to_owned();
    for family in &catalogue.families {
        family_section(&mut out, family, lang);
    }
    out
}

fn family_section(out: &mut String, family: &Family, lang: Lang) {
    let _ = writeln!(out, "\n## {}\n", family.family.in_lang(lang));
    let pages = || family.pages.iter().filter_map(|(code, page)| Some((Code::of(code)?, page)));
    let head = say!("| 代码 | 程度 | 含义 |", "| code | severity | what is found |");
    let _ = writeln!(out, "{}\n|---|---|---|", head.in_lang(lang));
    for (code, page) in pages() {
        let severity = severity_word(code.severity());
        let _ = writeln!(out, "| {code} | {} | {} |", severity.in_lang(lang), page.title.in_lang(lang));
    }
    for (code, page) in pages().filter(|(_, page)| page.explanation.is_some()) {
        let _ = writeln!(out, "\n### {code} {}\n", page.title.in_lang(lang));
        for (name, text) in sections(page) {
            let _ = writeln!(out, "- **{}** {}", name.in_lang(lang), text.in_lang(lang));
        }
    }
}

/// What a page says, part by part.
fn sections(page: &Page) -> Vec<(Message, Message)> {
    let basis = page.basis.as_ref().map(|basis| match page.trust {
        None => basis.clone(),
        Some(trust) => {
            let words = trust_words(trust);
            say!("{zh}（{tz}）", "{en} ({te})", zh = basis.zh, en = basis.en, tz = words.zh, te = words.en)
        }
    });
    let parts = [
        (say!("说明", "What it says"), page.explanation.clone()),
        (say!("依据", "Basis"), basis),
        (say!("更正方法", "How to correct it"), page.mend.clone()),
    ];
    parts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}

pub(super) fn severity_word(severity: Severity) -> Message {
    match severity {
        Severity::Error => say!("错误", "error"),
        Severity::Warning => say!("警告", "warning"),
        Severity::Note => say!("提示", "note"),
    }
}
