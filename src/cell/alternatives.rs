//! Which alternatives of a cell its characters rule out, before the grammar tries them one by one.
//!
//! The grammar remains the one definition: the rules chosen here differ from `cell` only by alternatives that cannot
//! match, and the tests hold them equal.

use super::grammar::Rule;
use super::scan::is_numeral;

/// The rule by which a normalised text is read as a cell.
pub(super) fn rule(text: &str) -> Rule {
    let figures = Figures::of(text);
    let year = text.contains('年');
    if figures.runs == 0 && !figures.numeral && !year {
        Rule::words_cell
    } else if year || may_hold_a_day(text) {
        Rule::cell
    } else if figures.runs > 1 || text.contains('±') {
        Rule::dateless_cell
    } else {
        // An interval has two numbers.
        Rule::single_cell
    }
}

/// Without 年: every day has a word of its own, or its numbers stand between two marks or behind a year.
fn may_hold_a_day(text: &str) -> bool {
    text.contains(['月', '季', '日', '号', '前', 'q', 'Q'])
        || text.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count() > 1
        || (text.contains("19") || text.contains("20")) && text.contains(['-', '/', '.'])
}

/// The numbers of a text.
#[derive(Default)]
struct Figures {
    /// Runs of digits; a decimal point does not end one.
    runs: usize,
    numeral: bool,
}

impl Figures {
    fn of(text: &str) -> Self {
        let mut figures = Self::default();
        let mut inside = false;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let digit = character.is_ascii_digit();
            if digit && !inside {
                figures.runs = figures.runs.saturating_add(1);
            }
            let point = inside && character == '.' && characters.peek().is_some_and(char::is_ascii_digit);
            inside = digit || point;
            figures.numeral |= is_numeral(character) || character == '半';
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::CellParser;
    use super::*;
    use pest::Parser;
    use proptest::prelude::*;

    /// Spellings that are met, and every corner where a digit decides what a text is.
    const FORMS: &str = include_str!("../../tests/forms/cells.txt");

    /// What is below a rule, as text.
    fn tree(rule: Rule, text: &str) -> Option<Vec<String>> {
        let cell = CellParser::parse(rule, text).ok()?.next()?;
        Some(cell.into_inner().map(|pair| format!("{pair:?}")).collect())
    }

    fn equal(text: &str) {
        let text = crate::text::normalise(text).text;
        assert_eq!(tree(rule(&text), &text), tree(Rule::cell, &text), "{text}");
    }

    #[test]
    fn every_form() {
        FORMS.lines().flat_map(|line| line.split('\t')).for_each(equal);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

        #[test]
        fn any_cell_like_text(
            text in "[<>=≥≤0-9.%年月日号底前第季度半上下Qq至个份元/每万约未达到以上不低于 ~±一十,当本次去今明全内末()\\[\\]且A-]{0,14}",
        ) {
            equal(&text);
        }

        #[test]
        fn any_words_of_the_grammar(words in prop::collection::vec(word(), 1..7)) {
            equal(&words.concat());
        }

        #[test]
        fn any_text(text in any::<String>()) {
            equal(&text);
        }
    }

    /// The literals of the grammar, and numbers between them.
    fn word() -> impl Strategy<Value = String> {
        let literals = super::super::scan::tests::literals(&|_| true);
        prop_oneof![
            3 => prop::sample::select(literals),
            2 => "(19|20)?[0-9]{1,3}([.][0-9]{1,2})?",
            1 => "[\u{4e00}-\u{9fff}]",
        ]
    }
}
