//! The elements and texts of an XML part, without what could hurt: no entities but the five, no depth without end.

use super::limits::MAX_DEPTH;
use super::trouble::{Result, damaged, entities};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What stands next in a part.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The innermost element ends.
    Close,
    /// Text.
    Text(String),
}

/// The begin of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(std::result::Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned);
        Some(value)
    }

    /// An attribute that is a whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// An on-off element of Word: on, unless it says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Reads a part.
pub(super) struct Xml<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A part, by its name and its text.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { part, reader, depth: 0 }
    }

    /// What stands next; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>> {
        loop {
            let event =
                self.reader.read_event().map_err(|error| self.broken(&Message::same(error.to_string())))?;
            match event {
                Event::Start(element) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > MAX_DEPTH {
                        return Err(self.broken(&say!(
                            "元素嵌套超过 {limit} 层",
                            "elements are nested more than {limit} levels deep",
                            limit = MAX_DEPTH
                        )));
                    }
                    return Ok(Some(Node::Open(Element(element))));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::Close));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    return self.character(&reference).map(|text| Some(Node::Text(text)));
                }
                Event::DocType(_) => return Err(entities(self.part)),
                Event::Eof if self.depth > 0 => {
                    return Err(self.broken(&say!("内容不完整，提前结束", "it ends too early")));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn character(&self, reference: &BytesRef) -> Result<String> {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return Ok(character.to_string());
        }
        let name = reference.xml10_content();
        let resolved = resolve_predefined_entity(&name).map(str::to_owned);
        resolved.ok_or_else(|| self.broken(&say!("未定义的实体 &{name};", "undefined entity &{name};")))
    }

    fn broken(&self, why: &Message) -> Box<Diagnostic> {
        let at = self.reader.buffer_position();
        damaged(Message {
            zh: format!("{} 第 {at} 字节：{}", self.part, why.zh),
            en: format!("{}, byte {at}: {}", self.part, why.en),
        })
    }
}

/// The text of a part: UTF-8, or UTF-16 with its mark.
pub(super) fn text(bytes: &[u8]) -> String {
    encoding_rs::UTF_8.decode(bytes).0.into_owned()
}
