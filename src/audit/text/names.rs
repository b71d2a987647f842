//! Names, awards and years of a text that do not fit the table.

use super::label::core;
use super::narrative::{Narrative, agrees};
use super::{Row, is_plain};
use crate::audit::Audit;
use crate::cell::Mention;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::value::Quantity;
use std::cmp::Ordering;

/// What names of institutions end with.
const INSTITUTIONS: [&str; 14] = [
    "学校",
    "中学",
    "小学",
    "学院",
    "大学",
    "幼儿园",
    "医院",
    "卫生院",
    "中心",
    "公司",
    "合作社",
    "街道",
    "社区",
    "敬老院",
];

/// How many characters at the end of two names must be the same.
const SAME_END: usize = 5;
/// How much may stand before them.
const OTHER_HEAD: usize = 6;

impl Audit<'_> {
    pub(super) fn names(&mut self, told: &Narrative<'_>, rows: &[Row<'_>]) {
        self.institutions(told, rows);
        self.awards(told, rows);
        self.years(told);
    }

    /// The amount is that of a row, and the institution is called otherwise there.
    fn institutions(&mut self, told: &Narrative<'_>, rows: &[Row<'_>]) {
        let mut findings = Vec::new();
        for (_, mention) in told.all() {
            if !is_plain(mention) {
                continue;
            }
            let label = core(&mention.before);
            let institution = INSTITUTIONS.iter().any(|word| label.ends_with(word));
            if !institution || rows.iter().any(|row| row.core.contains(&label)) {
                continue;
            }
            let same_amount = |row: &&Row<'_>| {
                row.cell(told.side).is_some_and(|(cell, _)| {
                    cell.unit.is_some()
                        && agrees(&mention.quantity, cell, &self.vocabulary.units) == Some(true)
                })
            };
            let named =
                rows.iter().filter(same_amount).find_map(|row| Some((row, called(&label, &row.core)?)));
            let Some((row, name)) = named else { continue };
            let title = say!(
                "文中为“{label}”，金额相同的指标为“{name}”",
                "the text says “{label}”; the indicator of the same amount is “{name}”"
            );
            let before = mention.before.chars().count();
            let start = mention.at.start.saturating_sub(before);
            findings.push(
                Diagnostic::new(Code::OtherName, title)
                    .figure(&label)
                    .figure(&name)
                    .at(&told.place(&(start..mention.at.end)))
                    .related(&row.indicator.name.at, say!("指标名称", "the name of the indicator")),
            );
        }
        for finding in findings {
            self.found(finding);
        }
    }

    /// More awards than there were competitors.
    fn awards(&mut self, told: &Narrative<'_>, rows: &[Row<'_>]) {
        let awards: Vec<&Mention> =
            told.all().map(|(_, m)| m).filter(|m| is_plain(m) && core(&m.before).ends_with('奖')).collect();
        let (Some(first), Some(last)) = (awards.first(), awards.last()) else { return };
        let competitors = rows.iter().find(|row| {
            let name = &row.indicator.name.value;
            ["参赛", "选手", "参加竞赛", "参加比赛"].iter().any(|word| name.contains(word))
                && row.cell(told.side).is_some_and(|(cell, _)| {
                    super::narrative::comparable(&first.quantity, cell, &self.vocabulary.units)
                })
        });
        let Some((row, (cell, _))) = competitors.and_then(|row| Some((row, row.cell(told.side)?))) else {
            return;
        };
        let sum = awards.iter().try_fold(rust_decimal::Decimal::ZERO, |sum, award| {
            let same = award.quantity.unit.zip(first.quantity.unit).is_some_and(|(a, b)| a.scale == b.scale);
            sum.checked_add(award.quantity.number).filter(|_| same)
        });
        let Some(sum) = sum else { return };
        let all = Quantity { number: sum, unit: first.quantity.unit };
        if awards.len() < 2 || self.order(&all, cell) != Some(Ordering::Greater) {
            return;
        }
        let title = say!(
            "文中各奖项共 {sum} 名，多于指标“{name}”的 {cell}",
            "the awards in the text number {sum}, more than the {cell} of “{name}”",
            name = row.indicator.name.value,
            cell = row.printed(told.side)
        );
        let at = told.place(&(first.at.start..last.at.end));
        let finding = Diagnostic::new(Code::AwardsExceed, title)
            .figure(sum)
            .figure(row.printed(told.side))
            .at(&at)
            .related(&row.indicator.at, say!("参赛人数", "the number of competitors"));
        self.found(finding);
    }

    /// A year that lost a digit; a text that begins with the year of another table.
    fn years(&mut self, told: &Narrative<'_>) {
        let mut findings = Vec::new();
        for at in &told.mentions.broken_years {
            let title =
                say!("年份“{year}”缺少数字", "the year “{year}” lacks a digit", year = told.printed(at));
            findings
                .push(Diagnostic::new(Code::TextYear, title).figure(told.printed(at)).at(&told.place(at)));
        }
        if let (Some((year, at)), Some(of_table)) = (&told.mentions.year, self.assessment.year)
            && of_table.checked_sub(*year).is_some_and(|ago| (1..=5).contains(&ago))
            && !self.assessment.project.value.contains(&year.to_string())
            && !continues(told.text(), at.end)
        {
            let title = say!(
                "自评表为 {of_table} 年度，文字以“{year}”开头",
                "the table is for {of_table}; the text begins with “{year}”",
                year = told.printed(at)
            );
            findings
                .push(Diagnostic::new(Code::TextYear, title).figure(told.printed(at)).at(&told.place(at)));
        }
        for finding in findings {
            self.found(finding);
        }
    }
}

/// Whether a year at the head of a text begins a span (2022年以来, 2022年至2024年).
fn continues(text: &str, from: usize) -> bool {
    let rest: String = text.chars().skip(from).filter(|c| !c.is_whitespace()).take(2).collect();
    ["以来", "至", "到", "-", "—", "~", "、", "起", "底", "末", "结转", "，2"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// The name that a row gives to what a label calls otherwise: the same end, another head.
fn called(label: &str, row: &str) -> Option<String> {
    let characters: Vec<char> = label.chars().collect();
    let most = characters.len().checked_sub(1)?;
    let end = (SAME_END..=most).rev().find_map(|length| {
        let end: String = characters.get(characters.len().saturating_sub(length)..)?.iter().collect();
        row.contains(&end).then_some(end)
    })?;
    let (head, _) = row.split_once(&end)?;
    let short = |head: &str| (1..=OTHER_HEAD).contains(&head.chars().count());
    let own = label.strip_suffix(&end)?;
    (short(head) && short(own)).then(|| format!("{head}{end}"))
}
