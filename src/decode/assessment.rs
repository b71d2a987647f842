//! A self-evaluation table as people write it down.

use super::fields::{Decoder, Fields};
use super::figures::POINTS;
use super::quality::GRADES;
use super::set;
use crate::assessment::{
    Assessment, Claimed, FundSource, Funds, Goals, Grade, Indicator, Money, Reason, YEARS,
};
use crate::assessment::{MONEY_RANGE, POINTS_RANGE};
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::keys::{Mapping, mapping};
use crate::place::Located;
use crate::say;
use crate::sources::{Document, Resolve};
use crate::yaml::tree::{self, Kind, Node, Style};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Reads a self-evaluation table.
///
/// Keys may be the headings of the official form (`指标值` for `target`). Everything that is wrong is
/// reported; a figure that cannot be read is absent, a row of the wrong shape is skipped, and the rest stays.
///
/// The keys are those of [`keys::reference`](crate::keys::reference).
///
/// A rate is written with its `%` (`95.96%`), or as a fraction up to 1 (`0.9596`, `1`). A number above 1
/// without `%` is reported and not guessed at. Points may carry 分, amounts the unit of the table.
///
/// ```
/// let parsed = jixiao::decode::assessment("2024.yaml", r#"
/// project: 人事档案管理费
/// year: 2024
/// claimed: {rate: 95.96%}
/// indicators:
///   - {一级指标: 产出指标, name: 档案转递数量, target: ">=3300 份", actual: "=3300 份", weight: 10.0, 得分: 10 分}
/// "#);
/// assert_eq!(parsed.diagnostics, []);
/// let table = parsed.value.expect("a table");
/// assert_eq!(table.claimed.rate.map(|rate| rate.value.to_string()).as_deref(), Some("0.9596"));
/// assert_eq!(table.indicators[0].weight.as_ref().map(|w| w.value.to_string()).as_deref(), Some("10.0"));
/// ```
pub fn assessment(name: &str, text: &str) -> Parsed<Assessment> {
    assessment_with(name, text, &|set| {
        Err(say!("此处无法读取其他文件：{set}", "no other file can be read here: {set}"))
    })
}

/// Reads a self-evaluation table that may name an indicator set, which `sets` finds by what the table says.
///
/// The rows of the set are completed by the rows of the table, joined by `name` (and `group` or `class`
/// where one name occurs twice). A row of the set that the table does not mention stays, without an actual.
///
/// ```
/// use jixiao::decode::assessment_with;
/// use jixiao::sources::Document;
/// let set = "indicator_set: roads\nindicators:\n- {name: 里程, target: '>=5公里', weight: 90}";
/// let table = "project: 某路\nindicator_set: roads.yaml\nindicators:\n- {name: 里程, actual: 6公里}";
/// let parsed = assessment_with("某路.yaml", table, &|name| {
///     Ok(Document { name: name.to_owned(), text: set.to_owned() })
/// });
/// let row = &parsed.value.expect("a table").indicators[0];
/// assert_eq!(row.target.as_ref().map(|t| t.value.as_str()), Some(">=5公里"));
/// ```
pub fn assessment_with(name: &str, text: &str, sets: &Resolve<'_>) -> Parsed<Assessment> {
    let file: Arc<str> = Arc::from(name);
    let tree = tree::read(&file, text);
    let mut diagnostics = tree.diagnostics;
    let value = tree.value.and_then(|node| {
        let decoded = from_tree(&file, &node, sets);
        diagnostics.extend(decoded.diagnostics);
        decoded.value
    });
    Parsed { value, diagnostics }
}

/// The table that a tree holds.
pub(crate) fn from_tree(file: &Arc<str>, node: &Node, sets: &Resolve<'_>) -> Parsed<Assessment> {
    let mut decoder = Decoder::new(vec![Arc::clone(file)]);
    let value =
        decoder.root(node, mapping("assessment")).map(|fields| decoder.assessment(file, &fields, sets));
    Parsed { value, diagnostics: decoder.diagnostics }
}

