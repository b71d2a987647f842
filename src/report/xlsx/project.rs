//! The sheet of a project: the official form, its scores as formulas, and beside it the numbers they go by.

use super::layout::{CLAIMED, DIFFERENCE, Fact, GOAL, GROUP, Layout, RATIO, REASON, SCORE, facts};
use super::links::Around;
use super::notes::Notes;
use super::style::Styles;
use crate::assessment::Indicator;
use crate::diagnostic::Severity;
use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::report::formula::NO_SCORE;
use rust_xlsxwriter::{Color, ConditionalFormatFormula, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// What stands in a score cell whose row does not apply.
pub(super) const NOT_APPLICABLE: &str = "不适用";

/// A form with fewer lines than this is printed on one page.
const ONE_PAGE: u32 = 34;

/// The cells of a project's sheet that the overview shows.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub name: String,
    pub rate: String,
    pub score: String,
    pub claimed: String,
    pub difference: String,
    pub grade: String,
}

/// Writes the sheet of a project.
pub(super) fn write(
    sheet: &mut Worksheet,
    project: &Evaluation<'_>,
    around: &Around<'_>,
    styles: &Styles,
    lang: Lang,
) -> Result<Shown, XlsxError> {
    let layout = Layout::of(project);
    let facts = facts(project.assessment, project.policy);
    let mut writer = Writer {
        sheet,
        project,
        styles,
        lang,
        layout,
        facts: &facts,
        row_facts: row_facts(project.assessment.indicators.as_slice()),
        notes: Notes::default(),
    };
    writer.head()?;
    writer.links(around)?;
    writer.funds()?;
    writer.goals()?;
    writer.indicators()?;
    writer.total()?;
    writer.below()?;
    writer.finish()?;
    Ok(Shown {
        name: layout.cell(2, GROUP),
        rate: layout.cell(layout.execution, GOAL),
        score: layout.cell(layout.total, SCORE),
        claimed: layout.cell(layout.total, CLAIMED),
        difference: layout.cell(layout.total, DIFFERENCE),
        grade: layout.cell(layout.total, REASON),
    })
}

/// The facts that rows carry themselves, each with its column.
fn row_facts(rows: &[Indicator]) -> BTreeMap<&str, u16> {
    let mut columns = BTreeMap::new();
    for (name, _) in rows.iter().flat_map(|row| &row.facts) {
        let next = RATIO.saturating_add(1).saturating_add(u16::try_from(columns.len()).unwrap_or(1000));
        columns.entry(name.value.as_str()).or_insert(next);
    }
    columns
}

/// Writes one sheet, part by part.
pub(super) struct Writer<'a, 's> {
    pub(super) sheet: &'s mut Worksheet,
    pub(super) project: &'a Evaluation<'a>,
    pub(super) styles: &'a Styles,
    pub(super) lang: Lang,
    pub(super) layout: Layout,
    pub(super) facts: &'a [Fact<'a>],
    pub(super) row_facts: BTreeMap<&'a str, u16>,
    pub(super) notes: Notes,
}

pub(super) type Done = Result<(), XlsxError>;

impl Writer<'_, '_> {
    fn finish(&mut self) -> Done {
        let (layout, styles) = (self.layout, self.styles);
        self.notes.findings(&self.project.findings, (2, GROUP), self.lang);
        for (at, note) in self.notes.all() {
            self.sheet.insert_note(at.0, layout.column(at.1), &note)?;
        }
        let first = layout.cell(layout.execution, DIFFERENCE);
        let off =
            ConditionalFormatFormula::new().set_rule(format!("=AND(ISNUMBER({first}),{first}<>0)").as_str());
        let off = off.set_format(&styles.wrong);
        let column = layout.column(DIFFERENCE);
        self.sheet.add_conditional_format(layout.execution, column, layout.total, column, &off)?;
        for (first, last) in [(layout.execution, layout.execution), (layout.first, layout.last)] {
            let none = format!("={}=\"{NO_SCORE}\"", layout.cell(first, SCORE));
            let none = ConditionalFormatFormula::new().set_rule(none.as_str()).set_format(&styles.doubtful);
            let column = layout.column(SCORE);
            self.sheet.add_conditional_format(first, column, last, column, &none)?;
        }
        let worst = self.project.findings.iter().map(|finding| finding.severity).max();
        match worst {
            Some(Severity::Error) => _ = self.sheet.set_tab_color(Color::RGB(0x00C0_0000)),
            Some(Severity::Warning) => _ = self.sheet.set_tab_color(Color::RGB(0x00FF_C000)),
            _ => {}
        }
        // One page where that stays readable.
        let high = u16::from(layout.total < ONE_PAGE);
        self.sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, high)
            .set_print_center_horizontally(true)
            .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
            .set_footer("&C&P / &N");
        self.sheet.set_repeat_rows(layout.head, layout.head)?;
        Ok(())
    }
}
