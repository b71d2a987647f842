//! A review sheet (复核表) in Markdown, in the order in which an evaluator writes one: the project, its money, the
//! indicators one by one, weights and total, the rest, the conclusion.

use super::catalogue::severity_word;
use super::markdown::{END, escaped, figure, number, text};
use super::{explain, grade_name};
use crate::assessment::Money;
use crate::diagnostic::{Catalogue, Diagnostic, Flat, RowId, Section, Severity, Subject};
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::say;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::fmt::Write;

/// The sheet of all projects; `others` are the findings that concern no single one.
pub fn review(
    projects: &[Evaluation<'_>],
    others: &[Diagnostic],
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let mut out = String::new();
    title(&mut out, 1, &say!("绩效自评复核表", "Review of self-evaluations"), lang);
    summary(&mut out, projects, lang);
    for project in projects {
        Sheet { project, catalogue, lang }.write(&mut out);
    }
    if !others.is_empty() {
        title(&mut out, 2, &say!("各项目之间", "Across projects"), lang);
        list(&mut out, &others.iter().collect::<Vec<_>>(), lang);
    }
    out + END
}

fn title(out: &mut String, level: usize, words: &Message, lang: Lang) {
    let lead = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{lead}{} {}\n", "#".repeat(level), words.in_lang(lang));
}

fn summary(out: &mut String, projects: &[Evaluation<'_>], lang: Lang) {
    let head = say!(
        "| 项目 | 自评 | 重算 | 相差 | 等级 | 错误 | 警告 | 提示 |",
        "| project | self-assessed | recomputed | difference | grade | errors | warnings | notes |"
    );
    let _ = writeln!(out, "{}\n|---|--:|--:|--:|:-:|--:|--:|--:|", head.in_lang(lang));
    for project in projects {
        let [errors, warnings, notes] = counts(&project.findings);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {errors} | {warnings} | {notes} |",
            escaped(&project.assessment.project.value),
            figure(project.assessment.claimed.total.as_ref()),
            super::figure::total(&project.scorecard.total),
            number(difference(project)),
            grade(project, lang),
        );
    }
}

/// Printed less recomputed.
fn difference(project: &Evaluation<'_>) -> Option<Decimal> {
    let claimed = project.assessment.claimed.total.as_ref()?.value;
    claimed.checked_sub(project.scorecard.total.score?)
}

fn grade(project: &Evaluation<'_>, lang: Lang) -> String {
    let grade = project.scorecard.grade.map(grade_name);
    grade.map_or_else(|| "—".to_owned(), |grade| grade.in_lang(lang).to_owned())
}

fn counts(findings: &[Diagnostic]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

/// Findings as a list, the gravest first, each with what stands side by side.
fn list(out: &mut String, findings: &[&Diagnostic], lang: Lang) {
    let mut findings = findings.to_vec();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    for finding in findings {
        let flat = Flat::new(finding, lang);
        let _ = write!(
            out,
            "- **{}** {} {}",
            severity_word(finding.severity).in_lang(lang),
            flat.code,
            escaped(flat.message)
        );
        if !flat.at.is_empty() {
            let _ = write!(out, " ({})", escaped(&flat.at));
        }
        out.push('\n');
        for note in flat.notes {
            let _ = writeln!(out, "  - {}", escaped(note));
        }
    }
}

/// The findings that belong to one part of a sheet.
pub(super) fn of_section<'f>(
    findings: &'f [Diagnostic],
    section: Section,
    catalogue: &Catalogue,
) -> Vec<&'f Diagnostic> {
    let of = |finding: &&Diagnostic| {
        let family = catalogue.page(finding.code).map(|(family, _)| family.section);
        family.unwrap_or_default() == section
    };
    findings.iter().filter(of).collect()
}

