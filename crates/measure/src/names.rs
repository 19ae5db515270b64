//! `measure names`: entity-level precision, recall and F1, exact span and class (CoNLL-2003).
//!
//! Gold is BIO, IOB1, BIOES or BILOU, a token a line; files of the Universal NER project are read too. Our classes are PER, ORG,
//! LOC, NORP, FAC and EVENT; gold labels are mapped onto them where the names differ, others stay.

use crate::figures::{Figures, Ratio};
use crate::gold;
use crate::options::Options;
use anyhow::{Result, bail};
use clap::Args;
use legation_language::NameKind;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Options of `measure names`.
#[derive(Clone, Debug, Args)]
pub(crate) struct NamesOptions {
    #[command(flatten)]
    common: Options,
    /// Count only these classes, on both sides.
    #[arg(long, value_delimiter = ',', value_name = "CLASS")]
    only: Vec<String>,
}

/// A name: where it starts and ends, in characters of the joined tokens, and its class.
type Name = (usize, usize, String);

/// Runs the task.
pub(crate) fn run(options: &NamesOptions) -> Result<()> {
    let text = gold::text(&options.common.gold)?;
    let rows = rows(&text);
    let sentences: Vec<Vec<(&str, &str)>> = rows
        .split(Option::is_none)
        .map(|rows| rows.iter().flatten().copied().collect::<Vec<_>>())
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let sentences = options.common.part(sentences);
    let words: Vec<Vec<&str>> =
        sentences.iter().map(|sentence| sentence.iter().map(|(token, _)| *token).collect()).collect();
    let parse = crate::model::model().parse_words(&words);
    let mut tags: Vec<String> = vec!["O".to_owned(); words.iter().map(Vec::len).sum()];
    for name in parse.names() {
        for at in name.tokens.clone() {
            let prefix = if at == name.tokens.start { "B" } else { "I" };
            tags[at as usize] = format!("{prefix}-{}", class_of(name.kind));
        }
    }
    if let Some(path) = &options.common.out {
        let (mut out, mut at) = (String::new(), 0);
        for sentence in &words {
            for token in sentence {
                let _ = writeln!(out, "{token}\t{}", tags[at]);
                at += 1;
            }
            out.push('\n');
        }
        gold::write_bytes(path, out.as_bytes())?;
    }
    let kept = |name: &Name| options.only.is_empty() || options.only.contains(&name.2);
    let gold: Vec<Vec<&str>> =
        sentences.iter().map(|sentence| sentence.iter().map(|(_, tag)| *tag).collect()).collect();
    let mut at = 0;
    let ours: Vec<Vec<&str>> = words
        .iter()
        .map(|sentence| {
            at += sentence.len();
            tags[at - sentence.len()..at].iter().map(String::as_str).collect()
        })
        .collect();
    let find = |tags: &[Vec<&str>]| -> Result<BTreeSet<Name>> {
        Ok(names(&words, tags)?.into_iter().filter(kept).collect())
    };
    let (theirs, ours) = (find(&gold)?, find(&ours)?);
    print_worst(&words, &theirs, &ours, options.common.worst)?;
    figures(&theirs, &ours).print(options.common.json)
}

fn class_of(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organisation => "ORG",
        NameKind::Place => "LOC",
        NameKind::Nationality => "NORP",
        NameKind::Facility => "FAC",
        NameKind::Event => "EVENT",
    }
}

/// Tokens with their tags, `None` between sentences.
fn rows(text: &str) -> Vec<Option<(&str, &str)>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_comment = |line: &str| line.starts_with('#') && !line.contains('\t');
    let numbered = text.lines().filter(|line| !line.trim().is_empty() && !is_comment(line)).all(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.len() > 2 && columns[0].chars().all(|c| c.is_ascii_digit() || c == '-' || c == '.')
    });
    let mut rows = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            rows.push(None);
        } else if numbered {
            let columns: Vec<&str> = line.split('\t').collect();
            if !is_comment(line) && columns[0].chars().all(|c| c.is_ascii_digit()) {
                rows.push(Some((columns[1], columns[2])));
            }
        } else if !line.starts_with("-DOCSTART-") {
            let columns: Vec<&str> = if line.contains('\t') {
                line.split('\t').collect()
            } else {
                line.split_whitespace().collect()
            };
            rows.push(columns.first().copied().zip(columns.last().copied()));
        }
    }
    rows
}

