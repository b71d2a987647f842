//! Measures how surely planted faults are found: prints `docs/planted-faults.md`. What went wrong goes to standard error.

#[path = "../tests/common/planted/mod.rs"]
mod planted;

/// Faults of each kind.
const CASES: usize = 60;
/// Generated tables in order.
const CLEAN: u64 = 1000;

fn main() {
    // A smaller number may be given, to look at what went wrong.
    let cases = std::env::args().nth(1).and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let sixteen = planted::tables::sixteen();
    let mut misses = Vec::new();
    let results: Vec<_> = planted::kinds()
        .into_iter()
        .map(|kind| {
            let measured = planted::measure(&kind, cases, &sixteen, &mut misses);
            (kind, measured)
        })
        .collect();
    let alarms = planted::false_alarms(CLEAN, &mut misses);
    print!("{}", planted::document(&results, (alarms, CLEAN)));
    for miss in &misses {
        eprintln!("{}\n    {}", miss.kind, miss.why);
    }
}
