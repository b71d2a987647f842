//! An evaluation as programs read it: what `score --format json` prints of a project. Decimals are strings.

use super::{ChosenBy, EvaluatedRow, Evaluation};
use crate::assessment::Grade;
use crate::cell::Op;
use crate::diagnostic::Flat;
use crate::message::Lang;
use crate::place::{Located, Place, Table};
use crate::scoring::{Evidence, Status, Unscored};
use crate::value::RoundingMode;
use rust_decimal::Decimal;
use serde::Serialize;

/// A project with all that came of it, in one language. It is there to be serialised.
#[derive(Debug, Clone, Serialize)]
pub struct Record<'a> {
    name: &'a str,
    year: Option<i32>,
    policy: &'a str,
    policy_chosen_by: Option<ChosenBy>,
    source: Option<&'a str>,
    file: Option<&'a str>,
    unit: Option<&'a str>,
    department: Option<&'a str>,
    money: &'a str,
    execution: Execution,
    indicators: Vec<Indicator<'a>>,
    total: Total,
    grade: Option<Grade>,
    findings: Vec<Flat<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct Execution {
    budget: Option<Decimal>,
    executed: Option<Decimal>,
    rate: Option<String>,
    weight: Decimal,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
}

#[derive(Debug, Clone, Serialize)]
struct Indicator<'a> {
    class: Option<&'a str>,
    group: Option<&'a str>,
    name: &'a str,
    target: Option<&'a str>,
    actual: Option<&'a str>,
    operator: Option<&'a str>,
    unit: Option<&'a str>,
    weight: Option<Decimal>,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
    status: Status,
    reason: Option<&'static str>,
    rule: Option<&'a str>,
    op: Option<Op>,
    direction: Option<&'static str>,
    place: Option<Spot<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct Total {
    weight: Decimal,
    claimed_weight: Option<Decimal>,
    score: Option<Decimal>,
    claimed: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

/// A place, part by part; all counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Spot<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    column: u32,
}

impl<'a> Spot<'a> {
    /// Nothing where something was read nowhere.
    fn of(place: &'a Place) -> Option<Self> {
        match place {
            Place::Nowhere => None,
            Place::Text { line, column, .. } => {
                Some(Self { line: Some(*line), column: *column, ..Self::default() })
            }
            Place::Cell { on, row, column } => {
                let cell = Self { row: Some(*row), column: *column, ..Self::default() };
                Some(match on {
                    Table::Sheet(sheet) => Self { sheet: Some(sheet), ..cell },
                    Table::Numbered(table) => Self { table: Some(*table), ..cell },
                    Table::Page { page, table, .. } => {
                        Self { page: Some(*page), table: Some(*table), ..cell }
                    }
                })
            }
        }
    }
}

fn printed(figure: Option<&Located<Decimal>>) -> Option<Decimal> {
    figure.map(|figure| figure.value)
}

fn text(cell: Option<&Located<String>>) -> Option<&str> {
    cell.map(|cell| cell.value.as_str())
}

impl Evaluation<'_> {
    /// What is serialised of it, with the messages of its findings in one language.
    ///
    /// ```
    /// use jixiao::evaluation::Evaluator;
    /// use jixiao::message::Lang;
    /// use jixiao::{decode, shipped};
    /// let text = "project: 甲\nindicators: [{name: 合格率, target: 90%, actual: 87%, weight: 90}]";
    /// let table = decode::assessment("a.yaml", text).value.expect("a table");
    /// let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
    /// let evaluation = Evaluator::new(shipped::vocabulary()).table(&table, policy);
    /// let json = serde_json::to_value(evaluation.record(Lang::En)).expect("JSON");
    /// let row = &json["indicators"][0];
    /// assert_eq!((&row["score"], &row["op"], &row["direction"]), (&"87.00".into(), &">=".into(), &"default".into()));
    /// ```
    pub fn record(&self, lang: Lang) -> Record<'_> {
        let Self { assessment, scorecard, findings, chosen_by, .. } = self;
        let (funds, claimed, total) = (&assessment.funds, &assessment.claimed, &scorecard.total);
        let rate = scorecard.execution.rate.and_then(|rate| rate.round(4, RoundingMode::HalfUp).ok());
        Record {
            name: &assessment.project.value,
            year: assessment.year,
            policy: &scorecard.policy,
            policy_chosen_by: *chosen_by,
            source: assessment.source.as_deref(),
            file: assessment.source.as_deref(),
            unit: assessment.unit.as_deref(),
            department: assessment.department.as_deref(),
            money: funds.money_unit(),
            execution: Execution {
                budget: printed(funds.total.budget.as_ref()),
                executed: printed(funds.total.executed.as_ref()),
                rate: rate.map(|rate| rate.to_string()),
                weight: scorecard.execution.weight,
                score: scorecard.execution.score,
                claimed: printed(claimed.execution.as_ref()),
            },
            indicators: self.rows().map(|row| self.indicator(row)).collect(),
            total: Total {
                weight: total.weight,
                claimed_weight: printed(claimed.weight.as_ref()),
                score: total.score,
                claimed: printed(claimed.total.as_ref()),
                low: total.low,
                high: total.high,
            },
            grade: scorecard.grade,
            findings: findings.iter().map(|finding| Flat::new(finding, lang)).collect(),
        }
    }

    fn indicator<'e>(&'e self, EvaluatedRow { indicator, score, .. }: EvaluatedRow<'e>) -> Indicator<'e> {
        let direction = score.facts.direction;
        Indicator {
            class: text(indicator.class.as_ref()),
            group: text(indicator.group.as_ref()),
            name: &indicator.name.value,
            target: text(indicator.target.as_ref()),
            actual: text(indicator.actual.as_ref()),
            operator: text(indicator.operator.as_ref()),
            unit: text(indicator.unit.as_ref()),
            weight: printed(indicator.weight.as_ref()),
            score: score.score,
            claimed: printed(indicator.claimed.as_ref()),
            status: score.status,
            reason: score.unscored.map(Unscored::as_str),
            rule: self.rule(score.rule),
            op: direction.map(|direction| direction.op),
            direction: direction.map(|direction| direction.from).map(Evidence::as_str),
            place: Spot::of(&indicator.at).or_else(|| Spot::of(&indicator.name.at)),
        }
    }
}
