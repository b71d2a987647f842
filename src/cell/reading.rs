//! What a cell says.

use super::{Kind, Op};
use crate::message::Message;
use crate::say;
use crate::value::{Deadline, Quantity, Rational, Unit};
use rust_decimal::Decimal;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
#[repr(u8)] // told apart by a byte of its own: every row asks for the kinds of its two readings
pub enum Reading {
    /// A number with or without operator and unit: `>=90%`, `5个`.
    Quantity {
        /// The operator, where one is printed in signs or words.
        op: Option<Op>,
        /// Number and unit.
        quantity: Quantity,
        /// How it was printed beside its value.
        face: Notation,
    },
    /// From one number to another: `10-20个`, `≥80%且≤100%`, `5±1`.
    Interval {
        /// The lower bound.
        low: Quantity,
        /// Whether it belongs to the interval.
        low_included: bool,
        /// The upper bound.
        high: Quantity,
        /// Whether it belongs to the interval.
        high_included: bool,
        /// How it was printed beside its value.
        face: Notation,
    },
    /// A day by which: `<=12 月底`, `2024年6月30日前`.
    Deadline {
        /// The operator, where one is printed in signs or words.
        op: Option<Op>,
        /// The day.
        deadline: Deadline,
    },
    /// Words: `有效减轻`.
    Quality(String),
    /// Nothing is said: `—`, `/`, `无`, or an empty cell.
    Blank,
    /// The grammar cannot read it.
    Unreadable(Unreadable),
}

/// How a number was printed, beside its value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notation {
    /// The unit as printed, spaces removed.
    pub unit: Option<String>,
    /// The unit is in no vocabulary and stands for itself alone.
    pub unit_unknown: bool,
    /// The words before the operator, which name what is counted: `满意度` in `满意度达95%以上`.
    pub subject: Option<String>,
    /// It says about, nearly, more than by an unknown amount: 约, 左右, 余, 近.
    pub approximate: bool,
    /// It lies beyond the number that is printed: 余 and 多 above it, 近 and 接近 below.
    pub beyond: Option<Beyond>,
    /// It is a change, upwards or downwards: `提升10%`, `减少1%`.
    pub change: Option<Change>,
    /// Its operator only says that a level is reached or kept (达到95%, 提高到95%): of an actual, the level itself.
    pub level: bool,
    /// The word of scale in its unit: 10,000 in 万人.
    pub multiplier: Option<Rational>,
    /// Where its unit is from.
    pub unit_from: UnitFrom,
}

/// On which side of its printed number an amount lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Beyond {
    /// 100余人, 90%多
    Above,
    /// 近100人, 接近90%
    Below,
}

/// Where the unit of a reading is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UnitFrom {
    /// Its own text, where it has one at all.
    #[default]
    Text,
    /// A column of units.
    Column,
    /// The brackets of the name: 总成本(万元).
    Name,
}

/// The direction of a change that is printed as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// 提升, 增长, 提高 …
    Rise,
    /// 减少, 降低, 下降 …
    Fall,
}

/// Where reading stopped, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The offset in characters of the text as printed.
    pub at: usize,
    /// What would have been understood there.
    pub expected: Expected,
}

/// What was expected where reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// An operator and a number.
    Value,
    /// A month from 1 to 12.
    Month,
    /// A day of that month.
    Day,
    /// A number that fits into 28 digits.
    ShorterNumber,
    /// A shorter text (at most so many characters).
    ShorterText(usize),
    /// A known unit, or one short word.
    Unit,
    /// The lower bound first.
    RisingInterval,
    /// One value: the text holds a number inside a sentence.
    OneValue,
    /// One direction: ≤90%以上 has two.
    OneDirection,
}

impl Reading {
    /// Its kind, where it has a value.
    pub const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Quantity { .. } => Some(Kind::Quantity),
            Self::Interval { .. } => Some(Kind::Interval),
            Self::Deadline { .. } => Some(Kind::Deadline),
            Self::Quality(_) => Some(Kind::Quality),
            Self::Blank | Self::Unreadable(_) => None,
        }
    }

    /// Its operator, where one is printed.
    pub const fn op(&self) -> Option<Op> {
        match self {
            Self::Quantity { op, .. } | Self::Deadline { op, .. } => *op,
            _ => None,
        }
    }

    /// The unit of its number, or of the lower bound.
    pub const fn unit(&self) -> Option<Unit> {
        match self {
            Self::Quantity { quantity, .. } | Self::Interval { low: quantity, .. } => quantity.unit,
            _ => None,
        }
    }

    /// Its number, where it has one.
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Quantity { quantity, .. } => Some(quantity.number),
            _ => None,
        }
    }
}

impl Expected {
    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::Value => say!(
                "此处应为比较符号、数字、日期或文字",
                "an operator, a number, a date or words are expected here"
            ),
            Self::Month => say!("月份应在 1 至 12 之间", "a month is from 1 to 12"),
            Self::Day => say!("日期不存在", "the date does not exist"),
            Self::ShorterNumber => {
                say!("数字过长，最多 28 位", "the number is too long: at most 28 digits")
            }
            Self::ShorterText(most) => {
                say!("文字过长，最多 {most} 个字符", "the text is too long: at most {most} characters")
            }
            Self::Unit => say!(
                "此处应为计量单位（词表中的单位，或不超过 4 个字的一个词）",
                "a unit is expected here: one of the vocabulary, or one word of at most 4 characters"
            ),
            Self::RisingInterval => {
                say!("区间应由小到大，且单位相同", "a range goes from low to high, in one unit")
            }
            Self::OneValue => say!(
                "从此处起无法识读：一格只应有一个数值，不推测句中的数字",
                "unreadable from here: a cell holds one value; numbers inside a sentence are not \
                 guessed at"
            ),
            Self::OneDirection => say!(
                "数字前后的比较方向矛盾",
                "the comparisons before and after the number contradict each other"
            ),
        }
    }
}
