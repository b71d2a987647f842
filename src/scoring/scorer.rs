//! Row after row under one policy: what one row taught of texts, labels and words serves the next.

use super::judge::Tiering;
use super::row::{Cells, Outcome, Row, Scoring};
use super::scorecard::RowScore;
use super::trace::{Silent, Step, Tracer};
use crate::policy::{Kind, Op, Policy};
use crate::target::{Memo, Reader, Reading};
use crate::value::Exact;
use crate::vocabulary::Vocabulary;
use foldhash::{HashMap, HashMapExt};

/// Scores rows. The result of a row never depends on those before it.
///
/// ```
/// use jixiao::scoring::{Row, Scorer};
/// use rust_decimal::dec;
/// let policy = jixiao::load::shipped_policy("mof-2020-10").expect("shipped");
/// let mut scorer = Scorer::new(policy, jixiao::load::vocabulary());
/// let row = Row { target: ">=90%", actual: "87%", weight: Some(dec!(10)), ..Row::default() };
/// assert_eq!(scorer.score(&row).score, Some(dec!(9.67)));
/// assert_eq!(scorer.explain(&row).trace.len(), 6);
/// ```
#[derive(Debug, Clone)]
pub struct Scorer<'p> {
    policy: &'p Policy,
    vocabulary: &'p Vocabulary,
    targets: Memo<'p>,
    actuals: Memo<'p>,
    /// A target with the unit of its column behind it.
    with_unit: String,
    classes: Known<Box<str>>,
    groups: Known<Box<str>>,
    operators: Known<Option<Op>>,
    words: Known<Tiering>,
}

impl<'p> Scorer<'p> {
    /// A scorer that has seen nothing yet.
    pub fn new(policy: &'p Policy, vocabulary: &'p Vocabulary) -> Self {
        Self {
            policy,
            vocabulary,
            targets: Memo::new(vocabulary),
            actuals: Memo::new(vocabulary),
            with_unit: String::new(),
            classes: Known::new(),
            groups: Known::new(),
            operators: Known::new(),
            words: Known::new(),
        }
    }

    /// The policy that is applied.
    pub const fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// Scores a row. No step of the way is kept.
    pub fn score(&mut self, row: &Row<'_>) -> Outcome {
        self.run(row, &mut Silent)
    }

    /// Scores a row, with its trace.
    pub fn explain(&mut self, row: &Row<'_>) -> RowScore {
        let mut trace = Vec::new();
        let Outcome { status, score, unscored, rule, tier } = self.run(row, &mut trace);
        RowScore { status, score, unscored, rule, tier, trace }
    }

    fn run(&mut self, row: &Row<'_>, tracer: &mut impl Tracer) -> Outcome {
        if self.is_not_applicable(row) {
            tracer.record(|| Step::NotApplicable { words: row.actual.trim().to_owned() });
            return Outcome::not_applicable();
        }
        self.read(row);
        self.scoring(row).run(tracer)
    }

    /// Whether the actual of a row says that the row does not apply.
    fn is_not_applicable(&self, row: &Row<'_>) -> bool {
        let words = row.actual.trim();
        self.policy.not_applicable.words.iter().any(|known| known == words)
    }

    /// The completion of a row with a number to reach; nothing for other rows, and for those that do not apply.
    #[allow(clippy::option_option)] // such a row whose completion is unknown is still one
    pub(super) fn completion(&mut self, row: &Row<'_>) -> Option<Option<Exact>> {
        if self.is_not_applicable(row) {
            return None;
        }
        self.read(row);
        self.scoring(row).completion()
    }

