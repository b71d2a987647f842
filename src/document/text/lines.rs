//! The lines of a text with their places.

use crate::place::{Located, Place};

/// A line that says something.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLine<'t> {
    /// Without line feed.
    pub text: &'t str,
    /// From 1.
    pub number: u32,
    /// The byte of the file at which it begins.
    pub start: usize,
    /// An empty line stands before it.
    pub apart: bool,
    /// A page begins with it.
    pub page: bool,
}

impl TextLine<'_> {
    /// Whether it shows a blank cell.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A part of the line, by its bytes in it, without the spaces around it.
    pub fn part(&self, from: usize, to: usize) -> Located<String> {
        let part = self.text.get(from..to).unwrap_or_default();
        let lead = part.len().saturating_sub(part.trim_start().len());
        let trimmed = part.trim();
        let first = from.saturating_add(lead);
        Located { value: trimmed.to_owned(), at: self.place(first, first.saturating_add(trimmed.len())) }
    }

    /// The place of some bytes of the line.
    pub fn place(&self, from: usize, to: usize) -> Place {
        self.place_behind(self.text.get(..from).unwrap_or_default().chars().count(), from, to)
    }

    /// The same where it is known how many characters stand before them: a line may be as long as its file.
    pub fn place_behind(&self, characters: usize, from: usize, to: usize) -> Place {
        Place::Text {
            line: self.number,
            column: u32::try_from(characters.saturating_add(1)).unwrap_or(u32::MAX),
            bytes: self.start.saturating_add(from)..self.start.saturating_add(to),
        }
    }

    pub fn located(&self) -> Located<String> {
        self.part(0, self.text.len())
    }
}

/// The lines that say something, and lines of nothing but spaces where these show blank cells. A form feed begins a
/// page, and so does a number of a page standing alone.
pub(super) fn lines(text: &str) -> Vec<TextLine<'_>> {
    let mut all = Vec::new();
    let spaced = shows_blanks(text);
    let (mut apart, mut page) = (false, false);
    let mut start = 0_usize;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
        let line = raw.trim_end_matches(['\n', '\r']);
        let feed = line.rfind('\u{c}').map_or(0, |at| at.saturating_add(1));
        page |= feed > 0;
        let shown = line.get(feed..).unwrap_or_default();
        if shown.trim().is_empty() && (!spaced || shown.is_empty()) {
            apart = true;
        } else if page_number(shown) {
            page = true;
        } else {
            all.push(TextLine { text: shown, number, start: start.saturating_add(feed), apart, page });
            (apart, page) = (false, false);
        }
        start = start.saturating_add(raw.len());
    }
    pages_by_indent(&mut all);
    all
}

/// Whether lines of nothing but spaces are blank cells: some pages give each cell a line of its own, a blank one a line
/// with a space. There are many of them then.
fn shows_blanks(text: &str) -> bool {
    let spaces = |line: &&str| !line.is_empty() && line.trim().is_empty();
    let blank = text.lines().filter(spaces).count();
    blank >= 3 && blank.saturating_mul(20) >= text.lines().count()
}

/// `— 12 —`, `- 3 -`, `第 3 页`, `第3页 共9页`.
pub(super) fn page_number(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |text: &str| !text.is_empty() && text.len() <= 5 && text.chars().all(|c| c.is_ascii_digit());
    let stroke = |c| matches!(c, '-' | '—' | '–' | '―');
    let inner = bare.trim_matches(stroke);
    if inner.len() < bare.len() && digits(inner) && bare.starts_with(stroke) && bare.ends_with(stroke) {
        return true;
    }
    bare.strip_prefix('第').is_some_and(|rest| {
        let Some((number, rest)) = rest.split_once('页') else { return false };
        let rest = rest.trim_start_matches([',', '，', '/']);
        let of = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        digits(number) && (rest.is_empty() || of.is_some_and(digits))
    })
}

/// Some programs begin each page with a single space and indent nothing else.
fn pages_by_indent(lines: &mut [TextLine<'_>]) {
    if lines.iter().any(|line| line.page) {
        return;
    }
    let one = |line: &TextLine<'_>| line.text.starts_with(' ') && !line.text.starts_with("  ");
    let indented = lines.iter().filter(|line| line.text.starts_with([' ', '\t', '\u{3000}'])).count();
    let single = lines.iter().filter(|line| one(line)).count();
    if single == indented && single.saturating_mul(8) < lines.len() {
        for line in lines.iter_mut().filter(|line| one(line)) {
            line.page = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_at_a_form_feed_or_number_or_indent() {
        let pages = |text: &str| -> Vec<bool> { lines(text).iter().map(|line| line.page).collect() };
        assert_eq!(pages("a\n\u{c}b\nc"), [false, true, false]);
        assert_eq!(pages("a\n— 12 —\nb\n第 3 页 共 9 页\nc"), [false, true, true]);
        let long = format!("{} b\nc\n", "a\n".repeat(20));
        assert_eq!(pages(&long).iter().position(|page| *page), Some(20));
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "一\n\n 项目名称 某\n";
        let all = lines(text);
        let part = all[1].part(0, all[1].text.len());
        assert_eq!(part.value, "项目名称 某");
        let Place::Text { line, column, bytes } = part.at else { panic!() };
        assert_eq!((line, column, text.get(bytes)), (3, 2, Some("项目名称 某")));
        assert!(all[1].apart);
    }
}
