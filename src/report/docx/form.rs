//! The official form, filled in as units hand it in: its scores are the recomputed ones.

use super::markup::{Cell, Joined, Table, paragraph};
use crate::assessment::{Indicator, Money, Reason};
use crate::message::{Lang, Message};
use crate::place::Located;
use crate::report::{Project, explain};
use crate::say;
use rust_decimal::Decimal;

/// Nine columns: label, class, group, indicator, target, actual, weight, score, reason.
const WIDTHS: [u32; 9] = [700, 950, 1100, 1550, 1400, 1400, 580, 900, 1326];

/// What an upright page leaves below the title.
const HEIGHT: u32 = 13_700;

/// One project.
pub(super) fn form(project: &Project<'_>, lang: Lang) -> String {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let assessment = project.assessment;
    let mut out =
        paragraph("FormTitle", &words(say!("项目支出绩效自评表", "Self-evaluation of project expenditure")));
    let year =
        assessment.year.map(|year| say!("（{year}年度）", "({year})", year = year)).unwrap_or_default();
    out.push_str(&paragraph("FormYear", &words(year)));
    let mut table = Table::new(&WIDTHS);
    table.row(
        false,
        &[
            Cell::head(words(say!("项目名称", "project"))).over(2),
            Cell::middle(assessment.project.value.clone()).over(7),
        ],
    );
    table.row(
        false,
        &[
            Cell::head(words(say!("主管部门", "department"))).over(2),
            Cell::middle(assessment.department.clone().unwrap_or_default()).over(3),
            Cell::head(words(say!("实施单位", "unit"))),
            Cell::middle(assessment.unit.clone().unwrap_or_default()).over(3),
        ],
    );
    funds(&mut table, project, &words);
    goals(&mut table, project, &words);
    indicators(&mut table, project, &words);
    let total = &project.scorecard.total;
    table.row(
        false,
        &[
            Cell::head(words(say!("总分", "total"))).over(6),
            Cell::middle(total.weight.normalize().to_string()),
            Cell::middle(crate::report::figure::total(total)),
            Cell::middle(""),
        ],
    );
    out.push_str(&table.within(HEIGHT));
    out
}

fn funds(table: &mut Table<'_>, project: &Project<'_>, words: &impl Fn(Message) -> String) {
    let funds = &project.assessment.funds;
    let unit = funds.unit.as_deref().unwrap_or("万元");
    let label = words(say!("项目资金\n（{unit}）", "funds\n({unit})", unit = unit));
    let head = |message| Cell::head(words(message));
    table.row(
        false,
        &[
            Cell::head(label).joined(Joined::Begins),
            Cell::head("").over(2),
            head(say!("年初预算数", "initial budget")),
            head(say!("全年预算数", "budget")),
            head(say!("全年执行数", "executed")),
            head(say!("分值", "weight")),
            head(say!("执行率", "rate")),
            head(say!("得分", "score")),
        ],
    );
    let execution = &project.scorecard.execution;
    let line = |name: String, money: &Money, rest: [String; 3]| {
        let amount = |amount: &Option<Located<Decimal>>| Cell::middle(figure(amount.as_ref()));
        let [weight, rate, score] = rest.map(Cell::middle);
        let label = Cell::head("").joined(Joined::Goes);
        let name = Cell::text(name).over(2);
        [
            label,
            name,
            amount(&money.initial),
            amount(&money.budget),
            amount(&money.executed),
            weight,
            rate,
            score,
        ]
    };
    let rate = explain::rate(project).unwrap_or_default();
    let all = words(say!("年度资金总额", "all funds of the year"));
    let rest = [execution.weight.to_string(), rate, number(execution.score)];
    table.row(false, &line(all, &funds.total, rest));
    for (index, source) in funds.sources.iter().enumerate() {
        let name = &source.name;
        let among = index == 0 && !name.starts_with("其中");
        let name = if among {
            words(say!("其中：{name}", "of which: {name}", name = name))
        } else {
            name.clone()
        };
        table.row(false, &line(name, &source.money, ["—", "—", "—"].map(str::to_owned)));
    }
}

fn goals(table: &mut Table<'_>, project: &Project<'_>, words: &impl Fn(Message) -> String) {
    let goals = &project.assessment.goals;
    let told =
        |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    table.row(
        false,
        &[
            Cell::head(words(say!("年度总体目标", "goals of the year"))).joined(Joined::Begins),
            Cell::head(words(say!("预期目标", "expected"))).over(4),
            Cell::head(words(say!("实际完成情况", "achieved"))).over(4),
        ],
    );
    table.row(
        false,
        &[
            Cell::head("").joined(Joined::Goes),
            Cell::text(told(&goals.expected)).over(4),
            Cell::text(told(&goals.achieved)).over(4),
        ],
    );
}

fn indicators(table: &mut Table<'_>, project: &Project<'_>, words: &impl Fn(Message) -> String) {
    let heads = [
        say!("一级指标", "class"),
        say!("二级指标", "group"),
        say!("三级指标", "indicator"),
        say!("年度指标值", "target"),
        say!("实际完成值", "actual"),
        say!("分值", "weight"),
        say!("得分", "score"),
        say!("偏差原因分析及改进措施", "reason for the deviation"),
    ];
    let label = Cell::head(words(say!("绩效指标", "indicators"))).joined(Joined::Begins);
    let heads: Vec<Cell> = std::iter::once(label).chain(heads.map(|head| Cell::head(words(head)))).collect();
    table.row(false, &heads);
    let text =
        |cell: &Option<Located<String>>| cell.as_ref().map(|cell| cell.value.clone()).unwrap_or_default();
    let mut before: Option<&Indicator> = None;
    for (row, score) in project.assessment.indicators.iter().zip(&project.scorecard.rows) {
        // Equal neighbours are one cell; a group ends with its class, a class with its goal.
        let same_class = before.is_some_and(|before| {
            text(&before.goal) == text(&row.goal) && text(&before.class) == text(&row.class)
        });
        let same_group = same_class && before.is_some_and(|before| text(&before.group) == text(&row.group));
        let joined = |same| if same { Joined::Goes } else { Joined::Begins };
        before = Some(row);
        let reason = match &row.reason {
            Reason::Absent => String::new(),
            Reason::Given => words(say!("（见原表）", "(given in the table)")),
            Reason::Text(reason) => reason.value.clone(),
        };
        let shown = score.score.map_or_else(
            || if score.unscored.is_some() { String::new() } else { text(&row.actual) },
            |score| score.to_string(),
        );
        table.row(
            false,
            &[
                Cell::head("").joined(Joined::Goes),
                Cell::middle(text(&row.class)).joined(joined(same_class)),
                Cell::middle(text(&row.group)).joined(joined(same_group)),
                Cell::text(row.name.value.clone()),
                Cell::middle(text(&row.target)),
                Cell::middle(text(&row.actual)),
                Cell::middle(figure(row.weight.as_ref())),
                Cell::middle(shown),
                Cell::text(reason),
            ],
        );
    }
}

fn figure(figure: Option<&Located<Decimal>>) -> String {
    number(figure.map(|figure| figure.value))
}

fn number(number: Option<Decimal>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
