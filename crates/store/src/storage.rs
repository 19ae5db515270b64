//! What any database must do that keeps the archive.

use crate::{
    Answer, Changes, Corrections, Digest, Entry, Filter, Findings, KeptCorrection, Leaf, Linked, Links,
    Outcome, Question, Series, SeriesQuestion, StoreError, Stored, Story, Tie, Told,
};
use legation_record::Offsets;
use legation_record::correction::Correction;

/// A database that keeps articles and their records. [`conformance`](crate::conformance) tests that one does as it should.
pub trait Storage {
    /// Keeps a batch, whole or not at all; says of each entry what became of it. When it returns, the batch is safe.
    fn add(&mut self, entries: &[Entry]) -> Result<Vec<Outcome>, StoreError>;

    /// Which of the articles are there already.
    fn known(&self, digests: &[Digest]) -> Result<Vec<bool>, StoreError>;

    /// Puts a new record in the place of an article's old one. False where the article is not there.
    fn replace(&mut self, entry: &Entry) -> Result<bool, StoreError>;

    /// Gives an article its text back; the entry's digest must be one that is there. False where it is not, or has its text.
    fn restore(&mut self, entry: &Entry) -> Result<bool, StoreError>;

    /// Keeps corrections, and brings the records and rows of their articles to what follows; whole or not at all. One that is there is not
    /// kept twice; one that fits nowhere is kept, and told of as an orphan. `sentences` cuts the text of an article, as those who add do.
    fn correct(
        &mut self,
        corrections: &[Correction],
        sentences: &dyn Fn(&Stored) -> Vec<Offsets>,
    ) -> Result<Corrections, StoreError>;

    /// Every correction, or those of an article, by article and moment, with what became of each.
    fn corrections(&self, article: Option<&Digest>) -> Result<Vec<KeptCorrection>, StoreError>;

    /// Which events of different articles people have said to be one, or not to be.
    fn ties(&self) -> Result<Vec<Tie>, StoreError>;

    /// The rows that answer a question.
    fn ask(&self, question: &Question) -> Result<Answer, StoreError>;

    /// Articles or statements with certain words, the best first.
    fn search(&self, search: &Search) -> Result<Vec<Hit>, StoreError>;

    /// A measure of what two parties do, period by period.
    fn series(&self, question: &SeriesQuestion) -> Result<Series, StoreError>;

    /// The current article of that id, or any whose digest begins so.
    fn find(&self, name: &str) -> Result<Option<Stored>, StoreError>;

    /// Every article that the filter lets through, in an order that depends on nothing but content; older versions too if asked.
    fn each(
        &self,
        filter: &Filter,
        versions: bool,
        visit: &mut dyn FnMut(Stored) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Every event that the filter lets through, article by article, in an order that depends on nothing but content. One article is in
    /// memory at a time.
    fn each_event(
        &self,
        filter: &Filter,
        visit: &mut dyn FnMut(Told) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Every article that the filter lets through or in which it lets something through, with those of its events, statements and agenda items,
    /// and with what these refer to, in an order that depends on nothing but content. Of articles, the filter asks for their own days, outlet
    /// and words alone. Where it sets a day as of which things were known, it holds for the versions of that day, with all that was read in them.
    /// One article is in memory at a time.
    fn each_finding(
        &self,
        filter: &Filter,
        visit: &mut dyn FnMut(Findings) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// How far the articles are linked, with leaves of a form.
    fn linked(&self, form: u32) -> Result<Linked, StoreError>;

    /// Those articles that the filter lets through and that have their text, or its sentences with evidence, and no leaf of that form.
    fn waiting(&self, form: u32, filter: &Filter) -> Result<Vec<Digest>, StoreError>;

    /// The leaf of every article that the filter lets through, in an order that depends on nothing but content.
    fn leaves(
        &self,
        form: u32,
        filter: &Filter,
        visit: &mut dyn FnMut(Leaf) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Keeps leaves of a form; those of articles that are no longer current are left out. They go with their articles' records.
    fn keep_leaves(&mut self, form: u32, leaves: &[Leaf]) -> Result<(), StoreError>;

    /// Forgets all leaves.
    fn forget_leaves(&mut self) -> Result<(), StoreError>;

    /// Puts what was linked in the place of what was linked before, whole or not at all; says what differs.
    fn keep_links(&mut self, links: &Links) -> Result<Changes, StoreError>;

    /// The families of copies that were linked last, the first of each first.
    fn families(&self) -> Result<Vec<Vec<Digest>>, StoreError>;

    /// The stories that were linked last.
    fn stories(&self) -> Result<Vec<Story>, StoreError>;

    /// How much there is.
    fn stats(&self) -> Result<Stats, StoreError>;

    /// What contradicts itself, a sentence each; nothing in a sound store.
    fn check(&self) -> Result<Vec<String>, StoreError>;
}

/// A search for words.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words, phrases in quotation marks, `AND`, `OR`, `NOT`, beginnings with a star.
    pub words: String,
    /// Only what was said by one whose name has these words.
    pub speaker: Option<String>,
    /// Days, outlet and actors of the articles.
    pub filter: Filter,
    /// At most so many.
    pub limit: u32,
}

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article's id.
    pub article: String,
    /// The day it was published.
    pub date: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Who says it, in a search of what was said.
    pub who: Option<String>,
    /// The words around what was found, which stands between [`Hit::OPEN`] and [`Hit::CLOSE`].
    pub snippet: String,
    /// How well it fits (BM25): more is better. 0 where half of the articles have the word, which then says nothing: the newest come first.
    pub score: f64,
}

impl Hit {
    /// Before what was found.
    pub const OPEN: char = '\u{2}';
    /// After what was found.
    pub const CLOSE: char = '\u{3}';
}

/// How much there is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Articles, by their current versions.
    pub articles: u64,
    /// Older versions.
    pub older_versions: u64,
    /// Articles in languages that are not read.
    pub not_coded: u64,
    /// Events.
    pub events: u64,
    /// Statements.
    pub statements: u64,
    /// Agenda items.
    pub agenda: u64,
    /// Actors.
    pub actors: u64,
    /// The first and the last day of publication.
    pub days: Option<(String, String)>,
    /// Events by type, status and the rest: kind, value, how many.
    pub tally: Vec<(String, String, u64)>,
    /// Articles by outlet, the most frequent first.
    pub outlets: Vec<(String, u64)>,
    /// The size of the file.
    pub bytes: u64,
}
