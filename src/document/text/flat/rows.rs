//! Which words belong to which cell: of all ways to cut the words of a table into rows, the likeliest.
//!
//! A shortest path: a state is a word and a column that comes next. Linear in the words of the table.

use super::cost::{self, Costs, NEVER};
use super::token::{Break, Token};
use crate::document::words::Key;

/// The words of a cell: some of one page, and what follows on the next.
pub(super) type Span = Vec<(usize, usize)>;

/// A row: for each column the words of its cell.
pub(super) type RowSpans = Vec<Span>;

/// What a row costs for being one.
const ROW: i32 = 10;
/// What it costs that a name which had ended goes on.
const AGAIN: i32 = 12;
/// What it costs to leave the words behind the last row.
const LEFT: i32 = 40;
const LEFT_EACH: i32 = 6;

/// A state: which layer, and the column that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// Within a row.
    Row,
    /// Before a row; whether the row above gives a reason.
    Start { reason: bool },
    /// Behind the end of a page, in what is left of the cells above.
    Rest { reason: bool },
}

#[derive(Debug, Clone, Copy)]
struct Step {
    cost: i32,
    /// Where it comes from: the word, and the state.
    from: (usize, usize),
}

const UNREACHED: Step = Step { cost: NEVER, from: (0, 0) };

struct Paths<'a, 't, 'v> {
    keys: &'a [Key],
    tokens: &'a [Token<'t>],
    costs: &'a Costs<'v>,
    /// By word, then by state.
    steps: Vec<Step>,
}

