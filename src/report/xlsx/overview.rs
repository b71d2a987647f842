//! The first sheet: every project on a line, its figures taken from the sheet of the project.

use super::links;
use super::names::on_sheet;
use super::project::Shown;
use super::style::{Styles, cell_text, height, lines};
use crate::assessment::Grade;
use crate::diagnostic::Severity;
use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::report::grade_name;
use crate::say;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, Formula, Worksheet, XlsxError,
};

pub(super) const HEAD: u32 = 2;
pub(super) const FIRST: u32 = HEAD + 1;
const NAME: u16 = 1;
pub(super) const RATE: u16 = 5;
pub(super) const SCORE: u16 = 6;
pub(super) const CLAIMED: u16 = 7;
const DIFFERENCE: u16 = 8;
pub(super) const GRADE: u16 = 9;
const ERRORS: u16 = 10;
const WARNINGS: u16 = 11;

/// A line of the overview.
pub(super) struct OverviewRow<'a> {
    pub project: &'a Evaluation<'a>,
    /// The name of its sheet.
    pub sheet: &'a str,
    /// The cells to show of it.
    pub shown: Shown,
    /// The sheet of the findings, and the first line there that is of this project.
    pub findings: (&'a str, u32),
}

impl OverviewRow<'_> {
    /// The name of the project, from its sheet: `LibreOffice` wraps no text that is a link, but what a formula says.
    pub(super) fn name(&self) -> Formula {
        let name = Formula::new(format!("={}&\"\"", on_sheet(self.sheet, &self.shown.name)));
        name.set_result(cell_text(&self.project.assessment.project.value))
    }
}

/// Writes the overview of projects.
pub(super) fn write(
    sheet: &mut Worksheet,
    projects: &[OverviewRow<'_>],
    styles: &Styles,
    lang: Lang,
) -> Result<(), XlsxError> {
    let words = |message: &crate::message::Message| message.in_lang(lang).to_owned();
    heading(sheet, projects.len(), styles, lang)?;
    let linked = projects.len().saturating_mul(3) < links::MOST;
    for (row, (index, line)) in (FIRST..).zip(projects.iter().enumerate()) {
        let OverviewRow { project, sheet: name, shown, findings } = line;
        let (assessment, card) = (project.assessment, &project.scorecard);
        sheet.write_number_with_format(
            row,
            0,
            u32::try_from(index).unwrap_or_default().saturating_add(1),
            &styles.middle,
        )?;
        if linked {
            links::lead(sheet, (row, NAME), name, "A1")?;
        }
        sheet.write_formula_with_format(row, NAME, line.name(), &styles.link)?;
        sheet.set_row_height(row, height(lines(&assessment.project.value, 37)))?;
        match assessment.year {
            Some(year) => sheet.write_number_with_format(row, 2, year, &styles.middle)?,
            None => sheet.write_blank(row, 2, &styles.middle)?,
        };
        let money = styles.figure.clone().set_num_format("#,##0.00####");
        for (column, amount) in [(3, &assessment.funds.total.budget), (4, &assessment.funds.total.executed)] {
            match amount.as_ref().and_then(|amount| amount.value.to_string().parse::<f64>().ok()) {
                Some(amount) => sheet.write_number_with_format(row, column, amount, &money)?,
                None => sheet.write_blank(row, column, &money)?,
            };
        }
        let rate =
            card.execution.rate.and_then(|rate| rate.round(15, crate::value::RoundingMode::HalfUp).ok());
        let plain =
            |figure: Option<Decimal>| figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string());
        let claimed = assessment.claimed.total.as_ref().map(|claimed| claimed.value);
        let difference =
            card.total.score.zip(claimed).and_then(|(score, claimed)| score.checked_sub(claimed));
        let of = |cell: &str| on_sheet(name, cell);
        let blank_stays = |cell: &str| format!("IF(ISBLANK({0}),\"—\",{0})", of(cell));
        let off = styles.middle.clone().set_num_format("0.00;-0.00;0");
        let grade = card.grade.map_or_else(|| "—".to_owned(), |grade| words(&grade_name(grade)));
        let cells = [
            (
                RATE,
                of(&shown.rate),
                rate.map_or_else(|| "—".to_owned(), |rate| rate.normalize().to_string()),
                &styles.rate,
            ),
            (SCORE, of(&shown.score), crate::report::figure::total(&card.total), &styles.score),
            (
                CLAIMED,
                blank_stays(&shown.claimed),
                plain(claimed),
                &styles.figure.clone().set_num_format("0.00"),
            ),
            (DIFFERENCE, of(&shown.difference), plain(difference.map(|d| d.normalize())), &off),
            (GRADE, of(&shown.grade), grade, &styles.grade),
        ];
        for (column, formula, result, format) in cells {
            let formula = Formula::new(format!("={formula}")).set_result(result);
            sheet.write_formula_with_format(row, column, formula, format)?;
        }
        for (column, severity) in [(ERRORS, Severity::Error), (WARNINGS, Severity::Warning)] {
            let found = project.findings.iter().filter(|finding| finding.severity == severity).count();
            let found = u32::try_from(found).unwrap_or(u32::MAX);
            if linked && found > 0 {
                links::lead(sheet, (row, column), findings.0, &super::layout::cell(findings.1, 0))?;
            }
            sheet.write_number_with_format(row, column, found, &styles.middle)?;
        }
    }
    let last = FIRST.saturating_add(u32::try_from(projects.len()).unwrap_or_default()).saturating_sub(1);
    if last >= FIRST {
        marks(sheet, last, styles, lang)?;
        sheet.autofilter(HEAD, 0, last, WARNINGS)?;
    }
    sheet.set_freeze_panes(FIRST, 2)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_repeat_rows(HEAD, HEAD)?.set_footer("&C&P / &N");
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    Ok(())
}

