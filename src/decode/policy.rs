//! A policy (评分办法) as its authors write it down.

use super::extends;
use super::fields::{Decoder, Fields};
use super::figures::POINTS;
use crate::diagnostic::{Code, Diagnostic, Parsed, Problems};
use crate::embedded::{shipped_base, vocabulary};
use crate::keys::mapping;
use crate::message::Message;
use crate::place::{Located, Place};
use crate::policy::{self, Applies, Policy, Precision, Rounding, Tolerance, Transfer, UnscoredRows, Weights};
use crate::say;
use crate::sources::Resolve;
use crate::text::shortened;
use crate::trust::Trust;
use crate::value::{Rational, RoundingMode};
use crate::yaml::tree::{Kind, Node};
use rust_decimal::Decimal;
use time::{Date, Month};

/// Reads a policy that extends at most those which the program ships.
///
/// See [`policy_with`] for the keys.
pub fn policy(name: &str, text: &str) -> Parsed<Policy> {
    policy_with(name, text, &shipped_base)
}

/// Reads a policy; `bases` finds the one that it `extends`.
///
/// Nothing of a rule is taken for granted: every key that [`keys::reference`](crate::keys::reference) shows in bold must be
/// there, here or in the policy that is extended. The keys of `weights`, `rounding`, `execution`, `quality`,
/// `not_applicable`, `tolerance` and `audit` are inherited one by one, and so are `rules` and `tiers`, by their `id`: one
/// that the base has too says only what differs and keeps its place, a new rule goes before all inherited ones. `id`,
/// `title` and `tests` are not inherited; everything else is inherited or replaced as a whole.
///
/// Shares are written as percentages (`80%`) or fractions (`0.8`, `8/15`); where a curve gives them, also as points of the
/// row (`2分`). A policy with errors is given back as far
/// as it could be read, but must not be used to score.
///
/// ```
/// use jixiao::{decode::policy_with, shipped::shipped_base};
/// let child = "
/// id: our-county
/// extends: mof-2020-10
/// title: 本县评分办法
/// basis: 县财政局文件
/// rounding: {row: {decimals: 1, mode: half_up}}
/// ";
/// let parsed = policy_with("our-county.yaml", child, &shipped_base);
/// assert_eq!(parsed.diagnostics, []);
/// let policy = parsed.value.expect("a policy");
/// assert_eq!((policy.rounding.row.decimals, policy.rounding.total.decimals), (1, 2));
/// ```
pub fn policy_with(name: &str, text: &str, bases: &Resolve<'_>) -> Parsed<Policy> {
    let whole = extends::read(name, text, bases);
    let mut decoder = Decoder::new(whole.files);
    decoder.diagnostics = whole.diagnostics;
    let Some(node) = whole.node else { return Parsed { value: None, diagnostics: decoder.diagnostics } };
    let value = decoder.policy(&node);
    // What could not be read is missing from the policy: its absence is no second mistake.
    if let Some(inherited) = node.get("basis").filter(|basis| basis.file != 0)
        && let Some(own) = node.get("id").filter(|_| !inherited.is_blank())
    {
        let title =
            say!("未写自身的依据：`basis` 为继承所得", "missing basis of its own: `basis` is inherited");
        let help = say!("在 `basis` 中写明文件和条款", "name the document and article in `basis`");
        decoder.report(own, Diagnostic::new(Code::NoBasis, title).help(help));
    }
    let sound = !Problems::has_errors(&decoder.diagnostics);
    if let Some(policy) = value.as_ref().filter(|_| sound) {
        for diagnostic in policy::check(policy) {
            let section = match diagnostic.code {
                Code::PolicyWeights => node.get("weights"),
                Code::Dates => node.get("valid"),
                Code::NoRuleFor => node.get("rules"),
                _ => None,
            };
            let diagnostic = match section {
                Some(section) => diagnostic.at(&section.at),
                None => diagnostic,
            };
            let owner = owner(&node, &diagnostic.at).unwrap_or(&node);
            // A rule of the base that a rule of this policy takes the place of is no mistake.
            if diagnostic.code == Code::UnreachableRule && owner.file != 0 {
                continue;
            }
            decoder.report(owner, diagnostic);
        }
    }
    Parsed { value, diagnostics: decoder.diagnostics }
}

