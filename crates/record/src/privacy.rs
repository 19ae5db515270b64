//! Records without the names of private persons.
//!
//! A private person is somebody with a name of a person whom no table knows, and whose code has no sector of a state or an organisation:
//! a teacher, a shopkeeper, a witness, a journalist; not a minister, a police spokesman or a party leader. Their names, wherever they
//! stand, become [`PLACEHOLDER`]; their codes and their parts in events stay, so that nothing is counted otherwise. What cannot be told from
//! a person's name (an unknown firm of two words in capitals) is taken for one.
//!
//! ```
//! # let record = serde_json::json!({"schema": 1, "id": "a", "date": "2025-02-27", "title": "Kovacs freed", "source": null, "url": null,
//! #   "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [], "statements": [], "events": [], "agenda": [],
//! #   "mentions": {"times": [], "places": [], "chains": [], "actors": [{"start": 0, "end": 12, "who": "Maria Kovacs", "code": "FRAEDU",
//! #   "entity": null, "office": "teacher", "as_of": null, "basis": "text"}]}});
//! # let record: legation_record::WireRecord = serde_json::from_value(record).unwrap();
//! use legation_record::{Offsets, privacy::Private};
//! let text = "Maria Kovacs was freed. Ms Kovacs smiled.";
//! let (record, texts) = Private::of(&record).leave_out(record, &[(0, text)]);
//! assert_eq!(texts[0].1, "[private person] was freed. Ms [private person] smiled.");
//! assert_eq!(texts[0].0, Offsets(0, 55));
//! assert_eq!(record.mentions.actors[0].who, "[private person]");
//! assert_eq!(record.title.as_deref(), Some("[private person] freed"));
//! ```

use crate::{ActorCode, Basis, Corrected, Event, Extent, Offsets, Participant, WireRecord};
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands in the place of a name.
pub const PLACEHOLDER: &str = "[private person]";

/// The sectors of those who act for a state or an organisation, or lead one.
const PUBLIC: [&str; 14] =
    ["GOV", "MIL", "SPY", "LEG", "JUD", "COP", "PTY", "OPP", "REB", "UAF", "IGO", "NGO", "MNC", "IMG"];

/// The private persons of an article.
#[derive(Clone, Debug, Default)]
pub struct Private {
    /// The words of their names in small letters, but for those of somebody or somewhere else.
    words: BTreeSet<String>,
    /// Their names as the record has them.
    names: BTreeSet<String>,
}

/// Whether the code is one of a state or an organisation: its country or body aside, it has a sector of those.
fn is_public(code: &str) -> bool {
    let head = code.get(..3).unwrap_or(code);
    let sectors = (3..code.len()).step_by(3).filter_map(|at| code.get(at..(at + 3).min(code.len())));
    PUBLIC.contains(&head) || sectors.into_iter().any(|sector| PUBLIC.contains(&sector))
}

/// Words in small letters that stand within names of persons.
const PARTICLES: [&str; 22] = [
    "al", "el", "bin", "ben", "ibn", "bint", "abu", "van", "von", "der", "den", "de", "da", "dos", "di",
    "du", "del", "la", "le", "y", "e", "zu",
];

/// Whether a name is one of a person as news writes them: words in capitals, particles between them; one word only where no noun gave the code
/// a sector, for `Protesters` is no name.
fn is_name(who: &str, code: &str) -> bool {
    let words: Vec<&str> = who.split_whitespace().collect();
    let begins_large = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    // `al-Deek`, `d’Amaro`: a particle, and the name behind it.
    let is_joined = |word: &str| {
        word.split_once(['-', '\'', '’']).is_some_and(|(first, rest)| first.len() <= 3 && begins_large(rest))
    };
    let is_article = |word: &str| matches!(word, "The" | "A" | "An");
    let first_fits =
        words.first().is_some_and(|word| (begins_large(word) || is_joined(word)) && !is_article(word));
    let last_fits = words.last().is_some_and(|word| begins_large(word) || is_joined(word));
    let all_fit = words.iter().all(|word| begins_large(word) || is_joined(word) || PARTICLES.contains(word));
    // `AI`, `X`: letters that stand for something else.
    let is_word = who.chars().count() > 2 && who.chars().any(char::is_lowercase);
    first_fits && last_fits && all_fit && (words.len() > 1 || (code == "---" && is_word))
}

