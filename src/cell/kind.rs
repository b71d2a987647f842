//! What a cell can say: its kind, and the operator of a number or a day.

use serde::{Deserialize, Serialize};

/// An operator as printed or implied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Op {
    /// `>=`: reach or exceed.
    #[serde(rename = ">=")]
    AtLeast,
    /// `>`
    #[serde(rename = ">")]
    MoreThan,
    /// `<=`: not more than, not later than.
    #[serde(rename = "<=")]
    AtMost,
    /// `<`
    #[serde(rename = "<")]
    LessThan,
    /// `=`
    #[serde(rename = "=")]
    Equal,
}

impl Op {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::AtLeast, Self::MoreThan, Self::AtMost, Self::LessThan, Self::Equal];

    /// In ASCII.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Equal => "=",
        }
    }
}

/// What kind of thing a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number with or without a unit.
    Quantity,
    /// From one number to another.
    Interval,
    /// A day by which something is to be done, or was.
    Deadline,
    /// Words.
    Quality,
}

impl Kind {
    /// Whether an actual of another kind can be compared with a target of this one.
    ///
    /// ```
    /// use jixiao::cell::Kind;
    /// assert!(Kind::Quantity.compares_with(Kind::Interval));
    /// assert!(!Kind::Deadline.compares_with(Kind::Quantity));
    /// ```
    pub const fn compares_with(self, actual: Self) -> bool {
        matches!(
            (self, actual),
            (Self::Quantity | Self::Interval, Self::Quantity | Self::Interval)
                | (Self::Deadline, Self::Deadline)
                | (Self::Quality, Self::Quality)
        )
    }
}