/// The node that stands at a place, of the file itself before those that it extends.
fn owner<'n>(node: &'n Node, at: &Place) -> Option<&'n Node> {
    let here = (node.at == *at).then_some(node);
    let below = match &node.kind {
        Kind::Scalar { .. } => None,
        Kind::Seq(items) => items.iter().filter_map(|item| owner(item, at)).min_by_key(|node| node.file),
        Kind::Map(entries) => entries
            .iter()
            .flat_map(|(key, value)| [key, value])
            .filter_map(|child| owner(child, at))
            .min_by_key(|node| node.file),
    };
    [here, below].into_iter().flatten().min_by_key(|node| node.file)
}

impl Decoder {
    fn policy(&mut self, node: &Node) -> Option<Policy> {
        if self.is_a_table(node) {
            return None;
        }
        let fields = self.root(node, mapping("policy"))?;
        let id = self.optional_text(&fields, "id").and_then(|id| self.name_of_policy(node, id));
        let title = self.optional_message(&fields, "title");
        let basis = self.optional_message(&fields, "basis");
        let valid = fields.get("valid").map(|node| self.valid(node)).unwrap_or_default();
        let applies = fields.get("applies").and_then(|node| self.applies(node));
        let trust = fields.get("trust").and_then(|node| self.trust(node));
        let weights = fields.get("weights").and_then(|node| self.weights(node));
        let rounding = fields.get("rounding").and_then(|node| self.rounding(node));
        let facts = fields.get("facts").map(|node| self.declared(node)).unwrap_or_default();
        let execution = fields.get("execution").and_then(|node| self.execution(node));
        let directions = fields.get("directions").and_then(|node| self.directions(node));
        let rules = fields.get("rules").and_then(|node| self.rules(node));
        let quality = fields.get("quality").and_then(|node| self.quality(node));
        let not_applicable = fields.get("not_applicable").and_then(|node| self.not_applicable(node));
        let rows = &[("bounds", UnscoredRows::Bounds), ("rescale", UnscoredRows::Rescale)];
        let unscored = fields.get("cannot_score").and_then(|node| self.word(node, rows));
        let grades = fields.get("grades").and_then(|node| self.grades(node));
        let total_limits = fields.get("total_limits").map(|node| self.total_limits(node)).unwrap_or_default();
        let tolerance = fields.get("tolerance").and_then(|node| self.tolerance(node));
        let flags = fields.get("flags").map(|node| self.flags(node)).unwrap_or_default();
        let audit = fields.get("audit").and_then(|node| self.auditing(node)).unwrap_or_default();
        let (tiers, same_words) = quality?;
        Some(Policy {
            id: id?,
            title: title?,
            issuer: self.optional_text(&fields, "issuer").map(|text| text.value),
            document: self.optional_text(&fields, "document").map(|text| text.value),
            valid,
            trust: trust?,
            basis: basis.unwrap_or_default(),
            applies,
            weights: weights?,
            rounding: rounding?,
            facts,
            execution: execution?,
            directions: directions?,
            rules: rules?,
            tiers,
            same_words,
            not_applicable: not_applicable?,
            unscored: unscored?,
            total_limits,
            grades: grades?,
            flags,
            tolerance: tolerance?,
            audit,
            at: node.at.clone(),
        })
    }

    /// A table where a policy belongs: one thing to say, not one for each key.
    fn is_a_table(&mut self, node: &Node) -> bool {
        let Kind::Map(entries) = &node.kind else { return false };
        let headings = &vocabulary().headings;
        let of_table = |key: &&(Node, Node)| {
            let key = key.0.text().unwrap_or_default();
            matches!(headings.key("assessment", key), Some("project" | "indicators"))
        };
        let Some((key, _)) = entries.iter().find(of_table) else { return false };
        if entries
            .iter()
            .any(|(key, _)| matches!(key.text(), Some("rules" | "extends" | "rounding" | "grades")))
        {
            return false;
        }
        let title = say!("这是一张自评表，不是评分办法", "this is a self-evaluation table, not a policy");
        let help = say!(
            "计分请用 `jixiao score 文件 --policy 评分办法`",
            "score it with `jixiao score FILE --policy ID`"
        );
        self.report(key, Diagnostic::new(Code::WrongShape, title).help(help));
        true
    }

