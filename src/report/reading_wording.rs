//! What a cell was read as, in words.

use crate::cell::Op;
use crate::cell::{Change, Notation, Reading};
use crate::message::Message;
use crate::say;
use crate::value::{Deadline, Quantity};

/// What a cell was read as.
pub(super) fn reading_words(reading: &Reading) -> Message {
    match reading {
        Reading::Quantity { op, quantity, face } => {
            let op = op.map(|op| format!("{} ", sign(op))).unwrap_or_default();
            let about = if face.approximate { "≈ " } else { "" };
            let value = Message::same(format!("{op}{about}{}", with_unit(quantity, face)));
            match face.change {
                Some(Change::Rise) => say!("增长 {value}", "a rise of {value}", value = value.zh),
                Some(Change::Fall) => say!("下降 {value}", "a fall of {value}", value = value.zh),
                None => value,
            }
        }
        Reading::Interval { low, low_included, high, high_included, face } => {
            let (open, close) =
                (if *low_included { '[' } else { '(' }, if *high_included { ']' } else { ')' });
            let unit = face.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            Message::same(format!("{open}{}, {}{close}{unit}", low.number, high.number))
        }
        Reading::Deadline { op, deadline } => {
            let op = op.map(|op| format!("{} ", sign(op))).unwrap_or_default();
            let day = deadline_words(deadline);
            say!("{op}{zh}", "{op}{en}", zh = day.zh, en = day.en)
        }
        Reading::Quality(text) => say!("“{text}”（文字）", "“{text}” (words)"),
        Reading::Blank => say!("空", "blank"),
        Reading::Unreadable(stop) => {
            let expected = stop.expected.message();
            let at = stop.at.saturating_add(1);
            say!(
                "第 {at} 个字符起无法识读：{zh}",
                "unreadable from character {at}: {en}",
                zh = expected.zh,
                en = expected.en
            )
        }
    }
}

fn with_unit(quantity: &Quantity, face: &Notation) -> String {
    match face.unit.as_deref() {
        Some(unit) if unit.starts_with(['%', '‰']) => format!("{}{unit}", quantity.number),
        Some(unit) => format!("{} {unit}", quantity.number),
        None => quantity.number.to_string(),
    }
}

fn deadline_words(deadline: &Deadline) -> Message {
    let year = match (deadline.year, deadline.year_offset) {
        (Some(year), _) => say!("{year}年", "{year}-"),
        (None, 0) => say!("（当年）", ""),
        (None, 1) => say!("次年", "next year "),
        (None, _) => say!("上年", "last year "),
    };
    let (first, last) = deadline.months;
    let months = if first == last {
        say!("{last}月", "month {last}")
    } else {
        say!("{first}至{last}月", "months {first} to {last}")
    };
    let days = match deadline.days {
        Some((first, last)) if first == last => say!("{last}日", " day {last}"),
        Some((first, last)) => {
            say!("{first}至{last}日", " days {first} to {last}")
        }
        None if deadline.end_only => say!("底", " (its end)"),
        None => Message::default(),
    };
    Message { zh: year.zh + &months.zh + &days.zh, en: year.en + &months.en + &days.en }
}

/// An operator as people write it.
pub(super) const fn sign(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "≥",
        Op::MoreThan => "＞",
        Op::AtMost => "≤",
        Op::LessThan => "＜",
        Op::Equal => "＝",
    }
}
