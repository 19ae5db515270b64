//! GraphML: a directed graph of the actors, an edge for all that one does to another.
//!
//! NetworkX refuses graphs that are directed in part, and keeps parallel edges in a class of their own; so there is one edge from one actor to
//! another, and what is symmetric counts on the edge either way. Pairs are summed up in memory, events are not.

use super::{Article, Export, ExportError, LeftOut, Pair, name, pairs};
use jiff::civil::Date;
use legation_record::{EventType, Offsets, Participant, Quad};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Writes the graph.
pub(super) struct GraphMl<W> {
    out: W,
    actors: BTreeMap<String, Actor>,
    edges: BTreeMap<(String, String), Edge>,
    actorless: u64,
}

/// An actor code.
#[derive(Default)]
struct Actor {
    names: BTreeMap<String, u64>,
    country: Option<String>,
    events: u64,
}

/// All that one actor does to another.
#[derive(Default)]
struct Edge {
    weight: u64,
    symmetric: u64,
    types: BTreeMap<EventType, u64>,
    quads: BTreeMap<Quad, u64>,
    /// The sum of the scores, and of how many events.
    score: (f64, u64),
    days: Option<(Date, Date)>,
}

const QUADS: [(Quad, &str); 4] = [
    (Quad::VerbalCooperation, "verbal_cooperation"),
    (Quad::MaterialCooperation, "material_cooperation"),
    (Quad::VerbalConflict, "verbal_conflict"),
    (Quad::MaterialConflict, "material_conflict"),
];

/// What nodes and edges have: of what, name, type.
const KEYS: [(&str, &str, &str); 13] = [
    ("node", "name", "string"),
    ("node", "country", "string"),
    ("node", "events", "long"),
    ("edge", "weight", "long"),
    ("edge", "symmetric", "long"),
    ("edge", "verbal_cooperation", "long"),
    ("edge", "material_cooperation", "long"),
    ("edge", "verbal_conflict", "long"),
    ("edge", "material_conflict", "long"),
    ("edge", "types", "string"),
    ("edge", "plover_score", "double"),
    ("edge", "first_day", "string"),
    ("edge", "last_day", "string"),
];

impl Edge {
    fn take(&mut self, kind: EventType, quad: Quad, score: Option<f64>, day: Option<Date>) {
        self.weight += 1;
        self.symmetric += u64::from(kind.is_symmetric());
        *self.types.entry(kind).or_default() += 1;
        *self.quads.entry(quad).or_default() += 1;
        if let Some(score) = score {
            self.score = (self.score.0 + score, self.score.1 + 1);
        }
        if let Some(day) = day {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
    }

    fn types(&self) -> String {
        let counts = self.types.iter().map(|(kind, count)| format!("{kind} {count}"));
        counts.collect::<Vec<_>>().join("; ")
    }

    fn score(&self) -> Option<f64> {
        (self.score.1 > 0).then(|| (self.score.0 / self.score.1 as f64 * 1000.0).round() / 1000.0)
    }
}

impl Actor {
    /// The name that most events have; of equals the first by alphabet.
    fn name(&self) -> &str {
        let mut best: Option<(&str, u64)> = None;
        for (name, &count) in &self.names {
            if best.is_none_or(|(_, most)| count > most) {
                best = Some((name, count));
            }
        }
        best.map_or("", |(name, _)| name)
    }
}

impl<W: Write> GraphMl<W> {
    pub(super) fn begin(mut out: W) -> Result<GraphMl<W>, ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        for (of, name, kind) in KEYS {
            writeln!(out, "<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
        }
        writeln!(out, "<graph id=\"actors\" edgedefault=\"directed\">")?;
        Ok(GraphMl { out, actors: BTreeMap::new(), edges: BTreeMap::new(), actorless: 0 })
    }

    fn take(&mut self, actors: &BTreeMap<&str, &Participant<Offsets>>) {
        for (code, actor) in actors {
            let known = self.actors.entry((*code).to_owned()).or_default();
            known.events += 1;
            *known.names.entry(name(actor).to_owned()).or_default() += 1;
            if known.country.is_none() {
                known.country = actor.code.country().map(str::to_owned);
            }
        }
    }

    fn data(&mut self, key: &str, value: Option<impl ToString>) -> Result<(), ExportError> {
        match value.map(|value| value.to_string()).filter(|value| !value.is_empty()) {
            Some(value) => Ok(write!(self.out, "<data key=\"{key}\">{}</data>", escaped(&value))?),
            None => Ok(()),
        }
    }

    fn node(&mut self, code: &str, actor: &Actor) -> Result<(), ExportError> {
        write!(self.out, "<node id=\"{}\">", escaped(code))?;
        self.data("name", Some(actor.name()))?;
        self.data("country", actor.country.as_deref())?;
        self.data("events", Some(actor.events))?;
        writeln!(self.out, "</node>")?;
        Ok(())
    }

    fn edge(&mut self, source: &str, target: &str, edge: &Edge) -> Result<(), ExportError> {
        write!(self.out, "<edge source=\"{}\" target=\"{}\">", escaped(source), escaped(target))?;
        self.data("weight", Some(edge.weight))?;
        self.data("symmetric", Some(edge.symmetric))?;
        for (quad, key) in QUADS {
            self.data(key, Some(edge.quads.get(&quad).copied().unwrap_or_default()))?;
        }
        self.data("types", Some(edge.types()))?;
        self.data("plover_score", edge.score())?;
        self.data("first_day", edge.days.map(|(first, _)| first))?;
        self.data("last_day", edge.days.map(|(_, last)| last))?;
        writeln!(self.out, "</edge>")?;
        Ok(())
    }
}

/// The text without what XML 1.0 cannot hold, and its marks written out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

impl<W: Write> Export for GraphMl<W> {
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError> {
        for telling in article.events {
            let event = telling.event;
            let parties = event.source.iter().chain(&event.target);
            let actors: BTreeMap<&str, _> = parties.map(|actor| (actor.code.as_str(), actor)).collect();
            self.actorless += u64::from(actors.is_empty());
            self.take(&actors);
            // Two ministers of one country are one code: an event counts once for an edge.
            let codes = |(source, target): Pair<'_>| {
                Some((source?.code.as_str().to_owned(), target?.code.as_str().to_owned()))
            };
            let edges: BTreeSet<_> = pairs(event).into_iter().filter_map(codes).collect();
            for edge in edges {
                let edge = self.edges.entry(edge).or_default();
                edge.take(event.kind, event.quad, event.plover_score, telling.day);
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<LeftOut, ExportError> {
        let (actors, edges) = (std::mem::take(&mut self.actors), std::mem::take(&mut self.edges));
        for (code, actor) in &actors {
            self.node(code, actor)?;
        }
        for ((source, target), edge) in &edges {
            self.edge(source, target, edge)?;
        }
        writeln!(self.out, "</graph>\n</graphml>")?;
        self.out.flush()?;
        Ok(vec![("without an actor", self.actorless)])
    }
}
