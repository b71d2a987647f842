//! A rule as numbers, and in the words of a policy: measure → curve → limits.

use super::numbers::{one, rational, zero};
use crate::common::random::Random;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// A number of a policy with the text that says it.
#[derive(Clone)]
pub struct Said {
    pub number: BigRational,
    pub text: String,
}

/// A point on the scale of a measure: rates in steps of 5 %, all else in halves.
fn on_scale(random: &mut Random, rate: bool) -> Said {
    let step = i64::try_from(random.below(41)).expect("small");
    if !rate {
        let halves = step - 10;
        return Said { number: rational(halves, 2), text: Decimal::new(halves * 5, 1).to_string() };
    }
    let text = match random.below(2) {
        0 => format!("{}%", step * 5),
        _ => Decimal::new(step * 5, 2).to_string(),
    };
    Said { number: rational(step, 20), text }
}

/// So many points of the scale, each once, the least first.
pub fn rising(random: &mut Random, rate: bool, count: u64) -> Vec<Said> {
    let mut points: Vec<Said> = Vec::new();
    for _ in 0..count {
        let point = on_scale(random, rate);
        if points.iter().all(|known| known.number != point.number) {
            points.push(point);
        }
    }
    points.sort_by(|a, b| a.number.cmp(&b.number));
    points
}

/// A share of the weight from nothing to the whole.
fn share(random: &mut Random) -> Said {
    let twentieths = i64::try_from(random.below(21)).expect("small");
    let text = match random.below(3) {
        0 => format!("{}%", twentieths * 5),
        1 => Decimal::new(twentieths * 5, 2).to_string(),
        _ => format!("{twentieths}/20"),
    };
    Said { number: rational(twentieths, 20), text }
}

#[derive(Clone)]
enum Worth {
    Share(BigRational),
    Points(BigRational),
    Less(BigRational),
    Measure,
}

impl Worth {
    /// As a share, or as points of the row.
    fn random(random: &mut Random) -> (Self, String) {
        if random.below(3) > 0 {
            let share = share(random);
            return (Self::Share(share.number), share.text);
        }
        let halves = i64::try_from(random.below(9)).expect("small");
        (Self::Points(rational(halves, 2)), format!("{}分", Decimal::new(halves * 5, 1)))
    }

    fn of(&self, weight: &BigRational, measure: &BigRational) -> BigRational {
        match self {
            Self::Share(share) => share.clone(),
            Self::Points(points) => points / weight,
            Self::Less(points) => one() - points / weight,
            Self::Measure => measure.clone(),
        }
    }
}

#[allow(clippy::large_enum_variant)] // a handful of them
enum Curve {
    Linear,
    Line(Vec<(BigRational, Worth)>),
    /// Lower edge with whether it belongs, from the highest.
    Bands(Vec<(Option<(BigRational, bool)>, Worth)>),
    Steps {
        from: BigRational,
        every: BigRational,
        off: Worth,
        rises: bool,
        part: bool,
        earn: Option<BigRational>,
    },
}

impl Curve {
    fn random(random: &mut Random, kind: &str, rate: bool) -> (Self, String) {
        match kind {
            "linear" => (Self::Linear, "linear".to_owned()),
            "line" => {
                let mut xs = rising(random, rate, 4);
                while xs.len() < 2 {
                    xs = rising(random, rate, 4);
                }
                let points: Vec<(Said, (Worth, String))> =
                    xs.into_iter().map(|x| (x, Worth::random(random))).collect();
                let said: Vec<String> =
                    points.iter().map(|(x, (_, y))| format!("[{}, {y}]", x.text)).collect();
                let points = points.into_iter().map(|(x, (y, _))| (x.number, y)).collect();
                (Self::Line(points), format!("{{line: [{}]}}", said.join(", ")))
            }
            "bands" => {
                let count = random.below(5);
                let mut edges: Vec<Option<Said>> =
                    rising(random, rate, count).into_iter().rev().map(Some).collect();
                edges.push(None);
                let mut said = Vec::new();
                let bands = edges.into_iter().map(|edge| {
                    let included = random.below(2) == 0;
                    let (worth, text) = Worth::random(random);
                    let (worth, gives) = match (random.below(5), worth) {
                        (0, _) if rate => (Worth::Measure, "share: measure".to_owned()),
                        (1, Worth::Share(off)) => (Worth::Share(one() - off), format!("off: {text}")),
                        (1, Worth::Points(off)) => (Worth::Less(off), format!("off: {text}")),
                        (_, worth) => (worth, format!("share: {text}")),
                    };
                    let key = if included { "at_least" } else { "above" };
                    said.push(match &edge {
                        Some(edge) => format!("{{{key}: {}, {gives}}}", edge.text),
                        None => format!("{{{gives}}}"),
                    });
                    (edge.map(|edge| (edge.number, included)), worth)
                });
                let bands = bands.collect();
                (Self::Bands(bands), format!("{{bands: [{}]}}", said.join(", ")))
            }
            _ => {
                let from = on_scale(random, rate);
                let every = if rate {
                    *random.pick(&[("1%", (1, 100)), ("3%", (3, 100)), ("0.025", (1, 40)), ("5%", (1, 20))])
                } else {
                    *random.pick(&[("1", (1, 1)), ("0.5", (1, 2)), ("2", (2, 1)), ("0.3", (3, 10))])
                };
                let (off, text) = Worth::random(random);
                let (rises, part) = (random.below(2) == 0, random.below(2) == 0);
                let twentieths = i64::try_from(random.below(4)).expect("small");
                let earn = (twentieths > 0).then(|| rational(twentieths, 20));
                let earn_said =
                    if earn.is_some() { format!(", earn: {}%", twentieths * 5) } else { String::new() };
                let said = format!(
                    "{{steps: {{from: {}, every: {}, off: {text}, as: {}, count: {}{earn_said}}}}}",
                    from.text,
                    every.0,
                    if rises { "rises" } else { "falls" },
                    if part { "part" } else { "whole" }
                );
                let every = rational(every.1.0, every.1.1);
                (Self::Steps { from: from.number, every, off, rises, part, earn }, said)
            }
        }
    }

