//! The tables of a document: what its grids mean, else what its texts show as lines.

use super::form::{Forms, of_blocks};
use super::{Document, text};
use crate::vocabulary::Vocabulary;

/// Reads the self-evaluation tables of a document.
///
/// ```
/// use jixiao::document::{Block, Cell, Document, Grid, assessments};
/// let rows = [
///     ["项目名称", "某项目", "", "", ""],
///     ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值"],
///     ["产出指标", "里程", "≥5公里", "6公里", "10"],
/// ];
/// let cells = (0..).zip(&rows).flat_map(|(row, texts)| {
///     (0..).zip(texts).map(move |(column, text)| Cell {
///         row, column, rows: 1, columns: 1, text: (*text).to_owned(), ..Cell::default()
///     })
/// });
/// let document = Document { blocks: vec![Block::Grid(Grid { cells: cells.collect() })], ..Document::default() };
/// let forms = assessments(&document, jixiao::shipped::vocabulary());
/// assert_eq!(forms.tables[0].project.value, "某项目");
/// assert_eq!(forms.tables[0].indicators[0].target.as_ref().map(|t| t.value.as_str()), Some("≥5公里"));
/// ```
///
/// Where no grid holds one, the texts between are read as lines that show a table (see [`text`](super::text)).
pub fn assessments(document: &Document, vocabulary: &Vocabulary) -> Forms {
    let forms = of_blocks(document, vocabulary);
    if !forms.tables.is_empty() {
        return forms;
    }
    let again = text::of_texts(document, vocabulary).map(|again| of_blocks(&again, vocabulary));
    again.filter(|again| !again.tables.is_empty()).unwrap_or(forms)
}
