//! Who reads and takes in corrections for the desk: the same who do it on the command line.

use crate::archive::{Intake, corrections_of_lines};
use crate::config::Settings;
use legation_serve::{Hands, Refusal};
use legation_store::{Corrections, Entry, Sqlite};
use legation_text::Article;
use std::sync::OnceLock;

/// A reader that is made when it is first needed, once.
pub(super) struct Reading {
    settings: Settings,
    intake: OnceLock<Result<Intake, String>>,
}

impl Reading {
    /// As the settings have it.
    pub(super) fn new(settings: &Settings) -> Reading {
        Reading { settings: settings.clone(), intake: OnceLock::new() }
    }

    /// The reader; whoever comes while it is made waits.
    pub(super) fn intake(&self) -> Result<&Intake, Refusal> {
        let made = self.intake.get_or_init(|| Intake::new(&self.settings).map_err(|why| format!("{why:#}")));
        made.as_ref().map_err(|why| Refusal { reason: why.clone(), remedy: None })
    }
}

impl Hands for Reading {
    fn entries(&self, articles: Vec<Article>) -> Result<Vec<Entry>, Refusal> {
        Ok(self.intake()?.entries(articles))
    }

    fn correct(&self, store: &mut Sqlite, lines: &[u8], by: &str) -> Result<Corrections, Refusal> {
        corrections_of_lines(store, lines, by).map_err(|why| {
            let told = format!("{why:#}");
            match told.split_once("\n  hint: ") {
                Some((reason, remedy)) => {
                    Refusal { reason: reason.to_owned(), remedy: Some(remedy.to_owned()) }
                }
                None => Refusal { reason: told, remedy: None },
            }
        })
    }
}
