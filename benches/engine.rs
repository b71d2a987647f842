//! Targets read, rows scored, and the sixteen projects end to end. Figures and how to get them: `benches/README.md`.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::wildcard_imports
)]

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jixiao::cell::Reader;
use jixiao::decode;
use jixiao::scoring::{Row, Scorer, score, score_row};
use jixiao::shipped;
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

const ROWS: usize = 1_000;

/// Targets as they are met, no two alike.
fn distinct() -> Vec<String> {
    (0..ROWS)
        .map(|n| match n % 5 {
            0 => format!(">={n} 份"),
            1 => format!("≤{n}.28 万元"),
            2 => format!("<={} 月底 ", n % 12 + 1) + &" ".repeat(n % 7),
            3 => format!("≥{}.{n:03}%", n % 100),
            _ => format!("{n}-{}个", n + 5),
        })
        .collect()
}

mod read {
    use super::*;

    #[divan::bench]
    fn distinct_targets(bencher: Bencher) {
        let (texts, reader) = (distinct(), Reader::new(shipped::vocabulary()));
        bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
            for text in &texts {
                black_box(reader.read(black_box(text)));
            }
        });
    }

    #[divan::bench(args = [">=90%", "<=12 月底", "<=197.229181 万元", "<=1000 元/人·学期", "有效减轻", "辖区企业满意率达95%以上。"])]
    fn one_target(bencher: Bencher, text: &str) {
        let reader = Reader::new(shipped::vocabulary());
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| reader.read(black_box(text)));
    }
}

/// A row of each text.
fn rows(texts: &[String]) -> Vec<Row<'_>> {
    texts
        .iter()
        .map(|text| Row {
            class: Some("产出指标"),
            target: text,
            actual: text.trim_start_matches(['>', '<', '=', '≥', '≤']),
            weight: Some(Decimal::TEN),
            claimed: Some(Decimal::ONE),
            year: Some(2024),
            ..Row::default()
        })
        .collect()
}

mod rows_scored {
    use super::*;

    #[divan::bench]
    fn one_at_a_time_with_trace(bencher: Bencher) {
        let texts = distinct();
        let rows = rows(&texts);
        let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
        bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
            for row in &rows {
                black_box(score_row(black_box(row), policy, shipped::vocabulary()));
            }
        });
    }

    #[divan::bench]
    fn texts_remembered(bencher: Bencher) {
        let texts = distinct();
        let rows = rows(&texts);
        let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
        let mut scorer = Scorer::new(policy, shipped::vocabulary());
        bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
            for row in &rows {
                black_box(scorer.score(black_box(row)));
            }
        });
    }

    #[divan::bench]
    fn texts_looked_up_before(bencher: Bencher) {
        let texts = distinct();
        let rows = rows(&texts);
        let policy = shipped::shipped_policy("mof-2020-10").expect("shipped");
        let mut scorer = Scorer::new(policy, shipped::vocabulary());
        let rows: Vec<_> = rows.iter().map(|row| (*row, scorer.lookup(row))).collect();
        bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
            for (row, looked) in &rows {
                black_box(scorer.score_looked(black_box(row), black_box(*looked)));
            }
        });
    }
}

/// The shipped projects: their text, in memory.
fn sixteen() -> Vec<(String, String)> {
    let mut files: Vec<_> =
        std::fs::read_dir("indicators/urumqi-2024").expect("run from the root").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    files
        .into_iter()
        .map(|file| (file.path().display().to_string(), std::fs::read_to_string(file.path()).expect("UTF-8")))
        .collect()
}

mod sixteen_projects {
    use super::*;

    #[divan::bench]
    fn yaml_to_assessments(bencher: Bencher) {
        let files = sixteen();
        bencher
            .counter(BytesCount::new(files.iter().map(|(_, text)| text.len()).sum::<usize>()))
            .bench_local(|| {
                for (name, text) in &files {
                    black_box(decode::assessment(name, text));
                }
            });
    }

    #[divan::bench]
    fn assessments_to_scorecards(bencher: Bencher) {
        let tables: Vec<_> =
            sixteen().iter().filter_map(|(name, text)| decode::assessment(name, text).value).collect();
        let policy = shipped::shipped_policy("mof-2021-101").expect("shipped");
        bencher
            .counter(ItemsCount::new(tables.iter().map(|table| table.indicators.len()).sum::<usize>()))
            .bench_local(|| {
                for table in &tables {
                    black_box(score(table, policy, shipped::vocabulary()));
                }
            });
    }
}
