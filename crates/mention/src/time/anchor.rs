//! When something took place, or was said.

use crate::Mention;
use legation_knowledge::lexicon::calendar::{Sense, senses};
use legation_language::{Deprel, Parse, Upos, Xpos};
use legation_record::{PartialDate, TimeMention, TimexType};
use legation_text::{Article, Document, Span};

/// When something took place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The first day.
    pub start: Option<PartialDate>,
    /// The last day.
    pub end: Option<PartialDate>,
    /// The words that say so; none where the verb's tense does.
    pub span: Option<Span>,
}

/// When the thing that a token tells of took place: by an expression of its own, or of its clause, or by the tense of its
/// verb, which sets it on the article's day. None where it is told as past history or as still to come.
pub fn anchor(
    article: &Article,
    document: &Document,
    parse: &Parse,
    times: &[Mention<TimeMention<Span>>],
    token: u32,
) -> Anchor {
    if token as usize >= parse.words().len() {
        return Anchor::default();
    }
    let Some(sentence) = document.sentence_of(token).map(|at| &document.sentences[at]) else {
        return Anchor::default();
    };
    let here = |time: &&Mention<TimeMention<Span>>| {
        sentence.tokens.start <= time.tokens.start
            && time.tokens.end <= sentence.tokens.end
            && date_of(&time.is, article).is_some()
    };
    let near: Vec<&Mention<TimeMention<Span>>> = times
        [times.partition_point(|time| time.tokens.end <= sentence.tokens.start)..]
        .iter()
        .take_while(|time| time.tokens.start < sentence.tokens.end)
        .filter(here)
        .collect();
    let told = |time: &Mention<TimeMention<Span>>| {
        let date = date_of(&time.is, article);
        Anchor { start: date, end: date, span: Some(time.is.span) }
    };
    // Its own: the expression hangs on it, by the shortest way, with no other verb between.
    let mut levels = std::iter::once(token).chain(clauses(parse, token));
    let found = levels.find_map(|level| {
        near.iter()
            .filter_map(|time| Some((steps(parse, time.head, level)?, time)))
            .min_by_key(|(steps, _)| *steps)
    });
    if let Some((_, time)) = found {
        return told(time);
    }
    let verb = verb_of(parse, token);
    let is_undated = parse.children(verb).any(|child| {
        parse.word(child).deprel == Deprel::Advmod
            && senses(&parse.word(child).lemma).iter().any(|(_, sense)| *sense == Sense::Undated)
    });
    match tense(parse, verb) {
        _ if is_undated => Anchor::default(),
        Tense::Past | Tense::Present => {
            let today = Some(article.date.into());
            Anchor { start: today, end: today, span: None }
        }
        Tense::Perfect | Tense::Ahead => Anchor::default(),
    }
}

/// The first and the last day of an expression that gives them: of a weekend, Saturday and Sunday.
pub fn days(time: &TimeMention<Span>, article: &Article) -> Option<(PartialDate, PartialDate)> {
    let date = date_of(time, article)?;
    if !time.value.ends_with("-WE") {
        return Some((date, date));
    }
    let sunday = date.last_day();
    Some((sunday.yesterday().ok()?.into(), sunday.into()))
}

/// The date of an expression that gives one; of a season or a quarter its year, unless that is the article's.
fn date_of(time: &TimeMention<Span>, article: &Article) -> Option<PartialDate> {
    let value = match time.kind {
        TimexType::Date if time.value.len() == 7 && !time.value.as_bytes()[5].is_ascii_digit() => {
            let part = time.value.get(..4)?;
            (part != article.date.year().to_string()).then_some(part)?
        }
        TimexType::Date => time.value.strip_suffix("-WE").unwrap_or(&time.value),
        TimexType::Time => time.value.split('T').next()?,
        TimexType::Duration | TimexType::Set => return None,
    };
    value.parse().ok()
}

/// How many steps up the tree lead from a token to another, without passing a verb; none where none do.
fn steps(parse: &Parse, from: u32, to: u32) -> Option<usize> {
    let mut at = from;
    for steps in 0..6 {
        if at == to {
            return Some(steps);
        }
        if steps > 0 && is_verb(parse, at) {
            return None;
        }
        at = parse.word(at).head?;
    }
    None
}

fn is_verb(parse: &Parse, token: u32) -> bool {
    matches!(parse.word(token).upos, Upos::Verb | Upos::Aux)
}

/// The verbs above a token whose time is its time too: its clause's, and that of the clause it completes.
fn clauses(parse: &Parse, token: u32) -> impl Iterator<Item = u32> + '_ {
    let mut at = Some(token);
    let mut left = 2;
    std::iter::from_fn(move || {
        loop {
            let below = at?;
            let word = parse.word(below);
            // What a relative or adverbial clause tells has its own time.
            if left == 0
                || matches!(
                    word.deprel,
                    Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Acl
                )
            {
                return None;
            }
            at = word.head;
            let above = at?;
            if is_verb(parse, above) {
                left -= 1;
                return Some(above);
            }
        }
    })
}

