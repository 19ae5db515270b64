//! The grammar of temporal expressions: at each token the longest expression that begins there.

use super::looks_ahead;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use legation_knowledge::lexicon::calendar::{Sense, senses};
use legation_language::Parse;
use legation_record::{Grain, PartialDate, TimexMod, TimexType};

/// An expression found: its tokens, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TimexType,
    pub(super) value: String,
    pub(super) modifier: Option<TimexMod>,
}

/// Reads the tokens of one sentence.
pub(super) struct Reader<'a> {
    words: &'a [&'a str],
    lower: Vec<String>,
    parse: &'a Parse,
    /// The document's number of the first token.
    first: u32,
    today: Date,
}

/// The value of a day.
fn day(date: Date) -> String {
    date.to_string()
}

/// The value of the stretch of that grain that holds a day.
fn stretch(date: Date, grain: Grain) -> String {
    PartialDate::containing(date, grain).to_string()
}

impl<'a> Reader<'a> {
    pub(super) fn new(words: &'a [&'a str], parse: &'a Parse, first: u32, today: Date) -> Reader<'a> {
        let lower =
            words.iter().map(|word| word.chars().take(24).collect::<String>().to_lowercase()).collect();
        Reader { words, lower, parse, first, today }
    }

    /// All expressions, in order.
    pub(super) fn find(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            match self.at(at) {
                Some(time) => {
                    at = time.end;
                    found.push(time);
                }
                None => at += 1,
            }
        }
        found
    }

    fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        senses(self.word(at)).find_map(pick)
    }

    fn unit(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| if let Sense::Unit(unit) = sense { Some(unit) } else { None })
    }

    /// A month is written with a capital; `May` and `March` need a neighbour that makes them one.
    fn month(&self, at: usize) -> Option<i8> {
        let month =
            self.sense(at, |sense| if let Sense::Month(month) = sense { Some(month) } else { None })?;
        let written = self.words.get(at)?;
        let doubtful = matches!(self.word(at), "may" | "march" | "mar" | "jan" | "jun" | "sep" | "dec");
        let beside = |at: usize| self.number(at).is_some();
        let led = at > 0
            && matches!(
                self.word(at - 1),
                "in" | "of"
                    | "since"
                    | "until"
                    | "by"
                    | "last"
                    | "next"
                    | "early"
                    | "late"
                    | "this"
                    | "from"
                    | "through"
                    | "mid"
                    | "to"
                    | "and"
                    | "-"
            );
        let is_month = !doubtful || beside(at + 1) || (at > 0 && beside(at - 1)) || led;
        (written.starts_with(char::is_uppercase) && is_month).then_some(month)
    }

    fn weekday(&self, at: usize) -> Option<i8> {
        let weekday =
            self.sense(at, |sense| if let Sense::Weekday(day) = sense { Some(day) } else { None })?;
        let short = self.word(at).len() < 5 && !self.word(at).ends_with('.');
        (self.words.get(at)?.starts_with(char::is_uppercase) && !(short && self.word(at) != "thu"))
            .then_some(weekday)
    }

    /// A number in figures (`12`, `12th`) or words.
    fn number(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        let figures =
            word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        if !figures.is_empty() && figures.len() <= 4 && figures.bytes().all(|byte| byte.is_ascii_digit()) {
            return figures.parse().ok();
        }
        None
    }

    fn count(&self, at: usize) -> Option<i32> {
        self.number(at).or_else(|| {
            self.sense(at, |sense| if let Sense::Number(number) = sense { Some(number) } else { None })
        })
    }

    fn day_of_month(&self, at: usize) -> Option<i8> {
        self.number(at).and_then(|number| i8::try_from(number).ok()).filter(|day| (1..=31).contains(day))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|year| is_year && (1500..2100).contains(year))
    }

    fn found(&self, start: usize, end: usize, kind: TimexType, value: String) -> Option<Found> {
        Some(Found { start, end, kind, value, modifier: None })
    }

    fn date(&self, start: usize, end: usize, value: String) -> Option<Found> {
        self.found(start, end, TimexType::Date, value)
    }

    /// The longest expression that begins at a token.
    fn at(&self, at: usize) -> Option<Found> {
        self.iso(at)
            .or_else(|| self.calendar_day(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.month_or_year(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.single(at))
    }

    /// `2025-02-27`
    fn iso(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let shape: Vec<usize> = word.split('-').map(str::len).collect();
        let date: Date = (shape == [4, 2, 2]).then(|| word.parse().ok()).flatten()?;
        self.date(at, at + 1, day(date))
    }

    /// `Thursday, Feb. 12, 2025`, `12 February`, `February 12th`, `Feb. 12-18`.
    fn calendar_day(&self, at: usize) -> Option<Found> {
        if let Some(_weekday) = self.weekday(at) {
            let next = at + 1 + usize::from(self.word(at + 1) == ",");
            let inner = self.calendar_day(next).filter(|found| found.value.len() == 10)?;
            return Some(Found { start: at, ..inner });
        }
        let (month, date, mut end) = match (self.month(at), self.month(at + 1)) {
            (Some(month), _) => (month, self.day_of_month(at + 1)?, at + 2),
            (None, Some(month)) => (month, self.day_of_month(at)?, at + 2),
            (None, None) => {
                // `the 12th of February`
                let month = self.month(at + 2).filter(|_| self.word(at + 1) == "of")?;
                (month, self.day_of_month(at)?, at + 3)
            }
        };
        let comma = usize::from(self.word(end) == ",");
        let year = match self.year(end + comma) {
            Some(year) => {
                end += comma + 1;
                year
            }
            None => self.nearest_year(at, month, date),
        };
        let date = Date::new(year, month, date).ok()?;
        self.date(at, end, day(date))
    }

    /// The year of a day without one: the last such day, or the next where the words look ahead; a day just ahead of
    /// today is that one.
    fn nearest_year(&self, at: usize, month: i8, date: i8) -> i16 {
        let this = self.today.year();
        let Ok(here) = Date::new(this, month, date) else { return this };
        let days = self.today.until(here).map_or(0, |span| span.get_days());
        let ahead = looks_ahead(self.parse, self.first + at as u32, &self.lower, at);
        match (ahead, days) {
            (true, ..-120) => this + 1,
            (false, 150..) => this - 1,
            (_, ..-240) => this + 1,
            (_, 240..) => this - 1,
            _ => this,
        }
    }

    /// `on Thursday`, `last Monday`, `Friday morning`, `Thursday's`.
    fn named_day(&self, at: usize) -> Option<Found> {
        let shift = self.sense(at, |sense| if let Sense::Shift(shift) = sense { Some(shift) } else { None });
        let name = at + usize::from(shift.is_some());
        let weekday = self.weekday(name)?;
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        let back = self.today.weekday().since(weekday);
        let last = self.today.saturating_sub(i64::from(back).days());
        let ahead = looks_ahead(self.parse, self.first + name as u32, &self.lower, name);
        let date = match shift {
            Some(-1) if back == 0 => last.saturating_sub(7.days()),
            Some(1) => last.saturating_add(7.days()),
            None | Some(0) if ahead && back > 0 => last.saturating_add(7.days()),
            _ => last,
        };
        let part =
            self.sense(name + 1, |sense| if let Sense::Part(part) = sense { Some(part) } else { None });
        match part {
            Some(part) => self.found(at, name + 2, TimexType::Time, format!("{date}T{part}")),
            None => self.date(at, name + 1, day(date)),
        }
    }

    /// `this week`, `last month`, `next year`, `last February`, `this summer`, `the past five years`, `this morning`.
    fn shifted(&self, at: usize) -> Option<Found> {
        let shift =
            self.sense(at, |sense| if let Sense::Shift(shift) = sense { Some(shift) } else { None })?;
        let next = at + 1;
        // The article goes with what is counted (`the past five years`), not with `the last week`.
        if let Some(count) =
            self.number(next).or_else(|| self.count(next).filter(|_| !matches!(self.word(next), "a" | "an")))
        {
            let unit = self.unit(next + 1)?;
            return self.found(at, next + 2, TimexType::Duration, duration(count, unit));
        }
        if let Some(month) = self.month(next) {
            let this = self.today.year();
            let year = match shift {
                -1 if month >= self.today.month() => this - 1,
                1 if month <= self.today.month() => this + 1,
                _ => this,
            };
            return self.date(at, next + 1, format!("{year:04}-{month:02}"));
        }
        let part = self.sense(next, |sense| if let Sense::Part(part) = sense { Some(part) } else { None });
        if let Some(part) = part {
            let date = self.today.saturating_add(i64::from(shift.min(0)).days());
            return (shift <= 0)
                .then(|| self.found(at, next + 1, TimexType::Time, format!("{date}T{part}")))
                .flatten();
        }
        let season =
            self.sense(next, |sense| if let Sense::Season(season) = sense { Some(season) } else { None });
        if let Some(season) = season {
            let year = i32::from(self.today.year()) + shift;
            return self.date(at, next + 1, format!("{year:04}-{season}"));
        }
        let plural = self.word(next).ends_with('s');
        let unit = self.unit(next)?;
        if plural {
            let end = next + 1;
            return self.date(at, end, if shift < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned());
        }
        let value = match unit {
            "D" => day(self.today.saturating_add(i64::from(shift).days())),
            "W" => stretch(self.today.saturating_add(i64::from(shift).weeks()), Grain::Week),
            "WE" => {
                let back = i64::from(self.today.weekday().to_monday_zero_offset());
                let monday = self.today.saturating_sub(back.days()).saturating_add(i64::from(shift).weeks());
                format!("{}-WE", stretch(monday, Grain::Week))
            }
            "M" => {
                stretch(self.today.first_of_month().saturating_add(i64::from(shift).months()), Grain::Month)
            }
            "Y" => format!("{:04}", i32::from(self.today.year()) + shift),
            "DE" => format!("{:03}", i32::from(self.today.year()) / 10 + shift),
            _ => return None,
        };
        self.date(at, next + 1, value)
    }

    /// `early 2024`, `mid-February`, `late last month`, `the end of March`.
    fn modified(&self, at: usize) -> Option<Found> {
        let modifier =
            self.sense(at, |sense| if let Sense::Mod(modifier) = sense { Some(modifier) } else { None })?;
        let modifier = match modifier {
            "START" => TimexMod::Start,
            "MID" => TimexMod::Mid,
            _ => TimexMod::End,
        };
        let gap = match self.word(at + 1) {
            "-" => 1,
            "of" => 1 + usize::from(self.word(at + 2) == "the"),
            "in" => 1,
            _ => 0,
        };
        let inner = self.shifted(at + 1 + gap).or_else(|| self.month_or_year(at + 1 + gap));
        let inner = inner.filter(|found| found.kind == TimexType::Date)?;
        Some(Found { start: at, modifier: Some(modifier), ..inner })
    }

    /// `February 2025`, `in February`, `2024`, `the 1990s`.
    fn month_or_year(&self, at: usize) -> Option<Found> {
        if let Some(month) = self.month(at) {
            let comma = usize::from(self.word(at + 1) == "," || self.word(at + 1) == "of");
            if let Some(year) = self.year(at + 1 + comma) {
                return self.date(at, at + 2 + comma, format!("{year:04}-{month:02}"));
            }
            let this = self.today.year();
            let ahead = looks_ahead(self.parse, self.first + at as u32, &self.lower, at);
            let year = match (ahead, month.cmp(&self.today.month())) {
                (true, std::cmp::Ordering::Less) => this + 1,
                (false, std::cmp::Ordering::Greater) => this - 1,
                _ => this,
            };
            return self.date(at, at + 1, format!("{year:04}-{month:02}"));
        }
        if let Some(year) = self.year(at) {
            // A number is a year after such words, or as a date by itself; not before a noun that it counts.
            let led = at > 0
                && matches!(
                    self.word(at - 1),
                    "in" | "since"
                        | "by"
                        | "until"
                        | "of"
                        | "from"
                        | "to"
                        | "through"
                        | "before"
                        | "after"
                        | "during"
                        | "the"
                        | "and"
                        | "for"
                        | "early"
                        | "late"
                        | "mid"
                        | "-"
                        | "("
                        | "–"
                        | ","
                );
            let counted = self
                .parse
                .words()
                .get(self.first as usize + at + 1)
                .is_some_and(|next| next.xpos.name() == "NNS");
            return (led && !counted && (1800..2100).contains(&year))
                .then(|| self.date(at, at + 1, format!("{year:04}")))
                .flatten();
        }
        let decade =
            self.word(at).strip_suffix('s').filter(|decade| decade.len() == 4 && decade.ends_with('0'))?;
        let decade: u16 = decade.parse().ok()?;
        self.date(at, at + 1, format!("{:03}", decade / 10))
    }

    /// `three days ago`, `two weeks later`, `five weeks`, `a year earlier`, `three-day`.
    fn counted(&self, at: usize) -> Option<Found> {
        let count = self.count(at)?;
        let hyphen = usize::from(self.word(at + 1) == "-");
        let unit = self.unit(at + 1 + hyphen)?;
        let mut end = at + 2 + hyphen;
        // `40-year-old` is an age.
        if self.word(end) == "old" || (self.word(end) == "-" && self.word(end + 1) == "old") {
            return None;
        }
        let offset =
            self.sense(end, |sense| if let Sense::Offset(offset) = sense { Some(offset) } else { None });
        let anaphoric = !matches!(self.word(end), "ago");
        if let Some(offset) = offset.filter(|_| {
            hyphen == 0 && !(anaphoric && matches!(self.word(end), "before" | "after" | "previously"))
        }) {
            end += 1;
            let amount = i64::from(count) * i64::from(offset);
            let date = match unit {
                "D" => day(self.today.saturating_add(amount.days())),
                "W" => day(self.today.saturating_add(amount.weeks())),
                "M" => stretch(self.today.saturating_add(amount.months()), Grain::Month),
                "Y" => stretch(self.today.saturating_add(amount.years()), Grain::Year),
                "TH" | "TM" | "TS" => day(self.today),
                _ => return None,
            };
            return self.date(at, end, date);
        }
        let bare = matches!(self.word(at), "a" | "an" | "one");
        (!bare || hyphen > 0)
            .then(|| self.found(at, end, TimexType::Duration, duration(count, unit)))
            .flatten()
    }

    /// `today`, `yesterday`, `tonight`, `now`, `annually`, `overnight`.
    fn single(&self, at: usize) -> Option<Found> {
        for sense in senses(self.word(at)) {
            match sense {
                Sense::Day(shift) => {
                    let date = self.today.saturating_add(i64::from(shift).days());
                    let part = self
                        .sense(at + 1, |sense| if let Sense::Part(part) = sense { Some(part) } else { None });
                    return match part {
                        Some(part) => self.found(at, at + 2, TimexType::Time, format!("{date}T{part}")),
                        None => self.date(at, at + 1, day(date)),
                    };
                }
                Sense::Tonight => {
                    return self.found(at, at + 1, TimexType::Time, format!("{}TNI", self.today));
                }
                Sense::Vague(value) if self.word(at) != "once" => {
                    return self.date(at, at + 1, value.to_owned());
                }
                Sense::Set(value) => return self.found(at, at + 1, TimexType::Set, value.to_owned()),
                _ => {}
            }
        }
        None
    }
}

/// The value of a duration: `P5W`, `PT3H`.
fn duration(count: i32, unit: &str) -> String {
    match unit {
        "TH" | "TM" | "TS" => format!("PT{count}{}", &unit[1..]),
        "Q" => format!("P{count}Q"),
        "WE" => format!("P{count}WE"),
        unit => format!("P{count}{unit}"),
    }
}
