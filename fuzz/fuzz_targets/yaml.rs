//! Any text as a table and as a policy: all that is wrong is said, and what can be read is scored and audited.
#![no_main]

use jixiao::audit::audit;
use jixiao::decode::{assessment, policy};
use jixiao::shipped::{shipped_policy, vocabulary};
use jixiao::scoring::score;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let shipped = shipped_policy("mof-2020-10").expect("shipped");
    let table = assessment("fuzzed.yaml", text);
    assert!(table.value.is_some() || !table.diagnostics.is_empty());
    if let Some(table) = table.value {
        let card = score(&table, shipped, vocabulary());
        audit(&table, &card, shipped, vocabulary());
    }
    let own = policy("fuzzed.yaml", text);
    assert!(own.value.is_some() || !own.diagnostics.is_empty());
});
