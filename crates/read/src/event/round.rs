//! Which meeting of a series a mention tells of: the one that is counted (`the fifth round`), the one to come (`the next`), the last,
//! or several at once (`four rounds of talks`). What differs in that is never one event.
//!
//! The nouns and adjectives are data (`data/frames/rounds.tsv`).

use super::ellipsis::elliptic;
use crate::Reading;
use legation_knowledge::lexicon::frames::{RoundWord, round};
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{EventType, TimexType};

/// The place of a mention in a series of meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Series {
    /// The ordinals that count it; several for `the third and fourth rounds`.
    pub(super) counted: Vec<Counted>,
    pub(super) number: Number,
    pub(super) turn: Option<Turn>,
    /// Whether later meetings of the series have been held.
    pub(super) is_past: bool,
}

/// An ordinal said of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(super) n: u32,
    /// What is counted: sessions and days are parts of one meeting.
    pub(super) is_part: bool,
    /// The token of the ordinal.
    pub(super) word: u32,
}

impl Counted {
    pub(super) fn of_meeting(n: u32, word: u32) -> Counted {
        Counted { n, is_part: false, word }
    }
}

/// How many meetings the words tell of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Number {
    /// `the talks`: one or all.
    #[default]
    Open,
    /// `the round`
    One,
    /// `four rounds`, `met five times`
    Several,
}

/// Whether the words look ahead or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// `the next round`
    Ahead,
    /// `the last round`
    Held,
}

/// The highest number that is taken for that of a meeting.
const MOST: u32 = 99;

impl Series {
    /// What the words of a trigger say of its series.
    pub(super) fn of(reading: &Reading<'_>, token: u32, kind: EventType) -> Series {
        if kind != EventType::Consult {
            return Series::default();
        }
        if reading.parse.word(token).upos == Upos::Verb {
            let number = if meets_often(reading, token) { Number::Several } else { Number::Open };
            return Series { number, ..Series::default() };
        }
        let nouns = nouns(reading, token);
        let mut counted: Vec<Counted> =
            nouns.iter().flat_map(|&(noun, kind)| ordinals(reading, noun, kind)).collect();
        // `the second day of the third round`: the round is counted.
        if counted.iter().any(|counted| !counted.is_part) {
            counted.retain(|counted| !counted.is_part);
        }
        let number = match counted.len() {
            0 => nouns
                .iter()
                .map(|&(noun, kind)| number(reading, noun, kind))
                .find(|number| *number != Number::Open),
            1 => Some(Number::One),
            _ => Some(Number::Several),
        };
        let turn = nouns.iter().find_map(|&(noun, _)| turn(reading, noun));
        Series { counted, number: number.unwrap_or_default(), turn, is_past: false }
    }

