//! Text in lines of so many columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with nothing in it that could move the cursor: control characters and runs of white space become one space.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// How many columns a character takes; none if it is joined to the one before it.
pub(super) fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text in lines of at most `width` columns, broken at spaces, or inside a word that is longer than a line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while rest.width() > width {
        let (mut used, mut fits, mut space) = (0, 0, None);
        for (at, c) in rest.char_indices() {
            if c == ' ' {
                space = Some(at);
            }
            used += columns(c);
            if used > width {
                break;
            }
            fits = at + c.len_utf8();
        }
        // One character that is wider than the line still goes on it: the loop must end.
        let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
        let cut = space.filter(|&at| at > 0).unwrap_or(fits.max(first));
        lines.push(rest[..cut].trim_end());
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_inside_long_words() {
        let check = |text: &str, width, expected: &[&str]| {
            assert_eq!(wrap(&clean(text), width), expected, "{text:?}");
        };
        check("talks in Istanbul", 8, &["talks in", "Istanbul"]);
        check("abcdefghij k", 4, &["abcd", "efgh", "ij k"]);
        check("北京会谈", 4, &["北京", "会谈"]);
        check("", 4, &[]);
        check("会", 1, &["会"]);
        check("a\u{1b}[2Jb", 40, &["a [2Jb"]);
    }
}
