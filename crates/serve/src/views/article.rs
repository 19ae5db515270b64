//! An article with all that was read in it.

use super::story::StoryRow;
use super::{Query, Sight, View};
use crate::address::{Address, Params, web};
use crate::problem::Problem;
use legation_record::{Event, Offsets, Participant, Statement, WireRecord};
use legation_store::{Became, KeptCorrection, Storage, Stored};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Which article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleQuery {
    /// Its id, or the beginning of its digest.
    pub id: String,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// The digest of its content.
    pub digest: String,
    /// Which version it is, from 1.
    pub version: u32,
    /// Whether it is the latest.
    pub is_current: bool,
    /// The day it was published.
    pub date: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address, where that is one of the web.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Whether it was read.
    pub is_coded: bool,
    /// How much of the text is kept: full, snippets, digest.
    pub keep: String,
    /// The text into which the record points, where it is kept; never markup.
    pub text: Option<String>,
    /// Where only these are kept: the sentences with evidence.
    pub snippets: Vec<Snippet>,
    /// The record, as `legation read --format json` prints it. Its events are numbered 1, 2 … for corrections, its statements s1, s2 …, its
    /// agenda a1, a2 …, in their order here.
    #[schema(schema_with = crate::api::schema::record)]
    pub record: WireRecord,
    /// The record as the machine made it, where corrections have made another.
    #[schema(schema_with = crate::api::schema::record_or_null)]
    pub machine: Option<WireRecord>,
    /// What people said of it, in the order in which they did.
    pub corrections: Vec<Said>,
    /// Where the findings stand in the text.
    pub marks: Vec<Mark>,
    /// Other articles that are the same text.
    pub copies: Vec<Copy>,
    /// The story to which it belongs.
    pub story: Option<StoryRow>,
}

/// A sentence that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Snippet {
    /// Its first code point in the article.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The sentence.
    pub text: String,
}

/// A correction, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Said {
    /// Its id, by which it is taken back.
    pub id: String,
    /// accept, reject, set, add, merge, split, review, undo.
    pub verb: String,
    /// event, statement, agenda, actor, article.
    pub what: String,
    /// The id of the finding when it was looked at.
    pub finding: Option<String>,
    /// `set`: which field.
    pub field: Option<String>,
    /// `set` and `add`: the value.
    #[schema(value_type = Option<Object>)]
    pub value: Option<Value>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// done, undone, orphan.
    pub became: String,
    /// Why it fits nowhere, or what took it back.
    pub reason: Option<String>,
}

impl Said {
    pub(super) fn of(kept: KeptCorrection) -> Said {
        let KeptCorrection { correction, became, reason, .. } = kept;
        Said {
            verb: correction.verb.name().to_owned(),
            what: correction.what.name().to_owned(),
            id: correction.id,
            finding: correction.finding,
            field: correction.field,
            // A review holds the whole record once more, which stands beside it.
            value: correction.value.filter(|_| correction.verb != legation_record::correction::Verb::Review),
            by: correction.by,
            at: correction.at,
            why: correction.why,
            became: Became::name(became).to_owned(),
            reason,
        }
    }
}

/// Another article that is the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Copy {
    /// Its id.
    pub article: String,
    /// The day it was published.
    pub date: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
}

/// What a mark is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// An event of the record.
    Event,
    /// A statement.
    Statement,
    /// An agenda item.
    Agenda,
    /// An actor among the mentions.
    Actor,
    /// A place among the mentions.
    Place,
    /// A time among the mentions.
    Time,
}

/// Words of the text that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Mark {
    /// The first code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Of what.
    pub kind: MarkKind,
    /// Which of the record's: an index into the list of that kind.
    pub of: u32,
    /// What the words are there: trigger, source, target, place, date, status, round; speaker, cue, content; topic; mention.
    pub role: String,
}

