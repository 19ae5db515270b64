//! The words of temporal expressions (TimeML 1.2.1), by what they say.

include!(concat!(env!("OUT_DIR"), "/calendar.rs"));

/// What a calendar word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A month, from 1.
    Month(i8),
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// `Mondays`.
    Weekdays(i8),
    /// A number.
    Number(i32),
    /// `third` 3.
    Ordinal(i32),
    /// So many days from today.
    Day(i32),
    /// `tonight`.
    Tonight,
    /// `noon` 12, `midnight` 24.
    Clock(i32),
    /// From today: `last` −1, `this` 0, `next` 1.
    Shift(i32),
    /// From the time told of: `previous` −1, `that` 0, `following` 1.
    Turn(i32),
    /// `latest`, `recent`.
    Latest,
    /// From today: `ago` −1.
    Offset(i32),
    /// From the time told of: `earlier` −1, `later` 1.
    Turned(i32),
    /// A unit: `D`, `W`, `M`, `Y`, `TH`, `TM`, `TS`, `DE`, `CE`, `Q`, `WE`.
    Unit(&'static str),
    /// A value that is no date: `PRESENT_REF`.
    Vague(&'static str),
    /// A part of the day: `MO`, `AF`, `EV`, `NI`, `MI`.
    Part(&'static str),
    /// A season: `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    /// `START`, `MID`, `END`.
    Mod(&'static str),
    /// A repetition: `P1W`.
    Set(&'static str),
    /// `several`, `few`: a number that is not told.
    Several,
    /// `every`.
    Each,
    /// A zone of clock time: `UTC`.
    Zone(&'static str),
    /// `fiscal`.
    Fiscal,
    /// What may stand between a number and its unit: `consecutive`.
    Filler,
    /// Tells that what is dated is still to come.
    Ahead,
    /// A verb or adjective of which what it governs is still to come, by its lemma: `expect`.
    Awaited,
    /// `repeatedly`, `previously`: on other days than the article's.
    Undated,
    /// Stands right before what is still to come: `due`.
    Foretells,
    /// Stands before a length of time.
    Lasts {
        /// Of one unit: `within a year`.
        one: bool,
        /// Of several of which no number is told: `spent years`.
        many: bool,
    },
}

/// What several words together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A value that is no date: `these days`.
    Vague(&'static str),
    /// A modifier of what follows (TIMEX3 `mod`): `more than`.
    Limit(&'static str),
}

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth (−1 the last) such weekday (Monday 1) of a month.
    Nth(i8, i8, i8),
    /// So many days after Easter of the western churches.
    Easter(i32),
    /// So many days after Easter of the eastern churches.
    Orthodox(i32),
    /// So many days after Thanksgiving in the United States.
    Thanksgiving(i32),
    /// Month (Nisan 1) and day of the Hebrew calendar.
    Hebrew(i8, i8),
    /// Month and day of the tabular Islamic calendar.
    Islamic(i8, i8),
    /// So many days after the first of the Chinese lunar year.
    Lunar(i32),
    /// The vernal equinox in Tehran.
    Nowruz,
    /// The Tuesday after the first Monday of November.
    Election,
}

/// Everything that a word (in small letters) can say.
pub fn senses(word: &str) -> &'static [(&'static str, Sense)] {
    let start = WORDS.partition_point(|(known, _)| *known < word);
    let count = WORDS[start..].iter().take_while(|(known, _)| *known == word).count();
    &WORDS[start..start + count]
}

/// The phrases that begin with a word (in small letters), and what they say.
pub fn phrases(first: &str) -> impl Iterator<Item = (&'static [&'static str], Phrase)> + use<> {
    beginning_with(PHRASES, first)
}

/// The holidays whose names begin with a word (in small letters), and when they are.
pub fn holidays(first: &str) -> impl Iterator<Item = (&'static [&'static str], Rule)> + use<> {
    beginning_with(HOLIDAYS, first)
}

/// The first day of the Chinese lunar year that begins in a year: month and day, where it is known.
pub fn lunar_new_year(year: i16) -> Option<(i8, i8)> {
    LUNAR.iter().find(|(known, ..)| *known == year).map(|&(_, month, day)| (month, day))
}

fn beginning_with<T: Copy>(
    rows: &'static [(&'static [&'static str], T)],
    first: &str,
) -> impl Iterator<Item = (&'static [&'static str], T)> + use<T> {
    let head = |words: &&'static [&'static str]| words.first().copied().unwrap_or("");
    let start = rows.partition_point(|(words, _)| head(words) < first);
    let count = rows[start..].iter().take_while(|(words, _)| head(words) == first).count();
    rows[start..start + count].iter().copied()
}
