//! `measure events`: event coding of sentences: PLOVER types, CAMEO codes, country dyads.
//!
//! Gold rows with the same text are one item. Old PLOVER names are renamed, CAMEO codes go through the published table (but 163
//! is SANCTION, 02x REQUEST and 01x nothing), CONCEDE and RETREAT count as one class, YIELD.
//!
//! The sets are coded by CAMEO, which has no status: our events count by the type of their CAMEO code, which has it (a planned visit is an
//! intent to cooperate, AGREE; a denial nothing), and whoever asks for a deed is its source.

use crate::article;
use crate::figures::{Figures, Ratio, share};
use crate::gold;
use crate::options::Options;
use anyhow::{Context, Result};
use clap::Args;
use legation_language::{Deprel, Parse};
use legation_record::{Event, EventType, Participant, Status};
use legation_text::{Document, Span};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `measure events`.
#[derive(Clone, Debug, Args)]
pub(crate) struct EventsOptions {
    #[command(flatten)]
    common: Options,
    /// The table from CAMEO to PLOVER; by default `ontology/ontology.json` above the gold file.
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,
    /// Leave out events that only complete or qualify another of the sentence: for gold of one label a sentence.
    #[arg(long)]
    outermost: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    events: Vec<Gold>,
}

#[derive(Clone, Debug, Deserialize)]
struct Gold {
    #[serde(default)]
    code: Value,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    target: Value,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    id: String,
    events: Vec<Coded>,
}

#[derive(Clone, Debug, Serialize)]
struct Coded {
    #[serde(rename = "type")]
    kind: String,
    cameo: Option<String>,
    source: Vec<String>,
    target: Vec<String>,
}

type Pair = (String, String);

/// One text: the union of the rows that have it.
#[derive(Clone, Debug, Default)]
struct Item {
    events: usize,
    types: [BTreeSet<String>; 2],
    codes: [BTreeSet<String>; 2],
    dyads: [BTreeSet<Pair>; 2],
}

/// Runs the task.
pub(crate) fn run(options: &EventsOptions) -> Result<()> {
    let rows: Vec<Row> = options.common.part(gold::lines(&options.common.gold)?);
    let ontology = Ontology::read(options.ontology.as_deref(), &options.common.gold)?;
    let answers: Vec<Answer> = rows
        .iter()
        .map(|row| Answer { id: row.id.clone(), events: coded(&ontology, options.outermost, row) })
        .collect();
    gold::write(options.common.out.as_deref(), &answers)?;
    let mut items: BTreeMap<&str, Item> = BTreeMap::new();
    for (row, answer) in rows.iter().zip(&answers) {
        let item = items.entry(&row.text).or_default();
        for event in &row.events {
            ontology.add_gold(item, event);
        }
        for event in &answer.events {
            item.types[1].extend(Ontology::of_name(&event.kind));
            item.codes[1].extend(event.cameo.clone());
            item.dyads[1].extend(dyads(&event.source, &event.target));
        }
    }
    worst(&items, options.common.worst)?;
    figures(&items).print(options.common.json)
}

/// The text, read.
fn coded(ontology: &Ontology, outermost: bool, row: &Row) -> Vec<Coded> {
    let Some(article) = article::of(&row.id, &row.text, row.date.as_deref()) else { return Vec::new() };
    let (document, parse, record) = crate::model::read(&article);
    let kept = |event: &&Event<Span>| !outermost || is_outermost(&document, &parse, &record.events, event);
    let codes = |actors: &[Participant<Span>]| -> Vec<String> {
        actors.iter().map(|actor| actor.code.as_str().to_owned()).collect()
    };
    let coded = record.events.iter().filter(kept).filter_map(|event| {
        let cameo = event.cameo.as_ref().map(|code| code.as_str().to_owned());
        let kind = match &cameo {
            Some(code) => ontology.of_cameo(code)?,
            None => event.kind.name().to_owned(),
        };
        let asked_by = event
            .according_to
            .and_then(|at| record.statements.get(at as usize))
            .filter(|_| event.status == Status::Proposed && event.kind != EventType::Request)
            .map(|statement| statement.codes.iter().map(|code| code.as_str().to_owned()).collect());
        let (source, target) = (codes(&event.source), codes(&event.target));
        let (source, target) = match asked_by {
            Some(asked_by) if asked_by != source => (asked_by, [source, target].concat()),
            _ => (source, target),
        };
        Some(Coded { kind, cameo, source, target })
    });
    coded.collect()
}

/// Whether no trigger of another event governs one of an event's, but by coordination.
fn is_outermost(document: &Document, parse: &Parse, events: &[Event<Span>], event: &Event<Span>) -> bool {
    let tokens = |event: &Event<Span>| -> Vec<u32> {
        event.triggers.iter().filter_map(|span| document.tokens_in(*span).last()).collect()
    };
    let others: Vec<u32> = events.iter().filter(|other| other.id != event.id).flat_map(tokens).collect();
    tokens(event).into_iter().any(|trigger| {
        let mut below = trigger;
        !parse.ancestors(trigger).any(|above| {
            let is_listed = parse.word(below).deprel == Deprel::Conj;
            below = above;
            others.contains(&above) && !is_listed
        })
    })
}

