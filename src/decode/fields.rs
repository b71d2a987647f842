//! Decoding of mappings, lists and words. Whatever is wrong is reported, and the rest is read all the same.

use crate::diagnostic::{Code, Diagnostic};
use crate::embedded::vocabulary;
use crate::keys::{Key, Mapping};
pub(super) use crate::message::Message;
use crate::place::{Located, Place};
use crate::say;
use crate::text::{nearest, shortened};
use crate::yaml::tree::{Kind, Node};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// The values of a mapping by their English keys.
pub(super) struct Fields<'n> {
    entries: Vec<(&'static str, &'n Node, &'n Node)>,
    /// The mapping itself.
    pub node: &'n Node,
}

impl<'n> Fields<'n> {
    /// The value of a key; nothing where there is none or where it is blank.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries
            .iter()
            .find(|(name, ..)| *name == key)
            .map(|&(_, _, value)| value)
            .filter(|value| !value.is_blank())
    }

    /// The keys that are there, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = (&'static str, &'n Node)> + '_ {
        self.entries.iter().map(|&(name, key, _)| (name, key))
    }
}

/// Reads the values of one file (of several, where a policy extends another) and collects what is wrong.
pub(super) struct Decoder {
    /// The files by their number in [`Node::file`].
    files: Vec<Arc<str>>,
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Decoder {
    pub fn new(files: Vec<Arc<str>>) -> Self {
        Self { files, diagnostics: Vec::new() }
    }

    /// The file in which a node stands.
    pub fn file(&self, node: &Node) -> Option<&Arc<str>> {
        self.files.get(node.file)
    }

    /// Reports something about a node.
    pub fn report(&mut self, node: &Node, diagnostic: Diagnostic) {
        let diagnostic = match self.file(node) {
            Some(file) => diagnostic.file(&Arc::clone(file)),
            None => diagnostic,
        };
        let placed = diagnostic.at != Place::Nowhere;
        self.diagnostics.push(if placed { diagnostic } else { diagnostic.at(&node.at) });
    }

    /// The values of a mapping. Unknown, repeated and missing keys are reported.
    pub fn fields<'n>(&mut self, node: &'n Node, mapping: &'static Mapping) -> Option<Fields<'n>> {
        self.fields_without(node, mapping, "")
    }

    /// The same, where one key may be left out that is required elsewhere.
    pub fn fields_without<'n>(
        &mut self,
        node: &'n Node,
        mapping: &'static Mapping,
        spare: &str,
    ) -> Option<Fields<'n>> {
        let Kind::Map(entries) = &node.kind else {
            let expected =
                say!("{zh}：若干“键: 值”", "{en}: keys with values", zh = mapping.zh, en = mapping.en);
            self.wrong_shape_like(node, &expected, &mapping.example);
            return None;
        };
        let mut found: Vec<(&'static str, &'n Node, &'n Node)> = Vec::new();
        let mut meant = Vec::new();
        for (key, value) in entries {
            let Some(written) = key.text() else {
                self.wrong_shape(key, &say!("一个词作键", "a word as the key"));
                continue;
            };
            let Some(known) = mapping.resolve(written) else {
                meant.extend(self.unknown_key(key, written, mapping));
                continue;
            };
            match found.iter().find(|(name, ..)| *name == known) {
                Some(&(_, first, _)) => self.repeated(first, key, known),
                None => found.push((known, key, value)),
            }
        }
        let fields = Fields { entries: found, node };
        let lacking = |key: &&Key| {
            key.required
                && key.name != spare
                && fields.get(&key.name).is_none()
                && !meant.contains(&&*key.name)
        };
        let missing: Vec<&'static Key> = mapping.keys.iter().filter(lacking).collect();
        self.missing(&fields, mapping, &missing);
        Some(fields)
    }