    /// Reads what the row says. Where one cell is a number and the other could be a number or a day, it is a number.
    fn read(&mut self, row: &Row<'_>) {
        let Self { policy, vocabulary, .. } = *self;
        let target = self.target(row);
        let actual = self.actuals.read(row.actual);
        let number = |kind| matches!(kind, Some(Kind::Quantity | Kind::Interval));
        if number(target) && actual == Some(Kind::Deadline) {
            self.actuals.prefer_number();
        } else if number(actual) && target == Some(Kind::Deadline) {
            self.targets.prefer_number();
        }
        if let Some(class) = row.class {
            self.classes.learn(class, |class| vocabulary.labels.class(class).into());
        }
        if let Some(group) = row.group {
            self.groups.learn(group, |group| vocabulary.labels.group(group).into());
        }
        if let Some(operator) = row.operator {
            self.operators.learn(operator, Reader::operator);
        }
        if let Reading::Quality(words) = self.actuals.reading() {
            self.words.learn(words, |words| Tiering::of(policy, words));
        }
    }

    /// Reads the target, with the unit of its own column where the text has none.
    fn target(&mut self, row: &Row<'_>) -> Option<Kind> {
        let kind = self.targets.read(row.target);
        let Some(unit) = row.unit else { return kind };
        if !matches!(self.targets.reading(), Reading::Quantity { quantity, .. } if quantity.unit.is_none()) {
            return kind;
        }
        self.with_unit.clear();
        self.with_unit.push_str(row.target);
        self.with_unit.push_str(unit);
        if self.targets.read(&self.with_unit) == Some(Kind::Quantity) {
            return Some(Kind::Quantity);
        }
        self.targets.read(row.target)
    }

    fn scoring<'s>(&'s self, row: &'s Row<'s>) -> Scoring<'s, 's> {
        let cells = Cells {
            target: self.targets.reading(),
            actual: self.actuals.reading(),
            class: row.class.and(self.classes.last()).map(AsRef::as_ref),
            group: row.group.and(self.groups.last()).map(AsRef::as_ref),
            operator: row.operator.and(self.operators.last()).copied().flatten(),
            tiering: self.words.last(),
        };
        Scoring { row, cells, policy: self.policy, vocabulary: self.vocabulary }
    }
}

/// How the rows with a number to reach fared, for rules that count them.
pub(super) fn completions<'r>(
    scorer: &mut Scorer<'_>,
    rows: impl Iterator<Item = Row<'r>>,
) -> Vec<Option<Exact>> {
    rows.filter_map(|row| scorer.completion(&row)).collect()
}

/// Scores one row, with its trace. Whoever has many rows keeps a [`Scorer`].
///
/// There is always a result: a score, or the reason why there is none.
///
/// ```
/// use jixiao::scoring::{Row, score_row};
/// use rust_decimal::dec;
/// let policy = jixiao::load::shipped_policy("mof-2020-10").expect("shipped");
/// let row = Row { target: ">=90%", actual: "87%", weight: Some(dec!(10)), ..Row::default() };
/// let score = score_row(&row, policy, jixiao::load::vocabulary());
/// assert_eq!(score.score, Some(dec!(9.67)));
/// ```
pub fn score_row(row: &Row<'_>, policy: &Policy, vocabulary: &Vocabulary) -> RowScore {
    Scorer::new(policy, vocabulary).explain(row)
}

/// What is known of texts, by the text; it holds the value of the text that was asked for last.
#[derive(Debug, Clone)]
struct Known<T> {
    values: Vec<T>,
    places: HashMap<Box<str>, usize>,
    last: usize,
}

impl<T> Known<T> {
    /// How many are kept before all are forgotten.
    const MOST: usize = 1 << 14;

    fn new() -> Self {
        Self { values: Vec::new(), places: HashMap::new(), last: 0 }
    }

    /// Makes the value of a text the last one, by working it out where it is not known yet.
    fn learn(&mut self, text: &str, value: impl FnOnce(&str) -> T) {
        if let Some(&place) = self.places.get(text) {
            self.last = place;
            return;
        }
        if self.values.len() >= Self::MOST {
            self.values.clear();
            self.places.clear();
        }
        self.last = self.values.len();
        self.values.push(value(text));
        self.places.insert(text.into(), self.last);
    }

    fn last(&self) -> Option<&T> {
        self.values.get(self.last)
    }
}
