//! Cells read again and again: each distinct text by the grammar once, each *shape* of a number once.
//!
//! A shape is a text with its one number taken out: `>=5份` and `>=12份` share `>=·份`. The first text of a shape is
//! read by the grammar; from then on its reading is taken with the other number put in. Texts whose reading could
//! hang on the digits themselves (dates, intervals, negative or grouped numbers) have no shape. The grammar remains
//! the one definition; `tests/memo.rs` holds the two equal.

use super::Kind;
use super::reader::Reader;
use super::reading::{Reading, UnitFrom};
use crate::text::normalise;
use crate::value::{Quantity, plain_figure};
use crate::vocabulary::Vocabulary;
use foldhash::{HashMap, HashMapExt};
use rust_decimal::Decimal;

/// A reader that remembers. It holds the reading of one cell at a time.
#[derive(Debug, Clone)]
pub struct Memo<'v> {
    reader: Reader<'v>,
    entries: Vec<Entry>,
    /// Where whole texts are.
    texts: HashMap<Box<str>, u32>,
    /// Where shapes are; nothing for what looks like a shape and is none.
    shapes: HashMap<Box<str>, Option<u32>>,
    /// A place to put a shape together.
    key: String,
    /// The entry of the cell that is held.
    current: u32,
    /// Whether it is to be a number where it could be a day as well.
    as_number: bool,
}

#[derive(Debug, Clone)]
struct Entry {
    reading: Reading,
    /// Of a day: the same text as a number, where it can be one.
    number: Option<Reading>,
}

/// Where the reading of a text is: of use until its memo forgets.
#[derive(Debug, Clone, Copy)]
pub struct MemoKey {
    entry: u32,
    /// Its own number, where others share its shape.
    number: Option<Decimal>,
}

impl MemoKey {
    /// The same for all texts of one shape, and for equal texts; of no others.
    pub(crate) const fn entry(self) -> u32 {
        self.entry
    }
}

/// What stands for the number of a shape. A text that has this character itself has no shape.
const GAP: char = '\0';

/// Characters of dates: near them a number may be a year, a month, a day.
const OF_DATES: &str = "年月日号季旬半十前后底末起qQ";

impl<'v> Memo<'v> {
    /// When more texts and shapes are kept, all are forgotten and learnt anew.
    pub const MOST: usize = 1 << 15;
    /// The longest text that is recognised when it comes again, in bytes.
    pub const LONGEST: usize = 240;

