//! Which language an article is in.

use legation_text::Article;

/// The language that is read.
pub(super) const READ: &str = "eng";
/// With fewer letters than these there is nothing to go by.
const LETTERS: usize = 120;
/// Below this share of certainty (of whatlang's 0 to 1) an article counts as one that can be read.
const CERTAIN: f64 = 0.9;

/// The language of an article (ISO 639-3); none where it is too short, or may as well be English.
pub(super) fn of(article: &Article) -> Option<&'static str> {
    let body = article.body.of(&article.text);
    if body.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
        return None;
    }
    let found = whatlang::detect(body)?;
    let code = found.lang().code();
    (code == READ || (found.is_reliable() && found.confidence() >= CERTAIN)).then_some(code)
}
