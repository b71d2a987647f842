//! The self-evaluation table (绩效自评表) as data: what the table says, untouched.
//!
//! Nothing here is computed, corrected or judged. Text stays as printed; a figure that could not be read
//! has been reported by the reader and is absent here.
//!
//! Start at [`Assessment`].

mod grade;
mod suppression;

pub use grade::Grade;
pub use suppression::Suppression;

use crate::place::{Located, Place};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The years that a table may have.
pub const YEARS: std::ops::RangeInclusive<i32> = 1949..=2100;
/// The bounds of a weight or of a printed score, both included.
pub const POINTS_RANGE: (i64, i64) = (0, 1000);
/// The bounds of an amount of money, in the unit of the table.
pub const MONEY_RANGE: (i64, i64) = (0, 1_000_000_000_000_000);

/// One self-evaluation table of one project and year.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// 项目名称
    pub project: Located<String>,
    /// The year of the table; completes deadlines such as `12 月底`.
    pub year: Option<i32>,
    /// The policy that the file names, if it names one.
    pub policy: Option<Located<String>>,
    /// 主管部门
    pub department: Option<String>,
    /// 实施单位
    pub unit: Option<String>,
    /// 项目资金
    pub funds: Funds,
    /// The scores and the rate printed for execution and for the whole.
    pub claimed: Claimed,
    /// 年度总体目标: what was expected and what came of it, in words.
    pub goals: Goals,
    /// What the policy must know beyond the table, by the names that the policy gives.
    pub facts: Vec<(Located<String>, Located<Decimal>)>,
    /// The third-level indicators, in the order of the table.
    pub indicators: Vec<Indicator>,
    /// Findings that are not wanted of this table.
    pub suppressions: Vec<Suppression>,
    /// The file it was read from.
    pub source: Option<Arc<str>>,
}

/// The funds block: 年初预算数, 全年预算数, 全年执行数.
#[derive(Debug, Clone, Default)]
pub struct Funds {
    /// The unit in which the money is printed, `万元` unless the table says otherwise.
    pub unit: Option<String>,
    /// The total line (年度资金总额).
    pub total: Money,
    /// The lines below it (其中：…), as printed.
    pub sources: Vec<FundSource>,
    /// The weight printed for execution (分值), usually 10.
    pub weight: Option<Located<Decimal>>,
}

impl Funds {
    /// The unit of a table that names none.
    pub const USUAL_UNIT: &str = "万元";

    /// The unit in which the money is printed.
    ///
    /// ```
    /// use jixiao::assessment::Funds;
    /// assert_eq!(Funds::default().money_unit(), "万元");
    /// ```
    pub fn money_unit(&self) -> &str {
        self.unit.as_deref().unwrap_or(Self::USUAL_UNIT)
    }
}

/// Three amounts of one line of funds, in the unit of the table.
#[derive(Debug, Clone, Default)]
pub struct Money {
    /// 年初预算数
    pub initial: Option<Located<Decimal>>,
    /// 全年预算数
    pub budget: Option<Located<Decimal>>,
    /// 全年执行数
    pub executed: Option<Located<Decimal>>,
}

/// One line of funds by source (当年财政拨款, 其他资金, …).
#[derive(Debug, Clone, Default)]
pub struct FundSource {
    /// The label of the line.
    pub name: String,
    /// Its amounts.
    pub money: Money,
}

/// What the table itself says of execution and of the total.
#[derive(Debug, Clone, Default)]
pub struct Claimed {
    /// The printed execution rate as a fraction (`95.96%` is 0.9596), with the decimals that were printed.
    pub rate: Option<Located<Decimal>>,
    /// The printed score of execution.
    pub execution: Option<Located<Decimal>>,
    /// The printed total score.
    pub total: Option<Located<Decimal>>,
    /// The printed total weight, where the table prints one.
    pub weight: Option<Located<Decimal>>,
}

impl Assessment {
    /// What the weight and score of a row count for: the ratio of its goal, where the table has several goals.
    ///
    /// ```
    /// use jixiao::decode;
    /// let text = "project: a\ngoals: {ratios: {一: 40%, 二: 60%}}\nindicators:\n- {goal: 二, name: b, weight: 90}";
    /// let table = decode::assessment("a.yaml", text).value.expect("a table");
    /// assert_eq!(table.counts_for(&table.indicators[0]).to_string(), "0.60");
    /// ```
    pub fn counts_for(&self, indicator: &Indicator) -> Decimal {
        let ratio = indicator.goal.as_ref().and_then(|goal| {
            let ratio = self.goals.ratios.iter().find(|(name, _)| name.value == goal.value);
            ratio.map(|(_, ratio)| ratio.value)
        });
        ratio.unwrap_or(Decimal::ONE)
    }
}

/// 年度总体目标, in the words of the file.
#[derive(Debug, Clone, Default)]
pub struct Goals {
    /// 预期目标
    pub expected: Option<Located<String>>,
    /// 实际完成情况
    pub achieved: Option<Located<String>>,
    /// Where there are several goals: each with its ratio (权重) of the indicators, as a fraction of 1.
    pub ratios: Vec<(Located<String>, Located<Decimal>)>,
}

/// One third-level indicator (三级指标) with its row.
#[derive(Debug, Clone, Default)]
pub struct Indicator {
    /// The goal that it belongs to, where the table has several.
    pub goal: Option<Located<String>>,
    /// 一级指标, as printed.
    pub class: Option<Located<String>>,
    /// 二级指标, as printed.
    pub group: Option<Located<String>>,
    /// 三级指标, as printed.
    pub name: Located<String>,
    /// 年度指标值, as printed.
    pub target: Option<Located<String>>,
    /// 实际完成值, as printed.
    pub actual: Option<Located<String>>,
    /// The operator, where the form has a column of its own for it (指标性质: `≥`, `正向`, `定性` …).
    pub operator: Option<Located<String>>,
    /// The unit, where the form has a column of its own for it (度量单位).
    pub unit: Option<Located<String>>,
    /// 分值
    pub weight: Option<Located<Decimal>>,
    /// The printed score (得分).
    pub claimed: Option<Located<Decimal>>,
    /// 偏差原因分析及改进措施
    pub reason: Reason,
    /// What the policy must know of this row beyond the table.
    pub facts: Vec<(Located<String>, Located<Decimal>)>,
    /// The thresholds of the grades, where the row carries its own.
    pub thresholds: Vec<(Grade, Located<String>)>,
    /// The place of the whole row.
    pub at: Place,
}

/// Whether a reason for a deviation is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reason {
    /// Nothing is printed.
    #[default]
    Absent,
    /// One is printed; its words were not carried over.
    Given,
    /// One is printed, in these words.
    Text(Located<String>),
}
