//! One clause: which of its words are denied, hedged or turned round by others.

use super::Rule;
use crate::cell::reading::Change;
use crate::vocabulary::Letters;
use pest::iterators::Pair;
use std::ops::Range;

/// What one part of a clause says of the target, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// Not reached.
    Bad,
    /// It says something that is not understood.
    Unknown,
    /// Reached in part.
    Half,
    /// Reached.
    Good,
}

/// One part of a clause that says something.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) value: Value,
    /// No denial turns it round.
    firm: bool,
    /// Its bytes in the text.
    pub(super) span: Range<usize>,
}

/// What the clauses of a text say.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) elements: Vec<Element>,
    pub(super) reached: bool,
    pub(super) change: Option<Change>,
    pub(super) relative: bool,
}

/// A clause in its parts.
pub(super) struct Clause {
    tokens: Vec<Token>,
    /// The change that the target asks for.
    wanted: Option<Change>,
    end: usize,
}

#[derive(Debug, Clone)]
struct Token {
    rule: Rule,
    span: Range<usize>,
}

/// What is said of a thing that one wants more of, or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Harm,
    Worth,
    /// Before and behind stand different ones.
    Both,
}

/// What comes of the parts of a clause that has been read.
#[derive(Default)]
struct Reading {
    elements: Vec<Element>,
    /// A trouble that is only named, until something is said of it.
    named: Option<Range<usize>>,
    /// Where denials began that have met nothing to deny, and whether they are odd in number.
    denial: Option<(usize, bool)>,
    /// Something bad has been denied, and no new statement has begun since.
    denied_bad: bool,
}

