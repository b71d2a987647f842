//! The account of a document: what became of each cell that says something, worked out from what was read rather than by
//! the reading itself, so that one checks the other.

use super::words::{Key, Words, unit_of, year};
use super::{Block, Cell, Document, Forms};
use crate::assessment::{Assessment, Reason};
use crate::place::{Located, Place};
use crate::text::normalise;
use crate::vocabulary::Vocabulary;
use std::collections::HashSet;

/// Most cells whose text is looked for within longer ones.
const MOST: usize = 50_000;

/// How many cells and lines of a document say something, and what each of them became. The kinds add up to `all`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Cells and lines that say something.
    pub all: usize,
    /// Those that are fields of a table, whole or as a part of one.
    pub fields: usize,
    /// Titles, headings, labels, notes, signatures, placeholders.
    pub furniture: usize,
    /// Cells in columns on which no score depends (序号, 评分标准, 备注).
    pub aside: usize,
    /// What stands outside any form.
    pub outside: usize,
    /// Cells that a diagnostic names.
    pub told: usize,
    /// The others, each with its place: within a form, but not used.
    pub unused: Vec<Located<String>>,
}

/// What one cell became.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Field,
    Furniture,
    Aside,
    Told,
    None,
}

impl Account {
    /// The account of a document from which tables were read.
    ///
    /// ```
    /// use jixiao::document::{Account, assessments, text};
    /// use jixiao::shipped::vocabulary;
    /// let page = "项目名称\t某路\t\t\n一级指标\t三级指标\t指标值\t完成值\n产出指标\t里程\t≥5公里\t6公里\n\t\t多余\t\n";
    /// let document = text::read(&"a.txt".into(), page, vocabulary());
    /// let forms = assessments(&document, vocabulary());
    /// let account = Account::of(&document, &forms, vocabulary());
    /// assert_eq!((account.all, account.fields, account.furniture), (11, 5, 4));
    /// ```
    pub fn of(document: &Document, forms: &Forms, vocabulary: &Vocabulary) -> Self {
        let known = Known::of(forms, vocabulary);
        let mut account = Self::default();
        let mut left = MOST;
        for block in &document.blocks {
            match block {
                Block::Text(text) => {
                    account.take(
                        known.of_text(&text.value, &text.at, &mut left),
                        true,
                        &text.value,
                        &text.at,
                    );
                }
                Block::Grid(grid) => {
                    let aside = known.columns_aside(&grid.cells);
                    let uses: Vec<(Use, &Cell)> = grid
                        .cells
                        .iter()
                        .filter(|cell| !cell.text.trim().is_empty())
                        .map(|cell| match known.of_text(&cell.text, &cell.at, &mut left) {
                            Use::None if aside.contains(&cell.column) => (Use::Aside, cell),
                            other => (other, cell),
                        })
                        .collect();
                    // A grid from which nothing came is no form.
                    let outside = !uses.iter().any(|(of, _)| matches!(of, Use::Field | Use::Told));
                    for (of, cell) in uses {
                        account.take(of, outside, &cell.text, &cell.at);
                    }
                }
            }
        }
        account
    }

    fn take(&mut self, of: Use, outside: bool, text: &str, at: &Place) {
        let count = match of {
            Use::Field => &mut self.fields,
            Use::Furniture => &mut self.furniture,
            Use::Aside => &mut self.aside,
            Use::Told => &mut self.told,
            Use::None if outside => &mut self.outside,
            Use::None => {
                self.unused.push(Located { value: text.to_owned(), at: at.clone() });
                &mut 0
            }
        };
        *count = count.saturating_add(1);
        self.all = self.all.saturating_add(1);
    }
}

/// What the tables of a document hold, and what was said of it.
struct Known<'v> {
    words: Words<'v>,
    places: HashSet<Place>,
    told: HashSet<Place>,
    texts: HashSet<String>,
    /// All texts, one below the other: a cell may be a part of one.
    whole: String,
}

impl<'v> Known<'v> {
    fn of(forms: &Forms, vocabulary: &'v Vocabulary) -> Self {
        let mut known = Self {
            words: Words(vocabulary),
            places: HashSet::new(),
            told: forms.diagnostics.iter().map(|diagnostic| diagnostic.at.clone()).collect(),
            texts: HashSet::new(),
            whole: String::new(),
        };
        forms.tables.iter().for_each(|table| known.table(table));
        known
    }