    /// Reports an unknown key; gives back the key that was probably meant.
    fn unknown_key(&mut self, key: &Node, written: &str, mapping: &'static Mapping) -> Option<&'static str> {
        let shown = shortened(written, 40);
        let title = say!(
            "{zh}中没有“{written}”这个键",
            "unknown key `{written}` in {en}",
            zh = mapping.zh,
            en = mapping.en,
            written = shown
        );
        let diagnostic = Diagnostic::new(Code::UnknownKey, title);
        let unspaced = written
            .split_once([':', '：'])
            .and_then(|(head, tail)| Some((mapping.resolve(head)?, head, tail)))
            .filter(|(_, _, tail)| !tail.is_empty());
        let (diagnostic, meant) = match (unspaced, mapping.nearest(written)) {
            (Some((known, head, tail)), _) => {
                let help = say!(
                    "冒号后须有空格，改为：{head}: {tail}",
                    "put a space after the colon: {head}: {tail}",
                    tail = shortened(tail, 60)
                );
                (diagnostic.help(help), Some(known))
            }
            (None, Some(near)) => {
                let help = say!("是不是 `{near}`？", "did you mean `{near}`?");
                (diagnostic.help(help), mapping.resolve(near))
            }
            (None, None) => (diagnostic, None),
        };
        let (zh, en) = joined(&mapping.keys.iter().map(Key::shown).collect::<Vec<_>>());
        let note = say!("可用的键：{zh}", "known keys: {en}");
        self.report(key, diagnostic.note(note));
        meant
    }

    /// One key twice: as the same word, or as two words for the same.
    fn repeated(&mut self, first: &Node, again: &Node, name: &'static str) {
        let word = |node: &'_ Node| shortened(node.text().unwrap_or_default(), 40).into_owned();
        let (one, two) = (word(first), word(again));
        let diagnostic = if one == two {
            Diagnostic::new(Code::DuplicateKey, say!("“{two}”重复", "`{two}` appears twice"))
        } else {
            Diagnostic::new(
                Code::SameKeyTwice,
                say!("“{one}”和“{two}”是同一个键（{name}）", "`{one}` and `{two}` are the same key ({name})"),
            )
        };
        let diagnostic = diagnostic
            .at(&again.at)
            .label(say!("重复处，未采用", "repeated here, not used"))
            .related(&first.at, say!("首次出现于此", "first occurrence"))
            .help(say!("只保留一个", "keep one of them"));
        self.report(again, diagnostic);
    }

    fn missing(&mut self, fields: &Fields<'_>, mapping: &'static Mapping, keys: &[&'static Key]) {
        let mut absent = Vec::new();
        for &key in keys {
            let written = fields.keys().find(|(name, _)| *name == key.name);
            match written {
                Some((_, node)) => {
                    let label = say!("该键没有值", "this key has no value");
                    self.report(node, lacks(mapping, &[key]).at(&node.at).label(label));
                }
                None => absent.push(key),
            }
        }
        if !absent.is_empty() {
            self.report(fields.node, lacks(mapping, &absent));
        }
    }

    /// A value of the wrong mapping.
    pub fn wrong_shape(&mut self, node: &Node, expected: &Message) {
        self.wrong_shape_like(node, expected, "");
    }

    /// A value of the wrong mapping, with an example of the right one.
    pub fn wrong_shape_like(&mut self, node: &Node, expected: &Message, example: &str) {
        let (zh, en) = (&expected.zh, &expected.en);
        let diagnostic =
            Diagnostic::new(Code::WrongShape, say!("此处应为{zh}", "expected {en}")).label(shape_of(node));
        let diagnostic = match example {
            "" => diagnostic,
            _ => diagnostic.help(say!("例如：{example}", "for example: {example}")),
        };
        self.report(node, diagnostic);
    }

    /// The entries of a list.
    pub fn list<'n>(&mut self, node: &'n Node, expected: &Message) -> Option<&'n [Node]> {
        if let Kind::Seq(items) = &node.kind {
            return Some(items);
        }
        self.wrong_shape(node, expected);
        None
    }