    /// The one ordinal that counts it.
    pub(super) fn only(&self) -> Option<Counted> {
        match self.counted[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether it is one yet to come.
    pub(super) fn is_ahead(&self) -> bool {
        self.turn == Some(Turn::Ahead)
    }

    /// Whether the words themselves speak of a series.
    pub(super) fn is_told(&self) -> bool {
        !self.counted.is_empty() || self.number == Number::Several
    }

    /// What two mentions of one event say together.
    pub(super) fn join(&mut self, later: &Series) {
        let is_whole = |series: &Series| series.only().is_some_and(|counted| !counted.is_part);
        if self.counted.is_empty() || !is_whole(self) && is_whole(later) {
            self.counted.clone_from(&later.counted);
        }
        if self.number == Number::Open {
            self.number = later.number;
        }
        self.turn = self.turn.or(later.turn);
        self.is_past |= later.is_past;
    }
}

/// The nouns that can be counted of a trigger: itself, and what it is a round of.
fn nouns(reading: &Reading<'_>, token: u32) -> Vec<(u32, RoundWord)> {
    let parse = reading.parse;
    let kind = |at: u32| {
        let lemma = parse.word(at).lemma.to_lowercase();
        // The model may take `talks` for a singular.
        let found = round(&lemma).or_else(|| round(lemma.strip_suffix('s')?));
        found.filter(|kind| {
            matches!(kind, RoundWord::Round | RoundWord::Meeting | RoundWord::Talks | RoundWord::Part)
        })
    };
    let mut found = Vec::new();
    let mut at = token;
    for _ in 0..3 {
        match kind(at) {
            Some(known) => found.push((at, known)),
            None if at == token => {}
            None => break,
        }
        let word = parse.word(at);
        let above = word.head.filter(|_| word.deprel == Deprel::Nmod && parse.case_of(at) == Some("of"));
        // The tree may hang `talks` of `the fifth round of Iran-US talks` elsewhere.
        let before = || {
            let first = reading.begin_of(at, &[Deprel::Compound, Deprel::Amod, Deprel::Det]);
            let of = first.checked_sub(1).filter(|&of| reading.word(of).eq_ignore_ascii_case("of"))?;
            of.checked_sub(1)
        };
        let Some(above) = above.or_else(before) else { break };
        at = above;
    }
    found
}

/// `met five times`, `met twice`
fn meets_often(reading: &Reading<'_>, verb: u32) -> bool {
    let parse = reading.parse;
    parse.children(verb).any(|child| {
        let lemma = parse.word(child).lemma.to_lowercase();
        let counts = |at: u32| {
            matches!(parse.word(at).deprel, Deprel::Nummod | Deprel::Amod) && !is_one(reading.word(at))
        };
        lemma == "twice"
            || lemma == "time" && parse.word(child).xpos == Xpos::Nns && parse.children(child).any(counts)
    })
}

fn is_one(word: &str) -> bool {
    matches!(&*word.to_lowercase(), "one" | "1")
}

/// The ordinals that count a noun.
fn ordinals(reading: &Reading<'_>, noun: u32, kind: RoundWord) -> Vec<Counted> {
    let parse = reading.parse;
    let is_part = kind == RoundWord::Part;
    let before = parse.children(noun).filter(|&child| {
        child < noun
            && matches!(
                parse.word(child).deprel,
                Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::Det
            )
    });
    let both = before.flat_map(|child| {
        let joined = parse.children(child).filter(|&at| parse.word(at).deprel == Deprel::Conj && at < noun);
        std::iter::once(child).chain(joined)
    });
    let mut found: Vec<Counted> = both
        .filter_map(|word| {
            let lemma = parse.word(word).lemma.to_lowercase();
            let first = || (round(&lemma) == Some(RoundWord::First)).then_some(1);
            let n = ordinal(reading.word(word)).or_else(first)?;
            Some(Counted { n, is_part, word })
        })
        .filter(|counted| !is_date(reading, counted.word))
        .filter(|counted| counted.n > 1 || is_first(reading, noun, kind))
        .collect();
    found.sort_by_key(|counted| counted.word);
    // `round five of the talks`
    if found.is_empty() && matches!(kind, RoundWord::Round | RoundWord::Part) && !is_plural(reading, noun) {
        let behind = noun + 1;
        let number = parse.words().get(behind as usize).filter(|word| word.upos == Upos::Num);
        let counts = |behind: u32| {
            let after = parse.words().get(behind as usize + 1);
            after.is_none_or(|after| !matches!(after.upos, Upos::Noun | Upos::Propn | Upos::Adj))
        };
        let n = number.filter(|_| counts(behind)).and_then(|_| cardinal(reading.word(behind)));
        found.extend(n.filter(|_| !is_date(reading, behind)).map(|n| Counted { n, is_part, word: behind }));
    }
    found
}

/// Whether `first` counts: not `the first talks in years`, `the first meeting since the war`. Of a word for any meeting it does where
/// the article goes on to count.
fn is_first(reading: &Reading<'_>, noun: u32, kind: RoundWord) -> bool {
    let parse = reading.parse;
    let measures = |at: u32| match parse.case_of(at) {
        Some("in" | "for") => reading
            .mentions
            .times
            .iter()
            .any(|time| time.tokens.contains(&at) && matches!(time.is.kind, TimexType::Duration)),
        Some("since") => true,
        Some("of") => matches!(&*parse.word(at).lemma.to_lowercase(), "kind" | "its"),
        _ => false,
    };
    let mut phrase = vec![noun];
    phrase.extend(parse.children(noun).filter(|&child| parse.case_of(child) == Some("of")));
    let verb = parse.word(noun).head.filter(|&head| parse.word(head).upos == Upos::Verb);
    let is_measured = phrase.iter().copied().chain(verb).any(|at| parse.children(at).any(measures))
        || phrase.iter().any(|&at| {
            parse
                .child(at, &[Deprel::Acl, Deprel::AclRelcl])
                .is_some_and(|clause| parse.word(clause).xpos == Xpos::Vb)
        });
    if is_measured {
        return false;
    }
    let counts_on = || {
        (0..parse.words().len() as u32).any(|at| {
            let known = round(&parse.word(at).lemma.to_lowercase());
            let is_meeting = matches!(known, Some(RoundWord::Round | RoundWord::Meeting | RoundWord::Talks));
            at != noun
                && is_meeting
                && parse.children(at).any(|child| {
                    parse.word(child).deprel == Deprel::Amod
                        && ordinal(reading.word(child)).is_some_and(|n| n > 1)
                })
        }) || elliptic(reading).iter().flatten().any(|counted| counted.n > 1)
    };
    matches!(kind, RoundWord::Round | RoundWord::Part) || counts_on()
}

/// Whether a word is part of a date: `the second of May`.
fn is_date(reading: &Reading<'_>, token: u32) -> bool {
    reading.mentions.times.iter().any(|time| time.tokens.contains(&token))
}

/// Whether a noun is a plural by its form: the model may take `another round` for one.
fn is_plural(reading: &Reading<'_>, noun: u32) -> bool {
    let word = reading.parse.word(noun);
    matches!(word.xpos, Xpos::Nns | Xpos::Nnps) && !reading.word(noun).eq_ignore_ascii_case(&word.lemma)
}

/// How many meetings a noun tells of that no ordinal counts.
fn number(reading: &Reading<'_>, noun: u32, kind: RoundWord) -> Number {
    let parse = reading.parse;
    let is_plural = is_plural(reading, noun);
    let counts = parse.children(noun).any(|child| {
        child < noun
            && match parse.word(child).deprel {
                Deprel::Nummod => !is_one(reading.word(child)),
                Deprel::Amod | Deprel::Det => matches!(
                    &*parse.word(child).lemma.to_lowercase(),
                    "several" | "many" | "numerous" | "multiple" | "repeated" | "various"
                ),
                _ => false,
            }
    });
    match kind {
        RoundWord::Round if is_plural => Number::Several,
        RoundWord::Meeting if is_plural && counts => Number::Several,
        RoundWord::Round | RoundWord::Meeting if !is_plural => Number::One,
        _ => Number::Open,
    }
}

/// Whether a noun looks ahead or back: `the next round`, `its last meeting`.
fn turn(reading: &Reading<'_>, noun: u32) -> Option<Turn> {
    let parse = reading.parse;
    let before = parse.children(noun).filter(|&child| {
        child < noun && matches!(parse.word(child).deprel, Deprel::Amod | Deprel::Det | Deprel::Compound)
    });
    let mut told = before.filter(|&child| !is_date(reading, child)).filter_map(|child| {
        let lemma = parse.word(child).lemma.to_lowercase();
        let form = reading.word(child).to_lowercase();
        match round(&form).or_else(|| round(&lemma))? {
            RoundWord::Ahead => Some(Turn::Ahead),
            RoundWord::Held => Some(Turn::Held),
            _ => None,
        }
    });
    told.next_back()
}

/// The number of an ordinal: `fifth`, `5th`, `twenty-first`.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const ORDINALS: [&str; 19] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [(&str, &str); 4] =
        [("twenty", "twentieth"), ("thirty", "thirtieth"), ("forty", "fortieth"), ("fifty", "fiftieth")];
    let word = word.to_lowercase();
    let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(n) = figures.and_then(|figures| figures.parse().ok()) {
        return (1..=MOST).contains(&n).then_some(n);
    }
    let below = |word: &str| ORDINALS.iter().position(|known| *known == word).map(|at| at as u32 + 1);
    let of_tens = || {
        TENS.iter().zip(2..).find_map(|((ten, tenth), times)| {
            let ones = word.strip_prefix(ten).and_then(|rest| rest.strip_prefix('-')).and_then(below);
            if word == *tenth {
                Some(10 * times)
            } else {
                ones.filter(|ones| *ones < 10).map(|ones| 10 * times + ones)
            }
        })
    };
    below(&word).or_else(of_tens)
}

/// How many rounds a noun tells of: `four rounds of talks`.
pub(super) fn count(reading: &Reading<'_>, token: u32) -> Option<u32> {
    let is_series = |kind: RoundWord| matches!(kind, RoundWord::Round | RoundWord::Meeting);
    nouns(reading, token).into_iter().filter(|(_, kind)| is_series(*kind)).find_map(|(noun, _)| {
        let number = reading.parse.child(noun, &[Deprel::Nummod]).filter(|&number| number < noun)?;
        cardinal(reading.word(number))
    })
}

/// The number of a cardinal: `five`, `5`.
fn cardinal(word: &str) -> Option<u32> {
    const CARDINALS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let lower = word.to_lowercase();
    let figures = word.parse().ok().filter(|n| (1..=MOST).contains(n));
    figures.or_else(|| CARDINALS.iter().position(|known| *known == lower).map(|at| at as u32 + 1))
}
