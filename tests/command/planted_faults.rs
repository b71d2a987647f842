//! The floor under the measurement of `docs/planted-faults.md`, on fewer faults.

use crate::common::planted::{Miss, false_alarms, kinds, measure, tables};

fn listed(misses: &[Miss]) -> String {
    let lines: Vec<String> =
        misses.iter().take(20).map(|miss| format!("{}\n    {}", miss.kind, miss.why)).collect();
    lines.join("\n")
}

#[test]
fn planted_faults_are_found_where_they_are() {
    let sixteen = tables::sixteen();
    let mut misses = Vec::new();
    let (mut planted, mut found, mut alone) = (0, 0, 0);
    for kind in kinds() {
        let measured = measure(&kind, 12, &sixteen, &mut misses);
        assert!(measured.planted >= 8, "{} {}: planted {}", kind.code, kind.what, measured.planted);
        planted += measured.planted;
        found += measured.found;
        alone += measured.alone;
    }
    assert!(planted >= 500, "{planted}");
    assert!(found * 100 >= planted * 99, "{found} of {planted}\n{}", listed(&misses));
    assert!(alone * 100 >= planted * 99, "{alone} of {planted} alone\n{}", listed(&misses));
}

#[test]
fn tables_in_order_raise_no_alarm() {
    let mut misses = Vec::new();
    assert_eq!(false_alarms(300, &mut misses), 0, "{}", listed(&misses));
}
