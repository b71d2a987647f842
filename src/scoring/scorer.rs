//! Row after row under one policy: what one row taught of texts, labels and words serves the next.

use super::choice::Choice;
use super::direction::{Clues, is_open};
use super::facts::{Direction, Otherwise};
use super::judge::{Judgement, Words};
use super::ledger::Completion;
use super::row::{Cells, Outcome, Row, Scoring};
use super::scorecard::{RowScore, Status};
use super::trace::{NoTrace, Step, Tracer};
use crate::cell::{Kind, Memo, MemoKey, Named, Op, Reader, Reading, Statement, UnitFrom};
use crate::policy::{Policy, Traits};
use crate::value::Unit;
use crate::vocabulary::{UnitTable, Vocabulary};
use foldhash::{HashMap, HashMapExt};
use std::num::NonZero;

/// Scores rows. The result of a row never depends on those before it.
///
/// ```
/// use jixiao::scoring::{Row, Scorer};
/// use rust_decimal::dec;
/// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let mut scorer = Scorer::new(policy, jixiao::shipped::vocabulary());
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
    classes: Interner<Box<str>>,
    groups: Interner<Box<str>>,
    operators: Interner<Option<Op>>,
    names: Interner<Named>,
    /// What the words of actuals say, by their entries.
    statements: HashMap<u32, Statement>,
    /// What the policy makes of them beside their targets, by the entries of both.
    judgements: HashMap<(u32, u32), Judgement>,
    /// Whether rules look at names of rows or at their thresholds.
    by_row: bool,
    choices: HashMap<ChoiceKey, Choice>,
}

/// What the texts of a row are, looked up: of use until the scorer makes room.
///
/// Whoever has many rows of few distinct texts looks each text up once.
#[derive(Debug, Clone, Copy)]
pub struct RowLookup {
    /// The target.
    pub target: MemoKey,
    /// The actual; nothing where it says that the row does not apply.
    pub actual: Option<MemoKey>,
    /// The class, where one is printed.
    pub class: Option<LabelId>,
    /// The group, where one is printed.
    pub group: Option<LabelId>,
    /// The operator of its own column.
    pub operator: Option<Op>,
    /// What the name tells; of use only where the target leaves its direction open.
    pub name: Named,
}

/// A class or a group, looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LabelId(NonZero<u32>);

impl LabelId {
    fn at(place: usize) -> Self {
        // There are never many more than `MOST`.
        Self(NonZero::<u32>::MIN.saturating_add(u32::try_from(place).unwrap_or(u32::MAX)))
    }

    const fn place(self) -> usize {
        self.0.get().saturating_sub(1) as usize
    }
}

/// All that rule and direction hang on, under a policy that does not ask for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ChoiceKey(u64);

impl ChoiceKey {
    /// In as few bits as it takes; nothing where there are more labels than anybody has.
    fn of(target: &Reading, actual: &Reading, looked: RowLookup, vocabulary: &Vocabulary) -> Option<Self> {
        let kind = |reading: &Reading| reading.kind().map_or(0, |kind| (kind as u64).saturating_add(1));
        let op = |op: Option<Op>| op.map_or(0, |op| (op as u64).saturating_add(1));
        let label = |label: Option<LabelId>| label.map_or(0, |LabelId(number)| u64::from(number.get()));
        let (class, group) = (label(looked.class), label(looked.group));
        let fits = class >> 22 == 0 && group >> 22 == 0;
        let small = kind(target) | kind(actual) << 3 | op(target.op()) << 6 | op(looked.operator) << 9;
        let open = if is_open(target, looked.operator) { clues(target, looked.name, vocabulary) } else { 0 };
        fits.then_some(Self(small | open << 12 | class << 20 | group << 42))
    }
}

/// What the direction of an open target may hang on, in eight bits.
fn clues(target: &Reading, named: Named, vocabulary: &Vocabulary) -> u64 {
    let Reading::Quantity { quantity, face, .. } = target else { return 0 };
    let units = &vocabulary.units;
    let is = |known: fn(&UnitTable, Unit) -> bool| quantity.unit.is_some_and(|unit| known(units, unit));
    let bits = [
        named.less,
        named.more,
        named.short,
        face.change.is_some(),
        quantity.number.is_zero(),
        quantity.unit.is_none(),
        is(UnitTable::is_money),
        is(UnitTable::is_time),
    ];
    bits.into_iter().fold(0, |bits, bit| bits << 1 | u64::from(bit))
}

