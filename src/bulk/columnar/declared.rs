//! What an Arrow file declares, held against what it has before anything is allocated for it.
//!
//! Its reader takes the length of a block, and the length of a buffer when unpacked, from the file, and allocates.

use crate::guard::budget;
use arrow_ipc::reader::read_footer_length;
use arrow_ipc::{Block, Buffer, MessageHeader, RecordBatch, root_as_footer, root_as_message};
use std::fs::File;
use std::io::{Error, Read, Result, Seek, SeekFrom};

/// The last bytes of a file: how long the footer is, and the sign of the format.
const TRAILER: usize = 10;
/// How long a buffer is when unpacked stands before it.
const LENGTH: usize = 8;

/// Refuses a file that declares more than it can have, or unpacks to more than a file of its size may.
pub(super) fn check(mut file: &File, size: u64) -> Result<()> {
    let footer = footer(file, size)?;
    let footer = root_as_footer(&footer).map_err(|error| Error::other(error.to_string()))?;
    let most = u64::try_from(budget(usize::try_from(size).unwrap_or(usize::MAX))).unwrap_or(u64::MAX);
    let blocks = footer.recordBatches().into_iter().flatten();
    for block in footer.dictionaries().into_iter().flatten().chain(blocks) {
        let mut left = most;
        for (offset, buffer) in packed_buffers(file, block, size)? {
            let at = u64::try_from(buffer.offset()).ok().and_then(|at| at.checked_add(offset));
            let at = at.filter(|at| *at < size).ok_or_else(lie)?;
            file.seek(SeekFrom::Start(at))?;
            let mut length = [0; LENGTH];
            file.read_exact(&mut length)?;
            // −1 says that a buffer is not packed.
            let unpacked = u64::try_from(i64::from_le_bytes(length)).unwrap_or_default();
            left = left.checked_sub(unpacked).ok_or_else(lie)?;
        }
    }
    file.seek(SeekFrom::Start(0)).map(drop)
}

fn footer(mut file: &File, size: u64) -> Result<Vec<u8>> {
    let trailer = u64::try_from(TRAILER).unwrap_or_default();
    let end = size.checked_sub(trailer).ok_or_else(lie)?;
    file.seek(SeekFrom::Start(end))?;
    let mut last = [0; TRAILER];
    file.read_exact(&mut last)?;
    let length = read_footer_length(last).map_err(Error::other)?;
    let start = u64::try_from(length).ok().and_then(|length| end.checked_sub(length)).ok_or_else(lie)?;
    read(file, start, length)
}

/// The buffers of a block that are packed, and where the first of its bytes is.
fn packed_buffers(file: &File, block: &Block, size: u64) -> Result<Vec<(u64, Buffer)>> {
    let whole = |number: i64| u64::try_from(number).map_err(|_| lie());
    let (start, head) = (whole(block.offset())?, whole(block.metaDataLength().into())?);
    let body = start.checked_add(head).ok_or_else(lie)?;
    if body.checked_add(whole(block.bodyLength())?).is_none_or(|end| end > size) {
        return Err(lie());
    }
    let head = read(file, start, usize::try_from(head).map_err(Error::other)?)?;
    // Newer files have a mark of four bytes before the length.
    let message = head.strip_prefix(&[0xFF; 4]).unwrap_or(&head).get(4..).ok_or_else(lie)?;
    let message = root_as_message(message).map_err(|error| Error::other(error.to_string()))?;
    let batch: Option<RecordBatch<'_>> = match message.header_type() {
        MessageHeader::DictionaryBatch => message.header_as_dictionary_batch().and_then(|batch| batch.data()),
        _ => message.header_as_record_batch(),
    };
    let Some(batch) = batch else { return Ok(Vec::new()) };
    let rows = whole(batch.length())?;
    // A row takes a bit at the least, were it only to say that nothing is there.
    if batch.compression().is_none() && rows > size.saturating_mul(8) {
        return Err(lie());
    }
    let packed = batch.compression().is_some().then(|| batch.buffers()).flatten();
    Ok(packed
        .into_iter()
        .flatten()
        .filter(|buffer| buffer.length() > 0)
        .map(|buffer| (body, *buffer))
        .collect())
}

fn read(mut file: &File, start: u64, length: usize) -> Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).map(|()| bytes)
}

fn lie() -> Error {
    Error::other("the file declares more than it holds")
}
