//! Web pages (`.html`, `.htm`, and the `.xls` that old systems export): tables as a browser lays them out.

mod table;
mod tags;
mod tokens;

use super::flow::Flow;
use super::limits::{MAX_HEIGHT, MAX_WIDTH};
use super::read::filled;
use super::trouble::{Result, mail_archive};
use super::{Block, Document, charset};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use table::Table;
use tags::{breaks_line, is_hidden};
use tokens::{MAX_ATTRIBUTES, Tag, Token, TooManyAttributes, tokens};

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
    let mut page = Page::default();
    let mut outcome = Ok(());
    for token in tokens(&text) {
        outcome = match token {
            Ok(Token::Open(tag)) => page.open(&tag),
            Ok(Token::Close(name)) => {
                page.close(&name);
                Ok(())
            }
            Ok(Token::Text(text)) => {
                page.write(&text);
                Ok(())
            }
            Err(TooManyAttributes) => Err(too_many_attributes()),
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

/// A tag that no program writes.
fn too_many_attributes() -> Box<Diagnostic> {
    let title = say!("网页过于复杂，已停止读取", "the page is too complex; reading stopped");
    let bound =
        say!("一个标签的属性超过 {MAX_ATTRIBUTES} 个", "a tag has more than {MAX_ATTRIBUTES} attributes");
    let help = say!(
        "用浏览器打开，把表格复制到 Word 或 Excel 中另存",
        "open it in a browser, copy the table to Word or Excel, and save it from there"
    );
    Box::new(Diagnostic::new(Code::TooComplex, title).note(bound).help(help))
}

/// The page has no table, but shows another page.
fn elsewhere(frame: &str) -> Diagnostic {
    let title = say!(
        "本页没有表格，内容在框架页 {frame} 中，未读取",
        "the page has no table and shows {frame} in a frame, which is not read"
    );
    let diagnostic = Diagnostic::new(Code::Entities, title);
    diagnostic
        .help(say!("打开框架中的网页，另存后再读取", "open the page in the frame, save it, and read that"))
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
    fn open(&mut self, tag: &Tag) -> Result<()> {
        let name = tag.name.as_str();
        if let Some((hidden, count)) = &mut self.hidden {
            if *hidden == name {
                *count = count.saturating_add(1);
            }
            return Ok(());
        }
        if is_hidden(tag) {
            self.hidden = Some((name.to_owned(), 1));
            return Ok(());
        }
        if breaks_line(name) {
            self.end_line();
        }
        match name {
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
            "iframe" | "frame" => {
                self.frame = self.frame.take().or_else(|| tag.attribute("src").map(str::to_owned));
            }
            "input" if tag.attribute("type") == Some("checkbox") => {
                self.line.push(if tag.attribute("checked").is_some() { '☑' } else { '□' });
            }
            _ => {}
        }
        // Their content is for programs that know no frames.
        if name == "iframe" {
            self.hidden = Some((name.to_owned(), 1));
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

    fn begin_cell(&mut self, tag: &Tag) -> Result<()> {
        self.end_cell();
        if self.tables.last().is_some_and(|table| !table.in_row) {
            self.begin_row();
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let row = table.rows.saturating_sub(1);
        let span = |name| tag.attribute(name).and_then(|text| text.trim().parse::<u32>().ok());
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