impl<'p> Scorer<'p> {
    /// A scorer that has seen nothing yet.
    pub fn new(policy: &'p Policy, vocabulary: &'p Vocabulary) -> Self {
        Self {
            policy,
            vocabulary,
            targets: Memo::new(vocabulary),
            actuals: Memo::new(vocabulary),
            classes: Interner::new(),
            groups: Interner::new(),
            operators: Interner::new(),
            names: Interner::new(),
            statements: HashMap::new(),
            judgements: HashMap::new(),
            by_row: asks_for_rows(policy),
            choices: HashMap::new(),
        }
    }

    /// Applies another policy from here on. What was learnt of texts and labels is kept; what was looked up before is of
    /// no use then.
    pub fn apply(&mut self, policy: &'p Policy) {
        if std::ptr::eq(self.policy, policy) {
            return;
        }
        self.policy = policy;
        self.by_row = asks_for_rows(policy);
        self.judgements.clear();
        self.choices.clear();
    }

    /// The policy that is applied.
    pub const fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// Scores a row. No step of the way is kept.
    pub fn score(&mut self, row: &Row<'_>) -> Outcome {
        self.make_room();
        let looked = self.lookup(row);
        self.score_looked(row, looked)
    }

    /// Scores a row whose texts were looked up. The texts of the row itself are not looked at, but for its name.
    ///
    /// ```
    /// use jixiao::scoring::{Row, Scorer};
    /// use rust_decimal::dec;
    /// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
    /// let mut scorer = Scorer::new(policy, jixiao::shipped::vocabulary());
    /// let looked = scorer.lookup(&Row { target: ">=90%", actual: "87%", ..Row::default() });
    /// for (weight, score) in [(dec!(10), dec!(9.67)), (dec!(20), dec!(19.33))] {
    ///     let row = Row { weight: Some(weight), ..Row::default() };
    ///     assert_eq!(scorer.score_looked(&row, looked).score, Some(score));
    /// }
    /// ```
    pub fn score_looked(&mut self, row: &Row<'_>, looked: RowLookup) -> Outcome {
        match looked.actual {
            Some(actual) => self.scoring(row, looked, actual, None).run(&mut NoTrace),
            None => Outcome::not_applicable(),
        }
    }

    /// Scores a row, with its trace.
    pub fn explain(&mut self, row: &Row<'_>) -> RowScore {
        self.make_room();
        let looked = self.lookup(row);
        let mut trace = Vec::new();
        let actual = looked.actual.unwrap_or_else(|| self.actuals.find(row.actual));
        let scoring = self.scoring(row, looked, actual, None);
        let outcome = if looked.actual.is_some() {
            scoring.run(&mut trace)
        } else {
            trace.record(|| Step::NotApplicable { words: row.actual.trim().to_owned() });
            Outcome::not_applicable()
        };
        let mut facts = scoring.facts();
        facts.otherwise = self.otherwise(row, looked, &outcome, facts.direction);
        trace.extend(facts.otherwise.map(Step::Otherwise));
        RowScore::new(outcome, facts, trace)
    }

    /// What the row would earn in the other direction, where its own was inferred.
    fn otherwise(
        &mut self,
        row: &Row<'_>,
        looked: RowLookup,
        outcome: &Outcome,
        direction: Option<Direction>,
    ) -> Option<Otherwise> {
        let direction = direction.filter(|direction| direction.is_inferred())?;
        let op = if direction.op == Op::AtMost { Op::AtLeast } else { Op::AtMost };
        let other = self.scoring(row, looked, looked.actual?, Some(Direction { op, ..direction }));
        // A day without a word is the last day, and `=` is printed.
        if !matches!(other.cells.target, Reading::Quantity { op: None, .. }) {
            return None;
        }
        let Outcome { status, score, .. } = other.run(&mut NoTrace);
        ((outcome.status, outcome.score) != (status, score)).then_some(Otherwise {
            op,
            score,
            met: status == Status::Met,
        })
    }

