//! `measure records`: whole records, by the definitions of the annotation guide's scorer.
//!
//! Statements are aligned by the characters that their contents share (at least half of the shorter); events by those of their
//! triggers, pairs of one type first, CONCEDE and RETREAT counting as one class.

use crate::align::{characters, greedy, shared};
use crate::annotated;
use crate::figures::{Figures, Ratio, share};
use crate::gold;
use crate::options::Options;
use anyhow::{Context, Result};
use legation_record::WireRecord;
use legation_text::Article;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A record as the gold and we write it: what is scored of it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    #[serde(default)]
    date: Option<String>,
    /// The text, where the gold holds it.
    #[serde(default)]
    text: Option<String>,
    /// Where it does not: the document's id in a corpus.
    #[serde(default)]
    document: Option<String>,
    #[serde(default)]
    statements: Vec<Statement>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    agenda: Vec<Topic>,
}

#[derive(Clone, Debug, Deserialize)]
struct Statement {
    who: Option<String>,
    code: Option<String>,
    cue: Option<[u32; 2]>,
    content: Vec<[u32; 2]>,
    mode: Option<String>,
    date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Event {
    triggers: Vec<[u32; 2]>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    source: Vec<Actor>,
    #[serde(default)]
    target: Vec<Actor>,
    place: Option<Place>,
    start: Option<String>,
    status: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Actor {
    who: Option<String>,
    code: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Place {
    country: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Topic {
    span: Option<[u32; 2]>,
    scope: Option<String>,
}

/// Runs the task.
pub(crate) fn run(options: &Options) -> Result<()> {
    let gold: Vec<Record> = options.part(gold::lines(&options.gold)?);
    let reader = crate::model::reader();
    let articles = with_articles(&gold, options)?;
    let answers: Vec<WireRecord> =
        articles.iter().map(|(_, article)| reader.read(article).on_the_wire(&article.text)).collect();
    gold::write(options.out.as_deref(), &answers)?;
    let mut total = Tally::default();
    let mut each: Vec<(f64, String, Tally)> = Vec::new();
    for ((record, _), answer) in articles.iter().zip(&answers) {
        let ours: Record = serde_json::from_value(serde_json::to_value(answer)?)?;
        let tally = score(record, &ours);
        total.add(&tally);
        each.push((
            tally.ratio("e_typed", "e_sys", "e_gold").f() + tally.ratio("s_hit", "s_sys", "s_gold").f(),
            record.id.clone(),
            tally,
        ));
    }
    each.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mut out = std::io::stdout().lock();
    for (_, id, tally) in each.iter().take(options.worst) {
        let f = |hit, system, gold| tally.ratio(hit, system, gold).f();
        writeln!(
            out,
            "{id}: statements {:.3}, events typed {:.3}, agenda {:.3}",
            f("s_hit", "s_sys", "s_gold"),
            f("e_typed", "e_sys", "e_gold"),
            f("g_hit", "g_sys", "g_gold")
        )?;
    }
    drop(out);
    total.figures().print(options.json)
}

/// All records of a gold, each with its articles: their texts are in the gold, in a corpus, or beside the gold.
pub(crate) fn with_articles<'a>(gold: &'a [Record], options: &Options) -> Result<Vec<(&'a Record, Article)>> {
    let folder = options.texts.clone().or_else(|| options.gold.parent().map(Into::into)).unwrap_or_default();
    let corpus = annotated::corpus(options.texts.as_deref().filter(|texts| texts.is_file()))?;
    let mut all = Vec::new();
    for record in gold {
        all.extend(read(record, &folder, &corpus)?.into_iter().map(|article| (record, article)));
    }
    Ok(all)
}

impl Record {
    /// Which event of this type has one of these triggers.
    pub(crate) fn event_of(&self, kind: &str, triggers: &[[u32; 2]]) -> Option<usize> {
        let meets = |one: &[u32; 2]| triggers.iter().any(|other| one[0] < other[1] && other[0] < one[1]);
        self.events.iter().position(|event| event.kind == kind && event.triggers.iter().any(meets))
    }
}

fn read(record: &Record, folder: &Path, corpus: &annotated::Corpus) -> Result<Vec<Article>> {
    let (path, bytes) = source(record, folder, corpus)?;
    let articles = legation_text::articles(&record.id, &bytes, None);
    articles.map(|article| article.with_context(|| path.clone())).collect()
}

/// `type` or `status`, what the gold has, what we have.
pub(crate) type Pair = (&'static str, Option<String>, Option<String>);

/// What the gold and we have of each event, type by type and, where both agree on the type, status by status; none where only one has it.
pub(crate) fn pairs(gold: &Record, system: &Record) -> Vec<Pair> {
    let aligned = aligned(gold, system);
    let mut pairs = Vec::new();
    for &(i, j) in &aligned {
        let (g, s) = (&gold.events[i], &system.events[j]);
        pairs.push(("type", Some(g.kind.clone()), Some(s.kind.clone())));
        if g.kind == s.kind {
            pairs.push(("status", g.status.clone(), s.status.clone()));
        }
    }
    let alone = |events: &[Event], known: &[usize]| -> Vec<String> {
        let alone = events.iter().enumerate().filter(|(at, _)| !known.contains(at));
        alone.map(|(_, event)| event.kind.clone()).collect()
    };
    let (theirs, ours): (Vec<usize>, Vec<usize>) = aligned.into_iter().unzip();
    pairs.extend(alone(&gold.events, &theirs).into_iter().map(|kind| ("type", Some(kind), None)));
    pairs.extend(alone(&system.events, &ours).into_iter().map(|kind| ("type", None, Some(kind))));
    pairs
}

/// For each of our events: whether its status is right, where a gold event shares a trigger and has its type.
pub(crate) fn verdicts(gold: &Record, system: &Record) -> Vec<Option<bool>> {
    let mut verdicts = vec![None; system.events.len()];
    for (i, j) in aligned(gold, system) {
        let (g, s) = (&gold.events[i], &system.events[j]);
        verdicts[j] = (class(&g.kind) == class(&s.kind)).then_some(g.status == s.status);
    }
    verdicts
}

/// Events that share characters of their triggers, one to one, those of one type first.
fn aligned(gold: &Record, system: &Record) -> Vec<(usize, usize)> {
    let triggers =
        |record: &Record| record.events.iter().map(|event| characters(&event.triggers)).collect::<Vec<_>>();
    let (ours, theirs) = (triggers(system), triggers(gold));
    let same = |i: usize, j: usize| {
        let both = shared(&theirs[i], &ours[j]);
        let kind = class(&gold.events[i].kind) == class(&system.events[j].kind);
        if both > 0 { both as f64 + if kind { 1000.0 } else { 0.0 } } else { 0.0 }
    };
    greedy(theirs.len(), ours.len(), same)
}

/// Where the article of a record is, and its bytes: in the gold itself, in a corpus, or beside it.
fn source(record: &Record, folder: &Path, corpus: &annotated::Corpus) -> Result<(String, Vec<u8>)> {
    let outside = record.document.as_ref().and_then(|id| corpus.get(id)).map(|(_, text)| text);
    if let (Some(text), Some(date)) = (record.text.as_ref().or(outside), &record.date) {
        let line = serde_json::json!({"id": record.id, "date": date, "text": text});
        return Ok((record.id.clone(), line.to_string().into_bytes()));
    }
    let path = folder.join(format!("{}.txt", record.id));
    let bytes = fs::read(&path).with_context(|| {
        format!("{}: cannot be read; give --texts with their folder or corpus", path.display())
    })?;
    Ok((path.display().to_string(), bytes))
}

/// Counts by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn count(&mut self, name: &'static str, number: usize) {
        *self.0.entry(name).or_default() += number;
    }

    pub(crate) fn get(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or(0)
    }

    pub(crate) fn add(&mut self, other: &Tally) {
        for (&name, &number) in &other.0 {
            self.count(name, number);
        }
    }

    fn ratio(&self, right: &str, system: &str, gold: &str) -> Ratio {
        Ratio { right: self.get(right), system: self.get(system), gold: self.get(gold) }
    }

    pub(crate) fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        figures.share("statement_content_f", self.ratio("c_hit", "c_sys", "c_gold").f());
        figures.share("statement_found_f", self.ratio("s_hit", "s_sys", "s_gold").f());
        for (name, key) in [
            ("statement_speaker", "s_speaker"),
            ("statement_cue", "s_cue"),
            ("statement_mode", "s_mode"),
            ("statement_date", "s_date"),
        ] {
            figures.share(name, share(self.get(key), self.get("s_hit")));
        }
        figures.share("event_found_f", self.ratio("e_hit", "e_sys", "e_gold").f());
        figures.share("event_typed_f", self.ratio("e_typed", "e_sys", "e_gold").f());
        figures.share("event_actors_f", self.ratio("a_hit", "a_sys", "a_gold").f());
        for (name, key) in
            [("event_date", "e_date"), ("event_place", "e_place"), ("event_status", "e_status")]
        {
            figures.share(name, share(self.get(key), self.get("e_typed")));
        }
        figures.share("event_record_f", self.ratio("e_record", "e_sys", "e_gold").f());
        figures.share("agenda_f", self.ratio("g_hit", "g_sys", "g_gold").f());
        figures
    }
}

/// The class of a type: CONCEDE and RETREAT are one.
fn class(kind: &str) -> &str {
    if kind == "RETREAT" { "CONCEDE" } else { kind }
}

/// The participants with their roles; symmetric types have one.
fn cast(event: &Event) -> BTreeMap<(&'static str, String), usize> {
    let mut cast = BTreeMap::new();
    let code = |actor: &Actor| actor.code.clone().unwrap_or_default();
    if matches!(event.kind.as_str(), "CONSULT" | "AGREE" | "COOPERATE") {
        let all: BTreeMap<_, _> = event
            .source
            .iter()
            .chain(&event.target)
            .map(|actor| ((code(actor), actor.who.clone()), code(actor)))
            .collect();
        for code in all.into_values() {
            *cast.entry(("all", code)).or_default() += 1;
        }
    } else {
        for (role, actors) in [("source", &event.source), ("target", &event.target)] {
            for actor in actors {
                *cast.entry((role, code(actor))).or_default() += 1;
            }
        }
    }
    cast
}

fn last_word(name: Option<&str>) -> Option<String> {
    let name = name.unwrap_or("").to_lowercase().replace("’s", "").replace("'s", "");
    name.split_whitespace().next_back().map(str::to_owned)
}

pub(crate) fn score(gold: &Record, system: &Record) -> Tally {
    let mut tally = Tally::default();
    let content = |record: &Record| {
        record.statements.iter().map(|statement| characters(&statement.content)).collect::<Vec<_>>()
    };
    let (ours, theirs) = (content(system), content(gold));
    tally.count("c_gold", theirs.iter().map(|set| set.len()).sum());
    tally.count("c_sys", ours.iter().map(|set| set.len()).sum());
    tally.count("s_gold", theirs.len());
    tally.count("s_sys", ours.len());
    let same = |i: usize, j: usize| {
        let both = shared(&theirs[i], &ours[j]);
        let enough = both > 0 && both * 2 >= theirs[i].len().min(ours[j].len());
        if enough { both as f64 / theirs[i].len().max(ours[j].len()) as f64 } else { 0.0 }
    };
    for (i, j) in greedy(theirs.len(), ours.len(), same) {
        let (g, s) = (&gold.statements[i], &system.statements[j]);
        tally.count("s_hit", 1);
        tally.count("c_hit", shared(&theirs[i], &ours[j]));
        let speaker = g.code == s.code && last_word(g.who.as_deref()) == last_word(s.who.as_deref());
        tally.count("s_speaker", usize::from(speaker));
        let cue = match g.cue {
            Some(cue) => s.cue.is_some_and(|ours| shared(&characters([&cue]), &characters([&ours])) > 0),
            None => s.cue.is_none(),
        };
        tally.count("s_cue", usize::from(cue));
        tally.count("s_mode", usize::from(g.mode == s.mode));
        tally.count("s_date", usize::from(g.date == s.date));
    }
    tally.count("e_gold", gold.events.len());
    tally.count("e_sys", system.events.len());
    let all = |record: &Record| record.events.iter().map(|event| cast(event).values().sum::<usize>()).sum();
    tally.count("a_gold", all(gold));
    tally.count("a_sys", all(system));
    for (i, j) in aligned(gold, system) {
        let (g, s) = (&gold.events[i], &system.events[j]);
        tally.count("e_hit", 1);
        if class(&g.kind) != class(&s.kind) {
            continue;
        }
        tally.count("e_typed", 1);
        let (a, b) = (cast(g), cast(s));
        tally.count(
            "a_hit",
            a.iter().map(|(key, count)| (*count).min(b.get(key).copied().unwrap_or(0))).sum(),
        );
        let country = |event: &Event| event.place.as_ref().and_then(|place| place.country.clone());
        let right = [
            ("e_date", g.start == s.start),
            ("e_place", country(g) == country(s)),
            ("e_status", g.status == s.status),
        ];
        for (name, right) in right {
            tally.count(name, usize::from(right));
        }
        tally.count("e_record", usize::from(right.iter().all(|(_, right)| *right) && a == b));
    }
    tally.count("g_gold", gold.agenda.len());
    tally.count("g_sys", system.agenda.len());
    let same = |i: usize, j: usize| {
        let (g, s) = (&gold.agenda[i], &system.agenda[j]);
        let both = shared(&characters(&g.span), &characters(&s.span));
        if g.scope == s.scope { both as f64 } else { 0.0 }
    };
    tally.count("g_hit", greedy(gold.agenda.len(), system.agenda.len(), same).len());
    tally
}
