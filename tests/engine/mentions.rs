//! The quantities of running text: those of the goals of the sixteen projects, and hard cases.

use crate::common::snapshot::snapshot;
use jixiao::cell::Reader;
use jixiao::files::read_tables;
use jixiao::input::ReadOptions;
use jixiao::shipped::vocabulary;
use std::fmt::Write;

/// Each quantity as it stands in the text, with the words that it belongs to.
fn listed(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let found = Reader::new(vocabulary()).mentions(text);
    let mut out = String::new();
    for mention in &found.all {
        let printed: String = characters[mention.at.clone()].iter().collect();
        let bracket = mention.bracket.map_or_else(String::new, |number| format!(" in bracket {number}"));
        let joined = mention.joined.map_or_else(String::new, |joined| format!(" {joined:?}"));
        let about = if mention.approximate { " about" } else { "" };
        writeln!(out, "{} | {printed} | {}{bracket}{joined}{about}", mention.before, mention.behind)
            .expect("a string");
    }
    for year in &found.broken_years {
        writeln!(out, "broken year: {}", characters[year.clone()].iter().collect::<String>())
            .expect("a string");
    }
    if let Some((year, _)) = found.year {
        writeln!(out, "year {year}").expect("a string");
    }
    out
}

#[test]
fn the_goals_of_the_sixteen() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = read_tables(&[root.join("indicators/urumqi-2024")], ReadOptions::default()).tables;
    assert_eq!(tables.len(), 16);
    let mut out = String::new();
    for table in &tables {
        writeln!(out, "## {}", table.project.value).expect("a string");
        for goal in [&table.goals.expected, &table.goals.achieved].into_iter().flatten() {
            writeln!(out, "{}", listed(&goal.value)).expect("a string");
        }
    }
    snapshot("mentions-sixteen", &out);
}

#[test]
fn figures_that_count_nothing_are_passed_over() {
    for text in [
        "根据乌财科教〔2024〕38号文件统一部署，进一步做好第二批工作",
        "2024届、2025届毕业生，PM2.5 治理，A4 纸，第38号",
        "一次性办结，一方面……另一方面，一、二、三年级",
        "2024年6月30日前完成，9月大同举办，10-20个",
        "一级指标、三公经费、五保户",
    ] {
        let found = Reader::new(vocabulary()).mentions(text);
        assert!(found.all.is_empty(), "{text}: {:#?}", found.all);
    }
}

#[test]
fn what_a_sentence_counts() {
    for (text, expected) in [
        ("招聘会五场 5 万元", "招聘会 | 五场 | \n招聘会 | 5 万元 | \n"),
        ("共涉及 5所学校", "共涉及 | 5所 | 学校\n"),
        ("新疆金领技工学校：1.2 万元", "新疆金领技工学校 | 1.2 万元 | \n"),
        (
            "7.2024 年大赛 184.69 万元（奖金 55.5 万元）",
            "2024年大赛 | 184.69 万元 | \n奖金 | 55.5 万元 |  in bracket 0\n",
        ),
        ("按生均1000元/生/学期标准", "按生均 | 1000元/生/学期 | 标准\n"),
        ("80000 份×25 元/份=200 万元", " | 80000 份 | \n | 25 元/份 |  Times\n | =200 万元 |  Equals\n"),
        ("培训近2万人次", "培训 | 近2万人次 |  about\n"),
        ("转递（邮寄）3300 份", "转递 | 3300 份 | \n"),
        ("投入 1,286.27 万元", "投入 | 1,286.27 万元 | \n"),
    ] {
        assert_eq!(listed(text), expected, "{text}");
    }
}
