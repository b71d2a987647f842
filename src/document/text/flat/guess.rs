//! Where the words leave open to which of two cells a line belongs: that is said, not hidden.

use super::cost::Costs;
use super::rows::{RowSpans, Span};
use super::token::{Token, run_together};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::words::Key;
use crate::say;

/// Another reading that costs so much more at most is as good.
const AS_GOOD: i32 = 3;

/// The guesses in some rows.
pub(super) fn guesses(
    keys: &[Key],
    rows: &[RowSpans],
    body: &[Token<'_>],
    costs: &Costs<'_>,
) -> Vec<Diagnostic> {
    let found = Guesses { body, costs };
    let name = keys.iter().position(|key| *key == Key::Name);
    let mut all = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, pair) in keys.windows(2).enumerate() {
            if let [one @ (Key::Name | Key::Target), other @ (Key::Target | Key::Actual)] = pair
                && let (Some(first), Some(second)) = (row.get(column), row.get(column.saturating_add(1)))
            {
                all.extend(found.between(*one, first, *other, second));
            }
        }
        if let Some(name) = name
            && let Some(next) = rows.get(index.saturating_add(1))
            && let (Some(above), Some(below)) = (row.get(name), next.get(name))
        {
            all.extend(found.over_page(above, below));
        }
    }
    all
}

struct Guesses<'a, 't, 'v> {
    body: &'a [Token<'t>],
    costs: &'a Costs<'v>,
}

impl Guesses<'_, '_, '_> {
    /// What some words cost as the cell of a column.
    fn cost(&self, key: Key, from: usize, to: usize) -> Option<i32> {
        let words = self.body.get(from..to)?;
        self.costs.of(key, words).get(words.len().checked_sub(1)?).copied()
    }

    /// Two cells of a row, one behind the other: another line may begin the second as well.
    fn between(&self, one: Key, first: &Span, other: Key, second: &Span) -> Option<Diagnostic> {
        let (&[(from, cut)], &[(behind, to)]) = (first.as_slice(), second.as_slice()) else { return None };
        if cut != behind {
            return None;
        }
        let cost = |cut: usize| self.cost(one, from, cut)?.checked_add(self.cost(other, cut, to)?);
        let chosen = cost(cut)?;
        let opens = |at: &usize| *at != cut && self.body.get(*at).is_some_and(Token::opens_line);
        let best = (from.saturating_add(1)..to).filter(opens).filter_map(cost).min()?;
        (best <= chosen.saturating_add(AS_GOOD)).then(|| self.guess((from, cut), (cut, to)))
    }

    /// Lines at the head of a page, taken for the rest of a name: they may as well begin the next one.
    fn over_page(&self, above: &Span, below: &Span) -> Option<Diagnostic> {
        let (&[_, .., (from, cut)], &(behind, to)) = (above.as_slice(), below.first()?) else { return None };
        if cut != behind {
            return None;
        }
        let rest = self.costs.rest(Key::Name, self.body.get(from..cut)?, false);
        let chosen = rest.last()?.checked_add(self.cost(Key::Name, cut, to)?)?;
        let joined = self.cost(Key::Name, from, to)?;
        (joined <= chosen.saturating_add(AS_GOOD)).then(|| self.guess((from, cut), (cut, to)))
    }

    fn guess(&self, first: (usize, usize), second: (usize, usize)) -> Diagnostic {
        let words = |(from, to): (usize, usize)| run_together(self.body.get(from..to).unwrap_or_default());
        let title = say!(
            "“{first}”与“{second}”的分界无法确定，为推测结果",
            "the boundary between “{first}” and “{second}” is a guess: the text does not determine it",
            first = words(first),
            second = words(second)
        );
        let at = self.body.get(second.0).map(|token| token.at.clone()).unwrap_or_default();
        Diagnostic::new(Code::Guessed, title)
            .at(&at)
            .help(say!("对照原件核对这两格", "compare the two cells with the original"))
    }
}
