//! Where words and data go.

use super::{Context, End};
use crate::diagnostic::{Code, Diagnostic, Severity, human};
use crate::say;
use crate::sources::Sources;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Data, to standard output.
pub(super) fn data(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Words, to standard error, unless they are not wanted.
pub(super) fn say(context: &Context, text: &str) {
    if !context.quiet {
        // Nobody is left to be told when standard error is gone.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Diagnostics, to standard error; whether one of them is an error.
pub(super) fn diagnostics(context: &Context, diagnostics: &[Diagnostic], sources: &Sources) -> End {
    if diagnostics.is_empty() {
        return End::Done;
    }
    say(context, &human(diagnostics, sources, context.lang, colours(&std::io::stderr())));
    let error = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if error { End::Problems } else { End::Done }
}

/// Whether a stream shows colours: a terminal, and nobody asked for none.
pub(super) fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Columns of the terminal on standard output, or 120 where there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0).clamp(60, 400))
}

/// Text, into a file or to standard output.
pub(super) fn text(context: &Context, path: Option<&Path>, text: &str) -> std::io::Result<End> {
    match path {
        Some(path) => Ok(file(context, path, text.as_bytes())),
        None => data(text).map(|()| End::Done),
    }
}

/// A document of an office program: into a file, or into a pipe; a terminal cannot show it.
pub(super) fn document(context: &Context, path: Option<&Path>, bytes: &[u8]) -> std::io::Result<End> {
    let mut out = std::io::stdout().lock();
    match path {
        Some(path) => Ok(file(context, path, bytes)),
        None if out.is_terminal() => {
            let title = say!("这种格式不能显示在终端上", "a terminal cannot show this format");
            let help = say!("用 -o 给出文件名", "name a file with -o");
            let diagnostic = Diagnostic::new(Code::Usage, title).help(help);
            Ok(diagnostics(context, &[diagnostic], &Sources::default()))
        }
        None => {
            out.write_all(bytes)?;
            out.flush().map(|()| End::Done)
        }
    }
}

/// Writes a file that replaces what was there only when it is complete.
pub(super) fn file(context: &Context, path: &Path, bytes: &[u8]) -> End {
    let written = || -> std::io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        crate::bulk::readable(file.as_file())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    match written() {
        Ok(()) => End::Done,
        Err(error) => {
            let title =
                say!("写不了 {path}：{error}", "{path} cannot be written: {error}", path = path.display());
            diagnostics(context, &[Diagnostic::new(Code::CannotWrite, title)], &Sources::default())
        }
    }
}
