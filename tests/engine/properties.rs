//! What must always hold, whatever the figures and however they are typed.

use jixiao::cell::Op;
use jixiao::cell::{Reader, Reading};
use jixiao::policy::Policy;
use jixiao::scoring::{Row, RowScore, Status, score_row};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn policy() -> &'static Policy {
    jixiao::shipped::shipped_policy("mof-2020-10").expect("the default policy is shipped")
}

fn read(text: &str) -> Reading {
    Reader::new(jixiao::shipped::vocabulary()).read(text)
}

fn scored(target: &str, actual: &str, weight: Decimal) -> RowScore {
    let row = Row { target, actual, weight: Some(weight), year: Some(2024), ..Row::default() };
    score_row(&row, policy(), jixiao::shipped::vocabulary())
}

fn number() -> impl Strategy<Value = Decimal> {
    (0_i64..2_000_000, 0_u32..5).prop_map(|(digits, places)| Decimal::new(digits, places))
}

fn weight() -> impl Strategy<Value = Decimal> {
    (0_i64..4_000).prop_map(|cents| Decimal::new(cents, 2))
}

fn operator() -> impl Strategy<Value = Op> {
    prop::sample::select(Op::ALL.to_vec())
}

/// Units that the vocabulary knows, each with others of the same thing: how many of the other one of it is.
const SAME: [(&str, &str, i64); 6] = [
    ("万元", "元", 10_000),
    ("亿元", "万元", 10_000),
    ("万份", "份", 10_000),
    ("吨", "公斤", 1_000),
    ("公里", "米", 1_000),
    ("万元/人·学期", "元/人·学期", 10_000),
];

/// Full-width forms of what a keyboard types.
fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect()
}