/// The rows of some words, and how many words are left behind the last.
pub(super) fn rows(keys: &[Key], tokens: &[Token<'_>], costs: &Costs<'_>) -> (Vec<RowSpans>, usize) {
    let mut paths = Paths { keys, tokens, costs, steps: Vec::new() };
    paths.steps = vec![UNREACHED; tokens.len().saturating_add(1).saturating_mul(paths.states())];
    paths.reach(0, Layer::Start { reason: false }, 0, 0, (0, 0));
    for word in 0..=tokens.len() {
        paths.go_from_word(word);
    }
    paths.best()
}

impl Paths<'_, '_, '_> {
    fn states(&self) -> usize {
        self.keys.len().saturating_add(1).saturating_mul(3).saturating_add(2)
    }

    fn state(&self, layer: Layer, column: usize) -> usize {
        let columns = self.keys.len().saturating_add(1);
        match layer {
            Layer::Start { reason } => usize::from(reason),
            Layer::Row => column.saturating_add(2),
            Layer::Rest { reason } => columns
                .saturating_mul(1_usize.saturating_add(usize::from(reason)))
                .saturating_add(column)
                .saturating_add(2),
        }
    }

    fn layer(&self, state: usize) -> (Layer, usize) {
        let columns = self.keys.len().saturating_add(1);
        let Some(rest) = state.checked_sub(2) else { return (Layer::Start { reason: state == 1 }, 0) };
        let column = rest.checked_rem(columns).unwrap_or_default();
        match rest.checked_div(columns) {
            Some(0) => (Layer::Row, column),
            part => (Layer::Rest { reason: part == Some(2) }, column),
        }
    }

    fn slot(&self, word: usize, state: usize) -> usize {
        word.saturating_mul(self.states()).saturating_add(state)
    }

    fn cost(&self, word: usize, layer: Layer, column: usize) -> i32 {
        self.steps.get(self.slot(word, self.state(layer, column))).map_or(NEVER, |step| step.cost)
    }

    fn reach(&mut self, word: usize, layer: Layer, column: usize, cost: i32, from: (usize, usize)) {
        let slot = self.slot(word, self.state(layer, column));
        if let Some(step) = self.steps.get_mut(slot)
            && cost < step.cost
        {
            *step = Step { cost, from };
        }
    }

    /// Goes on from a word in all states: those behind a name first, for they may end a row here.
    fn go_from_word(&mut self, word: usize) {
        let name = self.keys.iter().position(|key| *key == Key::Name).unwrap_or_default();
        for column in name.saturating_add(1)..=self.keys.len() {
            self.go_from_column(word, column);
        }
        for reason in [false, true] {
            for column in 0..=self.keys.len() {
                self.go_from_rest(word, reason, column);
            }
        }
        for reason in [false, true] {
            self.go_from_start(word, reason);
        }
        for column in 0..=name {
            self.go_from_column(word, column);
        }
    }

    fn go_from_start(&mut self, word: usize, reason: bool) {
        let start = Layer::Start { reason };
        let cost = self.cost(word, start, 0);
        if cost >= NEVER {
            return;
        }
        let from = (word, self.state(start, 0));
        let Some(token) = self.tokens.get(word) else { return };
        let beside = if token.opens_line() { 0 } else { 30 };
        self.reach(word, Layer::Row, 0, cost.saturating_add(ROW).saturating_add(beside), from);
        let goes_on = match token.before {
            Break::Page => 0,
            Break::TextLine | Break::Cell if !self.costs.paged && !token.look.blank => 25,
            _ => return,
        };
        if word == 0 {
            return;
        }
        let rest = self.tokens.get(word..).unwrap_or_default();
        let finished = self.name_above(from).is_some_and(|name| cost::is_finished(name, token));
        for (column, key) in self.keys.iter().enumerate() {
            let again = if finished && *key == Key::Name { AGAIN } else { 0 };
            for (taken, more) in (1_usize..).zip(self.costs.rest(*key, rest, reason)) {
                let reason = reason || *key == Key::Reason;
                let cost = cost.saturating_add(goes_on).saturating_add(again).saturating_add(more);
                self.reach(
                    word.saturating_add(taken),
                    Layer::Rest { reason },
                    column.saturating_add(1),
                    cost,
                    from,
                );
            }
        }
    }

    /// The words of the name in the row that ends in a state, as far as they stand before a page ends.
    fn name_above(&self, end: (usize, usize)) -> Option<&[Token<'_>]> {
        let behind_name = self.keys.iter().position(|key| *key == Key::Name)?.saturating_add(1);
        let (mut word, mut state) = end;
        for _ in 0..=self.keys.len() {
            let step = self.steps.get(self.slot(word, state))?;
            if self.layer(state) == (Layer::Row, behind_name) {
                return self.tokens.get(step.from.0..word);
            }
            (word, state) = step.from;
        }
        None
    }

    fn go_from_rest(&mut self, word: usize, reason: bool, column: usize) {
        let layer = Layer::Rest { reason };
        let cost = self.cost(word, layer, column);
        if cost >= NEVER {
            return;
        }
        let from = (word, self.state(layer, column));
        let Some(key) = self.keys.get(column).copied() else {
            self.reach(word, Layer::Start { reason }, 0, cost, from);
            return;
        };
        self.reach(word, layer, column.saturating_add(1), cost, from);
        let rest = self.tokens.get(word..).unwrap_or_default();
        for (taken, more) in (1_usize..).zip(self.costs.rest(key, rest, reason)) {
            let reason = reason || key == Key::Reason;
            let next = Layer::Rest { reason };
            self.reach(
                word.saturating_add(taken),
                next,
                column.saturating_add(1),
                cost.saturating_add(more),
                from,
            );
        }
    }

    fn go_from_column(&mut self, word: usize, column: usize) {
        let cost = self.cost(word, Layer::Row, column);
        if cost >= NEVER {
            return;
        }
        let from = (word, self.state(Layer::Row, column));
        let Some(key) = self.keys.get(column).copied() else {
            // Only the last column tells whether there was a reason: the step to it took words, or none.
            let reason = self.keys.last() == Some(&Key::Reason)
                && self
                    .steps
                    .get(from.0.saturating_mul(self.states()).saturating_add(from.1))
                    .is_some_and(|step| step.from.0 < word);
            self.reach(word, Layer::Start { reason }, 0, cost, from);
            return;
        };
        let blank = self.costs.blank(key);
        if blank < NEVER {
            self.reach(word, Layer::Row, column.saturating_add(1), cost.saturating_add(blank), from);
        }
        let rest = self.tokens.get(word..).unwrap_or_default();
        for (taken, more) in (1_usize..).zip(self.costs.of(key, rest)) {
            if more < NEVER {
                self.reach(
                    word.saturating_add(taken),
                    Layer::Row,
                    column.saturating_add(1),
                    cost.saturating_add(more),
                    from,
                );
            }
        }
    }

    /// The cheapest way through all words, or through as many as make sense.
    fn best(&self) -> (Vec<RowSpans>, usize) {
        let last = self.tokens.len();
        let ends = (0..=last).flat_map(|word| [false, true].map(|reason| (word, reason)));
        let cost = |&(word, reason): &(usize, bool)| {
            let left = i32::try_from(last.saturating_sub(word)).unwrap_or(i32::MAX);
            let leave = if left == 0 { 0 } else { left.saturating_mul(LEFT_EACH).saturating_add(LEFT) };
            self.cost(word, Layer::Start { reason }, 0).saturating_add(leave)
        };
        let Some((end, reason)) = ends.min_by_key(cost) else { return (Vec::new(), last) };
        (self.walk(end, Layer::Start { reason }), last.saturating_sub(end))
    }

    /// The rows on the way to a state.
    fn walk(&self, end: usize, layer: Layer) -> Vec<RowSpans> {
        let mut steps = Vec::new();
        let (mut word, mut state) = (end, self.state(layer, 0));
        // Each step goes back by a word or a state; there are no more steps than slots.
        for _ in 0..self.steps.len() {
            let Some(step) = self.steps.get(self.slot(word, state)) else { break };
            if word == 0 && state == 0 {
                break;
            }
            steps.push((step.from, (word, state)));
            (word, state) = step.from;
        }
        let mut rows: Vec<RowSpans> = Vec::new();
        for ((from, before), (to, after)) in steps.into_iter().rev() {
            match (self.layer(before), self.layer(after)) {
                ((Layer::Start { .. }, _), (Layer::Row, _)) => rows.push(vec![Vec::new(); self.keys.len()]),
                (_, (Layer::Row | Layer::Rest { .. }, next)) if to > from => {
                    let column = next.saturating_sub(1);
                    if let Some(span) = rows.last_mut().and_then(|row| row.get_mut(column)) {
                        span.push((from, to));
                    }
                }
                _ => {}
            }
        }
        rows
    }
}
