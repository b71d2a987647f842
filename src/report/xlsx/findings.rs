//! The last sheet: every finding on a line, in the order of the projects.

use super::links;
use super::overview::OverviewRow;
use super::style::{Styles, cell_text, height, lines};
use crate::diagnostic::{Flat, Severity};
use crate::message::Lang;
use crate::report::catalogue::severity_word;
use crate::say;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Worksheet, XlsxError};

/// Writes the findings of all projects.
pub(super) fn write(
    sheet: &mut Worksheet,
    projects: &[OverviewRow<'_>],
    styles: &Styles,
    lang: Lang,
) -> Result<(), XlsxError> {
    let heads = [
        (28.0, say!("项目名称", "project")),
        (8.0, say!("编号", "code")),
        (8.0, say!("程度", "severity")),
        (48.0, say!("问题", "finding")),
        (48.0, say!("说明", "explanation")),
        (26.0, say!("位置", "place")),
    ];
    for (column, (width, head)) in (0_u16..).zip(&heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, head.in_lang(lang), &styles.head)?;
    }
    let mut row = 0_u32;
    let mut links = 0_usize;
    for line in projects {
        for finding in &line.project.findings {
            row = row.saturating_add(1);
            let flat = Flat::new(finding, lang);
            let more: Vec<&str> = flat.label.into_iter().chain(flat.notes).chain(flat.help).collect();
            let more = more.join("\n");
            let cells = [
                (&styles.link, line.project.assessment.project.value.as_str()),
                (&styles.middle, flat.code.as_str()),
                (&styles.middle, severity_word(flat.severity).in_lang(lang)),
                (&styles.text, flat.message),
                (&styles.text, more.as_str()),
                (&styles.text, flat.at.as_str()),
            ]
            .map(|(format, text)| (format, cell_text(text)));
            let mut most = 1;
            for (column, ((format, text), (width, _))) in (0_u16..).zip(cells.iter().zip(&heads)) {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a width from 8 to 60
                let width = *width as usize;
                most = most.max(lines(text, width));
                if column == 0 {
                    if links < links::MOST {
                        links = links.saturating_add(1);
                        links::lead(sheet, (row, column), line.sheet, "A1")?;
                    }
                    sheet.write_formula_with_format(row, column, line.name(), format)?;
                    continue;
                }
                sheet.write_string_with_format(row, column, text, format)?;
            }
            sheet.set_row_height(row, height(most))?;
        }
    }
    if row > 0 {
        sheet.autofilter(0, 0, row, 5)?;
        for (severity, format) in [(Severity::Error, &styles.wrong), (Severity::Warning, &styles.doubtful)] {
            let name = severity_word(severity).in_lang(lang).to_owned();
            let equal = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(name));
            sheet.add_conditional_format(1, 2, row, 2, &equal.set_format(format))?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?.set_footer("&C&P / &N");
    Ok(())
}
