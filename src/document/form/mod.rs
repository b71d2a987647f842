//! What a grid means: headings and labels are recognised by their words, never by their place.
//!
//! Nothing is invented: what is not recognised is reported with its place, what a table lacks is named, and the
//! rest of it is read all the same.

mod columns;
mod draft;
mod extent;
mod figures;
mod funds;
mod goals;
mod indicators;
mod labels;
mod lines;

use self::columns::Columns;
use self::draft::Draft;
use self::funds::Layout;
use self::lines::Row;
use super::limits::{MAX_CELLS, MAX_PROJECTS};
use super::words::{Label, Words, unit_of, year};
use super::{Block, Document, Grid};
use crate::assessment::Assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Located;
use crate::say;
use crate::vocabulary::Vocabulary;
use std::sync::Arc;

/// The tables of a document.
#[derive(Debug, Default)]
pub struct Forms {
    /// The tables, in the order of the document.
    pub tables: Vec<Assessment>,
    /// What was not understood, and what the tables lack; what the reader had to say comes first.
    pub diagnostics: Vec<Diagnostic>,
}

/// The tables that the blocks of a document show.
pub(super) fn of_blocks(document: &Document, vocabulary: &Vocabulary) -> Forms {
    let mut reading = Reading::new(document, vocabulary);
    let mut left = MAX_CELLS;
    for block in &document.blocks {
        match block {
            Block::Text(text) => reading.text(text),
            Block::Grid(grid) => {
                let Some(rest) = left.checked_sub(grid.cells.len()) else {
                    reading.too_many(grid);
                    continue;
                };
                left = rest;
                reading.grid(grid);
            }
        }
    }
    reading.flush();
    reading.forms
}

/// Where in a table we are.
#[derive(Debug, Clone, Default)]
enum Section {
    #[default]
    Head,
    Funds(Layout),
    /// The columns of what was expected and what came of it.
    Goals(Vec<(u32, bool)>),
    Indicators(Columns),
}

struct Reading<'v> {
    words: Words<'v>,
    file: Arc<str>,
    forms: Forms,
    /// Whether it was said that there are more projects than are read.
    full: bool,
    draft: Draft,
    section: Section,
    /// How many columns the grid before had.
    width: u32,
    /// A title was met since the last row of indicators.
    titled: bool,
    /// The year of that title.
    title_year: Option<i32>,
    /// A year that the head of the document names.
    document_year: Option<i32>,
    /// How many texts were met.
    texts: usize,
    /// A line that ends within the unit of the money.
    cut: String,
}

impl<'v> Reading<'v> {
    fn new(document: &Document, vocabulary: &'v Vocabulary) -> Self {
        let file = Arc::clone(&document.name);
        Self {
            words: Words(vocabulary),
            draft: Draft::new(&file, None),
            forms: Forms { tables: Vec::new(), diagnostics: document.diagnostics.clone() },
            full: false,
            file,
            section: Section::Head,
            width: 0,
            titled: false,
            title_year: None,
            document_year: None,
            texts: 0,
            cut: String::new(),
        }
    }

    /// A text outside any grid, or a line that one cell fills.
    fn text(&mut self, text: &Located<String>) {
        self.texts = self.texts.saturating_add(1);
        if text.value.chars().nth(120).is_some() {
            return;
        }
        let form = &self.words.0.form;
        let title = form.is_title(&text.value) && !form.is_note(&text.value);
        let named = year(&text.value);
        let year_alone = named.is_some() && text.value.chars().filter(|c| !c.is_whitespace()).count() <= 10;
        if title {
            self.titled = true;
            self.draft.titled |= !self.draft.is_begun();
        }
        if title || year_alone {
            if let Some(year) = named {
                if self.draft.is_begun() {
                    self.title_year = Some(year);
                } else {
                    self.draft.table.year = Some(year);
                }
                self.document_year = Some(year);
            }
        } else if self.texts <= 5 && self.document_year.is_none() {
            self.document_year = named;
        }
        self.line_above(text);
    }

    /// What a line outside the form says by labels: its own cells come first. A line that is cut within the unit of the
    /// money goes on in the next.
    fn line_above(&mut self, text: &Located<String>) {
        let cut = std::mem::take(&mut self.cut);
        let whole = if text.value.trim_start().starts_with('元') {
            cut + text.value.trim()
        } else {
            text.value.clone()
        };
        let pairs = labels::line(&whole, self.words);
        let mut found = Vec::new();
        for (label, value) in pairs {
            let value = Located { value, at: text.at.clone() };
            match self.words.label(&label) {
                Some(label) if !value.value.is_empty() => found.push((label, value)),
                _ => {}
            }
        }
        self.draft_of(&found);
        for (label, value) in found {
            if label == Label::Project || label == Label::Total {
                self.labels(vec![(label, value)]);
            } else {
                self.draft.above.push((label, value));
            }
        }
        if whole.trim_end().ends_with(['万', '亿', '千']) {
            self.cut = whole;
        } else if let Some(unit) = unit_of(&whole)
            && unit != whole.trim()
            && !self.draft.is_begun()
            && whole.chars().count() <= 120
        {
            self.draft.unit_above = Some(unit);
        }
    }

