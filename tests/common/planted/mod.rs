//! Faults planted one at a time into tables that are in order, and what the audit says of them.
#![allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_panics_doc,
    clippy::cast_precision_loss,
    clippy::format_push_string,
    clippy::too_many_lines,
    clippy::assigning_clones,
    clippy::similar_names,
    clippy::unnecessary_wraps,
    missing_docs
)]

pub mod draft;
mod portfolio;
mod rows;
pub mod tables;
mod texts;
mod totals;

use draft::{Draft, Rng, Spot, Written};
use jixiao::assessment::Assessment;
use jixiao::audit::{Filed, Neighbours, Stated, audited, portfolio as audit_portfolio};
use jixiao::decode;
use jixiao::diagnostic::{Diagnostic, Severity};
use jixiao::scoring::score;
use jixiao::shipped::{shipped_policy, vocabulary};
use std::ops::Range;

/// Tables that are looked at together, and what is stated of them.
#[derive(Clone)]
pub struct Case {
    pub tables: Vec<Draft>,
    pub statement: Option<String>,
}

/// Where a planted fault must be found: a cell, and within it the very words.
pub struct Hit {
    pub table: usize,
    pub spot: Spot,
    pub quote: Option<String>,
}

impl Hit {
    pub const fn at(spot: Spot) -> Option<Self> {
        Some(Self { table: 0, spot, quote: None })
    }

    pub fn quoting(spot: Spot, quote: &str) -> Option<Self> {
        Some(Self { table: 0, spot, quote: Some(quote.to_owned()) })
    }
}

/// How a fault is planted; nothing where a table does not lend itself to it.
pub enum Plant {
    /// In one table.
    One(fn(&mut Draft, &mut Rng) -> Option<Hit>),
    /// In several.
    Many(fn(&mut Case, &mut Rng) -> Option<Hit>),
}

/// A kind of fault.
pub struct Kind {
    pub code: &'static str,
    pub what: &'static str,
    pub plant: Plant,
}

/// Every kind, family by family.
pub fn kinds() -> Vec<Kind> {
    [totals::kinds(), rows::kinds(), texts::kinds(), portfolio::kinds()].into_iter().flatten().collect()
}

/// What was measured of a kind.
#[derive(Default, Clone, Copy)]
pub struct Measured {
    pub planted: usize,
    /// The code was reported at its place.
    pub found: usize,
    /// And no other code that is an error or a warning.
    pub alone: usize,
}

/// One finding, as it is compared.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    code: &'static str,
    severity: Severity,
    title: String,
    file: Option<String>,
    bytes: Option<Range<usize>>,
}

/// The name of the statement's file.
const STATEMENT: &str = "statement.yaml";

fn seen(case: &Case, written: &[Written]) -> Vec<Seen> {
    let tables: Vec<Assessment> = written
        .iter()
        .enumerate()
        .map(|(index, written)| {
            let parsed = decode::assessment(&format!("{index}.yaml"), &written.text);
            assert_eq!(parsed.diagnostics, [], "{}", written.text);
            parsed.value.expect("a table")
        })
        .collect();
    let neighbours = Neighbours::of(&tables.iter().collect::<Vec<_>>(), vocabulary());
    let mut all: Vec<Diagnostic> = Vec::new();
    let policies = tables.iter().map(|table| {
        shipped_policy(&table.policy.as_ref().expect("a policy").value).expect("a shipped policy")
    });
    let policies: Vec<_> = policies.collect();
    let cards: Vec<_> =
        tables.iter().zip(&policies).map(|(table, policy)| score(table, policy, vocabulary())).collect();
    for ((table, policy), card) in tables.iter().zip(&policies).zip(&cards) {
        all.extend(audited(table, card, policy, vocabulary(), &neighbours).findings);
    }
    let stated: Vec<Stated> = case
        .statement
        .iter()
        .map(|text| {
            decode::statement(STATEMENT, &format!("statement: \"{text}\"")).value.expect("a statement")
        })
        .collect();
    if tables.len() > 1 || case.statement.is_some() {
        let filed: Vec<Filed<'_>> = tables
            .iter()
            .zip(&policies)
            .zip(&cards)
            .map(|((assessment, policy), scorecard)| Filed { assessment, scorecard, policy })
            .collect();
        all.extend(audit_portfolio(&filed, &stated, vocabulary()).findings);
    }
    all.iter()
        .map(|finding| Seen {
            code: finding.code.as_str(),
            severity: finding.severity,
            title: finding.title.en.clone(),
            file: finding.file.as_deref().map(str::to_owned),
            bytes: finding.at.bytes(),
        })
        .collect()
}

/// What the audit says of a case.
pub fn said(case: &Case) -> Vec<(String, Severity, String)> {
    let written: Vec<Written> = case.tables.iter().map(Draft::written).collect();
    seen(case, &written).into_iter().map(|seen| (seen.code.to_owned(), seen.severity, seen.title)).collect()
}

/// Whether a finding stands where the fault was planted.
fn at_place(seen: &Seen, hit: &Hit, written: &[Written], case: &Case) -> bool {
    let (file, range) = match hit.spot {
        Spot::Nowhere => return true,
        Spot::Statement => {
            let text = format!("statement: \"{}\"", case.statement.as_deref().unwrap_or_default());
            (STATEMENT.to_owned(), quoted(&text, 0..text.len(), hit))
        }
        spot => {
            let written = &written[hit.table];
            let cell = written.cells.get(&spot).expect("the cell is there").clone();
            (format!("{}.yaml", hit.table), quoted(&written.text, cell, hit))
        }
    };
    seen.file.as_deref() == Some(file.as_str())
        && seen.bytes.as_ref().is_some_and(|bytes| bytes.start < range.end && range.start < bytes.end)
}

