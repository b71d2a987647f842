//! The rows for spreadsheets: one line an indicator, one for the execution of each project.
//!
//! UTF-8 with a byte order mark, or Excel takes Chinese for something else; also on standard output, because people
//! send that into a file. A cell that a spreadsheet would run as a formula (`=5个`, `+1`, `@…`, full width included,
//! as Chinese Excel does) begins with an apostrophe; a plain number never does. Programs read JSON.

use super::explain;
use crate::evaluation::Evaluation;
use crate::message::Lang;
use crate::place::Located;
use crate::say;
use rust_decimal::Decimal;

/// All rows of all projects.
///
/// # Errors
/// When the CSV cannot be written, which in memory it can.
pub fn csv(projects: &[Evaluation<'_>], lang: Lang) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let headings = [
        say!("项目名称", "project"),
        say!("年度", "year"),
        say!("评分办法", "policy"),
        say!("一级指标", "class"),
        say!("二级指标", "group"),
        say!("三级指标", "name"),
        say!("指标值", "target"),
        say!("完成值", "actual"),
        say!("分值", "weight"),
        say!("重算得分", "score"),
        say!("自评得分", "claimed"),
        say!("状态", "status"),
        say!("不能计分的原因", "reason"),
        say!("规则", "rule"),
    ];
    writer.write_record(headings.iter().map(|heading| heading.in_lang(lang)))?;
    for project in projects {
        let assessment = project.assessment;
        let year = assessment.year.map(|year| year.to_string()).unwrap_or_default();
        let head = [safe(&assessment.project.value), year, safe(&project.scorecard.policy)];
        let execution = &project.scorecard.execution;
        let money = &assessment.funds.total;
        let cells = [
            String::new(),
            String::new(),
            say!("预算执行率", "budget execution").in_lang(lang).to_owned(),
            figure(money.budget.as_ref()),
            format!("{} ({})", figure(money.executed.as_ref()), explain::rate(project).unwrap_or_default()),
            execution.weight.to_string(),
            number(execution.score),
            figure(assessment.claimed.execution.as_ref()),
            execution.status.as_str().to_owned(),
            execution.unscored.map(|reason| reason.as_str().to_owned()).unwrap_or_default(),
            safe(&project.policy.execution.id),
        ];
        writer.write_record(head.iter().chain(&cells))?;
        for (indicator, row) in assessment.indicators.iter().zip(&project.scorecard.rows) {
            let cells = [
                text(indicator.class.as_ref()),
                text(indicator.group.as_ref()),
                safe(&indicator.name.value),
                text(indicator.target.as_ref()),
                text(indicator.actual.as_ref()),
                figure(indicator.weight.as_ref()),
                number(row.score),
                figure(indicator.claimed.as_ref()),
                row.status.as_str().to_owned(),
                row.unscored.map(|reason| reason.as_str().to_owned()).unwrap_or_default(),
                safe(project.rule(row.rule).unwrap_or_default()),
            ];
            writer.write_record(head.iter().chain(&cells))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

fn number(figure: Option<Decimal>) -> String {
    figure.map(|figure| figure.to_string()).unwrap_or_default()
}

fn figure(figure: Option<&Located<Decimal>>) -> String {
    number(figure.map(|figure| figure.value))
}

fn text(cell: Option<&Located<String>>) -> String {
    cell.map(|cell| safe(&cell.value)).unwrap_or_default()
}

/// A text that no spreadsheet runs.
fn safe(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    if runs && text.parse::<Decimal>().is_err() { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_is_run_as_a_formula() {
        assert_eq!(safe("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(safe("=5个"), "'=5个");
        assert_eq!(safe("＝1+1"), "'＝1+1");
        assert_eq!(safe("-3.5"), "-3.5");
        assert_eq!(safe(">=90%"), ">=90%");
    }
}
