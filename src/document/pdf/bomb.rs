//! How large the streams of a file are, before anything unpacks them.
//!
//! The interpreter unpacks whatever it is given. So the streams are found by their keyword, as they stand in
//! the file, and their size is counted without keeping it.

use super::limits::{MAX_FILTERS, MAX_STREAMS, most_of_one};
use flate2::read::ZlibDecoder;
use std::cell::Cell;
use std::io::{Cursor, Read};
use std::rc::Rc;

/// Whether the streams of a file unpack to more than [`MAX_STREAMS`] together, or one of them to more than a file of
/// its size may; and whether one declares more rows or columns than that.
pub(super) fn unpacks_to_too_much(bytes: &[u8]) -> bool {
    let mut left = MAX_STREAMS;
    let most = most_of_one(bytes.len());
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        rest = after.get(6..).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let data = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .or_else(|| rest.strip_prefix(b"\r"));
        let Some(data) = data else { continue };
        let dictionary = before.get(before.len().saturating_sub(2048)..).unwrap_or_default();
        let dictionary = dictionary.get(rfind(dictionary, b" obj").unwrap_or(0)..).unwrap_or_default();
        // How long the data is, is for the file to say, who may lie: most filters know their own end.
        // Pictures are not unpacked.
        let picture = find(dictionary, b"/Image").is_some();
        if !picture && declares_more(dictionary, most) {
            return true;
        }
        let limit = if picture { left } else { left.min(most) };
        let size = unpacked_size(dictionary, data, limit);
        if size > limit {
            return true;
        }
        left = left.saturating_sub(size);
    }
    false
}

/// Whether a dictionary declares a row of bytes, or objects of a table of references, of which there are more than so
/// many: memory is taken for them before it is seen whether they are there.
fn declares_more(dictionary: &[u8], most: usize) -> bool {
    [&b"/Columns"[..], b"/Colors", b"/Index", b"/Size"].into_iter().any(|key| {
        let after = find(dictionary, key).and_then(|at| dictionary.get(at.saturating_add(key.len())..));
        let numbers = after.unwrap_or_default().split(|byte| matches!(byte, b'/' | b'>' | b']')).next();
        let numbers = numbers.unwrap_or_default().split(|byte| !byte.is_ascii_digit());
        // A number of more digits than any that is meant is too large too.
        let too_large = |digits: &[u8]| {
            let text = std::str::from_utf8(digits).unwrap_or_default();
            !text.is_empty() && text.parse::<usize>().is_ok_and(|number| number > most) || text.len() > 18
        };
        numbers.into_iter().any(too_large)
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, wanted)
}

/// The size of one stream, of whose dictionary the filters are looked for; one more than `limit` at most.
pub(super) fn unpacked_size(dictionary: &[u8], data: &[u8], limit: usize) -> usize {
    let has = |name: &[u8]| find(dictionary, name).is_some();
    let text;
    let data = if has(b"85") {
        text = from_ascii_85(data);
        &text
    } else if has(b"AHx") || has(b"Hex") {
        text = from_hex(data);
        &text
    } else {
        data
    };
    if has(b"LZW") {
        lzw_size(data, limit)
    } else if has(b"/RL") || has(b"RunLength") {
        run_length_size(data, limit)
    } else {
        inflated_size(data, limit, MAX_FILTERS)
    }
}

fn from_ascii_85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut group, mut count) = (0_u32, 0_u32);
    for byte in data.iter().take_while(|byte| **byte != b'~') {
        let digit = match byte {
            b'z' if count == 0 => {
                bytes.extend([0; 4]);
                continue;
            }
            b'!'..=b'u' => byte.saturating_sub(b'!'),
            _ => continue,
        };
        group = group.wrapping_mul(85).wrapping_add(u32::from(digit));
        count = count.saturating_add(1);
        if count == 5 {
            bytes.extend(group.to_be_bytes());
            (group, count) = (0, 0);
        }
    }
    bytes
}

fn from_hex(data: &[u8]) -> Vec<u8> {
    let digits =
        data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    let byte =
        |pair: &[u32]| pair.iter().fold(0_u32, |byte, digit| byte.wrapping_mul(16).wrapping_add(*digit));
    digits.chunks(2).map(|pair| u8::try_from(byte(pair)).unwrap_or_default()).collect()
}