fn spaced(text: &str) -> String {
    // Not between two digits: `20 25` is not a number that anybody printed.
    let mut out = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let solid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ',');
        if before.is_some_and(|b| !(solid(b) && solid(c))) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_reading(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn any_cell_like_text_gives_a_result(
        target in "[<>=≥≤0-9.%年月日底前至个元/每万未达到以上不低于约 ~±一-]{0,14}",
        actual in "[<>=≥≤0-9.%年月日底前至个元/每万未达到以上不低于约 ~±一-]{0,14}",
        weight in weight(),
    ) {
        let row = scored(&target, &actual, weight);
        prop_assert_eq!(row.score.is_none(), matches!(row.status, Status::CannotScore | Status::NotApplicable));
        prop_assert_eq!(row.unscored.is_some(), row.status == Status::CannotScore);
        if let Reading::Unreadable(stop) = read(&target) {
            prop_assert!(stop.at <= target.chars().count());
        }
    }

    #[test]
    fn a_score_lies_between_zero_and_its_weight(
        op in operator(), target in number(), actual in number(), negative in any::<bool>(), weight in weight(),
    ) {
        let actual = if negative { -actual } else { actual };
        let row = scored(&format!("{}{target}", op.as_str()), &actual.to_string(), weight);
        let score = row.score.expect("numbers on both sides");
        prop_assert!(score >= Decimal::ZERO && score <= weight, "{} of {}", score, weight);
    }

    #[test]
    fn a_better_actual_never_lowers_the_score(
        op in operator(), target in number(), first in number(), second in number(), weight in weight(),
    ) {
        // Better: higher for a floor and for an equal target, lower for a ceiling.
        let (worse, better) = match op {
            Op::AtMost | Op::LessThan => (first.max(second), first.min(second)),
            _ => (first.min(second), first.max(second)),
        };
        let of = |actual: Decimal| {
            scored(&format!("{}{target}个", op.as_str()), &format!("{actual}个"), weight).score
        };
        prop_assert!(of(worse) <= of(better), "{} against {}", worse, better);
    }

    #[test]
    fn the_same_quantity_in_another_unit_gives_the_same_score(
        op in operator(), target in number(), actual in number(), weight in weight(),
        (large, small, times) in prop::sample::select(SAME.to_vec()),
    ) {
        let times = Decimal::from(times);
        let target_text = format!("{}{target}{large}", op.as_str());
        let in_large = scored(&target_text, &format!("{actual}{large}"), weight);
        let in_small = scored(&target_text, &format!("{}{small}", actual * times), weight);
        prop_assert_eq!(in_large.score, in_small.score);
        prop_assert_eq!(in_large.status, in_small.status);
        let other_target = format!("{}{}{small}", op.as_str(), target * times);
        prop_assert_eq!(scored(&other_target, &format!("{actual}{large}"), weight).score, in_large.score);
    }

    #[test]
    fn spelling_does_not_change_a_score(
        op in operator(), target in number(), actual in number(), weight in weight(),
        unit in prop::sample::select(vec!["%", "个", "万元", "元/份", "人次", "dpi"]),
    ) {
        let plain = format!("{}{target}{unit}", op.as_str());
        let actual = format!("={actual}{unit}");
        let expected = scored(&plain, &actual, weight);
        let signs: &[&str] = match op {
            Op::AtLeast => &["≥", "≧", "=>", "＞＝", "不低于", "不少于", "至少"],
            Op::AtMost => &["≤", "≦", "=<", "＜＝", "不超过", "不高于"],
            Op::MoreThan => &["＞", "超过", "大于"],
            Op::LessThan => &["＜", "低于", "小于"],
            Op::Equal => &["＝", "═", "等于"],
        };
        let mut spellings: Vec<String> = signs.iter().map(|sign| format!("{sign}{target}{unit}")).collect();
        spellings.extend([wide(&plain), spaced(&plain), format!(" {plain}。"), format!("\u{200b}{plain}\u{ad}")]);
        for spelling in spellings {
            let row = scored(&spelling, &wide(&actual), weight);
            prop_assert_eq!(row.score, expected.score, "{}", spelling);
            prop_assert_eq!(row.status, expected.status, "{}", spelling);
        }
    }

    #[test]
    fn what_was_printed_is_read_back(
        op in prop::option::of(operator()), number in number(),
        unit in prop::option::of(prop::sample::select(vec!["%", "个", "万元", "元/人·学期", "人次", "平方米"])),
    ) {
        // `1946.01` by itself is a month until the other cell says otherwise.
        prop_assume!(unit.is_some() || number.scale() != 2 || number < Decimal::ONE_THOUSAND);
        let text = format!("{}{number}{}", op.map_or("", Op::as_str), unit.unwrap_or_default());
        let Reading::Quantity { op: read_op, quantity, face } = read(&text) else {
            return Err(TestCaseError::fail(format!("{text} is no quantity: {:?}", read(&text))));
        };
        prop_assert_eq!(read_op, op);
        prop_assert_eq!(quantity.number.to_string(), number.to_string(), "the decimals that were typed");
        prop_assert_eq!(face.unit.as_deref(), unit);
    }

    #[test]
    fn a_deadline_in_any_spelling_is_the_same_day(month in 1_u8..=12, year in 2000_i32..2100) {
        let last = |text: &str| match read(text) {
            Reading::Deadline { deadline, .. } => deadline.in_year(Some(year)).map(|days| days.last),
            other => panic!("{text}: {other:?}"),
        };
        let expected = last(&format!("{year}年{month}月底"));
        for text in [
            format!("<={month} 月底"),
            format!("{month}月底前"),
            format!("{year}-{month:02}"),
            format!("{year}年{month}月"),
            format!("不晚于{year}年{month}月末"),
            format!("{month}月底前完成"),
        ] {
            prop_assert_eq!(last(&text), expected, "{}", text);
        }
    }

    #[test]
    fn a_later_day_never_earns_more(target in 1_u8..=12, first in 1_u8..=12, second in 1_u8..=12, weight in weight()) {
        let of = |month: u8| scored(&format!("<={target}月底"), &format!("={month}月底"), weight).score;
        prop_assert!(of(first.max(second)) <= of(first.min(second)));
    }
}
