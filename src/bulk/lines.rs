//! A text file in blocks of whole records: lines, or records of CSV whose quotes may hold line breaks.

use memchr::{memchr, memchr2};
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
}

/// A file that is read block by block.
#[derive(Debug)]
pub(super) struct Blocks {
    file: File,
    /// Whether a line break between quotes belongs to a cell.
    quotes: bool,
    /// Bytes behind the last whole record.
    rest: Vec<u8>,
    /// Whether nothing was read yet: a byte order mark may stand there.
    fresh: bool,
    ended: bool,
}

impl Blocks {
    /// The blocks of a file from where it stands.
    pub(super) fn new(file: File, quotes: bool) -> Self {
        Self { file, quotes, rest: Vec::new(), fresh: true, ended: false }
    }

    /// The next block of whole records; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        let mut block = std::mem::take(&mut self.rest);
        let mut searched = Ends::default();
        loop {
            if self.ended {
                return Ok(if block.is_empty() { None } else { Some(block) });
            }
            let before = block.len();
            block.reserve(BLOCK);
            let read = (&mut self.file).take(BLOCK as u64).read_to_end(&mut block).map_err(Broken::Io)?;
            self.ended = block.len() == before || read == 0;
            if std::mem::take(&mut self.fresh) && block.starts_with(b"\xEF\xBB\xBF") {
                block.drain(..3);
            }
            searched.search(&block, self.quotes);
            if let Some(end) = searched.last {
                self.rest = block.split_off(end);
                return Ok(Some(block));
            }
            if block.len() > LONGEST {
                return Err(Broken::Endless);
            }
        }
    }

    /// The first record: the headings.
    pub(super) fn first(&mut self) -> Result<Vec<u8>, Broken> {
        let Some(mut block) = self.next()? else { return Ok(Vec::new()) };
        let mut ends = Ends { only_first: true, ..Ends::default() };
        ends.search(&block, self.quotes);
        let mut behind = block.split_off(ends.last.unwrap_or(block.len()));
        behind.append(&mut self.rest);
        self.rest = behind;
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
    inside: bool,
}

impl Ends {
    /// Searches on, in a block that may have grown.
    fn search(&mut self, block: &[u8], quotes: bool) {
        if !quotes {
            let found = if self.only_first { memchr(b'\n', block) } else { memchr::memrchr(b'\n', block) };
            self.last = found.map(|at| at.saturating_add(1));
            return;
        }
        while let Some(rest) = block.get(self.at..).filter(|rest| !rest.is_empty()) {
            let found = if self.inside { memchr(b'"', rest) } else { memchr2(b'"', b'\n', rest) };
            let Some(found) = found else {
                self.at = block.len();
                return;
            };
            let at = self.at.saturating_add(found);
            self.at = at.saturating_add(1);
            if self.inside {
                match block.get(self.at) {
                    // A doubled quote is one that belongs to the cell.
                    Some(b'"') => self.at = self.at.saturating_add(1),
                    Some(_) => self.inside = false,
                    // What follows is not known yet.
                    None => {
                        self.at = at;
                        return;
                    }
                }
            } else if block.get(at) == Some(&b'\n') {
                self.last = Some(self.at);
                if self.only_first {
                    return;
                }
            } else {
                // A quote inside a cell that did not begin with one is a character like others.
                let before = at.checked_sub(1).and_then(|before| block.get(before));
                self.inside = matches!(before, None | Some(b',' | b'\n' | b'\r'));
            }
        }
    }
}
