//! Addresses: query strings read, and written in one way for one meaning.

use crate::problem::{Code, Problem};
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;
use std::str::FromStr;

/// What a query string may hold at most: parameters, and bytes of a value.
const MOST: usize = 64;
const LONGEST: usize = 2_000;

/// What is written as it is in a part of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// The same in a value, where a few more are common and mean nothing else.
const VALUE: &AsciiSet = &PLAIN.remove(b'*').remove(b',').remove(b':').remove(b'/');

/// The parameters of an address; those that are taken are gone, and what is left is not understood.
#[derive(Clone, Debug, Default)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Of a query string. Empty values, which forms send for what was left blank, say nothing.
    pub fn of(query: &str) -> Result<Params, Problem> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if pairs.len() >= MOST || value.len() > LONGEST || name.len() > LONGEST {
                let detail = format!("at most {MOST} parameters of {LONGEST} bytes each are taken");
                return Err(Problem::new(Code::ParameterInvalid, detail));
            }
            let value = value.trim();
            if !value.is_empty() {
                pairs.push((name.into_owned(), value.to_owned()));
            }
        }
        Ok(Params { pairs })
    }

    /// A part of the path as a parameter, which must not stand in the query string as well.
    pub fn put(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        if self.pairs.iter().any(|(known, _)| known == name)
            || value.trim().is_empty()
            || value.len() > LONGEST
        {
            return Err(Problem::new(Code::ParameterInvalid, format!("`{name}` stands in the path, once")));
        }
        self.pairs.push((name.to_owned(), value.trim().to_owned()));
        Ok(())
    }

    /// One more parameter, where it has a value.
    pub(crate) fn say(&mut self, name: &str, value: Option<String>) {
        let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        self.pairs.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// All values of a parameter.
    pub fn many(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.pairs).into_iter().partition(|(known, _)| known == name);
        self.pairs = left;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// All values of a parameter, which may also stand in one, parted by commas.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let all = self.many(name);
        let parts = all.iter().flat_map(|value| value.split(',')).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The value of a parameter that stands once.
    pub fn one(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut all = self.many(name);
        match all.len() {
            0 | 1 => Ok(all.pop()),
            _ => Err(Problem::new(Code::ParameterInvalid, format!("`{name}` stands there more than once"))),
        }
    }

    /// The value of a parameter that must be there.
    pub fn must(&mut self, name: &str) -> Result<String, Problem> {
        let value = self.one(name)?;
        value.ok_or_else(|| Problem::new(Code::ParameterMissing, format!("`{name}` is missing")))
    }

    /// A value of some kind, which the message names.
    pub fn parsed<T: FromStr>(&mut self, name: &str, kind: &str) -> Result<Option<T>, Problem> {
        let value = self.one(name)?;
        value.map(|value| value.parse().map_err(|_| invalid(name, &value, kind))).transpose()
    }

    /// A day.
    pub fn date(&mut self, name: &str) -> Result<Option<Date>, Problem> {
        self.parsed(name, "a day: 2025-02-27")
    }

    /// One of some words.
    pub fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        let found = choices.iter().find(|(word, _)| *word == value).map(|(_, choice)| *choice);
        let words = || choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        found.map(Some).ok_or_else(|| invalid(name, &value, &format!("one of: {}", words())))
    }

    /// Some of the parameters, taken out for others to read.
    pub fn only(&mut self, names: &[&str]) -> Params {
        let all = std::mem::take(&mut self.pairs).into_iter();
        let (taken, left) = all.partition(|(name, _)| names.contains(&name.as_str()));
        self.pairs = left;
        Params { pairs: taken }
    }

    /// That nothing is left.
    pub fn finish(self) -> Result<(), Problem> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) => {
                Err(Problem::new(Code::ParameterUnknown, format!("`{}` is no parameter here", short(name))))
            }
        }
    }
}

/// A value that is none of its kind.
pub(crate) fn invalid(name: &str, value: &str, kind: &str) -> Problem {
    let detail = format!("`{name}` is {kind}; `{}` is none", short(value));
    Problem::new(Code::ParameterInvalid, detail)
}

/// The beginning of what somebody sent, for messages.
pub(crate) fn short(text: &str) -> String {
    const LETTERS: usize = 60;
    match text.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// An address as it is written: the path, and parameters in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Address {
    path: String,
    query: String,
}

impl Address {
    /// A path that needs no encoding.
    pub fn new(path: &str) -> Address {
        Address { path: path.to_owned(), query: String::new() }
    }

    /// With a further part of the path, encoded.
    #[must_use]
    pub fn part(mut self, part: &str) -> Address {
        self.path.push('/');
        self.path.extend(utf8_percent_encode(part, PLAIN));
        self
    }

    /// With a parameter, where it has a value.
    pub fn add(&mut self, name: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.query.push(if self.query.is_empty() { '?' } else { '&' });
            self.query.push_str(name);
            self.query.push('=');
            self.query.extend(utf8_percent_encode(&value.to_string(), VALUE));
        }
    }

    /// With a parameter that may stand several times.
    pub fn all(&mut self, name: &str, values: &[String]) {
        for value in values {
            self.add(name, Some(value));
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.path, self.query)
    }
}

/// An address of the web as a link may lead to it; none for whatever is no `http` or `https`.
pub fn web(url: &str) -> Option<&str> {
    let head = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let is_web = head.starts_with("http://") || head.starts_with("https://");
    let is_clean = url.chars().all(|c| !c.is_control() && !c.is_whitespace());
    (is_web && is_clean).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_strings_are_read_and_written_alike() {
        let mut params = Params::of("type=CONSULT,AID&type=SANCTION&from=2025-02-01&to=&actor=RUS*").unwrap();
        assert_eq!(params.list("type"), ["CONSULT", "AID", "SANCTION"]);
        assert_eq!(params.date("from").unwrap().unwrap().to_string(), "2025-02-01");
        assert_eq!(params.date("to").unwrap(), None);
        assert_eq!(params.clone().finish().unwrap_err().code, Code::ParameterUnknown);
        assert_eq!(params.many("actor"), ["RUS*"]);
        params.finish().unwrap();
        assert_eq!(Params::of("a=1&a=2").unwrap().one("a").unwrap_err().code, Code::ParameterInvalid);
        let mut address = Address::new("/dossier").part("Iran–United States");
        address.add("text", Some("a&b \"c\""));
        assert_eq!(address.to_string(), "/dossier/Iran%E2%80%93United%20States?text=a%26b%20%22c%22");
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        assert!(web("https://example.org/a").is_some());
        for url in ["javascript:alert(1)", "data:text/html,x", " https://x", "https://x\ny", "//x", "é"] {
            assert!(web(url).is_none(), "{url}");
        }
    }
}
