//! Checks a published document from its bytes, as a program of your own would: no file, no command line.
//!
//! `cargo run --no-default-features --features documents --example library < 自评表.docx`

use jixiao::diagnostic::Problems;
use jixiao::input::{Memory, ReadOptions, read_tables};
use jixiao::shipped::{shipped_policy, vocabulary};
use jixiao::{audit, scoring};
use std::error::Error;
use std::io::Read;

fn main() -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    // Which reader it needs is seen from the bytes.
    let store = Memory::from_iter([("submitted.upload", bytes)]);
    let loaded = read_tables(&store, &["submitted.upload".into()], ReadOptions::default());
    if Problems::has_errors(&loaded.diagnostics) {
        return Err(Problems(loaded.diagnostics).into());
    }
    let policy = shipped_policy("mof-2020-10").ok_or("it is shipped")?;
    for table in &loaded.tables {
        let card = scoring::score(table, policy, vocabulary());
        println!("{}: {:?}", table.project.value, card.total.score);
        for finding in audit::audit(table, &card, policy, vocabulary()) {
            println!("  {finding}");
        }
    }
    Ok(())
}
