//! Where points were lost, by class of indicators.

use super::bars::{Bar, bars};
use super::{drawing, drawn_value};
use crate::evaluation::Evaluation;
use crate::message::Message;
use crate::say;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Classes shown; tables name four or five.
const MOST: usize = 7;

pub(super) fn chart(projects: &[Evaluation<'_>]) -> String {
    let mut lost = lost(projects);
    lost.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.zh.cmp(&other.0.zh)));
    lost.truncate(MOST);
    let all: Vec<Bar> = lost
        .iter()
        .map(|(name, lost, of)| Bar {
            name: name.clone(),
            length: drawn_value(*lost),
            figure: format!("{} / {}", lost.normalize(), of.normalize()),
            class: "wrong",
        })
        .collect();
    let (height, body) = bars(&all, 0.0);
    let told = match lost.first() {
        Some((name, most, _)) if !most.is_zero() => say!(
            "失分最多：{zh}，{most} 分（失分 / 分值，各项目合计）",
            "most lost in {en}: {most} (points lost / weight, all projects)",
            zh = name.zh,
            en = name.en,
            most = most.normalize()
        ),
        _ => say!("没有失分（失分 / 分值）", "no points lost (points lost / weight)"),
    };
    drawing("chart-losses", height, &body, &say!("失分分布", "Where points were lost"), &told)
}

/// Each class with what was lost of what could be had; rows without a score are no loss.
fn lost(projects: &[Evaluation<'_>]) -> Vec<(Message, Decimal, Decimal)> {
    let labels = &crate::embedded::vocabulary().labels;
    let mut execution = (Decimal::ZERO, Decimal::ZERO);
    let mut classes: BTreeMap<String, (Decimal, Decimal)> = BTreeMap::new();
    for project in projects {
        let own = &project.scorecard.execution;
        if let Some(score) = own.score {
            add(&mut execution, own.weight, score, Decimal::ONE);
        }
        for (indicator, row) in project.assessment.indicators.iter().zip(&project.scorecard.rows) {
            let (Some(weight), Some(score)) = (indicator.weight.as_ref(), row.score) else { continue };
            let class = indicator.class.as_ref().map_or("", |class| class.value.as_str());
            let sums = classes.entry(labels.class(class).into_owned()).or_default();
            add(sums, weight.value, score, project.assessment.counts_for(indicator));
        }
    }
    let named = classes.into_iter().map(|(class, (lost, of))| {
        let name =
            if class.is_empty() { say!("未分类", "no class") } else { Message::same(shortened(&class)) };
        (name, lost, of)
    });
    let execution = (say!("预算执行", "execution"), execution.0, execution.1);
    std::iter::once(execution).chain(named).collect()
}

fn add(sums: &mut (Decimal, Decimal), weight: Decimal, score: Decimal, ratio: Decimal) {
    let part = |number: Decimal| number.checked_mul(ratio).unwrap_or(number);
    let lost = weight.checked_sub(score).unwrap_or_default();
    sums.0 = sums.0.checked_add(part(lost)).unwrap_or(sums.0);
    sums.1 = sums.1.checked_add(part(weight)).unwrap_or(sums.1);
}

/// A class as it fits before its bar.
fn shortened(class: &str) -> String {
    match class.char_indices().nth(7) {
        Some((end, _)) => format!("{}…", class.get(..end).unwrap_or_default()),
        None => class.to_owned(),
    }
}
