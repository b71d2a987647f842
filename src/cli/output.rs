//! Where words and data go.

use super::conflict::conflict;
use super::{Context, End};
use crate::diagnostic::{Code, Diagnostic, Problems, human};
use crate::sources::Sources;
use crate::terminal::{Standard, visible};
use crate::{outfile, say};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Data, to standard output.
pub(super) fn data(text: &str) -> std::io::Result<()> {
    let mut out = Standard::new();
    out.write(text.as_bytes())?;
    out.flush()
}

/// Words for people: visible, wherever they go.
pub(super) fn for_people(text: &str) -> String {
    visible(text).into_owned()
}

/// Words, to standard error, unless they are not wanted.
pub(super) fn say(context: &Context, text: &str) {
    rendered(context, &visible(text));
}

/// The same for what was rendered for a terminal, colours included.
fn rendered(context: &Context, text: &str) {
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
    rendered(context, &human(diagnostics, sources, context.lang, colours(&std::io::stderr())));
    let error = Problems::has_errors(diagnostics);
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

/// What was rendered for a terminal, into a file or to standard output as it is.
pub(super) fn shown(context: &Context, path: Option<&Path>, text: &str) -> std::io::Result<End> {
    let Some(path) = path else {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())?;
        return out.flush().map(|()| End::Done);
    };
    Ok(file(context, path, text.as_bytes()))
}

/// Says that an output would replace an input or another output; nothing where all is well.
pub(super) fn refused(context: &Context, inputs: &[PathBuf], output: Option<&Path>) -> Option<End> {
    let inputs: Vec<&Path> =
        inputs.iter().map(PathBuf::as_path).chain(context.policies.iter().map(Path::new)).collect();
    let conflict = conflict(&inputs, output.as_slice())?;
    Some(diagnostics(context, &[conflict], &Sources::default()))
}

/// A document of an office program: into a file, or into a pipe; a terminal cannot show it.
pub(super) fn document(context: &Context, path: Option<&Path>, bytes: &[u8]) -> std::io::Result<End> {
    let mut out = std::io::stdout().lock();
    match path {
        Some(path) => Ok(file(context, path, bytes)),
        None if out.is_terminal() => {
            let title = say!("此格式不能在终端显示", "this format cannot be shown in a terminal");
            let help = say!("用 `-o` 指定文件名", "give a file name with `-o`");
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
    match outfile::write(path, bytes) {
        Ok(()) => End::Done,
        Err(error) => {
            let title =
                say!("无法写入 {path}：{error}", "{path} cannot be written: {error}", path = path.display());
            diagnostics(context, &[Diagnostic::new(Code::CannotWrite, title)], &Sources::default())
        }
    }
}
