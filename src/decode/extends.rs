//! `extends`: a policy says only what it changes in another.

use crate::diagnostic::{Code, Diagnostic};
use crate::embedded::vocabulary;
use crate::message::Message;
use crate::say;
use crate::sources::{Document, Resolve};
use crate::text::shortened;
use crate::yaml::tree::{self, Kind, Node};
use std::sync::Arc;

/// So many policies may stand behind one another.
const MOST: usize = 8;

/// Sections whose keys are inherited one by one. Rules and tiers are inherited one by one too, by their `id`; everything
/// else is inherited or replaced as a whole.
const SECTIONS: &[&str] =
    &["weights", "rounding", "execution", "quality", "not_applicable", "tolerance", "audit"];

/// A policy with all that it inherits; each node knows its file.
pub(super) struct Whole {
    pub node: Option<Node>,
    pub files: Vec<Arc<str>>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a policy and those that it extends, and merges them.
pub(super) fn read(name: &str, text: &str, bases: &Resolve<'_>) -> Whole {
    let file: Arc<str> = Arc::from(name);
    let tree = tree::read(&file, text);
    let mut whole = Whole { node: None, files: vec![file], diagnostics: tree.diagnostics };
    let Some(node) = tree.value else { return whole };
    let mut chain = vec![node];
    while let Some(extends) = chain.last().and_then(|node| node.get("extends")) {
        let Some(base) = whole.base(extends, bases) else {
            // Without its base a policy lacks half its keys; one message is enough.
            return whole;
        };
        let file: Arc<str> = Arc::from(base.name.as_str());
        let tree = tree::read(&file, &base.text);
        whole.diagnostics.extend(tree.diagnostics);
        let Some(node) = tree.value else { return whole };
        chain.push(numbered(node, whole.files.len()));
        whole.files.push(file);
    }
    whole.node = chain.into_iter().rev().reduce(|base, child| merged(child, base));
    whole
}

impl Whole {
    /// The policy that is extended; nothing where there is none or where the chain closes.
    fn base(&mut self, extends: &Node, bases: &Resolve<'_>) -> Option<Document> {
        let problem = match extends.text() {
            None => say!("此处应为评分办法的名称", "the id of a policy is expected here"),
            Some(_) if self.files.len() > MOST => {
                say!("继承超过 {most} 层", "more than {most} levels of extension", most = MOST)
            }
            Some(id) => match bases(id) {
                Err(reason) => reason,
                Ok(base) if self.files.iter().any(|file| **file == base.name) => {
                    say!("循环继承，最终继承到自身", "the policy extends itself in a circle")
                }
                Ok(base) => return Some(base),
            },
        };
        self.refuse(extends, problem);
        None
    }

    fn refuse(&mut self, extends: &Node, problem: Message) {
        let id = shortened(extends.text().unwrap_or_default(), 60);
        let diagnostic = Diagnostic::new(Code::Extends, say!("不能继承“{id}”", "`{id}` cannot be extended"))
            .at(&extends.at)
            .label(problem);
        let diagnostic = match self.files.get(extends.file) {
            Some(file) => diagnostic.file(file),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }
}

/// The same tree, all of it in the file of that number.
fn numbered(mut node: Node, file: usize) -> Node {
    node.file = file;
    node.kind = match node.kind {
        Kind::Seq(items) => Kind::Seq(items.into_iter().map(|item| numbered(item, file)).collect()),
        Kind::Map(entries) => Kind::Map(
            entries.into_iter().map(|(key, value)| (numbered(key, file), numbered(value, file))).collect(),
        ),
        scalar @ Kind::Scalar { .. } => scalar,
    };
    node
}

/// A policy with the keys of its base that it does not give itself.
fn merged(child: Node, base: Node) -> Node {
    let (Kind::Map(own), Kind::Map(inherited)) = (child.kind, base.kind) else {
        return Node { kind: Kind::Map(Vec::new()), ..child };
    };
    let mut entries = own;
    for (key, value) in inherited {
        let name = key.text().unwrap_or_default();
        if matches!(name, "id" | "extends" | "title" | "applies" | "tests") {
            continue;
        }
        match entries.iter_mut().find(|(own, _)| own.text() == Some(name)) {
            None => entries.push((key, value)),
            Some((_, own)) if SECTIONS.contains(&name) => completed(own, value),
            Some((_, own)) if name == "rules" => joined(own, value),
            Some(_) => {}
        }
    }
    Node { kind: Kind::Map(entries), at: child.at, file: child.file }
}

/// Adds to a section the keys of its base that it does not give itself.
fn completed(own: &mut Node, base: Node) {
    let (Kind::Map(entries), Kind::Map(inherited)) = (&mut own.kind, base.kind) else { return };
    for (key, value) in inherited {
        match entries.iter_mut().find(|(own, _)| meaning(own) == meaning(&key)) {
            None => entries.push((key, value)),
            Some((name, own)) if name.text() == Some("tiers") && all_known(own, &value) => joined(own, value),
            Some(_) => {}
        }
    }
}

/// The key of a rule that a word stands for: 逾期 of a deadline is above, as `late` is.
fn meaning(key: &Node) -> Option<&str> {
    let written = key.text()?;
    Some(vocabulary().headings.key("rule", written).unwrap_or(written))
}

/// Whether every entry of a list is one of another, by its `id`.
fn all_known(own: &Node, base: &Node) -> bool {
    match (&own.kind, &base.kind) {
        (Kind::Seq(own), Kind::Seq(base)) => {
            own.iter().all(|entry| base.iter().any(|known| same(known, entry)))
        }
        _ => false,
    }
}

fn same(a: &Node, b: &Node) -> bool {
    let id = |node: &Node| node.get("id").and_then(Node::text).map(str::to_owned);
    id(a).is_some_and(|a| Some(a) == id(b))
}

/// A list whose entries have an `id`: one that the base has too takes its place there and what it does not say from
/// it; new ones go before all others, since the first match wins.
fn joined(own: &mut Node, base: Node) {
    let (Kind::Seq(entries), Kind::Seq(inherited)) = (&mut own.kind, base.kind) else { return };
    let mut rest: Vec<Node> = Vec::with_capacity(inherited.len());
    for known in inherited {
        match entries.iter().position(|entry| same(entry, &known)) {
            Some(index) => {
                let mut entry = entries.remove(index);
                completed(&mut entry, known);
                rest.push(entry);
            }
            None => rest.push(known),
        }
    }
    entries.append(&mut rest);
}
