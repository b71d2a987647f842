//! The table of projects for a terminal, and the portfolio's line below it.

use super::figure::thousands;
use super::{explain, grade_name};
use crate::diagnostic::Severity;
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::say;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use rust_decimal::Decimal;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line above, below and under the heading; none between the rows.
pub(super) const LINES: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// The table of projects; `width` is that of the terminal in columns.
pub fn table(projects: &[Evaluation<'_>], lang: Lang, width: usize) -> String {
    let headings = [
        say!("项目", "project"),
        say!("预算", "budget"),
        say!("执行", "executed"),
        say!("执行率", "rate"),
        say!("执行分", "points"),
        say!("重算", "score"),
        say!("自评", "reported"),
        say!("差", "diff"),
        say!("等级", "grade"),
        say!("问题", "findings"),
    ];
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(headings.iter().enumerate().map(|(column, heading)| {
        let side = if column == 0 { CellAlignment::Left } else { side_of(column.saturating_sub(1)) };
        Cell::new(heading.in_lang(lang)).set_alignment(side)
    }));
    let rows: Vec<[String; 9]> = projects.iter().map(|project| figures(project, lang)).collect();
    // What the figures leave is the name's.
    let taken: usize = (0_usize..9)
        .map(|column| {
            let heading =
                headings.get(column.saturating_add(1)).map_or(0, |heading| heading.in_lang(lang).width());
            let widest = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
            widest.unwrap_or(0).max(heading).saturating_add(3)
        })
        .sum();
    let room = width.saturating_sub(taken).saturating_sub(2).max(20);
    for (project, row) in projects.iter().zip(rows) {
        let mut cells = vec![Cell::new(shortened(&project.assessment.project.value, room))];
        cells.extend(
            row.into_iter().enumerate().map(|(column, text)| Cell::new(text).set_alignment(side_of(column))),
        );
        table.add_row(cells);
    }
    format!("{table}\n{}\n", portfolio(projects).in_lang(lang))
}

/// Figures stand to the right, the grade in the middle.
const fn side_of(column: usize) -> CellAlignment {
    if column == GRADE { CellAlignment::Center } else { CellAlignment::Right }
}

/// The column of the grade among the figures.
const GRADE: usize = 7;

fn figures(project: &Evaluation<'_>, lang: Lang) -> [String; 9] {
    let dash = || "—".to_owned();
    let scorecard = &project.scorecard;
    let money = &project.assessment.funds.total;
    let amount = |figure: Option<&crate::place::Located<Decimal>>| {
        figure.map_or_else(dash, |figure| thousands(figure.value))
    };
    let total = &scorecard.total;
    let score = super::figure::total(total);
    let claimed = project.assessment.claimed.total.as_ref().map(|claimed| claimed.value);
    let difference = match (total.score, claimed) {
        (Some(score), Some(claimed)) => match score.checked_sub(claimed) {
            Some(difference) if difference.is_zero() => "0".to_owned(),
            Some(difference) => format!("≠ {difference:+}"),
            None => dash(),
        },
        _ => dash(),
    };
    [
        amount(money.budget.as_ref()),
        amount(money.executed.as_ref()),
        explain::rate(project).unwrap_or_else(dash),
        scorecard.execution.score.map_or_else(dash, |score| score.to_string()),
        score,
        claimed.map_or_else(dash, |claimed| claimed.to_string()),
        difference,
        scorecard.grade.map_or_else(dash, |grade| grade_name(grade).in_lang(lang).to_owned()),
        findings(project),
    ]
}

/// How many errors, warnings and notes: `2!` `1?` `3·`.
fn findings(project: &Evaluation<'_>) -> String {
    let count = |severity| project.findings.iter().filter(|finding| finding.severity == severity).count();
    let marks =
        [(count(Severity::Error), '!'), (count(Severity::Warning), '?'), (count(Severity::Note), '·')];
    let marks: Vec<String> =
        marks.iter().filter(|(n, _)| *n > 0).map(|(n, mark)| format!("{n}{mark}")).collect();
    if marks.is_empty() { "0".to_owned() } else { marks.join(" ") }
}

/// A text cut to so many columns of a terminal; in its middle, for names of one series differ at their ends.
pub(super) fn shortened(text: &str, room: usize) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if flat.width() <= room {
        return flat;
    }
    let half = room.saturating_sub(1) / 2;
    let head = fitting(flat.chars(), half);
    let tail: String =
        fitting(flat.chars().rev(), room.saturating_sub(1).saturating_sub(half)).chars().rev().collect();
    format!("{head}…{tail}")
}

/// The first characters that fit into so many columns.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> String {
    let mut left = room;
    characters
        .map_while(|character| {
            left = left.checked_sub(character.width().unwrap_or(0))?;
            Some(character)
        })
        .collect()
}

/// The line that ends the table: projects, mean, funds, differences.
pub(super) fn portfolio(projects: &[Evaluation<'_>]) -> Message {
    let number = projects.len();
    let totals: Vec<Decimal> = projects.iter().filter_map(|project| project.scorecard.total.score).collect();
    let sum = totals.iter().try_fold(Decimal::ZERO, |sum, next| sum.checked_add(*next));
    let mean = sum
        .and_then(|sum| sum.checked_div(Decimal::from(totals.len())))
        .map(|mean| mean.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
    let mean = mean.map_or_else(|| "—".to_owned(), |mean| format!("{mean:.2}"));
    let differing = projects
        .iter()
        .filter(|project| {
            let claimed = project.assessment.claimed.total.as_ref().map(|claimed| claimed.value);
            matches!((project.scorecard.total.score, claimed), (Some(score), Some(claimed)) if score != claimed)
        })
        .count();
    let unscored: usize = projects.iter().map(|project| project.scorecard.total.unscored).sum();
    let funds = funds(projects);
    let (uz, ue) = if unscored > 0 {
        (format!("，无法计分 {unscored} 项"), format!("; rows that cannot be scored: {unscored}"))
    } else {
        Default::default()
    };
    say!(
        "合计：{number} 个项目，平均 {mean} 分，{fz}，总分不一致 {differing} 个{uz}",
        "in all: projects {number}; mean {mean}; {fe}; totals that differ: {differing}{ue}",
        fz = funds.zh,
        fe = funds.en
    )
}

/// The funds of all projects, where they are in one unit.
fn funds(projects: &[Evaluation<'_>]) -> Message {
    let mut units: Vec<&str> = projects.iter().map(|project| project.assessment.funds.money_unit()).collect();
    units.sort_unstable();
    units.dedup();
    let [unit] = units.as_slice() else {
        return say!("资金单位不一致，未合计", "funds in different units, not added up");
    };
    let sum = |figure: fn(&crate::assessment::Money) -> Option<Decimal>| {
        projects
            .iter()
            .filter_map(|project| figure(&project.assessment.funds.total))
            .try_fold(Decimal::ZERO, Decimal::checked_add)
            .map_or_else(|| "—".to_owned(), thousands)
    };
    let budget = sum(|money| money.budget.as_ref().map(|figure| figure.value));
    let executed = sum(|money| money.executed.as_ref().map(|figure| figure.value));
    say!("预算 {budget} {unit}，执行 {executed} {unit}", "budget {budget} {unit}, executed {executed} {unit}")
}
