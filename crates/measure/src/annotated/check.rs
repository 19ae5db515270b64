//! What annotated documents must fulfil, and how much there is of what.

use super::{Corpus, Document, Offsets, text_of};
use crate::figures::Figures;
use legation_knowledge::codebook;
use legation_knowledge::world::World;
use legation_record::{EventType, PartialDate, Status};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

const SECTORS: [&str; 19] = [
    "GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY", "REB", "UAF", "COP", "MED", "BUS", "CVL", "EDU", "LAB",
    "REL", "NGO", "CRM", "",
];
const CLASSES: [&str; 6] = ["PER", "ORG", "LOC", "NORP", "FAC", "EVENT"];
/// So many words in a row that stand in more than so many documents are a template.
const TEMPLATE: (usize, usize) = (5, 8);

/// Everything that is wrong, a line each.
pub(super) fn faults(documents: &[Document], corpus: &Corpus) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for document in documents {
        let mut wrong = of_document(document, corpus);
        if !ids.insert(&document.id) {
            wrong.push("the id is used twice".to_owned());
        }
        faults.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", document.id)));
    }
    faults.extend(templates(documents));
    faults
}

fn of_document(document: &Document, corpus: &Corpus) -> Vec<String> {
    let mut wrong = Vec::new();
    // A document of a corpus that is not at hand is checked but for its spans.
    let text = text_of(document, corpus);
    if document.text.is_none() && document.document.is_none() {
        wrong.push("neither a text nor a document of a corpus".to_owned());
    }
    if let (Some(text), Some(digest)) = (text, &document.sha256) {
        let ours: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        if ours != *digest {
            wrong.push("the text is not the one that was annotated".to_owned());
        }
    }
    let chars: Option<Vec<char>> = text.map(|text| text.chars().collect());
    let mut span = |what: &str, [start, end]: Offsets| {
        let Some(chars) = &chars else { return };
        let (start, end) = (start as usize, end as usize);
        if start >= end || end > chars.len() {
            wrong.push(format!("{what} {start}..{end} is not in the text"));
            return;
        }
        let word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
        let cut = |at: usize| at > 0 && word(at - 1) && word(at);
        let blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
        if cut(start) || cut(end) || blank(start) || blank(end - 1) {
            let shown: String = chars[start..end].iter().collect();
            wrong.push(format!("{what} `{shown}` cuts a word or ends in a blank"));
        }
    };
    for statement in &document.statements {
        statement.content.iter().for_each(|&content| span("content", content));
        [statement.speaker, statement.cue]
            .into_iter()
            .flatten()
            .for_each(|part| span("speaker or cue", part));
    }
    for event in &document.events {
        event.triggers.iter().for_each(|&trigger| span("trigger", trigger));
        let actors = event.source.iter().chain(&event.target).filter_map(|actor| actor.span);
        actors
            .chain(event.place.as_ref().and_then(|place| place.span))
            .for_each(|part| span("actor or place", part));
    }
    document.agenda.iter().for_each(|topic| span("topic", topic.span));
    document.names.iter().for_each(|name| span("name", [name.start, name.end]));
    document.chains.iter().flatten().for_each(|&mention| span("mention", mention));

    let mut must = |holds: bool, what: &dyn Fn() -> String| {
        if !holds {
            wrong.push(what());
        }
    };
    must(day(&document.date), &|| format!("`{}` is no day", document.date));
    must(matches!(&*document.kind, "article" | "passage" | "miss"), &|| {
        format!("`{}` is no kind", document.kind)
    });
    must(document.kind != "miss" || document.events.is_empty(), &|| "a near miss has an event".to_owned());
    for statement in &document.statements {
        must(code(&statement.code), &|| format!("`{}` is no actor code", statement.code));
        must(!statement.content.is_empty(), &|| "a statement without content".to_owned());
        must(statement.date.as_deref().is_none_or(date), &|| format!("{:?} is no date", statement.date));
    }
    for event in &document.events {
        let is = &event.kind;
        must(EventType::from_name(is).is_some(), &|| format!("`{is}` is no type"));
        let mode = event.mode.as_deref().unwrap_or("");
        must(codebook::has_mode(is, mode), &|| format!("`{mode}` is no mode of {is}"));
        must(Status::from_name(&event.status).is_some(), &|| format!("`{}` is no status", event.status));
        must(!event.triggers.is_empty(), &|| format!("{is} without a trigger"));
        must(!event.source.is_empty() || !event.target.is_empty(), &|| format!("{is} without a participant"));
        let symmetric = EventType::from_name(is).is_some_and(EventType::is_symmetric);
        must(!symmetric || event.target.is_empty(), &|| format!("{is} is symmetric and has a target"));
        for actor in event.source.iter().chain(&event.target) {
            must(code(&actor.code), &|| format!("`{}` is no actor code", actor.code));
        }
        let country = event.place.as_ref().and_then(|place| place.country.as_deref());
        must(country.is_none_or(is_country), &|| format!("{country:?} is no country"));
        for found in [&event.start, &event.end].into_iter().flatten() {
            must(date(found), &|| format!("`{found}` is no date"));
        }
        let told = event.according_to.is_none_or(|told| (told as usize) < document.statements.len());
        must(told, &|| format!("{is} is according to no statement"));
    }
    for topic in &document.agenda {
        let talks = document.events.get(topic.event as usize).is_some_and(|event| event.kind == "CONSULT");
        must(talks, &|| format!("the topic `{}` belongs to no talks", topic.topic));
        must(matches!(&*topic.scope, "on" | "off"), &|| format!("`{}` is no scope", topic.scope));
    }
    for pair in document.names.windows(2) {
        must(pair[0].end <= pair[1].start, &|| "two names overlap".to_owned());
    }
    for name in &document.names {
        must(CLASSES.contains(&&*name.class), &|| format!("`{}` is no class of names", name.class));
    }
    wrong
}