impl Decoder {
    /// The mapping that a whole file is.
    pub fn root<'n>(&mut self, node: &'n Node, mapping: &'static Mapping) -> Option<Fields<'n>> {
        if node.is_blank() {
            let example = &mapping.example;
            let empty = Diagnostic::new(Code::Empty, say!("文件是空的", "the file is empty"))
                .help(say!("首行的写法如：{example}", "begin with a line such as: {example}"));
            self.report(node, empty);
            return None;
        }
        self.fields(node, mapping)
    }

    fn assessment(&mut self, file: &Arc<str>, fields: &Fields<'_>, sets: &Resolve<'_>) -> Assessment {
        let mut table = Assessment {
            project: self.optional_text(fields, "project").unwrap_or_default(),
            year: self.year(fields),
            policy: self.optional_text(fields, "policy"),
            department: self.optional_text(fields, "department").map(|text| text.value),
            unit: self.optional_text(fields, "unit").map(|text| text.value),
            funds: fields.get("funds").map(|node| self.funds(node)).unwrap_or_default(),
            claimed: fields.get("claimed").map(|node| self.claimed(node)).unwrap_or_default(),
            goals: fields.get("goals").map(|node| self.goals(node)).unwrap_or_default(),
            facts: fields.get("facts").map(|node| self.facts(node)).unwrap_or_default(),
            indicators: fields.get("indicators").map(|node| self.indicators(node)).unwrap_or_default(),
            suppressions: fields.get("audit").map(|node| self.table_audit(node)).unwrap_or_default(),
            source: Some(Arc::clone(file)),
        };
        if let Some(node) = fields.get("indicator_set")
            && let Some(name) = self.text(node)
        {
            match sets(&name.value) {
                Ok(document) => self.join(node, &document, &mut table),
                Err(reason) => {
                    let diagnostic = Diagnostic::new(
                        Code::IndicatorSet,
                        say!(
                            "无法读取指标体系“{set}”",
                            "the indicator set `{set}` cannot be read",
                            set = crate::text::shortened(&name.value, 60)
                        ),
                    );
                    self.report(node, diagnostic.label(reason));
                }
            }
        }
        if let Some(node) = fields.get("indicators") {
            self.goals_of_rows(node, &table);
        }
        table
    }

    fn join(&mut self, node: &Node, document: &Document, table: &mut Assessment) {
        let set = set::indicator_set(&document.name, &document.text);
        self.diagnostics.extend(set.diagnostics);
        let Some(set) = set.value else { return };
        table.year = table.year.or(set.year);
        if table.policy.is_none() {
            table.policy = set.policy.map(|policy| Located { value: policy.value, at: node.at.clone() });
        }
        let rows = std::mem::take(&mut table.indicators);
        table.indicators = self.join_rows(node, set.indicators, rows);
    }

    pub(super) fn optional_text(&mut self, fields: &Fields<'_>, key: &str) -> Option<Located<String>> {
        fields.get(key).and_then(|node| self.text(node))
    }

    pub(super) fn year(&mut self, fields: &Fields<'_>) -> Option<i32> {
        let node = fields.get("year")?;
        self.whole_within(node, &["年度", "年"], *YEARS.start(), *YEARS.end())
    }

    fn points(&mut self, fields: &Fields<'_>, key: &str) -> Option<Located<Decimal>> {
        fields.get(key).and_then(|node| self.figure_within(node, POINTS, POINTS_RANGE))
    }

    pub(super) fn funds(&mut self, node: &Node) -> Funds {
        let Some(fields) = self.fields(node, mapping("funds")) else { return Funds::default() };
        let unit = self.optional_text(&fields, "unit").map(|unit| unit.value);
        let trailing = unit.clone().unwrap_or_else(|| Funds::USUAL_UNIT.to_owned());
        let total = self.money(&fields, &trailing);
        let expected = say!("资金来源的列表", "a list of sources");
        let sources = fields.get("sources").and_then(|list| self.list(list, &expected)).unwrap_or_default();
        let sources = sources
            .iter()
            .filter_map(|source| {
                let fields = self.fields(source, mapping("source"))?;
                let name = self.optional_text(&fields, "name")?.value;
                Some(FundSource { name, money: self.money(&fields, &trailing) })
            })
            .collect();
        Funds { unit, total, sources, weight: self.points(&fields, "weight") }
    }