fn run_length_size(data: &[u8], limit: usize) -> usize {
    let mut size = 0_usize;
    let mut rest = data;
    while let [length, after @ ..] = rest {
        let (skipped, run) = match usize::from(*length) {
            128 => break,
            copied @ 0..128 => (copied.saturating_add(1), copied.saturating_add(1)),
            repeated => (1, 257_usize.saturating_sub(repeated)),
        };
        size = size.saturating_add(run);
        if size > limit {
            break;
        }
        rest = after.get(skipped..).unwrap_or_default();
    }
    size
}

/// The size of data when inflated, and inflated again as often as it can be, each time wholly in memory: the largest of
/// these sizes; one more than `limit` at most.
fn inflated_size(data: &[u8], limit: usize, filters: usize) -> usize {
    let mut sizes = Vec::new();
    let mut reader: Box<dyn Read + '_> = Box::new(data);
    loop {
        let mut head = [0];
        let there = reader.read_exact(&mut head).is_ok();
        if !there || !is_deflated(head) {
            break;
        }
        if sizes.len() == filters {
            return limit.saturating_add(1);
        }
        let size = Rc::new(Cell::new(0_usize));
        sizes.push(Rc::clone(&size));
        let inflated = ZlibDecoder::new(Cursor::new(head).chain(reader));
        reader = Box::new(Counted { reader: inflated, size });
    }
    let largest = || sizes.iter().map(|size| size.get()).max().unwrap_or_default();
    let mut chunk = vec![0; 64 * 1024];
    // An error ends the data: what came before it is what the interpreter gets.
    while largest() <= limit && matches!(reader.read(&mut chunk), Ok(1..)) {}
    largest().min(limit.saturating_add(1))
}

/// Whether data begin as those of a deflated stream.
const fn is_deflated([first]: [u8; 1]) -> bool {
    first & 0x8F == 0x08
}

/// What is read through it is counted.
struct Counted<R> {
    reader: R,
    size: Rc<Cell<usize>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.size.set(self.size.get().saturating_add(read));
        Ok(read)
    }
}

/// The size of LZW data: each code stands for one byte more than the one that its entry was made of.
fn lzw_size(data: &[u8], limit: usize) -> usize {
    let mut size = 0_usize;
    let mut lengths: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    let (mut buffer, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in data {
        buffer = (buffer << 8) | u32::from(*byte);
        held = held.saturating_add(8);
        if held < width {
            continue;
        }
        held = held.saturating_sub(width);
        let code = usize::try_from((buffer >> held) & (1_u32 << width).wrapping_sub(1)).unwrap_or_default();
        buffer &= (1_u32 << held).wrapping_sub(1);
        if code == 257 {
            break;
        }
        if code == 256 {
            lengths.clear();
            (last, width) = (None, 9);
            continue;
        }
        let length = match code.checked_sub(258) {
            None => 1,
            Some(entry) => lengths.get(entry).copied().unwrap_or_else(|| last.unwrap_or(1).saturating_add(1)),
        };
        if let Some(last) = last
            && lengths.len() < 4096 - 258
        {
            lengths.push(last.saturating_add(1));
        }
        last = Some(length);
        size = size.saturating_add(length);
        if size > limit {
            return size;
        }
        width = match lengths.len().saturating_add(259) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn in_file(filter: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n1 0 obj\n<</Filter /{filter} /Length {}>>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn bombs_are_found_before_they_go_off() {
        assert!(!unpacks_to_too_much(&in_file("FlateDecode", &deflated(&vec![b' '; 1 << 20]))));
        let block = vec![0_u8; 1 << 24];
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..=MAX_STREAMS / block.len() {
            encoder.write_all(&block).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        assert!(bomb.len() < 1 << 20);
        assert!(unpacks_to_too_much(&in_file("FlateDecode", &bomb)));
        // Packed again, it is smaller still.
        assert!(unpacks_to_too_much(&in_file("FlateDecode /FlateDecode", &deflated(&bomb))));
    }

    #[test]
    fn a_bomb_in_letters_is_found() {
        let letters: Vec<String> =
            deflated(&vec![0_u8; 4096]).iter().map(|byte| format!("{byte:02x}")).collect();
        let letters = letters.concat();
        assert_eq!(unpacked_size(b"/ASCIIHexDecode /FlateDecode", letters.as_bytes(), 1 << 20), 4096);
        assert_eq!(from_ascii_85(b"87cUR"), b"Hell");
        assert_eq!(unpacked_size(b"/RunLengthDecode", &[129, 0, 2, 1, 1, 1, 128, 129, 0], 1 << 20), 131);
    }

    #[test]
    fn the_size_of_lzw_is_counted() {
        // The example of the standard: 45 45 45 45 45 65 45 45 45 66 from eight codes.
        assert_eq!(lzw_size(&[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], 1000), 10);
    }
}