    /// The completion of a row, for rules that count rows. A row that does not apply is not counted.
    pub(super) fn completion(&mut self, row: &Row<'_>) -> Completion {
        self.make_room();
        let looked = self.lookup(row);
        match looked.actual {
            Some(actual) => self.scoring(row, looked, actual, None).completion(),
            None => Completion::NotCounted,
        }
    }

    /// Forgets texts where there are many of them; what was looked up before is of no use then.
    pub fn make_room(&mut self) {
        let (targets, actuals) = (self.targets.make_room(), self.actuals.make_room());
        if actuals {
            self.statements.clear();
        }
        if targets || actuals || self.judgements.len() >= MOST {
            self.judgements.clear();
        }
        let labels = self.classes.values.len().saturating_add(self.groups.values.len());
        if labels.saturating_add(self.choices.len()) >= MOST {
            self.classes.forget();
            self.groups.forget();
            self.choices.clear();
        }
        if self.operators.values.len() >= MOST {
            self.operators.forget();
        }
        if self.names.values.len() >= MOST {
            self.names.forget();
        }
    }

    /// Looks up the texts of a row.
    pub fn lookup(&mut self, row: &Row<'_>) -> RowLookup {
        let target = self.target(row.target, row.unit, row.name);
        let operator = row.operator.and_then(|operator| self.operator(operator));
        RowLookup {
            target,
            actual: self.actual(row.actual),
            class: row.class.map(|class| self.class(class)),
            group: row.group.map(|group| self.group(group)),
            operator,
            name: row
                .name
                .filter(|_| self.is_open(target, operator))
                .map(|name| self.name(name))
                .unwrap_or_default(),
        }
    }

    /// Whether a target that was looked up leaves its direction to its name and other evidence.
    pub fn is_open(&mut self, target: MemoKey, operator: Option<Op>) -> bool {
        self.targets.recall(target);
        is_open(self.targets.reading(), operator)
    }

    /// Looks up what a name tells.
    pub fn name(&mut self, text: &str) -> Named {
        let vocabulary = self.vocabulary;
        let place = self.names.place(text, |text| Named::read(text, vocabulary));
        self.names.values.get(place).copied().unwrap_or_default()
    }

    /// Looks up a target, with the unit of its own column, or else of the brackets of its name, where the text has none.
    pub fn target(&mut self, text: &str, unit: Option<&str>, name: Option<&str>) -> MemoKey {
        let column = unit.map(|unit| (unit, UnitFrom::Column));
        let unit = column.or_else(|| {
            let word = Reader::new(self.vocabulary).unit_of_name(name?)?;
            Some((word, UnitFrom::Name))
        });
        self.targets.find_with(text, unit)
    }

    /// Looks up an actual; nothing where it says that the row does not apply.
    pub fn actual(&mut self, text: &str) -> Option<MemoKey> {
        let words = text.trim();
        let applies = !self.policy.not_applicable.words.iter().any(|known| known == words);
        applies.then(|| self.actuals.find(text))
    }

    /// Looks up a class.
    pub fn class(&mut self, text: &str) -> LabelId {
        LabelId::at(self.classes.place(text, |text| self.vocabulary.labels.class(text).into()))
    }

    /// Looks up a group.
    pub fn group(&mut self, text: &str) -> LabelId {
        LabelId::at(self.groups.place(text, |text| self.vocabulary.labels.group(text).into()))
    }

    /// Looks up an operator of its own column.
    pub fn operator(&mut self, text: &str) -> Option<Op> {
        let place = self.operators.place(text, Reader::operator);
        self.operators.values.get(place).copied().flatten()
    }

