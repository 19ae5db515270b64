//! The characters of a page, before they are tokens and when they are markup again.

use std::borrow::Cow;

/// What the attributes of all elements may cost: each is compared with all before it of its element.
const ATTRIBUTES: usize = 20_000 * 20_000;
/// Whether the elements of a page have so many attributes that comparing them takes long.
pub(crate) fn has_too_many_attributes(html: &[u8]) -> bool {
    let mut cost = 0_usize;
    let mut at = 0;
    while let Some(next) = html.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'<')) {
        at += next + 1;
        if !html.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (count, end) = attributes(html, at);
        cost = cost.saturating_add(if count > 100 { count * count } else { 0 });
        if cost > ATTRIBUTES {
            return true;
        }
        at = end;
    }
    false
}

/// How many attributes stand in the tag whose name begins at a place, and where it ends.
fn attributes(html: &[u8], mut at: usize) -> (usize, usize) {
    let mut count = 0;
    let until = |at: usize, ends: &dyn Fn(u8) -> bool| {
        html.get(at..)
            .and_then(|rest| rest.iter().position(|byte| ends(*byte)))
            .map_or(html.len(), |end| at + end)
    };
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    loop {
        at = until(at, &|byte| is_space(byte) || byte == b'>' || byte == b'=');
        at = until(at, &|byte| !is_space(byte));
        match html.get(at) {
            None | Some(b'>') => return (count, at),
            Some(b'=') => {
                at = until(at + 1, &|byte| !is_space(byte));
                if let Some(quote @ (b'"' | b'\'')) = html.get(at).copied() {
                    at = until(at + 1, &|byte| byte == quote).saturating_add(1);
                }
            }
            Some(_) => count += 1,
        }
    }
}

/// A text in pieces of about so many bytes.
pub(crate) fn pieces(text: &str, size: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(size));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// How long a statement that a page makes of itself may be, in bytes: a headline, a name, an address.
pub(crate) const STATEMENT: usize = 4 << 10;

/// As much of a statement as is kept.
pub(crate) fn bounded(statement: &str) -> &str {
    statement.get(..statement.floor_char_boundary(STATEMENT)).unwrap_or(statement)
}

/// White space joined.
pub(crate) fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let text: Cow<'_, str> =
        if text.contains(is_mark) { text.replace(is_mark, "").into() } else { text.into() };
    for word in text.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// Characters that say how others are set: where a word may be broken, in which direction it runs.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Where the stand-ins begin of the characters of a text that mean something in markup, or that whoever writes markup looks at one by one
/// for the no-break space among them.
const STAND_INS: u32 = 0x10_0000;

/// Whether a character has a stand-in.
fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '\u{80}'..='\u{bf}')
}

/// Text as markup: without references, each of which would be a token of its own, to be read and written at great length.
pub(crate) fn escape(text: &str, to: &mut String) {
    if !text.contains(is_special) {
        return to.push_str(text);
    }
    let stand_in = |c: char| char::from_u32(STAND_INS + u32::from(c)).unwrap_or(c);
    to.extend(text.chars().map(|c| match c {
        '\u{a0}' => ' ',
        c if is_special(c) => stand_in(c),
        c => c,
    }));
}

/// What [`escape`] made of a text, as it was.
pub(crate) fn unescaped(text: &str) -> String {
    let plain = |c: char| {
        u32::from(c).checked_sub(STAND_INS).and_then(char::from_u32).filter(|plain| is_special(*plain))
    };
    text.chars().map(|c| plain(c).unwrap_or(c)).collect()
}
