//! What must hold of the meaning of cells, whatever the figures: denials turn comparisons, units are an algebra, a scale
//! that is not printed changes no score in silence, changes have a sign.

use jixiao::cell::{Op, Reader, Reading};
use jixiao::scoring::{Row, RowScore, Status, Step, Unscored, score_row};
use proptest::prelude::*;
use rust_decimal::Decimal;

const DENIALS: [&str; 23] = [
    "不",
    "不应",
    "不应当",
    "不能",
    "不能够",
    "不可",
    "不可以",
    "不得",
    "不宜",
    "不许",
    "不准",
    "不允许",
    "不会",
    "不再",
    "不要",
    "严禁",
    "禁止",
    "未",
    "未曾",
    "无",
    "没有",
    "没",
    "杜绝",
];

/// Comparing words of numbers, each with its own comparison and the one that its denial is.
const COMPARING: [(&str, Op, Op); 13] = [
    ("超过", Op::MoreThan, Op::AtMost),
    ("高于", Op::MoreThan, Op::AtMost),
    ("大于", Op::MoreThan, Op::AtMost),
    ("多于", Op::MoreThan, Op::AtMost),
    ("超出", Op::MoreThan, Op::AtMost),
    ("突破", Op::MoreThan, Op::AtMost),
    ("长于", Op::MoreThan, Op::AtMost),
    ("晚于", Op::MoreThan, Op::AtMost),
    ("迟于", Op::MoreThan, Op::AtMost),
    ("低于", Op::LessThan, Op::AtLeast),
    ("少于", Op::LessThan, Op::AtLeast),
    ("小于", Op::LessThan, Op::AtLeast),
    ("早于", Op::LessThan, Op::AtLeast),
];

const LEADS: [&str; 8] = ["", "应", "须", "要", "需", "必须", "应当", "均"];

fn read(text: &str) -> Reading {
    Reader::new(jixiao::shipped::vocabulary()).read(text)
}

fn scored(row: &Row<'_>) -> RowScore {
    let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("the default policy is shipped");
    let row = Row { weight: Some(Decimal::TEN), year: Some(2024), ..*row };
    score_row(&row, policy, jixiao::shipped::vocabulary())
}

fn of(target: &str, actual: &str) -> RowScore {
    scored(&Row { target, actual, ..Row::default() })
}

