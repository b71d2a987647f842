//! Tiers of quality words, rows that do not apply, grades.

use super::fields::{Decoder, Fields};
use crate::assessment::Grade;
use crate::cell::Degree;
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::mapping;
use crate::policy::{GradeBand, NotApplicable, NotApplicableAward, Tier};
use crate::say;
use crate::value::{Bound, Rational};
use crate::yaml::tree::{Kind, Node};

const DEGREES: &[(&str, Degree)] = &[("full", Degree::Full), ("half", Degree::Half), ("none", Degree::None)];

pub(super) const GRADES: &[(&str, Grade)] =
    &[("excellent", Grade::Excellent), ("good", Grade::Good), ("fair", Grade::Fair), ("poor", Grade::Poor)];

impl Decoder {
    /// The tiers, and the one of an actual that repeats its target.
    pub fn quality(&mut self, node: &Node) -> Option<(Vec<Tier>, Option<usize>)> {
        let fields = self.fields(node, mapping("quality"))?;
        let list = fields.get("tiers")?;
        let items = self.list(list, &say!("各档的列表", "a list of tiers"))?;
        if items.is_empty() {
            self.empty(list);
        }
        let tiers: Vec<Tier> = items.iter().filter_map(|item| self.tier(item)).collect();
        let same_words = fields.get("same_words").and_then(|node| self.tier_named(node, list, &tiers));
        Some((tiers, same_words))
    }

    fn tier_named(&mut self, node: &Node, list: &Node, tiers: &[Tier]) -> Option<usize> {
        let name = self.text(node)?;
        let found = tiers.iter().position(|tier| tier.id.value == name.value);
        if found.is_none() && node.file > list.file {
            let title = say!(
                "各档中没有继承来的 `same_words: {name}`",
                "the inherited `same_words: {name}` is not one of these tiers",
                name = name.value
            );
            let help = say!(
                "在 `quality` 中另写 `same_words`，指明所属的档",
                "write `same_words` in `quality` with the name of a tier"
            );
            self.report(list, Diagnostic::new(Code::UnknownWord, title).help(help));
        } else if found.is_none() {
            let all: Vec<&str> = tiers.iter().map(|tier| tier.id.value.as_str()).collect();
            self.unknown_word(node, &name.value, &all);
        }
        found
    }

    fn tier(&mut self, node: &Node) -> Option<Tier> {
        let fields = self.fields(node, mapping("tier"))?;
        let id = self.optional_text(&fields, "id");
        let title = fields.get("title").and_then(|node| self.message(node));
        let share = fields.get("share").and_then(|node| self.interval(node));
        let default = fields.get("default").and_then(|node| self.share(node));
        let degrees = fields.get("degree").map(|node| self.degrees(node)).unwrap_or_default();
        let exact = self.words(&fields, "exact");
        let phrases = self.words(&fields, "phrases");
        let (low, high) = share?;
        Some(Tier {
            id: id?,
            title: title?,
            degrees,
            exact,
            phrases,
            low,
            high,
            default: default?,
            at: node.at.clone(),
        })
    }

    fn degrees(&mut self, node: &Node) -> Vec<Degree> {
        let nodes = match &node.kind {
            Kind::Seq(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        nodes.iter().filter_map(|node| self.word(node, DEGREES)).collect()
    }

    fn interval(&mut self, node: &Node) -> Option<(Bound, Bound)> {
        let fields = self.fields(node, mapping("share"))?;
        let low = fields.get("from").and_then(|node| self.share(node));
        let high = fields.get("to").and_then(|node| self.share(node));
        let included = fields.get("to_included").and_then(|node| self.truth(node));
        Some((Bound::included(low?), Bound { at: high?, included: included? }))
    }

    pub(super) fn truth(&mut self, node: &Node) -> Option<bool> {
        self.word(node, &[("true", true), ("false", false)])
    }

    fn words(&mut self, fields: &Fields<'_>, key: &str) -> Vec<String> {
        let texts = fields.get(key).map(|node| self.texts(node)).unwrap_or_default();
        texts.into_iter().map(|text| text.value).collect()
    }

    /// What becomes of rows that do not apply.
    pub fn not_applicable(&mut self, node: &Node) -> Option<NotApplicable> {
        let fields = self.fields(node, mapping("not_applicable"))?;
        let awards = &[
            ("full", NotApplicableAward::Full),
            ("rescale", NotApplicableAward::Rescale),
            ("drop", NotApplicableAward::Drop),
        ];
        let award = fields.get("award").and_then(|node| self.word(node, awards));
        let words = self.words(&fields, "words");
        Some(NotApplicable { words, award: award? })
    }

    /// The grades, as they are written.
    pub fn grades(&mut self, node: &Node) -> Option<Vec<GradeBand>> {
        let items = self.list(node, &say!("等级的列表", "a list of grades"))?;
        if items.is_empty() {
            self.empty(node);
        }
        Some(items.iter().filter_map(|item| self.grade(item)).collect())
    }

    fn grade(&mut self, node: &Node) -> Option<GradeBand> {
        let fields = self.fields(node, mapping("grade"))?;
        let grade = fields.get("grade").and_then(|node| self.word(node, GRADES));
        let (edge, included) = match (fields.get("at_least"), fields.get("above")) {
            (Some(node), None) => (node, true),
            (None, Some(node)) => (node, false),
            (Some(first), Some(again)) => {
                self.one_edge(first, again);
                return None;
            }
            (None, None) => {
                let expected = say!("带 `at_least` 的等级", "a grade with its `at_least`");
                self.wrong_shape(node, &expected);
                return None;
            }
        };
        let from = self.figure_within(edge, &["分"], (0, 100_000))?;
        let from = Bound { at: Rational::from(from.value), included };
        Some(GradeBand { grade: grade?, from, at: node.at.clone() })
    }
}
