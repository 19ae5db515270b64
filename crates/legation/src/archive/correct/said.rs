//! What somebody types, as a correction: `set 3 status planned`.

use super::super::told;
use anyhow::{Context, Result, anyhow, bail};
use jiff::{SignedDuration, Timestamp};
use legation_record::correction::{Correction, Place, Verb, What};
use legation_record::{Offsets, WireRecord};
use legation_store::{Storage, Stored, Tables};
use legation_text::CodePoints;
use serde_json::{Map, Value, json};

/// Who says so and why, and moments that never stand still.
pub(super) struct Speaker {
    by: String,
    pub(super) why: Option<String>,
    last: Option<Timestamp>,
}

impl Speaker {
    pub(super) fn new(by: Option<&str>, why: Option<&str>) -> Speaker {
        Speaker { by: by.unwrap_or_default().to_owned(), why: why.map(str::to_owned), last: None }
    }

    /// Who it is; an error where nobody is named.
    pub(super) fn named(self) -> Result<Speaker> {
        match self.by.trim().is_empty() {
            true => bail!("nobody is named who says so\n  hint: say who with --by NAME"),
            false => Ok(self),
        }
    }

    pub(super) fn by(&self) -> &str {
        &self.by
    }

    /// Now, and after all moments that were given before.
    pub(super) fn moment(&mut self) -> String {
        let now = Timestamp::now();
        let next = self.last.and_then(|last| last.checked_add(SignedDuration::from_micros(1)).ok());
        let now = next.filter(|next| *next > now).unwrap_or(now);
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        self.last = Some(now);
        format!("{now:.6}")
    }
}

/// An article with the numbers of its findings as they were shown; they stay, whatever is taken out or comes in.
pub(super) struct Shown {
    pub(super) stored: Stored,
    events: Vec<String>,
    statements: Vec<String>,
    agenda: Vec<(Offsets, String)>,
}

impl Shown {
    pub(super) fn of(stored: Stored) -> Shown {
        let mut shown =
            Shown { events: Vec::new(), statements: Vec::new(), agenda: Vec::new(), stored: stored.clone() };
        shown.renew(stored);
        shown
    }

    /// The article as it is now: what is new has the next numbers.
    pub(super) fn renew(&mut self, stored: Stored) {
        let record = &stored.record;
        for event in &record.events {
            if !self.events.contains(&event.id) {
                self.events.push(event.id.clone());
            }
        }
        for said in &record.statements {
            if !self.statements.contains(&said.id) {
                self.statements.push(said.id.clone());
            }
        }
        for item in &record.agenda {
            let event = record.events.get(item.event as usize).map(|event| event.id.clone());
            let item = (item.span, event.unwrap_or_default());
            if !self.agenda.contains(&item) {
                self.agenda.push(item);
            }
        }
        self.stored = stored;
    }

    /// Of a record: the number of each of its events, statements and topics.
    pub(super) fn numbers(&self) -> [Vec<usize>; 3] {
        let record = &self.stored.record;
        let at = |ids: &[String], id: &str| ids.iter().position(|known| known == id).map_or(0, |at| at + 1);
        [
            record.events.iter().map(|event| at(&self.events, &event.id)).collect(),
            record.statements.iter().map(|said| at(&self.statements, &said.id)).collect(),
            record
                .agenda
                .iter()
                .map(|item| {
                    self.agenda.iter().position(|(span, _)| *span == item.span).map_or(0, |at| at + 1)
                })
                .collect(),
        ]
    }

    fn record(&self) -> &WireRecord {
        &self.stored.record
    }

    /// Where words stand in the text; `words#2` is the second time.
    fn words(&self, words: &str) -> Result<Offsets> {
        let text =
            self.stored.text.as_deref().context(
                "the text of the article is not kept\n  hint: `legation attach FOLDER` gives it back",
            )?;
        find_words(text, words)
    }

    /// `3`, `s2` or `a1`.
    fn finding(&self, word: &str) -> Result<(What, Place)> {
        let missing =
            || anyhow!("there is no `{word}` any more\n  hint: `legation review` shows the numbers");
        let number = |digits: &str, count: usize| -> Result<usize> {
            let number: usize = digits.parse().map_err(|_| {
                anyhow!("`{word}` names no finding\n  hint: events are 1, 2 …; statements s1, s2 …; topics a1, a2 …")
            })?;
            match (1..=count).contains(&number) {
                true => Ok(number - 1),
                false => bail!("there is no `{word}`\n  hint: `legation review` shows the numbers"),
            }
        };
        let record = self.record();
        if let Some(digits) = word.strip_prefix('s') {
            let at = number(digits, self.statements.len())?;
            let id = self.statements.get(at).ok_or_else(missing)?;
            let said = record.statements.iter().find(|said| said.id == *id).ok_or_else(missing)?;
            let spans =
                if said.content.is_empty() { said.cue.into_iter().collect() } else { said.content.clone() };
            return Ok((What::Statement, Place { spans, finding: Some(id.clone()), ..Place::default() }));
        }
        if let Some(digits) = word.strip_prefix('a') {
            let at = number(digits, self.agenda.len())?;
            let (span, event) = self.agenda.get(at).ok_or_else(missing)?;
            let place = Place { spans: vec![*span], finding: Some(event.clone()), ..Place::default() };
            return match record.agenda.iter().any(|item| item.span == *span) {
                true => Ok((What::Agenda, place)),
                false => Err(missing()),
            };
        }
        let at = number(word, self.events.len())?;
        let id = self.events.get(at).ok_or_else(missing)?;
        let event = record.events.iter().find(|event| event.id == *id).ok_or_else(missing)?;
        let place = Place {
            article: None,
            spans: event.triggers.clone(),
            kind: Some(event.kind),
            finding: Some(id.clone()),
        };
        Ok((What::Event, place))
    }

