//! The tables of a release, column by column.

use crate::export::Kind;

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The column by whose value a row is known.
    pub key: &'static str,
    /// The columns. Those of the text are there only where it is asked for.
    columns: &'static [Column],
}

impl Table {
    /// The columns, with those of the text or without.
    pub fn columns(&self, with_text: bool) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(move |column| with_text || !column.is_text)
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What that means.
    pub about: &'static str,
    /// The table whose key its values are.
    pub refers_to: Option<&'static str>,
    /// Whether it holds words of the article.
    pub is_text: bool,
}

impl Column {
    /// Its kind in a word.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Text => "text",
            Kind::Texts => "list",
            Kind::Day => "day",
            Kind::Number => "number",
            Kind::Whole => "whole",
            Kind::Truth => "truth",
        }
    }
}

const fn is(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about, refers_to: None, is_text: false }
}

const fn refers(name: &'static str, kind: Kind, table: &'static str, about: &'static str) -> Column {
    Column { name, kind, about, refers_to: Some(table), is_text: false }
}

const fn words(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, about, refers_to: None, is_text: true }
}

/// The tables, in the order in which a release has them.
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// A table by its name.
pub(super) fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

use Kind::{Day, Number, Text, Texts, Truth, Whole};

const TABLES: [Table; 6] = [
    Table {
        name: "events",
        about: "who did what to whom, as one article tells it",
        key: "key",
        columns: &[
            is("key", Text, "the row, in this release and in every other"),
            is("id", Text, "the event in the record of its article; copies of one text have the same ids"),
            refers("digest", Text, "articles", "the article"),
            is("article", Text, "the id the article came with"),
            is("published", Day, "when the article was published"),
            is("outlet", Text, "its outlet"),
            is(
                "day",
                Day,
                "the day it is filed under; none for history without a date and for dates less exact than a week",
            ),
            is("day_basis", Text, "`text`: the article tells the day; `published`: it tells none"),
            is("start", Text, "the first day, week, month or year, as exact as told"),
            is("end", Text, "the last; none where it goes on"),
            is("type", Text, "PLOVER type"),
            is("mode", Text, "PLOVER mode"),
            is("cameo", Text, "CAMEO code"),
            is("quad", Text, "quad class"),
            is("contexts", Texts, "PLOVER contexts"),
            is("status", Text, "occurred, ongoing, planned, possible, conditional, proposed, denied"),
            is("background", Truth, "told as history or context"),
            is("source", Texts, "who; of symmetric types everybody"),
            is("source_codes", Texts, "their codes, in the same order"),
            refers("source_actors", Texts, "actors", "their rows among the actors"),
            is("target", Texts, "to whom"),
            is("target_codes", Texts, "their codes"),
            refers("target_actors", Texts, "actors", "their rows among the actors"),
            is(
                "dyads",
                Texts,
                "the pairs of parties: `RUS-USA` where both do it, `RUS>UKR` where one does it to the other; none without a day",
            ),
            is("place", Text, "where"),
            is("country", Text, "its country, ISO 3166 alpha-3"),
            is("lat", Number, "degrees north"),
            is("lon", Number, "degrees east"),
            is("geonameid", Whole, "its number in GeoNames"),
            is("round", Whole, "which meeting of its series it is"),
            is("plover_score", Number, "PLOVER's conflict-cooperation score"),
            is("goldstein", Number, "Goldstein's score"),
            is("according_to", Text, "the speaker who alone asserts it; none where the article does"),
            refers("statement", Text, "statements", "the statement in which he does"),
            is("confidence_type", Number, "how sure the type is, 0 to 1"),
            is("confidence_status", Number, "the status"),
            is("confidence_actors", Number, "the participants"),
            is("confidence_date", Number, "the date"),
            is("confidence_place", Number, "the place"),
            is(
                "triggers",
                Texts,
                "where the words stand that tell of it: code points of the article's text, end-exclusive",
            ),
            is("fused", Text, "the fused event it is joined to over articles; none before `legation link`"),
            refers("corrections", Texts, "corrections", "the corrections that concern it"),
            words("trigger_words", "the words that tell of it"),
            words("sentence", "the sentence of the first of them"),
        ],
    },
    Table {
        name: "statements",
        about: "who said what, in one article",
        key: "key",
        columns: &[
            is("key", Text, "the row, in this release and in every other"),
            is("id", Text, "the statement in the record of its article"),
            refers("digest", Text, "articles", "the article"),
            is("article", Text, "the id the article came with"),
            is("published", Day, "when the article was published"),
            is("outlet", Text, "its outlet"),
            is("day", Day, "the day it is filed under"),
            is("day_basis", Text, "`text`: the article tells the day; `published`: it tells none"),
            is("date", Text, "when it was said, as exact as told"),
            is("who", Text, "the speaker"),
            is("codes", Texts, "the codes of the speaker, or of all who say it together"),
            refers("speakers", Texts, "actors", "their rows among the actors"),
            is("kind", Text, "speech, attitude"),
            is("mode", Text, "direct, indirect, mixed"),
            is("polarity", Text, "affirmed, denied, declined"),
            refers("inside", Text, "statements", "the statement it is told inside of"),
            is("confidence", Number, "how sure it is, 0 to 1"),
            is("speaker_span", Text, "where the words stand that name the speaker"),
            is("cue_span", Text, "where the words stand that carry it"),
            is("content_spans", Texts, "where the content stands"),
            refers("corrections", Texts, "corrections", "the corrections that concern it"),
            words("cue", "the words that carry it"),
            words("content", "what was said"),
            words("sentence", "the sentence in which it begins"),
        ],
    },
    Table {
        name: "agenda",
        about: "what talks are about, or are said not to be, in one article",
        key: "key",
        columns: &[
            is("key", Text, "the row, in this release and in every other"),
            refers("digest", Text, "articles", "the article"),
            is("article", Text, "the id the article came with"),
            is("published", Day, "when the article was published"),
            refers("event", Text, "events", "the talks"),
            is("day", Day, "their day"),
            is("parties", Texts, "their parties"),
            is("codes", Texts, "the codes of these"),
            is("place", Text, "their place"),
            is("status", Text, "their status"),
            is("scope", Text, "on, off"),
            is("topic", Text, "the topic"),
            is("topic_span", Text, "where the words stand that name it"),
            is("according_to", Text, "the speaker who alone says so"),
            refers("statement", Text, "statements", "the statement in which he does"),
            refers("corrections", Texts, "corrections", "the corrections that concern it"),
        ],
    },
    Table {
        name: "actors",
        about: "somebody who takes part or speaks, with how often that is in this release",
        key: "key",
        columns: &[
            is("key", Text, "the row, in this release and in every other"),
            is("code", Text, "the code"),
            is("who", Text, "the name"),
            is("entity", Text, "the known person, office or body"),
            is("events", Whole, "how many events"),
            is("statements", Whole, "how many statements"),
        ],
    },
    Table {
        name: "articles",
        about: "an article: of the days asked for, or of other days and telling of these",
        key: "digest",
        columns: &[
            is("digest", Text, "SHA-256 of its date, outlet, headline and text"),
            is("id", Text, "the id it came with"),
            is("date", Day, "when it was published"),
            is("source", Text, "its outlet"),
            is("source_country", Text, "the outlet's country"),
            is("source_kind", Text, "wire, public, private, state, ministry, igo, ngo"),
            is("url", Text, "its address"),
            is("language", Text, "its language"),
            is("is_coded", Truth, "FALSE: in a language that is not read"),
            is("version", Whole, "which version of the article it is"),
            is("keep", Text, "how much of its text the archive has: full, snippets, digest"),
            is(
                "in_period",
                Truth,
                "whether the article itself is of the days and outlets asked for; count these alone",
            ),
            is("family", Text, "of copies of one text: the digest of the first; none before `legation link`"),
            is("reader", Text, "the version of the program that read it"),
            is("model", Text, "the language model"),
            is("knowledge", Text, "the digest of the tables of the world"),
            is("frames", Text, "the digest of the codebook, frames and cues"),
            is("events", Whole, "how many of its events are in this release"),
            is("statements", Whole, "how many of its statements"),
            is("agenda", Whole, "how many of its agenda items"),
            refers("corrections", Texts, "corrections", "what people have corrected in it"),
            words("title", "its headline"),
            words("text", "its text, where the archive may keep it"),
        ],
    },
    Table {
        name: "corrections",
        about: "a correction of the machine by a person",
        key: "id",
        columns: &[
            is("id", Text, "the correction"),
            refers("digest", Text, "articles", "the article"),
            is("part", Text, "events, statements, agenda, articles"),
            is(
                "findings",
                Texts,
                "the ids of what it concerns, in the record of the article; of agenda items that of their event",
            ),
            is("verb", Text, "accept, reject, set, add, merge, split"),
            is("field", Text, "the field that is set"),
        ],
    },
];
