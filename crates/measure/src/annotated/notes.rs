//! Notes: a document in lines, and below it what it says, by quoting it. docs/codebook/NOTES.md is their description.

use super::{Actor, Corpus, Document, Event, Name, Offsets, Place, Statement, Topic};
use anyhow::{Context, Result, anyhow, bail, ensure};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::ops::Range;

/// The notes on one document.
pub(super) struct Block {
    pub(super) head: String,
    text: Vec<String>,
    notes: Vec<String>,
}

/// The documents of a file of notes.
pub(super) fn blocks(file: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_notes = false;
    for line in file.lines().map(str::trim_end) {
        if let Some(head) = line.strip_prefix("=== ") {
            blocks.push(Block { head: head.to_owned(), text: Vec::new(), notes: Vec::new() });
            in_notes = false;
        } else if line == "---" {
            in_notes = true;
        } else if let Some(block) = blocks.last_mut().filter(|_| !line.is_empty() && !line.starts_with("//"))
        {
            if in_notes { block.notes.push(line.to_owned()) } else { block.text.push(line.to_owned()) }
        }
    }
    blocks
}

/// The document of a block, and the notes on it that could not be resolved.
pub(super) fn document(block: &Block, corpus: &Corpus) -> Result<(Document, Vec<String>)> {
    let mut head = block.head.split_whitespace();
    let (id, date, kind) = (head.next(), head.next(), head.next());
    let (Some(id), Some(date)) = (id, date) else { bail!("a head is `=== id date kind`") };
    let kind = kind.unwrap_or("passage");
    let mut document = Document {
        id: id.to_owned(),
        date: date.to_owned(),
        kind: kind.to_owned(),
        text: None,
        document: None,
        sha256: None,
        statements: Vec::new(),
        events: Vec::new(),
        agenda: Vec::new(),
        names: Vec::new(),
        chains: Vec::new(),
    };
    let source = match corpus.get(id) {
        Some((_, text)) => {
            let digest = Sha256::digest(text.as_bytes());
            document.document = Some(id.to_owned());
            document.sha256 = Some(digest.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            }));
            Source::of_text(text)
        }
        None => {
            let source = Source::of_lines(&block.text);
            document.text = Some(source.text.clone());
            source
        }
    };
    let mut faults = Vec::new();
    for note in &block.notes {
        if let Err(wrong) = take(&source, note, &mut document) {
            faults.push(format!("{note}\n    {wrong:#}"));
        }
    }
    document.names.sort_by_key(|name| name.start);
    let told: Vec<Option<u32>> = document
        .events
        .iter()
        .map(|event| event.according_to.or_else(|| told_by(&document.statements, event)))
        .collect();
    for (event, told) in document.events.iter_mut().zip(told) {
        event.according_to = told;
    }
    Ok((document, faults))
}

/// The innermost statement that holds all triggers of an event.
pub(super) fn told_by(statements: &[Statement], event: &Event) -> Option<u32> {
    let holds = |statement: &Statement| {
        event.triggers.iter().all(|trigger| {
            statement.content.iter().any(|part| part[0] <= trigger[0] && trigger[1] <= part[1])
        })
    };
    let length = |statement: &Statement| statement.content.iter().map(|part| part[1] - part[0]).sum::<u32>();
    let told = statements.iter().enumerate().filter(|(_, statement)| holds(statement));
    told.min_by_key(|(_, statement)| length(statement)).map(|(at, _)| at as u32)
}

/// The lines of a text by which notes refer to it: its sentences.
pub(super) fn lines(text: &str) -> Vec<String> {
    let source = Source::of_text(text);
    source.lines.iter().map(|line| source.text[line.clone()].to_owned()).collect()
}

/// A text and its numbered lines.
pub(super) struct Source {
    pub(super) text: String,
    /// Bytes.
    pub(super) lines: Vec<Range<usize>>,
}

impl Source {
    /// Lines are joined by a blank; `H ` marks a headline, `¶ ` begins a paragraph.
    pub(super) fn of_lines(lines: &[String]) -> Source {
        let mut source = Source { text: String::new(), lines: Vec::new() };
        let mut after_headline = false;
        for line in lines {
            let (headline, paragraph) = (line.strip_prefix("H "), line.strip_prefix("¶ "));
            if !source.text.is_empty() {
                source.text.push_str(match (after_headline, paragraph.is_some()) {
                    (true, _) => "\n",
                    (false, true) => "\n\n",
                    (false, false) => " ",
                });
            }
            let start = source.text.len();
            source.text.push_str(headline.or(paragraph).unwrap_or(line));
            source.lines.push(start..source.text.len());
            after_headline = headline.is_some();
        }
        source
    }

