//! The words of temporal expressions (TimeML 1.2.1), by what they say.

include!(concat!(env!("OUT_DIR"), "/calendar.rs"));

/// What a calendar word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A month, from 1.
    Month(i8),
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// A number.
    Number(i32),
    /// So many days from today.
    Day(i32),
    /// `tonight`.
    Tonight,
    /// `last` −1, `this` 0, `next` 1.
    Shift(i32),
    /// `ago` −1, `later` 1.
    Offset(i32),
    /// A unit: `D`, `W`, `M`, `Y`, `TH`, `TM`, `TS`, `DE`, `CE`, `Q`, `WE`.
    Unit(&'static str),
    /// A value that is no date: `PRESENT_REF`.
    Vague(&'static str),
    /// A part of the day: `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    /// A season: `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    /// `START`, `MID`, `END`.
    Mod(&'static str),
    /// A repetition: `P1W`.
    Set(&'static str),
    /// Tells that what is dated is still to come.
    Ahead,
}

/// Everything that a word (in small letters) can say.
pub fn senses(word: &str) -> impl Iterator<Item = Sense> + Clone + use<> {
    let start = WORDS.partition_point(|(known, _)| *known < word);
    let end = WORDS.partition_point(|(known, _)| *known <= word);
    WORDS[start..end].iter().map(|(_, sense)| *sense)
}
