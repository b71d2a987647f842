//! Files to chunks: whatever can be read by itself, so that several threads can.

use super::batch::Batch;
use super::column::Kind;
use super::lines::{Blocks, Broken, Records};
use super::result_batch::Format;
use super::{csv, jsonl};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::guard::guarded;
use crate::input::Encoding;
use crate::say;
use std::borrow::Cow;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

/// A file whose rows are read.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name in messages.
    pub name: Arc<str>,
    pub kind: Kind,
    encoding: Encoding,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Csv(csv::Layout),
    Jsonl,
    #[cfg(feature = "columnar")]
    Columnar(super::columnar::Layout),
}

/// A part of a file, to be read by whoever has time.
#[derive(Debug)]
pub(super) struct Chunk {
    pub sheet: Arc<Sheet>,
    /// How many bytes of its file it stands for.
    pub bytes: u64,
    part: Part,
}

#[derive(Debug)]
enum Part {
    Text(Vec<u8>),
    #[cfg(feature = "columnar")]
    Columnar(super::columnar::RowGroupPart),
}

impl Chunk {
    /// Whether others have to be read with it: the rest of a row group whose columns are carried over.
    pub(super) fn needs_others(&self) -> bool {
        match (&self.part, &self.sheet.shape) {
            #[cfg(feature = "columnar")]
            (Part::Columnar(part), Shape::Columnar(layout)) => layout.carries && part.is_one_of_several(),
            _ => false,
        }
    }

    /// Reads its rows. Of columns that are carried over, only those that are `needed`; all where nothing is said.
    pub(super) fn read(self, needed: &[bool]) -> Result<Batch, Box<Diagnostic>> {
        let name = Arc::clone(&self.sheet.name);
        let damaged = say!("该部分已损坏，无法读取", "this part is damaged and cannot be read");
        guarded(|| self.read_unguarded(needed)).unwrap_or_else(|_| {
            let title = say!("无法读取 {name}", "cannot read {name}");
            Err(Box::new(Diagnostic::new(Code::Unreadable, title).file(&name).note(damaged)))
        })
    }

    #[cfg_attr(not(feature = "columnar"), allow(clippy::unnecessary_wraps, unused_variables))]
    fn read_unguarded(self, needed: &[bool]) -> Result<Batch, Box<Diagnostic>> {
        match (self.part, &self.sheet.shape) {
            (Part::Text(block), Shape::Csv(layout)) => {
                if self.sheet.encoding == Encoding::Utf8 {
                    return Ok(csv::read(block, layout));
                }
                let (text, broken) = encoding_rs::GB18030.decode_without_bom_handling(&block);
                if broken {
                    return Ok(csv::read_marked(&text, layout));
                }
                Ok(csv::read(text.into_owned().into_bytes(), layout))
            }
            (Part::Text(block), _) => {
                Ok(jsonl::read(&block, self.sheet.kind, |line| decoded(line, self.sheet.encoding).ok()))
            }
            #[cfg(feature = "columnar")]
            (Part::Columnar(part), Shape::Columnar(layout)) => part
                .read(layout, self.sheet.kind, needed)
                .map_err(|error| unreadable(&self.sheet.name, &error)),
            #[cfg(feature = "columnar")]
            (Part::Columnar(_), _) => Ok(Batch::default()),
        }
    }
}

