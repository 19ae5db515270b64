//! The trained model: one file of tables, read where it lies.
//!
//! The file: the mark `LEGATION`, one line with the name, a count and the pairs of tags, then six tables: words to
//! tags, weights of the tagger, lemma scripts, weights of the parser, listed names, weights of the name tagger.

use crate::accurate::{Accurate, Found};
use crate::form::Forms;
use crate::gazetteer;
use crate::lemma::lemma;
use crate::names::{self, Memory, NameSource};
use crate::table::Table;
use crate::tagger::{self, Known};
use crate::{Deprel, Parse, Upos, Word, Xpos, parser};
use legation_text::Document;
use std::sync::LazyLock;

/// The first bytes of a model file.
pub const MARK: &[u8; 8] = b"LEGATION";

/// A trained tagger, lemmatiser, parser and name tagger.
#[derive(Debug)]
pub struct Model {
    name: &'static str,
    tags: Vec<(Upos, Xpos)>,
    words: Table<'static>,
    tagger: Table<'static>,
    scripts: Table<'static>,
    parser: Table<'static>,
    listed: Table<'static>,
    names: Table<'static>,
    /// Takes the place of all but the lemmatiser.
    accurate: Option<Accurate>,
}

static EMBEDDED: &[u8] = include_bytes!("../../../data/model/fast.bin");
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(EMBEDDED).unwrap_or_else(Model::blank));
static EMBEDDED_ACCURATE: &[u8] = include_bytes!("../../../data/model/accurate.bin");
static ACCURATE: LazyLock<Model> = LazyLock::new(|| {
    let model = Model::read(EMBEDDED).unwrap_or_else(Model::blank);
    let accurate = Accurate::read(EMBEDDED_ACCURATE);
    Model { name: accurate.as_ref().map_or(model.name, |accurate| accurate.name), accurate, ..model }
});

impl Model {
    /// The fast model that the binary carries.
    pub fn embedded() -> &'static Model {
        &MODEL
    }

    /// The accurate model that the binary carries: slower by an order of magnitude.
    pub fn accurate() -> &'static Model {
        &ACCURATE
    }

    /// The bytes of the accurate model that the binary carries: `data/model/accurate.bin`.
    pub fn accurate_bytes() -> &'static [u8] {
        EMBEDDED_ACCURATE
    }

    /// The bytes of the model that the binary carries: `data/model/fast.bin`.
    pub fn embedded_bytes() -> &'static [u8] {
        EMBEDDED
    }

    /// A model that knows nothing: every word a noun that depends on the next.
    pub(crate) fn blank() -> Model {
        let none = Table::empty();
        Model {
            name: "blank",
            tags: vec![(Upos::Noun, Xpos::Nn)],
            words: none,
            tagger: none,
            scripts: none,
            parser: none,
            listed: none,
            names: none,
            accurate: None,
        }
    }
}

impl Model {
    /// The model in the bytes of a model file; `None` where they are not one.
    pub fn read(bytes: &'static [u8]) -> Option<Model> {
        let (model, rest) = Model::read_head(bytes)?;
        let (names, rest) = Table::read(rest)?;
        rest.is_empty().then_some(Model { names, ..model })
    }

    /// A model without weights of names, and the bytes that hold them.
    pub(crate) fn read_head(bytes: &'static [u8]) -> Option<(Model, &'static [u8])> {
        let rest = bytes.strip_prefix(MARK)?;
        let (&length, rest) = rest.split_first()?;
        let (name, rest) = rest.split_at_checked(length as usize)?;
        let (&count, rest) = rest.split_first()?;
        let (pairs, rest) = rest.split_at_checked(2 * count as usize)?;
        let mut tags = Vec::new();
        for [upos, xpos] in pairs.as_chunks::<2>().0 {
            tags.push((*Upos::ALL.get(*upos as usize)?, *Xpos::ALL.get(*xpos as usize)?));
        }
        let (words, rest) = Table::read(rest)?;
        let (tagger, rest) = Table::read(rest)?;
        let (scripts, rest) = Table::read(rest)?;
        let (parser, rest) = Table::read(rest)?;
        let (listed, rest) = Table::read(rest)?;
        let name = std::str::from_utf8(name).ok()?;
        let names = Table::empty();
        let model = Model { name, tags, words, tagger, scripts, parser, listed, names, accurate: None };
        (!model.tags.is_empty()).then_some((model, rest))
    }

    /// Name and version: what a record says it was read with.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Reads a document. `text` is the text that the document was cut from.
    ///
    /// The parse has one word a token, whatever the document.
    pub fn parse(&self, text: &str, document: &Document) -> Parse {
        let tokens: Vec<&str> = document.tokens.iter().map(|token| token.span.of(text)).collect();
        let ends = document.sentences.iter().map(|sentence| sentence.tokens.end as usize);
        let mut sentences: Vec<&[&str]> = Vec::new();
        let mut start = 0;
        for end in ends.chain([tokens.len()]) {
            if let Some(sentence) = tokens.get(start..end)
                && !sentence.is_empty()
            {
                sentences.push(sentence);
                start = end;
            }
        }
        self.read_sentences(&sentences)
    }

