//! Markup of pictures, and texts from outside as they may stand in markup.

use std::fmt::{self, Display, Write};

/// A text from outside as it may stand in markup.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => f.write_char(c)?,
                '\r' => {}
                // Overrides and isolates of direction would turn around what stands beside them.
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => {
                    f.write_char('\u{FFFD}')?;
                }
                c if c.is_control() => f.write_char('\u{FFFD}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A length, to a tenth.
pub(crate) struct Length(pub(crate) f64);

impl Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        // No `-0`.
        write!(f, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

/// A picture that is being drawn.
pub(crate) struct Svg {
    out: String,
}

impl Svg {
    /// Of a size, with what it is called and what it shows, which `id` makes known.
    pub(crate) fn new(id: &str, size: [f64; 2], title: &str, about: &str) -> Svg {
        let mut out = String::new();
        let [width, height] = size.map(Length);
        let id = Escaped(id);
        let _ = write!(
            out,
            "<svg viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\">\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
            Escaped(title),
            Escaped(about)
        );
        Svg { out }
    }

    pub(crate) fn line(&mut self, class: &str, from: [f64; 2], to: [f64; 2]) {
        let [[x1, y1], [x2, y2]] = [from.map(Length), to.map(Length)];
        let _ = write!(self.out, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>");
    }

    /// A bar; the words appear where the pointer rests.
    pub(crate) fn bar(&mut self, class: &str, at: [f64; 2], size: [f64; 2], words: &str) {
        let ([x, y], [width, height]) = (at.map(Length), size.map(Length));
        let fill = if class.contains("conf") { " fill=\"url(#hatch)\"" } else { "" };
        let _ = write!(
            self.out,
            "<rect class=\"{class}\"{fill} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><title>{}</title></rect>",
            Escaped(words)
        );
    }

    pub(crate) fn circle(&mut self, class: &str, at: [f64; 2], radius: f64, words: &str) {
        let ([x, y], radius) = (at.map(Length), Length(radius));
        let fill = if class.contains("conf-most") { " fill=\"url(#hatch)\"" } else { "" };
        let _ = write!(self.out, "<circle class=\"{class}\"{fill} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\">");
        if !words.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", Escaped(words));
        }
        self.out.push_str("</circle>");
    }

    pub(crate) fn path(&mut self, class: &str, data: &str, words: &str) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"{data}\">");
        if !words.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", Escaped(words));
        }
        self.out.push_str("</path>");
    }

    /// A path with a width of its own, a number.
    pub(crate) fn stroke(&mut self, class: &str, data: &str, width: f64, words: &str) {
        let (width, words) = (Length(width), Escaped(words));
        let _ = write!(
            self.out,
            "<path class=\"{class}\" d=\"{data}\" stroke-width=\"{width}\"><title>{words}</title></path>"
        );
    }

    pub(crate) fn text(&mut self, class: &str, at: [f64; 2], words: &str) {
        let [x, y] = at.map(Length);
        let _ = write!(self.out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", Escaped(words));
    }

    /// What is drawn inside leads to an address of this site, under a name where its own words do not say all; it is left out where it does not.
    pub(crate) fn link(&mut self, address: &str, words: &str, draw: impl FnOnce(&mut Svg)) {
        let is_ours = address.starts_with('/') && !address.starts_with("//") || address.starts_with('#');
        if !is_ours {
            return draw(self);
        }
        let _ = write!(self.out, "<a href=\"{}\"", Escaped(address));
        if !words.is_empty() {
            let _ = write!(self.out, " aria-label=\"{}\"", Escaped(words));
        }
        self.out.push('>');
        draw(self);
        self.out.push_str("</a>");
    }

    pub(crate) fn done(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}

/// `▲` for cooperation, `▼` for conflict, as a path around a point.
pub(crate) fn triangle(side: super::Side, [x, y]: [f64; 2], size: f64) -> String {
    let up = if side == super::Side::Above { -1.0 } else { 1.0 };
    let (left, right) = (Length(x - size), Length(x + size));
    let (tip, base) = (Length(y + up * size), Length(y - up * size * 0.8));
    format!("M{left} {base}L{right} {base}L{} {tip}Z", Length(x))
}

/// At most so many characters, with `…` where some are left out.
pub(crate) fn short(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut kept: String = words.chars().take(most.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}