/// Where the findings of a record stand, in the order of the text, wider marks before those inside them.
pub fn marks(record: &WireRecord) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (event, of) in record.events.iter().zip(0..) {
        of_event(event, of, &mut marks);
    }
    for (said, of) in record.statements.iter().zip(0..) {
        of_statement(said, of, &mut marks);
    }
    for (item, of) in record.agenda.iter().zip(0..) {
        push(&mut marks, MarkKind::Agenda, of, "topic", [item.span]);
    }
    let mentions = &record.mentions;
    let mut mention = |kind, of, start, end| push(&mut marks, kind, of, "mention", [Offsets(start, end)]);
    for (actor, of) in mentions.actors.iter().zip(0..) {
        mention(MarkKind::Actor, of, actor.span.start, actor.span.end);
    }
    for (place, of) in mentions.places.iter().zip(0..) {
        mention(MarkKind::Place, of, place.span.start, place.span.end);
    }
    for (time, of) in mentions.times.iter().zip(0..) {
        mention(MarkKind::Time, of, time.span.start, time.span.end);
    }
    marks.sort_by(|one, other| (one.start, other.end, one).cmp(&(other.start, one.end, other)));
    marks.dedup();
    marks
}

fn push(
    marks: &mut Vec<Mark>,
    kind: MarkKind,
    of: u32,
    role: &str,
    spans: impl IntoIterator<Item = Offsets>,
) {
    let spans = spans.into_iter().filter(|Offsets(start, end)| start < end);
    marks.extend(spans.map(|Offsets(start, end)| Mark { start, end, kind, of, role: role.to_owned() }));
}

fn of_event(event: &Event<Offsets>, of: u32, marks: &mut Vec<Mark>) {
    let spans = |actors: &[Participant<Offsets>]| -> Vec<Offsets> {
        actors.iter().filter_map(|actor| actor.span).collect()
    };
    let mut add = |role, spans: Vec<Offsets>| push(marks, MarkKind::Event, of, role, spans);
    add("trigger", event.triggers.clone());
    add("source", spans(&event.source));
    add("target", spans(&event.target));
    add("place", event.place.iter().filter_map(|place| place.span).collect());
    add("date", event.date_span.into_iter().collect());
    add("status", event.status_span.into_iter().collect());
    add("round", event.round.iter().map(|round| round.span).collect());
}

fn of_statement(said: &Statement<Offsets>, of: u32, marks: &mut Vec<Mark>) {
    let mut add = |role, spans: Vec<Offsets>| push(marks, MarkKind::Statement, of, role, spans);
    add("speaker", said.speaker.into_iter().collect());
    add("cue", said.cue.into_iter().collect());
    add("content", said.content.clone());
}

impl Query for ArticleQuery {
    fn take(params: &mut Params) -> Result<ArticleQuery, Problem> {
        Ok(ArticleQuery { id: params.must("id")? })
    }

    fn addresses(&self) -> [String; 2] {
        ["/article", "/api/v1/articles"].map(|path| Address::new(path).part(&self.id).to_string())
    }
}

impl View for ArticleQuery {
    type Matter = Article;

    fn see(&self, sight: &Sight<'_>) -> Result<Article, Problem> {
        let found = sight.store.find(&self.id)?;
        let stored = found.ok_or_else(|| Problem::not_found("article", &self.id))?;
        let digest = stored.digest.clone();
        let corrections = sight.store.corrections(Some(&digest))?.into_iter().map(Said::of).collect();
        let copies = sight.store.copies_of(digest.as_str())?.into_iter().map(|[id, date, outlet, title]| {
            Copy { article: id.unwrap_or_default(), date: date.unwrap_or_default(), outlet, title }
        });
        let story = sight.store.story_of(digest.as_str())?.map(StoryRow::from);
        Ok(Article { corrections, copies: copies.collect(), story, ..Article::of(stored) })
    }
}

impl Article {
    /// Of what is stored, or was read just now: without what others have to do with it.
    pub fn of(stored: Stored) -> Article {
        let Stored {
            digest,
            version,
            is_current,
            text,
            record,
            machine,
            language,
            is_coded,
            keep,
            outlet,
            snippets,
        } = stored;
        let snippets =
            snippets.into_iter().map(|(Offsets(start, end), text)| Snippet { start, end, text }).collect();
        Article {
            id: record.id.clone(),
            digest: digest.as_str().to_owned(),
            version,
            is_current,
            date: record.date.to_string(),
            title: record.title.clone(),
            outlet: outlet.or_else(|| record.source.clone()),
            url: record.url.as_deref().and_then(web).map(str::to_owned),
            language,
            is_coded,
            keep: keep.name().to_owned(),
            text,
            snippets,
            marks: marks(&record),
            record,
            machine,
            corrections: Vec::new(),
            copies: Vec::new(),
            story: None,
        }
    }
}
