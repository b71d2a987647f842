//! Days and times, which spreadsheets keep as a count of days.

use super::Epoch;
use super::code::{Day, Piece};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use time::{Date, Weekday};

const SECONDS_OF_A_DAY: i64 = 86_400;
/// The Julian day of 30 December 1899, from which days count after day 60: the leap day that 1900 never had.
const DAY_ZERO: i64 = 2_415_019;
const LEAP_DAY_OF_1900: i64 = 60;
const DAYS_TO_1904: i64 = 1_462;

/// A count of days by the pieces of a section. `None` where it is no day: negative, or after the year 9999.
pub(super) fn show(pieces: &[Piece], value: Decimal, epoch: Epoch) -> Option<String> {
    if value.is_sign_negative() && !value.is_zero() {
        return None;
    }
    let seconds = value.checked_mul(Decimal::from(SECONDS_OF_A_DAY))?;
    let seconds = seconds.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()?;
    let (days, of_day) = (seconds.div_euclid(SECONDS_OF_A_DAY), seconds.rem_euclid(SECONDS_OF_A_DAY));
    let moment = Moment {
        date: Calendar::of(days, epoch)?,
        seconds,
        hour: of_day / 3_600,
        minute: of_day / 60 % 60,
        second: of_day % 60,
        halves: pieces.iter().any(|piece| matches!(piece, Piece::Day(Day::Half { .. }))),
    };
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Day(day) => shown.push_str(&moment.show(*day)),
            Piece::Literal(character) => shown.push(*character),
            Piece::Comma => shown.push(','),
            _ => {}
        }
    }
    Some(shown.trim().to_owned())
}

struct Moment {
    date: Calendar,
    seconds: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Hours are counted to twelve.
    halves: bool,
}

struct Calendar {
    year: i32,
    month: u8,
    day: u8,
    weekday: Weekday,
}

impl Calendar {
    fn of(days: i64, epoch: Epoch) -> Option<Self> {
        let days = if epoch == Epoch::Y1904 { days.checked_add(DAYS_TO_1904)? } else { days };
        let shift = i64::from(days < LEAP_DAY_OF_1900);
        let julian = DAY_ZERO.checked_add(days)?.checked_add(shift)?;
        let date = Date::from_julian_day(i32::try_from(julian).ok()?).ok()?;
        if days == LEAP_DAY_OF_1900 {
            return Some(Self { year: 1900, month: 2, day: 29, weekday: date.weekday() });
        }
        Some(Self { year: date.year(), month: date.month().into(), day: date.day(), weekday: date.weekday() })
    }
}

impl Moment {
    fn show(&self, day: Day) -> String {
        let padded =
            |number: i64, many: usize| if many >= 2 { format!("{number:02}") } else { number.to_string() };
        match day {
            Day::Year(many) if many <= 2 => format!("{:02}", self.date.year.rem_euclid(100)),
            Day::Year(_) => format!("{:04}", self.date.year),
            Day::Month(many) => padded(self.date.month.into(), many),
            Day::Date(many) => padded(self.date.day.into(), many),
            Day::Weekday(many) => {
                let name = ["一", "二", "三", "四", "五", "六", "日"]
                    .get(usize::from(self.date.weekday.number_days_from_monday()))
                    .copied()
                    .unwrap_or_default();
                format!("{}{name}", if many >= 4 { "星期" } else { "" })
            }
            Day::Hour(many) if self.halves => {
                padded(if self.hour % 12 == 0 { 12 } else { self.hour % 12 }, many)
            }
            Day::Hour(many) => padded(self.hour, many),
            Day::Minute(many) => padded(self.minute, many),
            Day::Second(many) => padded(self.second, many),
            Day::Elapsed('h') => (self.seconds / 3_600).to_string(),
            Day::Elapsed('m') => (self.seconds / 60).to_string(),
            Day::Elapsed(_) => self.seconds.to_string(),
            Day::Half { chinese: true } => if self.hour < 12 { "上午" } else { "下午" }.to_owned(),
            Day::Half { chinese: false } => if self.hour < 12 { "AM" } else { "PM" }.to_owned(),
        }
    }
}
