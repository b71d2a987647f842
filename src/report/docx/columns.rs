//! The columns of the official form; some stand only where a table has something for them.

use crate::assessment::{Assessment, Indicator};
use crate::message::Message;
use crate::say;

/// How wide a form is, in twentieths of a point: an upright A4 page without its margins.
const WIDTH: u32 = 9906;

/// A column, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The label of a part, down its side.
    Label,
    /// The goal of a row, where there are several.
    Purpose,
    Class,
    Group,
    Name,
    Operator,
    Target,
    Unit,
    Actual,
    Weight,
    Score,
    Reason,
}

use Column::{Actual, Class, Group, Label, Name, Operator, Purpose, Reason, Score, Target, Unit, Weight};

/// Every column with its share of the width.
const ALL: [(Column, u32); 12] = [
    (Label, 600),
    (Purpose, 900),
    (Class, 1030),
    (Group, 1210),
    (Name, 1850),
    (Operator, 700),
    (Target, 1250),
    (Unit, 800),
    (Actual, 1250),
    (Weight, 560),
    (Score, 900),
    (Reason, 1256),
];

impl Column {
    /// Its heading over the indicators.
    pub(super) fn heading(self) -> Option<Message> {
        Some(match self {
            Label => return None,
            Purpose => say!("所属目标", "goal"),
            Class => say!("一级指标", "class"),
            Group => say!("二级指标", "group"),
            Name => say!("三级指标", "indicator"),
            Operator => say!("指标性质", "operator"),
            Target => say!("年度指标值", "target"),
            Unit => say!("度量单位", "unit"),
            Actual => say!("实际完成值", "actual"),
            Weight => say!("分值", "weight"),
            Score => say!("得分", "score"),
            Reason => say!("偏差原因分析及改进措施", "reason for the deviation"),
        })
    }
}

/// The columns of one form.
pub(super) struct Columns(Vec<(Column, u32)>);

impl Columns {
    pub(super) fn of(assessment: &Assessment) -> Self {
        let any = |has: fn(&Indicator) -> bool| assessment.indicators.iter().any(has);
        let stands = |(column, _): &(Column, u32)| match column {
            Purpose => any(|row| row.goal.is_some()),
            Operator => any(|row| row.operator.is_some()),
            Unit => any(|row| row.unit.is_some()),
            _ => true,
        };
        Self(ALL.into_iter().filter(stands).collect())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Column> + '_ {
        self.0.iter().map(|(column, _)| *column)
    }

    /// How many stand from one to another, both included.
    pub(super) fn count(&self, from: Column, to: Column) -> usize {
        self.all().filter(|column| (from..=to).contains(column)).count()
    }

    /// Their widths, which fill the page.
    pub(super) fn widths(&self) -> Vec<u32> {
        let whole: u32 = self.0.iter().map(|(_, width)| width).sum();
        let scaled = |width: u32| width.saturating_mul(WIDTH).checked_div(whole).unwrap_or(width);
        self.0.iter().map(|(_, width)| scaled(*width)).collect()
    }
}
