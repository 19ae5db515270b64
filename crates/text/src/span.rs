//! Where something stands in the text.

use std::ops::Range;

/// A stretch of a text: bytes, end-exclusive, both ends on character boundaries of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of `text`, or `None` where it is reversed, outside, or inside a character.
    ///
    /// ```
    /// use legation_text::Span;
    /// assert_eq!(Span::new("Élysée", 0, 2).unwrap().of("Élysée"), "É");
    /// assert!(Span::new("Élysée", 0, 1).is_none());
    /// ```
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        let fits = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        fits.then_some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// As a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers; empty where `text` is not the text that it was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span of the same text that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Turns byte spans of one text into code-point offsets, for what is written out.
///
/// ```
/// use legation_text::{CodePoints, Span};
/// let text = "“Nyet,” Lavrov said";
/// let cue = Span::new(text, 19, 23).unwrap();
/// assert_eq!(cue.of(text), "said");
/// assert_eq!(CodePoints::of(text).span(cue), [15, 19]);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// The byte at which each code point starts; none for ASCII, where the two counts agree.
    starts: Option<Vec<u32>>,
}

impl CodePoints {
    /// The map of `text`.
    pub fn of(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { starts: None };
        }
        CodePoints { starts: Some(text.char_indices().map(|(at, _)| at as u32).collect()) }
    }

    /// The code-point offset of a byte offset.
    pub fn offset(&self, byte: usize) -> u32 {
        match &self.starts {
            None => byte as u32,
            Some(starts) => starts.partition_point(|&start| (start as usize) < byte) as u32,
        }
    }

    /// The byte offset of a code point of `text`; none beyond its end.
    pub fn byte(&self, point: u32, text: &str) -> Option<usize> {
        let count = self.starts.as_ref().map_or(text.len(), Vec::len);
        match &self.starts {
            _ if point as usize == count => Some(text.len()),
            None => (point as usize <= text.len()).then_some(point as usize),
            Some(starts) => starts.get(point as usize).map(|&start| start as usize),
        }
    }

    /// Start and end of a span, in code points.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start()), self.offset(span.end())]
    }
}