    /// The id, by which a policy is chosen on a command line.
    fn name_of_policy(&mut self, node: &Node, id: Located<String>) -> Option<Located<String>> {
        let unfit = |c: char| c.is_whitespace() || matches!(c, '/' | '\\');
        if !id.value.contains(unfit) {
            return Some(id);
        }
        let words: Vec<&str> = id.value.split(unfit).filter(|word| !word.is_empty()).collect();
        let title = say!(
            "id 不能含空格或斜杠：`--policy` 后面写的即为此名",
            "an id has no spaces or slashes: it is the name after `--policy`"
        );
        let help = say!("改为：id: {id}", "write: id: {id}", id = words.join("-"));
        let owner = node.get("id").unwrap_or(node);
        self.report(owner, Diagnostic::new(Code::WrongShape, title).at(&id.at).help(help));
        None
    }

    pub(super) fn optional_message(&mut self, fields: &Fields<'_>, key: &str) -> Option<Message> {
        fields.get(key).and_then(|node| self.message(node))
    }

    fn trust(&mut self, node: &Node) -> Option<Trust> {
        self.word(
            node,
            &[
                ("text", Trust::Text),
                ("table", Trust::Table),
                ("code", Trust::Code),
                ("digest", Trust::Digest),
                ("inferred", Trust::Inferred),
                ("unverified", Trust::Unverified),
            ],
        )
    }

    fn valid(&mut self, node: &Node) -> (Option<Date>, Option<Date>) {
        let Some(fields) = self.fields(node, mapping("valid")) else { return (None, None) };
        let mut date = |key| fields.get(key).and_then(|node| self.date(node));
        (date("from"), date("to"))
    }

