//! The grammar of temporal expressions: at each token the longest expression that begins there.
//!
//! Small readers, each of one form, that try the words from a token on and answer where the form ends and what it says
//! (`calendar`: dates; `reckoned`: what is counted from a reference time; `counted`: durations and sets; `clock`).

mod calendar;
mod clock;
mod counted;
mod reckoned;

use super::point::Point;
use super::story::Story;
use super::{looks_ahead, looks_back};
use legation_knowledge::lexicon::calendar::{Phrase, Sense, phrases, senses};
use legation_language::{Parse, Upos, Word};
use legation_record::{PartialDate, TimexMod, TimexType};

/// An expression found: its tokens, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TimexType,
    pub(super) value: String,
    pub(super) modifier: Option<TimexMod>,
    /// The stretch of the calendar that it names.
    pub(super) point: Option<Point>,
    /// When a duration begins and ends, where that is told.
    pub(super) extent: Option<(PartialDate, PartialDate)>,
}

impl Found {
    fn new(start: usize, end: usize, kind: TimexType, value: impl Into<String>) -> Found {
        Found { start, end, kind, value: value.into(), modifier: None, point: None, extent: None }
    }

    fn at(start: usize, end: usize, point: Point) -> Found {
        Found { point: Some(point), ..Found::new(start, end, TimexType::Date, point.value()) }
    }
}

