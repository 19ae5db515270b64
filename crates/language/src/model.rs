//! The models that the binary carries: a network each, and the lemma scripts that both use.
//!
//! The file of lemmas: the mark, how many pairs of tags there are, the pairs, the table of scripts.

use crate::form::Forms;
use crate::lemma::lemma;
use crate::network::{Found, Network};
use crate::table::Table;
use crate::{Name, Parse, Role, Upos, Word, Xpos};
use legation_text::Document;
use std::sync::LazyLock;

/// The first bytes of the file of lemmas.
pub const LEMMAS_MARK: &[u8] = b"LEGATION-LEMMAS-1\n";

static LEMMAS: &[u8] = include_bytes!("../../../data/model/lemmas.bin");
static FAST_BYTES: &[u8] = include_bytes!("../../../data/model/fast.bin");
static ACCURATE_BYTES: &[u8] = include_bytes!("../../../data/model/accurate.bin");
static FAST: LazyLock<Model> = LazyLock::new(|| Model::embedded(FAST_BYTES));
static ACCURATE: LazyLock<Model> = LazyLock::new(|| Model::embedded(ACCURATE_BYTES));

/// A trained tagger, lemmatiser, parser and name tagger.
#[derive(Debug)]
pub struct Model {
    /// The pairs of tags that words have.
    pairs: Vec<(Upos, Xpos)>,
    scripts: Table<'static>,
    /// None finds every word a noun on its own.
    network: Option<Network>,
}

impl Model {
    /// The accurate model.
    pub fn accurate() -> &'static Model {
        &ACCURATE
    }

    /// The fast model: half the layers, twice the speed.
    pub fn fast() -> &'static Model {
        &FAST
    }

    /// The bytes of `data/model/accurate.bin`, `fast.bin` and `lemmas.bin` that the binary carries.
    pub fn files() -> [&'static [u8]; 3] {
        [ACCURATE_BYTES, FAST_BYTES, LEMMAS]
    }

    /// The bytes are part of the binary, and a test reads them all: what is missing here is never missing.
    fn embedded(network: &'static [u8]) -> Model {
        let (pairs, scripts) = read_lemmas(LEMMAS).unwrap_or_else(|| (Vec::new(), Table::empty()));
        Model { pairs, scripts, network: Network::read(network) }
    }

    /// Name and version: what a record says it was read with.
    pub fn name(&self) -> &'static str {
        self.network.as_ref().map_or("none", |network| network.name)
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

    /// What words say by themselves, whatever stands around them: a point on a sphere, near to that of words with like uses.
    ///
    /// The encoder's own embedding of their pieces; zeros for no words, and empty without a network. The same on every processor.
    ///
    /// ```
    /// use legation_language::Model;
    /// let like = |a: &str, b: &str| -> f32 {
    ///     let model = Model::accurate();
    ///     model.sense(&[a]).iter().zip(model.sense(&[b])).map(|(a, b)| a * b).sum()
    /// };
    /// assert!(like("earthquake", "quake") > like("earthquake", "meeting"));
    /// ```
    pub fn sense(&self, words: &[&str]) -> Vec<f32> {
        self.network.as_ref().map(|network| network.sense(words)).unwrap_or_default()
    }

    fn read_sentences(&self, sentences: &[&[&str]]) -> Parse {
        let (mut words, mut names) = (Vec::new(), Vec::new());
        let (mut signals, mut roles) = (Vec::new(), Vec::new());
        let found = match &self.network {
            Some(network) => network.find(sentences, &self.pairs),
            None => sentences.iter().map(|words| Found::nothing(words.len())).collect(),
        };
        for (sentence, mut found) in sentences.iter().zip(found) {
            let first = words.len() as u32;
            signals.append(&mut found.signals);
            roles.extend(found.roles.drain(..).map(|role| Role {
                trigger: role.trigger + first,
                phrase: role.phrase + first,
                ..role
            }));
            self.write(sentence, found, &mut words, &mut names);
        }
        Parse::new(words, names).with_signals(signals, roles)
    }

    /// Adds what was found in a sentence, with lemmas.
    fn write(&self, sentence: &[&str], found: Found, words: &mut Vec<Word>, names: &mut Vec<Name>) {
        let first = words.len() as u32;
        let forms = Forms::of(sentence);
        for (place, ((upos, xpos), (head, deprel))) in found.tags.into_iter().zip(found.tree).enumerate() {
            let lemma =
                lemma(&self.scripts, sentence[place], &forms.lowered[place], upos, xpos, forms.shouted);
            words.push(Word { upos, xpos, lemma, head: head.map(|head| head as u32 + first), deprel });
        }
        names.extend(
            found
                .names
                .into_iter()
                .map(|name| Name { tokens: name.tokens.start + first..name.tokens.end + first, ..name }),
        );
    }
}

/// The pairs of tags and the scripts in the bytes of a file; `None` where they are not one.
fn read_lemmas(bytes: &'static [u8]) -> Option<(Vec<(Upos, Xpos)>, Table<'static>)> {
    let (&count, rest) = bytes.strip_prefix(LEMMAS_MARK)?.split_first()?;
    let (pairs, rest) = rest.split_at_checked(2 * count as usize)?;
    let mut tags = Vec::new();
    for [upos, xpos] in pairs.as_chunks::<2>().0 {
        tags.push((*Upos::ALL.get(*upos as usize)?, *Xpos::ALL.get(*xpos as usize)?));
    }
    let (scripts, rest) = Table::read(rest)?;
    rest.is_empty().then_some((tags, scripts))
}