impl Clause {
    pub(super) fn new(pair: Pair<'_, Rule>, letters: &Letters, wanted: Option<Change>) -> Self {
        let bytes = |pair: &Pair<'_, Rule>| {
            letters.origin(pair.as_span().start())..letters.origin(pair.as_span().end())
        };
        let end = bytes(&pair).end;
        let tokens = pair.into_inner().map(|part| Token { rule: part.as_rule(), span: bytes(&part) });
        Self { tokens: tokens.collect(), wanted, end }
    }

    /// From its first denial, hedge or doubt to its end.
    pub(super) fn qualified(&self) -> Option<Range<usize>> {
        let qualifies = |rule| {
            matches!(
                rule,
                Rule::denial | Rule::bad_subject | Rule::hedge | Rule::underway | Rule::doubt | Rule::unable
            )
        };
        self.tokens.iter().find(|token| qualifies(token.rule)).map(|token| token.span.start..self.end)
    }

    /// Reads it.
    pub(super) fn read(&self, found: &mut Found) {
        let mut reading = Reading::default();
        let mut rest = 0..0;
        for (at, token) in self.tokens.iter().enumerate() {
            if token.rule == Rule::denial {
                self.segment(rest, &mut reading, found);
                let start = token.span.start;
                reading.denial = Some(reading.denial.map_or((start, true), |(first, odd)| (first, !odd)));
                rest = at.saturating_add(1)..at.saturating_add(1);
            } else {
                rest.end = at.saturating_add(1);
            }
        }
        self.segment(rest, &mut reading, found);
        self.close(&mut reading);
        found.elements.append(&mut reading.elements);
    }

    /// The parts between two denials: the one before them denies them.
    fn segment(&self, tokens: Range<usize>, reading: &mut Reading, found: &mut Found) {
        let denied = reading.denial.is_some_and(|(_, odd)| odd);
        let mut said = Vec::new();
        for at in tokens.clone() {
            if let Some((value, token)) = self.says(at, &tokens, denied, reading, found) {
                said.push(Element { value, firm: is_doubt(token.rule), span: token.span.clone() });
            }
        }
        if said.is_empty() {
            said.extend(self.acts(&tokens, denied, found));
        }
        let Some(first) = said.first() else { return };
        let bad = first.value == Value::Bad;
        if let Some((start, true)) = reading.denial {
            deny(&mut said, start);
            // 没有问题未整改: denied in turn, or a second denial?
            let harm = |token: &Token| noun(token.rule) == Some(Noun::Harm);
            if reading.denied_bad && !self.slice(&tokens).iter().any(harm) {
                for element in &mut said {
                    element.value = Value::Unknown;
                }
            }
        }
        reading.denied_bad =
            denied && bad && !self.slice(&tokens).iter().any(|token| token.rule == Rule::listed);
        reading.denial = None;
        reading.elements.append(&mut said);
    }

    /// What one part says, before it is denied.
    fn says(
        &self,
        at: usize,
        segment: &Range<usize>,
        denied: bool,
        reading: &mut Reading,
        found: &mut Found,
    ) -> Option<(Value, &Token)> {
        let token = self.tokens.get(at)?;
        let body = self.slice(segment);
        let behind = self.slice(&(at.saturating_add(1)..segment.end));
        let any = |tokens: &[Token], rules: &[Rule]| tokens.iter().any(|token| rules.contains(&token.rule));
        let turned = || any(body, &[Rule::less, Rule::nought, Rule::prevention]);
        let value = match token.rule {
            Rule::reached | Rule::good => {
                found.reached |= token.rule == Rule::reached && !denied;
                Value::Good
            }
            Rule::degree => {
                if behind.iter().any(|token| tells(token.rule)) {
                    return None;
                }
                Value::Good
            }
            Rule::middling if !denied => Value::Half,
            Rule::middling | Rule::harmless => Value::Unknown,
            Rule::bad if turned() || any(behind, &[Rule::remedy, Rule::handling]) => return None,
            Rule::bad | Rule::doubt | Rule::unable => Value::Bad,
            Rule::trouble | Rule::bad_subject => {
                if turned() || any(body, &[Rule::remedy, Rule::handling, Rule::more]) {
                    return None;
                }
                if !denied && !any(body, &[Rule::exists]) {
                    reading.named = Some(token.span.clone());
                    return None;
                }
                Value::Bad
            }
            // 事故未发生
            Rule::exists if reading.named.is_some() => {
                reading.named = None;
                Value::Bad
            }
            Rule::remedy | Rule::prevention => {
                reading.named = None;
                Value::Good
            }
            Rule::nought => match self.noun(at) {
                Some(Noun::Harm) => {
                    reading.named = None;
                    Value::Good
                }
                Some(Noun::Worth) => Value::Bad,
                _ => Value::Unknown,
            },
            Rule::more | Rule::less => {
                reading.named = None;
                self.change(at, denied, found)
            }
            _ => return None,
        };
        Some((value, token))
    }

    /// A change for the better or the worse: by what it is a change of, else by what the target asks for.
    fn change(&self, at: usize, denied: bool, found: &mut Found) -> Value {
        let rises = self.tokens.get(at).is_some_and(|token| token.rule == Rule::more);
        found.change.get_or_insert(if rises { Change::Rise } else { Change::Fall });
        match (self.noun(at), rises) {
            (Some(Noun::Harm), true) => Value::Bad,
            (Some(Noun::Harm), false) | (Some(Noun::Worth), true) => Value::Good,
            (Some(Noun::Worth), false) if !denied => Value::Bad,
            // What has not become less has not become more.
            (Some(Noun::Worth), false) | (Some(Noun::Both), _) => Value::Unknown,
            (None, rises) => {
                found.relative = true;
                match (self.wanted, rises) {
                    (Some(Change::Rise) | None, true) | (Some(Change::Fall), false) => Value::Good,
                    (Some(Change::Rise), false) if !denied => Value::Bad,
                    _ => Value::Unknown,
                }
            }
        }
    }

    /// What a change is a change of: 投诉减少, 减少投诉.
    fn noun(&self, at: usize) -> Option<Noun> {
        let ends = |token: &&Token| {
            !matches!(
                token.rule,
                Rule::listed | Rule::more | Rule::less | Rule::nought | Rule::remedy | Rule::prevention
            )
        };
        let before = self.slice(&(0..at)).iter().rev().take_while(ends).find_map(|token| noun(token.rule));
        let behind = self.slice(&(at.saturating_add(1)..self.tokens.len()));
        let object = |token: &&Token| ends(token) && token.rule != Rule::denial;
        let behind = behind.iter().take_while(object).find_map(|token| noun(token.rule));
        match (before, behind) {
            (Some(before), Some(behind)) if before != behind => Some(Noun::Both),
            (before, behind) => before.or(behind),
        }
    }

    /// What was done or not done, where nothing else says how.
    fn acts(&self, segment: &Range<usize>, denied: bool, found: &mut Found) -> Option<Element> {
        let body = self.slice(segment);
        let act = body.iter().find(|token| matches!(token.rule, Rule::act | Rule::start))?;
        let done = body.iter().any(|token| token.rule == Rule::done);
        let value = match act.rule {
            Rule::start => Value::Half,
            _ if done || denied => Value::Good,
            _ => return None,
        };
        found.reached |= done && !denied && value == Value::Good;
        Some(Element { value, firm: false, span: act.span.clone() })
    }

    /// What is left over at the end of the clause, and what hedges take away.
    fn close(&self, reading: &mut Reading) {
        let Reading { elements, named, denial, .. } = reading;
        let leftover = match (named.take(), denial) {
            // 投诉：无
            (Some(named), Some((_, true))) => Some((Value::Good, named.start..self.end)),
            (None, Some((start, _))) => Some((Value::Unknown, *start..self.end)),
            (Some(named), _) if elements.is_empty() => Some((Value::Bad, named)),
            (Some(named), _) if elements.iter().any(|element| element.value > Value::Unknown) => {
                Some((Value::Unknown, named))
            }
            _ => None,
        };
        elements.extend(leftover.map(|(value, span)| Element { value, firm: false, span }));
        let find = |rule| self.tokens.iter().find(|token| token.rule == rule);
        let (hedge, underway) = (find(Rule::hedge), find(Rule::underway));
        // 正在办理, 取得一定成效
        let in_part = underway.or(hedge.filter(|_| find(Rule::asset).is_some()));
        if let (Some(token), true) = (in_part, elements.is_empty()) {
            elements.push(Element { value: Value::Half, firm: false, span: token.span.clone() });
        }
        // 部分学生，完成: what the hedge takes from is not understood.
        if let (Some(token), true) = (hedge, elements.is_empty()) {
            elements.push(Element { value: Value::Unknown, firm: false, span: token.span.start..self.end });
        }
        if let Some(hedge) = hedge.or(underway) {
            for element in elements.iter_mut().filter(|element| element.value == Value::Good) {
                element.value = Value::Half;
                element.span.start = element.span.start.min(hedge.span.start);
                element.span.end = element.span.end.max(hedge.span.end);
            }
        }
    }

    fn slice(&self, range: &Range<usize>) -> &[Token] {
        self.tokens.get(range.clone()).unwrap_or_default()
    }
}

