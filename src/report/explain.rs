//! How each score came about, for a person with a pocket calculator.

use super::wording::{Words, sentence};
use super::yaml::of_document;
use super::{figure, grade_name};
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::say;
use crate::scoring::Step;
use crate::trust::Trust;
use std::fmt::Write;

/// The explanation of a project: all its rows, or those that `wanted` picks by index.
pub fn explain(project: &Evaluation<'_>, wanted: impl Fn(usize) -> bool, lang: Lang) -> String {
    let mut out = String::new();
    let assessment = project.assessment;
    let all = (0..assessment.indicators.len()).all(&wanted);
    let year = assessment.year.map(|year| say!("（{year}年度）", " ({year})")).unwrap_or_default();
    line(&mut out, 0, &format!("{}{}", assessment.project.value, year.in_lang(lang)));
    for text in head(project) {
        line(&mut out, 0, text.in_lang(lang));
    }
    let steps = |out: &mut String, trace: &[Step]| {
        let words = Words { policy: project.policy };
        for step in trace {
            line(out, 2, sentence(step, words).in_lang(lang));
        }
    };
    if all {
        let execution = &project.scorecard.execution;
        let title =
            headline(&say!("预算执行率", "budget execution"), Some(execution.weight), execution.score, lang);
        out.push('\n');
        line(&mut out, 0, &title);
        steps(&mut out, &execution.trace);
    }
    for (index, (indicator, row)) in assessment.indicators.iter().zip(&project.scorecard.rows).enumerate() {
        if !wanted(index) {
            continue;
        }
        let label =
            |cell: Option<&crate::place::Located<String>>| cell.map(|cell| format!("{} › ", cell.value));
        let name = format!(
            "{}{}{}",
            label(indicator.class.as_ref()).unwrap_or_default(),
            label(indicator.group.as_ref()).unwrap_or_default(),
            indicator.name.value
        );
        let weight = indicator.weight.as_ref().map(|weight| weight.value);
        out.push('\n');
        line(&mut out, 0, &headline(&Message::same(name), weight, row.score, lang));
        let printed = |cell: Option<&crate::place::Located<String>>| {
            cell.map_or_else(|| "—".to_owned(), |cell| cell.value.clone())
        };
        let cells = say!(
            "填报：指标值 {target}，完成值 {actual}{zh}",
            "reported: target {target}, actual {actual}{en}",
            target = printed(indicator.target.as_ref()),
            actual = printed(indicator.actual.as_ref()),
            zh = indicator
                .claimed
                .as_ref()
                .map(|claimed| format!("，自评得分 {}", claimed.value))
                .unwrap_or_default(),
            en = indicator
                .claimed
                .as_ref()
                .map(|claimed| format!(", self-assessed score {}", claimed.value))
                .unwrap_or_default()
        );
        line(&mut out, 2, cells.in_lang(lang));
        if of_document(&indicator.at, assessment.source.as_deref()) {
            let place = indicator.at.message();
            let place = say!("出处：{zh}", "place: {en}", zh = place.zh, en = place.en);
            line(&mut out, 2, place.in_lang(lang));
        }
        steps(&mut out, &row.trace);
    }
    if all {
        out.push('\n');
        line(&mut out, 0, total(project).in_lang(lang));
        steps(&mut out, &project.scorecard.total.trace);
    }
    out
}

fn line(out: &mut String, indent: usize, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "{:indent$}{text}", "");
    }
}

fn headline(
    name: &Message,
    weight: Option<rust_decimal::Decimal>,
    score: Option<rust_decimal::Decimal>,
    lang: Lang,
) -> String {
    let show = |figure: Option<rust_decimal::Decimal>| {
        figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string())
    };
    let (weight, score) = (show(weight), show(score));
    say!("■ {zh}：{score} / {weight} 分", "■ {en}: {score} of {weight}", zh = name.zh, en = name.en)
        .in_lang(lang)
        .to_owned()
}

/// The policy, its document, and how far it is to be trusted.
pub(super) fn head(project: &Evaluation<'_>) -> [Message; 2] {
    let policy = project.policy;
    let document = [policy.issuer.as_deref(), policy.document.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let trust = trust_words(policy.trust);
    [
        say!(
            "评分办法：{id}《{zh}》{document}（{tz}）",
            "policy: {id}, {en}, {document} ({te})",
            id = policy.id.value,
            zh = policy.title.zh,
            en = policy.title.en,
            tz = trust.zh,
            te = trust.en
        ),
        say!("依据：{zh}", "basis: {en}", zh = policy.basis.zh, en = policy.basis.en),
    ]
}

/// How far a policy is to be trusted, in words.
pub(super) fn trust_words(trust: Trust) -> Message {
    match trust {
        Trust::Text => say!("见于正式文本", "read in an official text"),
        Trust::Table => say!("见于已填报的表格", "seen in filled-in tables"),
        Trust::Code => say!("见于财政系统的做法", "as in a finance authority's system"),
        Trust::Digest => say!("据他人摘编，非原文", "from a digest, not the text"),
        Trust::Inferred => say!("由数字规律推断", "inferred from a pattern of numbers"),
        Trust::Unverified => say!("未见原文，待核实", "original text not seen; unverified"),
    }
}

fn total(project: &Evaluation<'_>) -> Message {
    let total = &project.scorecard.total;
    let grade = project.scorecard.grade.map(grade_name);
    let (gz, ge) = grade.map_or_else(Default::default, |grade| {
        (format!("，等级：{}", grade.zh), format!(", grade: {}", grade.en))
    });
    let claimed = project.assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    let (cz, ce) = claimed.map_or_else(Default::default, |claimed| {
        (format!("，自评总分 {claimed}"), format!(", reported {claimed}"))
    });
    let weight = total.weight;
    let score = figure::total(total);
    let unscored = total.unscored;
    let bounds = if total.score.is_none() && unscored > 0 {
        say!(
            "；无法计分的指标 {n} 项，总分只能给出范围",
            "; rows that cannot be scored: {n}; the total is given as bounds",
            n = unscored
        )
    } else {
        Message::default()
    };
    say!(
        "■ 总分：{score} / {weight} 分{cz}{gz}{bz}",
        "■ total: {score} of {weight}{ce}{ge}{be}",
        bz = bounds.zh,
        be = bounds.en
    )
}

/// The exact execution rate in percent, where there is one.
pub(super) fn rate(project: &Evaluation<'_>) -> Option<String> {
    project.scorecard.execution.rate.and_then(figure::percent)
}