    /// A value as typed: numbers of findings and words of the text become places.
    fn value(&self, what: What, field: &str, typed: &str) -> Result<Value> {
        if typed == "none" || typed == "null" {
            return Ok(Value::Null);
        }
        if typed.starts_with(['[', '{']) {
            return serde_json::from_str(typed).map_err(|why| {
                anyhow!("`{typed}` is no JSON: {why}\n  hint: leave out the bracket, or mend it")
            });
        }
        Ok(match (what, field) {
            (_, "according_to" | "inside") => {
                let (_, place) = self.finding(typed)?;
                json!({"spans": place.spans})
            }
            (What::Agenda, "event") => {
                let (_, place) = self.finding(typed)?;
                json!({"spans": place.spans, "finding": place.finding})
            }
            (What::Event, "triggers") | (What::Statement, "content") => {
                let spans = typed.split('|').map(|words| self.words(words.trim()));
                json!(spans.collect::<Result<Vec<_>>>()?)
            }
            (What::Statement, "speaker" | "cue") | (What::Agenda, "span") => json!(self.words(typed)?),
            _ => Value::from(typed),
        })
    }

    /// A correction without what is said of it.
    fn blank(&self, what: What, verb: Verb, place: Place, speaker: &mut Speaker) -> Correction {
        Correction {
            id: String::new(),
            article: self.stored.digest.as_str().to_owned(),
            what,
            verb,
            spans: place.spans,
            kind: place.kind,
            finding: place.finding,
            field: None,
            value: None,
            with: Vec::new(),
            correction: None,
            by: speaker.by.clone(),
            at: speaker.moment(),
            why: speaker.why.clone(),
            reader: Some(self.record().reader.clone()),
        }
    }

    /// That the article was read through, and what is in it.
    pub(super) fn reviewed(&self) -> Value {
        let WireRecord { statements, events, agenda, corrected, .. } = self.record();
        json!({"statements": statements, "events": events, "agenda": agenda, "corrected": corrected})
    }
}

/// Where words stand in a text; `words#2` is the second time.
pub(super) fn find_words(text: &str, words: &str) -> Result<Offsets> {
    let (sought, which) =
        match words.rsplit_once('#').map(|(sought, digits)| (sought, digits.parse::<usize>())) {
            Some((sought, Ok(which))) if which > 0 => (sought, which),
            _ => (words, 1),
        };
    if sought.is_empty() {
        bail!("no words are named");
    }
    let Some((start, found)) = text.match_indices(sought).nth(which - 1) else {
        bail!("`{sought}` does not stand in the article{}", if which > 1 { " so often" } else { "" });
    };
    let points = CodePoints::of(text);
    Ok(Offsets(points.offset(start), points.offset(start + found.len())))
}

/// What is typed, as a correction of an article; `find` finds other articles.
pub(super) fn correction(
    words: &[String],
    shown: &Shown,
    speaker: &mut Speaker,
    store: &dyn Storage,
) -> Result<Correction> {
    let Some((verb, rest)) = words.split_first() else { bail!("{USAGE}") };
    let verb = Verb::ALL.into_iter().find(|known| known.name() == verb);
    let Some(verb) = verb else { bail!("{USAGE}") };
    let correction = match verb {
        Verb::Accept | Verb::Reject => {
            let [word] = rest else {
                bail!("{} what? As `{} 3`, `{} s2`", verb.name(), verb.name(), verb.name())
            };
            let (what, place) = shown.finding(word)?;
            shown.blank(what, verb, place, speaker)
        }
        Verb::Set => set(rest, shown, speaker)?,
        Verb::Add => add(rest, shown, speaker)?,
        Verb::Merge | Verb::Split => join(verb, rest, shown, speaker, store)?,
        Verb::Review => {
            let blank = shown.blank(What::Article, verb, Place::default(), speaker);
            Correction { value: Some(shown.reviewed()), ..blank }
        }
        Verb::Undo => {
            let [id] = rest else {
                bail!("undo which? As `undo c-0123456789abcdef`; `legation corrections` lists them")
            };
            let blank = shown.blank(What::Article, verb, Place::default(), speaker);
            Correction { correction: Some(id.clone()), ..blank }
        }
    };
    sealed(correction)
}

