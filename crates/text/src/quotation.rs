//! Quotation marks, paired.
//!
//! Curly marks and guillemets say which way they face; straight ones are judged by what stands beside them. Within a
//! paragraph marks nest; at its end all are closed, and a quotation that the next paragraph opens again with the same
//! mark goes on there. Apostrophes (`won’t`, `allies’`, `’90s`) and units (`5'10"`) are not quotation marks.

use crate::{Quotation, Sentence, Span};

/// A quotation of more bytes than this is a mark gone astray.
const LONGEST: usize = 4000;
/// How far to look for the mark that closes a single-quoted stretch, in characters.
const SINGLE_REACH: usize = 600;

/// A kind of mark: what opens it closes only by its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    Guillemet,
}

/// Which way a mark faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Opens,
    Closes,
    Either,
}

/// A mark in the text.
struct Mark {
    kind: Kind,
    face: Face,
    span: Span,
}

/// A quotation that is not closed yet.
struct Open {
    kind: Kind,
    mark: Span,
    slot: usize,
}

/// Pairs the quotation marks of a body; its sentences tell the paragraphs.
pub(crate) fn pair(text: &str, sentences: &[Sentence]) -> Vec<Quotation> {
    let mut pairer = Pairer { text, found: Vec::new(), open: Vec::new(), carried: None };
    for paragraph in sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        if let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) {
            pairer.paragraph(first.span.join(last.span));
        }
    }
    numbered(pairer.found)
}

/// The quotations without the slots of what turned out to be none; `continues` follows.
fn numbered(found: Vec<Option<Quotation>>) -> Vec<Quotation> {
    let mut count = 0;
    let numbers: Vec<Option<u32>> = found
        .iter()
        .map(|slot| {
            let number = slot.as_ref().map(|_| count);
            count += u32::from(slot.is_some());
            number
        })
        .collect();
    let renumber = |quotation: Quotation| {
        let continues = quotation.continues.and_then(|slot| numbers.get(slot as usize).copied().flatten());
        Quotation { continues, ..quotation }
    };
    found.into_iter().flatten().map(renumber).collect()
}

struct Pairer<'a> {
    text: &'a str,
    /// In order of their opening marks; none for what turned out to be no quotation.
    found: Vec<Option<Quotation>>,
    open: Vec<Open>,
    /// The quotation that the paragraph before left open.
    carried: Option<(Kind, usize)>,
}

impl Pairer<'_> {
    fn paragraph(&mut self, span: Span) {
        let marks = marks(self.text, span);
        let starts_with = marks.first().filter(|mark| mark.span.start() == span.start());
        let carried =
            self.carried.take().filter(|(kind, _)| starts_with.is_some_and(|mark| mark.kind == *kind));
        let mut carried = carried.map(|(_, slot)| slot);
        for mark in marks {
            let alike = |open: &Open| {
                open.kind == mark.kind && self.is_straight(open.mark) == self.is_straight(mark.span)
            };
            let of_kind = self.open.iter().rposition(|open| open.kind == mark.kind);
            let top = match mark.face {
                // A curly mark inside straight ones opens a quotation of its own.
                Face::Opens => self.open.iter().rposition(alike),
                _ => self.open.iter().rposition(alike).or(of_kind),
            };
            match (mark.face, top) {
                (Face::Closes | Face::Either, Some(top)) => {
                    self.finish(top, Some(mark.span), mark.span.start());
                }
                (Face::Closes, None) => {}
                (Face::Opens, Some(top)) => {
                    let slot = self.open[top].slot;
                    let before = self.text[..mark.span.start()].trim_end();
                    let goes_on = before.ends_with(['.', '!', '?', '…']);
                    self.finish(top, None, before.len());
                    self.start(&mark, goes_on.then_some(slot));
                }
                (Face::Opens | Face::Either, None) => self.start(&mark, carried.take()),
            }
            carried = None;
        }
        self.carried = self.open.first().map(|open| (open.kind, open.slot));
        if !self.open.is_empty() {
            self.finish(0, None, span.end());
        }
    }

    fn is_straight(&self, mark: Span) -> bool {
        mark.of(self.text).starts_with(['"', '\'', '`'])
    }

    fn start(&mut self, mark: &Mark, continues: Option<usize>) {
        let depth = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        let continues = continues.map(|slot| slot as u32);
        self.open.push(Open { kind: mark.kind, mark: mark.span, slot: self.found.len() });
        self.found.push(Some(Quotation {
            open: mark.span,
            close: None,
            content: mark.span,
            depth,
            continues,
        }));
    }

    /// Ends a quotation, with its closing mark if it has one, and whatever was left open inside it.
    fn finish(&mut self, top: usize, close: Option<Span>, end: usize) {
        for (above, open) in self.open.split_off(top).into_iter().enumerate() {
            let close = close.filter(|_| above == 0);
            let content = content(self.text, open.mark.end(), end).filter(|content| content.len() <= LONGEST);
            if let Some(slot) = self.found.get_mut(open.slot) {
                *slot = slot.take().zip(content).map(|(quotation, content)| Quotation {
                    content,
                    close,
                    ..quotation
                });
            }
        }
    }
}

/// What stands between two marks, without the blanks at its ends; none where nothing does.
fn content(text: &str, start: usize, end: usize) -> Option<Span> {
    let inside = text.get(start..end)?;
    let start = start + inside.len() - inside.trim_start().len();
    Span::new(text, start, start + inside.trim().len()).filter(|content| !content.is_empty())
}

