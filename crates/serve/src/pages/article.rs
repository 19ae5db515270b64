//! An article as a page: its text with every mark, and notes of what was read.

use super::segments::{self, Mark};
use super::shown::{About, Form, Page, Shown};
use super::words;
use crate::views::{self, Article, ArticleQuery, MarkKind};
use legation_record::correction::{What, fields};
use legation_record::{Corrected, EventType, Offsets, Participant, PlaceMention, Scope, WireRecord};
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Page for ArticleQuery {
    fn page(&self, matter: &Article, about: &About) -> Shown {
        let shown = shown(matter);
        let path = words::article(&matter.digest);
        match about.takes_corrections && matter.is_current && matter.text.is_some() {
            true => shown.with("correct", format!("{path}/correct")),
            false => shown,
        }
    }
}

/// The page of an article that is kept, or of one that was read just now.
pub(super) fn shown(matter: &Article) -> Shown {
    let record = &matter.record;
    let text = matter.text.as_deref();
    let cut = Cut::of(text.unwrap_or_default());
    let names = Names::of(record);
    let marked = text.map(|text| segments::markup(text, &marks(matter, &names)));
    let of = |what: What| fields(what).to_vec();
    Shown::new("article.html", "articles", matter.title.clone().unwrap_or_else(|| matter.id.clone()))
        .over("Article")
        .form(Form::page(
            "Statements of its outlet",
            words::address(
                "/statements",
                &[("source".to_owned(), matter.outlet.clone().unwrap_or_default())],
            ),
        ))
        .with("marked", marked)
        .with("events", events(record, &cut))
        .with("statements", statements(record, &cut))
        .with("agenda", agenda(record))
        .with("names", names.told)
        .with(
            "fields",
            json!({ "event": of(What::Event), "statement": of(What::Statement), "agenda": of(What::Agenda) }),
        )
        .with("types", EventType::ALL.map(EventType::name).to_vec())
}

/// A text that is cut at code points.
struct Cut<'a> {
    text: &'a str,
    at: Vec<usize>,
}

