//! What the tags of a page mean for its text.

use super::tokens::Tag;

/// What is never displayed.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ];
    let name = tag.name.as_str();
    if matches!(name, "script" | "style" | "title" | "template" | "noscript" | "noframes" | "noembed") {
        return !tag.self_closing;
    }
    // Some pages hide themselves until a script has run.
    if VOID.contains(&name) || matches!(name, "html" | "body" | "form") {
        return false;
    }
    let style = tag.attribute("style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    tag.attribute("hidden").is_some() || style.contains("display:none") || style.contains("mso-hide:all")
}

/// What begins and ends a line, at its begin and at its end.
pub(super) fn breaks_line(name: &str) -> bool {
    matches!(
        name,
        "br" | "p"
            | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "nav"
            | "main"
            | "aside"
            | "center"
            | "form"
            | "pre"
            | "blockquote"
            | "body"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "option"
    )
}
