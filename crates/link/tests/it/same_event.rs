//! Which mentions of events are one: a case is a line of articles, mentions and the groups that are joined.

use legation_link::same_event::{ArticleWords, EventMention, Word, WordClass, clusters};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Deserialize)]
struct Case {
    case: String,
    articles: Vec<String>,
    mentions: Vec<Mention>,
    same: Vec<Vec<usize>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mention {
    #[serde(rename = "in")]
    article: usize,
    #[serde(default)]
    sentence: u32,
    #[serde(default)]
    at: u32,
    lemma: String,
    #[serde(default)]
    verb: bool,
    #[serde(default)]
    agents: String,
    #[serde(default)]
    patients: String,
    #[serde(default)]
    others: String,
    sense: Vec<f32>,
}

fn words(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

fn article((at, words): (usize, &String)) -> ArticleWords {
    let word = |written: &str| {
        let (class, lemma) = written.split_once(':').expect("class:lemma");
        let class = match class {
            "n" => WordClass::Noun,
            "p" => WordClass::Name,
            "v" => WordClass::Verb,
            "a" => WordClass::Adjective,
            "d" => WordClass::Number,
            other => panic!("unknown class {other}"),
        };
        Word { lemma: lemma.to_lowercase(), class }
    };
    ArticleWords { id: format!("article {at}"), words: words.split_whitespace().map(word).collect() }
}

fn mention(mention: &Mention) -> EventMention {
    EventMention {
        article: mention.article,
        sentence: mention.sentence,
        place: mention.at,
        lemma: mention.lemma.clone(),
        is_verb: mention.verb,
        sense: mention.sense.clone(),
        agents: words(&mention.agents),
        patients: words(&mention.patients),
        others: words(&mention.others),
        ..EventMention::default()
    }
}

fn cases() -> Vec<Case> {
    let lines = include_str!("cases/same_event.jsonl").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| serde_json::from_str(line).expect("a case")).collect()
}

#[test]
fn mentions_are_joined_as_the_cases_say() {
    for case in cases() {
        let articles: Vec<ArticleWords> = case.articles.iter().enumerate().map(article).collect();
        let mentions: Vec<EventMention> = case.mentions.iter().map(mention).collect();
        assert_eq!(clusters(&articles, &mentions, &|_| 4.0), case.same, "{}", case.case);
    }
}

#[test]
fn the_order_of_articles_and_mentions_changes_nothing() {
    // All cases as one collection: forwards, and both articles and mentions the other way round.
    let (mut articles, mut mentions) = (Vec::new(), Vec::new());
    for case in cases() {
        let first = articles.len();
        articles.extend(case.articles.iter().enumerate().map(|(at, words)| article((first + at, words))));
        let here = case.mentions.iter().filter(|told| told.article < case.articles.len());
        mentions.extend(here.map(|told| EventMention { article: first + told.article, ..mention(told) }));
    }
    let forwards = clusters(&articles, &mentions, &|_| 4.0);
    let (last_article, last_mention) = (articles.len() - 1, mentions.len() - 1);
    articles.reverse();
    mentions.reverse();
    for mention in &mut mentions {
        mention.article = last_article - mention.article;
    }
    let backwards: BTreeSet<BTreeSet<usize>> = clusters(&articles, &mentions, &|_| 4.0)
        .into_iter()
        .map(|group| group.into_iter().map(|at| last_mention - at).collect())
        .collect();
    assert_eq!(
        forwards.iter().map(|group| group.iter().copied().collect()).collect::<BTreeSet<_>>(),
        backwards
    );
    assert!((2..mentions.len()).contains(&forwards.len()), "{forwards:?}");
}