    fn table(&mut self, table: &Assessment) {
        self.text(Some(&table.project));
        let names = [table.department.as_ref(), table.unit.as_ref(), table.funds.unit.as_ref()];
        names.into_iter().flatten().for_each(|name| self.word(name));
        let sources = table.funds.sources.iter();
        sources.clone().for_each(|source| self.word(&source.name));
        for money in sources.map(|source| &source.money).chain([&table.funds.total]) {
            self.at([&money.initial, &money.budget, &money.executed]);
        }
        let claimed = &table.claimed;
        self.at([&claimed.rate, &claimed.execution, &claimed.total, &claimed.weight, &table.funds.weight]);
        self.text(table.goals.expected.as_ref());
        self.text(table.goals.achieved.as_ref());
        for row in &table.indicators {
            self.text(Some(&row.name));
            let texts =
                [&row.goal, &row.class, &row.group, &row.target, &row.actual, &row.operator, &row.unit];
            for text in texts {
                self.text(text.as_ref());
            }
            self.at([&row.weight, &row.claimed]);
            if let Reason::Text(text) = &row.reason {
                self.text(Some(text));
            }
        }
    }

    fn at<'d, T: 'd>(&mut self, figures: impl IntoIterator<Item = &'d Option<Located<T>>>) {
        self.places.extend(figures.into_iter().flatten().map(|figure| figure.at.clone()));
    }

    fn text(&mut self, text: Option<&Located<String>>) {
        let Some(text) = text.filter(|text| !text.value.is_empty()) else { return };
        self.places.insert(text.at.clone());
        self.word(&text.value);
    }

    fn word(&mut self, text: &str) {
        let bare = bare(text);
        if self.texts.insert(bare.clone()) {
            self.whole.push_str(&bare);
            self.whole.push('\n');
        }
    }

    /// What a text at a place became.
    fn of_text(&self, text: &str, at: &Place, left: &mut usize) -> Use {
        if *at != Place::Nowhere && self.places.contains(at) {
            return Use::Field;
        }
        let short = bare(text);
        if self.texts.contains(&short) {
            return Use::Field;
        }
        if *at != Place::Nowhere && self.told.contains(at) {
            return Use::Told;
        }
        if self.is_furniture(text) {
            return Use::Furniture;
        }
        // A cell that a page broke stands in two; a line may hold a label with its value.
        let Some(rest) = left.checked_sub(1) else { return Use::None };
        *left = rest;
        let value = short.rsplit(':').next().filter(|value| !value.is_empty()).unwrap_or(&short);
        let part = |text: &str| text.chars().nth(1).is_some() && self.whole.contains(text);
        if part(&short) || part(value) { Use::Field } else { Use::None }
    }

    fn is_furniture(&self, text: &str) -> bool {
        let (words, form) = (self.words, &self.words.0.form);
        let short = bare(text);
        let placeholder = short.trim_start_matches("指标").trim_end_matches(['…', '.', '。', ':', '、']);
        placeholder.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '/' | '*'))
            && (placeholder.is_empty()
                || short.starts_with("指标")
                || !placeholder.contains(|c: char| c.is_ascii_digit()))
            || form.is_title(text)
            || form.is_note(text)
            || form.is_total(text)
            || form.is_other_label(text)
            || form.is_funds_total(text) && short.chars().count() <= 12
            || form.is_source(text) && short.chars().count() <= 12
            || form.is_execution(text)
            || words.label(text).is_some()
            || words.indicator(text).is_some()
            || words.money(text).is_some()
            || words.goal(text).is_some()
            || words.is_class(text)
            || words.is_group(text)
            || words.0.headings.is_known(text)
            || (year(text).is_some() && short.chars().count() <= 12)
            || (unit_of(text).is_some() && short.chars().count() <= 12)
            || short == "无"
    }

    /// The columns of a grid on which no score depends, by its heading.
    fn columns_aside(&self, cells: &[Cell]) -> HashSet<u32> {
        let mut aside = HashSet::new();
        for row in cells.chunk_by(|one, other| one.row == other.row) {
            let named: Vec<(u32, Key)> = row
                .iter()
                .filter_map(|cell| Some((cell.column, self.words.indicator(&cell.text)?.0)))
                .collect();
            if named.len() >= 3 {
                aside.extend(named.iter().filter(|(_, key)| *key == Key::Aside).map(|(column, _)| *column));
            }
        }
        aside
    }
}

/// A text without spaces, normalised.
fn bare(text: &str) -> String {
    normalise(text).text.chars().filter(|c| !c.is_whitespace()).collect()
}
