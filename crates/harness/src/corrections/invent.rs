//! Corrections of every kind, of findings that chance draws.

use crate::chance::Chance;
use anyhow::{Result, ensure};
use legation_record::correction::{Correction, What, fields};
use legation_record::{EventType, Offsets, WireRecord};
use legation_store::{Filter, Sqlite, Storage, Tables};
use serde_json::{Value, json};

/// An article to be corrected.
struct Article {
    digest: String,
    length: u32,
    record: WireRecord,
}

/// Makes corrections.
pub(super) struct Inventor {
    articles: Vec<Article>,
    chance: Chance,
    second: u32,
    made: Vec<(String, String)>,
}

/// The kinds of corrections that have no field.
const KINDS: [&str; 14] = [
    "accept event",
    "accept statement",
    "reject event",
    "reject statement",
    "reject agenda",
    "add event",
    "add statement",
    "add agenda",
    "merge event",
    "merge statement",
    "split",
    "same",
    "apart",
    "undo",
];

impl Inventor {
    /// Of the articles of a store that have findings.
    pub(super) fn of(store: &Sqlite, seed: u64) -> Result<Inventor> {
        let mut articles = Vec::new();
        store.each(&Filter::default(), false, &mut |stored| {
            let length = stored.text.map_or(0, |text| text.chars().count() as u32);
            if stored.record.events.len() >= 2 && !stored.record.statements.is_empty() && length > 0 {
                let digest = stored.digest.as_str().to_owned();
                articles.push(Article { digest, length, record: stored.record });
            }
            Ok(())
        })?;
        ensure!(articles.len() >= 10, "too few articles have findings");
        Ok(Inventor { articles, chance: Chance::new(seed), second: 0, made: Vec::new() })
    }

    /// So many lines: all kinds in turn, and as many articles read through as there is room for.
    pub(super) fn lines(mut self, count: usize) -> Result<Vec<String>> {
        let mut kinds: Vec<(Option<What>, &str)> = Vec::new();
        for what in [What::Event, What::Statement, What::Agenda, What::Actor] {
            kinds.extend(fields(what).iter().map(|field| (Some(what), *field)));
        }
        kinds.extend(KINDS.map(|kind| (None, kind)));
        kinds.extend([(None, "review"); 3]);
        let mut lines = Vec::with_capacity(count);
        for turn in 0.. {
            let (what, kind) = kinds[turn % kinds.len()];
            // Not every article has what a kind needs: another may.
            let line = (0..1000).find_map(|_| match what {
                Some(what) => self.set(what, kind),
                None => self.other(kind),
            });
            let Some(line) = line else { anyhow::bail!("no article can have the correction `{kind}`") };
            let correction: Correction = serde_json::from_value(line)?;
            let correction = correction.sealed(&Tables).map_err(|why| anyhow::anyhow!("{kind}: {why}"))?;
            self.made.push((correction.article.clone(), correction.id.clone()));
            lines.push(serde_json::to_string(&correction)?);
            if lines.len() == count {
                break;
            }
        }
        Ok(lines)
    }

    fn article(&mut self) -> usize {
        self.chance.below(self.articles.len())
    }

    /// A line about a finding, without what is said.
    fn line(&mut self, digest: &str, what: What, spans: &[Offsets], more: Value) -> Value {
        self.second += 1;
        let (minute, second) = (self.second / 60, self.second % 60);
        let mut line = json!({
            "article": digest, "what": what.name(), "by": "Harness",
            "at": format!("2026-01-01T00:{minute:02}:{second:02}Z"), "why": "by chance",
        });
        if !spans.is_empty() {
            line["spans"] = json!(spans);
        }
        for (name, value) in more.as_object().into_iter().flatten() {
            line[name] = value.clone();
        }
        line
    }

    /// A finding of an article: its words, and what else it is known by.
    fn finding(&mut self, at: usize, what: What) -> Option<(Vec<Offsets>, Value)> {
        let record = &self.articles[at].record;
        Some(match what {
            What::Event => {
                let event = &record.events[self.chance.below(record.events.len())];
                (event.triggers.clone(), json!({"type": event.kind, "finding": event.id}))
            }
            What::Statement => {
                let said = record.statements.get(self.chance.below(record.statements.len()))?;
                (said.content.clone(), json!({"finding": said.id}))
            }
            What::Agenda => {
                let item = record.agenda.get(self.chance.below(record.agenda.len()))?;
                (vec![item.span], json!({}))
            }
            What::Actor => {
                let actor = record.mentions.actors.get(self.chance.below(record.mentions.actors.len()))?;
                (vec![Offsets(actor.span.start, actor.span.end)], json!({}))
            }
            What::Article => return None,
        })
        .filter(|(spans, _): &(Vec<Offsets>, Value)| !spans.is_empty())
    }

    fn set(&mut self, what: What, field: &str) -> Option<Value> {
        let at = self.article();
        let (spans, mut more) = self.finding(at, what)?;
        let value = self.value(at, what, field, &more)?;
        more["verb"] = json!("set");
        more["field"] = json!(field);
        if !value.is_null() {
            more["value"] = value;
        }
        let digest = self.articles[at].digest.clone();
        Some(self.line(&digest, what, &spans, more))
    }