    /// A text from elsewhere, by the sentences that the reader cuts.
    pub(super) fn of_text(text: &str) -> Source {
        let article = crate::article::of("", text, None);
        let document = article.as_ref().map(legation_text::Document::of);
        let lines = document.map(|document| {
            document.sentences.iter().map(|sentence| sentence.span.start()..sentence.span.end()).collect()
        });
        Source { text: text.to_owned(), lines: lines.unwrap_or_default() }
    }

    /// The lines that lay out a text: a sentence each, but where more than a blank parts two.
    pub(super) fn laid(text: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (nth, paragraph) in text.split("\n\n").enumerate() {
            let mut mark = if nth == 0 { "" } else { "¶ " };
            let parts: Vec<&str> = paragraph.split('\n').collect();
            for (at, part) in parts.iter().enumerate() {
                let is_headline = at + 1 < parts.len();
                let ends = if is_headline { Vec::new() } else { Source::of_text(part).lines };
                let mut start = 0;
                for pair in ends.windows(2) {
                    if &part[pair[0].end..pair[1].start] == " " {
                        lines.push(format!("{mark}{}", &part[start..pair[0].end]));
                        (mark, start) = ("", pair[1].start);
                    }
                }
                lines.push(format!("{}{}", if is_headline { "H " } else { mark }, &part[start..]));
                mark = "";
            }
        }
        lines
    }

    pub(super) fn offsets(&self, range: &Range<usize>) -> Offsets {
        let before = |at: usize| self.text[..at].chars().count() as u32;
        [before(range.start), before(range.end)]
    }

    pub(super) fn bytes(&self, span: Offsets) -> Range<usize> {
        let at =
            |point: u32| self.text.char_indices().nth(point as usize).map_or(self.text.len(), |(at, _)| at);
        at(span[0])..at(span[1])
    }

    /// Where a quote stands: `words`, `words@LINE`, `words@LINE.NTH`, each also `first words~last words`.
    fn find(&self, quote: &str) -> Result<Range<usize>> {
        let quote = quote.trim();
        let (words, line, nth) = anchor(quote);
        let within = match line {
            Some(line) => self
                .lines
                .get(line.wrapping_sub(1))
                .cloned()
                .ok_or_else(|| anyhow!("`{quote}`: there is no line {line}"))?,
            None => 0..self.text.len(),
        };
        let (first, last) = words.split_once('~').map_or((words, None), |(first, last)| (first, Some(last)));
        let start = self
            .occurrences(first, within.clone())
            .nth(nth - 1)
            .ok_or_else(|| anyhow!("`{first}` does not stand there"))?;
        let Some(last) = last else { return Ok(start) };
        let end = self
            .occurrences(last, start.end..within.end)
            .next()
            .ok_or_else(|| anyhow!("`{last}` does not stand behind `{first}`"))?;
        Ok(start.start..end.end)
    }

    /// Where words stand as whole words.
    pub(super) fn occurrences<'a>(
        &'a self,
        words: &'a str,
        within: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let apart = |edge: Option<char>, beside: Option<char>| {
            !(edge.is_some_and(char::is_alphanumeric) && beside.is_some_and(char::is_alphanumeric))
        };
        self.text[within.clone()].match_indices(words).map(move |(at, _)| within.start + at).filter_map(
            move |start| {
                let end = start + words.len();
                let whole = !words.is_empty()
                    && apart(words.chars().next(), self.text[..start].chars().next_back())
                    && apart(words.chars().next_back(), self.text[end..].chars().next());
                whole.then_some(start..end)
            },
        )
    }

    fn span(&self, quote: &str) -> Result<Offsets> {
        Ok(self.offsets(&self.find(quote)?))
    }

    fn maybe(&self, quote: &str) -> Result<Option<Offsets>> {
        if quote.trim() == "-" { Ok(None) } else { self.span(quote).map(Some) }
    }

    pub(super) fn words(&self, span: Offsets) -> String {
        self.text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect()
    }
}

