//! Rules put together to tables: where the cells are.

use super::limits::MAX_LINES;
use super::page::Rule;
use hayro_interpret::kurbo::{Point, Rect};

/// A table as its rules draw it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lattice {
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub frames: Vec<Frame>,
    /// The frame of each place, by row, then by column.
    owners: Vec<usize>,
    /// No rule closes it above, below: it goes on on another page.
    pub open_above: bool,
    pub open_below: bool,
}

/// A cell: the row and the column of its upper left corner, and how many it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// Rules as near to each other as this are one, or touch: double lines, rounded ends. No row is so low.
const NEAR: f64 = 4.0;

impl Lattice {
    pub fn area(&self) -> Rect {
        let end =
            |values: &[f64]| (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (end(&self.xs), end(&self.ys));
        Rect::new(left, top, right, bottom)
    }

    /// The frame that a point lies in.
    pub fn owner(&self, point: Point) -> Option<usize> {
        let place = |values: &[f64], at: f64| {
            let after = values.partition_point(|value| *value <= at);
            (after < values.len()).then(|| after.checked_sub(1)).flatten()
        };
        let (column, row) = (place(&self.xs, point.x)?, place(&self.ys, point.y)?);
        self.owners.get(row.checked_mul(self.xs.len().checked_sub(1)?)?.checked_add(column)?).copied()
    }

    pub fn frame_area(&self, frame: Frame) -> Rect {
        let x = |column: usize| self.xs.get(column).copied().unwrap_or_default();
        let y = |row: usize| self.ys.get(row).copied().unwrap_or_default();
        let (right, bottom) =
            (frame.column.saturating_add(frame.columns), frame.row.saturating_add(frame.rows));
        Rect::new(x(frame.column), y(frame.row), x(right), y(bottom))
    }
}

/// The tables of a page, and how many were too large to be read.
pub(super) fn lattices(rules: &[Rule]) -> (Vec<Lattice>, usize) {
    let level = merged(rules.iter().filter(|rule| rule.level).copied().collect());
    let upright = merged(rules.iter().filter(|rule| !rule.level).copied().collect());
    let mut lattices = Vec::new();
    let mut large = 0_usize;
    for (level, upright) in touching(&level, &upright) {
        match lattice(&level, &upright) {
            Some(lattice) if lattice.frames.is_empty() => large = large.saturating_add(1),
            Some(lattice) if lattice.frames.len() > 1 => lattices.push(lattice),
            _ => {}
        }
    }
    (lattices, large)
}

/// Pieces of one rule put together; a dashed rule is one.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged: Vec<Rule> = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.partition_point(|rule| rule.at - first.at <= 1.0);
        let (group, after) = rest.split_at(same.max(1));
        rest = after;
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in group {
            match &mut open {
                Some(open) if rule.from - open.to <= NEAR => open.to = open.to.max(rule.to),
                _ => merged.extend(open.replace(rule)),
            }
        }
        merged.extend(open);
    }
    // Specks are no rules.
    merged.retain(|rule| rule.to - rule.from > NEAR);
    merged
}

