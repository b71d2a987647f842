//! Word documents (`.docx`): what is printed, with the table cells that it stands in.
//!
//! Tracked changes are read as accepted: what was inserted stands, what was deleted does not. Hidden text, field codes,
//! notes, headers and footers are no part of it.

mod name;
mod table;

use super::archive::Archive;
use super::flow::Flow;
use super::kind::head;
use super::limits::MAX_WIDTH;
use super::read::filled;
use super::trouble::{Result, missing};
use super::xml::{Element, Node, Xml, text};
use super::{Block, Document, ole};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use name::{Name, symbol};
use table::Table;

/// Reads a `.docx`, or what Word 2003 saved as XML.
///
/// What is read before a fault is kept; the fault is among the document's diagnostics.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    filled(name, |document| fill(document, bytes))
}

fn fill(document: &mut Document, bytes: &[u8]) -> Result<()> {
    if !head(bytes).is_empty() {
        // Word 2003 put the same elements in one file.
        let body = text(bytes);
        let mut reader = Reader::default();
        let outcome = reader.read(&mut Xml::new("wordDocument", &body));
        document.blocks = reader.finish();
        return outcome;
    }
    if let Some(refusal) = ole::refusal(bytes) {
        return Err(refusal);
    }
    let mut archive = Archive::open(bytes)?;
    let part = main_part(&mut archive)?;
    let body = text(&archive.part(&part)?);
    if archive.has("word/vbaProject.bin") {
        let macros = say!("文件含有宏，宏不会运行", "the file contains macros, which are not run");
        document.diagnostics.push(Diagnostic::new(Code::LeftOut, macros).file(&document.name));
    }
    let mut reader = Reader::default();
    let outcome = reader.read(&mut Xml::new(&part, &body));
    document.blocks = reader.finish();
    outcome
}

/// The part with the text, which the relationships name.
fn main_part(archive: &mut Archive<'_>) -> Result<String> {
    const USUAL: &str = "word/document.xml";
    if archive.has(USUAL) {
        return Ok(USUAL.to_owned());
    }
    if !archive.has("_rels/.rels") {
        return Err(missing(USUAL));
    }
    let relations = text(&archive.part("_rels/.rels")?);
    let mut xml = Xml::new("_rels/.rels", &relations);
    while let Some(node) = xml.next()? {
        if let Node::Open(element) = node
            && element.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = element.get("Target")
        {
            return Ok(target);
        }
    }
    Err(missing(USUAL))
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    /// The elements that are open.
    path: Vec<Name>,
    /// Everything is passed over until the path is shorter than this.
    skip: Option<usize>,
    /// The paragraphs that are open: one in a text box stands within another.
    paragraphs: Vec<Paragraph>,
    /// The text of a paragraph whose end was deleted: the next one continues it.
    carried: String,
    tables: Vec<Table>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// Its end was deleted.
    joined: bool,
    /// The run that is open is hidden.
    hidden: bool,
}

impl Reader {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<()> {
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) => self.open(&element)?,
                Node::Close => self.close()?,
                Node::Text(text) if self.skip.is_none() && self.path.last() == Some(&Name::Text) => {
                    self.write(&text);
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<Block> {
        while let Some(paragraph) = self.paragraphs.pop() {
            self.flow.text(&paragraph.text);
        }
        self.flush();
        while let Some(table) = self.tables.pop() {
            self.flow.close_table(table.row.saturating_add(1));
        }
        self.flow.finish()
    }

    fn open(&mut self, element: &Element<'_>) -> Result<()> {
        let (parent, name) = (self.path.last().copied(), Name::of(element.name()));
        self.path.push(name);
        if self.skip.is_some() {
            return Ok(());
        }
        match (name, element.name()) {
            (Name::Table, _) => {
                self.begin_cell()?;
                self.flow.open_table()?;
                self.tables.push(Table::new());
            }
            (Name::Row, _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row();
                }
            }
            (Name::Cell, _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell();
                }
            }
            (Name::Paragraph, _) => {
                self.begin_cell()?;
                let text = std::mem::take(&mut self.carried);
                self.paragraphs.push(Paragraph { text, ..Paragraph::default() });
            }
            (Name::Run, _) => self.hide(false),
            // The same content twice, for newer and for older programs.
            (Name::Chosen, "Fallback") if parent == Some(Name::Choices) => self.skip_inside(0),
            (Name::Other, other) => self.detail(parent, other, element),
            _ => {}
        }
        Ok(())
    }

    /// A property or a special character.
    fn detail(&mut self, parent: Option<Name>, name: &str, element: &Element<'_>) {
        match (parent, name) {
            (Some(Name::RunProperties), "vanish") if element.is_on() => self.hide(true),
            (Some(Name::RunProperties), "del" | "moveFrom") => {
                // The mark at the end of a paragraph.
                if self.path.iter().rev().nth(2) == Some(&Name::ParagraphProperties)
                    && let Some(paragraph) = self.paragraphs.last_mut()
                {
                    paragraph.joined = true;
                }
            }
            (Some(Name::RowProperties), "del") => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = false;
                }
                self.skip_inside(2);
            }
            (Some(Name::RowProperties), "gridBefore") => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = element.number("val").unwrap_or(0).min(MAX_WIDTH);
                }
            }
            (Some(Name::CellProperties), name) if name != "tcPrChange" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell.set(name, element);
                }
            }
            // Headings and footings of pages, which one file holds among the rest; deleted text; what properties were
            // before; the reading beside a character.
            (_, "hdr" | "ftr" | "del" | "moveFrom" | "rt") => self.skip_inside(0),
            (_, name) if name.ends_with("PrChange") => self.skip_inside(0),
            (Some(Name::Run), "tab") => self.write("\t"),
            (Some(Name::Run), "br" | "cr") => self.write("\n"),
            (Some(Name::Run), "noBreakHyphen") => self.write("-"),
            (Some(Name::Run), "sym") => {
                self.write(symbol(
                    &element.get("font").unwrap_or_default(),
                    &element.get("char").unwrap_or_default(),
                ));
            }
            _ => {}
        }
    }

    fn close(&mut self) -> Result<()> {
        let Some(name) = self.path.pop() else { return Ok(()) };
        if let Some(depth) = self.skip {
            if self.path.len() >= depth {
                return Ok(());
            }
            self.skip = None;
            return Ok(());
        }
        match name {
            Name::Paragraph => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    if paragraph.joined {
                        self.carried = paragraph.text;
                    } else {
                        self.flow.text(&paragraph.text);
                    }
                }
            }
            Name::Cell => {
                self.begin_cell()?;
                self.flush();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            Name::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Name::Table => {
                if let Some(table) = self.tables.pop() {
                    self.flow.close_table(table.row);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The cell that is open gets its place, once its properties are known.
    fn begin_cell(&mut self) -> Result<()> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.place(&mut self.flow)
    }

    /// What was carried, where nothing continues it.
    fn flush(&mut self) {
        let carried = std::mem::take(&mut self.carried);
        if !carried.is_empty() {
            self.flow.text(&carried);
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| !paragraph.hidden) {
            paragraph.text.push_str(text);
        }
    }

    fn hide(&mut self, hidden: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.hidden = hidden;
        }
    }

    /// Passes over the element that was opened last, or so many around it.
    fn skip_inside(&mut self, around: usize) {
        self.skip = Some(self.path.len().saturating_sub(around));
    }
}
