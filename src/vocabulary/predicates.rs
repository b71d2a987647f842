//! Words of which statements are made: 完成, 逾期, 投诉, 提高.

use super::Scale;
use foldhash::{HashMap, HashMapExt};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Predicate {
    /// It was done, or the target was reached: 完成.
    Reached,
    /// It is good so: 及时.
    Good,
    /// How it is done or how much: 明显.
    Degree,
    /// Neither good nor bad: 一般.
    Middling,
    /// It is bad so: 逾期.
    Bad,
    /// What one does not want to have: 投诉.
    Trouble,
    /// What one wants little of: 成本.
    Burden,
    /// What one wants much of: 效率.
    Asset,
    /// It becomes more, or is much: 提高.
    More,
    /// It becomes less, or is little: 下降.
    Less,
    /// It deals with what was bad before it: 整改.
    Remedy,
    /// It keeps what is bad from being: 避免.
    Prevention,
    /// What is done: 采购.
    Act,
    /// What has been begun: 启动.
    Start,
    /// None of these, though it holds one or a denial: 不断.
    Neutral,
}

impl Predicate {
    /// The letter by which `grammar/words.pest` knows it, of the private use area.
    const fn letter(self) -> char {
        match char::from_u32(0xE000_u32.wrapping_add(self as u32)) {
            Some(letter) => letter,
            None => char::REPLACEMENT_CHARACTER,
        }
    }
}

/// The words, by what they say.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "PredicateFile")]
pub struct Predicates {
    words: HashMap<Box<str>, Predicate>,
    /// Words of one character, which count only where a clause ends.
    ends: HashMap<char, Predicate>,
    /// Characters of the longest word.
    longest: usize,
    /// The grades of scales.
    pub scale: Scale,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateFile {
    words: BTreeMap<Predicate, Vec<Box<str>>>,
    ends: BTreeMap<Predicate, Vec<char>>,
    scale: Scale,
}

impl TryFrom<PredicateFile> for Predicates {
    type Error = String;

    fn try_from(file: PredicateFile) -> Result<Self, String> {
        let mut words = HashMap::new();
        for (says, list) in file.words {
            for word in list {
                if let Some(other) = words.insert(word.clone(), says) {
                    return Err(format!("{word} is {other:?} and {says:?}"));
                }
            }
        }
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        let ends =
            file.ends.into_iter().flat_map(|(says, list)| list.into_iter().map(move |word| (word, says)));
        Ok(Self { words, ends: ends.collect(), longest, scale: file.scale })
    }
}

/// A text whose words have become letters, with the way back.
#[derive(Debug)]
pub struct Letters {
    /// One letter for each word of the vocabulary; all else as it was.
    pub text: String,
    /// For each character of `text`: its byte there, and the byte of the original.
    origins: Vec<(usize, usize)>,
    length: usize,
}

impl Letters {
    /// The byte of the original that a byte of the letters comes from.
    pub fn origin(&self, byte: usize) -> usize {
        let found = self.origins.binary_search_by_key(&byte, |&(letter, _)| letter);
        found.ok().and_then(|at| self.origins.get(at)).map_or(self.length, |&(_, origin)| origin)
    }
}

/// What a clause can end with, before which a word of one character counts.
const ENDS: [char; 14] = [',', '。', ';', '!', '?', '(', ')', ':', '、', '但', '却', '且', '并', '而'];

impl Predicates {
    /// Every word of a list.
    pub fn of(&self, says: Predicate) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |&(_, &is)| is == says).map(|(word, _)| word.as_ref())
    }

    /// A normalised text as the grammar of statements reads it.
    ///
    /// ```
    /// let letters = jixiao::shipped::vocabulary().predicates.letters("未按时完成");
    /// assert_eq!(letters.text, "未\u{E001}\u{E000}");
    /// assert_eq!(letters.origin(letters.text.len() - 3), "未按时".len());
    /// ```
    pub fn letters(&self, text: &str) -> Letters {
        let mut letters = Letters { text: String::new(), origins: Vec::new(), length: text.len() };
        let mut at = 0_usize;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            letters.origins.push((letters.text.len(), at));
            let first = rest.chars().next().unwrap_or_default();
            if let Some((length, says)) = self.word(rest) {
                letters.text.push(says.letter());
                at = at.saturating_add(length);
            } else {
                let of_words = ('\u{E000}'..='\u{E0FF}').contains(&first);
                letters.text.push(if of_words { char::REPLACEMENT_CHARACTER } else { first });
                at = at.saturating_add(first.len_utf8());
            }
        }
        letters
    }

    /// The word that a text begins with.
    fn word(&self, text: &str) -> Option<(usize, Predicate)> {
        let (length, says) = self.longest(text)?;
        // 不同步 is not 不同, nor 不严重 不严: where a word begins inside one that says nothing or that begins with a
        // denial, and goes on behind it, it is that word.
        let overlapped = (says == Predicate::Neutral || text.starts_with(['不', '无', '未']))
            && text.get(..length)?.char_indices().skip(1).any(|(at, _)| {
                let inner = text.get(at..).and_then(|inner| self.longest(inner));
                inner.is_some_and(|(inner, says)| {
                    says != Predicate::Neutral && at.saturating_add(inner) > length
                })
            });
        (!overlapped).then_some((length, says))
    }

    fn longest(&self, text: &str) -> Option<(usize, Predicate)> {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let mut ends: Vec<usize> = ends.skip(1).take(self.longest).collect();
        let single = ends.first().copied()?;
        while let Some(end) = ends.pop() {
            if let Some(&says) = text.get(..end).and_then(|word| self.words.get(word)) {
                return Some((end, says));
            }
        }
        let &says = self.ends.get(&text.chars().next()?)?;
        let rest = text.get(single..)?;
        (rest.is_empty() || rest.starts_with(ENDS)).then_some((single, says))
    }
}