fn decoded(block: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, &[u8]> {
    match encoding {
        Encoding::Utf8 => std::str::from_utf8(block).map(Cow::Borrowed).map_err(|_| block),
        Encoding::Gb18030 => {
            encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(block).ok_or(block)
        }
    }
}

fn unreadable(name: &Arc<str>, error: &dyn std::fmt::Display) -> Box<Diagnostic> {
    let title = say!("无法读取 {name}", "cannot read {name}");
    let note = say!("系统信息：{error}", "message of the system: {error}");
    Box::new(Diagnostic::new(Code::Unreadable, title).file(name).note(note))
}

/// All files of one kind of table, one after another.
pub(super) struct Source {
    kind: Kind,
    encoding: Encoding,
    files: std::vec::IntoIter<PathBuf>,
    open: Option<(Arc<Sheet>, Parts)>,
    /// Whether columns are carried over.
    #[cfg(feature = "columnar")]
    carries: bool,
    /// What is wrong with files.
    pub diagnostics: Vec<Diagnostic>,
}

enum Parts {
    Blocks(Blocks),
    #[cfg(feature = "columnar")]
    Columnar(std::vec::IntoIter<super::columnar::RowGroupPart>),
}

impl Source {
    pub(super) fn new(kind: Kind, files: Vec<PathBuf>, encoding: Encoding) -> Self {
        Self {
            kind,
            encoding,
            files: files.into_iter(),
            open: None,
            #[cfg(feature = "columnar")]
            carries: false,
            diagnostics: Vec::new(),
        }
    }

    /// Has the columns of Parquet files carried over to a Parquet file as they are, where that can be done.
    #[cfg_attr(not(feature = "columnar"), allow(clippy::unused_self))]
    pub(super) fn carry(&mut self) {
        #[cfg(feature = "columnar")]
        {
            self.carries = super::columnar::can_be_carried(self.files.as_slice(), self.kind);
        }
    }

    /// The next chunk; nothing when all files are read.
    pub(super) fn next(&mut self) -> Option<Chunk> {
        loop {
            if let Some((sheet, parts)) = &mut self.open {
                match parts {
                    Parts::Blocks(blocks) => match blocks.next() {
                        Ok(Some(block)) => {
                            let (sheet, bytes) = (Arc::clone(sheet), block.len() as u64);
                            return Some(Chunk { sheet, bytes, part: Part::Text(block) });
                        }
                        Ok(None) => {}
                        Err(broken) => self.diagnostics.push(*describe(&sheet.name, &broken)),
                    },
                    #[cfg(feature = "columnar")]
                    Parts::Columnar(parts) => {
                        if let Some(part) = parts.next() {
                            let (sheet, bytes) = (Arc::clone(sheet), part.bytes());
                            return Some(Chunk { sheet, bytes, part: Part::Columnar(part) });
                        }
                    }
                }
                self.open = None;
            }
            let path = self.files.next()?;
            match self.open(&path) {
                Ok(open) => self.open = Some(open),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
    }

    fn open(&mut self, path: &std::path::Path) -> Result<(Arc<Sheet>, Parts), Box<Diagnostic>> {
        let name: Arc<str> = Arc::from(path.display().to_string());
        let Some(format) = Format::of(path) else {
            let title = say!("无法识别 {name} 的格式", "unknown format of {name}");
            return Err(Box::new(Diagnostic::new(Code::UnknownKind, title).file(&name)));
        };
        let (shape, parts) = match format {
            Format::Csv => self.open_csv(&name, File::open(path).map_err(|e| unreadable(&name, &e))?)?,
            Format::Jsonl => {
                let file = File::open(path).map_err(|e| unreadable(&name, &e))?;
                (Shape::Jsonl, Parts::Blocks(Blocks::new(file, Records::Lines)))
            }
            #[cfg(feature = "columnar")]
            Format::Parquet | Format::Arrow => {
                let (columns, parts) = super::columnar::open(path, format, self.carries)
                    .map_err(|error| unreadable(&name, &error))?;
                let headings: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
                let places = self.places(&name, &headings)?;
                let mut known = places.iter().flatten().filter_map(|place| columns.get(*place));
                if let Some((column, kind)) =
                    known.find_map(|column| Some((&column.name, column.of_another_type.as_ref()?)))
                {
                    let title = say!(
                        "“{column}”列的类型是 {kind}，应为文本或数",
                        "the column `{column}` is of type {kind}; text or numbers are expected"
                    );
                    return Err(Box::new(Diagnostic::new(Code::WrongShape, title).file(&name)));
                }
                let layout = super::columnar::Layout { path: path.to_owned(), places, carries: self.carries };
                (Shape::Columnar(layout), Parts::Columnar(parts.into_iter()))
            }
            #[cfg(not(feature = "columnar"))]
            Format::Parquet | Format::Arrow => {
                return Err(Box::new(super::result_batch::no_columns().file(&name)));
            }
        };
        let sheet = Sheet { name, kind: self.kind, encoding: self.encoding, shape };
        Ok((Arc::new(sheet), parts))
    }

    fn open_csv(&mut self, name: &Arc<str>, file: File) -> Result<(Shape, Parts), Box<Diagnostic>> {
        let [comma, ..] = csv::DELIMITERS;
        let mut blocks = Blocks::new(file, Records::Quoted { delimiter: comma });
        let first = blocks.first().map_err(|broken| describe(name, &broken))?;
        let head = decoded(&first, self.encoding).map_err(|_| {
            let title = say!("标题行不符合指定的编码", "the headings are not in the given encoding");
            let help = say!("GBK 文件加 `--encoding gbk`", "for a file in GBK add `--encoding gbk`");
            Box::new(Diagnostic::new(Code::Encoding, title).file(name).help(help))
        })?;
        // The delimiter is the one by which most headings are known; among equals, the comma.
        let known = |delimiter: &u8| {
            let headings = csv::headings(&head, *delimiter);
            headings.iter().filter(|heading| self.kind.place(heading).is_some()).count()
        };
        let delimiter = csv::DELIMITERS.into_iter().rev().max_by_key(known).unwrap_or(comma);
        blocks.delimited(delimiter);
        let headings = csv::headings(&head, delimiter);
        let width = headings.len();
        let places = self.places(name, &headings)?;
        if delimiter != comma {
            let sign = if delimiter == b'\t' { "Tab" } else { ";" };
            let title = say!("按分隔符 {sign} 读取", "the cells are separated by {sign}");
            let note = Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::Guessed, title) };
            self.diagnostics.push(note.file(name));
        }
        Ok((Shape::Csv(csv::Layout { places, width, delimiter }), Parts::Blocks(blocks)))
    }

    /// Which of the headings each column is.
    fn places(
        &mut self,
        name: &Arc<str>,
        headings: &[String],
    ) -> Result<Vec<Option<usize>>, Box<Diagnostic>> {
        let mut places = vec![None; self.kind.keys().count()];
        let mut unknown = Vec::new();
        for (cell, heading) in headings.iter().enumerate() {
            let Some(slot) = self.kind.place(heading).and_then(|place| places.get_mut(place)) else {
                unknown.push(heading.as_str());
                continue;
            };
            if let Some(before) = slot.replace(cell) {
                let before = headings.get(before).map(String::as_str).unwrap_or_default();
                let title =
                    say!("“{before}”和“{heading}”为同一列", "`{before}` and `{heading}` are the same column");
                return Err(Box::new(Diagnostic::new(Code::SameKeyTwice, title).file(name)));
            }
        }
        let missing: Vec<&str> = (self.kind.names().zip(&places).enumerate())
            .filter(|(place, (_, found))| found.is_none() && self.kind.needed().contains(place))
            .map(|(_, (name, _))| name)
            .collect();
        if !missing.is_empty() {
            return Err(Box::new(missing_columns(self.kind, &missing, headings).file(name)));
        }
        self.diagnostics.extend(unused_columns(&unknown).map(|note| note.file(name)));
        Ok(places)
    }
}

/// Columns without which a table says nothing are not there.
pub(super) fn missing_columns(kind: Kind, missing: &[&str], headings: &[impl AsRef<str>]) -> Diagnostic {
    let missing = missing.join(", ");
    let found = some_of(headings);
    let known = kind.names().collect::<Vec<_>>().join(", ");
    Diagnostic::new(Code::MissingKey, say!("缺列：{missing}", "missing columns: {missing}"))
        .note(say!("文件的标题行：{found}", "headings of the file: {found}"))
        .help(say!(
            "可用的列：{known}，或表中通行的标题（指标值、完成值……）",
            "known columns: {known}, or the usual headings (指标值, 完成值, …)"
        ))
}

/// Columns that nobody asks for; nothing where there are none.
pub(super) fn unused_columns(unknown: &[impl AsRef<str>]) -> Option<Diagnostic> {
    let title = (!unknown.is_empty())
        .then(|| some_of(unknown))
        .map(|unknown| say!("未采用的列：{unknown}", "unused columns: {unknown}"))?;
    Some(Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::UnknownKey, title) })
}

