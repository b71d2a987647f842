//! The charts of the overview, as drawings in the page.

mod bars;
mod differences;
mod execution;
mod grades;
mod losses;

use super::markup::both;
use crate::evaluation::Evaluation;
use crate::message::Message;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// All four; none where there is no project.
pub(super) fn charts(projects: &[Evaluation<'_>]) -> String {
    if projects.is_empty() {
        return String::new();
    }
    [
        grades::chart(projects),
        execution::chart(projects),
        losses::chart(projects),
        differences::chart(projects),
    ]
    .concat()
}

/// A drawing with its title and, in words, what it shows.
fn drawing(id: &str, height: u32, body: &str, title: &Message, told: &Message) -> String {
    format!(
        "<figure><figcaption id=\"{id}\"><b>{}</b> <span>{}</span></figcaption>\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}\">{body}</svg></figure>",
        both(title),
        both(told)
    )
}

/// Width of every drawing, in its own units.
const WIDTH: u32 = 360;

/// For drawing only: no figure that is shown goes through here.
fn drawn_value(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(0.0)
}
