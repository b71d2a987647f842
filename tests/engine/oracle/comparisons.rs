//! Every comparison and unit under the national rules: a million rows, ties at half a cent on purpose.

use super::numbers::{Typed, one, rounded, zero};
use crate::common::random::Random;
use jixiao::policy::Policy;
use jixiao::scoring::{Outcome, Row, Scorer, Status, score_row};
use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// Rows of each run, of which some are ties at half a cent. More of them by
/// `ORACLE_ROWS=10000000 cargo test --release --test engine oracle`.
fn rows() -> u64 {
    std::env::var("ORACLE_ROWS").ok().map_or(1_000_000, |rows| rows.parse().expect("a number of rows"))
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Comparison {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Equal,
    Within,
}

/// A unit as it is written on either side, and how many of the smallest one it is.
const UNITS: [&[(&str, i64)]; 6] = [
    &[("", 1)],
    &[("%", 1)],
    &[("元", 1), ("万元", 10_000), ("亿元", 100_000_000)],
    &[("份", 1), ("万份", 10_000), ("百份", 100)],
    &[("千克", 1), ("吨", 1_000)],
    &[("元/人·学期", 1), ("万元/人·学期", 10_000)],
];

struct Made {
    target: String,
    actual: String,
    weight: Typed,
    expected: BigRational,
    met: bool,
    tie: bool,
}

/// The share of the weight, from the words of the rule: reached is full; short is in proportion; above a
/// ceiling is ceiling over actual; an equal target that is passed keeps its marks, unless it is
/// zero; what cannot be measured is zero.
fn share(
    comparison: Comparison,
    low: &BigRational,
    high: &BigRational,
    actual: &BigRational,
) -> (BigRational, bool) {
    let met = match comparison {
        Comparison::AtLeast => actual >= low,
        Comparison::MoreThan => actual > low,
        Comparison::AtMost => actual <= low,
        Comparison::LessThan => actual < low,
        Comparison::Equal => actual == low,
        Comparison::Within => actual >= low && actual <= high,
    };
    if met {
        return (one(), true);
    }
    let upward = match comparison {
        Comparison::AtMost | Comparison::LessThan => false,
        // Nothing can be missed but upwards where the target is zero.
        Comparison::Equal if actual > low && *low == zero() => return (zero(), false),
        Comparison::Equal if actual > low => return (one(), false),
        Comparison::AtLeast | Comparison::MoreThan | Comparison::Equal => true,
        Comparison::Within => actual < low,
    };
    let bound = if comparison == Comparison::Within && !upward { high } else { low };
    let (above, below) = if upward { (actual, bound) } else { (bound, actual) };
    let share = if *below > zero() { above / below } else { zero() };
    (share.max(zero()).min(one()), false)
}

fn made(random: &mut Random) -> Made {
    let weight = Typed { digits: i64::try_from(1 + random.below(4_000)).expect("small"), places: 2 };
    let comparison = *random.pick(&[
        Comparison::AtLeast,
        Comparison::MoreThan,
        Comparison::AtMost,
        Comparison::LessThan,
        Comparison::Equal,
        Comparison::Within,
    ]);
    if random.below(5) == 0
        && let Some(tie) = tie(random)
    {
        return tie;
    }
    let units = *random.pick(&UNITS);
    let (target_unit, actual_unit) = (*random.pick(units), *random.pick(units));
    let target = Typed::random(random);
    // Near the target as often as anywhere.
    let actual = if random.below(2) == 0 {
        let near = target.digits + i64::try_from(random.below(40)).expect("small") - 20;
        Typed { digits: near.max(0), places: target.places }
    } else {
        Typed::random(random)
    };
    let width = Typed { digits: i64::try_from(random.below(500)).expect("small"), places: target.places };
    let top = Typed { digits: target.digits + width.digits, places: target.places };
    let scaled = |typed: Typed, scale: i64| typed.rational() * BigRational::from_integer(BigInt::from(scale));
    let (low, high) = (scaled(target, target_unit.1), scaled(top, target_unit.1));
    let (share, met) = share(comparison, &low, &high, &scaled(actual, actual_unit.1));
    let sign = match comparison {
        Comparison::AtLeast => *random.pick(&[">=", "≥", "不低于", "=>", "＞＝"]),
        Comparison::MoreThan => *random.pick(&[">", "＞", "超过"]),
        Comparison::AtMost => *random.pick(&["<=", "≤", "不超过", "≦"]),
        Comparison::LessThan => *random.pick(&["<", "低于"]),
        Comparison::Equal => *random.pick(&["=", "＝"]),
        Comparison::Within => "",
    };
    let space = *random.pick(&["", " "]);
    let target_text = if comparison == Comparison::Within {
        format!("{}{}~{}{}", target.text(), target_unit.0, top.text(), target_unit.0)
    } else {
        format!("{sign}{space}{}{space}{}", target.text(), target_unit.0)
    };
    Made {
        target: target_text,
        actual: format!("{}{}{space}{}", random.pick(&["", "="]), actual.text(), actual_unit.0),
        weight,
        expected: rounded(&(weight.rational() * share), 2, false),
        met,
        tie: false,
    }
}

/// A row whose exact score ends in half a cent: weight × actual ÷ target is m/200 with m odd.
fn tie(random: &mut Random) -> Option<Made> {
    let weight = i64::try_from(*random.pick(&[2_u64, 4, 5, 8, 10, 15, 20, 25, 30])).ok()?;
    let odd = i64::try_from(random.below(u64::try_from(weight * 100).ok()?)).ok()? * 2 + 1;
    let target = i64::try_from(1 + random.below(100_000)).ok()?;
    // actual = target × odd / (200 × weight), kept only where it is a decimal of at most eight places.
    let actual = BigRational::new(BigInt::from(target) * BigInt::from(odd), BigInt::from(200 * weight));
    let scaled = actual * BigRational::from_integer(BigInt::from(100_000_000));
    if !scaled.is_integer() {
        return None;
    }
    let digits: i64 = scaled.to_integer().try_into().ok()?;
    let exact = BigRational::new(BigInt::from(odd), BigInt::from(200));
    if exact >= BigRational::from_integer(BigInt::from(weight)) {
        return None;
    }
    Some(Made {
        target: format!(">={target}"),
        actual: Typed { digits, places: 8 }.text(),
        weight: Typed { digits: weight, places: 0 },
        expected: rounded(&exact, 2, false),
        met: false,
        tie: true,
    })
}

fn policy() -> &'static Policy {
    jixiao::shipped::shipped_policy("mof-2020-10").expect("the default policy is shipped")
}