/// Turns round the first parts, as far as they say the same: 无违规全部完成 denies only the first.
fn deny(said: &mut [Element], start: usize) {
    let Some(first) = said.first().map(|element| element.value) else { return };
    let (from, to) = if first == Value::Bad { (Value::Bad, Value::Good) } else { (Value::Half, Value::Bad) };
    let same = |element: &Element| match from {
        Value::Bad => element.value == from && !element.firm,
        _ => element.value >= from,
    };
    let run = said.iter().take_while(|element| same(element)).count();
    for element in said.iter_mut().take(run) {
        element.value = to;
        element.span.start = start;
    }
}

const fn is_doubt(rule: Rule) -> bool {
    matches!(rule, Rule::doubt | Rule::unable)
}

/// Whether a part says by itself how things are.
const fn tells(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::reached
            | Rule::good
            | Rule::middling
            | Rule::bad
            | Rule::trouble
            | Rule::bad_subject
            | Rule::more
            | Rule::less
            | Rule::remedy
            | Rule::prevention
    )
}

const fn noun(rule: Rule) -> Option<Noun> {
    match rule {
        Rule::trouble | Rule::bad_subject | Rule::burden | Rule::bad => Some(Noun::Harm),
        Rule::asset | Rule::subject_of => Some(Noun::Worth),
        _ => None,
    }
}
