//! Diagnostics for people: the line, the very characters underlined, what to do about it.

use super::{Diagnostic, Severity};
use crate::message::{Lang, Message};
use crate::place::Place;
use crate::sources::Sources;
use crate::terminal::{visible, visible_source};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A longer line is shown only around the characters in question.
const LONGEST_LINE: usize = 400;
/// So many bytes may lie between two places that are shown in one piece.
const NEAR: usize = 400;

/// Diagnostics as text for a terminal, in the order of their files and places.
///
/// ```
/// use jixiao::diagnostic::human;
/// use jixiao::decode::assessment;
/// use jixiao::sources::Sources;
/// use jixiao::message::Lang;
/// let text = "project: 某项目\nindicators:\n- {name: 里程, weight: 10a}\n";
/// let mut sources = Sources::default();
/// sources.insert("a.yaml", text);
/// let shown = human(&assessment("a.yaml", text).diagnostics, &sources, Lang::En, false);
/// assert!(shown.contains("error[J2004]") && shown.contains("a.yaml:3:24"));
/// ```
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let mut text = String::new();
    for diagnostic in sorted(diagnostics) {
        let source = diagnostic.file.as_deref().and_then(|file| sources.get(file));
        text.push_str(&renderer.render(&[group(&seen(diagnostic), source, lang)]));
        text.push_str("\n\n");
    }
    text
}

/// Diagnostics in the order of their files and places; those without a file first.
pub fn sorted(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
    all.sort_by(|a, b| {
        let start = |diagnostic: &Diagnostic| diagnostic.at.bytes().map(|bytes| bytes.start);
        (a.file.as_deref(), start(a), a.code).cmp(&(b.file.as_deref(), start(b), b.code))
    });
    all
}

/// A diagnostic whose words can be seen, whatever was quoted in them.
fn seen(diagnostic: &Diagnostic) -> Cow<'_, Diagnostic> {
    let hidden = |text: &str| matches!(visible(text), Cow::Owned(_));
    let Diagnostic { file, title, label, related, notes, help, .. } = diagnostic;
    let words = std::iter::once(title).chain(label).chain(related.iter().map(|(_, word)| word));
    let mut words = words.chain(notes).chain(help);
    if !words.any(|words| hidden(&words.zh) || hidden(&words.en)) && !file.as_deref().is_some_and(hidden) {
        return Cow::Borrowed(diagnostic);
    }
    let shown = |words: &Message| Message { zh: visible(&words.zh).into(), en: visible(&words.en).into() };
    Cow::Owned(Diagnostic {
        file: file.as_deref().map(|file| Arc::from(visible(file))),
        title: shown(title),
        label: label.as_ref().map(shown),
        related: related.iter().map(|(at, word)| (at.clone(), shown(word))).collect(),
        notes: notes.iter().map(shown).collect(),
        help: help.as_ref().map(shown),
        ..diagnostic.clone()
    })
}

fn group<'a>(diagnostic: &'a Diagnostic, source: Option<&'a str>, lang: Lang) -> Group<'a> {
    let title = diagnostic.title.in_lang(lang);
    let file = diagnostic.file.as_deref();
    let pieces = match file.zip(source) {
        Some((file, source)) => snippets(diagnostic, file, source, lang),
        None => Vec::new(),
    };
    // Snippets say themselves where they stand, unless they begin within a line.
    let says_where = !pieces.is_empty() && pieces.iter().all(|piece| piece.whole_lines);
    let mut group = level(diagnostic.severity, lang)
        .primary_title(title)
        .id(diagnostic.code.as_str())
        .elements(file.filter(|_| !says_where).map(|file| origin(file, &diagnostic.at, lang)));
    let label = diagnostic.label.as_ref().filter(|_| pieces.is_empty());
    for piece in pieces {
        group = group.element(piece.snippet);
    }
    if let Some(label) = label {
        group = group.element(note(lang).message(label.in_lang(lang)));
    }
    for words in &diagnostic.notes {
        group = group.element(note(lang).message(words.in_lang(lang)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(named(Level::HELP, lang, "建议").message(help.in_lang(lang)));
    }
    group
}

fn origin<'a>(file: &'a str, at: &Place, lang: Lang) -> Origin<'a> {
    let origin = Origin::path(file);
    match at {
        Place::Nowhere => origin,
        Place::Cell { .. } => Origin::path(format!("{file} {}", at.message().in_lang(lang))),
        Place::Text { line, column, .. } => origin.line(number(*line)).char_column(number(*column)),
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => named(Level::ERROR, lang, "错误"),
        Severity::Warning => named(Level::WARNING, lang, "警告"),
        Severity::Note => named(Level::NOTE, lang, "提示"),
    }
}

