//! Normalisation at the door: published text is dirty, and it is cleaned once, here.
//!
//! Full-width forms, the radicals that PDF fonts emit, the many spellings of an operator and of a dash, spaces
//! inside words and units, soft hyphens and invisible characters become one spelling each. The printed text is
//! kept for display; every normalised character knows the printed one it came from.

mod near;

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

pub(crate) use near::nearest;

/// Normalised text, with the way back to what was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Normal {
    /// One spelling of everything.
    pub text: String,
    /// For each character of `text`, the offset in characters of the printed one; then the length of the print.
    origin: Vec<usize>,
}

impl Normal {
    /// The offset, in characters of the printed text, of a byte offset of the normalised text.
    pub fn printed_offset(&self, byte: usize) -> usize {
        self.printed_character(self.text.get(..byte).map_or(usize::MAX, |before| before.chars().count()))
    }

    /// The offset, in characters of the printed text, of a character of the normalised text.
    pub fn printed_character(&self, character: usize) -> usize {
        self.origin.get(character).or(self.origin.last()).copied().unwrap_or(0)
    }
}

/// A text for a message, cut off where it is longer than so many characters.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Radicals of the CJK Radicals Supplement that stand for a character in PDF fonts and that NFKC leaves alone.
const RADICALS: [(char, char); 30] = [
    ('⺁', '厂'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻐', '金'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⻄', '西'),
];

/// The character that a radical stands for: fonts of PDF files name some characters so. Any other stays as it is.
///
/// ```
/// use jixiao::text::character;
/// assert_eq!([character('⽉'), character('⻬'), character('％')], ['月', '齐', '％']);
/// ```
pub fn character(printed: char) -> char {
    match printed {
        '\u{2E80}'..='\u{2EFF}' => {
            RADICALS.iter().find(|(radical, _)| *radical == printed).map_or(printed, |(_, meant)| *meant)
        }
        '\u{2F00}'..='\u{2FDF}' => std::iter::once(printed).nfkc().next().unwrap_or(printed),
        _ => printed,
    }
}

/// Spellings of one character.
fn spelling(character: char) -> &'static str {
    match character {
        '≥' | '≧' | '⩾' | '≽' => ">=",
        '≤' | '≦' | '⩽' | '≼' => "<=",
        '═' | '﹦' => "=",
        '—' | '–' | '―' | '−' | '‐' | '‑' | '‒' | '─' | '━' | '﹣' => "-",
        '～' | '〜' | '∼' | '˜' => "~",
        '•' | '∙' | '・' | '⋅' | '‧' | '●' => "·",
        '〔' | '【' | '［' => "[",
        '〕' | '】' | '］' => "]",
        '＂' | '“' | '”' | '„' => "\"",
        '﹪' => "%",
        '，' => ",",
        _ => "",
    }
}

/// Characters that are printed but not seen.
const fn invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
    )
}

/// Digits that are marks and no part of a number: notes, list marks, exponents. They stay what they are, or 90①
/// would be 901.
const fn is_mark(character: char) -> bool {
    matches!(character, '①'..='⒛' | '⓪'..='⓿' | '❶'..='➓' | '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉')
}

/// Characters that have one spelling: nearly everything that is printed.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// Normalises a printed text.
///
/// Spaces are dropped, but for one between two Latin letters or digits: `12 月 底` is `12月底`, while `20 25`
/// does not become a number that nobody printed.
///
/// ```
/// use jixiao::text::normalise;
/// assert_eq!(normalise("＞＝９０％").text, ">=90%");
/// assert_eq!(normalise("≦ 12 ⽉ 底").text, "<=12月底");
/// assert_eq!(normalise("20 25").text, "20 25");
/// ```
pub fn normalise(printed: &str) -> Normal {
    let mut text = String::with_capacity(printed.len());
    let mut origin = Vec::with_capacity(printed.len());
    let mut space = None;
    let mut length = 0;
    for (offset, character) in printed.chars().enumerate() {
        length = offset.saturating_add(1);
        if invisible(character) {
            continue;
        }
        if character.is_whitespace() || character.is_control() {
            space.get_or_insert(offset);
            continue;
        }
        // m² is m2; 10² is not 102.
        let of_unit = matches!(character, '²' | '³') && text.ends_with(char::is_alphabetic);
        let mark = is_mark(character) && !of_unit;
        let mut push = |normal: char| {
            if normal.is_whitespace() {
                space.get_or_insert(offset);
                return;
            }
            if let Some(at) = space.take()
                && normal.is_ascii_alphanumeric()
                && text.ends_with(|before: char| before.is_ascii_alphanumeric())
            {
                text.push(' ');
                origin.push(at);
            }
            text.push(normal);
            origin.push(offset);
        };
        if mark || character.is_ascii() || IDEOGRAPHS.contains(&character) {
            push(character);
            continue;
        }
        let spelled = spelling(character);
        if spelled.is_empty() {
            std::iter::once(self::character(character)).nfkc().for_each(&mut push);
        } else {
            spelled.chars().for_each(&mut push);
        }
    }
    origin.push(length);
    operators_in_order(Normal { text, origin })
}

/// `=>` and `=<` are `>=` and `<=`; `==` is `=`.
fn operators_in_order(mut normal: Normal) -> Normal {
    if normal.text.contains("=>") || normal.text.contains("=<") {
        // Same length, so every offset stays true.
        normal.text = normal.text.replace("=>", ">=").replace("=<", "<=");
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_operator_is_one() {
        for printed in ["≥90%", "≧90%", "＞＝90%", "=>90%", "> = 90 %", "≥ ９０ ％", "﹥=90%"] {
            assert_eq!(normalise(printed).text, ">=90%", "{printed}");
        }
    }

    #[test]
    fn what_a_pdf_does_to_characters_is_undone() {
        assert_eq!(normalise("12 ⽉底").text, "12月底");
        assert_eq!(normalise("⻔ ⻬").text, "门齐");
        assert_eq!(normalise("有效\u{ad}减\u{200b}轻").text, "有效减轻");
    }

    #[test]
    fn ideographs_are_their_own_normal_form() {
        for ideograph in IDEOGRAPHS {
            assert_eq!((spelling(ideograph), character(ideograph)), ("", ideograph));
            assert!(
                std::iter::once(ideograph).nfkc().eq([ideograph]) && !invisible(ideograph),
                "{ideograph}"
            );
        }
    }

    #[test]
    fn offsets_lead_back_to_the_print() {
        let normal = normalise(" ≥ 9 0％");
        assert_eq!(normal.text, ">=9 0%");
        assert_eq!(normal.printed_offset(2), 3);
        assert_eq!(normal.printed_offset(6), 7);
        assert_eq!(normalise("").printed_offset(5), 0);
    }
}
