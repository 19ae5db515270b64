//! The file that names the feeds to watch.

use crate::config::{Fault, in_order, misfit, nearest};
use anyhow::{Result, anyhow};
use jiff::SignedDuration;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The keys of a feed.
const KEYS: [&str; 4] = ["url", "name", "follow", "every"];
/// The most often that a feed is asked.
const LEAST: SignedDuration = SignedDuration::from_mins(1);
/// Where what may stand in the file is told.
const REMEDY: &str = "`legation watch --help` shows such a file";

/// A feed to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Feed {
    pub(super) url: String,
    /// What it is called, and the source of articles that name none.
    pub(super) name: Option<String>,
    /// Whether the pages that it links to are fetched.
    pub(super) follow: bool,
    /// How often it is asked.
    pub(super) every: Option<SignedDuration>,
}

/// How long `90s`, `15m` or `2h` is.
pub(crate) fn period(written: &str) -> Result<SignedDuration, String> {
    let period: Result<SignedDuration, _> = written.parse();
    match period {
        Ok(period) if period >= LEAST => Ok(period),
        Ok(_) => Err("is less than a minute".to_owned()),
        Err(_) => Err("is no time such as 90s, 15m or 2h".to_owned()),
    }
}

/// The feeds that a file names.
pub(super) fn read(path: &Path) -> Result<Vec<Feed>> {
    let text = std::fs::read_to_string(path).map_err(|why| {
        anyhow!("{}: the feeds cannot be read: {why}\n  hint: check the path", path.display())
    })?;
    parse(&text).map_err(|fault| fault.told(path, &text))
}

fn parse(text: &str) -> Result<Vec<Feed>, Fault> {
    let wrong = |at: usize, why: String, remedy: &str| Fault { at, why, remedy: remedy.to_owned() };
    let table = DeTable::parse(text)
        .map_err(|why| wrong(why.span().map_or(0, |span| span.start), why.message().to_owned(), REMEDY))?;
    let mut feeds: Vec<Feed> = Vec::new();
    for (key, value) in in_order(table.get_ref()) {
        let (DeValue::Array(rows), "feed") = (value.get_ref(), key.get_ref().as_ref()) else {
            let why = format!("`{}` is not [[feed]]", key.get_ref());
            return Err(wrong(key.span().start, why, "each feed begins with a line [[feed]]"));
        };
        for row in rows {
            let DeValue::Table(keys) = row.get_ref() else {
                return Err(wrong(row.span().start, "a feed is a table".to_owned(), REMEDY));
            };
            let mut feed = Feed::default();
            in_order(keys).into_iter().try_for_each(|(key, value)| feed.set(key, value))?;
            if feed.url.is_empty() {
                return Err(wrong(row.span().start, "this feed has no `url`".to_owned(), REMEDY));
            }
            if feeds.iter().any(|other| other.url == feed.url) {
                let why = format!("`{}` is named twice", feed.url);
                return Err(wrong(row.span().start, why, "take one of the two out"));
            }
            feeds.push(feed);
        }
    }
    if feeds.is_empty() {
        return Err(wrong(0, "names no feed".to_owned(), REMEDY));
    }
    Ok(feeds)
}

impl Feed {
    fn set(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
        let name = key.get_ref().as_ref();
        let unfit = |what: &str| Fault { remedy: REMEDY.to_owned(), ..misfit(name, what, value) };
        let text = match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        };
        match (name, value.get_ref()) {
            ("url", _) => self.url = text.ok_or_else(|| unfit("an address in quotation marks"))?,
            ("name", _) => self.name = Some(text.ok_or_else(|| unfit("a name in quotation marks"))?),
            ("follow", DeValue::Boolean(follow)) => self.follow = *follow,
            ("follow", _) => return Err(unfit("true or false")),
            ("every", _) => {
                let every = text.and_then(|text| period(&text).ok());
                self.every =
                    Some(every.ok_or_else(|| unfit("a time from a minute on, such as \"15m\" or \"2h\""))?);
            }
            _ => {
                let remedy = nearest(name, &KEYS).map_or_else(
                    || format!("a feed has {}", KEYS.join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                );
                let why = format!("a feed has no `{name}`");
                return Err(Fault { at: key.span().start, why, remedy });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_feeds_is_read() {
        let text = "[[feed]]\nurl = \"https://a.example/\"\nname = \"A\"\nfollow = true\nevery = \"1h 30m\"\n\n[[feed]]\nurl = \"https://b.example/\"\n";
        let first = Feed {
            url: "https://a.example/".to_owned(),
            name: Some("A".to_owned()),
            follow: true,
            every: Some(SignedDuration::from_mins(90)),
        };
        let second = Feed { url: "https://b.example/".to_owned(), ..Feed::default() };
        assert_eq!(parse(text).unwrap(), [first, second]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (text, why, remedy) in [
            ("", "names no feed", REMEDY),
            ("[feed]\nurl = \"x\"", "`feed` is not [[feed]]", "each feed begins with a line [[feed]]"),
            ("every = \"5m\"", "`every` is not [[feed]]", "each feed begins with a line [[feed]]"),
            ("[[feed]]\nname = \"A\"", "this feed has no `url`", REMEDY),
            ("[[feed]]\nulr = \"x\"", "a feed has no `ulr`", "did you mean `url`?"),
            ("[[feed]]\ncolour = 1", "a feed has no `colour`", "a feed has url, name, follow, every"),
            ("[[feed]]\nurl = 3", "`url` is an address in quotation marks, not 3", REMEDY),
            ("[[feed]]\nfollow = \"yes\"", "`follow` is true or false, not \"yes\"", REMEDY),
            (
                "[[feed]]\nevery = \"5s\"",
                "`every` is a time from a minute on, such as \"15m\" or \"2h\", not \"5s\"",
                REMEDY,
            ),
            ("[[feed]]\nurl = \"x\"\n[[feed]]\nurl = \"x\"", "`x` is named twice", "take one of the two out"),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!((fault.why.as_str(), fault.remedy.as_str()), (why, remedy), "{text}");
        }
    }
}
