//! What people see, as it stands in `snapshots/`: a change of one is read as if somebody had asked why.

/// Holds a text against the snapshot of a name; `folder/name` lies in a folder of them.
pub fn snapshot(name: &str, text: &str) {
    let (folder, name) = name.rsplit_once('/').unwrap_or(("", name));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(std::path::Path::new("../../snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
