//! Clock times: `10 p.m. Wednesday`, `8:30 a.m. EST`, `0800 GMT`, `noon Thursday`.

use super::super::point::Point;
use super::{Found, Reader};
use legation_knowledge::lexicon::calendar::Sense;
use legation_record::TimexType;

impl Reader<'_> {
    /// A clock time, with its zone and its day where they stand beside it.
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (hour, minute, mut end) = self.hour(at)?;
        let zone =
            |at: usize| self.sense(at, |sense| if let Sense::Zone(zone) = sense { Some(zone) } else { None });
        let capital = |at: usize| self.words.get(at).is_some_and(|word| word.chars().all(char::is_uppercase));
        let mut universal = false;
        if let Some(name) = zone(end).filter(|_| capital(end)) {
            universal = matches!(name, "GMT" | "UTC" | "Z");
            end += 1;
        } else if matches!(self.word(end), "local" | "eastern" | "pacific" | "moscow")
            && self.is(end + 1, "time")
        {
            end += 2;
        }
        // The day beside it, or behind `on`.
        let comma = usize::from(self.is(end, ","));
        let day = |at: usize| {
            self.written_day(at)
                .or_else(|| self.named_day(at))
                .or_else(|| self.day_word(at))
                .filter(|found| matches!(found.point, Some(Point::Day(_))) && found.kind == TimexType::Date)
        };
        let beside = day(end + comma);
        let behind = || day(end + usize::from(self.is(end, "on")));
        let date =
            match beside.as_ref().map(|found| found.point).or_else(|| behind().map(|found| found.point)) {
                Some(Some(Point::Day(day))) => day,
                _ => match self.story.last {
                    Some(Point::Day(day)) => day,
                    _ => self.story.today,
                },
            };
        if let Some(beside) = &beside {
            end = beside.end;
        }
        let z = if universal { "Z" } else { "" };
        let found = Found::new(at, end, TimexType::Time, format!("{date}T{hour:02}:{minute:02}{z}"));
        Some(Found { point: beside.is_some().then_some(Point::Day(date)), ..found })
    }

    /// Hour, minute, and where they end.
    fn hour(&self, at: usize) -> Option<(i32, i32, usize)> {
        if let Some(hour) =
            self.sense(at, |sense| if let Sense::Clock(hour) = sense { Some(hour) } else { None })
        {
            return Some((hour, 0, at + 1));
        }
        let word = self.word(at);
        if !word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let half = |word: &str| match word {
            "a.m." | "am" | "a.m" => Some(0),
            "p.m." | "pm" | "p.m" => Some(12),
            _ => None,
        };
        let glued = word.find(|c: char| c.is_ascii_alphabetic()).map(|at| word.split_at(at));
        let (figures, glued) = match glued {
            Some((figures, half_day)) => (figures, Some(half(half_day)?)),
            None => (word, None),
        };
        let mut parts = figures.split([':', '.']);
        let hour: i32 = parts.next()?.parse().ok()?;
        let minutes = parts.next().map(|part| part.parse::<i32>().ok().filter(|_| part.len() == 2));
        let minute = match minutes {
            Some(minute) => minute?,
            None => 0,
        };
        let twelve = |half: i32| if hour == 12 { half } else { hour + half };
        let half_day = glued.map(|half| (half, at + 1)).or_else(|| Some((half(self.word(at + 1))?, at + 2)));
        if let Some((half, end)) = half_day {
            return ((1..=12).contains(&hour) && minute < 60).then(|| (twelve(half), minute, end));
        }
        if self.is(at + 1, "o'clock") {
            return (1..=12).contains(&hour).then_some((hour, minute, at + 2));
        }
        let zoned = self.sense(at + 1, |sense| matches!(sense, Sense::Zone(_)).then_some(())).is_some()
            || matches!(self.word(at + 1), "local" | "hours" | "hrs");
        let led = at > 0
            && matches!(
                self.word(at - 1),
                "at" | "by" | "until" | "from" | "around" | "about" | "before" | "after" | "since" | "till"
            );
        if figures.contains(':') && minutes.is_some() && (led || zoned) && hour < 24 && minute < 60 {
            return Some((hour, minute, at + 1));
        }
        // `0800 GMT`
        let military =
            figures.len() == 4 && minutes.is_none() && zoned && !matches!(self.word(at + 1), "hours" | "hrs");
        (military && hour / 100 < 24 && hour % 100 < 60).then_some((hour / 100, hour % 100, at + 1))
    }
}