/// Whether somebody is a private person.
///
/// ```
/// use legation_record::privacy::is_private;
/// assert!(is_private("John Smith", "---BUS", None));
/// assert!(!is_private("Jean Martin", "FRACOP", None));
/// assert!(!is_private("Elon Musk", "USABUS", Some("Elon Musk")));
/// assert!(!is_private("Protesters", "---CVL", None));
/// assert!(!is_private("ATP", "---", None));
/// assert!(is_private("Ahmed al-Deek", "---", None) && is_private("Sara", "---", None));
/// ```
pub fn is_private(who: &str, code: &str, entity: Option<&str>) -> bool {
    entity.is_none() && !is_public(code) && is_name(who, code)
}

/// The words of a name, in small letters.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| word.chars().count() > 1).map(str::to_lowercase)
}

impl Private {
    /// Those of an article.
    pub fn of(record: &WireRecord) -> Private {
        let mentions = &record.mentions;
        // What a table resolved without naming a person or body is a state or a place.
        let is_known = |entity: &Option<String>, basis: Basis| {
            entity.is_some() || matches!(basis, Basis::Table | Basis::Unsourced | Basis::User)
        };
        let mentioned = mentions
            .actors
            .iter()
            .map(|actor| (&actor.who, &actor.code, is_known(&actor.entity, actor.basis)));
        let participants = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
        let participants =
            participants.map(|actor| (&actor.who, &actor.code, is_known(&actor.entity, actor.basis)));
        let mut all: Vec<(&str, &ActorCode, bool)> = mentioned
            .chain(participants)
            .map(|(who, code, is_known)| (who.as_str(), code, is_known))
            .collect();
        // Speakers have no entity: they are who the mentions of that name are.
        let is_mentioned = |who: &str| all.iter().any(|(name, ..)| *name == who);
        let speakers =
            record.statements.iter().filter_map(|said| Some((said.who.as_deref()?, said.code.as_ref()?)));
        let alone: Vec<_> =
            speakers.filter(|(who, _)| !is_mentioned(who)).map(|(who, code)| (who, code, false)).collect();
        all.extend(alone);
        // Somebody who is known or in office anywhere in the article is no private person.
        let public: BTreeSet<&str> = all
            .iter()
            .filter(|(_, code, is_known)| *is_known || is_public(code.as_str()))
            .map(|(who, ..)| *who)
            .collect();
        let names: BTreeSet<String> = all
            .iter()
            .filter(|(who, code, _)| is_private(who, code.as_str(), None) && !public.contains(who))
            .map(|(who, ..)| (*who).to_owned())
            .collect();
        let mut theirs: BTreeSet<String> = names.iter().flat_map(|name| words(name)).collect();
        let entities = mentions.actors.iter().filter_map(|actor| actor.entity.as_deref());
        let places = mentions.places.iter().map(|place| place.name.as_str());
        for word in public.iter().copied().chain(entities).chain(places).flat_map(words) {
            theirs.remove(&word);
        }
        Private { words: theirs, names }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether an address of a page has words of their names.
    pub fn is_in_address(&self, url: &str) -> bool {
        words(url).any(|word| self.words.contains(&word))
    }

    /// A text without their names.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for range in self.ranges(text) {
            out.push_str(text.get(end..range.start).unwrap_or_default());
            out.push_str(PLACEHOLDER);
            end = range.end;
        }
        out.push_str(text.get(end..).unwrap_or_default());
        out
    }

    /// Where their names stand, in bytes: whole names first, then single words of them, those next to each other as one.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if self.is_empty() {
            return found;
        }
        let is_edge = |at: usize| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) || !after.is_some_and(char::is_alphanumeric)
        };
        for name in &self.names {
            let whole = text.match_indices(name.as_str()).map(|(at, name)| at..at + name.len());
            found.extend(whole.filter(|range| is_edge(range.start) && is_edge(range.end)));
        }
        let mut start = None;
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        for (at, c) in ends {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    start = None;
                    let word = text.get(from..at).unwrap_or_default();
                    let is_large = word.chars().next().is_some_and(char::is_uppercase);
                    if is_large && self.words.contains(&word.to_lowercase()) {
                        found.push(from..at);
                    }
                }
                _ => {}
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in found {
            match joined.last_mut() {
                Some(last)
                    if range.start <= last.end
                        || text.get(last.end..range.start).is_some_and(|between| {
                            between.len() < 4 && between.chars().all(|c| matches!(c, ' ' | '-' | '.'))
                        }) =>
                {
                    last.end = last.end.max(range.end);
                }
                _ => joined.push(range),
            }
        }
        joined
    }

    /// The record without their names, and the texts that it points into, each with the offset at which it began: the whole text at 0, or
    /// some sentences of it. Offsets go along; where there is no text, they stay those of the original.
    pub fn leave_out(
        &self,
        record: WireRecord,
        texts: &[(u32, &str)],
    ) -> (WireRecord, Vec<(Offsets, String)>) {
        let mut shifts = Shifts::default();
        let mut redacted = Vec::new();
        for (begin, text) in texts {
            let points = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count() as u32);
            for range in self.ranges(text) {
                shifts.add(begin + points(range.start), begin + points(range.end));
            }
            let start = shifts.start(*begin);
            let text = self.text(text);
            redacted.push((Offsets(start, start + text.chars().count() as u32), text));
        }
        let record = record.map(
            |Offsets(start, end)| Offsets(shifts.start(start), shifts.end(end)),
            |Extent { start, end }| Extent { start: shifts.start(start), end: shifts.end(end) },
        );
        (self.unnamed(record), redacted)
    }

    fn unnamed(&self, mut record: WireRecord) -> WireRecord {
        let replace = |who: &mut String| {
            if self.names.contains(who.as_str()) {
                PLACEHOLDER.clone_into(who);
            } else {
                *who = self.text(who);
            }
        };
        for actor in &mut record.mentions.actors {
            if self.names.contains(&actor.who) {
                // A trade and a town are nearly a name.
                actor.office = None;
            }
            replace(&mut actor.who);
        }
        for Event { source, target, .. } in &mut record.events {
            source.iter_mut().chain(target).for_each(|Participant { who, .. }| replace(who));
        }
        record.statements.iter_mut().filter_map(|said| said.who.as_mut()).for_each(replace);
        for item in &mut record.agenda {
            item.topic = self.text(&item.topic);
        }
        record.title = record.title.map(|title| self.text(&title));
        record.url = record.url.filter(|url| !self.is_in_address(url));
        if !self.is_empty() {
            for line in corrected(&mut record) {
                // What stood there may be a name, or point into the text with the names.
                line.was = None;
                line.why = line.why.as_deref().map(|why| self.text(why));
            }
        }
        record
    }
}