impl<'a> Cut<'a> {
    fn of(text: &'a str) -> Cut<'a> {
        let mut at: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        at.push(text.len());
        Cut { text, at }
    }

    fn words(&self, Offsets(start, end): Offsets) -> &'a str {
        let at = |point: u32| self.at.get(point as usize).copied();
        at(start).zip(at(end)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    fn all(&self, spans: &[Offsets]) -> String {
        let parts: Vec<&str> =
            spans.iter().map(|span| self.words(*span)).filter(|words| !words.is_empty()).collect();
        parts.join(" … ")
    }
}

/// Those that the text names, each once: what is told of them, and which note each mention leads to.
struct Names {
    told: Vec<Value>,
    notes: BTreeMap<(MarkKind, usize), String>,
}

impl Names {
    fn of(record: &WireRecord) -> Names {
        let mut notes = BTreeMap::new();
        let mentions = &record.mentions;
        let actors = mentions.actors.iter().map(|actor| {
            let name = actor.entity.as_ref().unwrap_or(&actor.who);
            let about = actor.office.clone().filter(|office| office != name);
            (name.clone(), Some(actor.code.to_string()), about.unwrap_or_default())
        });
        let actors = gather(MarkKind::Actor, "actor", actors, &mut notes);
        let places = gather(MarkKind::Place, "place", mentions.places.iter().map(place), &mut notes);
        let times = mentions.times.iter().map(|time| (time.value.clone(), None, String::new()));
        let times = gather(MarkKind::Time, "time", times, &mut notes);
        let told = [("Actors", actors), ("Places", places), ("Times", times)];
        Names {
            told: told.into_iter().map(|(name, notes)| json!({ "name": name, "notes": notes })).collect(),
            notes,
        }
    }
}

fn place(place: &PlaceMention<legation_record::Extent>) -> (String, Option<String>, String) {
    let mut about: Vec<String> = place.kind.iter().chain(&place.country).cloned().collect();
    if let Some(dispute) = &place.dispute {
        let list =
            |codes: &[String]| codes.iter().map(|code| words::party(code)).collect::<Vec<_>>().join(", ");
        about.push(format!(
            "administered by {}, claimed by {}",
            list(&dispute.administered_by),
            list(&dispute.claimed_by)
        ));
    }
    (place.name.clone(), None, about.join(", "))
}

fn gather(
    kind: MarkKind,
    name: &str,
    mentions: impl Iterator<Item = (String, Option<String>, String)>,
    notes: &mut BTreeMap<(MarkKind, usize), String>,
) -> Vec<Value> {
    let mut seen: BTreeMap<(String, Option<String>, String), usize> = BTreeMap::new();
    let mut told = Vec::new();
    for (number, mention) in mentions.enumerate() {
        let next = seen.len() + 1;
        let at = *seen.entry(mention.clone()).or_insert(next);
        let note = format!("{name}-{at}");
        if at == next {
            let (name, code, about) = mention;
            told.push(json!({ "note": note, "name": name, "code": code, "about": about }));
        }
        notes.insert((kind, number), note);
    }
    told
}

/// Where what stands, with the note that tells of it.
fn marks(matter: &Article, names: &Names) -> Vec<Mark> {
    let record = &matter.record;
    let mark = |mark: &views::Mark| {
        let of = mark.of as usize;
        let (note, class) = match mark.kind {
            MarkKind::Event => {
                let event = record.events.get(of)?;
                let class = match mark.role.as_str() {
                    "trigger" => format!("m-event {}", words::side(event.quad.name())),
                    _ => "m-part".to_owned(),
                };
                (event.id.clone(), class)
            }
            MarkKind::Statement => {
                let class = match mark.role.as_str() {
                    "content" => "m-statement",
                    "cue" => "m-cue",
                    _ => "m-speaker",
                };
                (record.statements.get(of)?.id.clone(), class.to_owned())
            }
            MarkKind::Agenda => {
                let is_off = record.agenda.get(of)?.scope == Scope::Off;
                (format!("topic-{}", of + 1), if is_off { "m-agenda off" } else { "m-agenda" }.to_owned())
            }
            MarkKind::Actor => (names.notes.get(&(mark.kind, of))?.clone(), "m-actor".to_owned()),
            MarkKind::Place => (names.notes.get(&(mark.kind, of))?.clone(), "m-place".to_owned()),
            MarkKind::Time => (names.notes.get(&(mark.kind, of))?.clone(), "m-time".to_owned()),
        };
        Some(Mark { start: mark.start as usize, end: mark.end as usize, note, class })
    };
    matter.marks.iter().filter_map(mark).collect()
}

fn people(list: &[Participant<Offsets>]) -> Vec<Value> {
    list.iter().map(|one| json!({ "name": one.who, "code": one.code.to_string() })).collect()
}

fn said(list: &[Corrected]) -> Value {
    serde_json::to_value(list).unwrap_or_default()
}

fn events(record: &WireRecord, cut: &Cut<'_>) -> Vec<Value> {
    let event = |event: &legation_record::Event<Offsets>| {
        let according_to = event.according_to.and_then(|at| record.statements.get(at as usize)).map(
            |statement| json!({ "id": statement.id, "who": statement.who.as_deref().unwrap_or("somebody") }),
        );
        json!({
            "id": event.id,
            "type": event.kind.name(),
            "mode": event.mode.as_ref().map(|mode| mode.as_str()),
            "quad": event.quad.name(),
            "status": event.status.name(),
            "background": event.background,
            "words": cut.all(&event.triggers),
            "source": people(&event.source),
            "target": people(&event.target),
            "place": event.place.as_ref().map(|place| &place.name),
            "country": event.place.as_ref().and_then(|place| place.country.as_ref()),
            "start": event.start,
            "end": event.end,
            "round": event.round.as_ref().map(|round| round.n),
            "according_to": according_to,
            "contexts": event.contexts.iter().map(|context| context.as_str()).collect::<Vec<_>>(),
            "cameo": event.cameo.as_ref().map(|code| code.as_str()),
            "goldstein": event.goldstein,
            "confidence": event.confidence.kind,
            "said": said(&event.corrected),
        })
    };
    record.events.iter().map(event).collect()
}

fn statements(record: &WireRecord, cut: &Cut<'_>) -> Vec<Value> {
    let statement = |statement: &legation_record::Statement<Offsets>| {
        let inside =
            statement.inside.and_then(|at| record.statements.get(at as usize)).map(|other| &other.id);
        json!({
            "id": statement.id,
            "who": statement.who,
            "code": statement.code.as_ref().map(|code| code.as_str()),
            "kind": statement.kind.name(),
            "mode": statement.mode.name(),
            "polarity": statement.polarity.name(),
            "cue": statement.cue.map(|span| cut.words(span)),
            "content": cut.all(&statement.content),
            "date": statement.date,
            "inside": inside,
            "confidence": statement.confidence,
            "said": said(&statement.corrected),
        })
    };
    record.statements.iter().map(statement).collect()
}

fn agenda(record: &WireRecord) -> Vec<Value> {
    let item = |(number, item): (usize, &legation_record::AgendaItem<Offsets>)| {
        let event = record.events.get(item.event as usize).map(|event| &event.id);
        json!({
            "note": format!("topic-{}", number + 1), "number": number + 1, "topic": item.topic, "scope": item.scope.name(),
            "event": event, "said": said(&item.corrected),
        })
    };
    record.agenda.iter().enumerate().map(item).collect()
}
