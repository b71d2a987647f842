//! Work that is always the same, to count instructions of: machines are noisy, counts are not.
//!
//! ```sh
//! cargo build --release --example instructions
//! for n in 2000 4000; do valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/examples/instructions score $n; done
//! ```
//!
//! The difference of the two counts, divided by 2000, is what one item costs; start-up falls out.
//! `read`: distinct texts by the grammar. `again`: texts of shapes that are known. `score`: rows without their trace.
//! `looked`: the same, their texts looked up before. `explain`: rows with it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)]

use jixiao::cell::{Memo, Reader};
use jixiao::scoring::{Row, RowLookup, Scorer};
use jixiao::shipped::{shipped_policy, vocabulary};
use rust_decimal::Decimal;
use std::hint::black_box;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().expect("read, again, score, looked or explain");
    let items: usize = arguments.next().and_then(|number| number.parse().ok()).expect("how many");
    // Always as many texts: making them falls out as well.
    let texts: Vec<(String, String)> = (0..500)
        .map(|n| match n % 5 {
            0 => (format!(">={n} 份"), format!("{}份", n * 9 / 10)),
            1 => (format!("≤{n}.28 万元"), format!("{n}.99万元")),
            2 => (format!("<={} 月底", n % 12 + 1), format!("={} 月底", n % 11 + 1)),
            3 => (format!("≥{}.{:03}%", n % 100, n % 1_000), format!("{}%", n % 97)),
            _ => ("有效提升".to_owned(), "基本达成".to_owned()),
        })
        .collect();
    let policy = shipped_policy("mof-2020-10").expect("shipped");
    let mut scorer = Scorer::new(policy, vocabulary());
    let mut memo = Memo::new(vocabulary());
    let reader = Reader::new(vocabulary());
    let rows: Vec<(Row<'_>, RowLookup)> = texts
        .iter()
        .map(|(target, actual)| {
            let row = Row {
                class: Some("产出指标"),
                group: Some("数量指标"),
                target,
                actual,
                weight: Some(Decimal::TEN),
                claimed: Some(Decimal::TEN),
                year: Some(2024),
                ..Row::default()
            };
            (row, scorer.lookup(&row))
        })
        .collect();
    for (row, looked) in rows.iter().cycle().take(items) {
        let row = black_box(row);
        match what.as_str() {
            "read" => drop(black_box(reader.read(row.target))),
            "again" => drop(black_box(memo.read(row.target))),
            "score" => drop(black_box(scorer.score(row))),
            "looked" => drop(black_box(scorer.score_looked(row, black_box(*looked)))),
            "explain" => drop(black_box(scorer.explain(row))),
            other => panic!("{other} is none of read, again, score, looked, explain"),
        }
    }
}
