//! What statements in words say: a list, and what must hold of any.

use jixiao::cell::{Change, Degree, Statement};
use jixiao::shipped::vocabulary;
use jixiao::vocabulary::Predicate;
use proptest::prelude::*;

const LIST: &str = include_str!("words.txt");

fn degree(text: &str) -> Option<Degree> {
    let normal = jixiao::text::normalise(text).text;
    Statement::read(&normal, None, &vocabulary().predicates).degree
}

fn named(name: &str) -> Option<Degree> {
    [Degree::Full, Degree::Half, Degree::None].into_iter().find(|degree| degree.as_str() == name)
}

#[test]
fn the_list() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in LIST.split("\n\n").skip(1) {
        let mut lines = group.lines();
        let wanted = lines.next().unwrap_or_default();
        for text in lines {
            count += 1;
            if degree(text) != named(wanted) {
                wrong.push(format!("{text}: {:?}, not {wanted}", degree(text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 300);
}

const DENIALS: [&str; 9] = ["不", "未", "没有", "没", "并未", "未能", "无法", "尚未", "并不"];
const HEDGES: [&str; 10] =
    ["基本", "基本上", "大部分", "部分", "初步", "较为", "有所", "一定程度上", "大体", "略有"];

fn words(lists: &[Predicate]) -> Vec<String> {
    let mut words: Vec<String> =
        lists.iter().flat_map(|&says| vocabulary().predicates.of(says)).map(str::to_owned).collect();
    words.sort();
    words
}

#[test]
fn a_denied_good_word_is_not_reached() {
    let good = words(&[Predicate::Reached, Predicate::Good, Predicate::Degree, Predicate::More]);
    for (denial, word) in DENIALS.iter().flat_map(|denial| good.iter().map(move |word| (denial, word))) {
        assert_eq!(degree(&format!("{denial}{word}")), Some(Degree::None), "{denial}{word}");
        assert_eq!(degree(&format!("{word}，{denial}{word}")), Some(Degree::None), "{denial}{word}");
    }
}

#[test]
fn a_denied_bad_word_is_reached() {
    for word in words(&[Predicate::Bad, Predicate::Trouble]) {
        for denial in ["无", "没有", "未", "未发生", "未出现", "不存在", "零"] {
            assert_eq!(degree(&format!("{denial}{word}")), Some(Degree::Full), "{denial}{word}");
        }
        assert_eq!(degree(&word), Some(Degree::None), "{word}");
        assert_eq!(degree(&format!("存在{word}")), Some(Degree::None), "{word}");
    }
}

#[test]
fn a_hedged_good_word_is_reached_in_part() {
    let good = words(&[Predicate::Reached, Predicate::Good, Predicate::More]);
    for (hedge, word) in HEDGES.iter().flat_map(|hedge| good.iter().map(move |word| (hedge, word))) {
        assert_eq!(degree(&format!("{hedge}{word}")), Some(Degree::Half), "{hedge}{word}");
        assert_eq!(degree(&format!("未{hedge}{word}")), Some(Degree::None), "{hedge}{word}");
    }
}

/// Words of the vocabulary one behind the other, with others between, denials and hedges among them.
fn phrase() -> impl Strategy<Value = String> {
    let lists = [
        Predicate::Reached,
        Predicate::Good,
        Predicate::Degree,
        Predicate::Middling,
        Predicate::Bad,
        Predicate::Trouble,
        Predicate::Burden,
        Predicate::Asset,
        Predicate::More,
        Predicate::Less,
        Predicate::Remedy,
        Predicate::Prevention,
        Predicate::Act,
        Predicate::Start,
    ];
    let lists = lists.map(|says| words(&[says]));
    let word = prop::sample::select(lists.to_vec()).prop_flat_map(prop::sample::select).boxed();
    let other =
        prop::sample::select(vec!["项目", "学生", "得到", "了", "已", "的", "，", "、", "并", "全部"]);
    let part = prop_oneof![
        6 => word.clone(),
        2 => other.prop_map(str::to_owned),
        1 => prop::sample::select(DENIALS.to_vec()).prop_map(str::to_owned),
        1 => prop::sample::select(HEDGES.to_vec()).prop_map(str::to_owned),
    ];
    (word.clone(), prop::collection::vec(part, 0..4)).prop_map(|(first, parts)| first + &parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_denial_never_raises(phrase in phrase(), denial in prop::sample::select(DENIALS.to_vec())) {
        let (plain, denied) = (degree(&phrase), degree(&format!("{denial}{phrase}")));
        // What is bad may become good by a denial; nothing else becomes better.
        if plain > Some(Degree::None) {
            prop_assert!(denied <= plain && denied != Some(Degree::Full), "{denial}{phrase}: {plain:?}, {denied:?}");
        }
    }

    #[test]
    fn a_hedge_never_raises(phrase in phrase(), hedge in prop::sample::select(HEDGES.to_vec())) {
        let (plain, hedged) = (degree(&phrase), degree(&format!("{hedge}{phrase}")));
        prop_assert!(hedged != Some(Degree::Full), "{hedge}{phrase}");
        if plain.is_some() {
            prop_assert!(hedged <= plain, "{hedge}{phrase}: {plain:?}, {hedged:?}");
        }
    }

    #[test]
    fn any_text_has_its_parts_in_place(text in any::<String>(), around in phrase()) {
        for text in [text.clone(), format!("{around}{text}"), format!("{text}{around}")] {
            for wanted in [None, Some(Change::Rise), Some(Change::Fall)] {
                let said = Statement::read(&text, wanted, &vocabulary().predicates);
                for part in said.decided.iter().chain(&said.qualified) {
                    prop_assert!(text.get(part.clone()).is_some_and(|part| !part.is_empty()));
                }
            }
        }
    }
}
