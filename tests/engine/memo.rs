//! A reader that remembers reads what the grammar reads: on every spelling, in every order, and after it has forgotten.

use jixiao::cell::{Memo, Reader, Reading};
use jixiao::value::{parse_figure, plain_figure};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::str::FromStr;

/// Spellings that are met, and every corner where a digit decides what a text is.
const FORMS: &str = include_str!("../forms/cells.txt");

/// The same text with every run of digits replaced by other digits.
fn other_digits(text: &str, mut seed: u64) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if !c.is_ascii_digit() {
            inside = false;
            out.push(c);
            continue;
        }
        if !inside {
            inside = true;
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = match seed >> 60 {
                0..=4 => (seed >> 20) % 40,
                5..=7 => 1890 + (seed >> 20) % 230,
                8..=10 => (seed >> 20) % 1_000_000,
                11 => 0,
                12 => seed,
                _ => (seed >> 20) % 100,
            };
            out.push_str(&number.to_string());
        }
    }
    out
}

/// Reads a text with both, as it is and as a number.
fn equal(memo: &mut Memo<'_>, text: &str) {
    let reader = Reader::new(jixiao::shipped::vocabulary());
    let expected = reader.read(text);
    assert_eq!(memo.read(text), expected.kind(), "{text}");
    assert_eq!(*memo.reading(), expected, "{text}");
    // `5.0` and `5` are equal as numbers; what was typed must be kept as well.
    let typed = |reading: &Reading| reading.number().map(|number| number.to_string());
    assert_eq!(typed(memo.reading()), typed(&expected), "{text}");
    if matches!(expected, Reading::Deadline { .. }) {
        memo.prefer_number();
        assert_eq!(*memo.reading(), reader.read_as_number(text).unwrap_or(expected), "{text}");
    }
}

#[test]
fn every_form_with_every_kind_of_number() {
    let mut memo = Memo::new(jixiao::shipped::vocabulary());
    for seed in 0..60 {
        for line in FORMS.lines().filter(|line| !line.starts_with('#')) {
            for text in line.split('\t') {
                equal(&mut memo, &if seed == 0 { text.to_owned() } else { other_digits(text, seed * 977) });
            }
        }
    }
}

#[test]
fn it_forgets_and_reads_on() {
    let mut memo = Memo::new(jixiao::shipped::vocabulary());
    for number in 0..Memo::MOST + 100 {
        memo.read(&format!("第{number}批"));
    }
    equal(&mut memo, ">=5份");
    equal(&mut memo, &"长".repeat(600));
    equal(&mut memo, ">=6份");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn any_cell_like_text(
        texts in prop::collection::vec("[<>=≥≤0-9０-９.%年月日号底前第季度半Qq至个份元/每万约未达到以上不低于 ~±一十,，²a--]{0,12}", 1..12),
        seed in any::<u64>(),
    ) {
        let mut memo = Memo::new(jixiao::shipped::vocabulary());
        for text in &texts {
            equal(&mut memo, text);
            equal(&mut memo, &other_digits(text, seed));
            equal(&mut memo, &other_digits(text, seed ^ 0xABCD));
        }
    }

    #[test]
    fn one_number_in_any_surrounding(
        before in "[<>=≥≤＞a-cQ第年约达到不低于每人 ./,-]{0,4}",
        behind in "[%个份元/每万月日季年底以上内(含)左右 .,~²2qQ-]{0,5}",
        digits in prop::collection::vec("(19|20)?[0-9]{1,6}([.][0-9]{1,4})?", 1..8),
    ) {
        let mut memo = Memo::new(jixiao::shipped::vocabulary());
        for number in digits {
            equal(&mut memo, &format!("{before}{number}{behind}"));
        }
    }

    #[test]
    fn any_text(text in any::<String>()) {
        let mut memo = Memo::new(jixiao::shipped::vocabulary());
        equal(&mut memo, &text);
        equal(&mut memo, &text);
    }

    #[test]
    fn a_plain_figure_is_the_figure(text in "[0-9]{0,12}[.]?[0-9]{0,10}") {
        if let Some(plain) = plain_figure(&text) {
            let slow = Decimal::from_str(&text).expect("a figure");
            prop_assert_eq!((plain, plain.scale()), (slow, slow.scale()));
            prop_assert_eq!(parse_figure(&text), Ok(plain));
        }
    }
}
