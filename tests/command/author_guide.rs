//! The guide for authors of policies says what the program does: its files load, its examples pass, its outputs are
//! those of the program, and no key, code, reason or shipped policy is left out, in either language.

use crate::common::program;
use jixiao::decode;
use jixiao::diagnostic::Code;
use jixiao::keys::reference;
use jixiao::message::Lang;
use jixiao::message::Message;
use jixiao::scoring::{Status, Unscored};
use jixiao::shipped;
use jixiao::shipped::{shipped_base, shipped_policies};
use jixiao::sources::Document;
use jixiao::trial;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;

/// Each guide with the language of its outputs.
const GUIDES: &[(&str, &str)] = &[("indicators/README.md", "en"), ("indicators/README.zh-CN.md", "zh")];

const COUNTY: &str = "indicators/examples/county.yaml";
const DRAFT: &str = "indicators/examples/county-draft.yaml";

fn text(path: &str) -> String {
    fs::read_to_string(program::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The fenced blocks of a text: what stands behind the opening fence, and the lines within.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => all.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    all
}

fn no_set(name: &str) -> Result<Document, Message> {
    Err(Message::same(name))
}

/// What is wrong with a complete file of that kind, its cases included.
fn problems(kind: &str, body: &str) -> Vec<jixiao::diagnostic::Diagnostic> {
    match kind {
        "policy" => {
            let mut found = decode::policy_with("guide.yaml", body, &shipped_base).diagnostics;
            found.extend(decode::policy_cases("guide.yaml", body).diagnostics);
            found
        }
        "assessment" => decode::assessment_with("guide.yaml", body, &no_set).diagnostics,
        "set" => decode::indicator_set("guide.yaml", body).diagnostics,
        other => panic!("a complete {other}?"),
    }
}

/// The names of the cases of a policy that fail, and how many there are in all.
fn failing(body: &str) -> (Vec<String>, usize) {
    let policy = decode::policy_with("guide.yaml", body, &shipped_base).value.expect("a policy");
    let cases = decode::policy_cases("guide.yaml", body).value.expect("cases");
    let failed = cases
        .iter()
        .filter(|case| !trial::run(case, &policy, shipped::vocabulary()).differences.is_empty())
        .map(|case| case.name.clone().unwrap_or_default())
        .collect();
    (failed, cases.len())
}

#[test]
fn the_examples_are_in_order_and_pass_save_for_the_mistake_of_the_draft() {
    for path in [COUNTY, DRAFT] {
        assert_eq!(problems("policy", &text(path)), [], "{path}");
    }
    let (failed, all) = failing(&text(COUNTY));
    assert_eq!((failed, all), (Vec::new(), 40), "the guide says forty");
    assert_eq!(failing(&text(DRAFT)).0, ["指标值为零"]);
}

#[test]
fn every_complete_file_of_the_guide_loads() {
    for (guide, _) in GUIDES {
        let mut kinds = BTreeSet::new();
        for (info, body) in blocks(&text(guide)) {
            if let Some(kind) = info.strip_prefix("yaml complete ") {
                assert_eq!(problems(kind, &body), [], "{guide}:\n{body}");
                kinds.insert(kind.to_owned());
            }
        }
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["assessment", "policy", "set"], "{guide}");
    }
}

#[test]
fn the_pieces_of_the_guide_stand_in_the_example() {
    let (county, draft) = (text(COUNTY), text(DRAFT));
    for (guide, _) in GUIDES {
        let all = blocks(&text(guide));
        let pieces: Vec<&String> =
            all.iter().filter(|(info, _)| info == "yaml county").map(|(_, body)| body).collect();
        assert!(pieces.len() >= 5, "{guide}");
        for piece in pieces {
            assert!(county.contains(piece.as_str()), "{guide}: not in {COUNTY}:\n{piece}");
        }
        assert!(all.iter().any(|(info, body)| info == "yaml complete policy" && *body == draft), "{guide}");
    }
}

/// `INSTA_UPDATE=always` writes the outputs anew, as it does the snapshots.
#[test]
fn every_output_of_the_guide_is_that_of_the_program() {
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let renewed = std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always");
    for (guide, lang) in GUIDES {
        let mut count = 0;
        let whole = text(guide);
        let mut fresh = whole.clone();
        for (_, body) in blocks(&whole).into_iter().filter(|(info, _)| info == "console") {
            for run in body.split("$ jixiao ").skip(1) {
                let (command, shown) = run.split_once('\n').expect("a command and its output");
                let mut arguments: Vec<&str> = command.split(' ').collect();
                arguments.extend(["--lang", lang]);
                let ran = program::run_in(program::root(), &arguments, b"");
                let fails = command.starts_with("policy test") && command.ends_with(DRAFT);
                assert_eq!((ran.said.as_str(), ran.code), ("", i32::from(fails)), "{guide}: {command}");
                if renewed {
                    fresh = fresh.replace(shown.trim_end(), &trimmed(&ran.out));
                } else {
                    assert_eq!(trimmed(shown), trimmed(&ran.out), "{guide}: jixiao {command}");
                }
                count += 1;
            }
        }
        if fresh != whole {
            fs::write(program::root().join(guide), fresh).expect("the guide is written");
        }
        assert_eq!(count, 6, "{guide}");
    }
}

