//! Whether two texts are one.

use super::{Fingerprint, Likeness, Ready};
use crate::span::between;

/// Texts that were published further apart, in days, are not held against each other: what stands in both is a form that is filled again.
pub const WINDOW: i64 = 10;

/// How two texts are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Most of each stands in the other: the same text, a revision, a wire copy.
    Version,
    /// The one stands in the other, which has more of its own: a brief in a longer article.
    Part,
}

/// What must hold for a text to be another's, each as a share.
struct Rule {
    /// Of its words.
    words: f64,
    /// Of its first sentence.
    lead: f64,
    /// Of what its headline speaks of; where the two are of like length, of the other's headline too.
    matter: f64,
    /// Of its words at most, those of a run of sentences without a counterpart.
    gap: f64,
    /// Of its numbers and of its names; where each text has some that the other lacks, of the other's too.
    details: f64,
}

/// Any of these is enough. What frames of pages and forms that are filled daily share are words, but neither what the headline speaks of nor
/// the numbers; what follow-ups share is neither the first sentence nor nearly all.
const RULES: [Rule; 2] = [
    Rule { words: 0.85, lead: 0.0, matter: 0.5, gap: 1.0, details: 0.8 },
    Rule { words: 0.45, lead: 0.35, matter: 0.55, gap: 0.35, details: 0.8 },
];
/// Enough too for longer texts of one day: a report that is sent again within hours has been edited more than what others print.
const SAME_DAY: [Rule; 2] = [
    Rule { words: 0.8, lead: 0.25, matter: 0.5, gap: 0.3, details: 0.6 },
    Rule { words: 0.4, lead: 0.3, matter: 0.55, gap: 0.42, details: 0.7 },
];
/// So many shingles has a longer text.
const LONGER: usize = 30;
/// A text of fewer shingles has nothing of its own.
const SHORTEST: usize = 10;
/// Texts are of like length where the shorter has this share of the longer's words.
const ALIKE: f64 = 0.5;
/// How much less of the longer one's headline must be shared.
const OTHER: f64 = 0.6;
/// Of words, what must be shared where the one was published a day after the other, or later: what is told again on another day in part in the
/// same words is another call, another meeting.
const NEXT_DAY: f64 = 0.6;
const LATER: f64 = 0.8;
/// First sentences that share this much are one sentence: if each then has a name that the other text lacks, it is a form filled for two.
const SAME_LEAD: f64 = 0.3;
/// A text of less than this share of another's words is a passage of it, unless the other begins with it or its headline has this share of it.
const PASSAGE: f64 = 0.2;
const SPOKEN_OF: f64 = 0.25;
/// A text of fewer shingles may be a form that is filled with figures: then of the one that has fewer, and at least so many, this share must be
/// in the other.
const FORM: usize = 120;
const FIGURES: usize = 3;
const SAME_FIGURES: f64 = 0.7;
/// So many words of a headline must stand in a text for it to tell what the text is about.
const TITLED: u32 = 2;

/// Whether two texts are one, and how.
pub fn tie(one: &Fingerprint, other: &Fingerprint) -> Option<Tie> {
    ready(&Ready::of(one), &Ready::of(other))
}

/// How near two texts are to being one; from 1 they are.
pub fn degree(one: &Fingerprint, other: &Fingerprint) -> f64 {
    let (one, other) = (Ready::of(one), Ready::of(other));
    judge(&one, &other).0
}

/// The same of fingerprints made ready.
pub(crate) fn ready(one: &Ready<'_>, other: &Ready<'_>) -> Option<Tie> {
    let (degree, [there, back]) = judge(one, other);
    let tie = if there.words.min(back.words) >= ALIKE { Tie::Version } else { Tie::Part };
    (degree >= 1.0).then_some(tie)
}

