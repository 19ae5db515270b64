//! What is counted: durations (`five weeks`), distances (`two days ago`) and sets (`every Monday`).

use super::{Found, Reader};
use jiff::ToSpan;
use legation_knowledge::lexicon::calendar::Sense;
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{Grain, PartialDate, TimexMod, TimexType};

/// The value of a duration: `P5W`, `PT3H`.
pub(super) fn duration(amount: &str, unit: &str) -> String {
    match unit {
        "TH" | "TM" | "TS" => format!("PT{amount}{}", &unit[1..]),
        // Ten years and a hundred are written as years.
        "DE" => amount.parse::<f64>().map_or_else(|_| "PXDE".to_owned(), |n| format!("P{}Y", 10.0 * n)),
        "CE" => amount.parse::<f64>().map_or_else(|_| "PXCE".to_owned(), |n| format!("P{}Y", 100.0 * n)),
        unit => format!("P{amount}{unit}"),
    }
}

/// So many of a unit are no stretch of time that news dates by.
const LONGEST: i64 = 2_000;

impl Reader<'_> {
    fn number_word(&self, at: usize) -> Option<i32> {
        self.sense(at, |sense| if let Sense::Number(number) = sense { Some(number) } else { None })
    }

    /// A number in figures or words: `12`, `twenty-five`, `a hundred`, `2.5`, `one and a half`; where it ends.
    fn number(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            let plain: String = word.chars().filter(|c| *c != ',').collect();
            let sane = plain.len() <= 6 && plain.parse::<f64>().is_ok() && !plain.contains('e');
            return sane.then_some((plain, at + 1));
        }
        let article = usize::from(matches!(word, "a"));
        let mut number =
            self.number_word(at + article).filter(|n| article == 0 || *n == 100 || *n == 1000)?;
        let mut end = at + article + 1;
        if (20..100).contains(&number) && number % 10 == 0 {
            let gap = usize::from(self.is(end, "-"));
            if let Some(ones) = self.number_word(end + gap).filter(|n| *n < 10) {
                number += ones;
                end += gap + 1;
            }
        }
        while let Some(times) = self.number_word(end).filter(|n| matches!(n, 100 | 1000)) {
            number *= times;
            end += 1;
        }
        let half = if self.is(end, "-") { end + 1 } else { end };
        if self.is(half, "and") && matches!(self.word(half + 1), "a" | "-") {
            let at = if self.is(half + 1, "-") { half + 3 } else { half + 2 };
            let at = if self.is(at, "-") { at + 1 } else { at };
            if self.is(at, "half") {
                return Some((format!("{number}.5"), at + 1));
            }
        }
        Some((number.to_string(), end))
    }

    /// How many: a number, `several`, `a couple of`, `a few`, `half a`; where it ends. An article alone is none.
    pub(super) fn amount(&self, at: usize) -> Option<(String, usize)> {
        let some = |at: usize| self.sense(at, |sense| (sense == Sense::Several).then_some(())).is_some();
        let article = usize::from(matches!(self.word(at), "a" | "an"));
        match self.word(at + article) {
            "couple" => {
                let of = usize::from(self.is(at + article + 1, "of"));
                return Some(("2".to_owned(), at + article + 1 + of));
            }
            "number" if article == 1 && self.is(at + 2, "of") => return Some(("X".to_owned(), at + 3)),
            "handful" if article == 1 && self.is(at + 2, "of") => return Some(("X".to_owned(), at + 3)),
            "half" if article == 0 => {
                let gap = usize::from(matches!(self.word(at + 1), "a" | "an" | "-"));
                return (self.unit(at + 1 + gap).is_some()).then(|| ("0.5".to_owned(), at + 1 + gap));
            }
            _ => {}
        }
        if some(at + article) && (article == 0 || self.is(at + 1, "few")) {
            let doubled = usize::from(some(at + article + 1));
            return Some(("X".to_owned(), at + article + 1 + doubled));
        }
        let (number, end) = self.number(at)?;
        // `two to three weeks`, `12-18 months`, `three or four days`
        if matches!(self.word(end), "to" | "or" | "-" | "–")
            && let Some((_, beyond)) = self.number(end + 1)
            && self.unit(beyond).is_some()
        {
            return Some((number, beyond));
        }
        Some((number, end))
    }

    fn fillers(&self, mut at: usize) -> usize {
        while self.sense(at, |sense| matches!(sense, Sense::Filler | Sense::Fiscal).then_some(())).is_some() {
            at += 1;
        }
        at
    }

    /// `three days ago`, `two weeks later`, `five weeks`, `a year earlier`, `three-day`, `the first nine months`, `years`.
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let (start, mut next, led) = self.counted_lead(at);
        let alone = |word: &str| matches!(word, "a" | "an" | "one");
        let (amount, mut end) = match self.amount(next) {
            Some((amount, end)) => (Some(amount), end),
            None if alone(self.word(next)) => (None, next + 1),
            None if led => return None,
            None => return self.bare(at),
        };
        next = self.fillers(end);
        if next > end + 2 {
            return None;
        }
        let hyphen = next == end && self.is(next, "-");
        let unit = self.unit(next + usize::from(hyphen))?;
        end = next + usize::from(hyphen) + 1;
        let noun = self.word(end - 1);
        // `seconds` and `min` are words of other things too; a single unit needs one, or is an adjective.
        let plural = noun.ends_with('s');
        let ones = amount.as_deref().is_none_or(|amount| amount == "1");
        if amount.as_deref() == Some("X") && !plural || unit == "TS" && !plural && !hyphen {
            return None;
        }
        // `60 Minutes` is a name, `three-quarters` a share, `24 hours a day` always.
        let named = self.words[end - 1].starts_with(char::is_uppercase) && !hyphen && at > 0;
        let always = matches!(self.word(end), "a" | "per") && self.unit(end + 1).is_some();
        if named || always || hyphen && unit == "Q" && plural {
            return None;
        }
        // `40-year-old` and `26 years of age` are ages.
        let dash = usize::from(self.is(end, "-"));
        if matches!(self.word(end + dash), "old" | "older" | "younger")
            || self.is(end, "of") && self.is(end + 1, "age")
        {
            return None;
        }
        if hyphen && self.is(end, "-") && self.is(end + 1, "long") {
            end += 2;
        }
        let amount_or_one = amount.clone().unwrap_or_else(|| "1".to_owned());
        let offset = self.sense(end, |sense| if let Sense::Offset(sign) = sense { Some(sign) } else { None });
        if let Some(sign) = offset {
            return Some(self.reckoned(start, end + 1, &amount_or_one, unit, i64::from(sign), false));
        }
        if self.is(end, "from") && self.is(end + 1, "now") {
            return Some(self.reckoned(start, end + 2, &amount_or_one, unit, 1, false));
        }
        let turned = self.sense(end, |sense| if let Sense::Turned(sign) = sense { Some(sign) } else { None });
        if let Some(sign) = turned.filter(|_| self.is_turned(end)) {
            return Some(self.reckoned(start, end + 1, &amount_or_one, unit, i64::from(sign), true));
        }
        let mut found = Found::new(start, end, TimexType::Duration, duration(&amount_or_one, unit));
        found.extent = self.extent(start, &amount_or_one, unit);
        if amount.is_none() && !led && !hyphen {
            found = self.one(found, unit)?;
        } else if ones && !hyphen && !led && self.is(at, "one") && unit == "D" {
            // `one day` of the past or the future
            return None;
        }
        if self.is(end, "or") && matches!(self.word(end + 1), "so" | "more" | "longer" | "less") {
            let modifier = match self.word(end + 1) {
                "so" => TimexMod::Approx,
                "less" => TimexMod::EqualOrLess,
                _ => TimexMod::EqualOrMore,
            };
            found = Found { end: end + 2, modifier: Some(modifier), ..found };
        }
        Some(found)
    }

    /// From when to when: `the past five years` to the article's date, `the next two weeks` from it; `has been in office for five weeks`
    /// to it too.
    fn extent(&self, start: usize, amount: &str, unit: &str) -> Option<(PartialDate, PartialDate)> {
        // `568,000 years` reach beyond any calendar.
        let number: i64 = amount.parse().ok().filter(|number| *number < LONGEST)?;
        let today = self.story.today;
        let (grain, span) = match unit {
            "D" => (Grain::Day, number.days()),
            "W" => (Grain::Day, (7 * number).days()),
            "M" => (Grain::Month, number.months()),
            "Q" => (Grain::Month, (3 * number).months()),
            "Y" => (Grain::Year, number.years()),
            "DE" => (Grain::Year, (10 * number).years()),
            _ => return None,
        };
        let lead = start + usize::from(self.is(start, "the"));
        let shift = self.sense(lead, |sense| {
            if let Sense::Shift(by) = sense { Some(by).filter(|by| *by != 0) } else { None }
        });
        let lasting =
            start > 0 && matches!(self.word(start - 1), "for" | "over" | "than") && self.perfect(start);
        let (begin, end) = match shift {
            Some(1) => (today, today.saturating_add(span)),
            Some(_) => (today.saturating_sub(span), today),
            None if lasting => (today.saturating_sub(span), today),
            None => return None,
        };
        Some((PartialDate::containing(begin, grain), PartialDate::containing(end, grain)))
    }

    /// Whether what a word hangs on has been going on: `has been in office`.
    fn perfect(&self, at: usize) -> bool {
        let token = self.first + at as u32;
        let has = |at: u32| {
            self.parse.children(at).any(|child| {
                let word = self.parse.word(child);
                word.deprel == Deprel::Aux
                    && &*word.lemma == "have"
                    && matches!(word.xpos, Xpos::Vbz | Xpos::Vbp)
            })
        };
        (token as usize) < self.parse.words().len() && self.parse.ancestors(token).take(3).any(has)
    }

    /// What stands before a number: `the`, `the first`, `the past`; where the expression starts, where the number does, and whether
    /// there was more than nothing.
    fn counted_lead(&self, at: usize) -> (usize, usize, bool) {
        let the = usize::from(matches!(self.word(at), "the" | "these" | "those" | "its"));
        let mut next = at + the;
        while self
            .sense(next, |sense| {
                matches!(sense, Sense::Shift(_) | Sense::Turn(_) | Sense::Latest | Sense::Ordinal(_))
                    .then_some(())
            })
            .is_some()
            && self.amount(next + 1).is_some()
        {
            next += 1;
        }
        if matches!(self.word(next), "final" | "early" | "opening" | "closing")
            && self.amount(next + 1).is_some()
        {
            next += 1;
        }
        // `the two-year contract`
        let adjective = self.amount(next).is_some_and(|(_, end)| self.is(end, "-"));
        if adjective && next == at + the { (next, next, false) } else { (at, next, next > at) }
    }

    /// Whether `earlier`, `later`, `before` and `after` behind a number end the expression.
    fn is_turned(&self, at: usize) -> bool {
        match self.word(at) {
            "earlier" | "later" | "previously" | "afterward" | "afterwards" | "thereafter" => {
                !self.is(at + 1, "than")
            }
            "before" | "after" => matches!(self.word(at + 1), "" | "." | "," | ";" | ")" | "\"" | "”"),
            _ => false,
        }
    }

    /// `a year`: a duration after a preposition or a verb, else of each; none where it is neither.
    fn one(&self, found: Found, unit: &str) -> Option<Found> {
        let before = if found.start == 0 { "" } else { self.word(found.start - 1) };
        let lasting = found.start > 0 && self.lasts(found.start - 1, |one, _| one);
        let rate = found.start > 0
            && (self.is_upos(found.start - 1, &[Upos::Noun, Upos::Num, Upos::Propn, Upos::Sym])
                || matches!(before, "once" | "twice" | "times" | "%" | "percent" | "annually"));
        let follows = self.is_upos(found.end, &[Upos::Noun, Upos::Propn, Upos::Adj]);
        let of = self.is(found.end, "of") || self.is(found.end, "when") || self.is(found.end, "that");
        if rate && !of && !matches!(before, "quarter" | "year" | "period") {
            return Some(Found { kind: TimexType::Set, ..found });
        }
        (lasting && !follows && !of && (unit != "D" || before != "of")).then_some(found)
    }

    /// Whether a word stands before a length of time, of one unit or of many.
    fn lasts(&self, at: usize, fits: impl Fn(bool, bool) -> bool) -> bool {
        let lasts = |sense| if let Sense::Lasts { one, many } = sense { Some(fits(one, many)) } else { None };
        self.sense(at, lasts) == Some(true)
    }

    /// `for years`, `weeks ago`, `months of talks`, `decades-long`, `year-long`.
    fn bare(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let unit = self.unit(at + the)?;
        let end = at + the + 1;
        let plural = self.word(at + the).ends_with('s');
        let start = at;
        if self.is(end, "-") && self.is(end + 1, "long") {
            let amount = if plural { "X" } else { "1" };
            return Some(Found::new(at + the, end + 2, TimexType::Duration, duration(amount, unit)));
        }
        if !plural || unit == "TS" || unit == "WE" {
            return None;
        }
        if self.is(end, "ago") || self.is(end, "earlier") {
            return Some(Found::new(start, end + 1, TimexType::Date, "PAST_REF"));
        }
        if self.is(end, "later") {
            return Some(Found::new(start, end + 1, TimexType::Date, "FUTURE_REF"));
        }
        let before = if at == 0 { "" } else { self.word(at - 1) };
        let led = at > 0 && self.lasts(at - 1, |_, many| many);
        let follows = matches!(self.word(end), "of" | "before" | "after") && the == 0;
        let named = self.is_upos(end, &[Upos::Noun, Upos::Propn]);
        (the == 0 && (led || follows) && !named && !(before == "of" && unit == "D"))
            .then(|| Found::new(start, end, TimexType::Duration, duration("X", unit)))
    }

    /// `daily`, `every Monday`, `each July`, `every two years`.
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        if let Some(value) =
            self.sense(at, |sense| if let Sense::Set(value) = sense { Some(value) } else { None })
        {
            // `The Daily Telegraph`
            let named = self.is_upos(at, &[Upos::Propn]);
            return (!named).then(|| Found::new(at, at + 1, TimexType::Set, value));
        }
        self.sense(at, |sense| (sense == Sense::Each).then_some(()))?;
        let found = |end: usize, value: String| Some(Found::new(at, end, TimexType::Set, value));
        if let Some(month) = self.month(at + 1) {
            return found(at + 2, format!("XXXX-{month:02}"));
        }
        let weekday =
            self.sense(at + 1, |sense| if let Sense::Weekday(day) = sense { Some(day) } else { None });
        if let Some(day) = weekday {
            return found(at + 2, format!("XXXX-WXX-{day}"));
        }
        if let Some(part) = self.part(at + 1) {
            return found(at + 2, format!("XXXX-XX-XXT{part}"));
        }
        let season =
            self.sense(at + 1, |sense| if let Sense::Season(season) = sense { Some(season) } else { None });
        if let Some(season) = season {
            return found(at + 2, format!("XXXX-{season}"));
        }
        let (amount, end) = match self.amount(at + 1) {
            Some(found) => found,
            None if self.is(at + 1, "other") => ("2".to_owned(), at + 2),
            None => ("1".to_owned(), at + 1),
        };
        let unit = self.unit(end)?;
        found(end + 1, duration(&amount, unit))
    }
}
