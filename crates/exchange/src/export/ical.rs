//! A calendar (RFC 5545): an entry for each event whose day or week the article tells.

use super::{Article, Export, ExportError, LeftOut, Telling, compact, headline, one_line};
use jiff::ToSpan;
use jiff::civil::Date;
use legation_record::{Grain, Status};
use std::io::Write;

/// Writes the calendar.
pub(super) struct Ical<W> {
    out: W,
    undated: u64,
}

impl<W: Write> Ical<W> {
    pub(super) fn begin(out: W) -> Result<Ical<W>, ExportError> {
        let mut calendar = Ical { out, undated: 0 };
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//legation//events//EN", "CALSCALE:GREGORIAN"]
        {
            calendar.line(line)?;
        }
        Ok(calendar)
    }

    /// A line, folded at 75 bytes and never within a character.
    fn line(&mut self, line: &str) -> Result<(), ExportError> {
        let mut room = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.out.write_all(b"\r\n ")?;
                room = 74;
            }
            let mut bytes = [0; 4];
            self.out.write_all(c.encode_utf8(&mut bytes).as_bytes())?;
            room -= c.len_utf8();
        }
        self.out.write_all(b"\r\n")?;
        Ok(())
    }

    fn entry(
        &mut self,
        article: &Article<'_>,
        telling: &Telling<'_>,
        first: Date,
        last: Date,
    ) -> Result<(), ExportError> {
        let (record, event) = (article.record, telling.event);
        let status = match event.status {
            Status::Occurred | Status::Ongoing => "CONFIRMED",
            Status::Denied => "CANCELLED",
            Status::Planned | Status::Possible | Status::Conditional | Status::Proposed => "TENTATIVE",
        };
        let digest = article.digest.get(..12).unwrap_or(article.digest);
        self.line("BEGIN:VEVENT")?;
        self.line(&format!("UID:{}-{digest}@legation", event.id))?;
        self.line(&format!("DTSTAMP:{}T000000Z", compact(record.date.first_day())))?;
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(first)))?;
        // The day after the last.
        self.line(&format!("DTEND;VALUE=DATE:{}", compact(last.saturating_add(1.day()))))?;
        self.line(&format!("SUMMARY:{}", escaped(&headline(event))))?;
        self.line(&format!("STATUS:{status}"))?;
        self.line(&format!("CATEGORIES:{},{}", event.kind.name(), event.status.name()))?;
        if let Some(place) = &event.place {
            self.line(&format!("LOCATION:{}", escaped(&place.name)))?;
            if let Some((lat, lon)) = place.lat.zip(place.lon) {
                self.line(&format!("GEO:{lat};{lon}"))?;
            }
        }
        if let Some(sentence) = telling.sentence {
            self.line(&format!("DESCRIPTION:{}", escaped(sentence)))?;
        }
        if let Some(url) = record.url.as_deref().filter(|url| !url.contains(char::is_whitespace)) {
            self.line(&format!("URL:{url}"))?;
        }
        self.line("END:VEVENT")
    }
}

fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

impl<W: Write> Export for Ical<W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let exact = telling.event.start.filter(|date| matches!(date.grain(), Grain::Day | Grain::Week));
            let Some(start) = exact else {
                self.undated += 1;
                continue;
            };
            let first = start.first_day();
            let ends = telling.event.end.filter(|end| matches!(end.grain(), Grain::Day | Grain::Week));
            let last = ends.unwrap_or(start).last_day().max(first);
            self.entry(article, telling, first, last)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        self.line("END:VCALENDAR")?;
        self.out.flush()?;
        Ok(vec![("whose day or week is not told", self.undated)])
    }
}
