//! The review sheet: what an evaluator writes down of each project, in the order of the audit.

use super::markup::{Cell, Table, paragraph};
use crate::diagnostic::{Flat, Severity};
use crate::message::{Lang, Message};
use crate::report::{Project, grade_name};
use crate::say;

/// Number, severity, finding, explanation, place.
const WIDTHS: [u32; 5] = [600, 1300, 5200, 5338, 2400];

/// All projects.
pub(super) fn review(projects: &[Project<'_>], lang: Lang) -> String {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let mut out = paragraph("FormTitle", &words(say!("绩效自评复核意见", "Review of self-evaluations")));
    let found = |severity| {
        let all = projects.iter().flat_map(|project| &project.findings);
        all.filter(|finding| finding.severity == severity).count()
    };
    let summary = say!(
        "共 {projects} 个项目，错误 {errors} 处，警告 {warnings} 处，提示 {notes} 处",
        "{projects} projects: {errors} errors, {warnings} warnings, {notes} notes",
        projects = projects.len(),
        errors = found(Severity::Error),
        warnings = found(Severity::Warning),
        notes = found(Severity::Note)
    );
    out.push_str(&paragraph("FormYear", &words(summary)));
    for (number, project) in (1..).zip(projects) {
        one(&mut out, number, project, lang);
    }
    out.push_str(&paragraph("Line", ""));
    let signed = say!(
        "复核人：＿＿＿＿＿＿＿＿　　复核日期：＿＿＿＿＿＿＿＿",
        "reviewed by: ________________    on: ________________"
    );
    out.push_str(&paragraph("Line", &words(signed)));
    out
}

fn one(out: &mut String, number: usize, project: &Project<'_>, lang: Lang) {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let (assessment, card) = (project.assessment, &project.scorecard);
    let year =
        assessment.year.map(|year| say!("（{year}年度）", " ({year})", year = year)).unwrap_or_default();
    out.push_str(&paragraph("Section", &format!("{number}. {}{}", assessment.project.value, words(year))));
    let claimed = assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    let grade = card.grade.map_or_else(|| Message::same("—"), grade_name);
    let printed = claimed.map_or_else(|| "—".to_owned(), |claimed| claimed.to_string());
    let line = say!(
        "重算总分 {score}，自评总分 {printed}，等级：{gz}。评分办法：{zh}（{id}）",
        "recomputed {score}, printed {printed}, grade: {ge}. Policy: {en} ({id})",
        score = crate::report::figure::total(&card.total),
        printed = printed,
        gz = grade.zh,
        ge = grade.en,
        zh = project.policy.title.zh,
        en = project.policy.title.en,
        id = project.policy.id.value
    );
    out.push_str(&paragraph("Line", &words(line)));
    if project.findings.is_empty() {
        out.push_str(&paragraph("Line", &words(say!("未发现问题。", "Nothing was found."))));
        return;
    }
    let mut table = Table::new(&WIDTHS);
    let heads = [
        say!("序号", "no."),
        say!("程度", "severity"),
        say!("问题", "finding"),
        say!("说明与建议", "explanation and advice"),
        say!("位置", "place"),
    ];
    table.row(true, &heads.map(|head| Cell::head(words(head))));
    for (number, finding) in (1..).zip(&project.findings) {
        let flat = Flat::new(finding, lang);
        let severity = words(crate::report::severity_name(flat.severity));
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
    out.push_str(&table.flowing());
}