    fn money(&mut self, fields: &Fields<'_>, unit: &str) -> Money {
        let mut amount =
            |key| fields.get(key).and_then(|node| self.figure_within(node, &[unit], MONEY_RANGE));
        Money { initial: amount("initial"), budget: amount("budget"), executed: amount("executed") }
    }

    pub(super) fn claimed(&mut self, node: &Node) -> Claimed {
        let Some(fields) = self.fields(node, mapping("claimed")) else { return Claimed::default() };
        Claimed {
            rate: fields.get("rate").and_then(|node| self.rate(node)),
            execution: self.points(&fields, "execution"),
            total: self.points(&fields, "total"),
            weight: self.points(&fields, "weight"),
        }
    }

    /// A rate with its `%`, or a fraction up to 1.
    fn rate(&mut self, node: &Node) -> Option<Located<Decimal>> {
        let (rate, percent) = self.share_or_number(node)?;
        let value = rate.value;
        let diagnostic = if value.is_sign_negative() && !value.is_zero() {
            Diagnostic::new(Code::OutOfRange, say!("执行率不能为负", "a rate cannot be negative"))
        } else if !percent && value > Decimal::ONE {
            Diagnostic::new(Code::OutOfRange, say!("执行率 {value} 未写 %", "the rate {value} lacks a %"))
                .label(say!("大于 1 的执行率须写明 %", "a rate above 1 needs a %"))
                .help(say!("如为百分数，改为 {value}%", "if it is a percentage, write {value}%"))
        } else {
            return Some(rate);
        };
        self.report(node, diagnostic.at(&rate.at));
        None
    }

    pub(super) fn goals(&mut self, node: &Node) -> Goals {
        let Some(fields) = self.fields(node, mapping("goals")) else { return Goals::default() };
        Goals {
            expected: self.optional_text(&fields, "expected"),
            achieved: self.optional_text(&fields, "achieved"),
            ratios: fields.get("ratios").map(|node| self.ratios(node)).unwrap_or_default(),
        }
    }

    /// Goals with their ratios, which add up to the whole.
    fn ratios(&mut self, node: &Node) -> Vec<(Located<String>, Located<Decimal>)> {
        let expected = say!("各目标的名称和权重", "the goals with their ratios");
        let mut ratios = Vec::new();
        for (key, name, value) in self.named(node, &expected) {
            let Some((ratio, _)) = self.share_or_number(value) else { continue };
            ratios.push((Located { value: name.trim().to_owned(), at: key.at.clone() }, ratio));
        }
        let sum = ratios.iter().try_fold(Decimal::ZERO, |sum, (_, ratio)| sum.checked_add(ratio.value));
        if sum != Some(Decimal::ONE) && !ratios.is_empty() {
            let sum =
                sum.and_then(|sum| sum.checked_mul(Decimal::ONE_HUNDRED)).unwrap_or_default().normalize();
            let title = say!(
                "各目标的权重合计 {sum}%，应为 100%",
                "the ratios of the goals add up to {sum}%, not 100%"
            );
            self.report(node, Diagnostic::new(Code::OutOfRange, title));
        }
        ratios
    }

    /// Every row of a table with several goals names one of them.
    fn goals_of_rows(&mut self, node: &Node, table: &Assessment) {
        let ratios = &table.goals.ratios;
        let names: Vec<&str> = ratios.iter().map(|(name, _)| name.value.as_str()).collect();
        for indicator in &table.indicators {
            let diagnostic = match &indicator.goal {
                Some(goal) if !names.contains(&goal.value.as_str()) => {
                    let title = say!("没有名为“{goal}”的目标", "unknown goal `{goal}`", goal = goal.value);
                    Diagnostic::new(Code::OutOfRange, title).at(&goal.at)
                }
                None if !ratios.is_empty() => {
                    let title = say!("未写明该行所属的目标", "the goal of the row is missing");
                    Diagnostic::new(Code::MissingKey, title).at(&indicator.at)
                }
                _ => continue,
            };
            let known = names.join("、");
            self.report(
                node,
                diagnostic.help(say!(
                    "`goal:` 填写 `goals` 中 `ratios` 所列的名称：{known}",
                    "write in `goal:` one of the `ratios` of `goals`: {known}"
                )),
            );
        }
    }

