//! What reaches a terminal: nothing of a table or of the name of a file that a terminal would obey.
//!
//! An escape sequence in the name of a project may move the cursor, change colours, set the title of the window; a
//! character of direction shows a text in another order than it has.

#[cfg(feature = "bulk")]
mod standard;

use std::borrow::Cow;

#[cfg(feature = "bulk")]
pub(crate) use standard::Standard;

/// A text in which every character can be seen for what it is: what a terminal would obey is replaced by a sign that
/// takes as many bytes, so that places stay what they are. Line breaks and tabs stay.
///
/// ```
/// use jixiao::terminal::visible;
/// assert_eq!(visible("\u{1b}[31m甲\u{202e}"), "?[31m甲\u{fffd}");
/// assert_eq!(visible("一\r\n\t二"), "一\r\n\t二");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    without(text, obeyed)
}

/// The same for the lines of a file that are shown with marks below them: whoever draws those has signs of its own for
/// the controls of ASCII.
#[cfg(feature = "reports")]
pub(crate) fn visible_source(text: &str) -> Cow<'_, str> {
    without(text, |character| !character.is_ascii() && obeyed(character))
}

fn without(text: &str, obeyed: impl Fn(char) -> bool) -> Cow<'_, str> {
    let mut characters = text.chars().peekable();
    if !text.chars().any(&obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let ends_line = character == '\r' && characters.peek() == Some(&'\n');
        shown.push(match character.len_utf8() {
            _ if ends_line || !obeyed(character) => character,
            1 => '?',
            2 => '¿',
            _ => char::REPLACEMENT_CHARACTER,
        });
    }
    Cow::Owned(shown)
}

/// Controls but for line breaks and tabs, marks of direction, ends of lines and paragraphs.
fn obeyed(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
