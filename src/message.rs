//! A sentence in the two languages of the program, written side by side so that neither is forgotten.

use serde::{Deserialize, Serialize};

/// The language in which a person reads the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// One sentence, in Chinese and in English.
///
/// ```
/// use jixiao::message::{Lang, Message};
/// use jixiao::say;
/// let found = 3;
/// let message = say!("共 {found} 处", "{found} places");
/// assert_eq!(message.in_lang(Lang::En), "3 places");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The Chinese sentence.
    pub zh: String,
    /// The English sentence.
    pub en: String,
}

impl Message {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The same words in both languages: a name, a formula, a figure.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { en: text.clone(), zh: text }
    }
}

/// Writes a [`Message`]: the Chinese format string, the English one, then what both may name.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = &$value;)*
        $crate::message::Message { zh: format!($zh), en: format!($en) }
    }};
}
