//! Any text as a target, the next line as its actual: read, by memory as by the grammar, and scored.
#![no_main]

use jixiao::shipped::{shipped_policy, vocabulary};
use jixiao::scoring::{Row, Scorer};
use jixiao::cell::{Memo, Reader};
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    // One memory for all texts: what one taught must not change what the next says.
    static MEMO: RefCell<Memo<'static>> = RefCell::new(Memo::new(vocabulary()));
}

fuzz_target!(|text: &str| {
    let (target, actual) = text.split_once('\n').unwrap_or((text, text));
    let reader = Reader::new(vocabulary());
    MEMO.with_borrow_mut(|memo| {
        for cell in [target, actual] {
            memo.read(cell);
            assert_eq!(*memo.reading(), reader.read(cell), "{cell:?}");
        }
    });
    reader.mentions(target);
    let policy = shipped_policy("mof-2020-10").expect("shipped");
    let row = Row { target, actual, weight: Some(10.into()), year: Some(2024), ..Row::default() };
    let mut scorer = Scorer::new(policy, vocabulary());
    let explained = scorer.explain(&row);
    let scored = scorer.score(&row);
    assert_eq!((scored.status, scored.score, scored.unscored), (explained.status, explained.score, explained.unscored));
});
