//! The second sheet: scores and grades as charts, drawn from the overview.

use super::layout::cell;
use super::overview;
use super::style::Styles;
use crate::assessment::Grade;
use crate::evaluation::Evaluation;
use crate::message::{Lang, Message};
use crate::report::grade_name;
use crate::say;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartPoint, ChartSeries, ChartSolidFill, ChartType, Color,
    Formula, Worksheet, XlsxError,
};

/// Bands of the total by which scores are counted: from, up to but without.
const BANDS: [(u16, u16); 6] = [(95, 1000), (90, 95), (80, 90), (70, 80), (60, 70), (0, 60)];

/// More projects than this are counted by bands of their score, not drawn one by one.
const DRAWN: usize = 60;

/// Writes the charts of an overview that is called `of`.
pub(super) fn write(
    sheet: &mut Worksheet,
    projects: &[&Evaluation<'_>],
    of: &str,
    name: &str,
    styles: &Styles,
    lang: Lang,
) -> Result<(), XlsxError> {
    let words = |message: Message| message.in_lang(lang).to_owned();
    let last =
        overview::FIRST.saturating_add(u32::try_from(projects.len()).unwrap_or_default()).saturating_sub(1);
    let range = |column| format!("'{of}'!{}:{}", absolute(overview::FIRST, column), absolute(last, column));
    sheet.set_column_width(0, 14.0)?;
    for (column, head) in [(0, say!("等级", "grade")), (1, say!("项目数", "projects"))] {
        sheet.write_string_with_format(0, column, words(head), &styles.head)?;
    }
    let grades = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];
    for (row, grade) in (1_u32..).zip(grades) {
        sheet.write_string_with_format(row, 0, words(grade_name(grade)), &styles.middle)?;
        let count = projects.iter().filter(|project| project.scorecard.grade == Some(grade)).count();
        counted(sheet, row, &format!("COUNTIF({},{})", range(overview::GRADE), cell(row, 0)), count, styles)?;
    }
    sheet.write_string_with_format(5, 0, words(say!("未定", "not graded")), &styles.middle)?;
    let open = projects.iter().filter(|project| project.scorecard.grade.is_none()).count();
    counted(sheet, 5, &format!("COUNTIF({},\"—\")", range(overview::GRADE)), open, styles)?;
    let mut pie = Chart::new(ChartType::Doughnut);
    let series = pie.add_series();
    series.set_categories((name, 1, 0, 5, 0)).set_values((name, 1, 1, 5, 1));
    let colours = [0x70_AD47, 0x5B_9BD5, 0xFF_C000, 0xC0_0000, 0xA5_A5A5].map(Color::RGB);
    series.set_points(&colours.map(|colour| {
        ChartPoint::new()
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
    }));
    pie.title().set_name(&words(say!("等级分布", "grades")));
    pie.set_width(420).set_height(280);
    sheet.insert_chart(0, 3, &pie)?;

    let mut bars = Chart::new(ChartType::Column);
    let series = |name: Message, colour| {
        let mut series = ChartSeries::new();
        let mut fill = ChartSolidFill::new();
        let mut format = ChartFormat::new();
        format.set_solid_fill(fill.set_color(Color::RGB(colour)));
        series.set_name(&words(name)).set_gap(60).set_format(&mut format);
        series
    };
    if projects.len() <= DRAWN {
        let scores = [
            (overview::SCORE, say!("重算总分", "recomputed total"), 0x005B_9BD5),
            (overview::CLAIMED, say!("自评总分", "reported total"), 0x00F4_B183),
        ];
        for (column, name, colour) in scores {
            let mut series = series(name, colour);
            series.set_categories((of, overview::FIRST, 0, last, 0)).set_values((
                of,
                overview::FIRST,
                column,
                last,
                column,
            ));
            bars.push_series(&series);
        }
        bars.title().set_name(&words(say!("各项目总分", "totals of the projects")));
        bars.y_axis().set_min(0).set_max(100);
        bars.x_axis().set_name(&words(say!("序号（见总览）", "no. (see the overview)")));
        bars.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        for (column, head) in [(0, say!("总分", "total")), (1, say!("项目数", "projects"))] {
            sheet.write_string_with_format(7, column, words(head), &styles.head)?;
        }
        for (row, (from, to)) in (8_u32..).zip(BANDS) {
            let label = if to > 100 { format!("≥{from}") } else { format!("{from}–{to}") };
            sheet.write_string_with_format(row, 0, label, &styles.middle)?;
            let inside = |project: &&&Evaluation<'_>| {
                project.scorecard.total.score.is_some_and(|score| score >= from.into() && score < to.into())
            };
            let scores = range(overview::SCORE);
            let formula = format!("COUNTIFS({scores},\">={from}\",{scores},\"<{to}\")");
            counted(sheet, row, &formula, projects.iter().filter(inside).count(), styles)?;
        }
        let mut series = series(say!("项目数", "projects"), 0x005B_9BD5);
        series.set_categories((name, 8, 0, 13, 0)).set_values((name, 8, 1, 13, 1));
        bars.push_series(&series);
        bars.title().set_name(&words(say!("重算总分的分布", "recomputed totals")));
        bars.legend().set_hidden();
    }
    bars.set_width(960).set_height(420);
    sheet.insert_chart(15, 0, &bars)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    Ok(())
}

fn counted(
    sheet: &mut Worksheet,
    row: u32,
    formula: &str,
    count: usize,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let formula = Formula::new(format!("={formula}")).set_result(count.to_string());
    sheet.write_formula_with_format(row, 1, formula, &styles.middle).map(|_| ())
}

fn absolute(row: u32, column: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell_absolute(row, column)
}
