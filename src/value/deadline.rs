//! A deadline as printed, and the days it means once the year of the table is known.

use time::{Date, Month};

/// Why a deadline has no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// No year is printed, and the table gives none.
    YearMissing,
    /// There is no such day, such as the 30th of February.
    NoSuchDay,
}

/// A deadline as printed: year, month and day as far as they were said.
///
/// `12 月底` has a month; `2024年6月30日前` has all three; `年底前` has a month (12) and no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The year, where one is printed.
    pub year: Option<i32>,
    /// Years after the year of the table, where it says 次年 (1) or 上年 (−1).
    pub year_offset: i8,
    /// First and last month meant, 1 to 12; equal for one month, 7 and 9 for the third quarter.
    pub months: (u8, u8),
    /// First and last day meant, where days are said: `6月30日` is (30, 30); nothing is the whole month.
    pub days: Option<(u8, u8)>,
    /// The first day meant where no days are said: 1, or 21 for 下旬.
    pub from_day: u8,
    /// Whether it is the end of that time that is meant (月底, 年底, 前): then its last day alone counts.
    pub end_only: bool,
}

/// The days that a deadline means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day meant.
    pub first: Date,
    /// The last day meant.
    pub last: Date,
}

impl Deadline {
    /// The days it means, in the year that is printed or else in that of the table.
    ///
    /// # Errors
    /// [`DateProblem`] when there is no year or no such day.
    ///
    /// ```
    /// use jixiao::value::{DateProblem, Deadline};
    /// let end_of_february =
    ///     Deadline { year: None, year_offset: 0, months: (2, 2), days: None, from_day: 1, end_only: true };
    /// let days = end_of_february.in_year(Some(2024)).expect("a day");
    /// assert_eq!(days.last.to_string(), "2024-02-29");
    /// assert_eq!(end_of_february.in_year(None), Err(DateProblem::YearMissing));
    /// ```
    pub fn in_year(&self, table: Option<i32>) -> Result<Days, DateProblem> {
        let year = match self.year {
            Some(year) => year,
            None => table
                .and_then(|year| year.checked_add(i32::from(self.year_offset)))
                .ok_or(DateProblem::YearMissing)?,
        };
        let month = |number: u8| Month::try_from(number).map_err(|_| DateProblem::NoSuchDay);
        let (first_month, last_month) = (month(self.months.0)?, month(self.months.1)?);
        let (first_day, last_day) = self.days.unwrap_or_else(|| (self.from_day, last_month.length(year)));
        let day = |month, day| Date::from_calendar_date(year, month, day).map_err(|_| DateProblem::NoSuchDay);
        let last = day(last_month, last_day)?;
        let first = if self.end_only { last } else { day(first_month, first_day)? };
        Ok(Days { first, last })
    }
}

impl Days {
    /// Days from the last day of `self` to the last day of `other`; negative when `other` is earlier.
    pub fn until(&self, other: &Self) -> i64 {
        i64::from(other.last.to_julian_day()).saturating_sub(i64::from(self.last.to_julian_day()))
    }
}