struct Ontology(BTreeMap<String, String>);

fn renamed(kind: &str) -> &str {
    match kind {
        "DEMAND" => "REQUEST",
        "FIGHT" => "ASSAULT",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "CONCEDE" | "RETREAT" => "YIELD",
        kind => kind,
    }
}

impl Ontology {
    fn read(given: Option<&Path>, gold: &Path) -> Result<Ontology> {
        let above = || {
            gold.ancestors().map(|folder| folder.join("ontology/ontology.json")).find(|path| path.exists())
        };
        let path = given
            .map(Path::to_owned)
            .or_else(above)
            .context("no ontology/ontology.json above the gold file; give --ontology FILE")?;
        let value: Value =
            serde_json::from_str(&gold::text(&path)?).with_context(|| format!("{}", path.display()))?;
        let table = value
            .get("cameo_to_plover")
            .and_then(Value::as_object)
            .context("no `cameo_to_plover` in the ontology")?;
        let mut types: BTreeMap<String, String> = BTreeMap::new();
        for (code, entry) in table {
            let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
            types.insert(code.clone(), renamed(kind).to_owned());
        }
        types.insert("163".to_owned(), "SANCTION".to_owned());
        Ok(Ontology(types))
    }

    fn of_cameo(&self, code: &str) -> Option<String> {
        if code.starts_with("01") {
            return None;
        }
        if code.starts_with("02") {
            return Some("REQUEST".to_owned());
        }
        let parent = code.get(..3).unwrap_or(code).to_owned();
        let root = format!("{}0", code.get(..2)?);
        let found = [code.to_owned(), parent, root].iter().find_map(|key| self.0.get(key)).cloned();
        found.filter(|kind| !kind.is_empty())
    }

    fn of_name(name: &str) -> Option<String> {
        const TYPES: [&str; 15] = [
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "YIELD",
            "COOPERATE",
            "AID",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "PROTEST",
            "SANCTION",
            "MOBILIZE",
            "COERCE",
            "ASSAULT",
        ];
        let name = name.to_uppercase();
        let name = renamed(&name);
        TYPES.contains(&name).then(|| name.to_owned())
    }

    fn add_gold(&self, item: &mut Item, event: &Gold) {
        let codes: Vec<String> = match &event.code {
            Value::Array(codes) if codes.is_empty() => vec![String::new()],
            Value::Array(codes) => {
                codes.iter().map(|code| code.as_str().unwrap_or_default().to_owned()).collect()
            }
            code => vec![code.as_str().unwrap_or_default().to_owned()],
        };
        for code in codes {
            let code = code.trim();
            item.events += 1;
            let (kind, cameo) = match (conflibert_root(code), cameo(code)) {
                (Some(root), _) => (self.of_cameo(&root), None),
                (None, Some(code)) => (self.of_cameo(code), Some(code.to_owned())),
                (None, None) => (Ontology::of_name(code), None),
            };
            let strings = cameo.is_some();
            item.types[0].extend(kind);
            item.codes[0].extend(cameo.filter(|code| code.len() > 2));
            item.dyads[0]
                .extend(dyads(&actor_codes(&event.source, strings), &actor_codes(&event.target, strings)));
        }
    }
}

/// `4-18 Assualt`, `0-1 Make Public Statement`: the root.
fn conflibert_root(code: &str) -> Option<String> {
    let (quad, rest) = code.split_once('-')?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let fits =
        quad.len() == 1 && quad.bytes().all(|byte| byte.is_ascii_digit()) && matches!(digits.len(), 1 | 2);
    (fits && rest[digits.len()..].starts_with(' ')).then(|| format!("{digits:0>2}"))
}

/// The CAMEO code that a string begins with.
fn cameo(code: &str) -> Option<&str> {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let root: u32 = code.get(..2)?.parse().ok()?;
    ((2..=4).contains(&digits) && (1..=20).contains(&root)).then(|| &code[..digits])
}

fn actor_codes(actors: &Value, strings: bool) -> Vec<String> {
    let coded = |text: &str| {
        let (head, rest) = text.split_at_checked(3)?;
        let fits = (head == "---" || head.bytes().all(|byte| byte.is_ascii_uppercase()))
            && rest.chars().all(|c| c.is_alphanumeric() || "_*+-".contains(c));
        fits.then(|| text.to_owned())
    };
    let one = |actor: &Value| match actor {
        Value::Object(parts) => {
            let part = |name: &str| parts.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            Some(part("code") + &part("sector"))
        }
        Value::String(text) if strings => coded(text),
        _ => None,
    };
    match actors {
        Value::Array(list) => list.iter().filter_map(one).collect(),
        Value::Null => Vec::new(),
        actor => one(actor).into_iter().collect(),
    }
}

