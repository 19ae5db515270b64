//! A text with what was read in it: cut at every border of a mark into segments, each with the marks that lie over it.

use super::words::Text;
use std::fmt::Write;

/// Something that was read at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first code point.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// The note that tells of it.
    pub(super) note: String,
    /// How it looks: classes.
    pub(super) class: String,
}

/// A stretch of the text that the same marks lie over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    /// Which marks, the widest first: indices.
    pub(super) marks: Vec<usize>,
}

/// Cuts. Every letter of the text is in one segment, in order; marks that lie outside of it are cut to it.
pub(super) fn segments<'a>(text: &'a str, marks: &[Mark]) -> Vec<Segment<'a>> {
    let mut at: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    let length = at.len();
    at.push(text.len());
    let inside = |mark: &Mark| (mark.start.min(length), mark.end.min(length));
    let mut borders: Vec<usize> = vec![0, length];
    for mark in marks {
        let (start, end) = inside(mark);
        if start < end {
            borders.extend([start, end]);
        }
    }
    borders.sort_unstable();
    borders.dedup();
    // In the order of their beginnings, so that those that can lie over a segment are at hand.
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&number| {
        marks.get(number).map(|mark| (mark.start, std::cmp::Reverse(mark.end), number))
    });
    let mut begun = order.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for pair in borders.windows(2) {
        let [from, to] = *pair else { continue };
        let end = |number: &usize| marks.get(*number).map_or(0, |mark| inside(mark).1);
        while let Some(number) =
            begun.next_if(|number| marks.get(*number).is_some_and(|mark| mark.start <= from))
        {
            open.push(number);
        }
        open.retain(|number| end(number) > from);
        let mut over = open.clone();
        over.sort_by_key(|number| {
            marks
                .get(*number)
                .map(|mark| (std::cmp::Reverse(mark.end.saturating_sub(mark.start)), mark.start, *number))
        });
        if let Some(text) = at.get(from).zip(at.get(to)).and_then(|(from, to)| text.get(*from..*to)) {
            out.push(Segment { text, marks: over });
        }
    }
    out
}

/// The text as paragraphs of markup: marks one within the other; the first words of each lead to its note.
pub(super) fn markup(text: &str, marks: &[Mark]) -> String {
    let mut out = String::from("<p>");
    let mut led = vec![false; marks.len()];
    for segment in segments(text, marks) {
        // An empty line ends a paragraph; marks that go over it are opened again.
        for (number, part) in paragraphs(segment.text).enumerate() {
            if number > 0 {
                out.push_str("</p>\n<p>");
            }
            if !part.is_empty() {
                words(&mut out, part, &segment.marks, marks, &mut led);
            }
        }
    }
    out.push_str("</p>");
    out.replace("<p></p>\n", "")
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(|part| part.trim_matches('\n'))
}

fn words(out: &mut String, text: &str, over: &[usize], marks: &[Mark], led: &mut [bool]) {
    let here: Vec<&Mark> = over.iter().filter_map(|number| marks.get(*number)).collect();
    if here.is_empty() {
        let _ = write!(out, "{}", Text(text));
        return;
    }
    let notes: Vec<String> = here.iter().map(|mark| Text(&mark.note).to_string()).collect();
    // Every mark is led to from its first words, the innermost of those that begin together first.
    let is_new = |(_, number): &(usize, &usize)| led.get(**number).is_some_and(|led| !led);
    let lead = over.iter().enumerate().rev().find(is_new).filter(|_| !text.trim().is_empty());
    let note = lead.and_then(|(place, _)| notes.get(place));
    if let Some(led) = lead.and_then(|(_, number)| led.get_mut(*number)) {
        *led = true;
    }
    let notes_here = notes.join(" ");
    let _ = match note {
        Some(note) => write!(out, "<a href=\"#{note}\" data-marks=\"{notes_here}\">"),
        None => write!(out, "<span data-marks=\"{notes_here}\">"),
    };
    for mark in &here {
        let _ = write!(out, "<mark class=\"{}\">", Text(&mark.class));
    }
    let _ = write!(out, "{}", Text(text));
    for _ in &here {
        out.push_str("</mark>");
    }
    out.push_str(if note.is_some() { "</a>" } else { "</span>" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, note: &str) -> Mark {
        Mark { start, end, note: note.to_owned(), class: format!("m-{note}") }
    }

    #[test]
    fn nested_and_crossing_marks_are_cut_at_every_border() {
        let text = "Élan said he met her.";
        let marks = [
            mark(0, 4, "actor"),
            mark(10, 20, "content"),
            mark(13, 16, "event"),
            mark(14, 21, "cross"),
            mark(30, 40, "gone"),
        ];
        let cut: Vec<(&str, Vec<usize>)> =
            segments(text, &marks).into_iter().map(|one| (one.text, one.marks)).collect();
        assert_eq!(
            cut,
            [
                ("Élan", vec![0]),
                (" said ", vec![]),
                ("he ", vec![1]),
                ("m", vec![1, 2]),
                ("et", vec![1, 3, 2]),
                (" her", vec![1, 3]),
                (".", vec![3]),
            ]
        );
    }

    #[test]
    fn no_letter_is_lost_and_none_is_markup() {
        let text = "<b>A</b>\n\nB & \"C\"\n\n\nD";
        let marks = [mark(1, 15, "a"), mark(0, 3, "b")];
        let plain: String = segments(text, &marks).iter().map(|one| one.text).collect();
        assert_eq!(plain, text);
        let markup = markup(text, &marks);
        insta::assert_snapshot!(markup);
    }

    proptest::proptest! {
        #[test]
        fn segments_make_the_text(text in "\\PC{0,40}", places in proptest::collection::vec((0_usize..50, 0_usize..50), 0..12)) {
            let marks: Vec<Mark> = places.into_iter().map(|(start, end)| mark(start, end, "x")).collect();
            let parts = segments(&text, &marks);
            let joined: String = parts.iter().map(|part| part.text).collect();
            proptest::prop_assert_eq!(&joined, &text);
            let mut at = 0;
            for part in parts {
                let length = part.text.chars().count();
                for (number, mark) in marks.iter().enumerate() {
                    let covers = mark.start <= at && at + length <= mark.end;
                    proptest::prop_assert_eq!(covers && length > 0, part.marks.contains(&number) && length > 0);
                }
                at += length;
            }
        }
    }
}
