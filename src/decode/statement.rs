//! What a document says of its tables as a whole, in a file of its own beside them.

use super::fields::Decoder;
use crate::audit::Stated;
use crate::diagnostic::Parsed;
use crate::embedded::vocabulary;
use crate::keys::mapping;
use crate::say;
use crate::yaml::tree::{self, Node};
use std::sync::Arc;

/// Reads a statement: `statement` (the sentence that counts the projects and gives their sums, in the words of the
/// document), and `unit` and `year` where it is of some of the tables only.
///
/// ```
/// let text = "statement: 绩效评价项目 16 个，全年预算数 7231.95 万元，全年执行数 7231.32 万元";
/// let stated = jixiao::decode::statement("a.yaml", text).value.expect("a statement");
/// assert_eq!(stated.projects.map(|projects| projects.value), Some(16));
/// ```
pub fn statement(name: &str, text: &str) -> Parsed<Stated> {
    let file: Arc<str> = Arc::from(name);
    let tree = tree::read(&file, text);
    let mut diagnostics = tree.diagnostics;
    let value = tree.value.and_then(|node| {
        let parsed = from_tree(&file, &node);
        diagnostics.extend(parsed.diagnostics);
        parsed.value
    });
    Parsed { value, diagnostics }
}

/// The statement that a tree holds.
pub(crate) fn from_tree(file: &Arc<str>, node: &Node) -> Parsed<Stated> {
    let mut decoder = Decoder::new(vec![Arc::clone(file)]);
    let value = decoder.statement(file, node);
    Parsed { value, diagnostics: decoder.diagnostics }
}

impl Decoder {
    fn statement(&mut self, file: &Arc<str>, node: &Node) -> Option<Stated> {
        let fields = self.root(node, mapping("statement"))?;
        let said = fields.get("statement")?;
        let text = self.text(said)?;
        let unit = fields.get("unit").and_then(|unit| self.text(unit)).map(|unit| unit.value);
        let year = self.year(&fields);
        let Some(stated) = Stated::told(&text, vocabulary()) else {
            let expected =
                say!("写明绩效评价项目个数的一句话", "a sentence that says how many projects were evaluated");
            self.wrong_shape_like(said, &expected, &mapping("statement").example);
            return None;
        };
        Some(Stated { unit, year, file: Some(Arc::clone(file)), ..stated })
    }
}