/// All keys, and the words of choices that `src/decode` reads.
fn words_of_files() -> BTreeSet<String> {
    // ``| `key` | …`` or ``| **`key`** | …``: a row of the reference.
    let reference = reference(Lang::En);
    let keys =
        reference.lines().filter_map(|row| row.strip_prefix("| ")?.trim_start_matches('*').strip_prefix('`'));
    let mut words: BTreeSet<String> =
        keys.map(|rest| rest.split('`').next().unwrap_or_default().to_owned()).collect();
    for entry in fs::read_dir(program::root().join("src/decode")).expect("the folder").flatten() {
        let source = fs::read_to_string(entry.path()).expect("a source");
        // `("completion", Measure::Completion)`: a word of a choice with what it means.
        for rest in source.split("(\"").skip(1) {
            let Some((word, meaning)) = rest.split_once("\", ") else { continue };
            let meant = meaning.starts_with(char::is_uppercase) && !meaning.starts_with("None)");
            if meant && !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                words.insert(word.to_owned());
            }
        }
    }
    words
}

/// The words between single backticks, each span taken apart.
fn words_in_code(guide: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut fenced = false;
    for line in guide.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            for span in line.split('`').skip(1).step_by(2) {
                let parts = span.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
                words.extend(parts.map(ToOwned::to_owned));
            }
        }
    }
    words
}

#[test]
fn no_key_and_no_word_of_choice_is_left_out() {
    let accepted = words_of_files();
    for word in ["measure_cap", "rows_within", "half_up", "indicator_set", "rescale", "findings"] {
        assert!(accepted.contains(word), "{word} is no longer found");
    }
    assert!(accepted.len() > 120, "{accepted:?}");
    for (guide, _) in GUIDES {
        let mentioned = words_in_code(&text(guide));
        let absent: Vec<&String> = accepted.difference(&mentioned).collect();
        assert!(absent.is_empty(), "{guide} does not mention {absent:?}");
        let outcomes = Unscored::ALL.iter().map(|reason| reason.as_str()).chain(
            [
                Status::Met,
                Status::Partial,
                Status::Unmet,
                Status::Judged,
                Status::NotApplicable,
                Status::CannotScore,
            ]
            .iter()
            .map(|status| status.as_str()),
        );
        for word in outcomes {
            assert!(mentioned.contains(word), "{guide} does not mention {word}");
        }
    }
}

#[test]
fn every_code_of_policies_is_in_the_table_of_mistakes() {
    for (guide, _) in GUIDES {
        let guide_text = text(guide);
        for code in Code::ALL.iter().map(|code| code.as_str()).filter(|code| code.starts_with("J3")) {
            assert!(guide_text.contains(&format!("\n| {code} | ")), "{guide} does not explain {code}");
        }
    }
}

#[test]
fn every_shipped_policy_is_in_the_table_with_its_title_and_trust() {
    for (guide, lang) in GUIDES {
        let guide_text = text(guide);
        let rows: Vec<&str> = guide_text
            .lines()
            .filter(|line| line.starts_with("| [`") && line.contains("](policies/"))
            .collect();
        assert_eq!(rows.len(), shipped_policies().count(), "{guide}");
        for (row, policy) in rows.iter().zip(shipped_policies()) {
            let id = &policy.id.value;
            let title = if *lang == "zh" { &policy.title.zh } else { &policy.title.en };
            let begins = format!("| [`{id}`](policies/{id}.yaml) | {title} | ");
            assert!(row.starts_with(&begins), "{guide}: {row}\nshould begin {begins}");
            let file: Value =
                serde_yaml::from_str(&text(&format!("indicators/policies/{id}.yaml"))).expect("YAML");
            let trust = file["trust"].as_str().expect("a trust mark");
            assert!(row.ends_with(&format!("| `{trust}` |")), "{guide}: {id} is {trust}");
        }
    }
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    for guide in ["README.md", "README.zh-CN.md", GUIDES[0].0, GUIDES[1].0] {
        let folder = program::root().join(guide);
        let folder = folder.parent().expect("a folder");
        for link in
            text(guide).split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned))
        {
            let path = link.split('#').next().unwrap_or_default();
            assert!(path.is_empty() || folder.join(path).exists(), "{guide}: {link}");
        }
    }
}