    /// Brings together what was looked up, with the actual. Where one cell is a number and the other could be a number
    /// or a day, it is a number. A direction that is given goes before all evidence.
    fn scoring<'s>(
        &'s mut self,
        row: &'s Row<'s>,
        mut looked: RowLookup,
        kept: MemoKey,
        given: Option<Direction>,
    ) -> Scoring<'s, 's> {
        let target = self.targets.recall(looked.target);
        let actual = self.actuals.recall(kept);
        let number = |kind| matches!(kind, Some(Kind::Quantity | Kind::Interval));
        if number(target) && actual == Some(Kind::Deadline) {
            self.actuals.prefer_number();
        } else if number(actual) && target == Some(Kind::Deadline) {
            self.targets.prefer_number();
        }
        let policy = self.policy;
        let (target, actual) = (self.targets.reading(), self.actuals.reading());
        let vocabulary = &self.vocabulary.predicates;
        let judgement = match actual {
            Reading::Quality(text) => {
                let statements = &mut self.statements;
                let judge = || {
                    let read = || Statement::read(text, None, vocabulary);
                    let statement = &*statements.entry(kept.entry()).or_insert_with(read);
                    Judgement::of(policy, target, Words { text, statement, vocabulary })
                };
                let pair = (looked.target.entry(), kept.entry());
                Some(&*self.judgements.entry(pair).or_insert_with(judge))
            }
            _ => None,
        };
        // 投诉0起: the target names what it counts.
        if let Reading::Quantity { face, .. } = target
            && let Some(subject) = face.subject.as_deref()
            && is_open(target, looked.operator)
        {
            let place = self.names.place(subject, |text| Named::read(text, self.vocabulary));
            let named = self.names.values.get(place).copied().unwrap_or_default();
            looked.name = if named == Named::default() { looked.name } else { named };
        }
        let (classes, groups) = (&self.classes.values, &self.groups.values);
        let choose = || {
            let label = |known: &'s [Box<str>], label: Option<LabelId>| {
                label.and_then(|label| known.get(label.place())).map(AsRef::as_ref)
            };
            let labels = Traits {
                class: label(classes, looked.class),
                group: label(groups, looked.group),
                name: row.name,
                thresholds: !row.thresholds.is_empty(),
                ..Traits::default()
            };
            let clues = Clues {
                policy,
                vocabulary: self.vocabulary,
                column: looked.operator,
                named: looked.name,
                row: labels,
            };
            match given {
                Some(_) => Choice::in_direction(given, target, actual, clues),
                None => Choice::of(target, actual, clues),
            }
        };
        let cached = !self.by_row && given.is_none();
        let choice = match ChoiceKey::of(target, actual, looked, self.vocabulary).filter(|_| cached) {
            Some(asked) => *self.choices.entry(asked).or_insert_with(choose),
            None => choose(),
        };
        let cells = Cells { target, actual, operator: looked.operator, judgement };
        Scoring { row, cells, choice, policy, vocabulary: self.vocabulary }
    }
}

/// Whether rules look at names of rows or at their thresholds.
fn asks_for_rows(policy: &Policy) -> bool {
    policy.rules.iter().any(|rule| rule.when.looks_at_row())
        || policy.directions.iter().any(crate::policy::Direction::looks_at_row)
}

/// Scores one row, with its trace. Whoever has many rows keeps a [`Scorer`].
///
/// There is always a result: a score, or the reason why there is none.
///
/// ```
/// use jixiao::scoring::{Row, score_row};
/// use rust_decimal::dec;
/// let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("shipped");
/// let row = Row { target: ">=90%", actual: "87%", weight: Some(dec!(10)), ..Row::default() };
/// let score = score_row(&row, policy, jixiao::shipped::vocabulary());
/// assert_eq!(score.score, Some(dec!(9.67)));
/// ```
pub fn score_row(row: &Row<'_>, policy: &Policy, vocabulary: &Vocabulary) -> RowScore {
    Scorer::new(policy, vocabulary).explain(row)
}

/// How much is kept of anything before it is forgotten.
const MOST: usize = 1 << 14;

/// What is known of texts.
#[derive(Debug, Clone)]
struct Interner<T> {
    values: Vec<T>,
    places: HashMap<Box<str>, usize>,
}

impl<T> Interner<T> {
    fn new() -> Self {
        Self { values: Vec::new(), places: HashMap::new() }
    }

    /// The place of the value of a text, which is worked out where it is not known yet.
    fn place(&mut self, text: &str, value: impl FnOnce(&str) -> T) -> usize {
        if let Some(&place) = self.places.get(text) {
            return place;
        }
        let place = self.values.len();
        self.values.push(value(text));
        self.places.insert(text.into(), place);
        place
    }

    fn forget(&mut self) {
        self.values.clear();
        self.places.clear();
    }
}