/// Groups of rules that touch one another.
fn touching(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut parents: Vec<usize> = (0..level.len().saturating_add(upright.len())).collect();
    fn root(parents: &mut [usize], mut node: usize) -> usize {
        while let Some(parent) = parents.get(node).copied()
            && parent != node
        {
            let above = parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = parents.get_mut(node) {
                *slot = above;
            }
            node = above;
        }
        node
    }
    for (index, rule) in upright.iter().enumerate() {
        // Level rules are in order of their height.
        let from = level.partition_point(|other| other.at < rule.from - NEAR);
        let to = level.partition_point(|other| other.at <= rule.to + NEAR);
        for (other, crossed) in level.iter().enumerate().take(to).skip(from) {
            if crossed.from - NEAR <= rule.at && rule.at <= crossed.to + NEAR {
                let (a, b) =
                    (root(&mut parents, level.len().saturating_add(index)), root(&mut parents, other));
                if let Some(slot) = parents.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> =
        std::collections::BTreeMap::new();
    for (index, rule) in level.iter().chain(upright).enumerate() {
        let (level, upright) = groups.entry(root(&mut parents, index)).or_default();
        if rule.level { level.push(*rule) } else { upright.push(*rule) }
    }
    groups.into_values().filter(|(level, upright)| !level.is_empty() && !upright.is_empty()).collect()
}

/// Where rules stand, each place once; the ends of the rules across are places too, for a side may be open.
fn places(rules: &[Rule], across: &[Rule]) -> Vec<f64> {
    let ends = |pick: fn(f64, f64) -> f64, end: fn(&Rule) -> f64| across.iter().map(end).reduce(pick);
    let mut all: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    all.extend(ends(f64::min, |rule| rule.from));
    all.extend(ends(f64::max, |rule| rule.to));
    all.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    for at in all {
        if places.last().is_none_or(|last| at - last > NEAR) {
            places.push(at);
        }
    }
    places
}

/// Which stretches between places a set of rules closes, for each place across: `closed[stretch][place]`.
fn closed(rules: &[Rule], at: &[f64], along: &[f64]) -> Vec<Vec<bool>> {
    let mut closed = vec![vec![false; at.len()]; along.len().saturating_sub(1)];
    for rule in rules {
        let place = at.partition_point(|place| *place + NEAR < rule.at);
        for (stretch, ends) in closed.iter_mut().zip(along.windows(2)) {
            let [from, to] = ends else { continue };
            let covered = rule.to.min(*to) - rule.from.max(*from);
            if covered >= 0.5 * (to - from)
                && let Some(slot) = stretch.get_mut(place)
            {
                *slot = true;
            }
        }
    }
    closed
}

/// The table of rules that touch; one without frames is too large.
fn lattice(level: &[Rule], upright: &[Rule]) -> Option<Lattice> {
    let (xs, ys) = (places(upright, level), places(level, upright));
    if xs.len() < 2 || ys.len() < 2 {
        return None;
    }
    if xs.len() > MAX_LINES || ys.len() > MAX_LINES || xs.len().saturating_mul(ys.len()) > 400_000 {
        return Some(Lattice { xs, ys, ..Lattice::default() });
    }
    let sides = closed(upright, &xs, &ys);
    let floors = closed(level, &ys, &xs);
    let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    let side =
        |row: usize, place: usize| sides.get(row).and_then(|row| row.get(place)).copied().unwrap_or(true);
    let floor = |column: usize, place: usize| {
        floors.get(column).and_then(|column| column.get(place)).copied().unwrap_or(true)
    };
    let mut owners: Vec<usize> = vec![usize::MAX; rows.saturating_mul(columns)];
    let mut frames = Vec::new();
    let index = |row: usize, column: usize| row.saturating_mul(columns).saturating_add(column);
    for row in 0..rows {
        for column in 0..columns {
            let free = |owners: &[usize], row, column| owners.get(index(row, column)) == Some(&usize::MAX);
            if !free(&owners, row, column) {
                continue;
            }
            let mut right = column.saturating_add(1);
            while right < columns && !side(row, right) && free(&owners, row, right) {
                right = right.saturating_add(1);
            }
            let mut bottom = row.saturating_add(1);
            while bottom < rows
                && (column..right).all(|column| !floor(column, bottom) && free(&owners, bottom, column))
                && (column.saturating_add(1)..right).all(|place| !side(bottom, place))
            {
                bottom = bottom.saturating_add(1);
            }
            for row in row..bottom {
                for column in column..right {
                    if let Some(slot) = owners.get_mut(index(row, column)) {
                        *slot = frames.len();
                    }
                }
            }
            let (rows, columns) = (bottom.saturating_sub(row), right.saturating_sub(column));
            frames.push(Frame { row, column, rows, columns });
        }
    }
    let open = |place: usize| !(0..columns).any(|column| floor(column, place));
    let (open_above, open_below) = (open(0), open(rows));
    Some(Lattice { xs, ys, frames, owners, open_above, open_below })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f64, from: f64, to: f64) -> Rule {
        Rule { level: true, at, from, to }
    }

    fn upright(at: f64, from: f64, to: f64) -> Rule {
        Rule { level: false, at, from, to }
    }

    fn frame(row: usize, column: usize, rows: usize, columns: usize) -> Frame {
        Frame { row, column, rows, columns }
    }

    #[test]
    fn missing_sides_make_spans() {
        let rules = [
            level(0.0, 0.0, 90.0),
            level(20.0, 30.0, 90.0),
            level(40.0, 0.0, 90.0),
            upright(0.0, 0.0, 40.0),
            upright(30.0, 0.0, 40.0),
            upright(60.0, 20.0, 40.0),
            upright(90.0, 0.0, 40.0),
        ];
        let (found, _) = lattices(&rules);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].frames,
            [frame(0, 0, 2, 1), frame(0, 1, 1, 2), frame(1, 1, 1, 1), frame(1, 2, 1, 1)]
        );
        assert_eq!(found[0].owner(Point::new(75.0, 10.0)), Some(1));
        assert_eq!(found[0].owner(Point::new(95.0, 10.0)), None);
    }

    #[test]
    fn double_and_dashed_rules_are_one() {
        let mut rules = vec![level(0.0, 0.0, 60.0), level(2.0, 0.0, 60.0), level(20.0, 0.0, 60.0)];
        rules.extend([0.0, 30.0, 60.0].map(|at| upright(at, 0.0, 20.0)));
        rules.extend((0..8).map(|dash| upright(45.0, f64::from(dash) * 2.5, f64::from(dash) * 2.5 + 1.0)));
        let (found, _) = lattices(&rules);
        assert_eq!(found[0].frames.len(), 3);
    }

    #[test]
    fn a_table_may_be_open_at_its_sides_and_below() {
        let rules = [
            level(0.0, 0.0, 60.0),
            level(20.0, 0.0, 60.0),
            upright(20.0, 0.0, 50.0),
            upright(40.0, 0.0, 50.0),
        ];
        let (found, _) = lattices(&rules);
        assert_eq!(found[0].frames.len(), 6);
        assert!(found[0].open_below && !found[0].open_above);
    }
}
