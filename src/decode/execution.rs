//! Execution: how it is scored, the facts that a policy asks for, and what its rate limits.

use super::fields::{Decoder, Key, Shape};
use crate::place::Place;
use crate::policy::{Execution, Fact, Part, Term, TotalLimit};
use crate::say;
use crate::yaml::tree::Node;

/// The mappings that are read here.
#[cfg(feature = "cli")]
pub(super) const SHAPES: &[&Shape] = &[&EXECUTION, &ZERO_BUDGET, &FACT, &TOTAL_LIMIT];

const EXECUTION: Shape = Shape {
    kind: "execution",
    zh: "预算执行率",
    en: "the execution section",
    keys: &[
        Key::must("id"),
        Key::may("numerator"),
        Key::must("denominator"),
        Key::must("award"),
        Key::must("zero_budget"),
        Key::may("basis"),
    ],
    example: "execution: {id: …, denominator: budget, award: …, zero_budget: …}",
};

const FACT: Shape = Shape {
    kind: "fact",
    zh: "事实",
    en: "a fact",
    keys: &[Key::must("name"), Key::must("title"), Key::may("default")],
    example: "- {name: staff_quota, title: 编制人数}",
};

const TOTAL_LIMIT: Shape = Shape {
    kind: "total_limit",
    zh: "总分上限",
    en: "a limit of the total",
    keys: &[Key::may("at_least"), Key::may("above"), Key::may("cap")],
    example: "- {at_least: 70%, cap: 89}",
};

const ZERO_BUDGET: Shape = Shape {
    kind: "zero_budget",
    zh: "预算为零",
    en: "the section on a budget of zero",
    keys: &[
        Key::choose("unspent", "full | zero | cannot_score | {measure, curve, limits}"),
        Key::choose("spent", "full | zero | cannot_score | {measure, curve, limits}"),
    ],
    example: "{unspent: cannot_score, spent: cannot_score}",
};

impl Decoder {
    pub(super) fn execution(&mut self, node: &Node) -> Option<Execution> {
        let fields = self.fields(node, &EXECUTION)?;
        let id = self.optional_text(&fields, "id");
        let numerator = match fields.get("numerator") {
            Some(node) => self.sum(node),
            None => Some(vec![Part { minus: false, term: Term::Executed, at: Place::Nowhere }]),
        };
        let denominator = fields.get("denominator").and_then(|node| self.sum(node));
        let award = fields.get("award").and_then(|node| self.award(node));
        let zero = fields.get("zero_budget").and_then(|node| self.fields(node, &ZERO_BUDGET));
        let mut of_zero =
            |key| zero.as_ref().and_then(|fields| fields.get(key)).and_then(|node| self.award(node));
        let (unspent, spent) = (of_zero("unspent"), of_zero("spent"));
        let basis = self.optional_message(&fields, "basis");
        Some(Execution {
            id: id?.value,
            numerator: numerator?,
            denominator: denominator?,
            award: award?,
            zero_budget_unspent: unspent?,
            zero_budget_spent: spent?,
            basis,
            at: node.at.clone(),
        })
    }

    pub(super) fn declared(&mut self, node: &Node) -> Vec<Fact> {
        let expected = say!("[{{name, title}}] 的列表", "a list of {{name, title}}");
        let items = self.list(node, &expected).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| {
                let fields = self.fields(item, &FACT)?;
                let name = self.optional_text(&fields, "name");
                let title = self.optional_message(&fields, "title");
                let default = match fields.get("default") {
                    Some(node) => Some(self.exact(node)?),
                    None => None,
                };
                Some(Fact { name: name?, title: title?, default })
            })
            .collect()
    }

    /// From the highest rate down; the last has no edge.
    pub(super) fn total_limits(&mut self, node: &Node) -> Vec<TotalLimit> {
        let expected = say!("[{{at_least, cap}}] 的列表", "a list of {{at_least, cap}}");
        let items = self.list(node, &expected).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| {
                let fields = self.fields(item, &TOTAL_LIMIT)?;
                let from = self.edge(&fields)?;
                let cap = match fields.get("cap") {
                    Some(node) => Some(self.points_of(node)?),
                    None => None,
                };
                Some(TotalLimit { from, cap, at: item.at.clone() })
            })
            .collect()
    }
}