const USAGE: &str = "a correction is accept, reject, set, add, merge, split, review or undo\n  hint: `legation correct --help` has examples";

/// The correction, if it is one.
pub(super) fn sealed(correction: Correction) -> Result<Correction> {
    correction.sealed(&Tables).map_err(|why| anyhow!("{why}\n  hint: {}", why.remedy()))
}

/// `3 status planned`; `actor "Lavrov" code RUSGOV`.
fn set(rest: &[String], shown: &Shown, speaker: &mut Speaker) -> Result<Correction> {
    let (what, place, rest) = match rest {
        [actor, words, rest @ ..] if actor == "actor" => {
            let place = Place { spans: vec![shown.words(words)?], ..Place::default() };
            (What::Actor, place, rest)
        }
        [word, rest @ ..] => {
            let (what, place) = shown.finding(word)?;
            (what, place, rest)
        }
        [] => bail!("set what? As `set 3 status planned`"),
    };
    let [field, value @ ..] = rest else { bail!("set which field? As `set 3 status planned`") };
    if value.is_empty() {
        bail!("set `{field}` to what? `none` takes the value away");
    }
    let value = shown.value(what, field, &value.join(" "))?;
    let blank = shown.blank(what, Verb::Set, place, speaker);
    Ok(Correction {
        field: Some(field.clone()),
        value: Some(value).filter(|value| !value.is_null()),
        ..blank
    })
}

/// `event "words" TYPE field value …`; `statement "words" field value …`; `agenda 2 "words" on`.
fn add(rest: &[String], shown: &Shown, speaker: &mut Speaker) -> Result<Correction> {
    let mut value = Map::new();
    let (what, words, fields) = match rest {
        [kind, words, of_type, fields @ ..] if kind == "event" => {
            value.insert("type".to_owned(), Value::from(of_type.as_str()));
            (What::Event, words, fields)
        }
        [kind, words, fields @ ..] if kind == "statement" => (What::Statement, words, fields),
        [kind, talks, words, scope, fields @ ..] if kind == "agenda" => {
            value.insert("event".to_owned(), shown.value(What::Agenda, "event", talks)?);
            value.insert("scope".to_owned(), Value::from(scope.as_str()));
            let topic = words.rsplit_once('#').map_or(words.as_str(), |(topic, _)| topic);
            value.insert("topic".to_owned(), Value::from(topic));
            (What::Agenda, words, fields)
        }
        _ => bail!(
            "add what? As `add event \"walked out\" SANCTION`, `add statement \"no deal\" who \"Marco Rubio\"`, `add agenda 2 \"visas\" on`"
        ),
    };
    let parts = if what == What::Event || what == What::Statement {
        words.split('|').collect()
    } else {
        vec![words.as_str()]
    };
    let spans = parts.into_iter().map(|words| shown.words(words.trim())).collect::<Result<Vec<_>>>()?;
    for pair in fields.chunks(2) {
        let [field, typed] = pair else { bail!("`{}` has no value", pair.concat()) };
        value.insert(field.clone(), shown.value(what, field, typed)?);
    }
    let blank = shown.blank(what, Verb::Add, Place { spans, ..Place::default() }, speaker);
    Ok(Correction { value: Some(Value::Object(value)), ..blank })
}

/// `3 6`, `3 other-article:2`, `3 "words"`.
fn join(
    verb: Verb,
    rest: &[String],
    shown: &Shown,
    speaker: &mut Speaker,
    store: &dyn Storage,
) -> Result<Correction> {
    let [word, others @ ..] = rest else { bail!("{} what? As `{} 3 6`", verb.name(), verb.name()) };
    if others.is_empty() {
        bail!("{} `{word}` with what? As `{} 3 6`", verb.name(), verb.name());
    }
    let (what, place) = shown.finding(word)?;
    let mut with = Vec::new();
    for other in others {
        with.push(match elsewhere(other, store)? {
            Some(place) => place,
            None if verb == Verb::Merge => {
                let (other_what, place) = shown.finding(other)?;
                if other_what != what {
                    bail!("`{word}` and `{other}` are not of a kind");
                }
                place
            }
            None => Place { spans: vec![shown.words(other)?], ..Place::default() },
        });
    }
    let blank = shown.blank(what, verb, place, speaker);
    Ok(Correction { with, ..blank })
}

/// `other-article:2`; none where there is no such article, for words may have colons too.
fn elsewhere(typed: &str, store: &dyn Storage) -> Result<Option<Place>> {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let Some((article, word)) = typed.rsplit_once(':').filter(|(_, word)| is_number(word)) else {
        return Ok(None);
    };
    let Some(found) = store.find(article).map_err(told)? else { return Ok(None) };
    let digest = found.digest.as_str().to_owned();
    let (_, place) = Shown::of(found).finding(word)?;
    Ok(Some(Place { article: Some(digest), ..place }))
}