    /// The rows; those of the wrong shape are reported and skipped.
    pub(super) fn indicators(&mut self, node: &Node) -> Vec<Indicator> {
        let expected = say!("指标的列表，每行以 `- ` 开头", "a list of indicators, each beginning with `- `");
        let Kind::Seq(rows) = &node.kind else {
            self.wrong_shape_like(node, &expected, &mapping("indicator").example);
            return Vec::new();
        };
        if rows.is_empty() {
            let empty = Diagnostic::new(Code::EmptyList, say!("没有指标", "no indicators"));
            self.report(node, empty.label(say!("至少应有一行", "at least one row is expected here")));
        }
        rows.iter().filter_map(|row| self.indicator(row)).collect()
    }

    fn indicator(&mut self, node: &Node) -> Option<Indicator> {
        self.fields(node, mapping("indicator")).map(|fields| self.row(node, &fields))
    }

    /// A row that need not have a name.
    pub(super) fn nameless(&mut self, node: &Node) -> Option<Indicator> {
        self.fields_without(node, mapping("indicator"), "name").map(|fields| self.row(node, &fields))
    }

    fn row(&mut self, node: &Node, fields: &Fields<'_>) -> Indicator {
        Indicator {
            goal: self.optional_text(fields, "goal"),
            class: self.optional_text(fields, "class"),
            group: self.optional_text(fields, "group"),
            name: self.optional_text(fields, "name").unwrap_or_default(),
            target: self.optional_text(fields, "target"),
            actual: self.optional_text(fields, "actual"),
            operator: self.optional_text(fields, "operator"),
            unit: self.optional_text(fields, "unit"),
            weight: self.points(fields, "weight"),
            claimed: self.points(fields, "claimed"),
            reason: fields.get("reason").map(|node| self.reason(node)).unwrap_or_default(),
            facts: fields.get("facts").map(|node| self.facts(node)).unwrap_or_default(),
            thresholds: fields.get("thresholds").map(|node| self.row_thresholds(node)).unwrap_or_default(),
            at: node.at.clone(),
        }
    }

    fn row_thresholds(&mut self, node: &Node) -> Vec<(Grade, Located<String>)> {
        let Some(fields) = self.fields(node, mapping("thresholds")) else { return Vec::new() };
        GRADES.iter().filter_map(|&(key, grade)| Some((grade, self.optional_text(&fields, key)?))).collect()
    }

    /// What the policy asks for, by name; `5.42%` is 0.0542.
    pub(super) fn facts(&mut self, node: &Node) -> Vec<(Located<String>, Located<Decimal>)> {
        let expected = say!("事实的名称和数", "facts with their figures");
        let named = self.named(node, &expected);
        let fact = |(key, name, value): (&Node, &str, &Node)| {
            let (figure, _) = self.share_or_number(value)?;
            Some((Located { value: name.trim().to_owned(), at: key.at.clone() }, figure))
        };
        named.into_iter().filter_map(fact).collect()
    }

    /// `true` and `false` say whether there is one; 无 and a stroke say that there is none.
    fn reason(&mut self, node: &Node) -> Reason {
        if let Kind::Scalar { text, style: Style::Plain } = &node.kind {
            match text.as_str() {
                "true" => return Reason::Given,
                "false" => return Reason::Absent,
                _ => {}
            }
        }
        match self.text(node) {
            Some(text) if matches!(text.value.as_str(), "无" | "/" | "-" | "—" | "——") => {
                Reason::Absent
            }
            Some(text) => Reason::Text(text),
            None => Reason::Absent,
        }
    }
}
