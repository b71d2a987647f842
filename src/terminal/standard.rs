//! Standard output, whether it is a terminal or not.

use super::visible;
use std::io::{BufWriter, IsTerminal, Result, Stdout, Write};

/// Standard output. What goes to a file or to another program goes as it is; what goes to a terminal is made visible.
#[derive(Debug)]
pub(crate) struct Standard {
    out: BufWriter<Stdout>,
    terminal: bool,
}

impl Standard {
    pub(crate) fn new() -> Self {
        let out = std::io::stdout();
        let terminal = out.is_terminal();
        Self { out: BufWriter::with_capacity(1 << 16, out), terminal }
    }

    /// Writes a text of whole lines.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&mut self, text: &[u8]) -> Result<()> {
        if self.terminal {
            return self.out.write_all(visible(&String::from_utf8_lossy(text)).as_bytes());
        }
        self.out.write_all(text)
    }

    /// Brings everything to where it goes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}
