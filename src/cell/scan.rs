//! Where in a running text a quantity, a date or a name can begin.
//!
//! Texts are words for the most part, and at every place the grammar would try a dozen rules. Here is what those begin
//! with, so that it is asked only where one of them can hold. `running` of the grammar remains the definition, and the
//! tests hold the two equal.

use super::grammar::{CellParser, Rule};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::Range;

/// The characters of what may stand before a figure: operators, changes, 约, 当年. In their order.
const LEADS: &[char] = &[
    '<', '=', '>', '≈', '≮', '≯', '《', '》', '上', '下', '不', '严', '为', '了', '予', '于', '今', '以',
    '优', '会', '低', '保', '允', '免', '再', '准', '减', '出', '到', '制', '加', '劣', '勿', '升', '压',
    '去', '及', '发', '可', '和', '在', '增', '多', '够', '大', '好', '定', '宜', '将', '小', '少', '幅',
    '年', '并', '应', '度', '当', '得', '恰', '或', '扩', '持', '接', '控', '提', '新', '无', '早', '明',
    '是', '晚', '曾', '最', '有', '未', '本', '杜', '次', '止', '毋', '没', '法', '涨', '满', '率', '现',
    '生', '短', '码', '破', '禁', '稳', '突', '等', '约', '绝', '维', '缩', '翌', '者', '能', '至', '节',
    '莫', '要', '许', '该', '负', '起', '超', '越', '足', '跌', '轻', '达', '过', '近', '迟', '速', '避',
    '重', '长', '防', '降', '限', '零', '需', '须', '额', '高',
];

/// Whether a character writes a number in words.
pub(super) const fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '零' | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
    )
}

/// Everything of a normalised text that a rule of its own describes, with the bytes that it takes.
pub(super) fn pieces(text: &str) -> Vec<(Pair<'_, Rule>, Range<usize>)> {
    let mut found = Vec::new();
    let mut places = Places { text, run: (0, false) };
    let mut next = take(text, Rule::beginning, 0, &mut found);
    while let Some(start) = next.and_then(|from| places.next(from)) {
        next = take(text, Rule::step, start, &mut found);
    }
    found
}

/// Reads by a rule from a byte on, and says where it ended.
fn take<'t>(
    text: &'t str,
    rule: Rule,
    start: usize,
    found: &mut Vec<(Pair<'t, Rule>, Range<usize>)>,
) -> Option<usize> {
    let step = CellParser::parse(rule, text.get(start..)?).ok()?.next()?;
    let bytes = |pair: &Pair<'_, Rule>| {
        let span = pair.as_span();
        start.saturating_add(span.start())..start.saturating_add(span.end())
    };
    let end = bytes(&step).end;
    found.extend(step.into_inner().map(|pair| (pair.clone(), bytes(&pair))));
    Some(end)
}

/// The places of a text where a piece can begin, one after the other.
struct Places<'t> {
    text: &'t str,
    /// Up to where the characters before a figure were followed, and whether a figure came.
    run: (usize, bool),
}

impl Places<'_> {
    /// The first of them from a byte on.
    fn next(&mut self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        rest.char_indices()
            .find(|&(at, character)| self.begins(from.saturating_add(at), character))
            .map(|(at, _)| from.saturating_add(at))
    }

    fn begins(&mut self, at: usize, character: char) -> bool {
        if is_figure(character) || LEADS.binary_search(&character).is_ok() {
            return self.reaches_figure(at);
        }
        let next = || {
            let behind = at.saturating_add(character.len_utf8());
            self.text.get(behind..).and_then(|rest| rest.chars().next())
        };
        match character {
            // Only what stands behind the end of a clause is looked for.
            '。' | ';' | ':' | '!' | '?' | ',' => next().is_some_and(|c| c == '(' || is_figure(c)),
            // The year of a document.
            '(' | '[' => matches!(next(), Some('1' | '2')),
            '第' => true,
            // The signs of calculations, and names: a script is looked up by the grammar.
            _ => {
                character.is_ascii_alphabetic()
                    || matches!(character, '*' | '+' | '/')
                    || !character.is_ascii() && !('\u{3000}'..='\u{9fff}').contains(&character)
            }
        }
    }

    /// Whether the characters before a figure go on up to one. Each stretch of them is walked through once.
    fn reaches_figure(&mut self, at: usize) -> bool {
        if at >= self.run.0 {
            let rest = self.text.get(at..).unwrap_or_default();
            let goes_on = |character: char| !is_figure(character) && LEADS.binary_search(&character).is_ok();
            let end = rest.char_indices().find(|&(_, character)| !goes_on(character));
            let length =
                end.map_or(rest.len(), |(length, character)| length.saturating_add(character.len_utf8()));
            self.run = (at.saturating_add(length), end.is_some_and(|(_, character)| is_figure(character)));
        }
        self.run.1
    }
}

