//! The words that tell of an event, and what must stand with them; and the words that tell whether it happened.

mod form;

use crate::codebook;
use crate::table::{Fault, Table, digest};
pub use form::Way;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/frames.rs"));
include!(concat!(env!("OUT_DIR"), "/status.rs"));
include!(concat!(env!("OUT_DIR"), "/families.rs"));
include!(concat!(env!("OUT_DIR"), "/rounds.rs"));
include!(concat!(env!("OUT_DIR"), "/control.rs"));

/// A wording of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The lemma of its head word.
    pub head: &'static str,
    /// The lemmas that stand right before it.
    pub before: &'static [&'static str],
    /// Its part of speech.
    pub class: Class,
    /// What must stand with it.
    pub needs: &'static [Need],
    /// PLOVER type.
    pub kind: &'static str,
    /// PLOVER mode; empty for none.
    pub mode: &'static str,
    /// CAMEO code.
    pub cameo: &'static str,
    /// The grammatical place of who does it (`subj`, `obj`, `poss`, a preposition, several parted by `|`); empty for the usual ones.
    pub source: &'static str,
    /// The place of whom it is done to.
    pub target: &'static str,
}

/// What a word says of a meeting's place in a series of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundWord {
    /// A noun for one of a series: `round`, `phase`.
    Round,
    /// A noun for a meeting, which may be one of a series: `summit`.
    Meeting,
    /// A noun for talks, one meeting or all of a series: `consultations`.
    Talks,
    /// A noun for a part of a meeting: `session`, `day`.
    Part,
    /// An adjective for the first: `inaugural`.
    First,
    /// An adjective for one that is yet to come: `next`, `another`.
    Ahead,
    /// An adjective for one that is over: `last`, `previous`.
    Held,
}

/// Something that must, or must not, stand with a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// How.
    pub way: Way,
    /// One of these lemmas.
    pub words: &'static [&'static str],
    /// Of a preposition: its noun, one of these lemmas where there are any.
    pub nouns: &'static [&'static str],
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `meet`.
    Verb,
    /// `talks`.
    Noun,
}

/// The part of speech of a word that tells whether something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusClass {
    /// `want`.
    Verb,
    /// `proposal`.
    Noun,
    /// `upcoming`.
    Adjective,
    /// `will`.
    Modal,
    /// `if`.
    Mark,
    /// `war`: what goes on where nothing says otherwise.
    State,
    /// `on deck` behind a noun: a preposition and its noun.
    Phrase,
    /// `first to`, `take opportunity to`, `during`: what follows has happened, if what governs it has.
    Factive,
    /// `negotiation`: the deal that it is about is still open.
    About,
    /// `only` behind `not`, which then denies nothing.
    Only,
    /// `start`: a verb of which the object has begun, unless more words stand above: `will start to`.
    Begin,
}

/// What part the subject of a verb has in the act that its object, or a complement, names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It does it: `carried out strikes`.
    Source,
    /// It has it done to it: `faces charges`.
    Target,
    /// It has it said to it, if it is something said (`denied the allegations`); is one of two, if it takes two (`ruled out talks`).
    Told,
    /// Neither: `condemned the strikes`.
    Outside,
}

/// The frames that the program carries, and the user's own before them.
#[derive(Debug, Default)]
pub struct Frames {
    /// The user's, by head word.
    own: Vec<Frame>,
    digest: Option<String>,
}

impl Frames {
    /// Those that the program carries.
    pub fn embedded() -> &'static Frames {
        static FRAMES: OnceLock<Frames> = OnceLock::new();
        FRAMES.get_or_init(Frames::default)
    }

    /// Adds a table of the user's own: tab-separated, with the columns of those under `data/frames/` (`trigger`, `pos`, `type`, and
    /// where they are needed `needs`, `mode`, `cameo`, `roles`).
    ///
    /// A row stands before all that the program carries for its head word. The type `none` takes a wording out. Rows stay in memory
    /// for as long as the program runs.
    ///
    /// # Errors
    ///
    /// The first row that does not fit, by its line.
    ///
    /// ```
    /// use legation_knowledge::lexicon::frames::{Class, Frames};
    /// let mut frames = Frames::default();
    /// frames.add("trigger\tpos\ttype\tcameo\nhuddle\tverb\tCONSULT\t040\n").unwrap();
    /// assert_eq!(frames.find("huddle", Class::Verb).next().unwrap().kind, "CONSULT");
    /// assert_eq!(frames.add("trigger\tpos\ttype\nhuddle\tverb\tCHAT\n").unwrap_err().line, 2);
    /// ```
    pub fn add(&mut self, text: &str) -> Result<(), Fault> {
        let table = Table::parse(text)?;
        if let Some(missing) = ["trigger", "pos", "type"].into_iter().find(|column| !table.has(column)) {
            return Err(Fault { line: 1, why: format!("no column `{missing}`") });
        }
        for row in table.rows() {
            let written = form::read(|column| row.cell(column), codebook::is_mode, codebook::is_code)
                .map_err(|why| row.fault(why))?;
            self.own.push(kept(&written));
        }
        self.own.sort_by_key(|frame| frame.head);
        let before = self.digest.iter().flat_map(|digest| digest.bytes());
        self.digest = Some(digest(before.chain(text.bytes())));
        Ok(())
    }

    /// The digest of the tables that decide how words are read; behind a `+` that of the user's own.
    pub fn version(&self) -> String {
        let carried = super::version();
        self.digest.as_ref().map_or_else(|| carried.to_owned(), |own| format!("{carried}+{own}"))
    }

    /// The frames of a head word: the user's, then the most specific first.
    pub fn find<'a>(&'a self, lemma: &str, class: Class) -> impl Iterator<Item = &'a Frame> + use<'a> {
        let own = of_head(&self.own, lemma).iter();
        own.chain(of_head(FRAMES, lemma)).filter(move |frame| frame.class == class)
    }
}

