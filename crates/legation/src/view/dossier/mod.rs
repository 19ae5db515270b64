//! A dossier for people: in the terminal, as Markdown and as a web page, all drawn from one outline, so that none says what another does
//! not. Every line carries its source: the outlet and the day.

mod html;
mod markdown;
mod notes;
mod outline;
mod series;
mod text;

#[cfg(test)]
mod tests;

use crate::view::Layout;
use legation_link::dossier::Dossier;
use outline::Outline;

/// In columns of the terminal; with the sentences where they are wanted.
pub(crate) fn text(dossier: &Dossier, layout: Layout, has_evidence: bool) -> String {
    text::page(&Outline::of(dossier), layout, has_evidence)
}

/// As Markdown, the sentences in footnotes.
pub(crate) fn markdown(dossier: &Dossier) -> String {
    markdown::page(&Outline::of(dossier))
}

/// As a web page that needs nothing else, the sentences in notes at its end.
pub(crate) fn html(dossier: &Dossier) -> String {
    html::page(&Outline::of(dossier))
}
