//! The tests that a policy carries: cases with what must come of them.

use super::fields::{Decoder, Fields};
use super::figures::POINTS;
use super::quality::GRADES;
use crate::assessment::Assessment;
use crate::assessment::Grade;
use crate::diagnostic::{Code, Diagnostic, Parsed};
use crate::keys::mapping;
use crate::place::Located;
use crate::say;
use crate::scoring::{Status, Unscored};
use crate::text::shortened;
use crate::trial::{Case, Expected};
use crate::yaml::tree::{self, Kind, Node};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Reads the `tests` of a policy.
///
/// A case is a small table, `row` (or `rows`) with `funds`, `facts`, `claimed` and `year` as an assessment has them, and
/// what is to `expect`: of the row its `score`, `status`, `rule`, `tier`, `reason`; of the table `execution`, `total`,
/// `low`, `high`, `grade` (`none` where there is none), and `findings`, the codes of all errors and warnings. A bare
/// number is the score of the row, or of execution where there is no row; `cannot_score` is written as its `reason`.
///
/// ```
/// let text = "tests: [{row: {target: '≥90%', actual: 87%, weight: 10}, expect: 9.67}]";
/// let cases = jixiao::decode::policy_cases("ours.yaml", text);
/// assert_eq!(cases.diagnostics, []);
/// assert_eq!(cases.value.map(|cases| cases.len()), Some(1));
/// ```
pub fn policy_cases(name: &str, text: &str) -> Parsed<Vec<Case>> {
    let file: Arc<str> = Arc::from(name);
    let tree = tree::read(&file, text);
    let mut decoder = Decoder::new(vec![file]);
    decoder.diagnostics = tree.diagnostics;
    let Some(node) = tree.value else { return Parsed { value: None, diagnostics: decoder.diagnostics } };
    let Some(tests) = node.get("tests").filter(|tests| !tests.is_blank()) else {
        return Parsed { value: Some(Vec::new()), diagnostics: decoder.diagnostics };
    };
    let items = decoder.list(tests, &say!("用例的列表", "a list of cases")).unwrap_or_default();
    let cases = items.iter().filter_map(|item| decoder.case(item)).collect();
    Parsed { value: Some(cases), diagnostics: decoder.diagnostics }
}

impl Decoder {
    fn case(&mut self, node: &Node) -> Option<Case> {
        let fields = self.fields(node, mapping("case"))?;
        let mut table = Assessment {
            year: self.year(&fields),
            funds: fields.get("funds").map(|node| self.funds(node)).unwrap_or_default(),
            facts: fields.get("facts").map(|node| self.facts(node)).unwrap_or_default(),
            claimed: fields.get("claimed").map(|node| self.claimed(node)).unwrap_or_default(),
            goals: fields.get("goals").map(|node| self.goals(node)).unwrap_or_default(),
            indicators: fields.get("rows").map(|node| self.indicators(node)).unwrap_or_default(),
            ..Assessment::default()
        };
        let single = fields.get("row");
        if let Some(row) = single {
            table.indicators.extend(self.nameless(row));
        }
        let scored = ["row", "rows", "funds", "claimed"].iter().any(|key| fields.get(key).is_some());
        if !scored {
            let title = say!("该用例没有可计分的内容", "nothing in this case can be scored");
            let help = say!("补写 `row`、`rows` 或 `funds`", "add `row`, `rows` or `funds`");
            self.report(node, Diagnostic::new(Code::Case, title).help(help));
            return None;
        }
        let expected = fields.get("expect").and_then(|node| self.expected(node, single.is_some()))?;
        let name = self.optional_text(&fields, "name").map(|name| name.value);
        Some(Case { name, table, expected, at: node.at.clone() })
    }

    fn expected(&mut self, node: &Node, of_row: bool) -> Option<Expected> {
        if let Kind::Scalar { .. } = node.kind {
            let figure = Some(self.expected_points(node)?);
            return Some(if of_row {
                Expected { score: figure, ..Expected::default() }
            } else {
                Expected { execution: figure, ..Expected::default() }
            });
        }
        let fields = self.fields(node, mapping("expect"))?;
        let mut text = |key| self.optional_text(&fields, key);
        let (rule, tier) = (text("rule"), text("tier"));
        let status =
            fields.get("status").and_then(|node| self.one_of(node, &Status::ALL.map(Status::as_str)));
        let reason =
            fields.get("reason").and_then(|node| self.one_of(node, &Unscored::ALL.map(Unscored::as_str)));
        let mut points = |key| fields.get(key).and_then(|node| self.expected_points(node));
        let (score, execution, total) = (points("score"), points("execution"), points("total"));
        let (low, high) = (points("low"), points("high"));
        let findings = fields.get("findings").map(|node| match &node.kind {
            Kind::Seq(items) if items.is_empty() => Vec::new(),
            _ => self.texts(node).into_iter().filter_map(|code| self.finding(node, code)).collect(),
        });
        let grade = self.expected_grade(&fields);
        Some(Expected { score, status, rule, tier, reason, execution, total, low, high, grade, findings })
    }

    /// One of some words, as it is written.
    fn one_of(&mut self, node: &Node, words: &[&'static str]) -> Option<String> {
        let pairs: Vec<(&str, &str)> =
            words.iter().map(|&word| (word, word)).chain([("none", "none")]).collect();
        self.word(node, &pairs).map(str::to_owned)
    }

    /// The code of something that a check finds.
    fn finding(&mut self, node: &Node, code: Located<String>) -> Option<String> {
        let finds = |known: &Code| known.as_str().starts_with("J4");
        if Code::ALL.iter().filter(|known| finds(known)).any(|known| known.as_str() == code.value) {
            return Some(code.value);
        }
        let title =
            say!("没有检查代码“{code}”", "unknown finding code `{code}`", code = shortened(&code.value, 24));
        let help = say!(
            "代码见 `jixiao check 文件` 的输出，如 J4001",
            "see the codes in the output of `jixiao check FILE`, such as J4001"
        );
        self.report(node, Diagnostic::new(Code::UnknownWord, title).at(&code.at).help(help));
        None
    }

    fn expected_points(&mut self, node: &Node) -> Option<Decimal> {
        self.figure_within(node, POINTS, (0, 100_000)).map(|figure| figure.value)
    }

    /// A grade, or that there is none.
    #[allow(clippy::option_option)] // not said, none, or one
    fn expected_grade(&mut self, fields: &Fields<'_>) -> Option<Option<Grade>> {
        let words: Vec<(&str, Option<Grade>)> = GRADES
            .iter()
            .map(|&(word, grade)| (word, Some(grade)))
            .chain(std::iter::once(("none", None)))
            .collect();
        fields.get("grade").and_then(|node| self.word(node, &words))
    }
}
