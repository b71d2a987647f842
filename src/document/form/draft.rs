//! A table while its lines are read, and what it lacks when they are over.

use super::columns::Columns;
use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::words::{Key, Label};
use crate::message::Message;
use crate::place::{Located, Place};
use crate::say;
use rust_decimal::Decimal;
use std::sync::Arc;

/// The table of one project, as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub table: Assessment,
    /// The heading of its indicators.
    pub columns: Option<Columns>,
    /// A line 项目名称 was met, whatever stands behind it.
    pub named: bool,
    /// The line of the total was met: nothing of the table follows.
    pub totalled: bool,
    /// A title of such a table stands above it.
    pub titled: bool,
    /// What a line above the form says by labels, and its unit of money.
    pub above: Vec<(Label, Located<String>)>,
    pub unit_above: Option<&'static str>,
    /// The points of execution that only a heading gives.
    pub weight_above: Option<Located<Decimal>>,
    /// The class and group of the row above.
    pub class: Option<Located<String>>,
    pub group: Option<Located<String>>,
    /// Where it begins.
    pub at: Place,
    pub diagnostics: Vec<Diagnostic>,
}

impl Draft {
    pub fn new(file: &Arc<str>, year: Option<i32>) -> Self {
        let table = Assessment { source: Some(Arc::clone(file)), year, ..Assessment::default() };
        Self { table, ..Self::default() }
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        let file = self.table.source.clone();
        self.diagnostics.push(match file {
            Some(file) => diagnostic.file(&file),
            None => diagnostic,
        });
    }

    /// Whether anything of a table was read.
    pub fn is_begun(&self) -> bool {
        self.columns.is_some() || !self.table.indicators.is_empty()
    }

    /// Takes what a label says.
    pub fn label(&mut self, label: Label, value: Located<String>) {
        let blank = super::figures::is_blank(&value.value);
        match label {
            Label::Project => {
                self.named = true;
                if self.table.project.value.is_empty() && !blank {
                    self.table.project = value;
                }
            }
            _ if blank => {}
            Label::Department => _ = self.table.department.get_or_insert(value.value),
            Label::Unit => _ = self.table.unit.get_or_insert(value.value),
            Label::Year => self.table.year = crate::document::words::year(&value.value).or(self.table.year),
            Label::Total => {
                if self.table.claimed.total.is_none()
                    && let Some(total) = super::figures::points(&value.value).read()
                {
                    self.table.claimed.total = Some(Located { value: total, at: value.at });
                }
            }
        }
    }

    /// The table with what it lacks, or nothing where there was none.
    pub fn finish(mut self) -> Option<(Assessment, Vec<Diagnostic>)> {
        let money = &self.table.funds.total;
        // A title, a project and what was spent of its budget: without rows less is a table of something else.
        let funded = self.titled && !self.table.project.value.is_empty() && money.executed.is_some();
        if self.table.indicators.is_empty() && !(self.named && (funded || self.columns.is_some())) {
            return None;
        }
        self.take_line_above();
        if self.table.project.value.is_empty()
            && !self.named
            && let Some(name) = self.table.department.clone().or_else(|| self.table.unit.clone())
        {
            // The table of a whole department has no project: it is the department's own.
            self.table.project = Located { value: name, at: self.at.clone() };
        }
        self.gaps();
        Some((self.table, self.diagnostics))
    }

    /// Takes from the line above the form what the form itself does not say.
    fn take_line_above(&mut self) {
        for (label, value) in std::mem::take(&mut self.above) {
            self.label(label, value);
        }
        self.table.funds.weight = self.table.funds.weight.take().or(self.weight_above.take());
        if let Some(unit) = self.unit_above {
            self.table.funds.unit.get_or_insert_with(|| unit.to_owned());
        }
    }

    fn gaps(&mut self) {
        let mut missing: Vec<Message> = Vec::new();
        if self.table.project.value.is_empty() {
            missing.push(say!("项目名称", "the name of the project"));
        }
        if self.table.indicators.is_empty() {
            missing.push(say!("指标行", "the rows of indicators"));
        } else if let Some(columns) = &self.columns {
            let target = columns.has(Key::Target) || !columns.sites.is_empty();
            let wanted = [
                (Key::Target, say!("指标值一栏", "a column of targets")),
                (Key::Actual, say!("完成值一栏", "a column of actuals")),
                (Key::Weight, say!("分值一栏", "a column of weights")),
            ];
            let has = |key| if key == Key::Target { target } else { columns.has(key) };
            missing.extend(wanted.into_iter().filter(|(key, _)| !has(*key)).map(|(_, words)| words));
        }
        if missing.is_empty() {
            return;
        }
        let list = |of: fn(&Message) -> &str, between: &str| {
            missing.iter().map(of).collect::<Vec<_>>().join(between)
        };
        let (zh, en) = (list(|words| &words.zh, "、"), list(|words| &words.en, ", "));
        let mut title = say!("表中缺少：{zh}", "missing in the table: {en}");
        if !self.table.project.value.is_empty() {
            let name = super::shortened(&self.table.project.value);
            title = say!("“{name}”的自评表缺少：{zh}", "missing in the table of “{name}”: {en}");
        }
        let at = self.columns.as_ref().map_or(&self.at, |columns| &columns.at).clone();
        let help = say!(
            "按原样计入，不作推测；可用 `jixiao import` 写成 YAML 后补全",
            "it is taken as it is, without guessing; `jixiao import` writes it as YAML, to be completed \
             by hand"
        );
        self.report(Diagnostic::new(Code::Gap, title).at(&at).help(help));
    }
}
