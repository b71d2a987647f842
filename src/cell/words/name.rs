//! What the name of an indicator tells of its direction: 投诉率 is to be small, 投诉办结率 large.

use super::{Rule, WordsParser};
use crate::text::normalise;
use crate::vocabulary::{Predicates, Vocabulary, Words};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::Range;

/// What a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Named {
    /// What it counts is to be little.
    pub less: bool,
    /// What it counts is to be much.
    pub more: bool,
    /// It is a span of time that is to be short.
    pub short: bool,
}

impl Named {
    /// Reads a name, as printed.
    ///
    /// ```
    /// use jixiao::cell::Named;
    /// let less = |name| Named::read(name, jixiao::shipped::vocabulary()).less;
    /// assert!(less("群众投诉率") && less("安全事故发生数") && less("预算控制率"));
    /// assert!(!less("投诉办结率") && !less("零投诉率") && !less("减少事故起数") && !less("培训人数"));
    /// ```
    pub fn read(name: &str, vocabulary: &Vocabulary) -> Self {
        let name = normalise(name).text;
        let Words { wanted_rates, wanted_costs, long_times, short_times, .. } = &vocabulary.words;
        let less = less(&name, vocabulary).is_some();
        let holds = |words: &[String]| last(&name, words).is_some();
        Self {
            less,
            more: !less && [wanted_rates, wanted_costs, long_times].into_iter().any(|words| holds(words)),
            short: holds(short_times) && !holds(long_times),
        }
    }

    /// The word that tells it.
    pub fn word(self, name: &str, vocabulary: &Vocabulary) -> Option<String> {
        let name = normalise(name).text;
        let Words { wanted_rates, wanted_costs, long_times, short_times, .. } = &vocabulary.words;
        let of = |lists: &[&[String]]| lists.iter().find_map(|words| last(&name, words));
        let found = if self.less {
            less(&name, vocabulary)
        } else if self.more {
            of(&[wanted_rates, wanted_costs, long_times])
        } else {
            of(&[short_times])
        };
        found.and_then(|part| name.get(part)).map(str::to_owned)
    }
}

/// Where a name says what is to be little, and not what is done about it.
fn less(name: &str, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let word = last(name, &vocabulary.words.wanted_less)?;
    let turned = turns(name, &vocabulary.predicates).into_iter().any(|(rule, part)| match rule {
        // 零投诉率, 无事故天数
        Rule::denial => part.end <= word.start,
        // 减少投诉数, 查处违规数: of it, where it stands right before
        Rule::less | Rule::remedy | Rule::prevention if part.end <= word.start => part.end == word.start,
        // 投诉办结率, 事故下降率, 排放达标率
        _ => word.end <= part.start,
    });
    (!turned).then_some(word)
}

/// The parts of a name that may turn what it counts into something good.
fn turns(name: &str, words: &Predicates) -> Vec<(Rule, Range<usize>)> {
    let letters = words.letters(name);
    let parsed = WordsParser::parse(Rule::statement, &letters.text).into_iter().flatten();
    let parts = parsed.flat_map(Pair::into_inner).flat_map(Pair::into_inner);
    let turning = |rule| {
        matches!(
            rule,
            Rule::denial
                | Rule::less
                | Rule::remedy
                | Rule::handling
                | Rule::prevention
                | Rule::reached
                | Rule::good
                | Rule::subject_of
        )
    };
    let parts = parts.filter(|part| turning(part.as_rule()));
    parts
        .map(|part| {
            let span = part.as_span();
            (part.as_rule(), letters.origin(span.start())..letters.origin(span.end()))
        })
        .collect()
}

/// The last of some words in a text, the longest of those that end there.
fn last(text: &str, words: &[String]) -> Option<Range<usize>> {
    let found = words.iter().filter_map(|word| {
        let start = text.rfind(word.as_str())?;
        Some(start..start.saturating_add(word.len()))
    });
    found.max_by_key(|part| (part.end, part.len()))
}