#[test]
fn every_denial_turns_every_comparison_of_numbers_and_of_days() {
    for lead in LEADS {
        for (word, own, turned) in COMPARING {
            for value in ["90%", "3个", "1,200.50万元", "6月30日", "2024年6月底", "12.31前"] {
                // 前 says its own operator.
                if value.ends_with('前') && turned == Op::AtLeast {
                    continue;
                }
                assert_eq!(read(&format!("{lead}{word}{value}")).op(), Some(own), "{lead}{word}{value}");
                for denial in DENIALS {
                    let text = format!("{lead}{denial}{word}{value}");
                    assert_eq!(read(&text).op(), Some(turned), "{text}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_denied_comparison_is_met_by_the_other_side_alone(
        denial in prop::sample::select(DENIALS.to_vec()),
        (word, _, turned) in prop::sample::select(COMPARING.to_vec()),
        subject in prop::sample::select(vec!["", "成本", "满意度", "不合格率", "2024年支出"]),
        bound in 1_i64..100_000, apart in 1_i64..90,
    ) {
        let target = format!("{subject}{denial}{word}{bound}个");
        let (met, missed) = match turned {
            Op::AtMost => (bound, bound + apart),
            _ => (bound, bound - apart.min(bound)),
        };
        prop_assert_eq!(of(&target, &format!("{met}个")).status, Status::Met, "{}", target);
        prop_assert_ne!(of(&target, &format!("{missed}个")).status, Status::Met, "{}", target);
    }

    #[test]
    fn a_denial_before_a_value_is_never_full_marks(
        denial in prop::sample::select(vec!["未完成", "没有完成", "无法完成", "未能完成", "尚未完成", "未达到", "没到", "未实现", "还差", "未按时完成"]),
        bound in 1_i64..1_000, unit in prop::sample::select(vec!["个", "%", "万元", "次"]),
    ) {
        let row = of(&format!("≥{bound}{unit}"), &format!("{denial}{bound}{unit}"));
        prop_assert_eq!(row.status, Status::CannotScore);
    }

    #[test]
    fn what_stands_behind_a_stroke_stays_below_it(
        above in prop::sample::select(vec![("元", 1), ("万元", 10_000), ("公斤", 1), ("吨", 1_000)]),
        below in prop::collection::vec(prop::sample::select(vec![
            ("人", "人", 1), ("月", "年", 12), ("亩", "万亩", 10_000), ("米", "公里", 1_000), ("学期", "学年", 2), ("次", "万次", 10_000), ("小时", "天", 24),
        ]), 1..4),
        joins in prop::collection::vec(prop::sample::select(vec!["·", "/", "每", "*", "."]), 3),
        first in prop::sample::select(vec!["/", "每", "/每"]),
        number in 1_i64..10_000, turn in 0_usize..6,
    ) {
        let mut below = below;
        below.sort_unstable();
        below.dedup_by_key(|part| part.0);
        let (word, times) = above;
        let unit = |parts: &[&str]| {
            let mut unit = format!("{word}{first}{}", parts[0]);
            for (part, join) in parts[1..].iter().zip(&joins) {
                unit.push_str(join);
                unit.push_str(part);
            }
            unit
        };
        let small: Vec<&str> = below.iter().map(|part| part.0).collect();
        let mut great: Vec<&str> = below.iter().map(|part| part.1).collect();
        let factor: i64 = below.iter().map(|part| part.2).product();
        let of_great = number * factor;
        let middle = turn % great.len();
        great.rotate_left(middle);
        // So much a person and month is twelve times as much a person and year, in whatever order.
        let plain = if times == 1 { format!("{of_great}") } else { format!("{of_great}.0") };
        let target = format!("≥{number}{}", unit(&small));
        let actual = format!("{plain}{}", unit(&great));
        let row = of(&target, &actual);
        prop_assert_eq!(row.status, Status::Met, "{} {} {:?}", target, actual, row.trace);
        let less = of(&target, &format!("{}{}", of_great - 1, unit(&great)));
        prop_assert_eq!(less.status, Status::Partial, "{} {}", target, actual);
    }

    #[test]
    fn a_scale_that_is_not_printed_changes_no_score_in_silence(
        tenths in 10_i64..900, share in 30_i64..300, scale in prop::sample::select(vec![("万人", 10_000), ("亿元", 100_000_000), ("万", 10_000), ("千米", 0)]),
    ) {
        let (unit, times) = scale;
        prop_assume!(times > 0);
        // Eleven digits by themselves may be a telephone.
        prop_assume!(times < 100_000_000 || tenths < 430);
        let target = Decimal::new(tenths, 1);
        let actual = target * Decimal::new(share, 2);
        let printed = of(&format!("≥{target}{unit}"), &format!("{actual}{unit}"));
        let bare = of(&format!("≥{target}{unit}"), &format!("{actual}"));
        let whole = of(&format!("≥{target}{unit}"), &format!("{}", (actual * Decimal::from(times)).normalize()));
        prop_assert_eq!(bare.score, printed.score);
        prop_assert_eq!(whole.score, printed.score);
        let told = whole.trace.iter().any(|step| matches!(step, Step::ScaleTaken { .. }));
        prop_assert!(told);
    }

    #[test]
    fn a_fraction_beside_a_percentage_is_that_percentage(percent in 30_i64..=100, share in 60_i64..=100) {
        let fraction = Decimal::new(share, 2).normalize();
        let (target, actual) = (format!("≥{percent}%"), format!("{fraction}"));
        prop_assert_eq!(of(&target, &actual).score, of(&target, &format!("{share}%")).score);
        let bare_target = format!("≥{}", Decimal::new(percent, 2).normalize());
        prop_assert_eq!(of(&bare_target, &format!("{share}%")).score, of(&target, &format!("{share}%")).score);
    }

    #[test]
    fn the_opposite_change_is_missed_and_earns_nothing(
        rise in prop::sample::select(vec!["增长", "提高", "上升", "增加", "提升"]),
        fall in prop::sample::select(vec!["下降", "减少", "降低", "压减", "缩短"]),
        wanted in 1_i64..100, happened in 1_i64..100, tail in prop::sample::select(vec!["", "以上"]),
    ) {
        for (one, other) in [(rise, fall), (fall, rise)] {
            let row = of(&format!("{one}{wanted}%{tail}"), &format!("{other}{happened}%"));
            prop_assert_eq!((row.status, row.score), (Status::Unmet, Some(Decimal::new(0, 2))), "{} {}", one, other);
            let same = of(&format!("{one}{wanted}%{tail}"), &format!("{one}{}%", wanted + happened));
            prop_assert_eq!(same.status, Status::Met);
        }
        let signed = of(&format!("{fall}≥{wanted}%"), &format!("-{}%", wanted + happened));
        prop_assert_eq!(signed.status, Status::Met);
        let other = of(&format!("{rise}≥{wanted}%"), &format!("-{happened}%"));
        prop_assert_eq!(other.status, Status::Unmet);
    }

    #[test]
    fn a_column_of_units_is_as_good_as_a_unit_in_the_text(
        form in prop::sample::select(vec!["{}以内", "{}-5000", "≥{}且≤9000", "{}±1", "约{}", "不少于{}", "{}", "{}左右"]),
        number in 10_i64..4_000, unit in prop::sample::select(vec!["万元", "个", "人次", "%", "元/人·月", "公里"]),
        actual in 1_i64..9_000,
    ) {
        let bare = form.replace("{}", &number.to_string());
        let inside = match form {
            "{}以内" => format!("{number}{unit}以内"),
            "{}左右" => format!("{number}{unit}左右"),
            "≥{}且≤9000" => format!("≥{number}{unit}且≤9000{unit}"),
            "{}-5000" => format!("{number}-5000{unit}"),
            _ => format!("{bare}{unit}"),
        };
        // 200±5% is a part of 200.
        prop_assume!(form != "{}±1" || unit != "%");
        let actual = format!("{actual}{unit}");
        let by_column = scored(&Row { target: &bare, actual: &actual, unit: Some(unit), ..Row::default() });
        let by_text = scored(&Row { target: &inside, actual: &actual, ..Row::default() });
        prop_assert_eq!((by_column.status, by_column.score), (by_text.status, by_text.score), "{} {}", bare, inside);
        let name = format!("某项指标（{unit}）");
        let by_name = scored(&Row { target: &bare, actual: &actual, name: Some(&name), ..Row::default() });
        prop_assert_eq!((by_name.status, by_name.score), (by_text.status, by_text.score), "{} {}", bare, name);
    }
}

#[test]
fn both_scales_or_none_cannot_be_scored_and_are_named() {
    for (target, actual) in [("≥10%", "1.2"), ("≥1亿元", "15000"), ("≥1.2万人", "118"), ("≥95%", "3")]
    {
        let row = of(target, actual);
        assert_eq!(row.unscored, Some(Unscored::ScaleUnclear), "{target} {actual}");
        assert!(row.trace.iter().any(|step| matches!(step, Step::ScaleUnclear { .. })));
    }
    // A column of units says which.
    let by_column = scored(&Row { target: "≥10", actual: "1.2", unit: Some("%"), ..Row::default() });
    assert_eq!(by_column.score, Some(Decimal::new(120, 2)));
    assert_eq!(of("≥90%", "0").score, Some(Decimal::new(0, 2)));
}

#[test]
fn letters_that_nobody_knows_are_no_unit_of_a_bare_number() {
    for (target, actual) in
        [("≥50", "5O"), ("≥3000", "3k"), ("≥100000", "10w"), ("≥90%", "9O%"), ("5O", "50")]
    {
        assert_eq!(of(target, actual).unscored, Some(Unscored::UnitsDiffer), "{target} {actual}");
    }
    assert_eq!(of("≥5GW", "6GW").status, Status::Met);
}

#[test]
fn more_and_nearly_are_beyond_their_number() {
    for (target, actual, unscored) in [
        ("≥100人", "100余人", None),
        ("≥90%", "90%多", None),
        ("≤200人", "100多人", None),
        ("≤100人", "近100人", None),
        ("≤100人", "100余人", Some(Unscored::ActualOpen)),
        ("≥90%", "接近90%", Some(Unscored::ActualOpen)),
        ("≤120人", "100余人", Some(Unscored::ActualOpen)),
        ("≥8万株", "8万余株", None),
    ] {
        assert_eq!(of(target, actual).unscored, unscored, "{target} {actual}");
    }
}

#[test]
fn rates_of_the_same_are_scaled_once() {
    for (target, actual, score) in
        [("≥90%", "9人/10人", 1_000), ("≥90%", "90分/100分", 1_000), ("≥100%", "45人/50人", 900)]
    {
        assert_eq!(of(target, actual).score, Some(Decimal::new(score, 2)), "{target} {actual}");
    }
    assert_eq!(of("≥90分", "90分/100分").unscored, Some(Unscored::UnitsDiffer));
    assert_eq!(of("≥100次", "日均3次").unscored, Some(Unscored::UnitsDiffer));
    assert_eq!(of("≥3次/天", "日均3次").status, Status::Met);
    assert_eq!(of("≥16小时", "2个工作日").unscored, Some(Unscored::UnitsDiffer));
}

#[test]
fn a_fall_needs_a_name_that_falls() {
    let named = |name| scored(&Row { target: "≥5%", actual: "下降6%", name, ..Row::default() });
    assert_eq!(named(Some("能耗下降率")).status, Status::Met);
    assert_eq!(named(Some("营业收入增长率")).status, Status::Unmet);
    assert_eq!(named(Some("能耗")).unscored, Some(Unscored::KindsDiffer));
    assert_eq!(named(None).unscored, Some(Unscored::KindsDiffer));
}
