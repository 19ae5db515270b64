//! From the record as the machine read it and what people said of it to the record that follows.

use super::find::find;
use super::set::set;
use super::{Codes, Correction, CorrectionError, Place, Verb, What, finding, join, value};
use crate::{Offsets, WireRecord};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

/// What became of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was done.
    Done,
    /// It was taken back, by this one.
    Undone(String),
    /// It fits nowhere.
    Orphan(CorrectionError),
}

/// A record after corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The record.
    pub record: WireRecord,
    /// What became of each correction, in the order in which they were made.
    pub fates: Vec<(String, Fate)>,
}

/// Does what was said of an article to the record that the machine made of it. `length` is that of the text in code points; where the text
/// is not at hand, no word can be pointed to behind the last that the machine pointed to.
pub fn apply(
    machine: &WireRecord,
    corrections: &[Correction],
    length: Option<u32>,
    codes: &dyn Codes,
) -> Outcome {
    let mut order: Vec<&Correction> = corrections.iter().collect();
    order.sort_by_cached_key(|correction| {
        (correction.at.parse::<jiff::Timestamp>().ok(), correction.id.clone())
    });
    order.dedup_by(|one, other| one.id == other.id);
    let undone = undone(&order);
    let mut applying =
        Applying { length: length.unwrap_or_else(|| reach(machine)), record: machine.clone(), codes };
    let reviewed = order.iter().rposition(|correction| {
        correction.verb == Verb::Review && !undone.contains_key(correction.id.as_str())
    });
    let mut fates: Vec<(String, Fate)> = Vec::with_capacity(order.len());
    for (number, correction) in order.iter().enumerate() {
        let fate = match undone.get(correction.id.as_str()) {
            Some(Ok(by)) => Fate::Undone((*by).to_owned()),
            Some(Err(why)) => Fate::Orphan(why.clone()),
            // What came before the review is in the review.
            None if correction.verb == Verb::Undo => {
                let before = |id: &str| order.iter().position(|other| other.id == id);
                let named = correction.correction.as_deref().and_then(before);
                match (named, reviewed) {
                    (Some(named), Some(review)) if named < review && review < number => {
                        Fate::Orphan(CorrectionError::Reviewed)
                    }
                    _ => Fate::Done,
                }
            }
            None => {
                let saved = applying.record.clone();
                match applying.one(correction) {
                    Ok(()) => Fate::Done,
                    Err(why) => {
                        applying.record = saved;
                        Fate::Orphan(why)
                    }
                }
            }
        };
        fates.push((correction.id.clone(), fate));
    }
    if let Some(review) = reviewed {
        in_review(&order, review, &mut fates);
    }
    Outcome { record: applying.record, fates }
}

/// The number of the finding at a place of a record.
pub fn locate(record: &WireRecord, what: What, place: &Place) -> Option<usize> {
    find(record, what, place).ok()
}

/// What is taken back and by which, or why what takes back cannot.
fn undone<'a>(order: &[&'a Correction]) -> BTreeMap<&'a str, Result<&'a str, CorrectionError>> {
    let mut undone: BTreeMap<&str, Result<&str, CorrectionError>> = BTreeMap::new();
    for (number, correction) in order.iter().enumerate().rev() {
        if correction.verb != Verb::Undo || undone.contains_key(correction.id.as_str()) {
            continue;
        }
        let named = correction.correction.as_deref().unwrap_or_default();
        match order.iter().take(number).find(|earlier| earlier.id == named) {
            Some(earlier) => {
                undone.entry(earlier.id.as_str()).or_insert(Ok(correction.id.as_str()));
            }
            None => {
                let why = CorrectionError::Part(format!("the article has no earlier correction `{named}`"));
                undone.insert(correction.id.as_str(), Err(why));
            }
        }
    }
    undone
}

/// What came before a review and is part of what was read through was done by it; what is not part of it has no effect any more.
fn in_review(order: &[&Correction], review: usize, fates: &mut [(String, Fate)]) {
    let Some(known) = order.get(review).and_then(|review| finding::reviewed(review).ok()) else { return };
    let known = serde_json::to_string(&known).unwrap_or_default();
    for ((id, fate), correction) in fates.iter_mut().zip(order).take(review) {
        if correction.what == What::Actor || correction.verb == Verb::Undo || matches!(fate, Fate::Undone(_))
        {
            continue;
        }
        *fate = match (known.contains(id.as_str()), &fate) {
            (true, _) => Fate::Done,
            (false, Fate::Done) => Fate::Orphan(CorrectionError::Reviewed),
            (false, _) => continue,
        };
    }
}

