//! Articles of the store without the names of private persons (`legation_record::privacy`).

use clap::Args;
use legation_record::Offsets;
use legation_record::privacy::{Private, is_private};
use legation_store::{Answer, Cell, Findings, KeptEvent, Sqlite, Storage, StoreError, Stored, Told};
use std::collections::BTreeMap;

/// Whether private persons are named.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct PrivacyFlags {
    /// Leave out the names of persons without an office: they become `[private person]`, in texts and sentences too (docs/PRIVACY.md).
    #[arg(long)]
    pub(crate) redact_private: bool,
}

impl PrivacyFlags {
    /// The article, without their names where that is wanted.
    pub(super) fn stored(self, stored: Stored) -> Stored {
        if self.redact_private { redacted(stored).1 } else { stored }
    }

    /// The same of an article with some of its events.
    pub(super) fn told(self, told: Told) -> Told {
        if !self.redact_private {
            return told;
        }
        let (private, stored) = redacted(told.stored);
        let mut events = told.events;
        events.iter_mut().for_each(|event| event_words(&private, event));
        Told { stored, events }
    }

    /// The same of an article with all that a question finds in it.
    pub(super) fn findings(self, found: Findings) -> Findings {
        if !self.redact_private {
            return found;
        }
        let (private, stored) = redacted(found.stored);
        let Findings { mut events, mut statements, .. } = found;
        events.iter_mut().for_each(|event| event_words(&private, &mut event.kept));
        for said in &mut statements {
            leave_out(&private, [&mut said.cue, &mut said.content, &mut said.sentence]);
        }
        Findings { stored, events, statements, ..found }
    }

    /// The rows of a question, each without the private persons of its article; of actors, without the rows that are theirs.
    pub(super) fn answer(self, store: &Sqlite, mut answer: Answer) -> Result<Answer, StoreError> {
        if !self.redact_private {
            return Ok(answer);
        }
        let column = |name: &str| answer.columns.iter().position(|column| column == name);
        let text = |row: &[Cell], at: Option<usize>| match at.and_then(|at| row.get(at)) {
            Some(Cell::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let url = column("url");
        let (who, code, entity) = (column("who"), column("code"), column("entity"));
        // Rows of events, statements and agenda name their article, those of articles are one.
        let Some(article) = column("article").or_else(|| column("id").filter(|_| column("digest").is_some()))
        else {
            answer.rows.retain(|row| {
                let name = text(row, who).unwrap_or_default();
                !is_private(&name, &text(row, code).unwrap_or_default(), text(row, entity).as_deref())
            });
            return Ok(answer);
        };
        let mut known: BTreeMap<String, Private> = BTreeMap::new();
        for row in &mut answer.rows {
            let Some(id) = text(row, Some(article)) else { continue };
            if !known.contains_key(&id) {
                let private = store.find(&id)?.map(|stored| Private::of(&stored.record)).unwrap_or_default();
                known.insert(id.clone(), private);
            }
            let Some(private) = known.get(&id) else { continue };
            for (at, cell) in row.iter_mut().enumerate() {
                match cell {
                    Cell::Text(address) if Some(at) == url && private.is_in_address(address) => {
                        *cell = Cell::Null;
                    }
                    Cell::Text(text) if at != article => *text = private.text(text),
                    _ => {}
                }
            }
        }
        Ok(answer)
    }
}

fn event_words(private: &Private, event: &mut KeptEvent) {
    leave_out(private, [&mut event.trigger_words, &mut event.sentence]);
}

fn leave_out<const N: usize>(private: &Private, texts: [&mut Option<String>; N]) {
    for text in texts.into_iter().flatten() {
        *text = private.text(text);
    }
}

fn redacted(stored: Stored) -> (Private, Stored) {
    let Stored { record, text, snippets, .. } = stored;
    let private = Private::of(&record);
    let pieces: Vec<(u32, &str)> = match &text {
        Some(text) => vec![(0, text.as_str())],
        None => snippets.iter().map(|(Offsets(start, _), sentence)| (*start, sentence.as_str())).collect(),
    };
    let (record, pieces) = private.leave_out(record, &pieces);
    let (text, snippets) = match text {
        Some(_) => (pieces.into_iter().next().map(|(_, text)| text), Vec::new()),
        None => (None, pieces),
    };
    (private, Stored { record, text, snippets, ..stored })
}
