//! Rooms use one another in one direction: every path in `src` is held against the list in ARCHITECTURE.md.

use crate::common::program::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// The list: the block that is marked `arrows`, a line a room, `room: used, used`.
fn allowed() -> Arrows {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let block = page.split("```arrows\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the list");
    let line = |line: &str| {
        let (room, used) = line.split_once(':').expect("a room and what it uses");
        (
            room.trim().to_owned(),
            used.split_whitespace().map(|word| word.trim_matches(',').to_owned()).collect(),
        )
    };
    block.lines().map(line).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/document/form/mod.rs` is `[document, form]`.
fn module_of(path: &Path) -> Vec<String> {
    let within = path.strip_prefix(root().join("src")).expect("below src").with_extension("");
    let mut parts: Vec<String> =
        within.iter().map(|part| part.to_str().expect("a name").to_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// The code alone: neither comments nor what only tests use, which may reach everywhere.
fn code_of(source: &str) -> String {
    let code = source.split("\n#[cfg(test)]\n").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths that begin at `start`, groups taken apart: `{a::{b, c}, d}` is `a::b`, `a::c`, `d`.
fn expand(start: &[String], rest: &str, found: &mut Vec<Vec<String>>) -> usize {
    let mut path = start.to_vec();
    let mut at = 0;
    loop {
        let word = rest[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        if rest[at..].starts_with('{') {
            at += 1;
            loop {
                at += rest[at..].find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(0);
                if rest[at..].starts_with('}') || at >= rest.len() {
                    return at + 1;
                }
                let step = expand(&path, &rest[at..], found);
                at += step.max(1);
                at += rest[at..].find([',', '}']).unwrap_or(0);
            }
        }
        at += word.len();
        match word.as_str() {
            "super" => drop(path.pop()),
            "self" | "" => {}
            _ => path.push(word),
        }
        if !rest[at..].starts_with("::") {
            found.push(path);
            return at;
        }
        at += 2;
    }
}

/// Every path of a file that names another module, from the root of the crate.
fn paths(module: &[String], code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            expand(&[], &code[at + "crate::".len()..], &mut found);
        }
    }
    for (at, _) in code.match_indices("super::") {
        if !code[..at].ends_with("::") && !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            expand(module, &code[at..], &mut found);
        }
    }
    if code.contains("say!(") {
        found.push(vec!["message".to_owned()]);
    }
    found
}

/// The room of a path: the longest one in the list that it lies in.
fn room_of(path: &[String], rooms: &Arrows) -> Option<String> {
    (1..=path.len()).rev().map(|length| path[..length].join("/")).find(|room| rooms.contains_key(room))
}

#[test]
fn every_arrow_is_in_the_list() {
    let allowed = allowed();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in &files {
        let module = module_of(file);
        if module.is_empty() {
            continue;
        }
        let shown = file.strip_prefix(root()).expect("below the root").display();
        let Some(room) = room_of(&module, &allowed) else {
            wrong.push(format!("{shown}: its room is not in the list"));
            continue;
        };
        let source = fs::read_to_string(file).expect("a source");
        for path in paths(&module, &code_of(&source)) {
            // What is no module, a macro at the root of the crate for one, is in no room.
            let Some(used) = room_of(&path, &allowed) else { continue };
            // A room is open to the rooms within it, and they to it.
            if used == room || used.starts_with(&format!("{room}/")) || room.starts_with(&format!("{used}/"))
            {
                continue;
            }
            if !allowed[&room].contains(&used) {
                wrong.push(format!("{shown}: {room} may not use {used} ({})", path.join("::")));
            }
            seen.insert((room.clone(), used));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() > 200 && seen.len() > 100, "{} files, {} arrows", files.len(), seen.len());
    let known = |room: &String| {
        root().join("src").join(room).exists() || root().join(format!("src/{room}.rs")).exists()
    };
    let absent: Vec<&String> = allowed
        .iter()
        .flat_map(|(room, used)| used.iter().chain([room]))
        .filter(|room| !known(room))
        .collect();
    assert!(absent.is_empty(), "in the list and not in src: {absent:?}");
    let idle: Vec<String> = allowed
        .iter()
        .flat_map(|(room, used)| used.iter().map(move |used| (room.clone(), used.clone())))
        .filter(|arrow| !seen.contains(arrow))
        .map(|(room, used)| format!("{room}: {used}"))
        .collect();
    assert!(idle.is_empty(), "in the list and not used: {idle:?}");
}

#[test]
fn the_list_has_no_circle() {
    let mut left = allowed();
    // A room within another is part of it.
    while let Some(free) = left.iter().find(|(_, used)| used.is_empty()).map(|(room, _)| room.clone()) {
        left.remove(&free);
        for used in left.values_mut() {
            used.remove(&free);
        }
    }
    assert!(left.is_empty(), "these use one another in a circle, or are used by one that does: {left:#?}");
}

#[test]
fn paths_are_found_however_they_are_written() {
    let module = ["document", "form"].map(str::to_owned);
    let code = "use crate::{report, a::{self, b::C}};\nuse super::super::value;\nuse super::{text, words::Words};\nlet x = crate::policy::check(1);\nsay!(\"\", \"\")";
    let found: Vec<String> = paths(&module, code).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "report",
            "a",
            "a::b::C",
            "policy::check",
            "value",
            "document::text",
            "document::words::Words",
            "message"
        ]
    );
}