    fn at(&self, x: &BigRational, weight: &BigRational) -> BigRational {
        match self {
            Self::Linear => x.clone(),
            Self::Line(points) => {
                let y = |index: usize| points[index].1.of(weight, x);
                let last = points.len() - 1;
                match points.iter().position(|(at, _)| x <= at) {
                    Some(0) => y(0),
                    None => y(last),
                    Some(next) => {
                        let (before, after) = (&points[next - 1].0, &points[next].0);
                        let way = (x - before) / (after - before);
                        y(next - 1) * (one() - &way) + y(next) * way
                    }
                }
            }
            Self::Bands(bands) => {
                let inside = |edge: &Option<(BigRational, bool)>| match edge {
                    None => true,
                    Some((at, included)) => x > at || *included && x == at,
                };
                bands.iter().find(|(edge, _)| inside(edge)).expect("the last is open").1.of(weight, x)
            }
            Self::Steps { from, every, off, rises, part, earn } => {
                let beyond = if *rises { x - from } else { from - x };
                let counted = |way: BigRational| {
                    let steps = way / every;
                    if *part { steps.ceil() } else { steps.floor() }
                };
                if beyond > zero() {
                    return one() - off.of(weight, x) * counted(beyond);
                }
                match earn {
                    Some(earn) => one() + earn * counted(-beyond),
                    None => one(),
                }
            }
        }
    }
}

#[derive(Default)]
struct Limits {
    measure: (Option<BigRational>, Option<BigRational>),
    corridor: Option<(BigRational, BigRational)>,
    share: (Option<BigRational>, Option<BigRational>),
}

impl Limits {
    fn random(random: &mut Random, rate: bool, curve: &Curve) -> (Self, String) {
        let floored = matches!(curve, Curve::Steps { .. });
        let capped = matches!(curve, Curve::Steps { earn: Some(_), .. });
        let mut said = Vec::new();
        let mut limits = Self::default();
        if random.below(3) == 0 {
            let ends = rising(random, rate, 2);
            let (low, high) = (&ends[0], &ends[ends.len() - 1]);
            said.push(format!("zero_outside: [{}, {}]", low.text, high.text));
            limits.corridor = Some((low.number.clone(), high.number.clone()));
        }
        if random.below(3) == 0 {
            let ends = rising(random, rate, 2);
            let (low, high) = (&ends[0], &ends[ends.len() - 1]);
            if random.below(2) == 0 {
                said.push(format!("measure_floor: {}", low.text));
                limits.measure.0 = Some(low.number.clone());
            }
            said.push(format!("measure_cap: {}", high.text));
            limits.measure.1 = Some(high.number.clone());
        }
        let (mut floor, mut cap) = (share(random), share(random));
        if floor.number > cap.number {
            std::mem::swap(&mut floor, &mut cap);
        }
        if random.below(2) == 0 {
            floor = Said { number: zero(), text: "0".to_owned() };
        }
        if floored || random.below(2) == 0 {
            said.push(format!("floor: {}", floor.text));
            limits.share.0 = Some(floor.number);
        }
        if random.below(4) == 0 {
            // A bonus of up to a half.
            let twentieths = 20 + i64::try_from(random.below(11)).expect("small");
            cap = Said { number: rational(twentieths, 20), text: format!("{}%", twentieths * 5) };
        }
        if capped || random.below(2) == 0 {
            said.push(format!("cap: {}", cap.text));
            limits.share.1 = Some(cap.number);
        }
        (limits, format!("{{{}}}", said.join(", ")))
    }
}

/// A rule as numbers.
pub struct Sentence {
    curve: Curve,
    limits: Limits,
}

impl Sentence {
    pub fn random(random: &mut Random, kind: &str, rate: bool) -> (Self, String) {
        let (curve, curve_said) = Curve::random(random, kind, rate);
        let (limits, limits_said) = Limits::random(random, rate, &curve);
        (Self { curve, limits }, format!("curve: {curve_said}, limits: {limits_said}"))
    }

    pub fn share(&self, measured: &BigRational, weight: &BigRational) -> BigRational {
        let within = |x: BigRational, (low, high): &(Option<BigRational>, Option<BigRational>)| {
            let x = low.clone().map_or(x.clone(), |low| low.max(x));
            high.clone().map_or(x.clone(), |high| high.min(x))
        };
        let mut share = self.curve.at(&within(measured.clone(), &self.limits.measure), weight);
        if let Some((low, high)) = &self.limits.corridor
            && (measured < low || measured > high)
        {
            share = zero();
        }
        within(share, &self.limits.share)
    }
}
