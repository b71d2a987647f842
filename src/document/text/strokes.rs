//! Strokes that end cells, though they keep no columns: a cell a line, rows from which the cells are left out that others
//! reach over. The order of the cells is kept, and that is how flattened text is read.

use super::delimited::{STROKES, pieces};
use super::flat::{Break, RUN_ON, Token};
use super::lines::TextLine;

/// How many lines without a stroke may stand between two with one: the lines of a cell.
const APART: usize = 3;
/// So many strokes alone end a row: they stand for cells that are covered or blank.
const END_OF_ROW: usize = 2;

/// How many lines from the first on show cells that end with strokes.
pub(super) fn run(lines: &[TextLine<'_>]) -> usize {
    let mut taken = 0_usize;
    for (index, line) in lines.iter().enumerate() {
        if line.text.contains(STROKES) {
            taken = index.saturating_add(1);
        } else if index > taken.saturating_add(APART) {
            break;
        }
    }
    taken
}

/// The cells of some lines, each a word. Tabs keep them as strokes do, and end no row but with its line.
pub(super) fn tokens<'t>(lines: &[TextLine<'t>]) -> Vec<Token<'t>> {
    let alone =
        |line: &TextLine<'_>| line.text.trim().chars().all(|c| STROKES.contains(&c) || c.is_whitespace());
    let strokes = |line: &TextLine<'_>| line.text.matches(STROKES).count();
    let ends_row = |line: &TextLine<'_>| alone(line) && strokes(line) >= END_OF_ROW;
    // Where such lines end the rows, a row is many lines.
    let by_ends = lines.iter().filter(|line| ends_row(line)).count().saturating_mul(6) >= lines.len();
    let tabs = !lines.iter().any(|line| line.text.contains(STROKES));
    let mut tokens = Vec::new();
    let mut number = 0_usize;
    let mut ended = true;
    for line in lines {
        if alone(line) {
            ended = true;
            number = number.saturating_add(usize::from(!by_ends || ends_row(line)));
            continue;
        }
        if super::delimited::is_rule(line.text) {
            continue;
        }
        number = number.saturating_add(usize::from(!by_ends));
        let cells: Vec<(usize, usize)> =
            pieces(line.text).into_iter().map(|(_, from, to)| (from, to)).collect();
        let text = |&(from, to): &(usize, usize)| line.text.get(from..to).unwrap_or_default();
        // Behind the last cell that says something, strokes only fill the row up.
        let said = cells
            .iter()
            .rposition(|cell| !text(cell).trim().is_empty())
            .map_or(0, |last| last.saturating_add(1));
        // Where a line holds more cells than any row does, each of them may begin one.
        let run_on = cells.len() > RUN_ON;
        let (mut characters, mut counted) = (0_usize, 0_usize);
        for (index, cell) in cells.iter().take(said).enumerate() {
            let (whole, part) = (text(cell), text(cell).trim());
            let from = cell.0.saturating_add(whole.len().saturating_sub(whole.trim_start().len()));
            let before = match (index, ended) {
                (0, true) => Break::Row,
                (0, false) => Break::TextLine,
                _ if run_on => Break::Row,
                _ => Break::Tab,
            };
            number = number.saturating_add(usize::from(run_on));
            if run_on && part.is_empty() {
                continue;
            }
            let before_it = line.text.get(counted..from).unwrap_or_default().chars().count();
            (characters, counted) = (characters.saturating_add(before_it), from);
            let shown = if part.is_empty() { whole.get(..0).unwrap_or_default() } else { part };
            tokens.push(Token::new(
                shown,
                before,
                number,
                line.place_behind(characters, from, from.saturating_add(shown.len())),
            ));
        }
        ended = tabs || line.text.trim_end().ends_with(STROKES) || line.text.matches(STROKES).count() >= 2;
    }
    tokens
}