/// Whether a number can begin with a character.
const fn is_figure(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '-' | '+' | '.') || is_numeral(character)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    const CELL: &str = include_str!("../../grammar/cell.pest");
    const TEXT: &str = include_str!("../../grammar/text.pest");

    /// The rules of what may stand before a figure.
    const OF_LEADS: [&str; 25] = [
        "at_least",
        "at_most",
        "more_than",
        "less_than",
        "equal",
        "denial",
        "modal",
        "greater",
        "smaller",
        "or_equal",
        "or_else",
        "or_beyond",
        "reach",
        "reached",
        "kept",
        "rise",
        "fall",
        "to_level",
        "linked",
        "below_zero",
        "about",
        "nearly",
        "this_year",
        "next_year",
        "last_year",
    ];

    /// The literals of some rules of the grammar.
    pub(in crate::cell) fn literals(wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
        let rules = CELL.lines().chain(TEXT.lines()).filter(|line| !line.starts_with("//"));
        let rules = rules.filter_map(|line| line.split_once('='));
        let bodies = rules.filter(|(name, _)| wanted(name.trim())).map(|(_, body)| body);
        bodies.flat_map(|body| body.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
    }

    #[test]
    fn leads_are_those_of_the_grammar() {
        let leads = literals(&|name| OF_LEADS.contains(&name)).concat();
        let of_grammar: std::collections::BTreeSet<char> = leads.chars().collect();
        assert_eq!(of_grammar.into_iter().collect::<Vec<_>>(), LEADS);
    }

    #[test]
    fn numerals_are_those_of_the_grammar() {
        let signs = literals(&|name| name == "numeral_sign").concat();
        assert!(signs.chars().all(is_numeral));
        assert_eq!(('\u{80}'..'\u{ffff}').filter(|&c| is_numeral(c)).count(), signs.chars().count());
    }

    fn equal(text: &str) {
        let text = crate::text::normalise(text).text;
        let shown = |(pair, bytes): (Pair<'_, Rule>, Range<usize>)| {
            let parts: Vec<_> =
                pair.clone().into_inner().flatten().map(|part| (part.as_rule(), part.as_str())).collect();
            format!("{:?} {bytes:?} {parts:?}", pair.as_rule())
        };
        let whole = CellParser::parse(Rule::running, &text).into_iter().flatten().flat_map(Pair::into_inner);
        let whole = whole.filter(|pair| pair.as_rule() != Rule::EOI);
        let whole = whole.map(|pair| (pair.clone(), pair.as_span().start()..pair.as_span().end()));
        assert_eq!(
            pieces(&text).into_iter().map(shown).collect::<Vec<_>>(),
            whole.map(shown).collect::<Vec<_>>(),
            "{text}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

        #[test]
        fn any_words_of_the_grammar(words in prop::collection::vec(word(), 1..12)) {
            equal(&words.concat());
        }

        #[test]
        fn any_text_of_figures(
            text in "[0-9.,:;。()\\[\\]第年月日号届级一二十万×+=/~<>≥≤约近达到不低于提高至了率A-C《\"、培训人元%-]{0,30}",
        ) {
            equal(&text);
        }

        #[test]
        fn any_text(text in any::<String>()) {
            equal(&text);
        }
    }

    /// The literals of the grammar, with numbers and other words between them.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => prop::sample::select(literals(&|_| true)),
            3 => "(19|20)?[0-9]{1,3}([.,][0-9]{1,3})?",
            1 => "[\u{4e00}-\u{9fff}]{1,3}",
            1 => "[\u{80}-\u{2fff}\u{a000}-\u{ffff}]",
        ]
    }

    #[test]
    fn the_goals_of_the_sixteen() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/indicators/urumqi-2024");
        for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            std::fs::read_to_string(file.path()).unwrap_or_default().lines().for_each(equal);
        }
    }
}
