//! Statements, events and agenda: the one door from article to record.
//!
//! [`Reader::read`] never fails and never panics: odd input gives fewer findings and a note. It is pure: no files, no
//! clock, no threads, no state; the same article gives the same record.

mod agenda;
mod event;
mod explain;
mod statement;

use legation_knowledge::lexicon::frames::Frames;
use legation_knowledge::world::World;
use legation_language::{Deprel, Model, Parse, Upos, Xpos};
use legation_mention::Mentions;
use legation_record::{Note, ReaderVersion, Record, SCHEMA};
use legation_text::{Article, Document, Span};
use std::ops::Range;

pub use event::Pair;
pub use explain::{Reasons, Sureness};

/// Reads articles.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    model: &'static Model,
    world: &'static World,
    frames: &'static Frames,
}

/// An article with everything that the lower layers know of it: what the rules look at.
pub(crate) struct Reading<'a> {
    pub(crate) world: &'static World,
    pub(crate) frames: &'static Frames,
    /// The model by its family: `accurate`, `fast`.
    pub(crate) model: &'static str,
    pub(crate) article: &'a Article,
    pub(crate) document: &'a Document,
    pub(crate) parse: &'a Parse,
    pub(crate) mentions: &'a Mentions,
}

impl Reading<'_> {
    /// The words of a token; empty where there is none.
    pub(crate) fn word(&self, token: u32) -> &str {
        self.document.tokens.get(token as usize).map_or("", |token| token.span.of(&self.article.text))
    }

    /// The outermost quotation that a token stands inside of, as an index into the document's.
    pub(crate) fn quotation_at(&self, token: u32) -> Option<usize> {
        self.quotations_at(token).last()
    }

    /// The quotations that a token stands inside of, the innermost first, as indices into the document's.
    pub(crate) fn quotations_at(&self, token: u32) -> impl Iterator<Item = usize> + '_ {
        let quotations = &self.document.quotations;
        let span = self.document.tokens.get(token as usize).map(|token| token.span);
        let end = span
            .map_or(0, |span| quotations.partition_point(|quotation| quotation.open.start() <= span.start()));
        let mut outer = false;
        let nested = (0..end).rev().take(6).take_while(move |&at| {
            let goes_on = !outer;
            outer = quotations[at].depth == 0;
            goes_on
        });
        nested.filter(move |&at| span.is_some_and(|span| quotations[at].content.contains(span)))
    }

    /// `Turkey, which was not asked, demanded …`: the actor that begins the sentence, parted from its verb by what stands between
    /// commas.
    pub(crate) fn parted_subject(&self, verb: u32) -> Option<u32> {
        let sentence = &self.document.sentences[self.document.sentence_of(verb)?];
        let comma = |at: u32| self.word(at) == ",";
        let finite = matches!(self.parse.word(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let adverb = verb > sentence.tokens.start && self.parse.word(verb - 1).upos == Upos::Adv;
        let before = verb.checked_sub(1 + u32::from(adverb))?;
        let first = (sentence.tokens.start..sentence.tokens.start + 3)
            .find_map(|at| self.mentions.actor_at(at))
            .filter(|actor| actor.grammar != legation_mention::Grammar::Anaphoric)?;
        let end = first.mention.tokens.end;
        (finite && comma(before) && end < before && comma(end)).then_some(first.mention.head)
    }

    /// Where a noun's phrase begins: at the first of what hangs before it by one of these relations, or at the noun.
    pub(crate) fn begin_of(&self, head: u32, relations: &[Deprel]) -> u32 {
        let parse = self.parse;
        let before = parse
            .children(head)
            .filter(|&child| child < head && relations.contains(&parse.word(child).deprel));
        before.map(|child| parse.subtree(child).start).min().unwrap_or(head)
    }

    /// The tokens between the marks of a quotation.
    pub(crate) fn tokens_of(&self, quotation: usize) -> Range<u32> {
        self.document
            .quotations
            .get(quotation)
            .map_or(0..0, |quotation| self.document.tokens_in(quotation.content))
    }

    /// Whether a token opens or closes a quotation.
    pub(crate) fn is_mark(&self, token: u32) -> bool {
        let Some(span) = self.document.tokens.get(token as usize).map(|token| token.span) else {
            return false;
        };
        let end =
            self.document.quotations.partition_point(|quotation| quotation.open.start() <= span.start());
        self.document.quotations[..end].iter().rev().take(6).any(|quotation| {
            quotation.depth == 0 && (quotation.open == span || quotation.close == Some(span))
        })
    }
}

impl Default for Reader {
    fn default() -> Self {
        Reader::new()
    }
}

impl Reader {
    /// A reader with the accurate model.
    pub fn new() -> Reader {
        Reader::with(Model::accurate())
    }

    /// A reader with this model: [`Model::accurate`], or [`Model::fast`] for archives.
    pub fn with(model: &'static Model) -> Reader {
        Reader { model, world: World::embedded(), frames: Frames::embedded() }
    }

    /// The same reader with tables that hold rows of the user's own.
    #[must_use]
    pub fn knowing(self, world: &'static World) -> Reader {
        Reader { world, ..self }
    }

    /// The same reader with frames of the user's own.
    #[must_use]
    pub fn framing(self, frames: &'static Frames) -> Reader {
        Reader { frames, ..self }
    }

    /// The record of an article.
    pub fn read(&self, article: &Article) -> Record<Span> {
        let document = Document::of(article);
        let parse = self.model.parse(&article.text, &document);
        let mentions = legation_mention::find(self.world, article, &document, &parse);
        self.record(article, &document, &parse, mentions)
    }

    /// The record of an article that is not read, as of one in another language: without findings.
    pub fn unread(&self, article: &Article) -> Record<Span> {
        Record {
            schema: SCHEMA,
            id: article.id.clone(),
            date: article.date.into(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            reader: self.version(),
            notes: self.notes(article),
            statements: Vec::new(),
            events: Vec::new(),
            agenda: Vec::new(),
            mentions: legation_record::Mentions {
                times: Vec::new(),
                places: Vec::new(),
                actors: Vec::new(),
                chains: Vec::new(),
            },
            corrected: Vec::new(),
        }
    }

    /// The last step of [`Reader::read`], for whoever has done the others: statements, events and agenda.
    pub fn record(
        &self,
        article: &Article,
        document: &Document,
        parse: &Parse,
        mentions: Mentions,
    ) -> Record<Span> {
        let reading = self.reading(article, document, parse, &mentions);
        let statements = statement::find(&reading).statements;
        let events = event::find(&reading, &statements);
        let agenda = agenda::find(&reading, &statements, &events);
        Record {
            statements,
            events: events.events,
            agenda,
            mentions: written(document, mentions),
            ..self.unread(article)
        }
    }

    /// Why the record of [`Reader::record`] holds what it holds.
    pub fn reasons(
        &self,
        article: &Article,
        document: &Document,
        parse: &Parse,
        mentions: &Mentions,
    ) -> Reasons {
        explain::reasons(&self.reading(article, document, parse, mentions))
    }

    /// The pairs of mentions that are weighed for being one event, with what they have in common: what the weights are learnt from.
    pub fn pairs(&self, article: &Article) -> Vec<Pair> {
        let document = Document::of(article);
        let parse = self.model.parse(&article.text, &document);
        let mentions = legation_mention::find(self.world, article, &document, &parse);
        let reading = self.reading(article, &document, &parse, &mentions);
        event::pairs(&reading, &statement::find(&reading).statements)
    }

    fn reading<'a>(
        &self,
        article: &'a Article,
        document: &'a Document,
        parse: &'a Parse,
        mentions: &'a Mentions,
    ) -> Reading<'a> {
        let (world, frames, model) = (self.world, self.frames, self.family());
        Reading { world, frames, model, article, document, parse, mentions }
    }

    /// The name of the model without its number.
    fn family(&self) -> &'static str {
        let name = self.model.name();
        name.split_once('-').map_or(name, |(family, _)| family)
    }

    /// What is to be said of the article, and of the tables where they are older.
    fn notes(&self, article: &Article) -> Vec<Note<Span>> {
        let of_article =
            article.notes.iter().map(|note| Note { message: note.message.clone(), span: note.span });
        let as_of = self.world.as_of();
        let is_late = article.date > as_of;
        let message = format!(
            "the table of officeholders is of {as_of}, before the article: who held an office may have changed"
        );
        of_article.chain(is_late.then_some(Note { message, span: None })).collect()
    }

    /// The versions of everything that has a say in a record: what reads, and by which tables.
    pub fn version(&self) -> ReaderVersion {
        ReaderVersion {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: self.model.name().to_owned(),
            knowledge: self.world.version(),
            frames: self.frames.version(),
        }
    }
}

/// The mentions as the record holds them.
fn written(document: &Document, mentions: Mentions) -> legation_record::Mentions<Span> {
    let span_of = |tokens: &Range<u32>| document.span_of(tokens.clone());
    let chains = mentions.chains.iter().map(|chain| chain.iter().filter_map(span_of).collect()).collect();
    let mut places: Vec<_> =
        mentions.places.into_iter().chain(mentions.nested_places).map(|place| place.is).collect();
    places.sort_by_key(|place| place.span);
    legation_record::Mentions {
        chains,
        times: mentions.times.into_iter().map(|time| time.is).collect(),
        places,
        actors: mentions.actors.into_iter().map(|actor| actor.mention.is).collect(),
    }
}