    /// Reads sentences that are cut into words already; the document is their words in order.
    pub fn parse_words(&self, sentences: &[Vec<&str>]) -> Parse {
        let sentences: Vec<&[&str]> =
            sentences.iter().map(Vec::as_slice).filter(|sentence| !sentence.is_empty()).collect();
        self.read_sentences(&sentences)
    }

    fn read_sentences(&self, sentences: &[&[&str]]) -> Parse {
        let (mut words, mut names, mut memory) = (Vec::new(), Vec::new(), Memory::default());
        if let Some(accurate) = &self.accurate {
            for (sentence, found) in sentences.iter().zip(accurate.find(sentences, &self.tags)) {
                self.write_found(sentence, found, &mut words, &mut names);
            }
        } else {
            for sentence in sentences {
                self.read_sentence(sentence, &mut memory, &mut words, &mut names);
            }
        }
        Parse::new(words, names)
    }

    /// What the accurate model found in a sentence, with lemmas.
    fn write_found(
        &self,
        sentence: &[&str],
        found: Found,
        words: &mut Vec<Word>,
        names: &mut Vec<crate::Name>,
    ) {
        let first = words.len() as u32;
        let forms = Forms::of(sentence);
        for (place, ((upos, xpos), (head, deprel))) in found.tags.into_iter().zip(found.tree).enumerate() {
            let lemma =
                lemma(&self.scripts, sentence[place], &forms.lowered[place], upos, xpos, forms.shouted);
            words.push(Word { upos, xpos, lemma, head: head.map(|head| head as u32 + first), deprel });
        }
        names.extend(
            found.names.into_iter().map(|name| crate::Name {
                tokens: name.tokens.start + first..name.tokens.end + first,
                ..name
            }),
        );
    }

    fn read_sentence(
        &self,
        sentence: &[&str],
        memory: &mut Memory,
        words: &mut Vec<Word>,
        names: &mut Vec<crate::Name>,
    ) {
        let first = words.len() as u32;
        let forms = self.forms(sentence);
        let known = self.known(&forms);
        let tags = self.tag(&forms, &known);
        let between = parser::Between::of(tags.iter().map(|&tag| self.pair(tag)));
        let tree = parser::parse(&forms, &tags, &between, &self.parser);
        for ((place, (head, deprel)), &tag) in tree.tree().enumerate().zip(&tags) {
            let (upos, xpos) = self.pair(tag);
            let lemma =
                lemma(&self.scripts, sentence[place], &forms.lowered[place], upos, xpos, forms.shouted);
            let head = head.map(|head| head + first);
            let deprel = if head.is_none() { Deprel::Root } else { deprel };
            words.push(Word { upos, xpos, lemma, head, deprel });
        }
        let listed = self.listed(&forms);
        let runs = names::runs(&forms);
        let source = NameSource { forms: &forms, tags: &tags, runs: &runs, listed: &listed, memory };
        let labels = names::label(&source, &self.names);
        memory.keep(&forms, &labels);
        names.extend(names::spelled(&labels, first));
    }

    /// The forms of a sentence's words, with their classes.
    pub fn forms(&self, words: &[&str]) -> Forms {
        let mut forms = Forms::of(words);
        for word in &mut forms.words {
            if let Some(&[class]) = self.words.get(tagger::class_key(word.lower)) {
                word.class = u64::from(class) + 1;
            }
        }
        forms
    }

    /// What the dictionary knows of a sentence's words.
    pub fn known(&self, forms: &Forms) -> Vec<Known> {
        forms.words.iter().map(|word| Known::of(self.words.get(word.lower))).collect()
    }

    /// The numbers of a sentence's tags.
    pub fn tag(&self, forms: &Forms, known: &[Known]) -> Vec<u8> {
        tagger::tag(forms, known, self.tags.len(), &self.tagger)
    }

    /// The pair of tags of a number.
    pub fn pair(&self, tag: u8) -> (Upos, Xpos) {
        self.tags.get(tag as usize).copied().unwrap_or((Upos::X, Xpos::Nn))
    }

    /// What is listed of a sentence's words.
    pub fn listed(&self, forms: &Forms) -> Vec<(u8, bool)> {
        let words: Vec<u64> =
            forms.words.iter().map(|word| if forms.shouted { word.lower } else { word.exact }).collect();
        gazetteer::listed(&self.listed, &words, |at| {
            forms.shouted
                || !matches!(forms.words[at].case, crate::form::Case::Lower | crate::form::Case::None)
        })
    }
}