/// The last code point that a record points to.
fn reach(record: &WireRecord) -> u32 {
    let last = Cell::new(0);
    let seen = |end: u32| last.set(last.get().max(end));
    let _ = record.clone().map(|Offsets(_, end)| seen(end), |extent| seen(extent.end));
    last.get()
}

struct Applying<'a> {
    record: WireRecord,
    length: u32,
    codes: &'a dyn Codes,
}

impl Applying<'_> {
    fn one(&mut self, correction: &Correction) -> Result<(), CorrectionError> {
        let what = correction.what;
        match correction.verb {
            Verb::Add => self.add(correction)?,
            Verb::Review => self.review(correction)?,
            Verb::Undo => {}
            verb => {
                let at = find(&self.record, what, &correction.place())?;
                match verb {
                    Verb::Accept => {
                        self.accept(what, at);
                        join::show(&mut self.record, correction, at, None);
                    }
                    Verb::Reject => self.reject(correction, at)?,
                    Verb::Merge => join::merge(&mut self.record, correction, at)?,
                    Verb::Split => join::split(&mut self.record, correction, at)?,
                    _ => {
                        let field = correction.field.as_deref().unwrap_or_default();
                        let value = correction.value.as_ref().unwrap_or(&Value::Null);
                        for (field, was) in set(&mut self.record, what, at, field, value, self.codes)? {
                            join::push(&mut self.record, what, at, correction.shown(Some(field), Some(was)));
                        }
                    }
                }
            }
        }
        // A word behind the end of the text would make the whole record one of another text.
        let last = reach(&self.record);
        if last > self.length {
            return Err(CorrectionError::Span(self.length, last));
        }
        Ok(())
    }

    /// What was accepted is certain.
    fn accept(&mut self, what: What, at: usize) {
        let sure = |part: &mut Option<f64>| *part = part.map(|_| 1.0);
        match what {
            What::Event => {
                if let Some(event) = self.record.events.get_mut(at) {
                    event.confidence.kind = Some(1.0);
                    event.confidence.status = Some(1.0);
                    sure(&mut event.confidence.actors);
                    sure(&mut event.confidence.date);
                    sure(&mut event.confidence.place);
                }
            }
            What::Statement => {
                if let Some(said) = self.record.statements.get_mut(at) {
                    said.confidence = Some(1.0);
                }
            }
            _ => {}
        }
    }

    fn reject(&mut self, correction: &Correction, at: usize) -> Result<(), CorrectionError> {
        let missing = CorrectionError::Target(correction.what.name());
        let (list, was) = match correction.what {
            What::Event => {
                let (event, items) = finding::take_event(&mut self.record, at).ok_or(missing)?;
                let mut was = serde_json::to_value(&event).unwrap_or_default();
                if let (Value::Object(fields), false) = (&mut was, items.is_empty()) {
                    fields.insert("agenda".to_owned(), json!(items));
                }
                ("events", was)
            }
            What::Statement => {
                let said = finding::take_statement(&mut self.record, at, None).ok_or(missing)?;
                ("statements", serde_json::to_value(&said).unwrap_or_default())
            }
            _ => {
                if at >= self.record.agenda.len() {
                    return Err(missing);
                }
                let item = self.record.agenda.remove(at);
                ("agenda", serde_json::to_value(&item).unwrap_or_default())
            }
        };
        self.record.corrected.push(correction.shown(Some(list), Some(was)));
        Ok(())
    }

    fn add(&mut self, correction: &Correction) -> Result<(), CorrectionError> {
        let record = &mut self.record;
        let empty = serde_json::Map::new();
        let given = correction.value.as_ref().and_then(Value::as_object).unwrap_or(&empty);
        let at = match correction.what {
            What::Event => {
                let kind = value::kind(given.get("type").unwrap_or(&Value::Null))?;
                let at =
                    finding::blank_event(record, correction.new_id("e", 0), &correction.spans, Some(kind));
                if let Some(event) = record.events.get_mut(at) {
                    event.plover_score = self.codes.plover_score(kind, None);
                }
                at
            }
            What::Statement => finding::blank_statement(record, correction.new_id("s", 0), &correction.spans),
            _ => finding::blank_item(record, &correction.spans),
        };
        for (field, value) in given.iter().filter(|(field, _)| *field != "type") {
            set(record, correction.what, at, field, value, self.codes)?;
        }
        join::show(record, correction, at, None);
        Ok(())
    }

    fn review(&mut self, correction: &Correction) -> Result<(), CorrectionError> {
        let finding::Reviewed { statements, events, agenda, corrected } = finding::reviewed(correction)?;
        self.record.statements = statements;
        self.record.events = events;
        self.record.agenda = agenda;
        self.record.corrected = corrected;
        self.record.corrected.push(correction.shown(None, None));
        Ok(())
    }
}
