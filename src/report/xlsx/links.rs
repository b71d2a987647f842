//! The ways through a workbook: from the overview to each project and its findings, from there back and to the neighbours.

use super::layout::{GOAL, GOAL_TO, NUMBER};
use super::project::{Done, Writer};
use crate::say;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

/// Excel keeps so many links of a sheet.
pub(super) const MOST: usize = 65_000;

/// What stands around the sheet of a project.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The overview, and the line of the project there, from 0.
    pub overview: (&'a str, u32),
    /// The sheets of the projects before and after.
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

/// A cell that leads to another one. What it says is written afterwards: a link alone cuts a long text.
pub(super) fn lead(sheet: &mut Worksheet, at: (u32, u16), to: &str, cell: &str) -> Result<(), XlsxError> {
    let url = Url::new(format!("internal:'{to}'!{cell}"));
    sheet.write_url(at.0, at.1, url).map(|_| ())
}

impl Writer<'_, '_> {
    /// Beside the title, where print does not reach.
    pub(super) fn links(&mut self, around: &Around<'_>) -> Done {
        let (overview, line) = around.overview;
        let line = super::layout::cell(line, 1);
        let links = [
            (GOAL, Some(overview), line.as_str(), say!("← 总览", "← overview")),
            (GOAL_TO, around.before, "A1", say!("↑ 上一个", "↑ before")),
            (NUMBER, around.after, "A1", say!("↓ 下一个", "↓ next")),
        ];
        for (column, to, cell, words) in links {
            let Some(to) = to else { continue };
            lead(self.sheet, (0, self.layout.column(column)), to, cell)?;
            self.say(0, column, &words, &self.styles.way)?;
        }
        Ok(())
    }
}
