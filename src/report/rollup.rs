//! Several units' tables as one: what was brought together, how, and the means beside it.

use super::figure::{self, thousands};
use super::grade_name;
use super::table::{LINES, portfolio, shortened};
use crate::assessment::Assessment;
use crate::embedded::vocabulary;
use crate::evaluation::{Evaluation, Record};
use crate::message::{Lang, Message};
use crate::place::Located;
use crate::policy::Policy;
use crate::rollup::{Combined, Means, RolledRow, RolledUp, Uncombined, means_of};
use crate::say;
use crate::scoring::Scorecard;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};
use rust_decimal::Decimal;
use serde::Serialize;
use std::fmt::Write;

/// A project that several units filed, as one.
#[derive(Debug)]
pub struct RolledProject<'a> {
    /// The policy of all.
    pub policy: &'a Policy,
    /// The table of each unit.
    pub units: Vec<&'a Evaluation<'a>>,
    /// All of them together.
    pub whole: RolledUp,
}

/// For a terminal: each project of several units, then the whole of what was given.
pub fn rollup_text(rolled: &[RolledProject<'_>], all: &[Evaluation<'_>], lang: Lang) -> String {
    let mut out = String::new();
    for project in rolled {
        let count = project.units.len();
        let units = say!("{count} 个单位", "units: {count}");
        let _ = writeln!(out, "■ {}  {}", project.whole.table.project.value, units.in_lang(lang));
        let _ = writeln!(out, "{}", units_table(project, lang));
        let _ = writeln!(out, "{}", means(project.whole.mean).in_lang(lang));
        let _ = writeln!(out, "{}\n", rows_table(&project.whole, lang));
    }
    if rolled.is_empty() {
        let none = say!(
            "没有由多个单位填报的项目：项目名称、年度和评分办法均相同的表才汇总为一张",
            "no project was reported by several units: tables of the same name, year and policy are \
             combined into one"
        );
        let _ = writeln!(out, "{}", none.in_lang(lang));
    }
    let _ = writeln!(out, "{}", portfolio(all).in_lang(lang));
    let _ = writeln!(out, "{}", means(whole(all)).in_lang(lang));
    out
}

fn units_table(project: &RolledProject<'_>, lang: Lang) -> Table {
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Disabled);
    let head = [
        say!("单位", "unit"),
        say!("预算", "budget"),
        say!("执行", "executed"),
        say!("得分", "score"),
        say!("等级", "grade"),
    ];
    table.set_header(head.iter().enumerate().map(|(column, name)| aligned(name.in_lang(lang), column)));
    let mut line = |name: &str, assessment: &Assessment, card: &Scorecard| {
        let money = &assessment.funds.total;
        let amount = |figure: Option<&Located<Decimal>>| {
            figure.map_or_else(|| "—".to_owned(), |figure| thousands(figure.value))
        };
        let grade = card.grade.map(grade_name);
        let cells = [
            shortened(name, 36),
            amount(money.budget.as_ref()),
            amount(money.executed.as_ref()),
            figure::total(&card.total),
            grade.map_or_else(|| "—".to_owned(), |grade| grade.in_lang(lang).to_owned()),
        ];
        table.add_row(cells.iter().enumerate().map(|(column, text)| aligned(text, column)));
    };
    for unit in &project.units {
        line(&filed_by(unit), unit.assessment, &unit.scorecard);
    }
    let whole = say!("先汇总、后计分", "combined, then scored");
    line(whole.in_lang(lang), &project.whole.table, &project.whole.scorecard);
    table
}

fn rows_table(whole: &RolledUp, lang: Lang) -> Table {
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Disabled);
    let head = [
        say!("指标", "indicator"),
        say!("指标值", "target"),
        say!("完成值", "actual"),
        say!("分值", "weight"),
        say!("得分", "score"),
    ];
    let mut cells: Vec<Cell> =
        head.iter().enumerate().map(|(column, name)| aligned(name.in_lang(lang), column)).collect();
    cells.push(Cell::new(say!("汇总方式", "method").in_lang(lang)));
    table.set_header(cells);
    for ((indicator, row), scored) in
        whole.table.indicators.iter().zip(&whole.rows).zip(&whole.scorecard.rows)
    {
        let text = |cell: Option<&Located<String>>| {
            cell.map_or_else(|| "—".to_owned(), |cell| shortened(&cell.value, 24))
        };
        let points =
            |points: Option<Decimal>| points.map_or_else(|| "—".to_owned(), |points| points.to_string());
        let figures = [
            shortened(&indicator.name.value, 30),
            text(indicator.target.as_ref()),
            text(indicator.actual.as_ref()),
            points(indicator.weight.as_ref().map(|weight| weight.value)),
            points(scored.score),
        ];
        let mut cells: Vec<Cell> =
            figures.iter().enumerate().map(|(column, text)| aligned(text, column)).collect();
        cells.push(Cell::new(how(row).in_lang(lang)));
        table.add_row(cells);
    }
    table
}

/// Names to the left, figures to the right.
fn aligned(text: &str, column: usize) -> Cell {
    let side = if column == 0 { CellAlignment::Left } else { CellAlignment::Right };
    Cell::new(text).set_alignment(side)
}

/// The unit that filed a table: its name, else its file.
fn filed_by(unit: &Evaluation<'_>) -> String {
    let file = unit.assessment.source.as_deref().unwrap_or("—");
    unit.assessment.unit.clone().unwrap_or_else(|| file.to_owned())
}

