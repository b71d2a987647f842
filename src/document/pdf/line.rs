//! Glyphs put together to lines of text.

use super::page::Glyph;
use hayro_interpret::kurbo::Rect;

/// A line of text, or a part of one between wide gaps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PdfLine {
    pub text: String,
    pub area: Rect,
    pub size: f64,
}

/// A gap as wide as this many characters parts a line in two.
const APART: f64 = 1.2;

/// The lines of some glyphs, from the top.
pub(super) fn lines(glyphs: Vec<&Glyph>) -> Vec<PdfLine> {
    rows(glyphs).iter().filter_map(|row| line(row)).collect()
}

/// The lines of some glyphs from the top, each as its parts between wide gaps.
pub(super) fn parted(glyphs: Vec<&Glyph>) -> Vec<Vec<PdfLine>> {
    let split = |row: &Vec<&Glyph>| {
        let mut parts: Vec<Vec<&Glyph>> = Vec::new();
        let mut reached = f64::NEG_INFINITY;
        for glyph in row.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
            match parts.last_mut() {
                Some(part) if glyph.left - reached <= APART * glyph.size => part.push(glyph),
                _ => parts.push(vec![glyph]),
            }
            reached = reached.max(glyph.right);
        }
        parts.iter().filter_map(|part| line(part)).collect::<Vec<_>>()
    };
    rows(glyphs).iter().map(split).filter(|parts| !parts.is_empty()).collect()
}

/// Glyphs that stand at one height, from left to right.
fn rows(mut glyphs: Vec<&Glyph>) -> Vec<Vec<&Glyph>> {
    glyphs.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    let (mut middle, mut size) = (f64::NEG_INFINITY, 0.0_f64);
    for glyph in glyphs {
        let near = (glyph.middle - middle).abs() <= 0.45 * size.max(glyph.size);
        match rows.last_mut() {
            Some(row) if near => row.push(glyph),
            _ => {
                rows.push(vec![glyph]);
                middle = glyph.middle;
                size = 0.0;
            }
        }
        // The largest glyph of a line says where its middle is; a small one may be raised.
        if glyph.size > size {
            (middle, size) = (glyph.middle, glyph.size);
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

fn line(row: &[&Glyph]) -> Option<PdfLine> {
    let mut text = String::new();
    let mut area: Option<Rect> = None;
    let mut size = 0.0_f64;
    let mut before: Option<&Glyph> = None;
    for glyph in row {
        // What is printed twice to look bold is one character.
        let twice = before.is_some_and(|before| {
            before.text == glyph.text
                && (glyph.left - before.left).abs() < 0.2 * glyph.size.min(glyph.right - glyph.left)
        });
        if twice {
            continue;
        }
        if glyph.text.trim().is_empty() {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            continue;
        }
        if before.is_some_and(|before| space(before, glyph)) && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        let half = glyph.size / 2.0;
        let own =
            Rect::new(glyph.left, glyph.middle - half, glyph.right.max(glyph.left), glyph.middle + half);
        area = Some(area.map_or(own, |area| area.union(own)));
        size = size.max(glyph.size);
        before = Some(glyph);
    }
    text.truncate(text.trim_end().len());
    Some(PdfLine { text, area: area?, size })
}

/// Whether a gap was meant as a space: between Latin letters and digits a narrow one is.
fn space(before: &Glyph, glyph: &Glyph) -> bool {
    let gap = glyph.left - before.right;
    let latin = before.text.ends_with(|last: char| last.is_ascii_alphanumeric())
        && glyph.text.starts_with(|first: char| first.is_ascii_alphanumeric());
    gap > if latin { 0.2 } else { 0.8 } * glyph.size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, left: f64, middle: f64) -> Vec<Glyph> {
        let glyph = |(index, character): (u32, char)| {
            let left = left + 10.0 * f64::from(index);
            Glyph { text: character.to_string(), left, right: left + 10.0, middle, size: 10.0 }
        };
        (0..).zip(text.chars()).map(glyph).collect()
    }

    #[test]
    fn lines_follow_height_then_width() {
        let mut all = glyphs("第二行", 0.0, 25.0);
        all.extend(glyphs("右", 80.0, 10.5));
        all.extend(glyphs("左", 0.0, 10.0));
        let read = |lines: Vec<PdfLine>| lines.into_iter().map(|line| line.text).collect::<Vec<_>>();
        assert_eq!(read(lines(all.iter().collect())), ["左 右", "第二行"]);
        let parts: Vec<Vec<String>> = parted(all.iter().collect()).into_iter().map(read).collect();
        assert_eq!(parts, [vec!["左", "右"], vec!["第二行"]]);
    }

    #[test]
    fn what_is_printed_twice_is_read_once() {
        let mut bold = glyphs("100", 0.0, 10.0);
        bold.extend(glyphs("100", 0.4, 10.0));
        assert_eq!(lines(bold.iter().collect())[0].text, "100");
    }
}
