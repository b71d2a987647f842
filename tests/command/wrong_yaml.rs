//! Every file under `tests/wrong_yaml` has the mistake that its name says; what is said of it is a snapshot,
//! in both languages, to be read as the writer of the file would read it.

use crate::common::snapshot::snapshot;
use jixiao::decode;
use jixiao::diagnostic::{Diagnostic, human};
use jixiao::message::{Lang, Message};
use jixiao::shipped;
use jixiao::sources::{Document, Sources};
use jixiao::trial;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong_yaml")
}

/// A file that another names: one of the folder or of the one within it, or a shipped policy.
fn named(name: &str) -> Result<Document, Message> {
    let text = fs::read_to_string(folder().join("beside").join(name));
    match text.or_else(|_| fs::read_to_string(folder().join(name))) {
        Ok(text) => Ok(Document { name: name.to_owned(), text }),
        Err(_) if Path::new(name).extension().is_some() => Err(Message::same("no such file")),
        Err(_) => shipped::shipped_base(name),
    }
}

fn read(name: &str, text: &str) -> Vec<Diagnostic> {
    if name.starts_with("policy") {
        let policy = decode::policy_with(name, text, &named);
        let cases = decode::policy_cases(name, text);
        let mut found = policy.diagnostics;
        // What is wrong with the file as such is said by both.
        for diagnostic in cases.diagnostics {
            if !found.contains(&diagnostic) {
                found.push(diagnostic);
            }
        }
        if let (Some(policy), Some(cases)) = (policy.value, cases.value) {
            let file = Arc::from(name);
            found.extend(trial::unknown_names(&cases, &policy).into_iter().map(|it| it.file(&file)));
        }
        found
    } else if name.starts_with("set") {
        decode::indicator_set(name, text).diagnostics
    } else {
        decode::assessment_with(name, text, &named).diagnostics
    }
}

#[test]
fn every_mistake_is_told_where_it_is_and_how_to_mend_it() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    assert!(files.len() >= 150, "only {} files", files.len());
    let mut unnoticed: Vec<String> = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&file).unwrap();
        let diagnostics = read(&name, &text);
        if diagnostics.is_empty() {
            unnoticed.push(name);
            continue;
        }
        let mut sources = Sources::default();
        sources.insert(name.as_str(), text);
        for other in diagnostics.iter().filter_map(|diagnostic| diagnostic.file.clone()) {
            let shipped = shipped::shipped_base(other.trim_end_matches(".yaml"));
            if let Ok(document) = named(&other).or(shipped) {
                sources.insert(other, document.text);
            }
        }
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| human(&diagnostics, &sources, lang, false));
        snapshot(&format!("wrong_yaml/{}", name.trim_end_matches(".yaml")), &format!("{zh}{en}"));
    }
    assert!(unnoticed.is_empty(), "nothing was found in {unnoticed:?}");
}
