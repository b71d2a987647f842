//! The official form, filled in as units hand it in: its scores are the recomputed ones.
//!
//! A figure that agrees with the printed one keeps its decimals: who wrote `10` need not read `10.00`.

use super::columns::{Column, Columns};
use super::markup::{Cell, Joined, Table, paragraph};
use crate::assessment::{Indicator, Money, Reason};
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::place::Located;
use crate::policy::NotApplicableAward;
use crate::report::explain;
use crate::report::level::Level;
use crate::say;
use rust_decimal::Decimal;

/// What an upright page leaves below the title.
const HEIGHT: u32 = 13_700;

/// One project.
pub(super) fn form(project: &Evaluation<'_>, lang: Lang) -> String {
    let assessment = project.assessment;
    let form = Form { project, columns: Columns::of(assessment), lang };
    let title = form.words(&say!("项目支出绩效自评表", "Self-evaluation of project expenditure"));
    let mut out = paragraph("FormTitle", &title);
    let year = assessment.year.map(|year| say!("（{year}年度）", "({year})"));
    out.push_str(&paragraph("FormYear", &form.words(&year.unwrap_or_default())));
    let widths = form.columns.widths();
    let mut table = Table::new(&widths);
    form.head(&mut table);
    form.funds(&mut table);
    form.goals(&mut table);
    form.indicators(&mut table);
    form.total(&mut table);
    out.push_str(&table.within(HEIGHT));
    out
}

struct Form<'a> {
    project: &'a Evaluation<'a>,
    columns: Columns,
    lang: Lang,
}