/// The class of a gold label.
fn class(label: &str) -> String {
    let lower = label.to_lowercase();
    match lower.as_str() {
        "per" | "person" | "politician" => "PER".to_owned(),
        "org" | "organization" | "organisation" | "politicalparty" => "ORG".to_owned(),
        "loc" | "gpe" | "country" | "location" => "LOC".to_owned(),
        "norp" | "nationality" => "NORP".to_owned(),
        _ => label.to_owned(),
    }
}

/// The names that tags spell.
fn names(words: &[Vec<&str>], tags: &[Vec<&str>]) -> Result<BTreeSet<Name>> {
    let mut names = BTreeSet::new();
    let mut at = 0;
    for (words, tags) in words.iter().zip(tags) {
        let mut open: Option<(usize, &str, bool)> = None;
        for (word, tag) in words.iter().zip(tags) {
            let (prefix, label) = tag.split_once('-').unwrap_or((tag, ""));
            let outside = matches!(*tag, "O" | "_");
            if !outside && (label.is_empty() || !matches!(prefix, "B" | "I" | "E" | "S" | "M" | "L" | "U")) {
                bail!("`{tag}` is no tag");
            }
            let starts = !outside
                && (matches!(prefix, "B" | "S" | "U")
                    || open.is_none_or(|(_, known, closed)| known != label || closed));
            if (outside || starts)
                && let Some((start, label, _)) = open.take()
            {
                names.insert((start, at, class(label)));
            }
            let closed = matches!(prefix, "E" | "S" | "L" | "U");
            if starts {
                open = Some((at, label, closed));
            } else if let Some(open) = &mut open {
                open.2 = closed;
            }
            at += word.chars().filter(|c| !c.is_whitespace()).count();
        }
        if let Some((start, label, _)) = open {
            names.insert((start, at, class(label)));
        }
    }
    Ok(names)
}

fn figures(gold: &BTreeSet<Name>, ours: &BTreeSet<Name>) -> Figures {
    let both: BTreeSet<&Name> = gold.intersection(ours).collect();
    let mut figures = Figures::default();
    figures.ratio("", "f", Ratio { right: both.len(), system: ours.len(), gold: gold.len() });
    let spans =
        |names: &BTreeSet<Name>| names.iter().map(|(start, end, _)| (*start, *end)).collect::<BTreeSet<_>>();
    let (a, b) = (spans(gold), spans(ours));
    figures.share("span_f", Ratio { right: a.intersection(&b).count(), system: b.len(), gold: a.len() }.f());
    for (name, number) in [("gold", gold.len()), ("system", ours.len()), ("right", both.len())] {
        figures.count(name, number);
    }
    let classes: BTreeSet<&String> = gold.iter().chain(ours).map(|(.., class)| class).collect();
    for class in classes {
        let count = |names: &mut dyn Iterator<Item = &Name>| names.filter(|name| name.2 == *class).count();
        let ratio = Ratio {
            right: count(&mut both.iter().copied()),
            system: count(&mut ours.iter()),
            gold: count(&mut gold.iter()),
        };
        figures.share(format!("p_{class}"), ratio.precision());
        figures.share(format!("r_{class}"), ratio.recall());
        figures.share(format!("f_{class}"), ratio.f());
        figures.count(format!("n_{class}"), ratio.gold);
    }
    figures
}

fn print_worst(
    words: &[Vec<&str>],
    gold: &BTreeSet<Name>,
    ours: &BTreeSet<Name>,
    count: usize,
) -> Result<()> {
    use std::io::Write;
    let chars: Vec<char> =
        words.iter().flatten().flat_map(|word| word.chars()).filter(|c| !c.is_whitespace()).collect();
    let mut out = std::io::stdout().lock();
    for (name, what) in gold
        .difference(ours)
        .map(|name| (name, "missed"))
        .chain(ours.difference(gold).map(|name| (name, "spurious")))
        .take(count)
    {
        let words: String = chars[name.0..name.1].iter().collect();
        writeln!(out, "{what} {} {words}", name.2)?;
    }
    Ok(())
}