/// Reads the tokens of one sentence.
pub(super) struct Reader<'a> {
    words: Vec<&'a str>,
    lower: Vec<String>,
    senses: Vec<&'static [(&'static str, Sense)]>,
    /// Whether `mid-` was taken off a word.
    mid: Vec<bool>,
    parse: &'a Parse,
    /// The document's number of the first token.
    first: u32,
    story: &'a mut Story,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        words: &'a [&'a str],
        parse: &'a Parse,
        first: u32,
        story: &'a mut Story,
    ) -> Reader<'a> {
        let stem = |word: &&'a str| word.strip_prefix("mid-").or_else(|| word.strip_prefix("Mid-"));
        let mid = words.iter().map(|word| stem(word).is_some()).collect();
        let words: Vec<&str> = words.iter().map(|word| stem(word).unwrap_or(word)).collect();
        let lower: Vec<String> = words.iter().map(|word| lowered(word)).collect();
        let senses = lower.iter().map(|word| senses(word)).collect();
        Reader { words, lower, senses, mid, parse, first, story }
    }

    /// All expressions, in order.
    pub(super) fn find(self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let next = self.continued(found.last(), at).or_else(|| self.expression(at));
            match next {
                Some(time) if time.end > at => {
                    if let Some(point) = time.point {
                        self.story.note(point);
                    }
                    at = time.end;
                    found.push(time);
                }
                _ => at += 1,
            }
        }
        found
    }

    /// The longest expression that begins at a token, with what limits it: `nearly two weeks ago`, `the end of March`.
    fn expression(&self, at: usize) -> Option<Found> {
        if !self.may_begin(at) {
            return None;
        }
        if self.mid[at] {
            let inner = self.core(at)?;
            return Some(Found { modifier: Some(TimexMod::Mid), ..inner });
        }
        self.vague(at).or_else(|| self.limited(at)).or_else(|| self.qualified(at)).or_else(|| self.core(at))
    }

    /// Whether an expression can begin with this word at all: most cannot.
    fn may_begin(&self, at: usize) -> bool {
        let word = self.word(at);
        !self.senses[at].is_empty()
            || word.as_bytes().first().is_some_and(u8::is_ascii_digit)
            || matches!(word, "the" | "a" | "an" | "these" | "those" | "half" | "its" | "'")
            || phrases(word).next().is_some()
            || calendar::is_holiday_word(word)
            || matches!(self.words.get(at), Some(word) if word.len() == 2 && word.starts_with('Q'))
    }

    /// An expression without what limits it.
    fn core(&self, at: usize) -> Option<Found> {
        let forms = [
            self.clock(at),
            self.written_day(at),
            self.quarter(at),
            self.same_period(at),
            self.holiday(at),
            self.named_day(at),
            self.counted(at),
            self.shifted(at),
            self.month_or_year(at),
            self.season(at),
            self.set(at),
            self.day_word(at),
            self.the_unit(at),
        ];
        // The first of the longest.
        forms.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.get(at)?.iter().find_map(|(_, sense)| pick(*sense))
    }

    /// What the tree says of a word.
    fn parsed(&self, at: usize) -> Option<&Word> {
        self.parse.words().get(self.first as usize + at)
    }

    fn is_upos(&self, at: usize, kinds: &[Upos]) -> bool {
        self.parsed(at).is_some_and(|word| kinds.contains(&word.upos))
    }

    /// Whether the words around look ahead of the article's date.
    fn ahead(&self, at: usize) -> bool {
        looks_ahead(self.parse, self.first + at as u32, &self.lower, at)
    }

    /// Whether the verb that a word hangs on is past.
    fn back(&self, at: usize) -> bool {
        looks_back(self.parse, self.first + at as u32)
    }

    fn unit(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| if let Sense::Unit(unit) = sense { Some(unit) } else { None })
    }

    fn part(&self, at: usize) -> Option<&'static str> {
        self.sense(at, |sense| if let Sense::Part(part) = sense { Some(part) } else { None })
    }

    fn ordinal(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        figures
            .and_then(|figures| figures.parse().ok())
            .or_else(|| self.sense(at, |sense| if let Sense::Ordinal(n) = sense { Some(n) } else { None }))
    }

    /// A number in figures of at most four digits.
    fn figures(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        let small = !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        small.then(|| word.parse().ok()).flatten()
    }

    /// The longest phrase that begins here, and where it ends.
    fn phrase(
        &self,
        at: usize,
        pick: impl Fn(Phrase) -> Option<&'static str>,
    ) -> Option<(usize, &'static str)> {
        let fits = |words: &[&str]| words.iter().enumerate().all(|(by, word)| self.is(at + by, word));
        phrases(self.word(at))
            .filter_map(|(words, phrase)| Some((words, pick(phrase)?)))
            .filter(|(words, _)| fits(words))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, value)| (at + words.len(), value))
    }

    /// `these days`, `the near future`, `now`, `recently`.
    fn vague(&self, at: usize) -> Option<Found> {
        let phrase =
            self.phrase(at, |phrase| if let Phrase::Vague(value) = phrase { Some(value) } else { None });
        if let Some((end, value)) = phrase {
            // `in the past five years`, `the past year`
            let goes_on = self.unit(end).is_some() || self.amount(end).is_some();
            if !goes_on {
                return Some(Found::new(at, end, TimexType::Date, value));
            }
        }
        let value =
            self.sense(at, |sense| if let Sense::Vague(value) = sense { Some(value) } else { None })?;
        // `shortly before noon`, `soon after`
        let of_other = matches!(self.word(at), "shortly" | "soon")
            && matches!(
                self.word(at + 1),
                "after" | "before" | "afterward" | "afterwards" | "thereafter" | "as"
            );
        let now_and_then = self.is(at + 1, "and") && matches!(self.word(at + 2), "then" | "again");
        (!of_other && !now_and_then).then(|| Found::new(at, at + 1, TimexType::Date, value))
    }

    /// `nearly two weeks ago`, `more than four hours`, `around Nov. 1`.
    fn limited(&self, at: usize) -> Option<Found> {
        let (next, limit) =
            self.phrase(at, |phrase| if let Phrase::Limit(value) = phrase { Some(value) } else { None })?;
        let loose = matches!(self.word(at), "over" | "under" | "some" | "about" | "around") && next == at + 1;
        // `over the past year`, `under its two-year plan`: a preposition.
        let article = matches!(self.word(next), "a" | "an" | "one");
        if loose && !article && self.amount(next).is_none_or(|(amount, _)| amount == "X") {
            let date = || {
                self.written_day(next)
                    .or_else(|| self.clock(next))
                    .or_else(|| self.month_or_year(next).filter(|_| self.word(at) != "about"))
            };
            let inner = matches!(self.word(at), "around" | "about").then(date).flatten()?;
            return Some(Found { start: at, modifier: Some(TimexMod::Approx), ..inner });
        }
        let dated =
            matches!(self.word(at), "circa" | "ca." | "c.").then(|| self.month_or_year(next)).flatten();
        let inner = dated.or_else(|| self.counted(next).filter(|found| found.kind != TimexType::Set))?;
        // `nearly two weeks ago` is less far back, not earlier: the field writes it alike.
        let modifier = match limit {
            "APPROX" => TimexMod::Approx,
            "MORE_THAN" => TimexMod::MoreThan,
            "LESS_THAN" => TimexMod::LessThan,
            "EQUAL_OR_MORE" => TimexMod::EqualOrMore,
            _ => TimexMod::EqualOrLess,
        };
        Some(Found { start: at, modifier: Some(modifier), ..inner })
    }

    /// `early 2024`, `mid-February`, `late last month`, `the end of March`, `earlier this year`, `later yesterday`, `year end`.
    fn qualified(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        if the == 0 && self.unit(at) == Some("Y") {
            // `year end`, `year-end`, `year's end`
            let gap = usize::from(matches!(self.word(at + 1), "-" | "'s"));
            if self.is(at + 1 + gap, "end") {
                let year = Point::Year(self.story.today.year());
                return Some(Found { modifier: Some(TimexMod::End), ..Found::at(at, at + 2 + gap, year) });
            }
        }
        let modifier =
            self.sense(at + the, |sense| if let Sense::Mod(value) = sense { Some(value) } else { None })?;
        let modifier = match modifier {
            "START" => TimexMod::Start,
            "MID" => TimexMod::Mid,
            _ => TimexMod::End,
        };
        let after = at + the + 1;
        let next = match (self.word(at + the), self.word(after)) {
            (
                "beginning" | "start" | "outset" | "dawn" | "onset" | "middle" | "midst" | "end" | "close",
                "of",
            ) => after + 1,
            ("tail", "end") if self.is(after + 1, "of") => after + 2,
            (
                "beginning" | "start" | "outset" | "dawn" | "onset" | "middle" | "midst" | "end" | "close"
                | "tail",
                _,
            ) => return None,
            ("early" | "late" | "earlier" | "later", "in" | "on") => after + 1,
            ("mid" | "early" | "late", "-") => after + 1,
            _ => after,
        };
        let inner =
            self.core(next).filter(|found| matches!(found.kind, TimexType::Date | TimexType::Time))?;
        // `the earlier two years`, `early in the two-week campaign`
        (inner.point.is_some() || inner.kind == TimexType::Time).then_some(())?;
        let start = if the == 1 && matches!(self.word(at + 1), "earlier" | "later") { at + 1 } else { at };
        Some(Found { start, modifier: Some(modifier), ..inner })
    }
}

/// In small letters, apostrophes made one.
fn lowered(word: &str) -> String {
    word.chars().take(24).flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}