/// The words of a quote, the line that it names, and which occurrence.
fn anchor(quote: &str) -> (&str, Option<usize>, usize) {
    let Some((words, at)) = quote.rsplit_once('@') else { return (quote, None, 1) };
    let (line, nth) = at.split_once('.').unwrap_or((at, "1"));
    match (line.parse(), nth.parse()) {
        (Ok(line), Ok(nth)) if nth > 0 => (words, Some(line), nth),
        (Err(_), Ok(nth)) if line.is_empty() && nth > 0 => (words, None, nth),
        _ => (quote, None, 1),
    }
}

/// Takes one note into the document.
fn take(source: &Source, note: &str, document: &mut Document) -> Result<()> {
    let (letter, rest) = note.split_once(' ').context("a note is a letter, a blank and its fields")?;
    let fields: Vec<&str> = rest.split(" | ").map(str::trim).collect();
    match letter {
        "N" => names(source, &fields, document),
        "C" => {
            let mentions = items(rest)
                .map(|item| mentions(source, document, item))
                .collect::<Result<Vec<_>>>()?
                .into_iter()
                .flatten();
            let mut chain: Vec<Offsets> = mentions.collect();
            chain.sort_unstable();
            chain.dedup();
            ensure!(chain.len() > 1, "a chain has two mentions or more");
            document.chains.push(chain);
            Ok(())
        }
        "S" => {
            let statement = statement(source, &fields, &document.date)?;
            document.statements.push(statement);
            Ok(())
        }
        "E" => {
            let event = event(source, &fields, &document.date)?;
            document.events.push(event);
            Ok(())
        }
        "A" => topics(source, rest, document),
        _ => bail!("a note begins with N, C, S, E or A"),
    }
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split("; ").map(str::trim).filter(|item| !item.is_empty())
}

/// `P Abel Mutua; Mutua | L Juba | L Kenya@3`: all occurrences that no longer name holds, or those of one line.
fn names(source: &Source, fields: &[&str], document: &mut Document) -> Result<()> {
    let mut listed: Vec<(&str, &str)> = Vec::new();
    for field in fields {
        let (class, list) = field.split_once(' ').context("a class and its names")?;
        let class = match class {
            "P" => "PER",
            "O" => "ORG",
            "L" => "LOC",
            "G" => "NORP",
            "F" => "FAC",
            "V" => "EVENT",
            _ => bail!("`{class}` is none of P, O, L, G, F, V"),
        };
        listed.extend(items(list).map(|name| (name, class)));
    }
    // Anchored names first, then the longest.
    listed.sort_by_key(|(name, _)| (anchor(name).1.is_none(), std::cmp::Reverse(name.len())));
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (name, class) in listed {
        let (words, line, _) = anchor(name);
        let found: Vec<Range<usize>> = match line {
            Some(_) => vec![source.find(name)?],
            None => source.occurrences(words, 0..source.text.len()).collect(),
        };
        ensure!(!found.is_empty(), "`{name}` does not stand in the text");
        for range in found {
            if taken.iter().all(|other| range.end <= other.start || other.end <= range.start) {
                let [start, end] = source.offsets(&range);
                document.names.push(Name { start, end, class: class.to_owned() });
                taken.push(range);
            }
        }
    }
    Ok(())
}

/// A mention with a line is that one; without, every name of these words.
fn mentions(source: &Source, document: &Document, item: &str) -> Result<Vec<Offsets>> {
    if anchor(item).1.is_some() {
        return Ok(vec![source.span(item)?]);
    }
    let named: Vec<Offsets> = document
        .names
        .iter()
        .map(|name| [name.start, name.end])
        .filter(|span| source.words(*span) == item)
        .collect();
    if named.is_empty() { Ok(vec![source.span(item)?]) } else { Ok(named) }
}

/// `.` is the article's day, `-` none.
fn day(word: &str, article: &str) -> Option<String> {
    match word {
        "-" | "" => None,
        "." => Some(article.to_owned()),
        day => Some(day.to_owned()),
    }
}

