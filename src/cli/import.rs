//! `jixiao import`: the tables of documents as YAML, a file each.
//!
//! The names of the files follow from the documents alone. A file that says the same already is left as it is; one
//! that says something else is replaced only with `--force`.

use super::args::Import;
use super::{Context, End, output};
use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Account;
use crate::files::read_tables;
use crate::input::ReadOptions;
use crate::sources::Sources;
use crate::{report, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a document is called of whose name nothing can be kept.
const UNNAMED: &str = "table";

/// Longest part of a file name that a project gives, in characters.
const LONGEST: usize = 40;

pub(super) fn run(arguments: &Import, context: &Context) -> std::io::Result<End> {
    let options = ReadOptions { account: arguments.account, ..context.read };
    let loaded = read_tables(&arguments.paths, options);
    let mut end = output::diagnostics(context, &loaded.diagnostics, &loaded.sources);
    let accounts: Vec<Diagnostic> =
        loaded.accounts.iter().map(|(name, account)| told(name, account)).collect();
    end = end.max(output::diagnostics(context, &accounts, &loaded.sources));
    if let Err(error) = std::fs::create_dir_all(&arguments.output) {
        let title = say!(
            "无法建立文件夹 {folder}：{error}",
            "the folder {folder} cannot be created: {error}",
            folder = arguments.output.display()
        );
        return Ok(end.max(output::diagnostics(
            context,
            &[Diagnostic::new(Code::CannotWrite, title)],
            &Sources::default(),
        )));
    }
    // In a folder, a file of an earlier import is no document that this one is made of.
    let files: Vec<PathBuf> = arguments.paths.iter().filter(|path| path.is_file()).cloned().collect();
    let mut written = String::new();
    for (name, table) in names(&loaded.tables).iter().zip(&loaded.tables) {
        let path = arguments.output.join(name);
        if let Some(refused) = output::refused(context, &files, Some(&path)) {
            end = end.max(refused);
            continue;
        }
        let text = report::yaml(table, context.policy(), context.lang);
        end = end.max(write(&path, &text, arguments.force, context));
        written.push_str(&path.display().to_string());
        written.push('\n');
    }
    output::data(&written)?;
    Ok(end)
}

/// Most unused cells that are named of a document.
const NAMED: usize = 100;

/// The account of a document as it is shown.
fn told(name: &Arc<str>, account: &Account) -> Diagnostic {
    let Account { all, fields, furniture, aside, outside, told, unused } = account;
    let left = unused.len();
    let title = say!(
        "共 {all} 个有内容的单元格或行：字段 {fields}，表头、标签、说明 {furniture}，与评分无关的栏 \
         {aside}，表外 {outside}，已提示 {told}，未采用 {left}",
        "cells and lines with content: {all}; fields {fields}, headings, labels and notes {furniture}, \
         columns without effect on the score {aside}, outside any form {outside}, reported above \
         {told}, not used {left}"
    );
    let mut diagnostic = Diagnostic::new(Code::Account, title).file(name);
    for cell in unused.iter().take(NAMED) {
        let (at, text) = (cell.at.to_string(), shortened(&cell.value));
        diagnostic = diagnostic.note(say!("未采用：{at} “{text}”", "not used: {at} “{text}”"));
    }
    diagnostic
}

/// A text for a message: its first characters, on one line.
fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn write(path: &Path, text: &str, force: bool, context: &Context) -> End {
    match std::fs::read(path) {
        Ok(there) if there == text.as_bytes() => return End::Done,
        Ok(_) if !force => {
            let title = say!(
                "{path} 已存在且内容不同，未覆盖",
                "{path} already exists with other contents and was not replaced",
                path = path.display()
            );
            let help = say!("如需覆盖，加 `--force`", "add `--force` to replace it");
            let diagnostic = Diagnostic::new(Code::CannotWrite, title).help(help);
            return output::diagnostics(context, &[diagnostic], &Sources::default());
        }
        _ => {}
    }
    output::file(context, path, text.as_bytes())
}

/// The name of each file: that of the document; where it has several tables, with the number and the project.
fn names(tables: &[Assessment]) -> Vec<String> {
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for table in tables {
        let count = counts.entry(table.source.as_deref()).or_default();
        *count = count.saturating_add(1);
    }
    let mut numbers: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for table in tables {
        let source = table.source.as_deref();
        let number = numbers.entry(source).or_default();
        *number = number.saturating_add(1);
        let stem =
            source.map(PathBuf::from).and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let mut name = safe(&stem.unwrap_or_default());
        // Of a name of signs alone nothing is left; a file without a name would be hidden.
        if name.is_empty() {
            UNNAMED.clone_into(&mut name);
        }
        if counts.get(&source).is_some_and(|count| *count > 1) {
            let width = counts.get(&source).map_or(2, |count| count.to_string().len()).max(2);
            name = format!("{name}-{number:0width$}-{}", safe(&table.project.value));
        }
        let name = name.trim_matches('-').to_owned();
        // Two documents of one name, from two folders.
        let unique = (1_usize..=tables.len())
            .map(|again| if again == 1 { format!("{name}.yaml") } else { format!("{name}-{again}.yaml") })
            .find(|name| taken.insert(name.clone()));
        names.extend(unique);
    }
    names
}

/// A text as a part of a file name on every system.
fn safe(text: &str) -> String {
    let kept = text
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '.' | '（' | '）') { c } else { '-' });
    let mut safe = String::new();
    for c in kept.take(LONGEST) {
        if c != '-' || !safe.ends_with('-') {
            safe.push(c);
        }
    }
    safe.trim_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Located;

    #[test]
    fn names_follow_from_the_documents() {
        let table = |source: &str, project: &str| Assessment {
            source: Some(source.into()),
            project: Located::nowhere(project.to_owned()),
            ..Assessment::default()
        };
        let tables = [
            table("a/决算.pdf", "甲：一/二"),
            table("a/决算.pdf", ""),
            table("b/决算.pdf", "乙"),
            table("c/决算.txt", "丙"),
            table("c/\u{FFFD}\u{FFFD}.txt", "丁"),
        ];
        let named = ["决算-01-甲-一-二.yaml", "决算-02.yaml", "决算.yaml", "决算-2.yaml", "table.yaml"];
        assert_eq!(names(&tables), named);
    }
}
