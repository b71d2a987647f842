//! What a statement in words says of its target: that it was reached, in part, or not.
//!
//! The vocabulary knows the words, `grammar/words.pest` the denials, hedges and doubts, and [`clause`] what comes of
//! them together. What is not understood stays unknown.

mod clause;

use super::reading::Change;
use crate::vocabulary::Predicates;
use clause::{Clause, Element, Found, Value};
use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;
use std::ops::Range;

/// The parser that pest makes of the grammar; its rules are [`Rule`].
#[derive(Parser)]
#[grammar = "../grammar/words.pest"]
struct WordsParser;

/// How far words say that a target was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Degree {
    /// Not: 未按时完成.
    None,
    /// In part: 基本完成.
    Half,
    /// In full: 按时完成, 无逾期.
    Full,
}

impl Degree {
    /// The word for it in a policy.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Half => "half",
            Self::Full => "full",
        }
    }
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// How far it says that the target was reached; nothing where that is not understood.
    pub degree: Option<Degree>,
    /// The part of the text that decides, in bytes; of one that is not understood, the part that stands in the way.
    pub decided: Option<Range<usize>>,
    /// It says in so many words that something was done or reached: 完成, 达到预期.
    pub reached: bool,
    /// The change that it tells of: 提高, 下降.
    pub change: Option<Change>,
    /// Its change is good or bad only beside a target that tells of one.
    pub relative: bool,
    /// From the denial, hedge or doubt of a clause to the end of the clause, in bytes.
    pub qualified: Vec<Range<usize>>,
}

impl Statement {
    /// Reads a normalised text; `wanted` is the change that the target asks for, where it asks for one.
    ///
    /// ```
    /// use jixiao::cell::{Change, Degree, Statement};
    /// let words = &jixiao::shipped::vocabulary().predicates;
    /// let degree = |text, wanted| Statement::read(text, wanted, words).degree;
    /// assert_eq!(degree("按时完成", None), Some(Degree::Full));
    /// assert_eq!(degree("未按时完成", None), Some(Degree::None));
    /// assert_eq!(degree("基本完成", None), Some(Degree::Half));
    /// assert_eq!(degree("无逾期", None), Some(Degree::Full));
    /// assert_eq!(degree("明显下降", None), None);
    /// assert_eq!(degree("明显下降", Some(Change::Fall)), Some(Degree::Full));
    /// ```
    pub fn read(text: &str, wanted: Option<Change>, words: &Predicates) -> Self {
        let letters = words.letters(text);
        let parsed = WordsParser::parse(Rule::statement, &letters.text);
        let clauses = parsed.into_iter().flatten().flat_map(Pair::into_inner);
        let mut said = Self::default();
        let mut found = Found::default();
        for pair in clauses.filter(|pair| pair.as_rule() == Rule::clause) {
            let clause = Clause::new(pair, &letters, wanted);
            said.qualified.extend(clause.qualified());
            clause.read(&mut found);
        }
        said.change = found.change;
        said.relative = found.relative;
        said.reached = found.reached;
        // The lowest holds: what was completed late was late.
        if let Some(Element { value, span, .. }) =
            found.elements.into_iter().min_by_key(|element| element.value)
        {
            said.degree = value.degree();
            said.decided = Some(span);
        }
        said
    }
}

impl Value {
    const fn degree(self) -> Option<Degree> {
        match self {
            Self::Bad => Some(Degree::None),
            Self::Unknown => None,
            Self::Half => Some(Degree::Half),
            Self::Good => Some(Degree::Full),
        }
    }
}
