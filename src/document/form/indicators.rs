//! The rows of indicators, and the line of the total below them.

use super::columns::Columns;
use super::draft::Draft;
use super::figures::{is_blank, points};
use super::lines::{Entry, Row, glue};
use crate::assessment::{Indicator, Reason};
use crate::cell::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::words::{Key, Words};
use crate::place::{Located, Place};
use crate::say;
use crate::text::normalise;
use rust_decimal::Decimal;

impl Draft {
    /// Reads a row below the heading. One at the head of a page may go on with the row above it.
    pub fn row(&mut self, columns: &Columns, row: &Row<'_, '_>, after_break: bool, words: Words<'_>) {
        let Some(first) = row.own().next() else { return };
        let form = &words.0.form;
        if form.is_total(&first.text) || total_within(first, words) {
            self.total(columns, row);
            return;
        }
        if form.is_note(&first.text) {
            return;
        }
        if row.own().count() == 1 && columns.covered(first) >= 3 && !words.is_class(&first.text) {
            self.not_understood(row);
            return;
        }
        let value = |key| columns.value(row, key).filter(|text| !text.value.is_empty());
        let text = |key| columns.value(row, key).filter(|text| !is_blank(&text.value) || text.value == "无");
        let (target, actual) = (text(Key::Target), text(Key::Actual));
        let (weight, claimed) = (value(Key::Weight), value(Key::Claimed));
        let at_sites: Vec<&Entry<'_>> = columns
            .sites
            .iter()
            .filter_map(|(range, _)| row.at(range.start).filter(|entry| !is_blank(&entry.text)))
            .collect();
        let says = !at_sites.is_empty()
            || target.is_some()
            || actual.is_some()
            || weight.is_some()
            || claimed.is_some();
        if after_break && (!says || self.is_cut(columns, row)) && self.go_on(columns, row, words) {
            return;
        }
        let name = self.levels(columns, row);
        if !says {
            self.without_values(columns, row, name.as_ref());
            return;
        }
        // The sum of a class has weight and score, but nothing that was to be reached.
        let summed = name.is_none() && target.is_none() && actual.is_none() && at_sites.is_empty();
        let Some(name) = name.or_else(|| deepest(columns, row)) else {
            if !summed {
                self.nameless(columns, row);
            }
            return;
        };
        if summed {
            return;
        }
        // 不适用 in place of a name: no indicator, unless points are given for it.
        if form.is_no_indicator(&name.value)
            && weight.is_none_or(|text| points(&text.value).read().is_none_or(|weight| weight.is_zero()))
        {
            return;
        }
        if self.is_execution(&name, words) {
            self.execution(columns, row);
            return;
        }
        let weight = self.points(columns, row, Key::Weight);
        let claimed = self.points(columns, row, Key::Claimed);
        let indicator = Indicator {
            goal: columns.goal(row).map(Entry::located),
            class: self.class.clone(),
            group: self.group.clone(),
            name,
            target,
            actual,
            operator: operator(columns, row),
            unit: text(Key::Unit),
            weight,
            claimed,
            reason: columns.value(row, Key::Reason).map(|text| reason(text, words)).unwrap_or_default(),
            at: row_place(columns, row),
            ..Indicator::default()
        };
        // A row for each place.
        for entry in &at_sites {
            self.table.indicators.push(Indicator {
                goal: columns.site(entry),
                target: Some(entry.located()),
                ..indicator.clone()
            });
        }
        if at_sites.is_empty() {
            self.table.indicators.push(indicator);
        }
    }

    /// Whether a row at the head of a page is the rest of the row above: of weight and score, no figure stands on
    /// both pages, at least one on either, and what was to be reached is whole on neither or on one of them.
    fn is_cut(&self, columns: &Columns, row: &Row<'_, '_>) -> bool {
        let Some(above) = self.table.indicators.last() else { return false };
        let own = |key| columns.cells(row, key).into_iter().any(|entry| row.owns(entry));
        if own(Key::Class) || own(Key::Group) {
            return false;
        }
        let figures = [(Key::Weight, above.weight.is_some()), (Key::Claimed, above.claimed.is_some())];
        let mut any = false;
        for (key, there) in figures.into_iter().filter(|(key, _)| columns.has(*key)) {
            let below = columns.cells(row, key).into_iter().any(|entry| points(&entry.text).read().is_some());
            if there == below {
                return false;
            }
            any = true;
        }
        let whole = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let target = columns.value(row, Key::Target);
        let both = above.target.as_ref().zip(target.as_ref()).is_some_and(|(above, below)| {
            whole(&normalise(&above.value).text) && whole(&normalise(&below.value).text)
        });
        any && !both
    }

