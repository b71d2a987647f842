//! `jixiao policy`: the policies that are shipped, one of them as it is, and what is wrong with one.

use super::args::Policy as Arguments;
use super::{Context, End, output};
use crate::load::{Document, read_policy, resolved_policy, shipped_base, shipped_policies};
use crate::message::Message;
use crate::report::policy_list;
use crate::say;

pub(super) fn run(arguments: &Arguments, context: &Context) -> std::io::Result<End> {
    match arguments {
        Arguments::List => {
            let width = u16::try_from(output::width()).unwrap_or(u16::MAX);
            output::data(&policy_list(shipped_policies(), context.lang, width)).map(|()| End::Done)
        }
        Arguments::Show { id } => show(id, context),
        Arguments::Check { files } => checked(files, context),
    }
}

fn show(id: &str, context: &Context) -> std::io::Result<End> {
    let found = read_policy(id, None, context.read);
    let end = output::diagnostics(context, &found.diagnostics, &found.sources);
    let file = if found.sources.get(id).is_some() { id.to_owned() } else { format!("{id}.yaml") };
    let bases = |name: &str| match found.sources.get(name) {
        Some(text) => Ok(Document { name: name.to_owned(), text: text.to_owned() }),
        None => shipped_base(name),
    };
    let resolved = found.sources.get(&file).and_then(|text| resolved_policy(&file, text, &bases));
    match resolved {
        Some(text) if found.policy.is_some() => output::data(&text).map(|()| end),
        _ => Ok(End::Problems),
    }
}

fn checked(files: &[String], context: &Context) -> std::io::Result<End> {
    let names: Vec<String> = if files.is_empty() {
        shipped_policies().iter().map(|policy| policy.id.value.clone()).collect()
    } else {
        files.to_vec()
    };
    let mut end = End::Done;
    for name in names {
        let found = read_policy(&name, None, context.read);
        let this = output::diagnostics(context, &found.diagnostics, &found.sources);
        end = end.max(this);
        let verdict: Message = if this == End::Done {
            say!("{name}：通过", "{name}: in order", name = name)
        } else {
            say!("{name}：有错误", "{name}: has errors", name = name)
        };
        output::data(&format!("{}\n", verdict.in_lang(context.lang)))?;
    }
    Ok(end)
}
