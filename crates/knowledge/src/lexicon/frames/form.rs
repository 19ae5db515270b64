//! How a row of a table of frames is written. The build, which compiles `data/frames/`, and the library, which reads the user's own
//! frames, share this file.

/// A way in which something must stand with a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// As its object, or as the subject of its passive: `impose` with `sanctions`.
    Object,
    /// As its subject: `strike` with `missile`.
    Subject,
    /// As a complement with a preposition: `call` with `for`.
    Preposition,
    /// As a particle: `rule` with `out`.
    Particle,
    /// As an infinitive: `refuse` with `to meet`.
    Infinitive,
    /// As a modifier: `exercise` with `military`.
    Modifier,
    /// Not at all, as object, infinitive or complement: `decline` without `to comment`.
    Without,
}

/// A row, checked.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// The lemma of the head word.
    pub(crate) head: &'a str,
    /// The lemmas right before it.
    pub(crate) before: Vec<&'a str>,
    pub(crate) is_verb: bool,
    /// Ways, with the lemmas, and for prepositions with their nouns.
    pub(crate) needs: Vec<(Way, Vec<&'a str>, Vec<&'a str>)>,
    pub(crate) kind: &'a str,
    pub(crate) mode: &'a str,
    pub(crate) cameo: &'a str,
    /// The place of who does it, where that is not the usual one.
    pub(crate) source: &'a str,
    /// The place of whom it is done to.
    pub(crate) target: &'a str,
}

/// A word that stands for any.
pub(crate) const ANY: &str = "*";
/// A person who is named.
pub(crate) const PERSON: &str = "@person";
/// The words that stand for other kinds of actors, each with its sectors.
pub(crate) const KINDS: [(&str, &[&str]); 2] =
    [("@media", &["MED"]), ("@private", &["BUS", "CVL", "EDU", "MED", "LAB", "CRM"])];

/// The type of a row that takes a wording out.
pub(crate) const NONE: &str = "none";

/// Reads a row; `cell` gives what stands in a column, `is_mode` whether a type has a mode, `is_code` whether there is such a CAMEO code.
pub(crate) fn read<'a>(
    cell: impl Fn(&str) -> &'a str,
    is_mode: impl Fn(&str, &str) -> bool,
    is_code: impl Fn(&str) -> bool,
) -> Result<Written<'a>, String> {
    let (kind, mode, cameo) = (cell("type"), cell("mode"), cell("cameo"));
    if kind != NONE && !is_mode(kind, mode) {
        return Err(format!("`{kind}` is no PLOVER type, or has no mode `{mode}`"));
    }
    if !cameo.is_empty() && !is_code(cameo) {
        return Err(format!("`{cameo}` is no CAMEO code"));
    }
    let is_verb = match cell("pos") {
        "verb" => true,
        "noun" => false,
        other => return Err(format!("unknown pos `{other}` (verb or noun)")),
    };
    // A trigger of several words is looked up by its last, which is its head.
    let mut before: Vec<&str> = cell("trigger").split(' ').filter(|word| !word.is_empty()).collect();
    let head = before.pop().ok_or("no trigger")?;
    let needs = cell("needs").split(" & ").filter(|need| !need.is_empty()).map(need);
    let needs = needs.collect::<Result<Vec<_>, String>>()?;
    let (mut source, mut target) = ("", "");
    for role in cell("roles").split(',').filter(|role| !role.is_empty()) {
        match role.split_once('=') {
            Some(("source", place)) => source = place,
            Some(("target", place)) => target = place,
            _ => return Err(format!("`{role}` is no role (source=… or target=…)")),
        }
    }
    Ok(Written { head, before, is_verb, needs, kind, mode, cameo, source, target })
}

fn need(written: &str) -> Result<(Way, Vec<&str>, Vec<&str>), String> {
    let (way, words) = written.split_once(':').unwrap_or((written, ""));
    let way = match way {
        "obj" => Way::Object,
        "subj" => Way::Subject,
        "prep" => Way::Preposition,
        "prt" => Way::Particle,
        "inf" => Way::Infinitive,
        "mod" => Way::Modifier,
        "not" => Way::Without,
        other => return Err(format!("unknown need `{other}` (obj, subj, prep, prt, inf, mod, not)")),
    };
    let (words, nouns) = words.split_once('=').unwrap_or((words, ""));
    let (words, nouns) = (list(words), list(nouns));
    if words.is_empty() {
        return Err(format!("`{written}` names no words"));
    }
    let mut kinds = words.iter().chain(&nouns).filter(|word| word.starts_with('@'));
    let is_known = |word: &str| word == PERSON || KINDS.iter().any(|(kind, _)| *kind == word);
    if let Some(unknown) = kinds.find(|word| !is_known(word)) {
        return Err(format!("unknown kind of actor `{unknown}`"));
    }
    Ok((way, words, nouns))
}

fn list(words: &str) -> Vec<&str> {
    words.split('|').map(str::trim).filter(|word| !word.is_empty()).collect()
}
