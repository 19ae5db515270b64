//! What was said: tokens, trimmed, with the quotation marks left out.

use crate::Reading;
use legation_record::SpeechMode;
use legation_text::Span;
use std::ops::Range;

/// Ranges of tokens in order, apart from one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content(Vec<Range<u32>>);

impl Content {
    /// One stretch.
    pub(super) fn new(range: Range<u32>) -> Content {
        Content(if range.is_empty() { Vec::new() } else { vec![range] })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn start(&self) -> u32 {
        self.0.first().map_or(0, |range| range.start)
    }

    pub(super) fn end(&self) -> u32 {
        self.0.last().map_or(0, |range| range.end)
    }

    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    pub(super) fn contains(&self, token: u32) -> bool {
        self.0.iter().any(|range| range.contains(&token))
    }

    /// How many tokens of a range it has.
    pub(super) fn shared(&self, with: &Range<u32>) -> u32 {
        self.0.iter().map(|range| range.end.min(with.end).saturating_sub(range.start.max(with.start))).sum()
    }

    /// Takes a range in.
    pub(super) fn join(&mut self, range: Range<u32>) {
        self.0.push(range);
        self.0.sort_by_key(|range| range.start);
        let mut joined: Vec<Range<u32>> = Vec::new();
        for range in self.0.drain(..).filter(|range| !range.is_empty()) {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        self.0 = joined;
    }

    /// Leaves a range out.
    pub(super) fn without(&mut self, out: &Range<u32>) {
        let parts = self
            .0
            .drain(..)
            .flat_map(|range| [range.start..range.end.min(out.start), range.start.max(out.end)..range.end]);
        self.0 = parts.filter(|range| range.start < range.end).collect();
    }

    /// The spans of the record: without quotation marks, commas at the ends of what is not quoted, and leading `that`.
    pub(super) fn spans(&self, reading: &Reading<'_>) -> Vec<Span> {
        let word = |at: u32| reading.word(at);
        let mut spans = Vec::new();
        for range in &self.0 {
            let mut start = range.start;
            for at in range.start..=range.end {
                let cuts = at == range.end || is_quote(word(at)) && reading.is_mark(at);
                if !cuts {
                    continue;
                }
                let (mut from, mut to) = (start, at);
                start = at + 1;
                while from < to
                    && (matches!(word(from), "," | ":" | ";" | "-" | "–" | "—" | ".")
                        || from == range.start && word(from) == "that")
                {
                    from += 1;
                }
                (from, to) = inside_nested(reading, from..to);
                // What is quoted keeps its last mark, as printed.
                let quoted = at < range.end && reading.quotation_at(at.saturating_sub(1)).is_some();
                let quoted =
                    quoted || (at == range.end && to > from && reading.quotation_at(to - 1).is_some());
                while !quoted
                    && from < to
                    && matches!(word(to - 1), "," | ":" | ";" | "-" | "–" | "—" | "." | "...")
                {
                    to -= 1;
                }
                spans.extend(reading.document.span_of(from..to).filter(|_| from < to));
            }
        }
        spans
    }

    /// Whether it is quoted: all of it, some, or none. Marks around all that an outer statement says do not count.
    pub(super) fn mode(&self, reading: &Reading<'_>, outer: Option<&Content>) -> SpeechMode {
        let (mut quoted, mut all) = (0, 0);
        let is_that = |at: u32| at == self.start() && reading.word(at) == "that";
        let is_word = |at: u32| reading.word(at).chars().any(char::is_alphanumeric) && !is_that(at);
        for at in self.0.iter().cloned().flatten().filter(|&at| is_word(at)) {
            all += 1;
            let is_own = |quotation| {
                let content = reading.tokens_of(quotation);
                outer.is_none_or(|outer| outer.shared(&content) <= self.shared(&content))
            };
            quoted += u32::from(reading.quotations_at(at).any(is_own));
        }
        match quoted {
            0 => SpeechMode::Indirect,
            quoted if quoted == all => SpeechMode::Direct,
            _ => SpeechMode::Mixed,
        }
    }
}

/// A stretch without the marks of a quotation inside another that it is the whole of.
fn inside_nested(reading: &Reading<'_>, tokens: Range<u32>) -> (u32, u32) {
    let span = |at: u32| reading.document.tokens.get(at as usize).map(|token| token.span);
    let quotations = &reading.document.quotations;
    let found = span(tokens.start).and_then(|first| {
        let at = quotations.binary_search_by_key(&first.start(), |quotation| quotation.open.start()).ok()?;
        Some(&quotations[at])
    });
    let Some(last) = tokens.end.checked_sub(1).filter(|last| *last > tokens.start) else {
        return (tokens.start, tokens.end);
    };
    match found.filter(|quotation| quotation.depth > 0) {
        Some(quotation) if quotation.close == span(last) => (tokens.start + 1, last),
        Some(quotation) if span(last).is_some_and(|last| quotation.content.contains(last)) => {
            (tokens.start + 1, tokens.end)
        }
        _ => (tokens.start, tokens.end),
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "''" | "``" | "'" | "‘" | "’" | "«" | "»" | "„")
}