    /// Class, group and name of a row; class and group go down from above where they are blank.
    fn levels(&mut self, columns: &Columns, row: &Row<'_, '_>) -> Option<Located<String>> {
        let cell = |key| columns.cells(row, key).first().copied();
        let (class, group, mut name) = (cell(Key::Class), cell(Key::Group), cell(Key::Name));
        let same = |one: Option<&Entry<'_>>, other: Option<&Entry<'_>>| {
            one.zip(other).is_some_and(|(one, other)| std::ptr::eq(one, other))
        };
        if let Some(class) = class.filter(|entry| !same(Some(entry), name)) {
            let new = self.class.as_ref().is_none_or(|above| above.at != class.cell.at);
            if new {
                // A stroke says that there is none: nothing goes down from above.
                self.class = Some(class.located()).filter(|class| !is_blank(&class.value));
                self.group = None;
            }
        }
        if !columns.has(Key::Name) {
            name = group.or(class);
        }
        if let Some(group) = group.filter(|entry| !same(Some(entry), name)) {
            let own = (!same(Some(group), class)).then(|| group.located());
            self.group = own.filter(|group| !is_blank(&group.value));
        } else if group.is_some() && columns.has(Key::Name) {
            self.group = None;
        }
        let name = name?;
        let text = if columns.has(Key::Name) { columns.value(row, Key::Name) } else { Some(name.located()) };
        text.filter(|text| !is_blank(&text.value))
    }

    /// A row without any value: a class of its own, a placeholder, or something that is not understood.
    fn without_values(&mut self, columns: &Columns, row: &Row<'_, '_>, name: Option<&Located<String>>) {
        let Some(name) = name else { return };
        let own = columns.cells(row, Key::Name).iter().any(|entry| row.owns(entry));
        let placeholder = name.value.trim_end_matches(['…', '.', '。', ':', '：', ' ', '/', '-', '—']);
        let numbered = placeholder.trim_start_matches("指标").chars().all(|c| c.is_ascii_digit());
        if own && !numbered {
            self.not_understood(row);
        }
    }

    /// Goes on with the row above, which a page broke: each cell with its own.
    fn go_on(&mut self, columns: &Columns, row: &Row<'_, '_>, words: Words<'_>) -> bool {
        let class = columns.cells(row, Key::Class).iter().any(|entry| row.owns(entry));
        let value = |key| columns.value(row, key);
        let (name, more) = (value(Key::Name), value(Key::Reason));
        let (target, actual) = (value(Key::Target), value(Key::Actual));
        if class || [&name, &more, &target, &actual].into_iter().all(Option::is_none) {
            return false;
        }
        let weight = self.points(columns, row, Key::Weight);
        let claimed = self.points(columns, row, Key::Claimed);
        let Some(last) = self.table.indicators.last_mut() else { return false };
        if let Some(name) = name {
            glue(&mut last.name.value, &name.value);
        }
        for (slot, more) in [(&mut last.target, target), (&mut last.actual, actual)] {
            match (slot, more) {
                (Some(text), Some(more)) => glue(&mut text.value, &more.value),
                (slot @ None, more) => *slot = more,
                _ => {}
            }
        }
        last.weight = last.weight.take().or(weight);
        last.claimed = last.claimed.take().or(claimed);
        match (&mut last.reason, more) {
            (Reason::Text(words), Some(more)) => glue(&mut words.value, &more.value),
            (_, Some(more)) => last.reason = reason(more, words),
            _ => {}
        }
        true
    }

    fn is_execution(&self, name: &Located<String>, words: Words<'_>) -> bool {
        let form = &words.0.form;
        let class = self.class.as_ref();
        class.map_or_else(|| form.is_execution(&name.value), |class| form.is_execution(&class.value))
            && self.table.funds.weight.is_none()
    }

    /// The execution of the budget, printed as if it were an indicator.
    fn execution(&mut self, columns: &Columns, row: &Row<'_, '_>) {
        self.table.funds.weight = self.points(columns, row, Key::Weight);
        let claimed = self.points(columns, row, Key::Claimed);
        let slot = &mut self.table.claimed.execution;
        if slot.is_none() {
            *slot = claimed;
        }
    }