/// The title, the number of projects, and what each column holds.
fn heading(sheet: &mut Worksheet, count: usize, styles: &Styles, lang: Lang) -> Result<(), XlsxError> {
    let words = |message: &crate::message::Message| message.in_lang(lang).to_owned();
    let title = words(&say!("绩效自评复核总览", "Self-evaluations, recomputed"));
    sheet.merge_range(0, 0, 0, WARNINGS, &title, &styles.title)?;
    sheet.set_row_height(0, 28.0)?;
    let count = words(&say!(
        "共 {count} 个项目；金额以各表所列单位计",
        "projects: {count}; amounts in the unit of each table"
    ));
    sheet.merge_range(1, 0, 1, WARNINGS, &count, &styles.subtitle)?;
    let heads = [
        (6.0, say!("序号", "no.")),
        (38.0, say!("项目名称", "project")),
        (8.0, say!("年度", "year")),
        (13.0, say!("全年预算数", "budget")),
        (13.0, say!("全年执行数", "executed")),
        (10.0, say!("执行率", "rate")),
        (11.0, say!("重算总分", "recomputed total")),
        (11.0, say!("自评总分", "reported total")),
        (9.0, say!("差额", "difference")),
        (8.0, say!("等级", "grade")),
        (8.0, say!("错误", "errors")),
        (8.0, say!("警告", "warnings")),
    ];
    for (column, (width, head)) in (0_u16..).zip(&heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(HEAD, column, words(head), &styles.head)?;
    }
    sheet.set_row_height(HEAD, 24.0)?;
    Ok(())
}

/// What deserves a look, marked.
fn marks(sheet: &mut Worksheet, last: u32, styles: &Styles, lang: Lang) -> Result<(), XlsxError> {
    let first = super::layout::cell(FIRST, DIFFERENCE);
    let off =
        ConditionalFormatFormula::new().set_rule(format!("=AND(ISNUMBER({first}),{first}<>0)").as_str());
    sheet.add_conditional_format(FIRST, DIFFERENCE, last, DIFFERENCE, &off.set_format(&styles.wrong))?;
    for (column, format) in [(ERRORS, &styles.wrong), (WARNINGS, &styles.doubtful)] {
        let some = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(0))
            .set_format(format);
        sheet.add_conditional_format(FIRST, column, last, column, &some)?;
    }
    let grades =
        [(Grade::Excellent, &styles.right), (Grade::Fair, &styles.doubtful), (Grade::Poor, &styles.wrong)];
    for (grade, format) in grades {
        let name = grade_name(grade).in_lang(lang).to_owned();
        let equal = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(name))
            .set_format(format);
        sheet.add_conditional_format(FIRST, GRADE, last, GRADE, &equal)?;
    }
    let unscored = super::layout::cell(FIRST, SCORE);
    let open = ConditionalFormatFormula::new().set_rule(format!("=NOT(ISNUMBER({unscored}))").as_str());
    sheet.add_conditional_format(FIRST, SCORE, last, SCORE, &open.set_format(&styles.doubtful))?;
    Ok(())
}
