//! The words of the field, as data: units, class and group names, headings.
//!
//! The data are the files under `indicators/vocabulary/`; nothing here knows how they are read.
//!
//! Start at [`Vocabulary`].

mod form;
mod headings;
mod labels;
mod predicates;
mod scale;
mod units;
mod words;

pub use form::FormWords;
pub use headings::Headings;
pub(crate) use headings::without_brackets;
pub use labels::Labels;
pub use predicates::{Letters, Predicate, Predicates};
pub use scale::Scale;
pub use units::{Resolved, UnitTable};
pub use words::{Words, occurs};

use std::sync::{Arc, LazyLock};

/// Everything that is known of words.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Units of measure and of counting.
    pub units: UnitTable,
    /// Names of classes and groups.
    pub labels: Labels,
    /// Names of keys and columns.
    pub headings: Arc<Headings>,
    /// What indicators are about.
    pub words: Words,
    /// What statements are made of.
    pub predicates: Predicates,
    /// Words of printed forms; made when a document is first looked at.
    pub form: LazyLock<FormWords>,
}
