//! Indicator sets (指标体系): the rows of a table without what came of them, for many tables to share.

use super::fields::Decoder;
use crate::assessment::{Indicator, Reason};
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::embedded::vocabulary;
use crate::keys::mapping;
use crate::message::Message;
use crate::place::Located;
use crate::say;
use crate::text::nearest;
use crate::text::shortened;
use crate::yaml::tree::{self, Node};
use std::sync::Arc;

/// An indicator set: what the tables of many projects have in common.
#[derive(Debug, Clone, Default)]
pub struct IndicatorSet {
    /// The name by which it is known.
    pub id: Located<String>,
    /// What people call it.
    pub title: Option<String>,
    /// The year for which it was made.
    pub year: Option<i32>,
    /// The policy by which its tables are scored.
    pub policy: Option<Located<String>>,
    /// The rows, without actuals.
    pub indicators: Vec<Indicator>,
}

/// Reads an indicator set: `indicator_set` (its id), `title`, `year`, `policy`, and `indicators` as in a
/// table, without `actual`, `claimed` and `reason`.
///
/// ```
/// let text = "indicator_set: roads\nindicators:\n- {class: 产出指标, name: 里程, target: '>=5公里', weight: 90}";
/// let set = jixiao::decode::indicator_set("roads.yaml", text).value.expect("a set");
/// assert_eq!(set.id.value, "roads");
/// ```
pub fn indicator_set(name: &str, text: &str) -> Parsed<IndicatorSet> {
    let file: Arc<str> = Arc::from(name);
    let tree = tree::read(&file, text);
    let mut decoder = Decoder::new(vec![file]);
    decoder.diagnostics = tree.diagnostics;
    let value = tree.value.and_then(|node| decoder.indicator_set(&node));
    Parsed { value, diagnostics: decoder.diagnostics }
}

impl Decoder {
    fn indicator_set(&mut self, node: &Node) -> Option<IndicatorSet> {
        let fields = self.root(node, mapping("indicator_set"))?;
        let indicators = fields.get("indicators").map(|node| self.indicators(node)).unwrap_or_default();
        for row in &indicators {
            let given = [row.actual.as_ref().map(|a| &a.at), row.claimed.as_ref().map(|c| &c.at)];
            for at in given.into_iter().flatten() {
                let diagnostic = Diagnostic::new(
                    Code::IndicatorSet,
                    say!("指标体系中不填完成值和得分", "an indicator set has no actuals and no scores"),
                )
                .at(at)
                .label(say!("应填入项目的自评表", "this belongs to the table of a project"));
                self.report(node, diagnostic);
            }
        }
        Some(IndicatorSet {
            id: self.optional_text(&fields, "indicator_set").unwrap_or_default(),
            title: self.optional_text(&fields, "title").map(|title| title.value),
            year: self.year(&fields),
            policy: self.optional_text(&fields, "policy"),
            indicators,
        })
    }

    /// The rows of a set, each completed by the row of the table that names it.
    ///
    /// What comes from the set points at the table's own row, or at the name of the set.
    pub(super) fn join_rows(
        &mut self,
        set: &Node,
        of_set: Vec<Indicator>,
        of_table: Vec<Indicator>,
    ) -> Vec<Indicator> {
        let mut joined: Vec<(Indicator, bool)> =
            of_set.into_iter().map(|row| (moved(row, &set.at), false)).collect();
        for row in of_table {
            if row.name.value.is_empty() {
                continue;
            }
            let mut fitting: Vec<&mut (Indicator, bool)> =
                joined.iter_mut().filter(|(of_set, _)| names(&row, of_set)).collect();
            match fitting.as_mut_slice() {
                [(_, true)] => self.unjoined(
                    set,
                    &row,
                    &say!("该指标前面已填写", "this indicator was given before"),
                    None,
                ),
                [(of_set, taken)] => {
                    let empty = moved(std::mem::take(of_set), &row.name.at);
                    *of_set = completed(empty, row);
                    *taken = true;
                }
                [] => {
                    let names: Vec<String> = joined.iter().map(|(row, _)| row.name.value.clone()).collect();
                    let near = nearest(&row.name.value, names.iter().map(String::as_str))
                        .map(|near| say!("是不是“{near}”？", "did you mean `{near}`?"));
                    self.unjoined(
                        set,
                        &row,
                        &say!("指标体系中没有该指标", "the indicator is not in the set"),
                        near,
                    );
                }
                several => {
                    let count = several.len();
                    let help = say!("补填 `group`（二级指标）", "add the `group` (二级指标)");
                    self.unjoined(
                        set,
                        &row,
                        &say!(
                            "指标体系中有 {count} 个同名指标",
                            "the set has {count} indicators of this name"
                        ),
                        Some(help),
                    );
                }
            }
        }
        joined.into_iter().map(|(row, _)| row).collect()
    }

    fn unjoined(&mut self, set: &Node, row: &Indicator, reason: &Message, help: Option<Message>) {
        let diagnostic = Diagnostic::new(
            Code::IndicatorSet,
            say!(
                "指标“{name}”无法对应到指标体系",
                "the indicator `{name}` cannot be matched to the set",
                name = shortened(&row.name.value, 40)
            ),
        )
        .at(&row.name.at)
        .label(reason.clone())
        .related(&set.at, say!("指标体系在此处指定", "the set is named here"));
        let diagnostic = match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        };
        self.report(set, diagnostic);
    }
}

/// Whether a row of a table means a row of a set.
fn names(row: &Indicator, of_set: &Indicator) -> bool {
    let labels = &vocabulary().labels;
    let agree = |a: &Option<Located<String>>, b: &Option<Located<String>>, group: bool| match (a, b) {
        (Some(a), Some(b)) if group => labels.group(&a.value) == labels.group(&b.value),
        (Some(a), Some(b)) => labels.class(&a.value) == labels.class(&b.value),
        _ => true,
    };
    row.name.value == of_set.name.value
        && agree(&row.group, &of_set.group, true)
        && agree(&row.class, &of_set.class, false)
}

/// A row of a set with what a table says of it; what the table says holds.
fn completed(of_set: Indicator, row: Indicator) -> Indicator {
    Indicator {
        goal: row.goal.or(of_set.goal),
        class: row.class.or(of_set.class),
        group: row.group.or(of_set.group),
        name: row.name,
        target: row.target.or(of_set.target),
        actual: row.actual,
        operator: row.operator.or(of_set.operator),
        unit: row.unit.or(of_set.unit),
        weight: row.weight.or(of_set.weight),
        claimed: row.claimed,
        reason: row.reason,
        facts: row.facts,
        thresholds: if row.thresholds.is_empty() { of_set.thresholds } else { row.thresholds },
        at: row.at,
    }
}

/// A row of another file, pointing at a place of this one.
fn moved(row: Indicator, at: &crate::place::Place) -> Indicator {
    let text = |text: Option<Located<String>>| text.map(|text| Located { value: text.value, at: at.clone() });
    Indicator {
        goal: text(row.goal),
        class: text(row.class),
        group: text(row.group),
        name: Located { value: row.name.value, at: at.clone() },
        target: text(row.target),
        actual: None,
        operator: text(row.operator),
        unit: text(row.unit),
        weight: row.weight.map(|weight| Located { value: weight.value, at: at.clone() }),
        claimed: None,
        reason: Reason::Absent,
        facts: Vec::new(),
        thresholds: row
            .thresholds
            .into_iter()
            .map(|(grade, text)| (grade, Located { value: text.value, at: at.clone() }))
            .collect(),
        at: at.clone(),
    }
}