/// All that people have changed in a record.
fn corrected(record: &mut WireRecord) -> impl Iterator<Item = &mut Corrected> {
    let events = record.events.iter_mut().flat_map(|event| &mut event.corrected);
    let statements = record.statements.iter_mut().flat_map(|said| &mut said.corrected);
    let agenda = record.agenda.iter_mut().flat_map(|item| &mut item.corrected);
    let actors = record.mentions.actors.iter_mut().flat_map(|actor| &mut actor.corrected);
    record.corrected.iter_mut().chain(events).chain(statements).chain(agenda).chain(actors)
}

/// How offsets move where names give way to the placeholder.
#[derive(Debug, Default)]
struct Shifts(Vec<(u32, u32)>);

impl Shifts {
    fn add(&mut self, start: u32, end: u32) {
        self.0.push((start, end));
    }

    /// An offset and, where it lies inside a name, the ends of its placeholder.
    fn moved(&self, at: u32) -> (u32, u32) {
        const LENGTH: i64 = PLACEHOLDER.len() as i64;
        let mut shift = 0i64;
        for (start, end) in &self.0 {
            let (start, end) = (i64::from(*start), i64::from(*end));
            if i64::from(at) <= start {
                break;
            }
            if i64::from(at) < end {
                let begin = u32::try_from(start + shift).unwrap_or(at);
                return (begin, begin + PLACEHOLDER.len() as u32);
            }
            shift += LENGTH - (end - start);
        }
        let to = u32::try_from(i64::from(at) + shift).unwrap_or(at);
        (to, to)
    }

    fn start(&self, at: u32) -> u32 {
        self.moved(at).0
    }

    fn end(&self, at: u32) -> u32 {
        self.moved(at).1
    }
}
