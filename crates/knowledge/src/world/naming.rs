//! How the rows of the tables become names, kinds and codes. The build and the user's own tables share this file.

use super::key;

/// Sectors of the PLOVER actor codebook.
pub(crate) const SECTORS: [&str; 19] = [
    "", "GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY", "REB", "UAF", "COP", "MED", "BUS", "CVL", "EDU",
    "LAB", "REL", "CRM", "NGO",
];
/// Kinds of places.
pub(crate) const KINDS: [&str; 10] =
    ["city", "region", "province", "county", "territory", "sea", "strait", "islands", "facility", "river"];
/// Codes of actors that are of no country.
const OF_NO_COUNTRY: [&str; 4] = ["IGO", "NGO", "REB", "---"];

/// What the letters of a name in the text must be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Anything: `troops`, `Troops`.
    Nothing,
    /// It begins with a capital: `Istanbul`.
    Capital,
    /// All capitals: `WHO`.
    AllCapitals,
}

/// The forms under which a name is found, and what its letters must be like: `Sana'a` as written, and as `Sanaa`. `US`, `WHO` and
/// `SCO` are names only in capitals.
pub(crate) fn forms(name: &str, needs: Needs) -> ([String; 2], Needs) {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let is_acronym =
        needs == Needs::Capital && (2..=5).contains(&letters().count()) && letters().all(char::is_uppercase);
    let without: String = name.chars().filter(|&c| !key::is_apostrophe(c)).collect();
    let form = |name: &str| key::words(name).collect::<Vec<_>>().join(" ");
    ([form(name), form(&without)], if is_acronym { Needs::AllCapitals } else { needs })
}

/// Whether an actor code is one: a country or the like, and a sector.
pub(crate) fn check_code(code: &str, is_country: impl Fn(&str) -> bool) -> Result<(), String> {
    let (head, sector) = code.split_at_checked(3).unwrap_or((code, ""));
    let fits = OF_NO_COUNTRY.contains(&head) || (is_country(head) && SECTORS.contains(&sector));
    if fits { Ok(()) } else { Err(format!("`{code}` is no actor code (as `RUSGOV`, `IGONATO`)")) }
}

/// What the letters of a generic noun must be like: what the table writes with a capital (`Gen.`) is a noun only so.
pub(crate) fn needs_of_noun(noun: &str) -> Needs {
    if noun.starts_with(char::is_uppercase) { Needs::Capital } else { Needs::Nothing }
}

/// Whether a sector of a generic noun is one.
pub(crate) fn check_sector(sector: &str) -> Result<(), String> {
    let fits = SECTORS.contains(&sector) || sector == "IGO";
    if fits { Ok(()) } else { Err(format!("`{sector}` is no sector (one of {})", SECTORS.join(" ").trim())) }
}

/// The number of a kind of place.
pub(crate) fn kind_of_place(kind: &str) -> Result<usize, String> {
    let at = KINDS.iter().position(|other| *other == kind);
    at.ok_or_else(|| format!("`{kind}` is no kind of place (one of {})", KINDS.join(" ")))
}

/// The plural of a role: `foreign ministers`, `deputies`, `spokesmen`.
pub(crate) fn plural(noun: &str) -> Option<String> {
    if noun.ends_with('s') {
        return None;
    }
    if let Some(stem) = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        return Some(format!("{stem}ies"));
    }
    Some(noun.strip_suffix("man").map_or_else(|| format!("{noun}s"), |stem| format!("{stem}men")))
}

/// What news calls a person after the first mention, where the table does not say: the last word, with the small ones that
/// belong to it.
pub(crate) fn surname(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(' ').filter(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III")).collect();
    let small = ["bin", "al", "von", "van", "der", "de", "da", "le", "el", "Al", "Le", "Bou"];
    let mut at = words.len().checked_sub(1)?;
    while at > 1 && small.contains(&words[at - 1]) {
        at -= 1;
    }
    (at > 0).then(|| words[at..].join(" ")).filter(|name| name.chars().count() > 1)
}

/// A surname, and what it is without its article: `al-Sharaa` is `Sharaa` too.
pub(crate) fn with_bare(surname: &str) -> impl Iterator<Item = &str> {
    let article = ["al-", "el-", "Al-", "El-", "Al ", "al "];
    let bare = article.iter().find_map(|article| surname.strip_prefix(article));
    std::iter::once(surname).chain(bare)
}
