//! A number of a spreadsheet as its cell shows it: `0.9596` under `0.00%` is `95.96%`, `45657` under `yyyy"年"m"月"` is
//! `2024年12月`. By ECMA-376 part 1, §18.8.30 and .31, with what Chinese Excel and WPS add.
//!
//! Rounding is of the decimal that was typed (15 digits, half away from zero), as Excel does; colours, alignment and
//! numerals in other scripts are left away.

mod calendar;
mod code;
mod digits;

use code::{Piece, Section};
use rust_decimal::Decimal;

/// A format code, understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Format {
    sections: Vec<Section>,
}

/// Which day is day 0 of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    /// Day 1 is the first of January 1900.
    #[default]
    Y1900,
    /// Day 0 is the first of January 1904.
    Y1904,
}

impl Format {
    /// Reads a format code.
    pub(super) fn new(code: &str) -> Self {
        Self { sections: code::sections(code) }
    }

    /// The format of a number built in under an id, by ECMA-376 and, for what depends on the place, as Chinese Excel has
    /// it; days are shown year first. `None` for an id that a workbook defines itself.
    pub(super) fn built_in(id: u32) -> Option<Self> {
        built_in_code(id).map(Self::new)
    }

    /// A number as it is shown.
    pub(super) fn show(&self, value: f64, epoch: Epoch) -> String {
        let plain = || digits::plain(value);
        let Some(exact) = digits::exact(value) else { return plain() };
        let Some((section, index)) = self.section(exact) else { return plain() };
        let pieces = &section.pieces;
        if pieces.iter().any(|piece| matches!(piece, Piece::Day(_))) {
            return calendar::show(pieces, exact, epoch).unwrap_or_else(plain);
        }
        if section.unsupported {
            return plain();
        }
        // Only the first section lets a sign stand; the others say it themselves.
        let signed = index == 0 || section.condition.is_some();
        let shown = digits::show(pieces, exact.abs()).unwrap_or_else(|| digits::plain(value.abs()));
        let negative = exact.is_sign_negative() && signed && shown.chars().any(|c| ('1'..='9').contains(&c));
        format!("{}{}", if negative { "-" } else { "" }, shown.trim())
    }

    fn section(&self, value: Decimal) -> Option<(&Section, usize)> {
        let numeric = self.sections.get(..self.sections.len().min(3))?;
        if numeric.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| section.condition.is_none_or(|condition| condition.holds(value));
            return numeric.iter().find(fits).map(|section| (section, 0));
        }
        let index = match numeric.len() {
            0 => return None,
            1 => 0,
            2 => usize::from(value.is_sign_negative() && !value.is_zero()),
            _ if value.is_zero() => 2,
            _ => usize::from(value.is_sign_negative()),
        };
        numeric.get(index).map(|section| (section, index))
    }
}

fn built_in_code(id: u32) -> Option<&'static str> {
    Some(match id {
        0 | 49 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        14 | 15 | 30 => "yyyy-mm-dd",
        16 | 28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        17 | 27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        18 | 20 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 => "#,##0;(#,##0)",
        38 => "#,##0;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> String {
        Format::new(code).show(value, Epoch::Y1900)
    }

    #[test]
    fn figures_are_shown_as_excel_shows_them() {
        for (value, code, expected) in [
            (0.9596, "0.00%", "95.96%"),
            (0.95, "0%", "95%"),
            (0.959_599_999_999_999_9, "General", "0.9596"),
            (0.1 + 0.2, "General", "0.3"),
            (197.229_181, "General", "197.229181"),
            (1286.27, "#,##0.00", "1,286.27"),
            (1_234_567.891, "#,##0.00_ ", "1,234,567.89"),
            (999.0, "#,##0", "999"),
            (1.005, "0.00", "1.01"),
            (2.675, "0.00", "2.68"),
            (-2.675, "0.00", "-2.68"),
            (0.004, "0.00", "0.00"),
            (-0.004, "0.00", "0.00"),
            (5.0, "0\"个\"", "5个"),
            (5.0, "0个", "5个"),
            (5.5, "G/通用格式\"个\"", "5.5个"),
            (5.5, "General\"个\"", "5.5个"),
            (-3.0, "0.00;[Red]0.00", "3.00"),
            (-3.0, "0.00_);(0.00)", "(3.00)"),
            (12.5, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "12.50"),
            (0.0, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (12_345.0, "0!.0,\"万元\"", "1.2万元"),
            (12_345_678.0, "0.00,,", "12.35"),
            (12.5, "0.##", "12.5"),
            (12.0, "0.##", "12."),
            (12.0, "0.0#", "12.0"),
            (0.5, "#.00", ".50"),
            (7.0, "000", "007"),
            (0.25, "\"≥\"0%", "≥25%"),
            (0.9, ">=0%", ">=90%"),
            (95.0, "[>=90]\"优\"0;[<60]\"差\"0;0", "优95"),
            (70.0, "[>=90]\"优\"0;[<60]\"差\"0;0", "70"),
            (3.0, "[DBNum1][$-804]General", "3"),
            (-1.5, "[$¥-804]#,##0.00;[$¥-804]-#,##0.00", "¥-1.50"),
            (1e20, "0", "100000000000000000000"),
            (0.5, "# ?/?", "0.5"),
            (12_345.0, "0.00E+00", "12345"),
            (1.0, ";;;", ""),
        ] {
            assert_eq!(shown(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn days_are_shown_as_excel_shows_them() {
        for (value, code, expected) in [
            (45_657.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年12月31日"),
            (45_657.0, "[$-804]yyyy\"年\"m\"月\";@", "2024年12月"),
            (45_657.0, "yyyy/m/d", "2024/12/31"),
            (45_657.0, "yy-mm-dd", "24-12-31"),
            (45_657.0, "[DBNum1]m月", "12月"),
            (45_657.75, "yyyy-mm-dd hh:mm:ss", "2024-12-31 18:00:00"),
            (45_657.75, "h:mm AM/PM", "6:00 PM"),
            (45_657.75, "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
            (1.5, "[h]:mm", "36:00"),
            (60.0, "yyyy-mm-dd", "1900-02-29"),
            (59.0, "yyyy-mm-dd", "1900-02-28"),
            (45_657.0, "aaaa", "星期二"),
            (-1.0, "yyyy-mm-dd", "-1"),
        ] {
            assert_eq!(shown(value, code), expected, "{value} {code}");
        }
        assert_eq!(Format::new("yyyy-mm-dd").show(44_195.0, Epoch::Y1904), "2024-12-31");
        assert_eq!(
            Format::built_in(57).map(|format| format.show(45_657.0, Epoch::Y1900)).as_deref(),
            Some("2024年12月")
        );
    }

    proptest::proptest! {
        #[test]
        fn no_code_and_no_number_is_too_strange(code in ".{0,40}", any in proptest::num::f64::ANY, small in -1e6..1e6) {
            let format = Format::new(&code);
            format.show(any, Epoch::Y1900);
            format.show(small, Epoch::Y1904);
        }

        #[test]
        fn codes_of_usual_signs_are_read(code in "[0#?.,%;ymdhs\"@\\[\\]h:/_*!\\\\E+ ]{0,20}", value in -1e9..1e9) {
            Format::new(&code).show(value, Epoch::Y1900);
        }

        #[test]
        fn general_shows_what_was_typed(mantissa in 0..1_000_000_000_i64, scale in 0..6_u32) {
            let typed = Decimal::new(mantissa, scale).normalize();
            let value: f64 = typed.to_string().parse().expect("a decimal is a float");
            proptest::prop_assert_eq!(shown(value, "General"), typed.to_string());
        }
    }
}
