use jixiao::target::{Reader, Reading};
fn show(r: &Reading) -> String {
    match r {
        Reading::Quantity { op, quantity, face } => format!(
            "Q {} {} [{}]{}{}{}{}",
            op.map_or("", |o| o.as_str()),
            quantity.number,
            face.unit.clone().unwrap_or_default(),
            if face.unit_unknown { " UNKNOWN" } else { "" },
            face.subject.as_ref().map_or(String::new(), |s| format!(" subj={s}")),
            if face.approximate { " ~" } else { "" },
            face.change.map_or(String::new(), |c| format!(" {c:?}"))
        ),
        Reading::Interval { low, high, low_included, high_included, face } => format!(
            "I {}{}..{}{} [{}]",
            low.number,
            if *low_included { "" } else { "(" },
            high.number,
            if *high_included { "" } else { ")" },
            face.unit.clone().unwrap_or_default()
        ),
        Reading::Deadline { op, deadline } => format!(
            "D {} {:?}",
            op.map_or("", |o| o.as_str()),
            deadline.in_year(Some(2024)).map(|d| format!("{}..{}", d.first, d.last))
        ),
        Reading::Quality(s) => format!("W {s}"),
        Reading::Blank => "-".into(),
        Reading::Unreadable(u) => format!("UNREADABLE at {} {:?}", u.at, u.expected),
    }
}
fn main() {
    let v = jixiao::load::vocabulary();
    let r = Reader::new(v);
    let mut l = String::new();
    while std::io::stdin().read_line(&mut l).unwrap() > 0 {
        for (i, c) in l.trim_end_matches('\n').split('\t').take(2).enumerate() {
            if i == 1 && c.is_empty() {
                continue;
            }
            println!("{c:40} => {}", show(&r.read(c)));
        }
        l.clear();
    }
}
