//! Patterns of actors: codes with stars, or names.

/// Which actors are meant: `RUSGOV`, `RUS*`, `*GOV`, `*`, or words of a name (`Lavrov`).
///
/// A pattern in capitals, digits, dashes and stars is one of codes; any other is one of names.
///
/// ```
/// use legation_store::Pattern;
/// assert!(Pattern::new("RUS*").is_of_codes());
/// assert!(!Pattern::new("Lavrov").is_of_codes());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// As written.
    pub fn new(text: &str) -> Pattern {
        Pattern(text.trim().to_owned())
    }

    /// Whether it is one of codes.
    pub fn is_of_codes(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"*-".contains(&byte))
    }

    /// The condition on a row of `actor`, and what is bound to its marks.
    pub(crate) fn condition(&self, actor: &str) -> (String, Vec<String>) {
        if !self.is_of_codes() {
            let words = self.0.replace(['%', '_'], " ");
            return (format!("{actor}.who LIKE ?"), vec![format!("%{words}%")]);
        }
        match self.0.split_once('*') {
            None => (format!("{actor}.code = ?"), vec![self.0.clone()]),
            Some(("", _)) => (format!("{actor}.code GLOB ?"), vec![self.0.clone()]),
            // A range is found by the index; what follows the star is then compared.
            Some((head, tail)) => {
                let range = format!("{actor}.code >= ? AND {actor}.code < ?");
                let bounds = vec![head.to_owned(), format!("{head}\u{10ffff}")];
                if tail.is_empty() {
                    (range, bounds)
                } else {
                    let mut bound = bounds;
                    bound.push(self.0.clone());
                    (format!("{range} AND {actor}.code GLOB ?"), bound)
                }
            }
        }
    }
}
