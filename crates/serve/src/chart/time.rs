//! Days on a line.

use super::svg::Svg;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// From a first to a last day, between two abscissas.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    first: Date,
    days: f64,
    left: f64,
    right: f64,
}

/// How many days lie between.
fn between(first: Date, last: Date) -> f64 {
    first.until((Unit::Day, last)).map_or(0.0, |span| f64::from(span.get_days()))
}

impl Axis {
    pub(crate) fn new(first: Date, last: Date, left: f64, right: f64) -> Axis {
        Axis { first, days: between(first, last).max(1.0), left, right }
    }

    pub(crate) fn x(&self, day: Date) -> f64 {
        let share = (between(self.first, day) / self.days).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Days to name beneath the line, with their names: days, months or years, at most nine.
    pub(crate) fn ticks(&self) -> Vec<(f64, String)> {
        let (step, form): (jiff::Span, fn(Date) -> String) = match self.days {
            ..=8.0 => (1.day(), day),
            ..=60.0 => (7.days(), day),
            ..=270.0 => (1.month(), month),
            ..=800.0 => (3.months(), month),
            ..=3200.0 => (1.year(), year),
            days => (((days / 2900.0).ceil() as i64).years(), year),
        };
        let mut at = match self.days {
            ..=8.0 => self.first,
            ..=60.0 => {
                let from_monday = i64::from(self.first.weekday().to_monday_zero_offset());
                self.first.saturating_sub(from_monday.days())
            }
            ..=800.0 => self.first.first_of_month(),
            _ => self.first.first_of_year(),
        };
        let mut ticks = Vec::new();
        while between(self.first, at) <= self.days && ticks.len() < 14 {
            if at >= self.first {
                ticks.push((self.x(at), form(at)));
            }
            match at.checked_add(step) {
                Ok(next) if next > at => at = next,
                _ => break,
            }
        }
        if ticks.is_empty() {
            ticks.push((self.left, day(self.first)));
        }
        ticks
    }

    /// Thin lines at the ticks, from a height to another, with their names beneath.
    pub(crate) fn draw(&self, svg: &mut Svg, top: f64, bottom: f64) {
        for (x, name) in self.ticks() {
            svg.line("grid", [x, top], [x, bottom]);
            match x + 70.0 > self.right {
                true => svg.text("last", [x - 3.0, bottom + 14.0], &name),
                false => svg.text("", [x + 3.0, bottom + 14.0], &name),
            }
        }
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn name(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default()
}

fn day(date: Date) -> String {
    format!("{} {}", date.day(), name(date))
}

fn month(date: Date) -> String {
    format!("{} {}", name(date), date.year())
}

fn year(date: Date) -> String {
    date.year().to_string()
}
