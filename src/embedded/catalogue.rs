//! The pages of all codes, which the program ships under `indicators/findings/`, read once.

use crate::diagnostic::Catalogue;
use std::sync::LazyLock;

macro_rules! families {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../indicators/findings/", $name, ".yaml")))),*]
    };
}

/// The files, in the order in which they are listed.
const FAMILIES: &[(&str, &str)] = families![
    "reading",
    "contents",
    "policies",
    "scores",
    "execution",
    "totals",
    "weights",
    "funds",
    "directions",
    "achievement",
    "reasons",
    "wording",
    "text",
    "parts",
    "portfolio",
    "asked",
    "command",
];

/// A file that cannot be read would be an empty family; a test sees to it that every code has its page.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    families: FAMILIES.iter().map(|(_, text)| serde_saphyr::from_str(text).unwrap_or_default()).collect(),
});

/// What there is to know of every code.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Family};
    use std::collections::BTreeSet;

    #[test]
    fn every_file_of_the_folder_is_a_family_that_can_be_read() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/indicators/findings"));
        let files =
            folder.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let files: BTreeSet<String> =
            files.filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned())).collect();
        assert_eq!(files, FAMILIES.iter().map(|(name, _)| (*name).to_owned()).collect());
        for (name, text) in FAMILIES {
            if let Err(error) = serde_saphyr::from_str::<Family>(text) {
                panic!("{name}: {error}");
            }
        }
    }

    #[test]
    fn every_code_has_one_page_and_every_page_a_code() {
        let pages: Vec<&str> =
            catalogue().families.iter().flat_map(|family| family.pages.keys().map(String::as_str)).collect();
        let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(pages.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(pages.len(), known.len(), "a code stands in two files");
    }

    #[test]
    fn the_page_of_a_finding_says_everything() {
        for code in Code::ALL.iter().filter(|code| code.is_finding()) {
            let (_, page) = catalogue().page(*code).expect("a page");
            let texts =
                [Some(&page.title), page.explanation.as_ref(), page.basis.as_ref(), page.mend.as_ref()];
            for text in texts {
                let text = text.unwrap_or_else(|| panic!("{code} is silent"));
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{code}: one language is missing");
            }
        }
    }
}