struct Sheet<'a> {
    project: &'a Evaluation<'a>,
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Sheet<'_> {
    fn write(&self, out: &mut String) {
        let Evaluation { assessment, policy, .. } = self.project;
        title(out, 2, &Message::same(escaped(&assessment.project.value)), self.lang);
        let year = assessment.year.map_or_else(|| "—".to_owned(), |year| year.to_string());
        let of = |text: &Option<String>| text.as_deref().map_or_else(|| "—".to_owned(), escaped);
        let head = say!(
            "年度 {year}；主管部门 {department}；实施单位 {unit}；评分办法 {title}（{id}）",
            "Year {year}; department {department}; unit {unit}; policy {title_en} ({id})",
            department = of(&assessment.department),
            unit = of(&assessment.unit),
            title = policy.title.zh,
            title_en = policy.title.en,
            id = policy.id.value
        );
        let _ = writeln!(out, "{}", head.in_lang(self.lang));
        self.funds(out);
        self.rows(out);
        self.whole(out);
        let other = self.of(Section::Other);
        if !other.is_empty() {
            title(out, 3, &say!("四、其他", "4. Other"), self.lang);
            list(out, &other, self.lang);
        }
        self.conclusion(out);
    }

    fn of(&self, section: Section) -> Vec<&Diagnostic> {
        of_section(&self.project.findings, section, self.catalogue)
    }

    /// The findings of a part, or that there are none.
    fn findings(&self, out: &mut String, section: Section) {
        let found = self.of(section);
        out.push('\n');
        if found.is_empty() {
            let _ = writeln!(out, "{}", say!("未发现问题。", "No findings.").in_lang(self.lang));
        }
        list(out, &found, self.lang);
    }

    fn funds(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, .. } = self.project;
        title(out, 3, &say!("一、资金", "1. Funds"), self.lang);
        let head =
            say!("| 资金 | 年初预算 | 全年预算 | 全年执行 |", "| funds | initial | budget | executed |");
        let _ = writeln!(out, "{}\n|---|--:|--:|--:|", head.in_lang(self.lang));
        let total = say!("年度资金总额", "total");
        let mut line = |name: &str, money: &Money| {
            let [initial, budget, executed] =
                [&money.initial, &money.budget, &money.executed].map(|amount| figure(amount.as_ref()));
            let _ = writeln!(out, "| {} | {initial} | {budget} | {executed} |", escaped(name));
        };
        line(total.in_lang(self.lang), &assessment.funds.total);
        for source in &assessment.funds.sources {
            line(&source.name, &source.money);
        }
        let rate = explain::rate(self.project).unwrap_or_else(|| "—".to_owned());
        let words = say!(
            "预算执行率 {rate}；自评得分 {claimed}，重算得分 {score}（分值 {weight}）。",
            "Execution rate {rate}; self-assessed score {claimed}, recomputed score {score} (weight \
             {weight}).",
            claimed = figure(assessment.claimed.execution.as_ref()),
            score = number(scorecard.execution.score),
            weight = scorecard.execution.weight
        );
        let _ = writeln!(out, "\n{}", words.in_lang(self.lang));
        self.findings(out, Section::Funds);
    }

    fn rows(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, findings, .. } = self.project;
        title(out, 3, &say!("二、指标", "2. Indicators"), self.lang);
        let head = say!(
            "| 一级 | 二级 | 三级指标 | 指标值 | 完成值 | 分值 | 自评 | 重算 | 问题 |",
            "| class | group | indicator | target | actual | weight | self-assessed | recomputed | \
             findings |"
        );
        let _ = writeln!(out, "{}\n|---|---|---|---|---|--:|--:|--:|---|", head.in_lang(self.lang));
        let mut of_rows: HashMap<Subject, Vec<&str>> = HashMap::new();
        for (subject, finding) in findings.iter().filter_map(|finding| Some((finding.subject?, finding))) {
            of_rows.entry(subject).or_default().push(finding.code.as_str());
        }
        for (index, (indicator, row)) in assessment.indicators.iter().zip(&scorecard.rows).enumerate() {
            let name = &indicator.name.value;
            let codes = of_rows.get(&Subject::Row(RowId(index))).map(|codes| codes.join(" "));
            let codes = codes.unwrap_or_default();
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                text(indicator.class.as_ref()),
                text(indicator.group.as_ref()),
                escaped(name),
                text(indicator.target.as_ref()),
                text(indicator.actual.as_ref()),
                figure(indicator.weight.as_ref()),
                figure(indicator.claimed.as_ref()),
                number(row.score),
                codes,
            );
        }
        self.findings(out, Section::Rows);
    }

    fn whole(&self, out: &mut String) {
        let Evaluation { assessment, scorecard, policy, .. } = self.project;
        title(out, 3, &say!("三、分值和总分", "3. Weights and total"), self.lang);
        let words = say!(
            "分值合计 {weight}（应为 {whole}）；总分：自评 {claimed}，重算 {score}。",
            "Weights {weight} (of {whole}); reported total {claimed}, recomputed total {score}.",
            weight = scorecard.total.weight,
            whole = policy.weights.total,
            claimed = figure(assessment.claimed.total.as_ref()),
            score = super::figure::total(&scorecard.total)
        );
        let _ = writeln!(out, "{}", words.in_lang(self.lang));
        self.findings(out, Section::Whole);
    }

    fn conclusion(&self, out: &mut String) {
        let [errors, warnings, notes] = counts(&self.project.findings);
        title(out, 3, &say!("复核结论", "Conclusion"), self.lang);
        let apart = difference(self.project).filter(|apart| !apart.is_zero());
        let apart = apart.map_or_else(
            || say!("", ""),
            |apart| say!("，自评与重算相差 {apart} 分", "; reported and recomputed totals differ by {apart}"),
        );
        let words = say!(
            "错误 {errors} 处，警告 {warnings} 处，提示 {notes} 处；重算总分 {score}，等级 {grade}{zh}。",
            "Errors {errors}, warnings {warnings}, notes {notes}; recomputed total {score}, grade {grade}{en}.",
            score = super::figure::total(&self.project.scorecard.total),
            grade = grade(self.project, self.lang),
            zh = apart.zh,
            en = apart.en
        );
        let _ = writeln!(out, "{}", words.in_lang(self.lang));
    }
}
