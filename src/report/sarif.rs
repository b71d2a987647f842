//! Findings as SARIF 2.1.0, for tools that show them beside the file.

use crate::diagnostic::{Diagnostic, Severity};
use crate::load::Sources;
use crate::message::Lang;
use crate::place::Place;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Text<'a>,
    locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

/// All findings as one SARIF log.
///
/// # Errors
/// When the log cannot be put into JSON.
pub fn sarif(findings: &[&Diagnostic], sources: &Sources, lang: Lang) -> serde_json::Result<String> {
    let ids: BTreeSet<&'static str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "jixiao",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: ids.into_iter().map(|id| Rule { id }).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: findings.iter().map(|finding| result(finding, sources, lang)).collect(),
        }],
    };
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn result<'a>(finding: &'a Diagnostic, sources: &Sources, lang: Lang) -> Finding<'a> {
    let location = finding.file.as_deref().map(|file| Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(file) },
            region: region(&finding.at, sources.get(file)),
        },
    });
    Finding {
        rule_id: finding.code.as_str(),
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: Text { text: finding.title.in_lang(lang) },
        locations: location.into_iter().collect(),
    }
}

fn region(at: &Place, text: Option<&str>) -> Option<Region> {
    let Place::Text { line, column, bytes } = at else { return None };
    // A region within one line ends behind its last character.
    let characters = text.and_then(|text| text.get(bytes.clone())).filter(|part| !part.contains('\n'));
    let end_column = characters
        .and_then(|part| u32::try_from(part.chars().count()).ok())
        .and_then(|characters| column.checked_add(characters));
    Some(Region { start_line: *line, start_column: *column, end_column })
}

/// A path as a URI reference: what a URI keeps for itself, and what is not ASCII, in percent.
fn uri(path: &str) -> std::borrow::Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if path.bytes().all(plain) {
        return path.into();
    }
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else if byte == b'\\' {
            out.push('/');
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.into()
}
