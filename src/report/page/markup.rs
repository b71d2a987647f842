//! Text that stays text, and sentences in both languages.

use crate::message::Message;

/// A text for content and attributes, SVG included. What no page may hold becomes the sign for it; a new line is a
/// space.
pub(super) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Controls and noncharacters are errors in HTML; direction marks would turn what stands behind them.
            c if c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}')
                || (u32::from(c) & 0xfffe) == 0xfffe =>
            {
                out.push('\u{fffd}');
            }
            other => out.push(other),
        }
    }
    out
}

/// A text of several lines.
pub(super) fn lines(words: &str) -> String {
    words.lines().map(text).collect::<Vec<_>>().join("<br/>")
}

/// A sentence in both languages, or once where they are the same.
pub(super) fn both(message: &Message) -> String {
    let (zh, en) = (text(&message.zh), text(&message.en));
    if zh == en {
        return zh;
    }
    format!("<span lang=\"zh\">{zh}</span><span lang=\"en\" hidden=\"\">{en}</span>")
}

/// The same within a drawing, at a place that attributes name.
pub(super) fn drawn(attributes: &str, message: &Message) -> String {
    let (zh, en) = (text(&message.zh), text(&message.en));
    if zh == en {
        return format!("<text {attributes}>{zh}</text>");
    }
    format!("<text {attributes} lang=\"zh\">{zh}</text><text {attributes} lang=\"en\">{en}</text>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say;

    #[test]
    fn text_stays_text() {
        assert_eq!(text("<script>\"'&\u{0}\u{202e}"), "&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd}");
        assert_eq!(text("=cmd|'/C calc'!A0"), "=cmd|&#39;/C calc&#39;!A0");
        assert_eq!(lines("一\n<b>"), "一<br/>&lt;b&gt;");
        assert_eq!(both(&Message::same("<")), "&lt;");
        assert_eq!(
            both(&say!("一<", "one<")),
            "<span lang=\"zh\">一&lt;</span><span lang=\"en\" hidden=\"\">one&lt;</span>"
        );
    }
}
