//! Headings within flattened text: words that run together to names of columns.

use super::token::{Break, Token, run_together};
use crate::document::words::{Key, Money, Words};
use crate::vocabulary::Vocabulary;

/// Most words that a heading is broken into.
const PIECES: usize = 7;
/// Longest piece of a heading that is broken, in characters.
const PIECE: usize = 8;

/// A heading with its words.
#[derive(Debug, Clone)]
pub(super) struct Heading<K> {
    pub key: K,
    pub from: usize,
    pub to: usize,
}

/// The longest run of words from `from` on that `means` something; without, the shortest that `may` mean it. A heading
/// goes on over a space only where its first word means nothing by itself: `一级 指标`, but `分值 权重`.
fn next<K>(
    tokens: &[Token<'_>],
    from: usize,
    means: impl Fn(&str) -> Option<K>,
    may: impl Fn(&str) -> Option<K>,
) -> Option<Heading<K>> {
    let text = |to: usize| tokens.get(from..to).map(run_together);
    let alone = text(from.saturating_add(1)).is_some_and(|word| means(&word).is_some());
    let most = if alone { pieces(tokens, from) } else { run(tokens, from) };
    // Two headings that follow each other may read as a third: 执行率, 得分.
    let two = |to: usize| {
        let rest = tokens.get(from.saturating_add(1)..to).map(run_together).unwrap_or_default();
        alone && !rest.is_empty() && means(&rest).is_some()
    };
    let exact = (1..=most)
        .map(|count| from.saturating_add(count))
        .rev()
        .filter(|to| !two(*to))
        .find_map(|to| Some(Heading { key: means(&text(to)?)?, from, to }));
    // The pieces of a heading are short, and none of them is a heading itself.
    let piece = |token: &Token<'_>| token.text.chars().count() <= PIECE && means(token.text).is_none();
    let of_pieces = |to: &usize| {
        to.saturating_sub(from) == 1 || tokens.get(from..*to).is_some_and(|pieces| pieces.iter().all(piece))
    };
    let mut ends = (1..=pieces(tokens, from)).map(|count| from.saturating_add(count)).filter(of_pieces);
    exact.or_else(|| ends.find_map(|to| Some(Heading { key: may(&text(to)?)?, from, to })))
}

/// How many words from one on may be one heading: it is broken over lines, but has no space in it, unless all its
/// characters stand apart, or what follows stands in brackets.
fn pieces(tokens: &[Token<'_>], from: usize) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let single = |token: &Token<'_>| token.text.chars().nth(1).is_none();
    let spaced = |one: &Token<'_>, other: &Token<'_>| {
        other.before == Break::Space
            && ((single(one) && single(other)) || other.text.starts_with(['(', '（']))
    };
    let apart = |pair: &&[Token<'_>]| matches!(pair, [one, other] if !blank(one) && !blank(other) && (other.goes_on() || spaced(one, other)));
    rest.windows(2).take(PIECES).take_while(apart).count().saturating_add(1).min(PIECES)
}

/// How many words from one on no tab or stroke keeps apart.
fn run(tokens: &[Token<'_>], from: usize) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let next = |pair: &&[Token<'_>]| matches!(pair, [one, other] if !blank(one) && !blank(other) && (other.goes_on() || other.before == Break::Space));
    rest.windows(2).take(PIECES).take_while(next).count().saturating_add(1).min(PIECES)
}

/// Whether a word is a blank cell.
pub(super) fn blank(token: &Token<'_>) -> bool {
    token.text.trim().is_empty()
}

/// The first word from one on that says something.
fn past_blanks(tokens: &[Token<'_>], from: usize) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    from.saturating_add(rest.iter().take_while(|token| blank(token)).count())
}

/// The heading of indicators that begins at a word: its columns, and the word behind it.
pub(super) fn indicators(
    tokens: &[Token<'_>],
    from: usize,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Heading<Key>>, usize)> {
    if !tokens.get(from).is_some_and(Token::opens_line) {
        return None;
    }
    let words = Words(vocabulary);
    let side = beside(tokens, from, vocabulary, "indicators");
    let mut at = side.map_or(from, |behind| past_blanks(tokens, behind));
    let mut columns: Vec<Heading<Key>> = Vec::new();
    loop {
        if columns.len() >= 3
            && let Some(behind) = beside(tokens, at, vocabulary, "indicators")
        {
            at = behind;
            break;
        }
        let class = (1..=3_usize).any(|count| {
            tokens.get(at..at.saturating_add(count)).is_some_and(|label| words.is_class(&run_together(label)))
        });
        if class {
            break;
        }
        let exact = |text: &str| words.exact_column(text);
        let part = |text: &str| words.indicator(text).map(|(key, _)| key);
        let Some(heading) = next(tokens, at, exact, part).or_else(|| unknown(tokens, at, &columns, part))
        else {
            break;
        };
        if columns.is_empty() && !matches!(heading.key, Key::Class | Key::Group | Key::Name | Key::Aside) {
            return None;
        }
        at = heading.to;
        columns.push(heading);
    }
    // 绩效指标 before the levels is the label beside the rows.
    let side = |column: &Heading<Key>| {
        words.indicator(&tokens.get(column.from..column.to).map(run_together).unwrap_or_default())
    };
    let best =
        columns.iter().filter(|column| column.key == Key::Name).filter_map(side).map(|(_, rank)| rank).min();
    columns.retain(|column| column.key != Key::Name || side(column).map(|(_, rank)| rank) == best);
    let has = |wanted: &[Key]| columns.iter().any(|column| wanted.contains(&column.key));
    let level = has(&[Key::Name, Key::Group, Key::Class]);
    if has(&[Key::Class]) && has(&[Key::Name]) && !has(&VALUES) {
        at = sites(tokens, at, &mut columns);
    }
    let has = |wanted: &[Key]| columns.iter().any(|column| wanted.contains(&column.key));
    let values = has(&VALUES);
    (columns.len() >= 3 && level && values).then_some((columns, at))
}

/// A heading that means nothing to us among others that do, where tabs or strokes keep them apart.
fn unknown(
    tokens: &[Token<'_>],
    at: usize,
    columns: &[Heading<Key>],
    part: impl Fn(&str) -> Option<Key>,
) -> Option<Heading<Key>> {
    let tabbed = |token: &&Token<'_>| token.before == Break::Tab;
    let mut rest = tokens.get(at..)?.iter().take_while(tabbed);
    rest.next()?;
    let known = columns.len() >= 3 && rest.any(|token| part(token.text).is_some());
    known.then_some(Heading { key: Key::Aside, from: at, to: at.saturating_add(1) })
}

/// Columns of values.
const VALUES: [Key; 4] = [Key::Target, Key::Actual, Key::Weight, Key::Claimed];

/// Where a heading names no value, what strokes keep apart behind the levels are places with a target each; the word
/// behind them.
fn sites(tokens: &[Token<'_>], from: usize, columns: &mut Vec<Heading<Key>>) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let sites = rest.iter().take_while(|token| token.before == Break::Tab && !blank(token)).count();
    if sites < 2 {
        return from;
    }
    let behind = from.saturating_add(sites);
    columns.extend((from..behind).map(|at| Heading { key: Key::Target, from: at, to: at.saturating_add(1) }));
    behind
}

/// The headings of funds that begin at a word, behind the label of the block.
pub(super) fn funds(
    tokens: &[Token<'_>],
    from: usize,
    vocabulary: &Vocabulary,
) -> Option<(Vec<Heading<Money>>, usize)> {
    if !tokens.get(from).is_some_and(Token::opens_line) {
        return None;
    }
    let words = Words(vocabulary);
    let side = beside(tokens, from, vocabulary, "funds");
    let mut at = side.map_or(from, |behind| past_blanks(tokens, behind));
    let mut columns: Vec<Heading<Money>> = Vec::new();
    while let Some(heading) = next(tokens, at, |text| words.exact_money(text), |text| words.money(text)) {
        at = heading.to;
        columns.push(heading);
    }
    let amounts = columns.iter().filter(|column| column.key.is_amount()).count();
    (amounts >= 2 || (amounts == 1 && columns.len() >= 3)).then_some((columns, at))
}

/// The words of a label that stands beside a block (`项目资金（万元）`), up to the word behind it.
pub(super) fn beside(
    tokens: &[Token<'_>],
    from: usize,
    vocabulary: &Vocabulary,
    block: &str,
) -> Option<usize> {
    let ends = (1..=pieces(tokens, from)).map(|count| from.saturating_add(count));
    ends.rev().find(|&to| {
        let Some(text) = tokens.get(from..to).map(run_together) else { return false };
        let headings = &vocabulary.headings;
        let bare = match text.split_once(['(', '（']) {
            Some((head, tail)) if tail.ends_with([')', '）']) => head,
            _ => text.as_str(),
        };
        let key = headings.key("assessment", &text).or_else(|| headings.key("assessment", bare));
        // 绩效指标 is a label beside the rows as well as a name of a column.
        key == Some(block)
            && !(block == "indicators" && bare == text && headings.key("indicator", &text).is_some())
    })
}
