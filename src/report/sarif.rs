//! Findings as SARIF 2.1.0, for tools that show them beside the file.

use crate::diagnostic::{Catalogue, Code, Diagnostic, Severity};
use crate::message::{Lang, Message};
use crate::place::Place;
use crate::sources::Sources;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
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
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text<'a>>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<'a>,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)] // the names of the standard
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
}

/// The indicator that a finding is about, or the cell of a document.
#[derive(Serialize)]
struct Logical<'a> {
    name: std::borrow::Cow<'a, str>,
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
pub fn sarif(
    findings: &[&Diagnostic],
    sources: &Sources,
    catalogue: &Catalogue,
    lang: Lang,
) -> serde_json::Result<String> {
    let codes: Vec<Code> =
        findings.iter().map(|finding| finding.code).collect::<BTreeSet<_>>().into_iter().collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "jixiao",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().map(|code| rule(*code, catalogue, lang)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: findings.iter().map(|finding| result(finding, &codes, sources, lang)).collect(),
        }],
    };
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn rule(code: Code, catalogue: &Catalogue, lang: Lang) -> Rule<'_> {
    let page = catalogue.page(code).map(|(_, page)| page);
    let words = |message: Option<&'_ Message>| message.map(|message| text(message.in_lang(lang).to_owned()));
    Rule {
        id: code.as_str(),
        short_description: words(page.map(|page| &page.title)),
        full_description: words(page.and_then(|page| page.explanation.as_ref())),
        help: words(page.and_then(|page| page.mend.as_ref())),
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn result<'a>(finding: &'a Diagnostic, codes: &[Code], sources: &Sources, lang: Lang) -> Finding<'a> {
    let located = |at: &Place, message: Option<Text<'a>>| {
        let file = finding.file.as_deref()?;
        let cell = match at {
            Place::Cell { .. } => Some(Logical { name: at.to_string().into() }),
            Place::Nowhere | Place::Text { .. } => None,
        };
        let indicator = finding.indicator.as_deref().map(|name| Logical { name: name.into() });
        Some(Location {
            message,
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(file) },
                region: region(at, sources.get(file)),
            },
            logical_locations: cell.into_iter().chain(indicator).collect(),
        })
    };
    // What stands side by side belongs to the message: viewers show nothing else.
    let lines = std::iter::once(&finding.title).chain(&finding.notes).map(|line| line.in_lang(lang));
    let related =
        finding.related.iter().filter_map(|(at, words)| located(at, Some(text(words.in_lang(lang)))));
    Finding {
        rule_id: finding.code.as_str(),
        rule_index: codes.iter().position(|code| *code == finding.code).unwrap_or_default(),
        level: level(finding.severity),
        message: text(lines.collect::<Vec<_>>().join("\n")),
        locations: located(&finding.at, None).into_iter().collect(),
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([("finding/v2", fingerprint(finding))]),
    }
}

fn text<'a>(text: impl Into<std::borrow::Cow<'a, str>>) -> Text<'a> {
    Text { text: text.into() }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The same for one finding whatever its words are and wherever its lines have moved.
fn fingerprint(finding: &Diagnostic) -> String {
    // FNV-1a.
    let bytes = finding.key().flat_map(|part| part.bytes().chain(std::iter::once(0)));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
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
