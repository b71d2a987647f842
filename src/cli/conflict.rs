//! An output that would replace an input, or another output.

use crate::diagnostic::{Code, Diagnostic};
use crate::files::Disk;
use crate::input::{Store, is_document};
use crate::outfile::{is_no_regular_file, same};
use crate::say;
use crate::sources::is_yaml;
use std::path::Path;

/// The first such output, as what is wrong with the command. What is no regular file replaces nothing.
pub(super) fn conflict(inputs: &[&Path], outputs: &[&Path]) -> Option<Diagnostic> {
    let mut outputs = outputs.iter().filter(|path| !is_no_regular_file(path));
    while let Some(output) = outputs.next() {
        let name = output.display();
        let title = if inputs.iter().any(|input| same(input, output) || is_read_in(input, output)) {
            say!("{name} 是输入文件，不能同时作为输出", "{name} is an input and cannot also be the output")
        } else if outputs.clone().any(|other| same(other, output)) {
            say!("{name} 同时指定为两个输出", "{name} is given as two outputs")
        } else {
            continue;
        };
        let help = say!("换一个输出文件名", "give another name for the output");
        return Some(Diagnostic::new(Code::Usage, title).help(help));
    }
    None
}

/// Whether a file is a report of this program, and no form.
fn is_report(file: &Path) -> bool {
    let bytes = Disk.bytes(file, crate::document::limits::MAX_BYTES);
    bytes.is_ok_and(|bytes| crate::document::is_report(&file.to_string_lossy(), &bytes))
}

/// Whether a file is one of those that are read in a folder. A report of before is none.
fn is_read_in(folder: &Path, file: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    let inside = || {
        folder.is_dir()
            && whole(file).zip(whole(folder)).is_some_and(|(file, folder)| file.starts_with(folder))
    };
    let readable = || is_yaml(file) || is_document(file);
    readable() && inside() && !is_report(file)
}