/// Scores `rows` random rows and holds each against the oracle; the number of half-cent ties among them.
fn agree(seed: u64, rows: u64) -> u64 {
    let (policy, vocabulary) = (policy(), jixiao::shipped::vocabulary());
    let mut random = Random(seed);
    let mut ties = 0_u64;
    let mut scorer = Scorer::new(policy, vocabulary);
    for number in 0..rows {
        let made = made(&mut random);
        let weight = Decimal::new(made.weight.digits, made.weight.places);
        let row = Row { target: &made.target, actual: &made.actual, weight: Some(weight), ..Row::default() };
        let outcome = scorer.score(&row);
        // What the scorer remembers changes nothing: now and then one that remembers nothing does the same row.
        if number % 8 == 0 {
            let alone = score_row(&row, policy, vocabulary);
            let Outcome { status, score, unscored, rule, tier } = outcome;
            let kept = (status, score, unscored, rule, tier);
            assert_eq!(
                (alone.status, alone.score, alone.unscored, alone.rule, alone.tier),
                kept,
                "row {number}"
            );
        }
        let score = outcome.score.unwrap_or_else(|| {
            panic!("row {number}: {} / {} has no score: {:?}", made.target, made.actual, outcome.unscored)
        });
        let got = BigRational::new(BigInt::from(score.mantissa()), BigInt::from(10).pow(score.scale()));
        assert_eq!(got, made.expected, "row {number}: {} / {} × {weight}", made.target, made.actual);
        assert!(
            !made.met || outcome.status == Status::Met,
            "row {number}: {} / {}",
            made.target,
            made.actual
        );
        ties += u64::from(made.tie);
    }
    ties
}

#[test]
fn random_rows_agree_with_big_rationals() {
    const SHARES: u64 = 8;
    let rows = rows();
    let ties: u64 = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..SHARES).map(|seed| scope.spawn(move || agree(seed, rows / SHARES))).collect();
        runs.into_iter().map(|run| run.join().expect("every row agrees")).sum()
    });
    assert!(ties > rows / 50, "only {ties} ties at half a cent");
}
