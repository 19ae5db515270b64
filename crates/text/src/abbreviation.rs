//! Writing conventions: abbreviations that keep their full stop, and prefixes that keep their hyphen.

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Never ends a sentence: `Gen.`, `Mr.`, `No.`, `e.g.`.
    Leads,
    /// May end one: `U.S.`, `Inc.`, `Feb.`, `a.m.`.
    MayEnd,
}

/// Before a name or a number, in lower case without the stop; sorted.
const LEADS: &[&str] = &[
    "adm", "amb", "approx", "art", "brig", "ca", "capt", "cf", "cmdr", "col", "cpl", "dr", "e.g", "fig",
    "fr", "ft", "gen", "gov", "hon", "i.e", "insp", "lt", "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms",
    "mt", "no", "nos", "op", "pp", "pres", "prof", "pte", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt",
    "st", "ste", "supt", "viz", "vol", "vs",
];

/// After a name, or of a unit, month, day or state; sorted.
const MAY_END: &[&str] = &[
    "a.m", "al", "apr", "assn", "aug", "ave", "blvd", "bros", "co", "conn", "corp", "ct", "d.c", "dec",
    "dept", "est", "etc", "feb", "fla", "fri", "gov't", "govt", "gov’t", "inc", "jan", "jr", "jul", "jun",
    "kan", "ky", "ltd", "mar", "mass", "mich", "minn", "mon", "nov", "oct", "p.m", "pa", "ph.d", "plc", "rd",
    "sat", "sep", "sept", "sr", "sun", "tenn", "thu", "thur", "thurs", "tue", "tues", "univ", "va", "wash",
    "wed", "wis",
];

/// Beginnings that keep their hyphen, as the treebanks cut them: `non-nuclear`, `mid-August`; sorted.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "de", "e", "ex", "extra", "hyper", "inter", "intra", "macro", "mega",
    "meta", "micro", "mid", "mini", "mis", "multi", "neo", "non", "out", "over", "pan", "para", "post",
    "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "uni",
    "vice",
];

/// Words that begin a sentence after an abbreviation rather than go on with a name; sorted.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Although",
    "Among",
    "An",
    "And",
    "As",
    "At",
    "Both",
    "But",
    "By",
    "During",
    "Earlier",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "No",
    "Not",
    "On",
    "One",
    "Or",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "With",
    "Yet",
    "You",
];

/// What a word (its stop left out) is short for, if it is an abbreviation.
pub(crate) fn find(word: &str) -> Option<Abbreviation> {
    let lower = word.to_lowercase();
    let has = |list: &[&str]| list.binary_search(&lower.as_str()).is_ok();
    if has(LEADS) {
        return Some(Abbreviation::Leads);
    }
    if has(MAY_END) {
        return Some(Abbreviation::MayEnd);
    }
    let letters =
        word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    let is_initial = letters && word.chars().all(|c| c.is_uppercase() || c == '.');
    match (letters, word.contains('.')) {
        // `U.S`, `p.k.k`
        (true, true) => Some(Abbreviation::MayEnd),
        // `J`, but not `I`
        (true, false) if is_initial && word != "I" => Some(Abbreviation::Leads),
        _ => None,
    }
}

/// Whether a beginning keeps its hyphen.
pub(crate) fn is_prefix(word: &str) -> bool {
    PREFIXES.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Whether a word begins a new sentence after `U.S.` and the like.
pub(crate) fn opens_sentence(word: &str) -> bool {
    OPENERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [LEADS, MAY_END, PREFIXES, OPENERS] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
