//! The records of a stream, and the values in one; whatever is cut off is `None`.

/// A record with those that continue it.
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    pub more: Vec<&'a [u8]>,
}

impl Record<'_> {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const EPOCH: u16 = 0x0022;
    pub(super) const PASSWORD: u16 = 0x002F;
    const CONTINUE: u16 = 0x003C;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS: u16 = 0x00BD;
    pub(super) const RICH_LABEL: u16 = 0x00D6;
    pub(super) const STYLE: u16 = 0x00E0;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const TRUTH: u16 = 0x0205;
    pub(super) const TEXT_RESULT: u16 = 0x0207;
    pub(super) const SMALL_NUMBER: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;

    /// Whether it begins with a row, a column and a style.
    pub(super) fn is_cell(kind: u16) -> bool {
        matches!(
            kind,
            Self::NUMBER
                | Self::SMALL_NUMBER
                | Self::SHARED_TEXT
                | Self::LABEL
                | Self::RICH_LABEL
                | Self::TRUTH
                | Self::FORMULA
        )
    }
}

/// The records of a stream, up to where it is cut off.
pub(super) struct Records<'a>(Take<'a>);

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self(Take(stream))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.0.record()?;
        let mut more = Vec::new();
        loop {
            let mut ahead = Take(self.0.0);
            match ahead.record() {
                Some((Record::CONTINUE, data)) => more.push(data),
                _ => break,
            }
            self.0 = ahead;
        }
        Some(Record { kind, data, more })
    }
}

/// Bytes from which values are taken.
pub(super) struct Take<'a>(pub &'a [u8]);

impl<'a> Take<'a> {
    fn record(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = self.u16()?;
        let length = self.u16()?;
        Some((kind, self.bytes(length.into())?))
    }

    pub(super) fn bytes(&mut self, many: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(many)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn skip(&mut self, many: usize) -> Option<()> {
        self.bytes(many).map(|_| ())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A text with its length in two bytes.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        self.characters(length.into())
    }

    /// So many characters, after the byte that tells their width.
    pub(super) fn characters(&mut self, many: usize) -> Option<String> {
        let wide = self.u8()? & 1 == 1;
        let bytes = self.bytes(if wide { many.saturating_mul(2) } else { many })?;
        Some(decode(bytes, wide))
    }
}

/// Characters of one byte (the first 256 of Unicode) or of two.
pub(super) fn decode(bytes: &[u8], wide: bool) -> String {
    if wide {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().copied().map(char::from).collect()
    }
}