fn how(row: &RolledRow) -> Message {
    let how = match row.combined {
        Combined::Alone => say!("仅一个单位有此指标", "only one unit has it"),
        Combined::Added => say!("各单位相加", "added"),
        Combined::Averaged => say!("按资金加权平均", "mean weighted by budget"),
        Combined::MeanOfScores(why) => {
            let why = why_not(why);
            say!(
                "得分按资金加权平均（{zh}）",
                "mean of the scores weighted by budget ({en})",
                zh = why.zh,
                en = why.en
            )
        }
    };
    let count = row.units;
    let (mut zh, mut en) = (how.zh, how.en);
    if count > 1 {
        zh = format!("{zh}，{count} 个单位");
        en = format!("{en}, {count} units");
    }
    if row.weights_differ {
        zh.push_str("；分值不一，取第一个单位的分值");
        en.push_str("; the weights differ, that of the first unit is taken");
    }
    Message { zh, en }
}

fn why_not(why: Uncombined) -> Message {
    match why {
        Uncombined::NotNumbers => say!("不是数值", "not numbers"),
        Uncombined::Operators => say!("各表比较符号不同", "the operators differ"),
        Uncombined::Units => say!("计量单位不能合并", "the units of measure cannot be combined"),
        Uncombined::NoFunds => say!("缺少预算数，无法加权", "a budget for the weighting is missing"),
    }
}

fn means(mean: Means) -> Message {
    let text = |mean: Option<Decimal>| mean.map_or_else(|| "—".to_owned(), |mean| mean.to_string());
    say!(
        "各表得分的平均：{plain}；按预算加权平均：{by_funds}（仅供对照，未见文件以此作为总分）",
        "mean of the scores: {plain}; weighted by budget: {by_funds} (for comparison only: no known \
         document takes either as the total)",
        plain = text(mean.plain),
        by_funds = text(mean.by_funds)
    )
}

/// The means of everything that was given.
fn whole(all: &[Evaluation<'_>]) -> Means {
    let filed: Vec<_> = all.iter().map(|project| (project.assessment, &project.scorecard)).collect();
    let policy = all.first().map(|project| project.policy);
    policy.map(|policy| means_of(&filed, policy, vocabulary())).unwrap_or_default()
}

/// For programs: each project of several units in the shape of `score`, with its units and how its rows came about.
///
/// # Errors
/// Those of the JSON writer.
pub fn rollup_json(
    rolled: &[RolledProject<'_>],
    all: &[Evaluation<'_>],
    lang: Lang,
) -> serde_json::Result<String> {
    let wholes: Vec<Evaluation<'_>> = rolled.iter().map(as_project).collect();
    let projects = rolled.iter().zip(&wholes).map(|(rolled, whole)| Rolled {
        project: whole.record(lang),
        units: rolled.units.iter().map(|unit| Unit::of(unit)).collect(),
        rows: rolled.whole.rows.iter().map(Row::of).collect(),
        mean: rolled.whole.mean.into(),
    });
    let output = Output { projects: projects.collect(), tables: all.len(), mean: whole(all).into() };
    serde_json::to_string_pretty(&output).map(|text| text + "\n")
}

fn as_project<'a>(rolled: &'a RolledProject<'a>) -> Evaluation<'a> {
    Evaluation::of_scores(&rolled.whole.table, rolled.policy, rolled.whole.scorecard.clone())
}

#[derive(Serialize)]
struct Output<'a> {
    projects: Vec<Rolled<'a>>,
    tables: usize,
    mean: Mean,
}

#[derive(Serialize)]
struct Rolled<'a> {
    #[serde(flatten)]
    project: Record<'a>,
    units: Vec<Unit<'a>>,
    rows: Vec<Row>,
    mean: Mean,
}

#[derive(Serialize)]
struct Unit<'a> {
    name: String,
    source: Option<&'a str>,
    budget: Option<Decimal>,
    executed: Option<Decimal>,
    score: Option<Decimal>,
}

impl<'a> Unit<'a> {
    fn of(unit: &'a Evaluation<'a>) -> Self {
        let money = &unit.assessment.funds.total;
        Self {
            name: filed_by(unit),
            source: unit.assessment.source.as_deref(),
            budget: money.budget.as_ref().map(|budget| budget.value),
            executed: money.executed.as_ref().map(|executed| executed.value),
            score: unit.scorecard.total.score,
        }
    }
}

#[derive(Serialize)]
struct Row {
    combined: &'static str,
    why: Option<&'static str>,
    units: usize,
    weights_differ: bool,
}

impl Row {
    const fn of(row: &RolledRow) -> Self {
        let (combined, why) = match row.combined {
            Combined::Alone => ("alone", None),
            Combined::Added => ("added", None),
            Combined::Averaged => ("averaged", None),
            Combined::MeanOfScores(Uncombined::NotNumbers) => ("mean_of_scores", Some("not_numbers")),
            Combined::MeanOfScores(Uncombined::Operators) => ("mean_of_scores", Some("operators")),
            Combined::MeanOfScores(Uncombined::Units) => ("mean_of_scores", Some("units")),
            Combined::MeanOfScores(Uncombined::NoFunds) => ("mean_of_scores", Some("no_funds")),
        };
        Self { combined, why, units: row.units, weights_differ: row.weights_differ }
    }
}

#[derive(Serialize)]
struct Mean {
    plain: Option<Decimal>,
    by_funds: Option<Decimal>,
}

impl From<Means> for Mean {
    fn from(Means { plain, by_funds }: Means) -> Self {
        Self { plain, by_funds }
    }
}
