//! The texts that cells share (SST, \[MS-XLS\] 2.4.265), which run on over several records.

use super::records::Record;

/// The texts, in order; where they are cut off, those before.
pub(super) fn shared(record: &Record<'_>) -> Vec<String> {
    let records = std::iter::once(record.data).chain(record.more.iter().copied()).collect();
    let mut bytes = Chunks { records, index: 0, at: 0 };
    let mut texts = Vec::new();
    if bytes.skip(8).is_some() {
        while let Some(text) = text(&mut bytes) {
            texts.push(text);
        }
    }
    texts
}

/// A text with its formatting, which is passed over (\[MS-XLS\] 2.5.293).
fn text(bytes: &mut Chunks<'_>) -> Option<String> {
    let length = u16::from_le_bytes([bytes.u8()?, bytes.u8()?]);
    let flags = bytes.u8()?;
    let runs = if flags & 8 == 0 { 0 } else { u16::from_le_bytes([bytes.u8()?, bytes.u8()?]) };
    let phonetic = if flags & 4 == 0 {
        0
    } else {
        u32::from_le_bytes([bytes.u8()?, bytes.u8()?, bytes.u8()?, bytes.u8()?])
    };
    let text = bytes.characters(length.into(), flags & 1 == 1)?;
    bytes.skip(usize::from(runs).checked_mul(4)?)?;
    bytes.skip(usize::try_from(phonetic).ok()?)?;
    Some(text)
}

/// Bytes over several records.
struct Chunks<'a> {
    records: Vec<&'a [u8]>,
    index: usize,
    at: usize,
}

impl<'a> Chunks<'a> {
    /// What is left of the current record; the next one where nothing is.
    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let chunk = self.records.get(self.index)?;
            match chunk.get(self.at..) {
                Some(rest) if !rest.is_empty() => return Some(rest),
                _ => (self.index, self.at) = (self.index.checked_add(1)?, 0),
            }
        }
    }

    fn u8(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at = self.at.checked_add(1)?;
        Some(byte)
    }

    fn skip(&mut self, many: usize) -> Option<()> {
        let mut left = many;
        while left > 0 {
            let step = self.rest()?.len().min(left);
            self.at = self.at.checked_add(step)?;
            left = left.checked_sub(step)?;
        }
        Some(())
    }

    /// So many characters; where they go on in the next record, that one begins with their width there.
    fn characters(&mut self, many: usize, wide: bool) -> Option<String> {
        let (mut left, mut wide, mut units) = (many, wide, Vec::new());
        while left > 0 {
            if self.records.get(self.index)?.len() <= self.at {
                (self.index, self.at) = (self.index.checked_add(1)?, 0);
                wide = self.u8()? & 1 == 1;
            }
            let rest = self.rest()?;
            let width: usize = if wide { 2 } else { 1 };
            let step = rest.len().checked_div(width)?.min(left);
            if step == 0 {
                return None;
            }
            let part = rest.get(..step.checked_mul(width)?)?;
            units.extend(part.chunks_exact(width).map(|unit| match unit {
                [low, high] => u16::from_le_bytes([*low, *high]),
                [byte] => u16::from(*byte),
                _ => 0,
            }));
            self.at = self.at.checked_add(part.len())?;
            left = left.checked_sub(step)?;
        }
        Some(String::from_utf16_lossy(&units))
    }
}
