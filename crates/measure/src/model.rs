//! Which language model reads: chosen once, on the command line.

use clap::ValueEnum;
use legation_language::Model;
use legation_read::Reader;
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

/// A reader with the chosen model.
pub(crate) fn reader() -> Reader {
    Reader::with(model())
}
