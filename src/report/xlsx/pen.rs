//! Writing into cells: texts stay texts, figures keep their decimals, formulas carry their result.

use super::layout::{CLAIMED, DIFFERENCE, SCORE};
use super::notes::At;
use super::project::{Done, Writer};
use super::style::cell_text;
use crate::message::Message;
use crate::place::Located;
use crate::report::formula::{Inexpressible, NO_SCORE};
use crate::value::Rational;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula};

impl Writer<'_, '_> {
    pub(super) fn words(&self, message: &Message) -> String {
        message.in_lang(self.lang).to_owned()
    }

    pub(super) fn say(&mut self, row: u32, column: u16, message: &Message, format: &Format) -> Done {
        let text = self.words(message);
        self.text(row, column, &text, format)
    }

    /// A text, which stays text whatever it begins with.
    pub(super) fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Done {
        self.sheet
            .write_string_with_format(row, self.layout.column(column), cell_text(text), format)
            .map(|_| ())
    }

    /// A text over several cells.
    pub(super) fn spread(&mut self, from: At, to: At, text: &str, format: &Format) -> Done {
        let (left, right) = (self.layout.column(from.1), self.layout.up_to(to.1));
        if (from.0, left) == (to.0, right) {
            return self.text(from.0, from.1, text, format);
        }
        self.sheet.merge_range(from.0, left, to.0, right, &cell_text(text), format).map(|_| ())
    }

    pub(super) fn located(
        &mut self,
        row: u32,
        column: u16,
        text: Option<&Located<String>>,
        format: &Format,
    ) -> Done {
        if let Some(text) = text {
            self.notes.shown(&text.at, (row, column));
        }
        self.text(row, column, text.map_or("", |text| text.value.as_str()), format)
    }

    /// A figure as it was printed: with the decimals that were typed.
    pub(super) fn figure(
        &mut self,
        row: u32,
        column: u16,
        figure: Option<&Located<Decimal>>,
        format: &Format,
    ) -> Done {
        let Some(figure) = figure else { return self.blank(row, column, format) };
        self.notes.shown(&figure.at, (row, column));
        let format = format.clone().set_num_format(decimals(figure.value));
        self.number(row, column, Rational::from(figure.value), &format)
    }

    pub(super) fn blank(&mut self, row: u32, column: u16, format: &Format) -> Done {
        self.sheet.write_blank(row, self.layout.column(column), format).map(|_| ())
    }

    /// A number, as a fraction where it does not end.
    pub(super) fn number(&mut self, row: u32, column: u16, number: Rational, format: &Format) -> Done {
        if let Some(float) = number.as_decimal().and_then(|decimal| decimal.to_string().parse::<f64>().ok()) {
            return self
                .sheet
                .write_number_with_format(row, self.layout.column(column), float, format)
                .map(|_| ());
        }
        let (above, below) = number.parts();
        let fraction = format!("={above}/{below}");
        self.sheet
            .write_formula_with_format(row, self.layout.column(column), fraction.as_str(), format)
            .map(|_| ())
    }

    /// A formula with the result that the engine has for it.
    pub(super) fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: &str,
        format: &Format,
    ) -> Done {
        let formula = Formula::new(format!("={formula}")).set_result(result);
        self.sheet.write_formula_with_format(row, self.layout.column(column), formula, format).map(|_| ())
    }

    /// A score as a formula; as a value that says so, where no formula expresses it.
    pub(super) fn score(
        &mut self,
        at: At,
        formula: Result<String, Inexpressible>,
        score: Option<Decimal>,
    ) -> Done {
        let format = self.styles.score.clone();
        let shown = score.map_or_else(|| NO_SCORE.to_owned(), |score| score.to_string());
        match formula {
            Ok(formula) => self.formula(at.0, at.1, &formula, &shown, &format),
            Err(why) => {
                let why = self.words(&why.message());
                match score {
                    Some(score) => {
                        self.notes.say(at, why);
                        self.number(at.0, at.1, Rational::from(score), &format)
                    }
                    None => self.text(at.0, at.1, NO_SCORE, &format),
                }
            }
        }
    }

    /// Recomputed less printed, where both are numbers.
    pub(super) fn difference(&mut self, row: u32, score: Option<Decimal>, claimed: Option<Decimal>) -> Done {
        let (s, c) = (self.layout.cell(row, SCORE), self.layout.cell(row, CLAIMED));
        let formula = format!("IF(AND(ISNUMBER({s}),ISNUMBER({c})),ROUND({s}-{c},4),\"{NO_SCORE}\")");
        let result = score.zip(claimed).and_then(|(s, c)| s.checked_sub(c));
        let result =
            result.map_or_else(|| NO_SCORE.to_owned(), |difference| difference.normalize().to_string());
        let format = self.styles.middle.clone().set_num_format("0.00;-0.00;0");
        self.formula(row, DIFFERENCE, &formula, &result, &format)
    }

    pub(super) fn day(&mut self, row: u32, column: u16, day: time::Date) -> Done {
        // Day 0 of a spreadsheet is the 30th of December 1899, which holds from March 1900 on.
        let serial = day.to_julian_day().saturating_sub(2_415_019);
        self.sheet
            .write_number_with_format(row, self.layout.column(column), serial, &self.styles.input_day)
            .map(|_| ())
    }
}

/// As many decimals as were typed.
pub(super) fn decimals(figure: Decimal) -> String {
    let scale = usize::try_from(figure.scale()).unwrap_or_default().min(20);
    if scale == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(scale)) }
}