    /// Labels above a form begin it where the form before has ended.
    fn draft_of(&mut self, found: &[(Label, Located<String>)]) {
        let of_form =
            |(label, _): &(Label, Located<String>)| matches!(label, Label::Department | Label::Unit);
        if self.draft.totalled && self.titled && found.iter().any(of_form) {
            self.begin();
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let entries = lines::entries(grid);
        let mut rows = lines::rows(&entries);
        let mut width = grid.size().1;
        if let Some(beside) = extent::beside(&rows, self.words) {
            let stands = |entry: &&lines::Entry<'_>| entry.cell.column == beside.from && !entry.is_blank();
            // What a blank column keeps apart, nobody takes for the form.
            if let Some(first) = entries.iter().find(stands).filter(|_| !beside.apart) {
                self.beside(first);
            }
            for row in &mut rows {
                row.cells.retain(|entry| entry.cell.column < beside.from);
            }
            width = beside.from;
        }
        if width != self.width {
            self.section = Section::Head;
        }
        self.width = width;
        let mut after_break = true;
        let mut rows = rows.iter().filter(|row| !row.is_blank()).peekable();
        while let Some(row) = rows.next() {
            after_break &= self.row(row, rows.peek().copied(), after_break);
        }
    }

    /// Reads a row; whether it was a heading, so that the next stands as if at the head of a page.
    fn row(&mut self, row: &Row<'_, '_>, below: Option<&Row<'_, '_>>, after_break: bool) -> bool {
        if self.draft.at == crate::place::Place::Nowhere {
            self.draft.at = row.place();
        }
        if let Section::Indicators(columns) = &mut self.section
            && self.draft.table.indicators.is_empty()
            && columns.refine(row, self.words)
        {
            self.draft.columns = Some(columns.clone());
            return true;
        }
        if let Some(columns) = Columns::of(row, self.words) {
            self.heading(columns);
            return true;
        }
        let pairs = labels::pairs(row, self.words);
        let in_rows = matches!(self.section, Section::Indicators(_));
        let first_is_label = pairs.iter().any(|(label, _)| *label == Label::Project)
            && row.own().next().is_some_and(|first| {
                self.words.label(&first.text).is_some() || first.text.contains(['：', ':'])
            });
        if !pairs.is_empty() && (!in_rows || first_is_label || self.draft.totalled) {
            self.section = Section::Head;
            self.labels(pairs);
            return false;
        }
        if let Some(line) = single(row)
            && (self.words.0.form.is_title(&line.value)
                || ((!in_rows || self.titled) && year(&line.value).is_some()))
        {
            self.text(&line);
            return false;
        }
        if !in_rows || self.draft.totalled {
            if let Section::Funds(above) = &self.section
                && let Some(crossed) = above.crossed(row, self.words)
            {
                self.section = Section::Funds(crossed);
                return false;
            }
            // Below a heading a line may be called 预算数; its figures stand where the heading says.
            let holds = matches!(&self.section, Section::Funds(layout) if layout.holds(row));
            if goals::heading(row, self.words).is_none()
                && goals::beside(&mut self.draft.table.goals, row, self.words)
            {
                self.section = Section::Head;
                return false;
            }
            if matches!(&self.section, Section::Funds(Layout::Across(_))) {
                self.unit_of_funds(row);
            }
            if !holds && let Some(layout) = Layout::of(row, below, self.words) {
                self.unit_of_funds(row);
                self.draft.weight_in_heading(row, self.words);
                if Layout::begins_at(row) {
                    self.draft.funds_line(&layout, row, self.words);
                }
                self.section = Section::Funds(layout);
                return false;
            }
            if let Some(goals) = goals::heading(row, self.words) {
                self.section = Section::Goals(goals);
                return false;
            }
        }
        self.line(row, after_break);
        false
    }

    /// A line that is neither heading nor label: of the section that we are in.
    fn line(&mut self, row: &Row<'_, '_>, after_break: bool) {
        match &self.section {
            Section::Indicators(columns) => {
                let columns = columns.clone();
                self.row_of_list(&columns, row);
                if !self.draft.totalled {
                    self.draft.row(&columns, row, after_break, self.words);
                }
            }
            Section::Funds(layout) => {
                let layout = layout.clone();
                if !self.draft.funds_line(&layout, row, self.words) {
                    self.section = Section::Head;
                }
            }
            Section::Goals(columns) => {
                let columns = columns.clone();
                self.goals(&columns, row);
            }
            Section::Head => self.unit_of_funds(row),
        }
    }

    /// In a list of several projects, a row of another project than the row above begins with the next table.
    fn row_of_list(&mut self, columns: &Columns, row: &Row<'_, '_>) {
        let cells: Vec<(Label, Located<String>)> = columns
            .of_list()
            .iter()
            .filter_map(|(column, label)| {
                Some((*label, row.at(*column).filter(|entry| !entry.is_blank())?.located()))
            })
            .collect();
        let Some((_, project)) = cells.iter().find(|(label, _)| *label == Label::Project) else { return };
        if self.draft.table.project.value == project.value || self.words.0.form.is_total(&project.value) {
            return;
        }
        if self.draft.named {
            self.begin();
        }
        self.draft.columns = Some(columns.clone());
        self.draft.at = project.at.clone();
        for (label, value) in cells {
            self.draft.label(label, value);
        }
    }

    fn heading(&mut self, columns: Columns) {
        let begun = !self.draft.table.indicators.is_empty();
        let again = self.draft.columns.as_ref().is_some_and(|before| before.same_as(&columns));
        if begun && (self.draft.totalled || self.titled || !again) {
            self.begin();
        }
        if !begun {
            for (_, heading) in &columns.unknown {
                let text = shortened(&heading.value);
                let title = say!("未能识别的栏：“{text}”", "unknown column: “{text}”");
                let note = say!("该栏未读取", "the column is not read");
                self.draft.report(Diagnostic::new(Code::UnknownColumn, title).at(&heading.at).note(note));
            }
        }
        self.titled = false;
        self.draft.columns = Some(columns.clone());
        self.section = Section::Indicators(columns);
    }

    fn labels(&mut self, pairs: Vec<(Label, Located<String>)>) {
        for (label, value) in pairs {
            let another = match label {
                Label::Project => self.draft.named || !self.draft.table.indicators.is_empty(),
                Label::Department | Label::Unit => self.draft.totalled && self.titled,
                Label::Year | Label::Total => false,
            };
            if another {
                self.begin();
            }
            if self.draft.at == crate::place::Place::Nowhere {
                self.draft.at = value.at.clone();
            }
            self.draft.label(label, value);
        }
    }

    fn unit_of_funds(&mut self, row: &Row<'_, '_>) {
        if let Some(unit) = row
            .cells
            .iter()
            .find_map(|entry| unit_of(&entry.text).filter(|_| entry.text.chars().count() <= 30))
        {
            self.draft.table.funds.unit.get_or_insert_with(|| unit.to_owned());
        }
    }

    fn goals(&mut self, columns: &[(u32, bool)], row: &Row<'_, '_>) {
        for (column, achieved) in columns {
            let Some(entry) = row.at(*column).filter(|entry| row.owns(entry) && !entry.is_blank()) else {
                continue;
            };
            goals::add(&mut self.draft.table.goals, *achieved, entry);
        }
    }

    /// Begins with the next table.
    fn begin(&mut self) {
        let year = self.title_year.take().or(self.document_year);
        let next = Draft::new(&self.file, year);
        let draft = std::mem::replace(&mut self.draft, next);
        self.keep(draft);
        self.titled = false;
    }

    fn flush(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        self.keep(draft);
    }

    fn keep(&mut self, mut draft: Draft) {
        draft.table.year = draft.table.year.or(self.document_year);
        let Some((table, diagnostics)) = draft.finish() else { return };
        if self.forms.tables.len() < MAX_PROJECTS {
            self.forms.diagnostics.extend(diagnostics);
            self.forms.tables.push(table);
        } else if !std::mem::replace(&mut self.full, true) {
            let title = say!(
                "一个文件最多读取 {most} 个项目，其余未读取",
                "at most {most} projects are read from one file; the rest is not read",
                most = MAX_PROJECTS
            );
            self.forms.diagnostics.push(Diagnostic::new(Code::TooManyCells, title).file(&self.file));
        }
    }

    /// Says that something stands beside the form.
    fn beside(&mut self, first: &lines::Entry<'_>) {
        let title = say!(
            "表格右侧还有内容（“{text}”等）",
            "contents to the right of the form (“{text}” and so on)",
            text = shortened(&first.text)
        );
        let note = say!(
            "表头和标题未覆盖该列，按表外内容处理，未读取",
            "title and headings do not cover this column: it is not part of the form and is not read"
        );
        let diagnostic = Diagnostic::new(Code::UnknownColumn, title).file(&self.file).at(&first.cell.at);
        self.forms.diagnostics.push(diagnostic.note(note));
    }

    fn too_many(&mut self, grid: &Grid) {
        let title = say!(
            "一个文件最多读取 {most} 个单元格，此表未读取",
            "at most {most} cells are read from one file; this table is not read",
            most = MAX_CELLS
        );
        let at = grid.cells.first().map(|cell| cell.at.clone()).unwrap_or_default();
        self.forms.diagnostics.push(Diagnostic::new(Code::TooManyCells, title).file(&self.file).at(&at));
    }
}

/// The only text of a row.
fn single(row: &Row<'_, '_>) -> Option<Located<String>> {
    let mut own = row.own();
    let first = own.next()?;
    own.next().is_none().then(|| first.located())
}

/// A text for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