    /// A reader that has read nothing yet.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Self {
            reader: Reader::new(vocabulary),
            entries: Vec::new(),
            texts: HashMap::new(),
            shapes: HashMap::new(),
            key: String::new(),
            current: 0,
            as_number: false,
        }
    }

    /// Reads a text as [`Reader::read`] does, and says its kind.
    ///
    /// ```
    /// use jixiao::cell::{Memo, Reader};
    /// let vocabulary = jixiao::shipped::vocabulary();
    /// let mut memo = Memo::new(vocabulary);
    /// for text in [">=5份", ">=12份", "12月底"] {
    ///     memo.read(text);
    ///     assert_eq!(*memo.reading(), Reader::new(vocabulary).read(text));
    /// }
    /// ```
    pub fn read(&mut self, text: &str) -> Option<Kind> {
        self.make_room();
        let kept = self.find(text);
        self.recall(kept)
    }

    /// Reads a text and says where its reading is, for whoever will want it again.
    ///
    /// ```
    /// use jixiao::cell::Memo;
    /// let mut memo = Memo::new(jixiao::shipped::vocabulary());
    /// let (five, twelve) = (memo.find(">=5份"), memo.find(">=12份"));
    /// memo.recall(five);
    /// assert_eq!(memo.reading().number(), Some(5.into()));
    /// memo.recall(twelve);
    /// assert_eq!(memo.reading().number(), Some(12.into()));
    /// ```
    pub fn find(&mut self, text: &str) -> MemoKey {
        self.find_with(text, None)
    }

    /// The same, with the unit of a column or of a name: it counts where the text has none.
    ///
    /// ```
    /// use jixiao::cell::{Memo, UnitFrom};
    /// let mut memo = Memo::new(jixiao::shipped::vocabulary());
    /// let kept = memo.find_with("90以内", Some(("万元", UnitFrom::Column)));
    /// memo.recall(kept);
    /// let jixiao::cell::Reading::Quantity { face, .. } = memo.reading() else { panic!() };
    /// assert_eq!(face.unit.as_deref(), Some("万元"));
    /// ```
    pub fn find_with(&mut self, text: &str, unit: Option<(&str, UnitFrom)>) -> MemoKey {
        self.shaped(text, unit).unwrap_or_else(|| MemoKey { entry: self.whole(text, unit), number: None })
    }

    /// Takes up a reading again, and says its kind.
    pub fn recall(&mut self, MemoKey { entry, number }: MemoKey) -> Option<Kind> {
        self.as_number = false;
        self.current = entry;
        if let Some(own) = number
            && let Some(Entry { reading: Reading::Quantity { quantity, .. }, .. }) =
                self.entries.get_mut(entry as usize)
        {
            quantity.number = own;
        }
        self.reading().kind()
    }

    /// Forgets everything where there is much of it, and says whether it did; what [`Memo::find`] said before is of no
    /// use then.
    pub fn make_room(&mut self) -> bool {
        let full = self.entries.len().saturating_add(self.shapes.len()) >= Self::MOST;
        if full {
            self.texts.clear();
            self.shapes.clear();
            self.entries.clear();
        }
        full
    }

    /// Takes the cell for a number where it could be one as well as a day.
    pub fn prefer_number(&mut self) {
        self.as_number = true;
    }

    /// The reading of the cell that is held.
    pub fn reading(&self) -> &Reading {
        const NOTHING: &Reading = &Reading::Blank;
        let Some(entry) = self.entries.get(self.current as usize) else { return NOTHING };
        let number = if self.as_number { entry.number.as_ref() } else { None };
        number.unwrap_or(&entry.reading)
    }

    /// Reads a text by its shape; nothing where it has none.
    fn shaped(&mut self, text: &str, unit: Option<(&str, UnitFrom)>) -> Option<MemoKey> {
        let (before, number, behind) = split(text)?;
        let value = plain_figure(number)?;
        self.key.clear();
        self.key.push_str(before);
        self.key.push(GAP);
        self.key.push_str(behind);
        push_unit(&mut self.key, unit);
        if let Some(&known) = self.shapes.get(self.key.as_str()) {
            return known.map(|entry| MemoKey { entry, number: Some(value) });
        }
        let reading = self.reader.read_with_unit(text, unit);
        let is_shape = match &reading {
            Reading::Quantity { quantity: Quantity { number: read, .. }, face, .. } => {
                // 5秋季学期 is a number, 2024秋季学期 none.
                !face.unit_unknown
                    && *read == value
                    && read.scale() == value.scale()
                    && is_shape(text, before, number, behind)
            }
            _ => false,
        };
        let entry = is_shape.then(|| self.keep(Entry { reading, number: None }));
        self.shapes.insert(self.key.as_str().into(), entry);
        entry.map(|entry| MemoKey { entry, number: Some(value) })
    }

    fn whole(&mut self, text: &str, unit: Option<(&str, UnitFrom)>) -> u32 {
        self.key.clear();
        self.key.push_str(text);
        push_unit(&mut self.key, unit);
        let remembered = text.len() <= Self::LONGEST && !text.contains(GAP);
        if remembered && let Some(&entry) = self.texts.get(self.key.as_str()) {
            return entry;
        }
        let reading = self.reader.read_with_unit(text, unit);
        let day = matches!(reading, Reading::Deadline { .. });
        let number = if day { self.reader.read_as_number(text) } else { None };
        let entry = self.keep(Entry { reading, number });
        if remembered {
            self.texts.insert(self.key.as_str().into(), entry);
        }
        entry
    }

    fn keep(&mut self, entry: Entry) -> u32 {
        // There are never many more than `MOST`.
        let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(entry);
        place
    }
}

/// What tells apart a text that is read with a unit.
fn push_unit(key: &mut String, unit: Option<(&str, UnitFrom)>) {
    if let Some((unit, from)) = unit {
        key.push(GAP);
        key.push(if from == UnitFrom::Column { 'c' } else { 'n' });
        key.push_str(unit);
    }
}

/// A text in three: what stands before its only number, the number, what stands behind it.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    if text.len() > Memo::LONGEST {
        return None;
    }
    let bytes = text.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_digit)?;
    let (before, rest) = text.split_at_checked(start)?;
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(rest.as_bytes());
    let places = match rest.as_bytes().get(whole..) {
        Some([b'.', fraction @ ..]) => digits(fraction),
        _ => 0,
    };
    let end = if places == 0 { whole } else { whole.saturating_add(1).saturating_add(places) };
    let (number, behind) = rest.split_at_checked(end)?;
    // 2023.12 may be a month.
    let century =
        whole == 4 && matches!(places, 1 | 2) && (number.starts_with("19") || number.starts_with("20"));
    // A code or a telephone.
    let code = number.len() > 1 && number.starts_with('0') && !number.starts_with("0.") || whole > 9;
    let alone = !century && !code && !behind.bytes().any(|byte| byte.is_ascii_digit());
    alone.then_some((before, number, behind))
}

/// Whether every other number in the place of this one would be read the same way.
fn is_shape(text: &str, before: &str, number: &str, behind: &str) -> bool {
    let (head, tail) = (normalise(before).text, normalise(behind).text);
    let sure = |part: &str| !part.contains(|c: char| c == GAP || c.is_ascii_digit() || OF_DATES.contains(c));
    sure(&head)
        && sure(&tail)
        && !before.contains(GAP)
        && !behind.contains(GAP)
        && !head.contains(|c: char| c.is_ascii_alphabetic())
        && !head.ends_with(['-', '.', ',', '/', '~', '±'])
        && !tail.starts_with(['-', '.', ',', '/', '~', '±'])
        && normalise(text).text == format!("{head}{number}{tail}")
}
