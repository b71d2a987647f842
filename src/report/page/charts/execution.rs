//! The score of each project against its execution rate.

use super::super::markup::{drawn, text};
use super::{drawing, drawn_value};
use crate::evaluation::Evaluation;
use crate::report::{explain, figure};
use crate::say;
use std::collections::BTreeMap;
use std::fmt::Write;

const HEIGHT: u32 = 212;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 336.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 168.0;

/// Projects that would be drawn on one another: how many, and the first of them.
struct Spot<'a> {
    count: usize,
    number: usize,
    first: &'a Evaluation<'a>,
}

pub(super) fn chart(projects: &[Evaluation<'_>]) -> String {
    let points: Vec<(usize, &Evaluation<'_>, f64, f64)> = (1_usize..)
        .zip(projects)
        .filter_map(|(number, project)| {
            let (rate, score) = place(project)?;
            Some((number, project, rate, score))
        })
        .collect();
    let across = Axis::around(points.iter().map(|point| point.2), LEFT, RIGHT);
    let up = Axis::around(points.iter().map(|point| point.3), BOTTOM, TOP);
    let mut out = String::new();
    for tick in across.ticks() {
        let x = across.at(tick);
        let _ = write!(
            out,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{BOTTOM}\" class=\"grid\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" class=\"tick\">{tick:.0}%</text>",
            BOTTOM + 16.0
        );
    }
    for tick in up.ticks() {
        let y = up.at(tick);
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"grid\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"figure end\">{tick:.0}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    out.push_str(&drawn(
        &format!("x=\"{:.1}\" y=\"{:.1}\" class=\"tick\"", f64::midpoint(LEFT, RIGHT), BOTTOM + 36.0),
        &say!("横轴：执行率；纵轴：重算总分", "across: execution rate; up: recomputed total"),
    ));
    for ((x, y), spot) in spots(&points, &across, &up) {
        out.push_str(&circle(x, y, &spot));
    }
    let told = say!(
        "{shown} 个项目；位置相同的合为一个大点",
        "projects: {shown}; those in the same place are one larger dot",
        shown = points.len()
    );
    drawing("chart-execution", HEIGHT, &out, &say!("得分与执行率", "Score against execution"), &told)
}

/// Rate and total in percent.
fn place(project: &Evaluation<'_>) -> Option<(f64, f64)> {
    let rate = explain::rate(project)?.trim_end_matches('%').parse::<f64>().ok()?;
    let total = &project.scorecard.total;
    let weight = drawn_value(total.weight);
    (weight > 0.0).then_some(())?;
    // What is spent beyond twice the budget is drawn at its edge.
    Some((rate.clamp(0.0, 200.0), (drawn_value(total.score?) / weight * 100.0).clamp(0.0, 200.0)))
}

/// The points by their place in whole units of the drawing.
fn spots<'a>(
    points: &[(usize, &'a Evaluation<'a>, f64, f64)],
    across: &Axis,
    up: &Axis,
) -> BTreeMap<(i64, i64), Spot<'a>> {
    let mut spots: BTreeMap<(i64, i64), Spot<'a>> = BTreeMap::new();
    for (number, project, rate, score) in points {
        #[allow(clippy::cast_possible_truncation)] // within the drawing
        let at = ((across.at(*rate) * 0.5).round() as i64, (up.at(*score) * 0.5).round() as i64);
        let spot = spots.entry(at).or_insert(Spot { count: 0, number: *number, first: project });
        spot.count = spot.count.saturating_add(1);
    }
    spots
}

fn circle(x: i64, y: i64, spot: &Spot<'_>) -> String {
    #[allow(clippy::cast_precision_loss)] // the number of projects
    let radius = (3.0 + (spot.count as f64).sqrt()).min(14.0);
    let name = &spot.first.assessment.project.value;
    let score = figure::total(&spot.first.scorecard.total);
    let rate = explain::rate(spot.first).unwrap_or_default();
    let more = if spot.count > 1 { format!(" (+{})", spot.count.saturating_sub(1)) } else { String::new() };
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{radius:.1}\" data-of=\"p{}\"><title>{}</title></circle>",
        x.saturating_mul(2),
        y.saturating_mul(2),
        spot.number,
        text(&format!("{name}: {rate}, {score}{more}"))
    )
}

/// One axis in percent: what it shows, and where in the drawing.
struct Axis {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// Around all values and 100, to whole tens.
    fn around(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (least, most) =
            values.fold((100.0_f64, 100.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        let least = ((least / 10.0).floor() * 10.0).min(90.0);
        Self { least, most: (most / 10.0).ceil() * 10.0, from, to }
    }

    fn at(&self, value: f64) -> f64 {
        (value - self.least) / (self.most - self.least) * (self.to - self.from) + self.from
    }

    /// Its ends and what divides it evenly.
    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let tens = (self.most - self.least) / 10.0;
        let step = if tens <= 1.0 {
            2.0
        } else if tens <= 5.0 {
            10.0
        } else {
            20.0
        };
        (0_u8..=20).map(move |tick| self.most - f64::from(tick) * step).take_while(|tick| *tick >= self.least)
    }
}
