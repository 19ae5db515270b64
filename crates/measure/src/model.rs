//! Which language model reads: chosen once, on the command line.

use clap::ValueEnum;
use legation_knowledge::world::World;
use legation_language::{Model, Parse};
use legation_read::Reader;
use legation_record::Record;
use legation_text::{Article, Document, Span};
use std::sync::OnceLock;

/// The embedded models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// Six layers.
    #[default]
    Accurate,
    /// Three layers.
    Fast,
}

static CHOSEN: OnceLock<Choice> = OnceLock::new();

/// Fixes the choice; the first one stays.
pub(crate) fn choose(choice: Choice) {
    CHOSEN.get_or_init(|| choice);
}

/// The chosen model.
pub(crate) fn model() -> &'static Model {
    match CHOSEN.get_or_init(Choice::default) {
        Choice::Accurate => Model::accurate(),
        Choice::Fast => Model::fast(),
    }
}

/// An article read with all that the layers below the record know of it.
pub(crate) fn read(article: &Article) -> (Document, Parse, Record<Span>) {
    let document = Document::of(article);
    let parse = model().parse(&article.text, &document);
    let mentions = legation_mention::find(World::embedded(), article, &document, &parse);
    let record = reader().record(article, &document, &parse, mentions);
    (document, parse, record)
}

/// A reader with the chosen model.
pub(crate) fn reader() -> Reader {
    Reader::with(model())
}

/// The name of the chosen model without its number: `accurate`, `fast`.
pub(crate) fn family() -> &'static str {
    let name = model().name();
    name.split_once('-').map_or(name, |(family, _)| family)
}