fn note(lang: Lang) -> Level<'static> {
    named(Level::NOTE, lang, "说明")
}

fn named(level: Level<'static>, lang: Lang, zh: &'static str) -> Level<'static> {
    match lang {
        Lang::Zh => level.with_name(zh),
        Lang::En => level,
    }
}

/// One place to be underlined.
struct Mark<'a> {
    line: usize,
    bytes: Range<usize>,
    label: Option<&'a str>,
    kind: AnnotationKind,
}

/// Some lines, or a part of one line that is too long to be shown.
struct Piece<'a> {
    snippet: Snippet<'a, Annotation<'a>>,
    whole_lines: bool,
}

/// The lines of the places, in pieces where they lie far apart.
fn snippets<'a>(diagnostic: &'a Diagnostic, file: &'a str, source: &'a str, lang: Lang) -> Vec<Piece<'a>> {
    let label = diagnostic.label.as_ref().map(|label| label.in_lang(lang));
    let related =
        diagnostic.related.iter().map(|(at, word)| (at, Some(word.in_lang(lang)), AnnotationKind::Context));
    let places = std::iter::once((&diagnostic.at, label, AnnotationKind::Primary)).chain(related);
    let mut marks: Vec<Mark<'a>> =
        places.filter_map(|(at, label, kind)| mark(at, label, kind, source)).collect();
    marks.sort_by_key(|mark| mark.bytes.start);
    let mut pieces: Vec<Vec<Mark<'a>>> = Vec::new();
    for mark in marks {
        match pieces.last_mut() {
            Some(piece) if near(piece, &mark) => piece.push(mark),
            _ => pieces.push(vec![mark]),
        }
    }
    pieces.into_iter().map(|piece| snippet(file, source, piece)).collect()
}

fn near(piece: &[Mark<'_>], mark: &Mark<'_>) -> bool {
    piece.last().is_some_and(|last| mark.bytes.start.saturating_sub(last.bytes.end) <= NEAR)
}

/// A place as it can be underlined: on one line, on whole characters.
fn mark<'a>(at: &Place, label: Option<&'a str>, kind: AnnotationKind, source: &str) -> Option<Mark<'a>> {
    let Place::Text { line, bytes, .. } = at else { return None };
    let start = boundary_before(source, bytes.start);
    // What is longer is not underlined to its end.
    let end = boundary_after(source, bytes.end.clamp(start, start.saturating_add(LONGEST_LINE)));
    let taken = source.get(start..end)?;
    let first = taken.split('\n').next().unwrap_or(taken).trim_end();
    Some(Mark { line: number(*line), bytes: start..start.saturating_add(first.len()), label, kind })
}

fn snippet<'a>(file: &'a str, source: &'a str, piece: Vec<Mark<'a>>) -> Piece<'a> {
    let first = piece.first().map_or(0, |mark| mark.bytes.start);
    let last = piece.last().map_or(first, |mark| mark.bytes.end).max(first);
    let before = source.get(..first).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let from = boundary_after(source, line_start.max(first.saturating_sub(LONGEST_LINE)));
    let after = source.get(last..).unwrap_or_default();
    let line_end = after.find('\n').map_or(source.len(), |at| last.saturating_add(at));
    let to = boundary_before(source, line_end.min(last.saturating_add(LONGEST_LINE)));
    let line = piece.first().map_or(1, |mark| mark.line);
    let text = source.get(from..to).unwrap_or_default();
    let annotations = piece.into_iter().map(|mark| {
        let start = mark.bytes.start.saturating_sub(from);
        let end = mark.bytes.end.saturating_sub(from).min(text.len());
        mark.kind.span(start..end.max(start)).label(mark.label)
    });
    let whole_lines = from == line_start;
    let path = whole_lines.then_some(file);
    Piece {
        snippet: Snippet::source(visible_source(text)).line_start(line).path(path).annotations(annotations),
        whole_lines,
    }
}

fn number(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The start of the character that holds a byte.
fn boundary_before(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first start of a character from a byte on.
fn boundary_after(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
