//! What a policy asks to be pointed out.

use super::fields::{Decoder, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::mapping;
use crate::policy::{Far, Flag, FlagOn, Side, When};
use crate::say;
use crate::yaml::tree::{Kind, Node};

const SIDES: &[(&str, Side)] = &[("met", Side::Met), ("below", Side::Below), ("above", Side::Above)];

impl Decoder {
    /// The flags that can be read.
    pub fn flags(&mut self, node: &Node) -> Vec<Flag> {
        let items = self.list(node, &say!("提示的列表", "a list of flags")).unwrap_or_default();
        items.iter().filter_map(|item| self.flag(item)).collect()
    }

    fn flag(&mut self, node: &Node) -> Option<Flag> {
        let fields = self.fields(node, mapping("flag"))?;
        let id = self.optional_text(&fields, "id");
        let title = fields.get("title").and_then(|node| self.message(node));
        let of_rows = fields
            .keys()
            .find(|(key, _)| matches!(*key, "when" | "side" | "excess" | "deviation" | "reason"));
        if let (Some(_), Some((key, node))) = (fields.get("execution"), of_rows) {
            let title =
                say!("一条提示只针对一类对象：指标行或执行率", "a flag looks either at rows or at execution");
            let label = say!("`{key}` 针对指标行", "`{key}` looks at rows");
            let help = say!("分为两条提示", "write two flags");
            self.report(node, Diagnostic::new(Code::WrongShape, title).label(label).help(help));
            return None;
        }
        let on = match fields.get("execution") {
            Some(node) => self.rate_bound(node)?,
            None => self.flagged_rows(&fields)?,
        };
        Some(Flag { id: id?, title: title?, on, at: node.at.clone() })
    }

    fn flagged_rows(&mut self, fields: &Fields<'_>) -> Option<FlagOn> {
        let when = match fields.get("when") {
            Some(node) => self.when(node)?,
            None => When::default(),
        };
        let sides = fields.get("side").map(|node| self.sides(node)).unwrap_or_default();
        let far = match (fields.get("excess"), fields.get("deviation")) {
            (None, None) => None,
            (Some(node), None) => Some(self.far(node, false)?),
            (None, Some(node)) => Some(self.far(node, true)?),
            (Some(_), Some(again)) => {
                self.wrong_shape_like(
                    again,
                    &say!("`excess` 或 `deviation`，二者之一", "either `excess` or `deviation`"),
                    &mapping("excess").example,
                );
                return None;
            }
        };
        let reason = fields.get("reason").and_then(|node| self.word(node, &[("missing", true)]));
        Some(FlagOn::Rows { when: Box::new(when), sides, far, without_reason: reason.unwrap_or_default() })
    }

    /// How far an actual lies from its target: above it, or either way.
    pub(super) fn far(&mut self, node: &Node, either_way: bool) -> Option<Far> {
        let fields = self.fields(node, mapping("excess"))?;
        let Some(edge) = self.edge(&fields)? else {
            let expected = say!("`at_least` 或 `above`，二者之一", "either `at_least` or `above`");
            self.wrong_shape_like(node, &expected, &mapping("excess").example);
            return None;
        };
        let of_zero = match fields.get("of_zero") {
            Some(node) => Some(self.exact(node)?),
            None => None,
        };
        Some(Far { either_way, edge, of_zero })
    }

    fn rate_bound(&mut self, node: &Node) -> Option<FlagOn> {
        let fields = self.fields(node, mapping("flag_rate"))?;
        match (fields.get("below"), fields.get("above")) {
            (Some(node), None) => self.exact(node).map(FlagOn::RateBelow),
            (None, Some(node)) => self.exact(node).map(FlagOn::RateAbove),
            _ => {
                let expected = say!("`below` 或 `above`，二者之一", "either `below` or `above`");
                self.wrong_shape_like(node, &expected, &mapping("flag_rate").example);
                None
            }
        }
    }

    fn sides(&mut self, node: &Node) -> Vec<Side> {
        match &node.kind {
            Kind::Seq(items) => items.iter().filter_map(|item| self.word(item, SIDES)).collect(),
            _ => self.word(node, SIDES).into_iter().collect(),
        }
    }
}
