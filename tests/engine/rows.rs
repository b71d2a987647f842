//! One row a line, under the default policy: `forms/rows.tsv` says what each must come to.

use jixiao::scoring::{Row, score_row};
use rust_decimal::Decimal;

#[test]
fn every_row_comes_to_what_the_table_says() {
    let policy = jixiao::shipped::shipped_policy("mof-2020-10").expect("the default policy is shipped");
    let mut wrong = Vec::new();
    for line in include_str!("../forms/rows.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        let [target, actual, weight, class, claimed, status, score, reason] = std::array::from_fn(|_| next());
        let figure = |text: &str| text.parse::<Decimal>().ok();
        let row = Row {
            target,
            actual,
            weight: figure(weight),
            class: (!class.is_empty()).then_some(class),
            claimed: figure(claimed),
            year: Some(2024),
            ..Row::default()
        };
        let scored = score_row(&row, policy, jixiao::shipped::vocabulary());
        let got = (
            scored.status.as_str(),
            scored.score,
            scored.unscored.map(jixiao::scoring::Unscored::as_str).unwrap_or_default(),
        );
        if got != (status, figure(score), reason) {
            wrong.push(format!("{target} / {actual} × {weight}: {got:?}, not {:?}", (status, score, reason)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