fn quoted(text: &str, cell: Range<usize>, hit: &Hit) -> Range<usize> {
    let Some(quote) = &hit.quote else { return cell };
    let at = text[cell.clone()]
        .find(quote.as_str())
        .unwrap_or_else(|| panic!("{quote} is not in {}", &text[cell.clone()]));
    cell.start + at..cell.start + at + quote.len()
}

/// What went wrong with one planted fault, for people.
pub struct Miss {
    pub kind: String,
    pub why: String,
}

/// Plants a kind into tables until it was planted so many times.
pub fn measure(kind: &Kind, cases: usize, sixteen: &[Draft], misses: &mut Vec<Miss>) -> Measured {
    let mut measured = Measured::default();
    let mut number = 0_u64;
    while measured.planted < cases && number < 12 * u64::try_from(cases).expect("few") {
        number += 1;
        let mut rng = Rng::new(
            number * 31 + u64::from(kind.code.as_bytes()[4]) * 7 + u64::from(kind.code.as_bytes()[3]),
        );
        // Every fourth into one of the sixteen, where they lend themselves to it.
        let base = || match usize::try_from(number).expect("few") {
            number if number.is_multiple_of(4) => sixteen[number / 4 % sixteen.len()].clone(),
            number => tables::generated(u64::try_from(number).expect("few")),
        };
        let before = match kind.plant {
            Plant::One(_) => Case { tables: vec![base()], statement: None },
            Plant::Many(_) => portfolio::run(number),
        };
        let mut after = before.clone();
        let hit = match kind.plant {
            Plant::One(plant) => plant(&mut after.tables[0], &mut rng),
            Plant::Many(plant) => plant(&mut after, &mut rng),
        };
        let Some(hit) = hit else { continue };
        measured.planted += 1;
        let written = |case: &Case| -> Vec<Written> { case.tables.iter().map(Draft::written).collect() };
        let (old, new) = (written(&before), written(&after));
        let known = seen(&before, &old);
        let mut news = seen(&after, &new);
        for finding in &known {
            if let Some(at) =
                news.iter().position(|new| new.code == finding.code && new.title == finding.title)
            {
                news.remove(at);
            }
        }
        let right = |seen: &&Seen| seen.code == kind.code && at_place(seen, &hit, &new, &after);
        let found = news.iter().any(|seen| right(&seen));
        let others: Vec<&Seen> =
            news.iter().filter(|seen| seen.severity >= Severity::Warning && seen.code != kind.code).collect();
        measured.found += usize::from(found);
        measured.alone += usize::from(found && others.is_empty());
        if !found || !others.is_empty() {
            let list: Vec<String> = news.iter().map(|seen| format!("{} {}", seen.code, seen.title)).collect();
            misses.push(Miss {
                kind: format!("{} {}", kind.code, kind.what),
                why: format!("{} ({number}): {}", after.tables[0].project, list.join(" | ")),
            });
        }
    }
    measured
}

/// Tables in order of which something is said that is an error or a warning: how many of how many.
pub fn false_alarms(of: u64, misses: &mut Vec<Miss>) -> usize {
    let mut alarms = 0;
    for number in 1..=of {
        let case = Case { tables: vec![tables::generated(number)], statement: None };
        let grave: Vec<_> =
            said(&case).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        if !grave.is_empty() {
            alarms += 1;
            misses.push(Miss {
                kind: "in order".to_owned(),
                why: format!("{}: {grave:?}", case.tables[0].project),
            });
        }
    }
    alarms
}

/// The measured figures as the document that is kept.
pub fn document(results: &[(Kind, Measured)], clean: (usize, u64)) -> String {
    let planted: usize = results.iter().map(|(_, measured)| measured.planted).sum();
    let found: usize = results.iter().map(|(_, measured)| measured.found).sum();
    let alone: usize = results.iter().map(|(_, measured)| measured.alone).sum();
    let percent = |part: usize, whole: usize| format!("{:.2} %", part as f64 * 100.0 / whole.max(1) as f64);
    let mut out = String::from(
        "# Planted faults\n\n\
         Faults are planted one at a time, by program, into tables that are in order: the sixteen shipped ones and\n\
         generated ones of many shapes. *Found*: the right code was reported at the right place (the cell; within a text,\n\
         the very words). *Alone*: and no other error or warning was. This page is written by\n\n\
         ```sh\ncargo run --release --example planted_faults > docs/planted-faults.md\n```\n\n",
    );
    out += &format!(
        "{} kinds, {planted} faults: {found} found ({}), {alone} alone ({}). Of {} generated tables in order, {} got an error or a warning.\n\n",
        results.len(),
        percent(found, planted),
        percent(alone, planted),
        clean.1,
        clean.0
    );
    out += "| code | fault | planted | found | alone |\n|---|---|--:|--:|--:|\n";
    for (kind, measured) in results {
        out += &format!(
            "| {} | {} | {} | {} | {} |\n",
            kind.code, kind.what, measured.planted, measured.found, measured.alone
        );
    }
    out
}