/// The verb of the clause that a token stands in; the token itself where it is one.
fn verb_of(parse: &Parse, token: u32) -> u32 {
    if is_verb(parse, token) {
        return token;
    }
    let has_copula = |at: u32| parse.child(at, &[Deprel::Cop]).is_some();
    std::iter::once(token)
        .chain(parse.ancestors(token))
        .find(|&at| is_verb(parse, at) || has_copula(at))
        .unwrap_or(token)
}

/// How a verb places what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Past,
    Present,
    Perfect,
    Ahead,
}

fn tense(parse: &Parse, verb: u32) -> Tense {
    let auxiliaries = || {
        parse
            .children(verb)
            .filter(|&at| matches!(parse.word(at).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
    };
    let has = |lemma: &str| auxiliaries().any(|at| &*parse.word(at).lemma == lemma);
    if auxiliaries().any(|at| parse.word(at).xpos == Xpos::Md) {
        return Tense::Ahead;
    }
    if has("have") {
        return Tense::Perfect;
    }
    let tag = parse.word(verb).xpos;
    if tag == Xpos::Vb {
        // `wants to meet`: the infinitive looks ahead.
        return Tense::Ahead;
    }
    let past = tag == Xpos::Vbd || auxiliaries().any(|at| parse.word(at).xpos == Xpos::Vbd);
    if past { Tense::Past } else { Tense::Present }
}

/// Whether the words around an expression look ahead of the article's date: its verb's auxiliaries, or a cue close before it.
pub(crate) fn looks_ahead(parse: &Parse, token: u32, words: &[String], at: usize) -> bool {
    let says = |word: &str, what: Sense| senses(word).iter().any(|(_, sense)| *sense == what);
    let before = &words[at.saturating_sub(2)..at];
    // `by the end of August`, `until late March`
    let filler =
        |word: &&String| matches!(word.as_str(), "the" | "end" | "of" | "late" | "early" | "at" | "least");
    let lead = words[..at].iter().rev().take(4).find(|word| !filler(word));
    if lead.is_some_and(|word| matches!(word.as_str(), "by" | "until" | "till")) {
        return true;
    }
    if before.iter().any(|word| says(word, Sense::Foretells)) {
        return true;
    }
    if token as usize >= parse.words().len() {
        return false;
    }
    // `Wednesday's ruling`
    if parse.word(token).deprel == Deprel::NmodPoss {
        return false;
    }
    // What is said above it, as far as the first finite verb: `will meet on Friday`, `scheduled to close Monday`, `Sunday is likely to be`.
    let mut governed = false;
    let is_clause = |at: u32| is_verb(parse, at) || parse.child(at, &[Deprel::Cop]).is_some();
    for at in std::iter::once(token).chain(parse.ancestors(token)).filter(|&at| is_clause(at)).take(3) {
        let word = parse.word(at);
        let auxiliaries = || {
            parse.children(at).filter(|&child| {
                matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            })
        };
        let passive = matches!(word.xpos, Xpos::Vbn | Xpos::Jj);
        let plans = matches!(&*word.lemma, "plan" | "schedule" | "slate");
        if (governed || passive || plans) && says(&word.lemma, Sense::Awaited) {
            return true;
        }
        // `the order issued on Thursday`
        if word.xpos == Xpos::Vbn && word.deprel == Deprel::Acl {
            return false;
        }
        let modal = |child: u32| parse.word(child).xpos == Xpos::Md;
        if auxiliaries().any(|child| modal(child) && says(&parse.word(child).lemma, Sense::Ahead)) {
            return true;
        }
        // `a suggestion to meet on Friday`
        if word.xpos == Xpos::Vb && word.deprel == Deprel::Acl && !governed {
            return true;
        }
        // An infinitive or a participle looks where its governor does.
        let bare = auxiliaries().next().is_none();
        let to = parse.child(at, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to");
        governed = to
            || bare
                && (word.xpos == Xpos::Vb
                    || matches!(word.xpos, Xpos::Vbg | Xpos::Vbn) && word.deprel != Deprel::Root);
        if !governed {
            return false;
        }
    }
    false
}

/// Whether the verb that an expression hangs on is past: `on Aug. 6, they attacked`.
pub(crate) fn looks_back(parse: &Parse, token: u32) -> bool {
    if token as usize >= parse.words().len() {
        return false;
    }
    parse.ancestors(token).take(2).find(|&at| is_verb(parse, at)).is_some_and(|verb| {
        parse.word(verb).xpos == Xpos::Vbd
            || parse.children(verb).any(|child| {
                matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass)
                    && parse.word(child).xpos == Xpos::Vbd
            })
    })
}