/// `S CODE who | speaker | cue | mode | content && content | date`
fn statement(source: &Source, fields: &[&str], article: &str) -> Result<Statement> {
    let [who, speaker, cue, mode, content, date] = fields else {
        bail!("a statement has six fields: code and who, speaker, cue, mode, content, date")
    };
    let (code, who) = who.split_once(' ').unwrap_or((who, "="));
    let speaker = source.maybe(speaker)?;
    let who = match (who, speaker) {
        ("=", Some(span)) => Some(source.words(span)),
        ("=", None) => bail!("who speaks? the speaker has no words here, `-` if the text does not tell"),
        ("-", _) => None,
        (who, _) => Some(who.to_owned()),
    };
    let polarity = if mode.ends_with('!') {
        "denied"
    } else if mode.ends_with('?') {
        "declined"
    } else {
        "affirmed"
    };
    let kind = if mode.starts_with('a') { "attitude" } else { "speech" };
    let mode = match mode.trim_start_matches('a').trim_end_matches(['!', '?']) {
        "d" => "direct",
        "i" => "indirect",
        "m" => "mixed",
        _ => {
            bail!("`{mode}` is no mode: d, i or m, with `a` before for an attitude, `!` behind for a denial")
        }
    };
    Ok(Statement {
        speaker,
        who,
        code: code.to_owned(),
        kind: kind.to_owned(),
        mode: mode.to_owned(),
        polarity: polarity.to_owned(),
        cue: source.maybe(cue)?,
        content: content.split("&&").map(|part| source.span(part)).collect::<Result<_>>()?,
        date: day(date, article),
    })
}

/// `E TYPE/mode status | sources | targets | place | dates | triggers | s1`
fn event(source: &Source, fields: &[&str], article: &str) -> Result<Event> {
    let (fields, told) = match fields {
        [fields @ .., told] if fields.len() == 6 => (fields, told.strip_prefix('s')),
        fields => (fields, None),
    };
    let [what, sources, targets, place, dates, triggers] = fields else {
        bail!(
            "an event has six fields: type and status, sources, targets, place, dates, triggers; and `s1` if only told"
        )
    };
    let (kind, status) = what.split_once(' ').context("a type and a status")?;
    let (kind, mode) = kind.split_once('/').map_or((kind, None), |(kind, mode)| (kind, Some(mode)));
    let status = match status {
        "occ" => "occurred",
        "ong" => "ongoing",
        "pla" => "planned",
        "pos" => "possible",
        "con" => "conditional",
        "pro" => "proposed",
        "den" => "denied",
        _ => bail!("`{status}` is no status"),
    };
    let actors = |list: &str| -> Result<Vec<Actor>> {
        items(list).filter(|item| *item != "-").map(|item| actor(source, item)).collect()
    };
    let place = match *place {
        "-" => None,
        place => {
            let (country, name) = place.split_once(' ').context("a country's code and a place")?;
            let (name, span) = named(source, name)?;
            Some(Place { name, country: (country != "---").then(|| country.to_owned()), span })
        }
    };
    let (start, end) = dates.rsplit_once("..").unwrap_or((dates, dates));
    Ok(Event {
        triggers: items(triggers).map(|trigger| source.span(trigger)).collect::<Result<_>>()?,
        kind: kind.to_owned(),
        mode: mode.map(str::to_owned),
        source: actors(sources)?,
        target: actors(targets)?,
        place,
        start: day(start, article),
        end: day(end, article),
        status: status.to_owned(),
        according_to: told.map(|told| told.parse::<u32>().map(|told| told.wrapping_sub(1))).transpose()?,
    })
}

/// `CODE words`, `CODE who=words`, `CODE who=-`.
fn actor(source: &Source, item: &str) -> Result<Actor> {
    let (code, who) = item.split_once(' ').context("an actor is a code and words")?;
    let (who, span) = named(source, who)?;
    Ok(Actor { who, code: code.to_owned(), span })
}

/// `words` or `name=words`, with `-` for no words.
fn named(source: &Source, name: &str) -> Result<(String, Option<Offsets>)> {
    match name.split_once('=') {
        Some((who, words)) => Ok((who.to_owned(), source.maybe(words)?)),
        None => {
            let span = source.span(name)?;
            Ok((source.words(span), Some(span)))
        }
    }
}

/// `A e1 on words; words`
fn topics(source: &Source, rest: &str, document: &mut Document) -> Result<()> {
    let mut words = rest.splitn(3, ' ');
    let (Some(event), Some(scope), Some(list)) = (words.next(), words.next(), words.next()) else {
        bail!("topics are `A e1 on words; words`")
    };
    let event: u32 = event.strip_prefix('e').context("the event is `e1`, `e2` …")?.parse()?;
    for item in items(list) {
        let span = source.span(item)?;
        document.agenda.push(Topic {
            event: event.wrapping_sub(1),
            topic: source.words(span),
            span,
            scope: scope.to_owned(),
        });
    }
    Ok(())
}
