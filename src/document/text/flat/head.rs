//! What stands above the indicators: titles, labels with their values, funds, goals.

use super::heading::{self, Heading, beside, blank};
use super::token::{Break, Token, cell_text, run_together};
use super::{Building, cost, place};
use crate::document::Block;
use crate::document::words::{Label, Money, Words};
use crate::place::{Located, Place};
use crate::vocabulary::Vocabulary;

/// Reads the words from `from` on: lines that belong to a table go to its grid, the others are text.
pub(super) fn read(
    words: &[Token<'_>],
    from: usize,
    vocabulary: &Vocabulary,
    blocks: &mut Vec<Block>,
    grid: &mut Building,
) {
    let mut at = from;
    while at < words.len() {
        let behind = labels(words, at, vocabulary, grid)
            .or_else(|| funds(words, at, vocabulary, grid))
            .or_else(|| goals(words, at, vocabulary, grid));
        if let Some(behind) = behind.filter(|behind| *behind > at) {
            at = behind;
            continue;
        }
        let end = line_end(words, at);
        let line = words.get(at..end).unwrap_or_default();
        blocks.push(Block::Text(Located { value: cell_text(line), at: place(line) }));
        at = end;
    }
}

fn line_end(words: &[Token<'_>], at: usize) -> usize {
    let rest = words.get(at.saturating_add(1)..).unwrap_or_default();
    let line = words.get(at).map(|token| token.line);
    at.saturating_add(1).saturating_add(rest.iter().take_while(|token| Some(token.line) == line).count())
}

/// What a word says as a label of the table.
fn label(token: &Token<'_>, words: Words<'_>) -> Option<Label> {
    // 项目 and 单位 alone are words of sentences.
    let head = token.text.split([':', '：']).next().unwrap_or_default();
    words.label(head).filter(|label| *label != Label::Total && head.chars().count() >= 4)
}

/// Labels with their values, of one line; a value may go on in the lines below.
fn labels(words: &[Token<'_>], at: usize, vocabulary: &Vocabulary, grid: &mut Building) -> Option<usize> {
    let known = Words(vocabulary);
    let first = words.get(at)?;
    label(first, known)?;
    let mut end = line_end(words, at);
    // The value of the last label goes on until something else begins.
    while words.get(end).is_some_and(|token| goes_on(words, end, token, vocabulary)) {
        end = line_end(words, end);
    }
    let line = words.get(at..end)?;
    let names =
        |token: &Token<'_>| label(token, known).is_some() || vocabulary.form.is_other_label(token.text);
    let mut cells: Vec<(String, Place)> = Vec::new();
    let mut from = 0;
    for (index, token) in line.iter().enumerate() {
        if !names(token) {
            continue;
        }
        push(&mut cells, line.get(from..index).unwrap_or_default());
        match token.text.split_once([':', '：']) {
            Some((name, value)) if !value.is_empty() => {
                cells.push((name.to_owned(), token.at.clone()));
                let rest = value.len();
                let start = token.text.len().saturating_sub(rest);
                let at = token.at.part(
                    token.text,
                    token.text.get(..start).map_or(0, |head| head.chars().count())
                        ..token.text.chars().count(),
                );
                // The value goes on with the words behind.
                let next = line.get(index.saturating_add(1)..).unwrap_or_default();
                let more = next.iter().take_while(|token| !names(token)).count();
                let words = next.get(..more).unwrap_or_default();
                let text =
                    if words.is_empty() { value.to_owned() } else { format!("{value} {}", cell_text(words)) };
                cells.push((text, at));
                from = index.saturating_add(1).saturating_add(more);
            }
            _ => {
                cells.push((token.text.to_owned(), token.at.clone()));
                from = index.saturating_add(1);
            }
        }
    }
    push(&mut cells, line.get(from..).unwrap_or_default());
    grid.row(cells.into_iter());
    Some(at.saturating_add(line.len()))
}

fn push(cells: &mut Vec<(String, Place)>, words: &[Token<'_>]) {
    if !words.is_empty() {
        cells.push((cell_text(words), place(words)));
    }
}

/// Whether a line only goes on with the value above it.
fn goes_on(words: &[Token<'_>], at: usize, token: &Token<'_>, vocabulary: &Vocabulary) -> bool {
    let known = Words(vocabulary);
    let line = words.get(at..line_end(words, at)).unwrap_or_default();
    let text = run_together(line);
    let begins = known.label(&text).is_some()
        || label(token, known).is_some()
        || vocabulary.form.is_other_label(token.text)
        || ["funds", "goals", "indicators"]
            .iter()
            .any(|block| beside(words, at, vocabulary, block).is_some())
        || heading::indicators(words, at, vocabulary).is_some()
        || heading::funds(words, at, vocabulary).is_some();
    // What stands right behind a label is its value, whatever it reads like: a project is named like a title.
    let above = at.checked_sub(1).and_then(|above| words.get(above));
    if above.is_some_and(|above| label(above, known).is_some() && !above.text.contains([':', '：'])) {
        return !begins;
    }
    let other = begins
        || known.money(token.text).is_some()
        || known.goal(token.text).is_some()
        || vocabulary.form.is_title(&text)
        || crate::document::words::unit_of(&text).is_some()
        || crate::document::words::year(&text).is_some();
    // A stroke ends the value.
    let short = text.chars().count() <= 30 && token.before != Break::Row;
    short && !other
}

/// The headings of funds and the lines below them.
fn funds(words: &[Token<'_>], at: usize, vocabulary: &Vocabulary, grid: &mut Building) -> Option<usize> {
    let (columns, behind) = heading::funds(words, at, vocabulary)?;
    let side = words.get(at..columns.first()?.from).unwrap_or_default();
    let mut heading = vec![(run_together(side), place(side))];
    heading.extend(columns.iter().map(|Heading { from, to, .. }| {
        let part = words.get(*from..*to).unwrap_or_default();
        (run_together(part), place(part))
    }));
    grid.row(heading.into_iter());
    let mut at = behind;
    while let Some(behind) = line_of_funds(words, at, &columns, vocabulary, grid) {
        at = behind;
    }
    Some(at)
}

/// A line of funds: its label, over one line or more, then as many figures or strokes as there are columns.
fn line_of_funds(
    words: &[Token<'_>],
    at: usize,
    columns: &[Heading<Money>],
    vocabulary: &Vocabulary,
    grid: &mut Building,
) -> Option<usize> {
    let known = Words(vocabulary);
    let figure = |token: &Token<'_>| {
        blank(token)
            || cost::is_stroke(token.text)
            || cost::is_figure(token.text.trim_end_matches(['分', '元', '万', '亿']))
    };
    let rest = words.get(at..)?;
    let label = rest.iter().take(12).take_while(|token| !figure(token)).count();
    let named = rest.get(..label)?;
    let stops = |index: usize| {
        let at = at.saturating_add(index);
        known.goal(words.get(at).map_or("", |token| token.text)).is_some()
            || beside(words, at, vocabulary, "goals").is_some()
            || heading::indicators(words, at, vocabulary).is_some()
    };
    if named.is_empty() || label == 12 || (0..label).any(stops) {
        return None;
    }
    let form = &vocabulary.form;
    let text = run_together(named);
    let mut figures: Vec<&Token<'_>> = Vec::new();
    let mut taken = label;
    for token in rest.get(label..).unwrap_or_default() {
        if figure(token)
            && figures.len() < columns.len()
            && (figures.is_empty() || !token.opens_line() || figures.len() < columns.len())
        {
            figures.push(token);
        } else if !matches!(token.text, "分" | "万元" | "元" | "亿元") {
            break;
        }
        taken = taken.saturating_add(1);
    }
    if figures.is_empty() || !(form.is_source(&text) || form.is_funds_total(&text) || figures.len() >= 2) {
        return None;
    }
    let keys: Vec<Money> = columns.iter().map(|column| column.key).collect();
    let texts: Vec<&str> = figures.iter().map(|token| token.text).collect();
    let slots = super::amounts::slots(&keys, &texts);
    let mut cells = vec![(String::new(), Place::Nowhere); columns.len().saturating_add(1)];
    if let Some(first) = cells.first_mut() {
        *first = (cell_text(named), place(named));
    }
    for (slot, token) in slots.into_iter().zip(&figures) {
        if let Some(cell) = cells.get_mut(slot.saturating_add(1)) {
            *cell = (token.text.to_owned(), token.at.clone());
        }
    }
    grid.row(cells.into_iter());
    Some(at.saturating_add(taken))
}

/// The goals: their headings, then the text of both cells.
fn goals(words: &[Token<'_>], at: usize, vocabulary: &Vocabulary, grid: &mut Building) -> Option<usize> {
    let known = Words(vocabulary);
    if !words.get(at)?.opens_line() {
        return None;
    }
    let start = beside(words, at, vocabulary, "goals").unwrap_or(at);
    let (expected, achieved) = (words.get(start)?, words.get(start.saturating_add(1))?);
    if known.goal(expected.text) != Some(false) || known.goal(achieved.text) != Some(true) {
        return None;
    }
    grid.row([expected, achieved].map(|token| (token.text.to_owned(), token.at.clone())).into_iter());
    let from = start.saturating_add(2);
    let mut end = from;
    while end < words.len()
        && heading::indicators(words, end, vocabulary).is_none()
        && words.get(end).is_some_and(|token| label(token, known).is_none())
    {
        end = line_end(words, end);
    }
    let text = words.get(from..end)?;
    let cut = two_cells(text);
    let (one, other) = text.split_at_checked(cut)?;
    grid.row([one, other].map(|part| (cell_text(part), place(part))).into_iter());
    Some(end)
}

/// Where the second of two cells begins whose lines follow each other: the columns differ in width, and a cell ends
/// with its sentence.
fn two_cells(words: &[Token<'_>]) -> usize {
    let kept = |token: &Token<'_>| matches!(token.before, Break::Tab | Break::Row);
    if let Some(cut) = (1..words.len()).find(|at| words.get(*at).is_some_and(kept)) {
        return cut;
    }
    let mut lines: Vec<(usize, usize, bool)> = Vec::new();
    for (index, token) in words.iter().enumerate() {
        let width = token.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let ends = token.text.ends_with(['。', '；', '.', '！']);
        match lines.last_mut() {
            Some((_, sum, end)) if !token.opens_line() => {
                *sum = sum.saturating_add(width);
                *end = ends;
            }
            _ => lines.push((index, width, ends)),
        }
    }
    if lines.len() < 2 {
        return words.len();
    }
    // All lines but the last of a cell are about as wide as the widest.
    let spread = |part: &[(usize, usize, bool)]| {
        let widest = part.iter().map(|line| line.1).max().unwrap_or_default();
        let inner = part.get(..part.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().map(|line| widest.saturating_sub(line.1)).sum::<usize>()
    };
    let cost = |cut: &usize| {
        let (one, other) = lines.split_at_checked(*cut).unwrap_or((&lines, &[]));
        let unfinished = if one.last().is_some_and(|line| line.2) { 0 } else { 8 };
        spread(one).saturating_add(spread(other)).saturating_add(unfinished)
    };
    // A goal of hundreds of lines is no goal: the bound keeps this from growing with the square of a text.
    let cut = (1..lines.len().min(400)).min_by_key(cost).unwrap_or(1);
    lines.get(cut).map_or(words.len(), |line| line.0)
}
