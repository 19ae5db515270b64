//! Sentences, tokens and quotations.

use crate::{Article, Span, quotation, sentence, token};
use std::ops::Range;

/// A text cut into sentences and tokens, with its quotations paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// In order; together their token ranges cover all tokens.
    pub sentences: Vec<Sentence>,
    /// In order, not overlapping.
    pub tokens: Vec<Token>,
    /// In order of their opening marks; nested ones follow the one they are in.
    pub quotations: Vec<Quotation>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Which of the document's tokens it has.
    pub tokens: Range<u32>,
    /// Which paragraph it stands in, counted from 0. Text without line breaks is one paragraph.
    pub paragraph: u32,
}

/// One word or mark, as Universal Dependencies cuts them: `won’t` is `wo` and `n’t`, `Moscow's` is `Moscow` and `'s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; never empty.
    pub span: Span,
    /// Whether it goes on the surface token that the token before it began (`n’t` in `won’t`).
    pub joined: bool,
}

/// A stretch inside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: Span,
    /// The closing mark; none where the quotation is reopened in the next paragraph, or never closed.
    pub close: Option<Span>,
    /// What stands between the marks.
    pub content: Span,
    /// How many quotations it stands inside of.
    pub depth: u8,
    /// The quotation (an index into the document's) that it carries on, reopened in a new paragraph.
    pub continues: Option<u32>,
}

impl Document {
    /// The body of an article, cut.
    pub fn of(article: &Article) -> Document {
        Document::segment(&article.text, article.body)
    }

    /// A stretch of any text, cut.
    pub fn segment(text: &str, body: Span) -> Document {
        let tokens = token::cut(text, body);
        let sentences = sentence::cut(text, &tokens);
        let quotations = quotation::pair(text, &sentences);
        Document { sentences, tokens, quotations }
    }

    /// The sentence that has a token, by binary search.
    pub fn sentence_of(&self, token: u32) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        (at < self.sentences.len()).then_some(at)
    }

    /// From the first to the last token of a range.
    pub fn span_of(&self, tokens: Range<u32>) -> Option<Span> {
        let tokens = self.tokens.get(tokens.start as usize..tokens.end as usize)?;
        Some(tokens.first()?.span.join(tokens.last()?.span))
    }

    /// The tokens that overlap a span.
    pub fn tokens_in(&self, span: Span) -> Range<u32> {
        let start = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        start as u32..end.max(start) as u32
    }
}
