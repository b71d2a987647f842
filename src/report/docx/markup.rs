//! Paragraphs and tables in the markup of Word.

use std::fmt::Write;

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
    rows: Vec<(bool, Vec<Cell>)>,
}

/// Sizes of the print in half points, from the usual one down to the least that is still read.
const SIZES: [u32; 5] = [18, 17, 16, 15, 14];

impl<'a> Table<'a> {
    pub(super) const fn new(widths: &'a [u32]) -> Self {
        Self { widths, rows: Vec::new() }
    }

    /// A row; a heading comes again on every page.
    pub(super) fn row(&mut self, heading: bool, cells: &[Cell]) {
        self.rows.push((heading, cells.to_vec()));
    }

    /// The table in the usual size.
    pub(super) fn flowing(&self) -> String {
        self.sized(18)
    }

    /// The table in the largest size in which it takes no more than this height, in twentieths of a point; in the
    /// usual one where it never does.
    pub(super) fn within(&self, height: u32) -> String {
        let size = SIZES.into_iter().find(|&size| self.height(size) <= height);
        self.sized(size.unwrap_or(18))
    }

    /// About how high it is, in twentieths of a point.
    fn height(&self, size: u32) -> u32 {
        let of_row = |(_, cells): &(bool, Vec<Cell>)| {
            let mut widths = self.widths.iter();
            let mut most = 1;
            for cell in cells {
                let width: u32 = widths.by_ref().take(cell.columns).sum();
                // A half-width character is half as wide as high; 6 points are the margins, one character what a line loses.
                let half = size.saturating_mul(5);
                let columns =
                    width.saturating_sub(120).checked_div(half).unwrap_or(1).saturating_sub(1).max(1);
                let columns = usize::try_from(columns).unwrap_or(1);
                let lines = |line: &str| unicode_width::UnicodeWidthStr::width(line).div_ceil(columns).max(1);
                // What is joined with its neighbours has their height too.
                if cell.joined == Joined::Not {
                    most = most.max(cell.words.split('\n').map(lines).sum());
                }
            }
            let line = size.saturating_mul(10).saturating_mul(145).checked_div(100).unwrap_or_default();
            let text = u32::try_from(most).unwrap_or(u32::MAX).saturating_mul(line).saturating_add(50);
            text.max(least(size))
        };
        self.rows.iter().map(of_row).fold(0, u32::saturating_add)
    }

    fn sized(&self, size: u32) -> String {
        let all: u32 = self.widths.iter().sum();
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Form\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for width in self.widths {
            let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        xml.push_str("</w:tblGrid>");
        for (heading, cells) in &self.rows {
            let least = least(size);
            let _ = write!(
                xml,
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{least}\" w:hRule=\"atLeast\"/>"
            );
            xml.push_str(if *heading { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
            let mut widths = self.widths.iter();
            for cell in cells {
                let width: u32 = widths.by_ref().take(cell.columns).sum();
                cell_xml(&mut xml, cell, width, size);
            }
            xml.push_str("</w:tr>");
        }
        xml + "</w:tbl>"
    }
}

/// The least height of a row.
fn least(size: u32) -> u32 {
    size.saturating_mul(22)
}

fn cell_xml(xml: &mut String, cell: &Cell, width: u32, size: u32) {
    let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if cell.columns > 1 {
        let _ = write!(xml, "<w:gridSpan w:val=\"{}\"/>", cell.columns);
    }
    xml.push_str(match cell.joined {
        Joined::Not => "",
        Joined::Begins => "<w:vMerge w:val=\"restart\"/>",
        Joined::Goes => "<w:vMerge/>",
    });
    let words = if cell.joined == Joined::Goes { "" } else { &cell.words };
    let _ = write!(
        xml,
        "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:rPr>\
         <w:sz w:val=\"{size}\"/></w:rPr>{}</w:r></w:p></w:tc>",
        cell.style,
        text(words)
    );
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
