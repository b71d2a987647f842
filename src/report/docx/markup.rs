//! Paragraphs and tables in the markup of Word.

/// Runs of text, escaped; what no XML file may hold is left out, a new line is a break.
fn text(words: &str) -> String {
    let mut out = String::from("<w:t xml:space=\"preserve\">");
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">"),
            '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
    out.push_str("</w:t>");
    out
}

/// A paragraph of a style.
pub(super) fn paragraph(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>{}</w:r></w:p>", text(words))
}

/// How a cell joins the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Joined {
    /// It stands alone.
    #[default]
    Not,
    /// It begins a cell over several rows.
    Begins,
    /// It belongs to the cell above.
    Goes,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    words: String,
    style: &'static str,
    columns: usize,
    joined: Joined,
}

impl Cell {
    /// A label of the form.
    pub(super) fn head(words: impl Into<String>) -> Self {
        Self { words: words.into(), style: "FormHead", columns: 1, joined: Joined::Not }
    }

    /// Text from the left.
    pub(super) fn text(words: impl Into<String>) -> Self {
        Self { style: "FormText", ..Self::head(words) }
    }

    /// Text or a figure in the middle.
    pub(super) fn middle(words: impl Into<String>) -> Self {
        Self { style: "FormMiddle", ..Self::head(words) }
    }

    /// Over so many columns.
    pub(super) fn over(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// Joined with its neighbours above or below.
    pub(super) fn joined(self, joined: Joined) -> Self {
        Self { joined, ..self }
    }
}

/// A table with columns of these widths, in twentieths of a point.
pub(super) struct Table<'a> {
    widths: &'a [u32],
    xml: String,
}

impl<'a> Table<'a> {
    pub(super) fn new(widths: &'a [u32]) -> Self {
        let all: u32 = widths.iter().sum();
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Form\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for width in widths {
            xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        xml.push_str("</w:tblGrid>");
        Self { widths, xml }
    }

    /// A row; a heading comes again on every page.
    pub(super) fn row(&mut self, heading: bool, cells: &[Cell]) {
        self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"400\" w:hRule=\"atLeast\"/>");
        if heading {
            self.xml.push_str("<w:tblHeader/>");
        }
        self.xml.push_str("</w:trPr>");
        let mut widths = self.widths.iter();
        for cell in cells {
            let width: u32 = widths.by_ref().take(cell.columns).sum();
            self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
            if cell.columns > 1 {
                self.xml.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", cell.columns));
            }
            self.xml.push_str(match cell.joined {
                Joined::Not => "",
                Joined::Begins => "<w:vMerge w:val=\"restart\"/>",
                Joined::Goes => "<w:vMerge/>",
            });
            self.xml.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
            self.xml
                .push_str(&paragraph(cell.style, if cell.joined == Joined::Goes { "" } else { &cell.words }));
            self.xml.push_str("</w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }

    pub(super) fn finish(self) -> String {
        self.xml + "</w:tbl>"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let told = paragraph("Title", "<script>&\u{0}\u{1b}[31m\n=cmd|'/C calc'");
        assert!(told.contains("&lt;script&gt;&amp;[31m</w:t><w:br/>"), "{told}");
        assert!(told.contains("=cmd|'/C calc'</w:t>"), "{told}");
    }
}