/// The country of an actor code, old codes renamed; none for `---` and bare sectors.
fn country(code: &str) -> Option<String> {
    const SECTORS: &str =
        "GOV MIL SPY LEG JUD OPP PTY COP MED BUS CVL EDU LAB REL CRM ELI REF AGR JRN SOC PRM INT";
    let head: String = code.chars().take(3).collect::<String>().to_uppercase();
    let head = match head.as_str() {
        "JAP" => "JPN",
        "ROM" => "ROU",
        "ITL" => "ITA",
        "VTN" => "VNM",
        "TMP" | "TIM" => "TLS",
        "ZAR" => "COD",
        "BUR" => "MMR",
        "GER" | "FRG" | "GDR" | "DDR" | "GFR" => "DEU",
        "SUN" => "RUS",
        "CSK" | "CZS" => "CZE",
        "YUG" | "SCG" | "SER" => "SRB",
        "MTN" => "MNE",
        "KSV" | "KOS" => "XKX",
        "WSB" | "GZS" | "PAL" => "PSE",
        "UNO" => "IGO",
        "NGM" => "NGO",
        "ISM" | "REB" | "UAF" => "IMG",
        head => head,
    };
    let fits = head.len() == 3
        && head.bytes().all(|byte| byte.is_ascii_uppercase())
        && !SECTORS.split(' ').any(|sector| sector == head);
    fits.then(|| head.to_owned())
}

/// Unordered pairs of countries of one event.
fn dyads(sources: &[String], targets: &[String]) -> BTreeSet<Pair> {
    let doers: BTreeSet<(String, &String)> =
        sources.iter().filter_map(|code| Some((country(code)?, code))).collect();
    let others: BTreeSet<String> = targets.iter().filter_map(|code| country(code)).collect();
    let ordered =
        |a: &str, b: &str| if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) };
    if targets.iter().all(String::is_empty) {
        let seen: Vec<String> =
            doers.iter().map(|(country, _)| country.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let pairs: BTreeSet<Pair> = seen
            .iter()
            .enumerate()
            .flat_map(|(at, a)| seen[at + 1..].iter().map(|b| ordered(a, b)))
            .collect();
        return match seen.first().filter(|_| pairs.is_empty() && doers.len() > 1) {
            Some(only) => BTreeSet::from([(only.clone(), only.clone())]),
            None => pairs,
        };
    }
    doers.iter().flat_map(|(a, _)| others.iter().map(|b| ordered(a, b))).collect()
}

fn figures(items: &BTreeMap<&str, Item>) -> Figures {
    let typed: Vec<&Item> =
        items.values().filter(|item| !item.types[0].is_empty() || item.events == 0).collect();
    let paired: Vec<&Item> = items.values().filter(|item| !item.dyads[0].is_empty()).collect();
    let (mut root, mut any, mut dyad) = (Ratio::default(), Ratio::default(), Ratio::default());
    for item in &typed {
        let [gold, ours] = &item.types;
        root.add(gold.intersection(ours).count(), ours.len(), gold.len());
        let (gold, ours) = (usize::from(!gold.is_empty()), usize::from(!ours.is_empty()));
        any.add(gold.min(ours), ours, gold);
    }
    for item in &paired {
        let [gold, ours] = &item.dyads;
        dyad.add(gold.intersection(ours).count(), ours.len(), gold.len());
    }
    let codes: Vec<(&String, &BTreeSet<String>)> =
        items.values().flat_map(|item| item.codes[0].iter().map(|code| (code, &item.codes[1]))).collect();
    let exact = codes.iter().filter(|(code, ours)| ours.contains(*code)).count();
    let head = |code: &str| code.get(..3).unwrap_or(code).to_owned();
    let parent =
        codes.iter().filter(|(code, ours)| ours.iter().any(|other| head(other) == head(code))).count();
    let mut figures = Figures::default();
    for (name, ratio) in [("root", root), ("any", any), ("dyad", dyad)] {
        figures.ratio(&format!("{name}_"), &format!("{name}_f"), ratio);
    }
    let (exact, parent) = (share(exact, codes.len()), share(parent, codes.len()));
    figures.share("code_exact", exact);
    figures.share("code_parent", parent);
    figures.share("code_half", (exact + parent) / 2.0);
    for (name, number) in
        [("n_items", items.len()), ("n_root", typed.len()), ("n_code", codes.len()), ("n_dyad", paired.len())]
    {
        figures.count(name, number);
    }
    figures
}

fn worst(items: &BTreeMap<&str, Item>, count: usize) -> Result<()> {
    let wrong = |item: &Item| item.types[0].symmetric_difference(&item.types[1]).count();
    let mut order: Vec<_> = items.iter().filter(|(_, item)| wrong(item) > 0).collect();
    order.sort_by_key(|(_, item)| std::cmp::Reverse(wrong(item)));
    let mut out = std::io::stdout().lock();
    for (text, item) in order.into_iter().take(count) {
        let show = |types: &BTreeSet<String>| types.iter().cloned().collect::<Vec<_>>().join(" ");
        writeln!(out, "{text}\n    gold {} > {}", show(&item.types[0]), show(&item.types[1]))?;
    }
    Ok(())
}
