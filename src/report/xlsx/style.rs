//! How cells look: one place for fonts, borders, colours and number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook.
pub(super) struct Styles {
    /// The heading of a sheet.
    pub title: Format,
    /// A line below it.
    pub subtitle: Format,
    /// A heading of a table, or a label of the form.
    pub head: Format,
    /// Text of the form.
    pub text: Format,
    /// Text in the middle.
    pub middle: Format,
    /// An amount of money or another figure as printed.
    pub figure: Format,
    /// A recomputed score.
    pub score: Format,
    /// A rate in percent.
    pub rate: Format,
    /// A grade.
    pub grade: Format,
    /// A heading beside the form.
    pub side_head: Format,
    /// Text beside the form.
    pub side_text: Format,
    /// A number that may be changed.
    pub input: Format,
    /// A day that may be changed.
    pub input_day: Format,
    /// Small print.
    pub small: Format,
    /// A name that leads to its sheet.
    pub link: Format,
    /// A way to another sheet.
    pub way: Format,
    /// What does not agree.
    pub wrong: Format,
    /// What deserves a look.
    pub doubtful: Format,
    /// What is as it should be.
    pub right: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain =
            Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let boxed = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let middle = boxed.clone().set_align(FormatAlign::Center);
        let side = plain.clone().set_border(FormatBorder::Hair).set_border_color(Color::Gray).set_text_wrap();
        let side_middle = side.clone().set_align(FormatAlign::Center);
        let input = side_middle.clone().set_background_color(Color::RGB(0x00FF_F8DC)).set_unlocked();
        let head = middle.clone().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
        Self {
            title: plain.clone().set_font_name("黑体").set_font_size(16).set_align(FormatAlign::Center),
            subtitle: plain.clone().set_font_size(11).set_align(FormatAlign::Center),
            text: boxed.clone().set_align(FormatAlign::Left),
            figure: middle.clone(),
            score: middle.clone().set_num_format("0.00").set_bold(),
            rate: middle.clone().set_num_format("0.00%"),
            grade: middle.clone().set_bold(),
            side_head: side_middle.clone().set_bold().set_font_color(Color::Gray),
            side_text: side.clone().set_font_size(9).set_align(FormatAlign::Left),
            input_day: input.clone().set_num_format("yyyy-mm-dd"),
            input,
            small: plain.clone().set_font_size(9).set_text_wrap().set_align(FormatAlign::Left),
            way: plain.clone().set_font_size(9).set_font_color(Color::RGB(0x001F_4E9E)),
            link: boxed.set_font_color(Color::RGB(0x001F_4E9E)).set_align(FormatAlign::Left),
            wrong: Format::new()
                .set_font_color(Color::RGB(0x00C0_0000))
                .set_background_color(Color::RGB(0x00FD_E9E7)),
            doubtful: Format::new().set_background_color(Color::RGB(0x00FF_F2CC)),
            right: Format::new().set_background_color(Color::RGB(0x00E2_F0D9)),
            head,
            middle,
        }
    }
}

/// Excel takes no longer text in a cell.
const LONGEST_TEXT: usize = 32_000;

/// A text as a cell takes it: not too long, without characters that no XML file may hold.
pub(super) fn cell_text(text: &str) -> String {
    let kept =
        |c: &char| matches!(c, '\t' | '\n') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    let mut out: String = text.chars().filter(kept).take(LONGEST_TEXT).collect();
    if text.chars().count() > LONGEST_TEXT {
        out.push('…');
    }
    out
}

/// How many lines a text takes in so many columns of half-width characters.
pub(super) fn lines(text: &str, columns: usize) -> usize {
    let columns = columns.max(2);
    let of = |line: &str| unicode_width::UnicodeWidthStr::width(line).div_ceil(columns).max(1);
    text.split('\n').map(of).sum::<usize>().max(1)
}

/// The height of a row with so many lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    let lines = u32::try_from(lines.clamp(1, 30)).unwrap_or(30);
    (f64::from(lines) * 13.5 + 5.0).min(409.0)
}