/// Those of a head word among frames that are sorted by it.
fn of_head<'a>(frames: &'a [Frame], lemma: &str) -> &'a [Frame] {
    let start = frames.partition_point(|frame| frame.head < lemma);
    let end = frames.partition_point(|frame| frame.head <= lemma);
    &frames[start..end]
}

impl Need {
    /// Whether it takes any word: `inf:*`.
    pub fn takes_any(&self) -> bool {
        self.words == [form::ANY]
    }
}

/// Whether a word of a need stands for an actor of this sector: `@media` for `MED`, `@person` for whoever is named.
pub fn is_kind(word: &str, sector: &str, is_person: bool) -> bool {
    word == form::PERSON && is_person
        || form::KINDS.iter().any(|(kind, sectors)| *kind == word && sectors.contains(&sector))
}

impl Frame {
    /// Whether its wording is sure of itself: several words, or several needs.
    pub fn is_exact(&self) -> bool {
        !self.before.is_empty() || self.needs.len() > 1
    }

    /// Whether its word alone tells of it, whatever stands with it but what it excludes.
    pub fn is_bare(&self) -> bool {
        self.before.is_empty() && self.needs.iter().all(|need| need.way == Way::Without)
    }

    /// Whether it says that its wording tells of no event.
    pub fn is_none(&self) -> bool {
        self.kind == form::NONE
    }
}

/// A row of the user, kept for as long as the program runs.
fn kept(written: &form::Written<'_>) -> Frame {
    let leaked = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    let list = |words: &[&str]| -> &'static [&'static str] {
        Vec::leak(words.iter().map(|word| leaked(word)).collect())
    };
    let needs = written.needs.iter();
    let needs = needs.map(|(way, words, nouns)| Need { way: *way, words: list(words), nouns: list(nouns) });
    Frame {
        head: leaked(written.head),
        before: list(&written.before),
        class: if written.is_verb { Class::Verb } else { Class::Noun },
        needs: Vec::leak(needs.collect()),
        kind: leaked(written.kind),
        mode: leaked(written.mode),
        cameo: leaked(written.cameo),
        source: leaked(written.source),
        target: leaked(written.target),
    }
}

/// The status that a word gives to what it governs, as the record spells it.
pub fn status(word: &str, class: StatusClass) -> Option<&'static str> {
    let start = STATUS.partition_point(|(known, ..)| *known < word);
    STATUS[start..]
        .iter()
        .take_while(|(known, ..)| *known == word)
        .find(|(_, known, _)| *known == class)
        .map(|(_, _, status)| *status)
}

/// The families of a word among those that tell of events of a type: words of one family (`sue`, `lawsuit`) can tell of the same deed.
pub fn families(word: &str, kind: &str) -> impl Iterator<Item = &'static str> {
    let start = FAMILIES.partition_point(|(known, of, _)| (*known, *of) < (word, kind));
    let of_word = FAMILIES[start..].iter().take_while(move |(known, of, _)| (*known, *of) == (word, kind));
    of_word.map(|(.., family)| *family)
}

/// What a word says of a meeting's place in a series of them.
pub fn round(word: &str) -> Option<RoundWord> {
    let at = ROUNDS.binary_search_by_key(&word, |(known, _)| known);
    at.ok().map(|at| ROUNDS[at].1)
}

/// Where he stands who does what a clause tells of that a word governs: `obj` of `urge` before `to`, behind `on` of `pressure`, `subj`
/// of `promise`, nowhere (`none`) of `condemn`. `mark` is the word that opens the clause, empty for a bare gerund. None where the word
/// is like any other.
pub fn control(word: &str, class: Class, mark: &str) -> Option<&'static str> {
    let start = CONTROL.partition_point(|(known, ..)| *known < word);
    let mut rows = CONTROL[start..].iter().take_while(|(known, ..)| *known == word);
    rows.find(|(_, known, marks, _)| *known == class && marks.contains(&mark)).map(|(.., doer)| *doer)
}

/// What part the subject of a verb has in the act that its object names, or its complement with a preposition.
pub fn part(verb: &str, preposition: &str) -> Option<Part> {
    let at = LIGHT.binary_search_by_key(&(verb, preposition), |(known, with, _)| (known, with));
    at.ok().map(|at| LIGHT[at].2)
}
