//! `jixiao parse`: what a cell says, or one a line.

use super::args::Parse;
use super::{Context, End, output};
use crate::cell::Reader;
use crate::embedded::vocabulary;
use crate::report::ParsedCell;
use crate::terminal::Standard;
use std::io::{BufRead, Read};

/// Longest line that is read, in bytes; what is beyond is passed over, and the text is named too long.
const LONGEST_LINE: u64 = 1 << 16;

pub(super) fn run(arguments: &Parse, context: &Context) -> std::io::Result<End> {
    let reader = Reader::new(vocabulary());
    let printed = |text: &str| -> std::io::Result<String> {
        let reading = reader.read(text);
        Ok(serde_json::to_string(&ParsedCell::new(text, &reading, context.read.year, context.lang))? + "\n")
    };
    if !arguments.stdin {
        let lines: std::io::Result<String> = arguments.texts.iter().map(|text| printed(text)).collect();
        return output::data(&lines?).map(|()| End::Done);
    }
    let mut input = std::io::stdin().lock();
    let mut out = Standard::new();
    let mut line = Vec::new();
    while next_line(&mut input, &mut line, LONGEST_LINE)? {
        // Bytes that are no UTF-8 are shown as such, and cannot be read.
        let text = String::from_utf8_lossy(&line);
        out.write(printed(text.trim_end_matches('\r'))?.as_bytes())?;
    }
    out.flush().map(|()| End::Done)
}

/// The next line without its end, at most `longest` bytes of it; whether there was one.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>, longest: u64) -> std::io::Result<bool> {
    line.clear();
    let read = input.by_ref().take(longest).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if u64::try_from(read).is_ok_and(|read| read >= longest) {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}
