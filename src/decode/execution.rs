//! Execution: how it is scored, the facts that a policy asks for, and what its rate limits.

use super::fields::Decoder;
use crate::keys::mapping;
use crate::place::Place;
use crate::policy::{Execution, Fact, Part, Term, TotalLimit};
use crate::say;
use crate::yaml::tree::Node;

impl Decoder {
    pub(super) fn execution(&mut self, node: &Node) -> Option<Execution> {
        let fields = self.fields(node, mapping("execution"))?;
        let id = self.optional_text(&fields, "id");
        let numerator = match fields.get("numerator") {
            Some(node) => self.sum(node),
            None => Some(vec![Part { minus: false, term: Term::Executed, at: Place::Nowhere }]),
        };
        let denominator = fields.get("denominator").and_then(|node| self.sum(node));
        let award = fields.get("award").and_then(|node| self.award(node));
        let zero = fields.get("zero_budget").and_then(|node| self.fields(node, mapping("zero_budget")));
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
                let fields = self.fields(item, mapping("fact"))?;
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
                let fields = self.fields(item, mapping("total_limit"))?;
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