impl Form<'_> {
    fn words(&self, message: &Message) -> String {
        message.in_lang(self.lang).to_owned()
    }

    /// A label of the form, over the columns from one to another.
    fn label(&self, message: &Message, from: Column, to: Column) -> Cell {
        Cell::head(self.words(message)).over(self.columns.count(from, to))
    }

    fn head(&self, table: &mut Table<'_>) {
        let assessment = self.project.assessment;
        let over = |from, to| self.columns.count(from, to);
        let name = Cell::middle(assessment.project.value.clone()).over(over(Column::Group, Column::Reason));
        let label = |message: &Message| self.label(message, Column::Label, Column::Class);
        table.row(false, &[label(&say!("项目名称", "project")), name]);
        let department = Cell::middle(assessment.department.clone().unwrap_or_default());
        let unit = Cell::middle(assessment.unit.clone().unwrap_or_default());
        table.row(
            false,
            &[
                label(&say!("主管部门", "department")),
                department.over(over(Column::Group, Column::Unit)),
                self.label(&say!("实施单位", "unit"), Column::Actual, Column::Actual),
                unit.over(over(Column::Weight, Column::Reason)),
            ],
        );
    }

    fn funds(&self, table: &mut Table<'_>) {
        use Column::{Actual, Group, Name, Operator, Purpose, Reason, Score, Target, Unit, Weight};
        let Evaluation { assessment, scorecard, .. } = self.project;
        let (funds, claimed) = (&assessment.funds, &assessment.claimed);
        let unit = funds.money_unit();
        let label = self.words(&say!("项目资金\n（{unit}）", "funds\n({unit})"));
        table.row(
            false,
            &[
                Cell::head(label).joined(Joined::Begins),
                Cell::head("").over(self.columns.count(Purpose, Group)),
                self.label(&say!("年初预算数", "initial budget"), Name, Operator),
                self.label(&say!("全年预算数", "budget"), Target, Unit),
                self.label(&say!("全年执行数", "executed"), Actual, Actual),
                self.label(&say!("分值", "weight"), Weight, Weight),
                self.label(&say!("执行率", "rate"), Score, Score),
                self.label(&say!("得分", "score"), Reason, Reason),
            ],
        );
        let line = |name: String, money: &Money, rest: [String; 3]| {
            let amount = |amount: &Option<Located<Decimal>>, from, to| {
                Cell::middle(figure(amount.as_ref())).over(self.columns.count(from, to))
            };
            let [weight, rate, score] = rest.map(Cell::middle);
            [
                Cell::head("").joined(Joined::Goes),
                Cell::text(name).over(self.columns.count(Purpose, Group)),
                amount(&money.initial, Name, Operator),
                amount(&money.budget, Target, Unit),
                amount(&money.executed, Actual, Actual),
                weight,
                rate,
                score,
            ]
        };
        let execution = &scorecard.execution;
        let rest = [
            kept(Some(execution.weight), funds.weight.as_ref()),
            explain::rate(self.project).unwrap_or_default(),
            kept(execution.score, claimed.execution.as_ref()),
        ];
        let all = self.words(&say!("年度资金总额", "all funds of the year"));
        table.row(false, &line(all, &funds.total, rest));
        for (index, source) in funds.sources.iter().enumerate() {
            let name = &source.name;
            let among = index == 0 && !name.starts_with("其中");
            let name =
                if among { self.words(&say!("其中：{name}", "of which: {name}")) } else { name.clone() };
            table.row(false, &line(name, &source.money, ["—", "—", "—"].map(str::to_owned)));
        }
    }

    fn goals(&self, table: &mut Table<'_>) {
        let goals = &self.project.assessment.goals;
        let halves = [(Column::Purpose, Column::Unit), (Column::Actual, Column::Reason)];
        let heads = [say!("预期目标", "expected"), say!("实际完成情况", "achieved")];
        let [expected, achieved] = heads.map(|head| Cell::head(self.words(&head)));
        let [left, right] = halves.map(|(from, to)| self.columns.count(from, to));
        let label = Cell::head(self.words(&say!("年度总体目标", "goals of the year")));
        table.row(false, &[label.joined(Joined::Begins), expected.over(left), achieved.over(right)]);
        let told = |words: Option<&Located<String>>| Cell::text(text(words));
        let label = Cell::head("").joined(Joined::Goes);
        table.row(
            false,
            &[label, told(goals.expected.as_ref()).over(left), told(goals.achieved.as_ref()).over(right)],
        );
    }

    fn indicators(&self, table: &mut Table<'_>) {
        let label = Cell::head(self.words(&say!("绩效指标", "performance"))).joined(Joined::Begins);
        let heads = self.columns.all().filter_map(|column| Some(Cell::head(self.words(&column.heading()?))));
        table.row(false, &std::iter::once(label).chain(heads).collect::<Vec<_>>());
        let rows = &self.project.assessment.indicators;
        let (classes, groups) = (Level::classes(rows), Level::groups(rows));
        let mut before: Option<&Indicator> = None;
        for (index, (row, score)) in rows.iter().zip(&self.project.scorecard.rows).enumerate() {
            // Equal neighbours are one cell; a group ends with its class, a class with its goal.
            let same_goal =
                before.is_some_and(|before| text(before.goal.as_ref()) == text(row.goal.as_ref()));
            let same_class = same_goal
                && before.is_some_and(|before| text(before.class.as_ref()) == text(row.class.as_ref()));
            let same_group = same_class
                && before.is_some_and(|before| text(before.group.as_ref()) == text(row.group.as_ref()));
            let joined = |same| if same { Joined::Goes } else { Joined::Begins };
            before = Some(row);
            // What has neither score nor fault does not apply.
            let counts_in_full = self.project.policy.not_applicable.award == NotApplicableAward::Full;
            let score = match score.score {
                Some(score) => kept(Some(score), row.claimed.as_ref()),
                None if score.unscored.is_some() => String::new(),
                None if counts_in_full => figure(row.weight.as_ref()),
                None => "—".to_owned(),
            };
            let cell = |column| match column {
                Column::Label => Cell::head("").joined(Joined::Goes),
                Column::Purpose => Cell::middle(text(row.goal.as_ref())).joined(joined(same_goal)),
                Column::Class => Cell::middle(classes.shown(index).to_owned()).joined(joined(same_class)),
                Column::Group => Cell::middle(groups.shown(index).to_owned()).joined(joined(same_group)),
                Column::Name => Cell::text(row.name.value.clone()),
                Column::Operator => Cell::middle(text(row.operator.as_ref())),
                Column::Target => Cell::middle(text(row.target.as_ref())),
                Column::Unit => Cell::middle(text(row.unit.as_ref())),
                Column::Actual => Cell::middle(text(row.actual.as_ref())),
                Column::Weight => Cell::middle(figure(row.weight.as_ref())),
                Column::Score => Cell::middle(score.clone()),
                Column::Reason => Cell::text(match &row.reason {
                    Reason::Absent => String::new(),
                    Reason::Given => self.words(&say!("（见原表）", "(given in the table)")),
                    Reason::Text(reason) => reason.value.clone(),
                }),
            };
            table.row(false, &self.columns.all().map(cell).collect::<Vec<_>>());
        }
    }

    fn total(&self, table: &mut Table<'_>) {
        let (total, claimed) = (&self.project.scorecard.total, &self.project.assessment.claimed);
        let score = match total.score {
            Some(score) => kept(Some(score), claimed.total.as_ref()),
            None => crate::report::figure::total(total),
        };
        table.row(
            false,
            &[
                self.label(&say!("总分", "total"), Column::Label, Column::Actual),
                Cell::middle(kept(Some(total.weight.normalize()), claimed.weight.as_ref())),
                Cell::middle(score),
                Cell::middle(""),
            ],
        );
    }
}

fn text(cell: Option<&Located<String>>) -> String {
    cell.map(|cell| cell.value.clone()).unwrap_or_default()
}

fn figure(figure: Option<&Located<Decimal>>) -> String {
    figure.map(|figure| figure.value.to_string()).unwrap_or_default()
}

/// What was computed, as it is printed where both agree.
fn kept(computed: Option<Decimal>, printed: Option<&Located<Decimal>>) -> String {
    let same = computed.zip(printed).is_some_and(|(computed, printed)| computed == printed.value);
    if same { figure(printed) } else { computed.map(|figure| figure.to_string()).unwrap_or_default() }
}
