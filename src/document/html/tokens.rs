//! The tokens of a page, with a bound where the tokenizer has none.
//!
//! The tokenizer calls itself from each attribute to the next, so a tag with enough of them overflows its stack: it is
//! stopped before, where it reads on.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Readable, Reader, Span, StringReader, Tokenizer};
use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;

/// Attributes of a tag that are read; programs write a dozen.
pub(super) const MAX_ATTRIBUTES: usize = 1_000;

/// What a page is made of.
pub(super) enum Token {
    /// A tag that opens an element.
    Open(Tag),
    /// The name of an element that ends.
    Close(String),
    /// Text, with entities as characters.
    Text(String),
}

/// A tag that opens an element.
pub(super) struct Tag {
    pub name: String,
    /// Names and values.
    attributes: Vec<(String, String)>,
    /// It ends with `/>`.
    pub self_closing: bool,
}

impl Tag {
    /// An attribute, the first of its name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A tag has more than [`MAX_ATTRIBUTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooManyAttributes;

impl std::fmt::Display for TooManyAttributes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "more than {MAX_ATTRIBUTES} attributes")
    }
}

impl std::error::Error for TooManyAttributes {}

/// The tokens of a page, up to a tag of too many attributes.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Result<Token, TooManyAttributes>> {
    let count = Rc::new(Cell::new(0_usize));
    let counted = Rc::clone(&count);
    let mut open: Option<Tag> = None;
    let mut emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, _: Span<()>| {
        let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                counted.set(0);
                open = Some(Tag { name: owned(name), attributes: Vec::new(), self_closing: false });
            }
            CallbackEvent::AttributeName { name } => {
                counted.set(counted.get().saturating_add(1));
                if let Some(tag) = &mut open {
                    tag.attributes.push((owned(name), String::new()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = open.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    *last = owned(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                return open.take().map(|tag| Token::Open(Tag { self_closing, ..tag }));
            }
            CallbackEvent::EndTag { name } => {
                counted.set(0);
                return Some(Token::Close(owned(name)));
            }
            CallbackEvent::String { value } => return Some(Token::Text(owned(value))),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    // The tokenizer would say the same for ever: the tag is the last thing that is read.
    let mut failed = false;
    Tokenizer::new_with_emitter(Bounded { text: text.to_reader(), count }, emitter)
        .take_while(move |token| !std::mem::replace(&mut failed, token.is_err()))
}

/// A text that is read only as long as the tag being read is no larger than any that is meant.
struct Bounded<'t> {
    text: StringReader<'t>,
    /// Attributes of the tag that is being read.
    count: Rc<Cell<usize>>,
}

impl Bounded<'_> {
    fn check(&self) -> Result<(), TooManyAttributes> {
        if self.count.get() > MAX_ATTRIBUTES { Err(TooManyAttributes) } else { Ok(()) }
    }
}

impl Reader for Bounded<'_> {
    type Error = TooManyAttributes;

    fn read_byte(&mut self) -> Result<Option<u8>, TooManyAttributes> {
        self.check()?;
        self.text.read_byte().map_err(never)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, TooManyAttributes> {
        self.text.try_read_string(wanted, case_sensitive).map_err(never)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, TooManyAttributes> {
        self.check()?;
        self.text.read_until(needle, buffer).map_err(never)
    }
}

fn never(never: Infallible) -> TooManyAttributes {
    match never {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_up_to_the_bound() {
        let page = |count: usize, form: &str| format!("<p>一</p><td {}>二", form.repeat(count));
        for form in ["a=\"b\" ", "a='b' ", "a=b ", "a ", "a=\"b\"", "=\"b\""] {
            let all: Result<Vec<Token>, _> = tokens(&page(MAX_ATTRIBUTES, form)).collect();
            assert!(all.is_ok_and(|all| all.len() == 5), "{form}");
            // On a stack as small as a test has.
            let before: Vec<_> = tokens(&page(200_000, form)).take_while(Result::is_ok).collect();
            assert_eq!(before.len(), 3, "{form}");
        }
        let end: Vec<_> = tokens(&format!("</td {}>", "a=\"b\" ".repeat(200_000))).collect();
        assert!(end.iter().any(Result::is_err));
    }

    #[test]
    fn the_first_of_two_attributes_counts() {
        let Some(Ok(Token::Open(tag))) = tokens("<td COLSPAN=2 colspan=3 hidden/>").next() else { panic!() };
        assert_eq!((tag.attribute("colspan"), tag.attribute("hidden")), (Some("2"), Some("")));
        assert!(tag.self_closing && tag.attribute("style").is_none());
    }
}