    /// A value that the field can have.
    fn value(&mut self, at: usize, what: What, field: &str, known: &Value) -> Option<Value> {
        let kind = *self.chance.pick(&EventType::ALL);
        let record = &self.articles[at].record;
        let length = self.articles[at].length;
        let words = |chance: &mut Chance| {
            let start = chance.below(length.saturating_sub(12) as usize) as u32;
            json!([start, start + 8])
        };
        let is_symmetric =
            known["type"].as_str().and_then(EventType::from_name).is_some_and(EventType::is_symmetric);
        Some(match (what, field) {
            (What::Event, "type") => json!(kind),
            (What::Event, "mode") => Value::Null,
            (What::Event, "cameo") => json!("042"),
            (What::Event, "contexts") => json!(["diplomatic", "military"]),
            (What::Event, "status") => json!(self.chance.pick(&["planned", "denied", "ongoing", "possible"])),
            (What::Event, "start" | "end" | "date") | (What::Statement, "date") => {
                json!(format!("2024-{:02}-{:02}", self.chance.between(1, 12), self.chance.between(1, 28)))
            }
            (What::Event, "place") => json!("Nairobi, KEN"),
            (What::Event, "target") if is_symmetric => return None,
            (What::Event, "source" | "target") => json!("Jomo Kenyatta KENGOV; Ruritania FRA"),
            (What::Event, "background") => json!(true),
            (What::Event, "round") => json!(self.chance.between(1, 9)),
            (What::Event, "triggers") => json!([words(&mut self.chance)]),
            (_, "according_to") | (What::Statement, "inside") => {
                let said = record.statements.get(self.chance.below(record.statements.len()))?;
                match field {
                    "inside" => Value::Null,
                    _ if said.content.is_empty() => return None,
                    _ => json!({"spans": said.content}),
                }
            }
            (What::Statement, "who") | (What::Actor, "who" | "entity") => json!("Wanjiru Abebe"),
            (What::Statement | What::Actor, "code") => json!("KENGOV"),
            (What::Statement, "speaker" | "cue") | (What::Agenda, "span") => words(&mut self.chance),
            (What::Statement, "kind") => json!("attitude"),
            (What::Statement, "mode") => json!("mixed"),
            (What::Statement, "polarity") => json!("denied"),
            (What::Statement, "content") => json!([words(&mut self.chance)]),
            (What::Agenda, "topic") => json!("the shared lake"),
            (What::Agenda, "scope") => json!("off"),
            (What::Agenda, "event") => {
                let event = &record.events[self.chance.below(record.events.len())];
                json!({"spans": event.triggers})
            }
            (What::Actor, _) => json!("Foreign Minister"),
            _ => return None,
        })
    }

    fn other(&mut self, kind: &str) -> Option<Value> {
        let at = self.article();
        let digest = self.articles[at].digest.clone();
        if let Some((verb, what)) = kind.split_once(' ') {
            let what = What::ALL.into_iter().find(|known| known.name() == what)?;
            return match verb {
                "add" => self.add(at, what),
                "merge" => self.merge(at, what),
                _ => {
                    let (spans, mut more) = self.finding(at, what)?;
                    more["verb"] = json!(verb);
                    Some(self.line(&digest, what, &spans, more))
                }
            };
        }
        match kind {
            "split" => {
                let events = &self.articles[at].record.events;
                let event = events.iter().find(|event| event.triggers.len() > 1)?;
                let (spans, id) = (event.triggers.clone(), event.id.clone());
                let last = spans.last().copied()?;
                let more = json!({"verb": "split", "finding": id, "with": [{"spans": [last]}]});
                Some(self.line(&digest, What::Event, &spans, more))
            }
            "same" | "apart" => self.across(at, kind == "same"),
            "undo" => {
                if self.made.is_empty() {
                    return None;
                }
                let (article, id) = self.chance.pick(&self.made).clone();
                Some(self.line(&article, What::Article, &[], json!({"verb": "undo", "correction": id})))
            }
            _ => {
                let WireRecord { statements, events, agenda, .. } = &self.articles[at].record;
                let value = json!({"statements": statements, "events": events, "agenda": agenda});
                Some(self.line(&digest, What::Article, &[], json!({"verb": "review", "value": value})))
            }
        }
    }

    fn add(&mut self, at: usize, what: What) -> Option<Value> {
        let article = &self.articles[at];
        let (digest, length) = (article.digest.clone(), article.length as usize);
        let start = self.chance.below(length.saturating_sub(12)) as u32;
        let value = match what {
            What::Event => {
                json!({"type": "SANCTION", "source": "Kenya KENGOV", "target": "Egypt EGYGOV", "status": "planned"})
            }
            What::Statement => json!({"who": "Wanjiru Abebe", "code": "KENGOV", "polarity": "denied"}),
            _ => {
                let (triggers, _) = self.finding(at, What::Event)?;
                json!({"event": {"spans": triggers}, "topic": "the shared lake", "scope": "off"})
            }
        };
        Some(self.line(&digest, what, &[Offsets(start, start + 9)], json!({"verb": "add", "value": value})))
    }

    fn merge(&mut self, at: usize, what: What) -> Option<Value> {
        let digest = self.articles[at].digest.clone();
        let (one, mut more) = self.finding(at, what)?;
        let (other, known) = self.finding(at, what)?;
        if one == other {
            return None;
        }
        let mut place = json!({"spans": other});
        for (name, value) in known.as_object()? {
            place[name] = value.clone();
        }
        more["verb"] = json!("merge");
        more["with"] = json!([place]);
        Some(self.line(&digest, what, &one, more))
    }

    /// An event of one article and one of another of its type are one, or are not.
    fn across(&mut self, at: usize, is_one: bool) -> Option<Value> {
        let there = self.article();
        let (one, mut more) = self.finding(at, What::Event)?;
        let (other, known) = self.finding(there, What::Event)?;
        if at == there || more["type"] != known["type"] {
            return None;
        }
        let mut place = json!({"article": self.articles[there].digest, "spans": other});
        for (name, value) in known.as_object()? {
            place[name] = value.clone();
        }
        more["verb"] = json!(if is_one { "merge" } else { "split" });
        more["with"] = json!([place]);
        let digest = self.articles[at].digest.clone();
        Some(self.line(&digest, What::Event, &one, more))
    }
}
