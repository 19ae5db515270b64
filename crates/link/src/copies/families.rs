//! Texts that are one, together: found one at a time, the same in any order.

use super::likeness::Plain;
use super::{Fingerprint, Ready, Tie, WINDOW, tie};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// Texts, and which of them are one.
///
/// ```
/// use legation_link::copies::{Families, Fingerprint};
/// let text = "The two ministers signed the fisheries treaty in Lisbon on Monday, after nine years of talks about quotas and patrols.";
/// let print = |digest| Fingerprint::of(digest, "2025-05-05".parse().unwrap(), Some("Fisheries treaty signed"), text);
/// let families: Families = [print("a"), print("b")].into_iter().collect();
/// assert_eq!(families.origins(["a", "b"]), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Families {
    prints: Vec<Fingerprint>,
    by_digest: HashMap<String, u32>,
    /// Where each text may be found.
    all: Postings,
    /// By what each text is looked for.
    matter: Postings,
    /// The next text up in the family; a text is its own at the top.
    up: Vec<u32>,
    /// At the top of a family: its earliest text, by day and digest.
    earliest: Vec<u32>,
    ties: Vec<(u32, u32, Tie)>,
}

/// For each key the texts that have it, by day.
type Postings = HashMap<u32, Vec<(Date, u32)>, Plain>;

/// Texts that are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The digest of the earliest.
    pub origin: String,
    /// The digests of all, the earliest first.
    pub members: Vec<String>,
}

/// What adding a text did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The texts that it is one with, and how, by their digests.
    pub ties: Vec<(String, Tie)>,
}

impl Families {
    /// Adds a text; none where it is there already.
    pub fn add(&mut self, print: Fingerprint) -> Option<Added> {
        if self.by_digest.contains_key(&print.digest) {
            return None;
        }
        let (own, day) = (self.prints.len() as u32, print.date.first_day());
        let (matter, all) = (print.matter(), print.all());
        let found = self.candidates(day, &matter, &all);
        let new = Ready::of(&print);
        let mut ties: Vec<(u32, Tie)> = Vec::new();
        for at in found {
            let Some(other) = self.prints.get(at as usize) else { continue };
            if !tie::are_apart(&new, other)
                && let Some(tie) = tie::ready(&new, &Ready::of(other))
            {
                ties.push((at, tie));
            }
        }
        for (postings, keys) in [(&mut self.matter, matter), (&mut self.all, all)] {
            for key in keys {
                let list = postings.entry(key).or_default();
                list.insert(list.partition_point(|(there, _)| *there <= day), (day, own));
            }
        }
        self.by_digest.insert(print.digest.clone(), own);
        self.prints.push(print);
        self.up.push(own);
        self.earliest.push(own);
        for &(at, tie) in &ties {
            self.ties.push((own.min(at), own.max(at), tie));
            self.join(own, at);
        }
        let mut ties: Vec<(String, Tie)> =
            ties.into_iter().filter_map(|(at, tie)| Some((self.digest(at)?.to_owned(), tie))).collect();
        ties.sort();
        Some(Added { ties })
    }

    /// Texts within the window that have what this one speaks of, or speak of what it has.
    fn candidates(&self, day: Date, matter: &[u32], all: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        let (first, last) = (crate::span::after(day, -WINDOW), crate::span::after(day, WINDOW));
        for (postings, keys) in [(&self.all, matter), (&self.matter, all)] {
            for list in keys.iter().filter_map(|key| postings.get(key)) {
                let from = list.partition_point(|(there, _)| *there < first);
                found.extend(
                    list.iter().skip(from).take_while(|(there, _)| *there <= last).map(|(_, at)| *at),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.top(one), self.top(other));
        if one == other {
            return;
        }
        let earlier = |at: u32| {
            let first = self.earliest.get(at as usize).copied().unwrap_or(at);
            self.prints.get(first as usize).map(|print| (print.date.first_day(), &print.digest))
        };
        let first = if earlier(one) <= earlier(other) { one } else { other };
        let first = self.earliest.get(first as usize).copied().unwrap_or(first);
        if let Some(up) = self.up.get_mut(other as usize) {
            *up = one;
        }
        if let Some(earliest) = self.earliest.get_mut(one as usize) {
            *earliest = first;
        }
    }

    fn top(&self, mut at: u32) -> u32 {
        while let Some(&up) = self.up.get(at as usize)
            && up != at
        {
            at = up;
        }
        at
    }

    fn digest(&self, at: u32) -> Option<&str> {
        self.prints.get(at as usize).map(|print| print.digest.as_str())
    }

    /// The digest of the earliest text that a text is one with; its own where it is the only one.
    pub fn origin(&self, digest: &str) -> Option<&str> {
        let top = self.top(*self.by_digest.get(digest)?);
        self.digest(*self.earliest.get(top as usize)?)
    }

    /// How many origins some texts have that do not go back to one another.
    pub fn origins<'a>(&self, digests: impl IntoIterator<Item = &'a str>) -> usize {
        digests.into_iter().filter_map(|digest| self.origin(digest)).collect::<BTreeSet<_>>().len()
    }

    /// Those of more than one text, by their origins.
    pub fn all(&self) -> Vec<Family> {
        let mut families: HashMap<u32, Vec<u32>> = HashMap::new();
        for at in 0..self.prints.len() as u32 {
            families.entry(self.top(at)).or_default().push(at);
        }
        let mut families: Vec<Family> = families
            .into_values()
            .filter(|members| members.len() > 1)
            .filter_map(|members| {
                let mut members: Vec<(Date, &str)> = members
                    .into_iter()
                    .filter_map(|at| self.prints.get(at as usize))
                    .map(|print| (print.date.first_day(), print.digest.as_str()))
                    .collect();
                members.sort_unstable();
                let members: Vec<String> = members.into_iter().map(|(_, digest)| digest.to_owned()).collect();
                Some(Family { origin: members.first()?.clone(), members })
            })
            .collect();
        families.sort();
        families
    }

    /// The pairs of texts that are one, by their digests.
    pub fn ties(&self) -> Vec<(String, String, Tie)> {
        let mut ties: Vec<(String, String, Tie)> = self
            .ties
            .iter()
            .filter_map(|&(one, other, tie)| {
                let (one, other) = (self.digest(one)?.to_owned(), self.digest(other)?.to_owned());
                Some(if one <= other { (one, other, tie) } else { (other, one, tie) })
            })
            .collect();
        ties.sort();
        ties
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }
}

impl FromIterator<Fingerprint> for Families {
    fn from_iter<T: IntoIterator<Item = Fingerprint>>(prints: T) -> Families {
        let mut families = Families::default();
        for print in prints {
            families.add(print);
        }
        families
    }
}
