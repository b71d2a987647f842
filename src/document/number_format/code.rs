//! What the signs of a format code mean.

use rust_decimal::Decimal;

/// The longest code that is read; Excel allows 255 characters.
const MAX_CODE: usize = 512;

/// One of the parts between `;`.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub pieces: Vec<Piece>,
    /// When it applies, where it says so.
    pub condition: Option<Condition>,
    /// A fraction or an exponent: such numbers are shown plain.
    pub unsupported: bool,
}

/// A sign, or some that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: thousands, or a thousandth.
    Comma,
    /// `%`, shown, and a hundredfold.
    Percent,
    /// The number as it was typed.
    General,
    /// Shown as it is.
    Literal(char),
    /// A part of a day or a time.
    Day(Day),
}

/// A part of a day or a time, with how many letters it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Year(usize),
    /// Month, or minute beside hours or seconds.
    Month(usize),
    Minute(usize),
    Date(usize),
    Weekday(usize),
    Hour(usize),
    Second(usize),
    /// Hours, minutes or seconds since the beginning: `h`, `m`, `s`.
    Elapsed(char),
    /// AM or PM, 上午 or 下午.
    Half {
        chinese: bool,
    },
}

/// A condition such as `[>=90]`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition {
    sign: Sign,
    than: Decimal,
}

#[derive(Debug, Clone, Copy)]
enum Sign {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Condition {
    /// Whether a number meets it.
    pub(super) fn holds(self, value: Decimal) -> bool {
        match self.sign {
            Sign::Equal => value == self.than,
            Sign::Unequal => value != self.than,
            Sign::Less => value < self.than,
            Sign::AtMost => value <= self.than,
            Sign::More => value > self.than,
            Sign::AtLeast => value >= self.than,
        }
    }

    fn read(text: &str) -> Option<Self> {
        let signs = [
            (">=", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("<>", Sign::Unequal),
            (">", Sign::More),
            ("<", Sign::Less),
            ("=", Sign::Equal),
        ];
        signs.into_iter().find_map(|(written, sign)| {
            let than = text.strip_prefix(written)?.trim().parse().ok()?;
            Some(Self { sign, than })
        })
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let signs: Vec<char> = code.chars().take(MAX_CODE).collect();
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut rest = signs.as_slice();
    while let Some((&sign, after)) = rest.split_first() {
        rest = after;
        if sign == ';' {
            sections.push(std::mem::take(&mut section));
        } else {
            rest = section.sign(sign, after);
        }
    }
    sections.push(section);
    for section in &mut sections {
        section.tell_minutes();
    }
    sections
}

impl Section {
    /// Takes a sign and what belongs to it; what is left.
    fn sign<'a>(&mut self, sign: char, after: &'a [char]) -> &'a [char] {
        let whole: String = std::iter::once(sign).chain(after.iter().copied().take(12)).collect();
        for (word, piece) in [
            ("general", Piece::General),
            ("g/通用格式", Piece::General),
            ("am/pm", Piece::Day(Day::Half { chinese: false })),
            ("a/p", Piece::Day(Day::Half { chinese: false })),
            ("上午/下午", Piece::Day(Day::Half { chinese: true })),
        ] {
            if whole.to_lowercase().starts_with(word) {
                self.pieces.push(piece);
                return after.get(word.chars().count().saturating_sub(1)..).unwrap_or_default();
            }
        }
        let lower = sign.to_ascii_lowercase();
        match lower {
            '0' | '#' | '?' => self.pieces.push(Piece::Digit(sign)),
            '.' => self.pieces.push(Piece::Point),
            ',' => self.pieces.push(Piece::Comma),
            '%' => self.pieces.push(Piece::Percent),
            '@' => self.pieces.push(Piece::General),
            '"' => {
                let end = after.iter().position(|c| *c == '"').unwrap_or(after.len());
                self.literal(after.get(..end).unwrap_or_default());
                return after.get(end.saturating_add(1)..).unwrap_or_default();
            }
            '[' => {
                let end = after.iter().position(|c| *c == ']').unwrap_or(after.len());
                self.bracket(after.get(..end).unwrap_or_default());
                return after.get(end.saturating_add(1)..).unwrap_or_default();
            }
            '\\' | '!' => {
                self.literal(after.get(..1).unwrap_or_default());
                return after.get(1..).unwrap_or_default();
            }
            // The width of a character, a character that fills.
            '_' | '*' => return after.get(1..).unwrap_or_default(),
            'e' if matches!(after.first(), Some('+' | '-')) => self.unsupported = true,
            'y' | 'e' | 'm' | 'd' | 'h' | 's' | 'a' => {
                let more = after.iter().take_while(|c| c.to_ascii_lowercase() == lower).count();
                self.day(lower, more.saturating_add(1));
                return after.get(more..).unwrap_or_default();
            }
            '/' if self.pieces.iter().any(|piece| matches!(piece, Piece::Digit(_))) => {
                self.unsupported = true;
            }
            _ => self.pieces.push(Piece::Literal(sign)),
        }
        after
    }

    fn literal(&mut self, text: &[char]) {
        self.pieces.extend(text.iter().copied().map(Piece::Literal));
    }

    fn day(&mut self, letter: char, many: usize) {
        self.pieces.push(Piece::Day(match letter {
            'y' | 'e' => Day::Year(if letter == 'e' { 4 } else { many }),
            'm' => Day::Month(many),
            'd' if many > 2 => Day::Weekday(many),
            'd' => Day::Date(many),
            'h' => Day::Hour(many),
            's' => Day::Second(many),
            _ => Day::Weekday(many),
        }));
    }

    fn bracket(&mut self, inside: &[char]) {
        let text: String = inside.iter().collect();
        let first = text.chars().next().map(|c| c.to_ascii_lowercase());
        if let Some(condition) = Condition::read(&text) {
            self.condition = Some(condition);
        } else if let Some(letter @ ('h' | 'm' | 's')) = first
            && text.chars().all(|c| c.to_ascii_lowercase() == letter)
        {
            self.pieces.push(Piece::Day(Day::Elapsed(letter)));
        } else if let Some(currency) = text.strip_prefix('$') {
            let sign: Vec<char> = currency.chars().take_while(|c| *c != '-').collect();
            self.literal(&sign);
        }
    }

    /// An `m` after hours or before seconds is a minute.
    fn tell_minutes(&mut self) {
        let mut days: Vec<&mut Day> = self
            .pieces
            .iter_mut()
            .filter_map(|piece| if let Piece::Day(day) = piece { Some(day) } else { None })
            .collect();
        for index in 0..days.len() {
            let hours = index.checked_sub(1).and_then(|before| days.get(before));
            let hours = hours.is_some_and(|day| matches!(day, Day::Hour(_) | Day::Elapsed('h')));
            let seconds = days.get(index.saturating_add(1));
            let seconds = seconds.is_some_and(|day| matches!(day, Day::Second(_) | Day::Elapsed('s')));
            if let Some(day) = days.get_mut(index)
                && let Day::Month(many) = **day
                && (hours || seconds)
            {
                **day = Day::Minute(many);
            }
        }
    }
}