/// The quotation marks of a paragraph.
fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut previous = None;
    let mut single_open = false;
    let mut chars = paragraph.of(text).char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let start = paragraph.start() + offset;
        let mut end = start + c.len_utf8();
        // Two single marks, as typewriters and the treebanks write a double one.
        let doubled = matches!((c, chars.peek()), ('\'', Some((_, '\''))) | ('`', Some((_, '`'))));
        if doubled {
            end += 1;
            chars.next();
        }
        let next = chars.peek().map(|&(_, next)| next);
        let found = if doubled { straight(Kind::Double, previous, next) } else { judge(c, previous, next) };
        let before = previous.replace(c);
        let Some((kind, face)) = found else { continue };
        if kind == Kind::Single {
            // A mark that nothing closes is an apostrophe, and so is one that closes nothing.
            let opens = !single_open && face != Face::Closes;
            let rest = &text[end..paragraph.end()];
            // `rock 'n' roll`
            if !single_open && ["n' ", "n’ "].iter().any(|and| rest.starts_with(and)) {
                continue;
            }
            // The next paragraph opens it again.
            let goes_on = start == paragraph.start() && text[paragraph.end()..].trim_start().starts_with(c);
            let stray = if opens {
                !goes_on && !closes_soon(rest)
            } else {
                !single_open || is_possessive(before, rest)
            };
            if stray {
                continue;
            }
            single_open = opens;
        }
        if let Some(span) = Span::new(text, start, end) {
            marks.push(Mark { kind, face, span });
        }
    }
    marks
}

/// What a character is as a quotation mark, by its neighbours.
fn judge(c: char, previous: Option<char>, next: Option<char>) -> Option<(Kind, Face)> {
    match c {
        '“' if previous.is_some_and(|c| c.is_alphanumeric() || ".,!?…".contains(c))
            && !next.is_some_and(char::is_alphanumeric) =>
        {
            // German: „ opens and “ closes.
            Some((Kind::Double, Face::Closes))
        }
        '“' | '„' | '‟' => Some((Kind::Double, Face::Opens)),
        '”' => Some((Kind::Double, Face::Closes)),
        '«' | '‹' => guillemet(Face::Opens, previous, next),
        '»' | '›' => guillemet(Face::Closes, previous, next),
        '"' => straight(Kind::Double, previous, next),
        // German: ‚ opens and ‘ closes.
        '‘' if previous.is_some_and(char::is_alphanumeric) && ends(next) => {
            Some((Kind::Single, Face::Closes))
        }
        '`' => (starts(previous) && next.is_some_and(char::is_alphanumeric))
            .then_some((Kind::Single, Face::Opens)),
        '‘' | '‚' => (!next.is_some_and(|c| c.is_ascii_digit()) && starts(previous))
            .then_some((Kind::Single, Face::Opens)),
        '’' => {
            (!previous.is_none_or(char::is_whitespace) && ends(next)).then_some((Kind::Single, Face::Closes))
        }
        '\'' => {
            let (kind, face) = straight(Kind::Single, previous, next)?;
            // Inside a word and beside a figure it is an apostrophe or a unit.
            let is_unit =
                previous.is_some_and(|c| c.is_ascii_digit()) || next.is_some_and(|c| c.is_ascii_digit());
            (face != Face::Either && !is_unit).then_some((kind, face))
        }
        _ => None,
    }
}

/// French «a» or, turned round, German »a«.
fn guillemet(usual: Face, previous: Option<char>, next: Option<char>) -> Option<(Kind, Face)> {
    let turned = match usual {
        Face::Opens => previous.is_some_and(|c| !c.is_whitespace() && c != '(') && ends(next),
        _ => starts(previous) && next.is_some_and(char::is_alphanumeric),
    };
    let face = match (usual, turned) {
        (face, false) => face,
        (Face::Opens, true) => Face::Closes,
        (_, true) => Face::Opens,
    };
    Some((Kind::Guillemet, face))
}

/// A mark that looks the same both ways.
fn straight(kind: Kind, previous: Option<char>, next: Option<char>) -> Option<(Kind, Face)> {
    if kind == Kind::Double && previous.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c == ' ')
    {
        // `5'10" tall` or the end of `"… in 2015" he said`: the pairing decides.
        return Some((kind, Face::Closes));
    }
    let face = match (starts(previous), ends(next)) {
        (true, false) => Face::Opens,
        (false, true) => Face::Closes,
        _ => Face::Either,
    };
    Some((kind, face))
}

/// Whether a quotation can begin after this character.
fn starts(previous: Option<char>) -> bool {
    previous.is_none_or(|c| c.is_whitespace() || "([{—–-/“\"‘'«:\u{200b}".contains(c))
}

/// Whether a quotation can end before this character.
fn ends(next: Option<char>) -> bool {
    next.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–-/”\"’'»…\u{200b}".contains(c))
}

/// Whether a mark inside a single-quoted stretch belongs to a plural (`the allies' troops won't go.'`): it stands
/// between an `s` and a word that goes on, and the next mark that could be paired closes too.
fn is_possessive(before: Option<char>, rest: &str) -> bool {
    let goes_on = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if before != Some('s') || !goes_on {
        return false;
    }
    let reach = rest.char_indices().nth(SINGLE_REACH).map_or(rest, |(end, _)| &rest[..end]);
    let opener = reach.find(" '").into_iter().chain(reach.find(" ‘")).min();
    closes_soon(opener.map_or(reach, |opener| &reach[..opener]))
}

/// Whether a closing single mark follows: one after a mark or a letter and before a blank or a mark.
fn closes_soon(text: &str) -> bool {
    let mut previous = None;
    let mut chars = text.chars().take(SINGLE_REACH).peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '\'' | '’' | '‘') {
            let next = chars.peek().copied();
            let possessive = previous.is_some_and(|c| c == 's') && next == Some(' ');
            if ends(next) && previous.is_some_and(|c: char| !c.is_whitespace()) && !possessive {
                return true;
            }
        }
        previous = Some(c);
    }
    false
}
