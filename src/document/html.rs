//! Web pages (`.html`, `.htm`, and the `.xls` that old systems export): tables as a browser lays them out.

mod table;
mod tags;

use super::flow::Flow;
use super::limits::{MAX_HEIGHT, MAX_WIDTH};
use super::read::filled;
use super::trouble::{Result, mail_archive};
use super::{Block, Document, charset};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use table::Table;
use tags::{attribute, breaks_line, is_hidden};

/// Reads a web page.
///
/// Scripts, styles and what is not displayed are no part of it; nothing is fetched.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    filled(name, |document| fill(document, bytes))
}

fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    if bytes.trim_ascii_start().get(..13).is_some_and(|head| head.eq_ignore_ascii_case(b"mime-version:")) {
        return Err(mail_archive());
    }
    let (text, lost) = charset::decode(bytes);
    document.diagnostics.extend(lost);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    let mut outcome = Ok(());
    for token in Tokenizer::new_with_emitter(&text, emitter) {
        let Ok(token) = token;
        outcome = match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => {
                page.close(&String::from_utf8_lossy(&tag.name));
                Ok(())
            }
            Token::String(text) => {
                page.write(&String::from_utf8_lossy(&text.value));
                Ok(())
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => Ok(()),
        };
        if outcome.is_err() {
            break;
        }
    }
    let frame = page.frame.take();
    document.blocks = page.finish();
    if let Some(frame) =
        frame.filter(|_| !document.blocks.iter().any(|block| matches!(block, Block::Grid(_))))
    {
        document.diagnostics.push(elsewhere(&frame));
    }
    outcome
}

/// The page has no table, but shows another page.
fn elsewhere(frame: &str) -> Diagnostic {
    let title = say!(
        "本页没有表格，内容在框架页 {frame} 中，未读取",
        "the page has no table: it shows {frame} in a frame, which is not read"
    );
    let diagnostic = Diagnostic::new(Code::Entities, title);
    diagnostic
        .help(say!("打开框架中的网页，另存后再读", "open the page in the frame, save it, and read that"))
}

#[derive(Default)]
struct Page {
    flow: Flow,
    tables: Vec<Table>,
    /// The line that is being written.
    line: String,
    /// An element that is passed over, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// Within `<pre>`, where line breaks count.
    preformatted: bool,
    /// Another page that this one shows.
    frame: Option<String>,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) -> Result<()> {
        let name = String::from_utf8_lossy(&tag.name);
        if let Some((hidden, count)) = &mut self.hidden {
            if *hidden == name {
                *count = count.saturating_add(1);
            }
            return Ok(());
        }
        if is_hidden(tag, &name) {
            self.hidden = Some((name.into_owned(), 1));
            return Ok(());
        }
        if breaks_line(&name) {
            self.end_line();
        }
        match &*name {
            "table" => {
                if self.tables.last().is_some_and(|table| !table.in_cell) {
                    self.close("table");
                }
                self.flow.open_table()?;
                self.tables.push(Table::default());
            }
            "tr" => self.begin_row(),
            "td" | "th" => self.begin_cell(tag)?,
            "pre" => self.preformatted = true,
            "iframe" | "frame" => self.frame = self.frame.take().or_else(|| attribute(tag, "src")),
            "input" if attribute(tag, "type").as_deref() == Some("checkbox") => {
                self.line.push(if attribute(tag, "checked").is_some() { '☑' } else { '□' });
            }
            _ => {}
        }
        // Their content is for programs that know no frames.
        if name == "iframe" {
            self.hidden = Some((name.into_owned(), 1));
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, count)) = &mut self.hidden {
            if hidden == name {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if breaks_line(name) {
            self.end_line();
        }
        match name {
            "table" => {
                if let Some(table) = self.tables.pop() {
                    self.flow.close_table(table.rows);
                }
            }
            "td" | "th" => self.end_cell(),
            "tr" | "thead" | "tbody" | "tfoot" => self.end_row(),
            "pre" => self.preformatted = false,
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        for character in text.chars() {
            if self.preformatted && character == '\n' {
                self.end_line();
            } else if !character.is_ascii_whitespace() {
                self.line.push(character);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if self.tables.last().is_some_and(|table| !table.in_cell) {
            // A caption, or text where none may be: browsers show it before the table.
            self.flow.before_table(line);
        } else {
            self.flow.text(line);
        }
    }

    fn begin_row(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.rows = table.rows.saturating_add(1).min(MAX_HEIGHT);
            (table.in_row, table.column) = (true, 0);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.in_row = false;
        }
    }

    fn end_cell(&mut self) {
        self.end_line();
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
        }
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) -> Result<()> {
        self.end_cell();
        if self.tables.last().is_some_and(|table| !table.in_row) {
            self.begin_row();
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let row = table.rows.saturating_sub(1);
        let span = |name| attribute(tag, name).and_then(|text| text.trim().parse::<u32>().ok());
        let wide = span("colspan").unwrap_or(1).clamp(1, MAX_WIDTH);
        let high = match span("rowspan") {
            // As far as the table goes.
            Some(0) => MAX_HEIGHT,
            rows => rows.unwrap_or(1).clamp(1, MAX_HEIGHT),
        };
        let (column, wide) = table.place(row, wide, row.saturating_add(high));
        table.in_cell = true;
        self.flow.open_cell(row, column, high, wide)?;
        Ok(())
    }

    fn finish(mut self) -> Vec<Block> {
        self.hidden = None;
        while !self.tables.is_empty() {
            self.close("table");
        }
        self.end_line();
        self.flow.finish()
    }
}