    /// A day as `2020-02-25`.
    fn date(&mut self, node: &Node) -> Option<Date> {
        let written = self.text(node)?;
        let mut parts = written.value.split('-').map(str::parse::<u16>);
        let date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) => u8::try_from(month)
                .ok()
                .and_then(|month| Month::try_from(month).ok())
                .zip(u8::try_from(day).ok())
                .and_then(|(month, day)| Date::from_calendar_date(i32::from(year), month, day).ok()),
            _ => None,
        };
        if date.is_none() {
            let diagnostic = Diagnostic::new(
                Code::Dates,
                say!("“{text}”不是日期", "`{text}` is not a date", text = shortened(&written.value, 24)),
            )
            .at(&written.at)
            .label(say!("写法如 2020-02-25", "write it as 2020-02-25"));
            self.report(node, diagnostic);
        }
        date
    }

    pub(super) fn points_of(&mut self, node: &Node) -> Option<Decimal> {
        self.figure_within(node, POINTS, (0, 100_000)).map(|figure| figure.value)
    }

    fn weights(&mut self, node: &Node) -> Option<Weights> {
        let fields = self.fields(node, mapping("weights"))?;
        let total = fields.get("total").and_then(|node| self.points_of(node));
        let execution = fields.get("execution").and_then(|node| self.points_of(node));
        let labels = &vocabulary().labels;
        let expected = say!("一级指标和分值", "classes with their weights");
        let named = fields.get("classes").map(|node| self.named(node, &expected)).unwrap_or_default();
        let classes = named
            .into_iter()
            .filter_map(|(_, name, node)| Some((labels.class(name).into_owned(), self.points_of(node)?)))
            .collect();
        let without = fields.get("without").map(|node| self.without(node)).unwrap_or_default();
        let sources = &[("printed", true), ("policy", false)];
        let printed_first = fields.get("execution_from").and_then(|node| self.word(node, sources));
        Some(Weights {
            total: total?,
            execution: execution?,
            printed_first: printed_first?,
            classes,
            without,
        })
    }

    fn without(&mut self, node: &Node) -> Vec<Transfer> {
        let expected = say!("[{{class, to}}] 的列表", "a list of {{class, to}}");
        let items = self.list(node, &expected).unwrap_or_default();
        let labels = &vocabulary().labels;
        items
            .iter()
            .filter_map(|item| {
                let fields = self.fields(item, mapping("without"))?;
                let class = self.optional_text(&fields, "class");
                let to = fields.get("to").and_then(|node| self.heirs(node));
                Some(Transfer { class: labels.class(&class?.value).into_owned(), to: to? })
            })
            .collect()
    }

    /// The classes that take a weight: one, several in equal parts, or each with its share.
    fn heirs(&mut self, node: &Node) -> Option<Vec<(String, Rational)>> {
        let labels = &vocabulary().labels;
        if let Kind::Map(_) = node.kind {
            let expected = say!("一级指标和所得份额", "classes with their shares");
            let named = self.named(node, &expected);
            let read: Vec<Option<(String, Rational)>> = named
                .into_iter()
                .map(|(_, name, node)| Some((labels.class(name).into_owned(), self.share(node)?)))
                .collect();
            return read.into_iter().collect();
        }
        let names = self.texts(node);
        if names.is_empty() {
            self.empty(node);
            return None;
        }
        let part = Rational::new(1, i128::try_from(names.len()).ok()?)?;
        Some(names.into_iter().map(|name| (labels.class(&name.value).into_owned(), part)).collect())
    }

    /// What it applies to.
    fn applies(&mut self, node: &Node) -> Option<Applies> {
        let fields = self.fields(node, mapping("applies"))?;
        let years = match fields.get("years") {
            Some(node) => Some(self.years(node)?),
            None => None,
        };
        let places = fields.get("places").map(|node| self.texts(node)).unwrap_or_default();
        let classes = fields.get("classes").map(|node| self.texts(node)).unwrap_or_default();
        let labels = &vocabulary().labels;
        Some(Applies {
            years,
            places: places.into_iter().map(|place| place.value).collect(),
            classes: classes.iter().map(|class| labels.class(&class.value).into_owned()).collect(),
        })
    }

    /// `[first, last]`
    fn years(&mut self, node: &Node) -> Option<(i32, i32)> {
        let expected = say!("[首年, 末年]", "[first, last]");
        let [first, last] = self.list(node, &expected)? else {
            self.wrong_shape(node, &expected);
            return None;
        };
        let mut year = |node| self.whole_within(node, &[], 1949, 2100);
        let (first, last) = (year(first)?, year(last)?);
        if last < first {
            let title =
                say!("末年 {last} 早于首年 {first}", "the last year, {last}, is before the first, {first}");
            self.report(node, Diagnostic::new(Code::Dates, title));
            return None;
        }
        Some((first, last))
    }

    fn rounding(&mut self, node: &Node) -> Option<Rounding> {
        let fields = self.fields(node, mapping("rounding"))?;
        let rate = match fields.get("rate") {
            Some(node) if node.text().is_some() => self.word(node, &[("exact", None)]),
            Some(node) => self.places(node).map(Some),
            None => None,
        };
        let row = fields.get("row").and_then(|node| self.places(node));
        let total = fields.get("total").and_then(|node| self.places(node));
        Some(Rounding { rate: rate?, row: row?, total: total? })
    }

    fn places(&mut self, node: &Node) -> Option<Precision> {
        let fields = self.fields(node, mapping("places"))?;
        let decimals = fields.get("decimals").and_then(|node| self.whole_within(node, &[], 0, 12));
        let modes = &[("half_up", RoundingMode::HalfUp), ("truncate", RoundingMode::Truncate)];
        let mode = fields.get("mode").and_then(|node| self.word(node, modes));
        Some(Precision { decimals: u32::try_from(decimals?).ok()?, mode: mode? })
    }

    fn tolerance(&mut self, node: &Node) -> Option<Tolerance> {
        let fields = self.fields(node, mapping("tolerance"))?;
        let score = fields.get("score").and_then(|node| self.points_of(node));
        let total = fields.get("total").and_then(|node| self.points_of(node));
        let rate = fields.get("rate").and_then(|node| self.share(node)).and_then(Rational::as_decimal);
        Some(Tolerance { score: score?, total: total?, rate: rate? })
    }
}
