//! A text file in blocks of whole records: lines, or records of CSV whose quotes may hold line breaks.
//!
//! A line ends with a line feed, a carriage return (old systems, Excel's "CSV (Macintosh)"), or both; a file may mix them.

use memchr::{memchr, memchr2, memchr3, memrchr2};
use std::fs::File;
use std::io::Read;

/// How many bytes are taken at a time.
const BLOCK: usize = 6 << 20;
/// The longest record; a quote that is never closed makes the rest of a file one record.
const LONGEST: usize = 64 << 20;

/// Why there is no next block.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file cannot be read on.
    Io(std::io::Error),
    /// A record is longer than anything that is meant as one.
    Endless,
    /// A quote that opens a cell is never closed: where it is.
    Open {
        /// The row that it is in, from 1; 0 is the headings.
        row: u64,
        /// What follows it, the first characters.
        text: String,
    },
}

/// What separates the records of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Records {
    /// Lines.
    Lines,
    /// Records of CSV with this delimiter, where a line break between quotes belongs to a cell.
    Quoted {
        /// What separates cells.
        delimiter: u8,
    },
}

/// A file that is read block by block.
#[derive(Debug)]
pub(super) struct Blocks {
    file: File,
    records: Records,
    /// How many records came in the blocks before, headings included.
    before: u64,
    /// Bytes behind the last whole record.
    rest: Vec<u8>,
    /// Whether nothing was read yet: a byte order mark may stand there.
    fresh: bool,
    ended: bool,
}

impl Blocks {
    /// The blocks of a file from where it stands.
    pub(super) fn new(file: File, records: Records) -> Self {
        Self { file, records, before: 0, rest: Vec::new(), fresh: true, ended: false }
    }

    /// What follows is separated by another delimiter than was taken at first.
    pub(super) const fn delimited(&mut self, delimiter: u8) {
        self.records = Records::Quoted { delimiter };
    }

    /// The next block of whole records; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        let mut block = std::mem::take(&mut self.rest);
        let mut searched = Ends::default();
        loop {
            if self.ended {
                // What was put back behind the headings was not searched yet.
                searched.search(&block, self.records, true);
                if let Some(opened) = searched.opened {
                    return Err(self.open(&block, opened, searched.records));
                }
                return Ok(if block.is_empty() { None } else { Some(block) });
            }
            let before = block.len();
            block.reserve(BLOCK);
            let read = (&mut self.file).take(BLOCK as u64).read_to_end(&mut block).map_err(Broken::Io)?;
            self.ended = block.len() == before || read == 0;
            if std::mem::take(&mut self.fresh) && block.starts_with(b"\xEF\xBB\xBF") {
                block.drain(..3);
            }
            if self.ended {
                continue;
            }
            searched.search(&block, self.records, false);
            if let Some(end) = searched.last {
                self.rest = block.split_off(end);
                self.before = self.before.saturating_add(searched.records);
                return Ok(Some(block));
            }
            if block.len() > LONGEST {
                return Err(match searched.opened {
                    Some(opened) => self.open(&block, opened, searched.records),
                    None => Broken::Endless,
                });
            }
        }
    }

    /// A quote that was opened at a byte of a block, behind so many records of it, and is not closed; what is left of
    /// the file is not read.
    fn open(&mut self, block: &[u8], opened: usize, records: u64) -> Broken {
        const SHOWN: usize = 60;
        self.ended = true;
        let behind = block.get(opened.saturating_add(1)..).unwrap_or_default();
        let line = behind.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let text = String::from_utf8_lossy(line.get(..line.len().min(SHOWN)).unwrap_or_default());
        Broken::Open { row: self.before.saturating_add(records), text: text.chars().take(20).collect() }
    }

    /// The first record: the headings.
    pub(super) fn first(&mut self) -> Result<Vec<u8>, Broken> {
        let Some(mut block) = self.next()? else { return Ok(Vec::new()) };
        let mut ends = Ends { only_first: true, ..Ends::default() };
        ends.search(&block, self.records, true);
        let mut behind = block.split_off(ends.last.unwrap_or(block.len()));
        behind.append(&mut self.rest);
        self.rest = behind;
        self.before = 1;
        Ok(block)
    }
}

/// Where records end.
#[derive(Debug, Default)]
struct Ends {
    /// Behind the last (or first) line break that ends a record.
    last: Option<usize>,
    only_first: bool,
    at: usize,
    /// Where the record begins that is being searched.
    start: usize,
    /// How many records ended, empty lines not counted.
    records: u64,
    /// Where the quote is that opened the cell which is being searched.
    opened: Option<usize>,
}

impl Ends {
    /// Searches on, in a block that may have grown; `whole` where it will not grow any more.
    fn search(&mut self, block: &[u8], records: Records, whole: bool) {
        let Records::Quoted { delimiter } = records else {
            let found =
                if self.only_first { memchr2(b'\n', b'\r', block) } else { memrchr2(b'\n', b'\r', block) };
            self.last = found.map(|at| at.saturating_add(1));
            return;
        };
        while let Some(rest) = block.get(self.at..).filter(|rest| !rest.is_empty()) {
            let inside = self.opened.is_some();
            let found = if inside { memchr(b'"', rest) } else { memchr3(b'"', b'\n', b'\r', rest) };
            let Some(found) = found else {
                self.at = block.len();
                return;
            };
            let at = self.at.saturating_add(found);
            let next = at.saturating_add(1);
            self.at = next;
            match (inside, block.get(at), block.get(next)) {
                // A doubled quote is one that belongs to the cell.
                (true, _, Some(b'"')) => self.at = next.saturating_add(1),
                // What follows is not known yet.
                (true, _, None) if !whole => {
                    self.at = at;
                    return;
                }
                (true, ..) => self.opened = None,
                (false, Some(b'"'), _) => {
                    // A quote inside a cell that did not begin with one is a character like others.
                    let before = at.checked_sub(1).and_then(|before| block.get(before));
                    let begins = before.is_none_or(|byte| [delimiter, b'\n', b'\r'].contains(byte));
                    self.opened = begins.then_some(at);
                }
                (false, ..) => {
                    self.last = Some(next);
                    // The second of two bytes that end a line ends no record.
                    self.records = self.records.saturating_add(u64::from(at > self.start));
                    self.start = next;
                    if self.only_first {
                        return;
                    }
                }
            }
        }
    }
}