    /// The entries of a mapping whose keys are names, each name once.
    pub fn named<'n>(&mut self, node: &'n Node, expected: &Message) -> Vec<(&'n Node, &'n str, &'n Node)> {
        let Kind::Map(entries) = &node.kind else {
            self.wrong_shape(node, expected);
            return Vec::new();
        };
        let mut found: Vec<(&Node, &str, &Node)> = Vec::new();
        let mut known: HashMap<&str, &Node> = HashMap::new();
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.wrong_shape(key, &say!("名称", "a name"));
                continue;
            };
            match known.entry(name) {
                Entry::Occupied(first) => self.repeated(first.get(), key, ""),
                Entry::Vacant(place) => {
                    place.insert(key);
                    found.push((key, name, value));
                }
            }
        }
        found
    }

    /// A text as it is written, without spaces around it.
    pub fn text(&mut self, node: &Node) -> Option<Located<String>> {
        let Some(text) = node.text() else {
            self.wrong_shape(node, &say!("一段文字", "a text"));
            return None;
        };
        let trimmed = text.trim();
        let lead = text.chars().take_while(|c| c.is_whitespace()).count();
        let at = node.at.part(text, lead..lead.saturating_add(trimmed.chars().count()));
        Some(Located { value: trimmed.to_owned(), at })
    }

    /// Texts: a list of them, or a single one.
    pub fn texts(&mut self, node: &Node) -> Vec<Located<String>> {
        match &node.kind {
            Kind::Seq(items) => items.iter().filter_map(|item| self.text(item)).collect(),
            _ => self.text(node).into_iter().collect(),
        }
    }

    /// One of several words.
    pub fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let written = self.text(node)?;
        let found = words.iter().find(|(word, _)| *word == written.value).map(|&(_, value)| value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|&(word, _)| word).collect();
            self.unknown_word(node, &written.value, &all);
        }
        found
    }

    /// A word that is none of those allowed.
    pub fn unknown_word(&mut self, node: &Node, written: &str, words: &[&str]) {
        let shown = shortened(written, 40);
        let all = words.join(" | ");
        let diagnostic = Diagnostic::new(
            Code::UnknownWord,
            say!("无法识别“{written}”", "unknown word `{written}`", written = shown),
        )
        .label(say!("可选：{all}", "one of: {all}"));
        let instead = &vocabulary().labels.words;
        let stands_for = |word: &&str| {
            instead.get(*word).is_some_and(|others| others.iter().any(|other| other == written))
        };
        let meant =
            words.iter().copied().find(stands_for).or_else(|| nearest(written, words.iter().copied()));
        let diagnostic = match meant {
            Some(near) => diagnostic.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
            None => diagnostic,
        };
        self.report(node, diagnostic);
    }
}

/// A mapping lacks some keys.
fn lacks(mapping: &Mapping, keys: &[&Key]) -> Diagnostic {
    let shown: Vec<Message> = keys.iter().map(|key| key.shown()).collect();
    let (zh, en) = joined(&shown);
    let title =
        say!("{owner}缺少 {zh}", "missing in {owner_en}: {en}", owner = mapping.zh, owner_en = mapping.en);
    let diagnostic = Diagnostic::new(Code::MissingKey, title);
    keys.iter().fold(diagnostic, |diagnostic, key| match key.choices() {
        Some(choices) if choices.contains(" | ") => {
            let name = &key.name;
            diagnostic.note(say!("`{name}` 可选：{choices}", "`{name}` is one of: {choices}"))
        }
        Some(keys) => {
            let name = &key.name;
            diagnostic.note(say!("`{name}` 的写法：{keys}", "ways to write `{name}`: {keys}"))
        }
        None => diagnostic,
    })
}

fn joined(all: &[Message]) -> (String, String) {
    let zh: Vec<&str> = all.iter().map(|message| message.zh.as_str()).collect();
    let en: Vec<&str> = all.iter().map(|message| message.en.as_str()).collect();
    (zh.join("、"), en.join(", "))
}

/// What a node is, in a word.
fn shape_of(node: &Node) -> Message {
    match &node.kind {
        Kind::Seq(_) => say!("此处为列表", "this is a list"),
        Kind::Map(_) => say!("此处为一组“键: 值”", "this is a group of keys with values"),
        Kind::Scalar { .. } if node.is_blank() => say!("此处为空", "nothing is given here"),
        Kind::Scalar { .. } => say!("此处为文字", "this is a text"),
    }
}
