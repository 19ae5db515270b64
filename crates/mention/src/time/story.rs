//! What an article has told of so far: the times that `the next day` and `that month` are reckoned from.

use super::point::{Point, quarter_of};
use jiff::civil::Date;
use legation_text::{Article, Document};

/// The reference times of an article.
#[derive(Clone, Debug)]
pub(super) struct Story {
    /// Its date.
    pub(super) today: Date,
    /// The last time told of.
    pub(super) last: Option<Point>,
    /// The quarter that it reports on.
    pub(super) quarter: Option<(i16, i8)>,
    /// Whether it tells of long ago: a month without a year is of the year told of, not of its own.
    pub(super) is_history: bool,
}

/// How many years an article must name to be history, and how far back half of them must lie.
const NAMED: usize = 6;
const LONG_AGO: i16 = 2;

impl Story {
    pub(super) fn of(article: &Article, document: &Document) -> Story {
        let today = article.date;
        let mut years: Vec<i16> = document
            .tokens
            .iter()
            .map(|token| token.span.of(&article.text))
            .filter(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .filter_map(|word| word.parse().ok())
            .filter(|year| (1000..2100).contains(year))
            .collect();
        years.sort_unstable();
        let is_history = years.len() >= NAMED && years[years.len() * 3 / 4] + LONG_AGO <= today.year();
        Story { today, last: None, quarter: None, is_history }
    }

    /// Takes in a time that was told of.
    pub(super) fn note(&mut self, point: Point) {
        // What is reported on has ended.
        if let Point::Quarter(year, quarter) = point
            && (year, quarter) < (self.today.year(), quarter_of(self.today))
            && self.quarter.is_none_or(|known| known <= (year, quarter))
        {
            self.quarter = Some((year, quarter));
        }
        self.last = Some(point);
    }

    /// The day that anaphoric expressions count from.
    pub(super) fn told(&self) -> Date {
        self.last.map_or(self.today, Point::first_day)
    }

    /// The quarter that `the quarter` means: the one reported on, else the last that ended.
    pub(super) fn latest_quarter(&self) -> (i16, i8) {
        self.quarter.unwrap_or_else(|| {
            let (year, quarter) = (self.today.year(), quarter_of(self.today));
            if quarter == 1 { (year - 1, 4) } else { (year, quarter - 1) }
        })
    }
}