    /// The total, from the columns of weights and scores, else from the figures of the line.
    fn total(&mut self, columns: &Columns, row: &Row<'_, '_>) {
        self.totalled = true;
        let in_column = |key| {
            let cells = columns.cells(row, key);
            let own =
                cells.first().copied().filter(|entry| row.owns(entry) && columns.covered(entry) <= 2)?;
            Some(Located { value: points(&own.text).read()?, at: own.cell.at.clone() })
        };
        let (mut weight, mut total) = (in_column(Key::Weight), in_column(Key::Claimed));
        if total.is_none() {
            let all: Vec<Located<Decimal>> = row
                .own()
                .filter(|entry| !columns.passes_over(entry))
                .filter_map(|entry| {
                    let value = points(last_part(&entry.text)).read()?;
                    Some(Located { value, at: entry.cell.at.clone() })
                })
                .filter(|figure| weight.as_ref().is_none_or(|weight| weight.at != figure.at))
                .collect();
            let mut all = all.into_iter().rev();
            // One figure alone below a column of weights is their sum.
            total = all
                .next()
                .filter(|_| weight.is_some() || columns.has(Key::Claimed) || !columns.has(Key::Weight));
            weight = weight.or_else(|| all.next());
        }
        self.table.claimed.weight = self.table.claimed.weight.take().or(weight);
        self.table.claimed.total = self.table.claimed.total.take().or(total);
    }

    fn points(&mut self, columns: &Columns, row: &Row<'_, '_>, key: Key) -> Option<Located<Decimal>> {
        let entry = columns.cells(row, key).first().copied()?;
        let value = self.figure(points(&entry.text), entry)?;
        Some(Located { value, at: entry.cell.at.clone() })
    }

    fn not_understood(&mut self, row: &Row<'_, '_>) {
        let text: Vec<&str> = row.own().map(|entry| entry.text.as_str()).collect();
        let text = text.join(" | ");
        let title =
            say!("该行没有指标的数值，未计入", "this row has no value of an indicator and is left out");
        let label = say!("“{text}”", "“{text}”", text = super::shortened(&text));
        self.report(Diagnostic::new(Code::UnknownLine, title).at(&row.place()).label(label));
    }

    fn nameless(&mut self, columns: &Columns, row: &Row<'_, '_>) {
        let title = say!("该行没有指标名称，未计入", "this row has no name of an indicator and is left out");
        let at = columns.value(row, Key::Target).map_or_else(|| row.place(), |target| target.at);
        self.report(Diagnostic::new(Code::UnknownLine, title).at(&at));
    }
}

/// The operator of a row. Of two columns (指标性质, 指标方向) the sign is meant, else the one that gives a direction.
fn operator(columns: &Columns, row: &Row<'_, '_>) -> Option<Located<String>> {
    let cells = columns.each(row, Key::Operator);
    let says = |entry: &&&Entry<'_>| Reader::operator(&entry.text).is_some();
    cells.iter().find(says).or_else(|| cells.last()).map(|entry| entry.located())
}

/// The place of a row: of its name, else of its first cell.
fn row_place(columns: &Columns, row: &Row<'_, '_>) -> Place {
    let name = columns.cells(row, Key::Name).first().map(|entry| entry.cell.at.clone());
    name.unwrap_or_else(|| row.place())
}

/// The group or class of a row that has no third level: it names the row.
fn deepest(columns: &Columns, row: &Row<'_, '_>) -> Option<Located<String>> {
    let own = |key| columns.cells(row, key).into_iter().find(|entry| row.owns(entry));
    own(Key::Group).or_else(|| own(Key::Class)).map(Entry::located)
}

fn reason(text: Located<String>, words: Words<'_>) -> Reason {
    match text.value.as_str() {
        blank if is_blank(blank) => Reason::Absent,
        mark if words.0.form.is_given(mark) => Reason::Given,
        _ => Reason::Text(text),
    }
}

/// `总分：99.6分` in one cell.
fn total_within(entry: &Entry<'_>, words: Words<'_>) -> bool {
    let part = last_part(&entry.text);
    part.len() < entry.text.len()
        && points(part).read().is_some()
        && entry
            .text
            .strip_suffix(part)
            .is_some_and(|head| words.0.form.is_total(head.trim_end_matches([':', '：', ' '])))
}

/// What stands behind the last colon.
fn last_part(text: &str) -> &str {
    text.rsplit([':', '：']).next().unwrap_or(text).trim()
}
