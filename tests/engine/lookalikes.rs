//! Texts that look alike and mean different things: each is read as a careful evaluator reads it, or not at all.

use jixiao::cell::{Op, Reader, Reading};
use jixiao::text::normalise;
use rust_decimal::Decimal;

/// What was read, in the columns of the list: kind, operator, value, unit, date.
fn columns(text: &str, year: i32) -> [String; 5] {
    let op = |op: Option<Op>| op.map_or("", Op::as_str).to_owned();
    let plain = |number: Decimal| number.normalize().to_string();
    let none = String::new;
    match Reader::new(jixiao::shipped::vocabulary()).read(text) {
        Reading::Quantity { op: found, quantity, face } => {
            ["quantity".to_owned(), op(found), plain(quantity.number), face.unit.unwrap_or_default(), none()]
        }
        Reading::Interval { low, low_included, high, high_included, face } => {
            let (open, close) = (if low_included { '[' } else { '(' }, if high_included { ']' } else { ')' });
            let value = format!("{open}{},{}{close}", plain(low.number), plain(high.number));
            ["interval".to_owned(), none(), value, face.unit.unwrap_or_default(), none()]
        }
        Reading::Deadline { op: found, deadline } => {
            let day = deadline.in_year(Some(year)).map(|days| days.last.to_string()).unwrap_or_default();
            ["deadline".to_owned(), op(found), none(), none(), day]
        }
        Reading::Quality(_) => ["quality".to_owned(), none(), none(), none(), none()],
        Reading::Blank => ["blank".to_owned(), none(), none(), none(), none()],
        Reading::Unreadable(_) => ["unreadable".to_owned(), none(), none(), none(), none()],
    }
}

/// Figures of the list without the zeros at their end, as they are compared.
fn figures(value: &str) -> String {
    let mut out = String::new();
    let mut number = String::new();
    for character in value.chars().chain(['\n']) {
        if character.is_ascii_digit() || matches!(character, '.' | '-') {
            number.push(character);
            continue;
        }
        if let Ok(figure) = number.parse::<Decimal>() {
            out.push_str(&figure.normalize().to_string());
        }
        number.clear();
        out.push(character);
    }
    out.trim_end().to_owned()
}

#[test]
fn every_one_is_read_as_an_evaluator_reads_it() {
    let list = include_str!("lookalikes.tsv");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default().to_owned();
        let (text, year) = (next(), next().parse().expect("a year"));
        let mut wanted: [String; 5] = std::array::from_fn(|_| next());
        wanted[2] = figures(&wanted[2]);
        wanted[3] = normalise(&wanted[3]).text;
        let mut found = columns(&text, year);
        // The unit of an interval is given where it is one.
        if found[0] == "interval" && wanted[3].is_empty() {
            found[3].clear();
        }
        if found != wanted {
            wrong.push(format!("{text}: {found:?}, not {wanted:?}"));
        }
        count += 1;
    }
    assert!(count >= 600, "{count}");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    for (text, at) in [("≤90%以上", 4), ("（13 月底）", 1), ("≥1e3", 2), ("3级医院", 1)] {
        let read = Reader::new(jixiao::shipped::vocabulary()).read(text);
        let Reading::Unreadable(stop) = read else { panic!("{text}: {read:?}") };
        assert_eq!(stop.at, at, "{text}");
    }
}
