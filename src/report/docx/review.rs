//! The review sheet: what an evaluator writes down of each project, in the order of the sheet in Markdown.

use super::markup::{Cell, Table, paragraph};
use crate::diagnostic::{Catalogue, Diagnostic, Flat, Section, Severity};
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::report::catalogue::severity_word;
use crate::report::grade_name;
use crate::report::review::of_section;
use crate::say;

/// Number, severity, finding, explanation, place.
const WIDTHS: [u32; 5] = [600, 1300, 5200, 5338, 2400];

/// All projects; `others` are the findings that concern no single one.
pub(super) fn review(
    projects: &[Evaluation<'_>],
    others: &[Diagnostic],
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let mut out = paragraph("FormTitle", &words(say!("绩效自评复核表", "Review of self-evaluations")));
    let found = |severity| {
        let all = projects.iter().flat_map(|project| &project.findings).chain(others);
        all.filter(|finding| finding.severity == severity).count()
    };
    let summary = say!(
        "共 {projects} 个项目，错误 {errors} 处，警告 {warnings} 处，提示 {notes} 处",
        "projects {projects}: errors {errors}, warnings {warnings}, notes {notes}",
        projects = projects.len(),
        errors = found(Severity::Error),
        warnings = found(Severity::Warning),
        notes = found(Severity::Note)
    );
    out.push_str(&paragraph("FormYear", &words(summary)));
    for (number, project) in (1..).zip(projects) {
        one(&mut out, number, project, catalogue, lang);
    }
    if !others.is_empty() {
        out.push_str(&paragraph("Section", &words(say!("各项目之间", "Across projects"))));
        out.push_str(&table(&[(None, others.iter().collect())], lang));
    }
    out.push_str(&paragraph("Line", ""));
    let signed = say!(
        "复核人：＿＿＿＿＿＿＿＿　　复核日期：＿＿＿＿＿＿＿＿",
        "reviewed by: ________________    on: ________________"
    );
    out.push_str(&paragraph("Line", &words(signed)));
    out
}

fn one(out: &mut String, number: usize, project: &Evaluation<'_>, catalogue: &Catalogue, lang: Lang) {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let (assessment, card) = (project.assessment, &project.scorecard);
    let year = assessment.year.map(|year| say!("（{year}年度）", " ({year})")).unwrap_or_default();
    out.push_str(&paragraph("Section", &format!("{number}. {}{}", assessment.project.value, words(year))));
    let claimed = assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    let grade = card.grade.map_or_else(|| Message::same("—"), grade_name);
    let printed = claimed.map_or_else(|| "—".to_owned(), |claimed| claimed.to_string());
    let line = say!(
        "重算总分 {score}，自评总分 {printed}，等级：{gz}。评分办法：{zh}（{id}）",
        "recomputed total {score}, reported total {printed}, grade: {ge}. Policy: {en} ({id})",
        score = crate::report::figure::total(&card.total),
        gz = grade.zh,
        ge = grade.en,
        zh = project.policy.title.zh,
        en = project.policy.title.en,
        id = project.policy.id.value
    );
    out.push_str(&paragraph("Lead", &words(line)));
    if project.findings.is_empty() {
        out.push_str(&paragraph("Line", &words(say!("未发现问题。", "No findings."))));
        return;
    }
    let parts = [
        (Section::Funds, say!("一、资金", "1. Funds")),
        (Section::Rows, say!("二、指标", "2. Indicators")),
        (Section::Whole, say!("三、分值和总分", "3. Weights and total")),
        (Section::Other, say!("四、其他", "4. Other")),
    ];
    let parts =
        parts.map(|(section, title)| (Some(title), of_section(&project.findings, section, catalogue)));
    out.push_str(&table(&parts, lang));
}

/// Findings part by part, numbered throughout; a part without any is left out.
fn table(parts: &[(Option<Message>, Vec<&Diagnostic>)], lang: Lang) -> String {
    let words = |message: &Message| message.in_lang(lang).to_owned();
    let mut table = Table::new(&WIDTHS);
    let heads = [
        say!("序号", "no."),
        say!("程度", "severity"),
        say!("问题", "finding"),
        say!("说明与建议", "explanation and advice"),
        say!("位置", "place"),
    ];
    table.row(true, &heads.map(|head| Cell::head(words(&head))));
    let mut number = 0_usize;
    for (title, findings) in parts {
        if let (Some(title), false) = (title, findings.is_empty()) {
            table.row(false, &[Cell::text(words(title)).over(WIDTHS.len())]);
        }
        for finding in findings {
            number = number.saturating_add(1);
            let flat = Flat::new(finding, lang);
            let severity = words(&severity_word(flat.severity));
            let more: Vec<&str> = flat.label.into_iter().chain(flat.notes).chain(flat.help).collect();
            table.row(
                false,
                &[
                    Cell::middle(number.to_string()),
                    Cell::middle(format!("{severity}\n{}", flat.code)),
                    Cell::text(flat.message),
                    Cell::text(more.join("\n")),
                    Cell::text(flat.at),
                ],
            );
        }
    }
    table.flowing()
}