fn judge(one: &Ready<'_>, other: &Ready<'_>) -> (f64, [Likeness; 2]) {
    let days = between(one.print.date.first_day(), other.print.date.first_day()).abs();
    let (there, back) = (one.within(other), other.within(one));
    let is_form = days > WINDOW
        || are_of_other_days(one.print, other.print)
        || days > 0 && are_filled_otherwise(one.print, other.print)
        || there.lead.min(back.lead) >= SAME_LEAD && there.strange.min(back.strange) > 0;
    let is_aside = is_passage(&there, &back) || is_passage(&back, &there);
    let degree = if is_form || is_aside {
        0.0
    } else {
        towards(&there, &back, days).max(towards(&back, &there, days))
    };
    (degree, [there, back])
}

/// Whether a text is a passage of a much longer one that is about other things: a brief in the roundup of a day.
fn is_passage(one: &Likeness, other: &Likeness) -> bool {
    (one.size as f64) < PASSAGE * other.size as f64
        && other.lead <= 0.0
        && one.headline.max(other.title) < SPOKEN_OF
}

/// Whether the headlines name two days: `Public schedule, 1 July` and `Public schedule, 2 July`.
fn are_of_other_days(one: &Fingerprint, other: &Fingerprint) -> bool {
    !one.dated.is_empty() && !other.dated.is_empty() && one.dated != other.dated
}

/// Whether two short texts of two days are one form with other figures: a price of the day, a table of rates.
fn are_filled_otherwise(one: &Fingerprint, other: &Fingerprint) -> bool {
    let fewer = one.figures.len().min(other.figures.len());
    let shared = one.figures.iter().filter(|figure| other.figures.binary_search(figure).is_ok()).count();
    one.size().min(other.size()) < FORM && fewer >= FIGURES && (shared as f64) < SAME_FIGURES * fewer as f64
}

/// Whether two texts cannot be one, told without making the second ready.
pub(crate) fn are_apart(one: &Ready<'_>, other: &Fingerprint) -> bool {
    let least = RULES.iter().chain(&SAME_DAY).map(|rule| rule.words).fold(1.0, f64::min);
    !one.shares(other, least)
}

/// How near the one is to being the other's: the least of what a rule asks for, of the rule that asks least.
fn towards(one: &Likeness, other: &Likeness, days: i64) -> f64 {
    if one.size < SHORTEST {
        return 0.0;
    }
    let are_alike =
        one.size as f64 >= ALIKE * other.size as f64 && other.size as f64 >= ALIKE * one.size as f64;
    let later = match days {
        0 => 0.0,
        1 => NEXT_DAY,
        _ => LATER,
    };
    let met = |rule: &Rule| {
        let other_matter = if are_alike { matter(other) / (OTHER * rule.matter) } else { 1.0 };
        let lead = if rule.lead > 0.0 { one.lead / rule.lead } else { 1.0 };
        [
            one.words / rule.words.max(later),
            lead,
            matter(one) / rule.matter,
            other_matter,
            if rule.gap < 1.0 { (1.0 - one.gap) / (1.0 - rule.gap) } else { 1.0 },
            replaced(one.numbers, other.numbers) / rule.details,
            replaced(one.names, other.names) / rule.details,
        ]
        .into_iter()
        .fold(f64::INFINITY, f64::min)
    };
    let of_day = SAME_DAY.iter().filter(|_| days == 0 && one.size >= LONGER);
    RULES.iter().chain(of_day).map(met).fold(0.0, f64::max)
}

/// How many of a text's details are the other's: what one has beyond the other is added, what each has instead of the other's is exchanged.
fn replaced(one: f64, other: f64) -> f64 {
    if one < 1.0 { one.min(other) } else { one }
}

/// How much of what a text is about is shared: by its headline, or where it has none, by its first sentence. Where the text has nothing of what
/// its headline speaks of, it is the page without the article.
fn matter(one: &Likeness) -> f64 {
    match one.titled {
        Some(TITLED..) => one.title.max(one.headline),
        Some(_) => one.headline,
        None => one.lead,
    }
}