fn day(text: &str) -> bool {
    text.parse::<PartialDate>().is_ok_and(|date| date.day().is_some())
}

fn date(text: &str) -> bool {
    text.parse::<PartialDate>().is_ok()
}

fn is_country(code: &str) -> bool {
    World::embedded().country(code).is_some()
}

/// A country (or `---`) and a sector, or a kind of body and its letters.
fn code(code: &str) -> bool {
    let (Some(head), Some(tail)) = (code.get(..3), code.get(3..)) else { return false };
    if matches!(head, "IGO" | "NGO" | "MNC" | "REB") {
        return tail.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    }
    (head == "---" || is_country(head)) && SECTORS.contains(&tail)
}

/// Five words in a row that recur over documents: whoever writes by a template shows here.
fn templates(documents: &[Document]) -> Vec<String> {
    let (length, most) = TEMPLATE;
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for document in documents {
        let Some(text) = &document.text else { continue };
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        for run in words.windows(length) {
            seen.entry(run.join(" ")).or_default().insert(&document.id);
        }
    }
    let frequent = seen.into_iter().filter(|(_, documents)| documents.len() > most);
    frequent.map(|(run, documents)| format!("`{run}` stands in {} documents", documents.len())).collect()
}

/// How much there is.
pub(super) fn counts(documents: &[Document], corpus: &Corpus) -> Figures {
    let mut figures = Figures::default();
    let sum = |count: &dyn Fn(&Document) -> usize| documents.iter().map(count).sum::<usize>();
    let sentences = |document: &Document| {
        let article = text_of(document, corpus).and_then(|text| crate::article::of("", text, None));
        article.map_or(0, |article| legation_text::Document::of(&article).sentences.len())
    };
    figures.count("documents", documents.len());
    figures.count("sentences", sum(&sentences));
    figures.count("statements", sum(&|document| document.statements.len()));
    for mode in ["direct", "indirect", "mixed"] {
        let of = |document: &Document| {
            document.statements.iter().filter(|statement| statement.mode == mode).count()
        };
        figures.count(format!("statements_{mode}"), sum(&of));
    }
    let cue = |document: &Document| {
        let text: Vec<char> = text_of(document, corpus).unwrap_or_default().chars().collect();
        let cues = document.statements.iter().filter_map(|statement| statement.cue);
        cues.filter_map(|[start, end]| text.get(start as usize..end as usize))
            .map(|cue| cue.iter().collect::<String>().to_lowercase())
            .collect::<Vec<_>>()
    };
    figures.count("cues", documents.iter().flat_map(cue).collect::<BTreeSet<_>>().len());
    figures.count("events", sum(&|document| document.events.len()));
    for kind in EventType::ALL {
        let of =
            |document: &Document| document.events.iter().filter(|event| event.kind == kind.name()).count();
        figures.count(format!("events_{}", kind.name()), sum(&of));
    }
    for status in Status::ALL {
        let of = |document: &Document| {
            document.events.iter().filter(|event| event.status == status.name()).count()
        };
        figures.count(format!("events_{}", status.name()), sum(&of));
    }
    figures.count("agenda", sum(&|document| document.agenda.len()));
    figures.count(
        "agenda_off",
        sum(&|document| document.agenda.iter().filter(|topic| topic.scope == "off").count()),
    );
    figures.count("names", sum(&|document| document.names.len()));
    for class in CLASSES {
        figures.count(
            format!("names_{class}"),
            sum(&|document| document.names.iter().filter(|name| name.class == class).count()),
        );
    }
    figures.count("chains", sum(&|document| document.chains.len()));
    figures
}
