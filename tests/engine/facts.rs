//! A fact has one home: the steps of a trace are for the words of an explanation, and nobody reads them for facts.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn nobody_reads_facts_from_a_trace() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let (mut steps, mut elsewhere) = (0, Vec::new());
    for file in files {
        let inside = file.strip_prefix(&root).expect("a file of src").to_owned();
        let text = fs::read_to_string(&file).expect("UTF-8");
        // Another `Step` than that of a trace has no variants.
        let count = text.matches("Step::").count();
        // `scoring` writes them, the wording says them.
        if inside.starts_with("scoring") || inside == Path::new("report/wording.rs") {
            steps += count;
        } else if count > 0 {
            elsewhere.push(inside);
        }
    }
    assert!(steps > 50, "{steps}: the steps are called otherwise");
    assert_eq!(elsewhere, [] as [PathBuf; 0]);
}
