//! Sentences with the readings that matter to a reader of news, of both models.
//!
//! A case file holds cases parted by a line of `===`: words parted by blanks, `---`, then one expectation a line:
//! `said VERB say root -` (word, part of speech, lemma, relation, head), or `name Sergei Lavrov Person`. A word that
//! stands twice is written `word@2` the second time; `_` expects nothing.

use legation_language::{Model, Parse};

/// Every expectation that the reading of the words does not meet.
fn check(words: &[&str], parse: &Parse, expected: &str) -> Vec<String> {
    let find = |word: &str| -> u32 {
        let (word, nth) = match word.rsplit_once('@') {
            Some((word, nth)) if !word.is_empty() => (word, nth.parse().unwrap_or(1)),
            _ => (word, 1),
        };
        let mut places = (0u32..).zip(words).filter(|(_, other)| **other == word);
        places.nth(nth - 1).expect(word).0
    };
    let mut missed = Vec::new();
    for line in expected.lines().filter(|line| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let ["name", name @ .., kind] = fields.as_slice() {
            let found = parse.names().iter().any(|found| {
                words[found.tokens.start as usize..found.tokens.end as usize] == *name
                    && format!("{:?}", found.kind) == *kind
            });
            if !found {
                missed.push(format!("{line}: names are {:?}", parse.names()));
            }
            continue;
        }
        let &[token, upos, lemma, relation, head] = fields.as_slice() else {
            missed.push(format!("{line}: not five fields"));
            continue;
        };
        let word = parse.word(find(token));
        let is = |want: &str, got: &str| want == "_" || want == got;
        let right_head = head == "_" || word.head == (head != "-").then(|| find(head));
        let right = is(upos, word.upos.name()) && is(lemma, &word.lemma) && is(relation, word.deprel.name());
        if !(right && right_head) {
            missed.push(format!("{line}: got {word:?}"));
        }
    }
    missed
}

fn check_file(cases: &str) {
    check_file_by(cases, &[Model::accurate(), Model::fast()]);
}

fn check_file_by(cases: &str, models: &[&Model]) {
    let mut missed = Vec::new();
    for case in cases.split("\n===\n") {
        let (sentence, expected) = case.split_once("\n---\n").expect(case);
        let words: Vec<&str> = sentence.split_whitespace().collect();
        for model in models {
            let parse = model.parse_words(std::slice::from_ref(&words));
            let wrong = check(&words, &parse, expected);
            if !wrong.is_empty() {
                missed.push(format!("{} reads {sentence}\n  {}", model.name(), wrong.join("\n  ")));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn attribution() {
    check_file(include_str!("cases/attribution.txt"));
}

#[test]
fn names() {
    check_file(include_str!("cases/names.txt"));
}

#[test]
fn headlines_and_odd_writing() {
    check_file(include_str!("cases/writing.txt"));
}

/// Long attributions, coordinations, relative clauses, titles, capitals: what the fast model cannot be held to.
#[test]
fn harder_sentences_by_the_accurate_model() {
    check_file_by(include_str!("cases/harder.txt"), &[Model::accurate()]);
}
