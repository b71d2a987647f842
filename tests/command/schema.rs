//! The JSON Schema for editors takes what the program takes, and refuses the mistakes of form that the program refuses.

use crate::common::program;
use crate::common::snapshot::snapshot;
use jixiao::keys::{SchemaOf, reference, schema};
use jixiao::message::Lang;
use jsonschema::Validator;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn validator(of: SchemaOf) -> Validator {
    jsonschema::validator_for(&schema(of)).expect("a schema")
}

/// The file as an editor sees it.
fn value(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let value: serde_yaml::Value = serde_yaml::from_str(&text).ok()?;
    serde_json::to_value(value).ok()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(program::root().join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn problems(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_shipped_file_is_valid_under_its_schema_and_under_that_of_all() {
    let any = validator(SchemaOf::Any);
    let mut count = 0;
    for (folder, of) in [
        ("indicators/urumqi-2024", SchemaOf::Assessment),
        ("indicators/policies", SchemaOf::Policy),
        ("indicators/examples", SchemaOf::Policy),
    ] {
        let own = validator(of);
        for path in files(folder) {
            let value = value(&path).expect("YAML");
            for validator in [&own, &any] {
                assert_eq!(problems(validator, &value), [] as [String; 0], "{}", path.display());
            }
            count += 1;
        }
    }
    assert!(count >= 39, "{count}");
}

#[test]
fn a_set_and_headings_for_keys_are_valid() {
    let any = validator(SchemaOf::Any);
    let set: Value = serde_yaml::from_str(
        "indicator_set: 道路\nindicators:\n- {三级指标: 里程, 指标值: '≥5公里', 分值: 90}",
    )
    .expect("YAML");
    assert_eq!(problems(&any, &set), [] as [String; 0]);
    let table: Value = serde_yaml::from_str(
        "项目名称: 某路\n年度: 2024\n绩效指标:\n- {指标名称: 里程, 完成值: 6公里, 得分: 9.5分}",
    )
    .expect("YAML");
    assert_eq!(problems(&any, &table), [] as [String; 0]);
}

/// Which of the wrong files an editor marks, and which only the program can.
#[test]
fn mistakes_of_form_are_marked_by_the_editor_already() {
    let mut shown = String::new();
    for path in files("tests/wrong_yaml") {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let of = match name.split('-').next() {
            Some("policy") => SchemaOf::Policy,
            Some("set") => SchemaOf::IndicatorSet,
            _ => SchemaOf::Assessment,
        };
        let Some(value) = value(&path) else {
            writeln!(shown, "{name}: not YAML").expect("a string");
            continue;
        };
        let count = validator(of).iter_errors(&value).count();
        writeln!(shown, "{name}: {}", if count > 0 { "marked" } else { "left to the program" })
            .expect("a string");
    }
    snapshot("schema_marks", &shown);
}

#[test]
fn the_program_prints_it_for_all_files_or_for_one_kind() {
    for (arguments, of) in [
        (vec!["policy", "schema"], SchemaOf::Any),
        (vec!["policy", "schema", "assessment"], SchemaOf::Assessment),
        (vec!["policy", "schema", "indicator-set"], SchemaOf::IndicatorSet),
        (vec!["policy", "schema", "policy"], SchemaOf::Policy),
    ] {
        let ran = program::run_in(program::root(), &arguments, b"");
        assert_eq!((ran.code, ran.said.as_str()), (0, ""));
        let printed: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(printed, schema(of), "{arguments:?}");
        jsonschema::meta::validate(&printed).expect("a valid schema");
    }
}

/// `INSTA_UPDATE=always` writes them anew, as it does the snapshots.
#[test]
fn the_references_of_keys_are_those_of_the_table() {
    let renewed = std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always");
    for (name, lang) in [("docs/keys.md", Lang::En), ("docs/keys.zh-CN.md", Lang::Zh)] {
        let path = program::root().join(name);
        let page = reference(lang);
        if renewed {
            fs::write(&path, &page).expect("the reference is written");
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page, "{name}");
    }
}
