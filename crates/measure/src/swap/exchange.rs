//! Words put in the place of others, and where everything else comes to stand.

use jiff::ToSpan;
use jiff::civil::Date;
use legation_text::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words for a stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    span: Span,
    words: String,
}

/// What is exchanged in one article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange {
    /// In the order of the text, apart.
    edits: Vec<Edit>,
    /// Alpha-3 codes of countries, and those that stand for them.
    pub(crate) codes: BTreeMap<String, String>,
    /// By how many years all dates move.
    pub(crate) years: i16,
    /// Whether something was named that could not be exchanged soundly.
    pub(crate) kept: bool,
}

impl Exchange {
    pub(crate) fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.years == 0
    }

    /// Adds an edit unless another holds its place; whether it did.
    fn edit(&mut self, edit: Edit) -> bool {
        let at = self.edits.partition_point(|other| other.span.end() <= edit.span.start());
        let is_free = self.edits.get(at).is_none_or(|next| edit.span.end() <= next.span.start());
        if is_free {
            self.edits.insert(at, edit);
        }
        is_free
    }

    /// Puts words in the place of others, in capitals where those are, with `a` or `an` before them.
    pub(crate) fn replace(&mut self, text: &str, span: Span, words: &str) {
        let old = span.of(text);
        let shouted =
            old.chars().filter(|c| c.is_alphabetic()).count() > 1 && !old.chars().any(char::is_lowercase);
        let words = if shouted { words.to_uppercase() } else { words.to_owned() };
        let differs = takes_an(old) != takes_an(&words);
        if !self.edit(Edit { span, words }) || !differs {
            return;
        }
        if let Some(article) = article_before(text, span) {
            let other = match article.of(text) {
                "a" => "an",
                "an" => "a",
                "A" => "An",
                _ => "A",
            };
            self.edit(Edit { span: article, words: other.to_owned() });
        }
    }

    /// Adds all of another that does not touch what is exchanged already.
    pub(crate) fn join(&mut self, other: Exchange) {
        for edit in other.edits {
            self.edit(edit);
        }
        self.codes.extend(other.codes);
        self.years += other.years;
        self.kept |= other.kept;
    }

    /// The text after the exchange.
    pub(crate) fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            out.push_str(&text[at..edit.span.start()]);
            out.push_str(&edit.words);
            at = edit.span.end();
        }
        out + &text[at..]
    }

    /// A day after the exchange.
    pub(crate) fn later(&self, day: Date) -> Date {
        day.saturating_add(i64::from(self.years).years())
    }

    /// Where a span comes to stand; one that begins or ends inside exchanged words takes them all.
    pub(crate) fn moved(&self, span: Span) -> Range<usize> {
        self.offset(span.start(), false)..self.offset(span.end(), true)
    }

    fn offset(&self, offset: usize, is_end: bool) -> usize {
        let (mut old, mut new) = (0, 0);
        for edit in &self.edits {
            if offset <= edit.span.start() {
                break;
            }
            let start = new + (edit.span.start() - old);
            (old, new) = (edit.span.end(), start + edit.words.len());
            if offset < old {
                return if is_end { new } else { start };
            }
        }
        new + (offset - old)
    }

    /// An actor's code after the exchange.
    pub(crate) fn code(&self, code: &str) -> String {
        let country = code.get(..3).and_then(|country| self.codes.get(country));
        country.map_or_else(|| code.to_owned(), |other| other.clone() + &code[3..])
    }
}

/// The places where a form stands as words of their own, as it is written and in capitals.
pub(crate) fn occurrences(text: &str, form: &str) -> Vec<Span> {
    let is_apart = |&(at, found): &(usize, &str)| {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !inside(text[..at].chars().next_back()) && !inside(text[at + found.len()..].chars().next())
    };
    let shouted = form.to_uppercase();
    let capitals = (shouted != form).then_some(&*shouted);
    let forms = std::iter::once(form).chain(capitals).filter(|form| !form.is_empty());
    let found = forms.flat_map(|form| text.match_indices(form).filter(is_apart));
    found.filter_map(|(at, found)| Span::new(text, at, at + found.len())).collect()
}

/// Whether a form stands in the genitive of names in `s`: `Damascus’ envoy`, `Jones' aides`.
pub(crate) fn is_bare_genitive(text: &str, span: Span) -> bool {
    let rest = &text[span.end()..];
    let mark = rest.strip_prefix(['\'', '’']);
    span.of(text).ends_with(['s', 'S']) && mark.is_some_and(|rest| !rest.starts_with(['s', 'S']))
}

/// Whether words are one word, of letters alone.
pub(crate) fn is_one_word(words: &str) -> bool {
    !words.is_empty() && words.chars().all(char::is_alphabetic)
}

/// `a` or `an` right before some words.
fn article_before(text: &str, span: Span) -> Option<Span> {
    let before = text[..span.start()].strip_suffix(' ')?;
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let is_article = matches!(word, "a" | "an" | "A" | "An");
    is_article.then(|| Span::new(text, before.len() - word.len(), before.len())).flatten()
}

/// Whether a name takes `an`.
fn takes_an(name: &str) -> bool {
    const LIKE_YOU: [&str; 4] = ["UG", "UK", "UN", "UR"];
    let name = name.to_uppercase();
    name.starts_with(['A', 'E', 'I', 'O', 'U']) && !LIKE_YOU.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchanged(text: &str, pairs: &[(&str, &str)]) -> (String, Exchange) {
        let mut exchange = Exchange::default();
        for (old, new) in pairs {
            for span in occurrences(text, old) {
                exchange.replace(text, span, new);
            }
        }
        (exchange.apply(text), exchange)
    }

    #[test]
    fn words_keep_their_capitals_and_take_their_article() {
        let pairs = [("Iranian", "Brazilian"), ("Iran", "Brazil")];
        let (text, _) = exchanged("An Iranian met Iran's envoy, not Iranians. IRAN, a non-Iranian …", &pairs);
        assert_eq!(text, "A Brazilian met Brazil's envoy, not Iranians. BRAZIL, a non-Brazilian …");
        assert_eq!(exchanged("a Kenyan", &[("Kenyan", "Ugandan")]).0, "a Ugandan");
        assert_eq!(exchanged("a Kenyan", &[("Kenyan", "Estonian")]).0, "an Estonian");
    }

    #[test]
    fn spans_move_with_their_words() {
        let text = "Mali said on Monday that Mali left.";
        let (other, exchange) = exchanged(text, &[("Mali", "Armenia")]);
        for (word, moved) in [
            ("Mali", "Armenia"),
            ("said", "said"),
            ("Mali left", "Armenia left"),
            (".", "."),
            ("ali", "Armenia"),
        ] {
            let at = text.find(word).unwrap();
            let span = Span::new(text, at, at + word.len()).unwrap();
            assert_eq!(&other[exchange.moved(span)], moved);
        }
    }
}
