//! Names: sentences with BIO labels in, and the labels of the model's kinds.
//!
//! Each source has its own label set. What a source does not mark is no evidence: a word under a label that could be
//! one of several kinds (`MISC`) is [`UNKNOWN`] and teaches nothing, but that nationalities known by word are
//! labelled as such wherever a source leaves them out.

use anyhow::{Context, Result};
use legation_language::training::KINDS;
use legation_language::{NameKind, Parse};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// The label of a word of which the source says nothing.
pub(crate) const UNKNOWN: u8 = u8::MAX;

/// A sentence with one label a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) words: Vec<String>,
    pub(crate) labels: Vec<u8>,
    pub(crate) begins_document: bool,
}

impl Named {
    /// The same sentence in capitals.
    pub(crate) fn shouted(&self) -> Named {
        let words = self.words.iter().map(|word| word.to_uppercase()).collect();
        Named { words, begins_document: true, ..self.clone() }
    }
}

/// What a source's label means; `None` for no name of ours, `Some(None)` for one that could be several.
fn kind(label: &str) -> Option<Option<NameKind>> {
    Some(Some(match label.to_lowercase().as_str() {
        "per" | "person" | "politician" => NameKind::Person,
        "org" | "organization" | "organisation" | "politicalparty" | "corporation" | "group" => {
            NameKind::Organisation
        }
        "loc" | "location" | "country" | "gpe" => NameKind::Place,
        "norp" | "nationality" => NameKind::Nationality,
        "fac" | "facility" => NameKind::Facility,
        "event" | "election" => NameKind::Event,
        "misc" => return Some(None),
        _ => return None,
    }))
}

/// Reads a file of names: token and tag a line, or the columns of Universal NER.
pub(crate) fn read(path: &Path, nationalities: &BTreeSet<String>) -> Result<Vec<Named>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let columns = path.extension().is_some_and(|extension| extension == "iob2");
    let documents = columns || text.starts_with("-DOCSTART-") || text.contains("\n-DOCSTART-");
    let mut sentences = Vec::new();
    let (mut words, mut tags) = (Vec::new(), Vec::<String>::new());
    let mut begins = true;
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !words.is_empty() {
                let labels = labels(&words, &tags, nationalities);
                sentences.push(Named { words: std::mem::take(&mut words), labels, begins_document: begins });
                tags.clear();
                begins = !documents;
            }
        } else if line.starts_with("-DOCSTART-") || (columns && line.starts_with("# newdoc")) {
            begins = true;
        } else if !(columns && line.starts_with('#')) {
            let parted = if line.contains('\t') { '\t' } else { ' ' };
            let fields: Vec<&str> = line.split(parted).collect();
            let (word, tag) = if columns { (1, 2) } else { (0, fields.len() - 1) };
            if let (Some(word), Some(tag)) = (fields.get(word), fields.get(tag))
                && !(columns && fields[0].contains(['-', '.']))
            {
                words.push((*word).to_owned());
                tags.push((*tag).to_owned());
            }
        }
    }
    Ok(sentences)
}

fn labels(words: &[String], tags: &[String], nationalities: &BTreeSet<String>) -> Vec<u8> {
    let split = |tag: &str| tag.split_once('-').map(|(mark, label)| (mark.to_owned(), label.to_owned()));
    let mut labels = vec![0; words.len()];
    let mut start = 0;
    while start < words.len() {
        let Some((_, label)) = split(&tags[start]) else {
            if nationalities.contains(&words[start]) {
                labels[start] = unit(NameKind::Nationality);
            }
            start += 1;
            continue;
        };
        let mut end = start + 1;
        while end < words.len()
            && split(&tags[end]).is_some_and(|(mark, other)| mark == "I" && other == label)
        {
            end += 1;
        }
        let kind = match kind(&label) {
            Some(None) if end == start + 1 && nationalities.contains(&words[start]) => {
                Some(Some(NameKind::Nationality))
            }
            kind => kind,
        };
        match kind {
            Some(Some(kind)) => mark(&mut labels[start..end], kind),
            Some(None) => labels[start..end].fill(UNKNOWN),
            None => {}
        }
        start = end;
    }
    labels
}

fn unit(kind: NameKind) -> u8 {
    let place = KINDS.iter().position(|&other| other == kind).unwrap_or(0) as u8;
    1 + place * 4 + 3
}

/// Labels the words of one name.
pub(crate) fn mark(labels: &mut [u8], kind: NameKind) {
    let first = unit(kind) - 3;
    let count = labels.len();
    for (at, label) in labels.iter_mut().enumerate() {
        *label = match (at == 0, at + 1 == count) {
            (true, true) => first + 3,
            (true, false) => first,
            (false, false) => first + 1,
            (false, true) => first + 2,
        };
    }
}

/// Writes the names of a parse of these sentences in BIO.
pub(crate) fn write(sentences: &[Named], parse: &Parse) -> String {
    let mut tags = vec![String::from("O"); sentences.iter().map(|sentence| sentence.words.len()).sum()];
    for name in parse.names() {
        let label = match name.kind {
            NameKind::Person => "PER",
            NameKind::Organisation => "ORG",
            NameKind::Place => "LOC",
            NameKind::Nationality => "NORP",
            NameKind::Facility => "FAC",
            NameKind::Event => "EVENT",
        };
        for token in name.tokens.clone() {
            let mark = if token == name.tokens.start { 'B' } else { 'I' };
            tags[token as usize] = format!("{mark}-{label}");
        }
    }
    let mut out = String::new();
    let mut tags = tags.iter();
    for sentence in sentences {
        for (word, tag) in sentence.words.iter().zip(&mut tags) {
            let _ = writeln!(out, "{word}\t{tag}");
        }
        out.push('\n');
    }
    out
}