/// The first of some headings, none of them longer than a line has room for.
fn some_of(headings: &[impl AsRef<str>]) -> String {
    const SHOWN: usize = 20;
    const LONG: usize = 40;
    let short = |heading: &str| match heading.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", heading.get(..end).unwrap_or_default()),
        None => heading.to_owned(),
    };
    let mut shown: Vec<String> = headings.iter().take(SHOWN).map(|heading| short(heading.as_ref())).collect();
    if headings.len() > SHOWN {
        shown.push(format!("… ({})", headings.len()));
    }
    shown.join(", ")
}

fn describe(name: &Arc<str>, broken: &Broken) -> Box<Diagnostic> {
    match broken {
        Broken::Io(error) => unreadable(name, error),
        Broken::Endless => {
            let title = say!("一行超过 64 MB", "a row is longer than 64 MB");
            Box::new(Diagnostic::new(Code::TooLarge, title).file(name))
        }
        Broken::Open { row, text } => {
            let title = if *row == 0 {
                say!(
                    "标题行有一个引号没有配对，其后为“{text}”：文件未读取",
                    "a quotation mark in the headings is not closed, before “{text}”: the file is not \
                     read"
                )
            } else {
                say!(
                    "第 {row} 行有一个引号没有配对，其后为“{text}”：从该行起未读取",
                    "a quotation mark in row {row} is not closed, before “{text}”: nothing is read from \
                     this row on"
                )
            };
            let help = say!(
                "补上引号；单元格中的引号写两个（\"\"）",
                "close it; write a quotation mark inside a cell twice (\"\")"
            );
            Box::new(Diagnostic::new(Code::Syntax, title).file(name).help(help))
        }
    }
}
