//! The rules of a policy: on which rows they apply, and what those earn.

use super::fields::Decoder;
use crate::cell::{Kind as TargetKind, Op};
use crate::diagnostic::{Code, Diagnostic};
use crate::embedded::vocabulary;
use crate::keys::mapping;
use crate::message::Message;
use crate::policy::{Award, Direction, Rule, When};
use crate::say;
use crate::text::nearest;
use crate::text::shortened;
use crate::yaml::tree::{Kind, Node};

const KINDS: &[(&str, TargetKind)] = &[
    ("quantity", TargetKind::Quantity),
    ("interval", TargetKind::Interval),
    ("deadline", TargetKind::Deadline),
    ("quality", TargetKind::Quality),
];

const OPS: &[(&str, Op)] =
    &[(">=", Op::AtLeast), (">", Op::MoreThan), ("<=", Op::AtMost), ("<", Op::LessThan), ("=", Op::Equal)];

impl Decoder {
    /// A text in the two languages, or one that is the same in both.
    pub fn message(&mut self, node: &Node) -> Option<Message> {
        if node.text().is_some() {
            return self.text(node).map(|text| Message::same(text.value));
        }
        let fields = self.fields(node, mapping("message"))?;
        let zh = fields.get("zh").and_then(|node| self.text(node))?;
        let en = fields.get("en").and_then(|node| self.text(node))?;
        Some(Message { zh: zh.value, en: en.value })
    }

    /// The rules that can be read.
    pub fn rules(&mut self, node: &Node) -> Option<Vec<Rule>> {
        let items = self.list(node, &say!("规则的列表", "a list of rules"))?;
        if items.is_empty() {
            self.empty(node);
        }
        Some(
            items
                .iter()
                .filter_map(|item| if self.is_misspelt(item, items) { None } else { self.rule(item) })
                .collect(),
        )
    }

    /// A rule that says only what differs, of a base that has none of its name.
    fn is_misspelt(&mut self, item: &Node, all: &[Node]) -> bool {
        let id = |node: &'_ Node| node.get("id").cloned();
        let (Some(own), true) = (id(item), item.get("when").is_none()) else { return false };
        let others: Vec<Node> = all.iter().filter(|other| other.file != item.file).filter_map(id).collect();
        let written = own.text().unwrap_or_default();
        let Some(near) = nearest(written, others.iter().filter_map(Node::text)) else { return false };
        let title = say!(
            "被继承的评分办法没有规则“{written}”",
            "unknown rule `{written}` of the extended policy",
            written = shortened(written, 40)
        );
        let diagnostic = Diagnostic::new(Code::MissingKey, title)
            .label(say!("新规则须写 `when`", "a new rule needs its `when`"))
            .help(say!("是不是 `{near}`？", "did you mean `{near}`?"));
        self.report(&own, diagnostic);
        true
    }

    fn rule(&mut self, node: &Node) -> Option<Rule> {
        let fields = self.fields(node, mapping("rule"))?;
        let id = self.optional_text(&fields, "id");
        let when = fields.get("when").and_then(|node| self.when(node));
        let mut award = |key| -> Option<Award> { fields.get(key).and_then(|node| self.award(node)) };
        let always = award("always");
        let (met, below, above) = (award("met"), award("below"), award("above"));
        let unmeasurable = award("unmeasurable");
        let basis = fields.get("basis").and_then(|node| self.message(node));
        Some(Rule {
            id: id?,
            when: when?,
            always,
            met,
            below,
            above,
            unmeasurable,
            basis,
            at: node.at.clone(),
        })
    }

    pub(super) fn when(&mut self, node: &Node) -> Option<When> {
        let fields = self.fields(node, mapping("when"))?;
        let mut kind = |key| fields.get(key).and_then(|node| self.word(node, KINDS));
        let (target, actual) = (kind("target"), kind("actual"));
        let ops = fields.get("op").map(|node| self.ops(node)).unwrap_or_default();
        let classes = fields.get("class").map(|node| self.texts(node)).unwrap_or_default();
        let groups = fields.get("group").map(|node| self.texts(node)).unwrap_or_default();
        let names = fields.get("name").map(|node| self.texts(node)).unwrap_or_default();
        let thresholds = fields.get("thresholds").and_then(|node| self.truth(node)).unwrap_or_default();
        let labels = &vocabulary().labels;
        Some(When {
            target,
            actual,
            ops,
            classes: classes.iter().map(|class| labels.class(&class.value).into_owned()).collect(),
            groups: groups.iter().map(|group| labels.group(&group.value).into_owned()).collect(),
            names: names.into_iter().map(|name| name.value).collect(),
            thresholds,
        })
    }

    fn ops(&mut self, node: &Node) -> Vec<Op> {
        match &node.kind {
            Kind::Seq(items) => items.iter().filter_map(|item| self.word(item, OPS)).collect(),
            _ => self.word(node, OPS).into_iter().collect(),
        }
    }

    /// The direction of a bare number, first match wins.
    pub fn directions(&mut self, node: &Node) -> Option<Vec<Direction>> {
        let items = self.list(node, &say!("方向的列表", "a list of directions"))?;
        Some(items.iter().filter_map(|item| self.direction(item)).collect())
    }

    fn direction(&mut self, node: &Node) -> Option<Direction> {
        let fields = self.fields(node, mapping("direction"))?;
        let labels = &vocabulary().labels;
        let mut texts = |key| fields.get(key).map(|node| self.texts(node)).unwrap_or_default();
        let (classes, groups, names, units) = (texts("class"), texts("group"), texts("name"), texts("unit"));
        let op = fields.get("op").and_then(|node| self.word(node, OPS))?;
        Some(Direction {
            classes: classes.iter().map(|class| labels.class(&class.value).into_owned()).collect(),
            groups: groups.iter().map(|group| labels.group(&group.value).into_owned()).collect(),
            names: names.into_iter().map(|name| name.value).collect(),
            units: units.into_iter().map(|unit| unit.value).collect(),
            op,
        })
    }
}
