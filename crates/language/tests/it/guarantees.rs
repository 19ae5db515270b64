//! What holds whatever the input.

use legation_language::{Deprel, Model, Parse};
use legation_text::{Document, Sentence, Span, Token};
use proptest::prelude::*;

/// A document over words parted by blanks; a word that is a line break ends the sentence.
fn document(words: &[String]) -> (String, Document) {
    let text = words.join(" ");
    let (mut at, mut first) = (0, 0);
    let mut document = Document::default();
    let mut close = |document: &mut Document| {
        let tokens = first..document.tokens.len() as u32;
        if let Some(span) = document.span_of(tokens.clone()) {
            document.sentences.push(Sentence { span, tokens: tokens.clone(), paragraph: 0 });
            first = tokens.end;
        }
    };
    for word in words {
        if let Some(span) = Span::new(&text, at, at + word.len())
            && !word.is_empty()
        {
            document.tokens.push(Token { span, joined: false });
        }
        at += word.len() + 1;
        if word == "\n" {
            close(&mut document);
        }
    }
    close(&mut document);
    (text, document)
}

fn hold(parse: &Parse, document: &Document) {
    assert_eq!(parse.words().len(), document.tokens.len());
    for sentence in &document.sentences {
        let roots = sentence.tokens.clone().filter(|&token| parse.word(token).head.is_none());
        assert_eq!(roots.count(), 1);
        for token in sentence.tokens.clone() {
            let word = parse.word(token);
            assert_eq!(word.head.is_none(), word.deprel == Deprel::Root);
            assert!(word.head.is_none_or(|head| sentence.tokens.contains(&head)));
            assert!(parse.ancestors(token).take(document.tokens.len() + 1).count() <= document.tokens.len());
            assert!(!word.lemma.is_empty());
        }
    }
    for (name, next) in parse.names().iter().zip(parse.names().iter().skip(1)) {
        assert!(name.tokens.end <= next.tokens.start);
    }
    assert!(parse.names().iter().all(|name| name.tokens.start < name.tokens.end));
}

proptest! {
    #[test]
    fn any_words_have_a_tree(words in prop::collection::vec("[\"“”'’A-Zа-яa-z0-9$#@….,-]{1,9}|\\PC{1,5}|\n", 0..60)) {
        let words: Vec<String> = words.into_iter().map(|word| word.replace(' ', "_")).collect();
        let (text, document) = document(&words);
        for model in [Model::accurate(), Model::fast()] {
            hold(&model.parse(&text, &document), &document);
        }
    }
}

#[test]
fn odd_documents() {
    let empty = Document::default();
    for model in [Model::accurate(), Model::fast()] {
        assert!(model.parse("", &empty).words().is_empty());
    }
    for words in [vec!["\"".to_owned(); 500], vec!["x".repeat(100_000)], vec!["the".to_owned(); 20_000]] {
        let (text, document) = document(&words);
        for model in [Model::accurate(), Model::fast()] {
            hold(&model.parse(&text, &document), &document);
        }
    }
}

#[test]
fn tokens_outside_of_sentences_are_read() {
    let (text, mut document) = document(&["Kyiv", "answered", "."].map(str::to_owned));
    document.sentences.clear();
    assert_eq!(Model::fast().parse(&text, &document).words().len(), 3);
}

#[test]
fn the_same_words_give_the_same_parse() {
    let words = || vec![vec!["Minsk", "and", "Vilnius", "agreed", "to", "reopen", "the", "crossing", "."]];
    assert_eq!(Model::fast().parse_words(&words()), Model::fast().parse_words(&words()));
}
