//! The articles that are at an address: of a page, of the entries of a feed, or of the pages that a feed links to.

use super::client::{Answer, Body, Client, Validators};
use super::error::NetError;
use crate::import::{self, ImportError, Link};
use jiff::civil::Date;
use legation_text::Article;
use std::collections::HashSet;
use url::Url;

/// How many pages of one feed are fetched in one go.
const FOLLOWED: usize = 1_000;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Want<'a> {
    /// Where.
    pub url: &'a str,
    /// The version that one has.
    pub known: &'a Validators,
    /// Whether the pages that a feed links to are fetched, too.
    pub follow: bool,
    /// The date of articles that give none.
    pub date: Option<Date>,
    /// The entries of which the page need not be fetched again, as [`Gathered::entries`] names them.
    pub seen: &'a HashSet<String>,
}

/// One article, or why there is none in its place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The address, and the place inside what is there.
    pub place: String,
    /// What was found.
    pub article: Result<Article, Trouble>,
}

/// Why there is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub enum Trouble {
    /// It could not be had.
    Net(#[from] NetError),
    /// It could not be read.
    Import(#[from] ImportError),
}

impl Trouble {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            Trouble::Net(why) => why.code(),
            Trouble::Import(why) => why.code(),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Trouble::Net(why) => why.remedy(),
            Trouble::Import(why) => why.remedy(),
        }
    }

    /// Whether the same request may well succeed later.
    pub fn passes(&self) -> bool {
        match self {
            Trouble::Net(why) => why.passes(),
            Trouble::Import(_) => false,
        }
    }
}

/// What became of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Whether there was nothing new to be had.
    pub is_unchanged: bool,
    /// Whether the user asked to stop before all pages that a feed links to were had.
    pub is_stopped: bool,
    /// By what to ask next time; none where a page that a feed links to may be had later.
    pub validators: Validators,
    /// Those entries of a feed that are done with.
    pub entries: Vec<String>,
}

/// Hands on the articles that are at an address, and in its place whatever is none. Of a feed that the user stops among its pages it
/// is told which entries are done with.
///
/// # Errors
/// Where the address itself cannot be had, and whatever `take` says.
pub fn gather<E: From<NetError>>(
    client: &mut Client,
    want: Want<'_>,
    mut take: impl FnMut(Finding) -> Result<(), E>,
) -> Result<Gathered, E> {
    let body = match client.get(want.url, want.known)? {
        Answer::Unchanged => {
            let validators = want.known.clone();
            return Ok(Gathered { is_unchanged: true, validators, ..Gathered::default() });
        }
        Answer::Body(body) => body,
    };
    let feed = name(&body.url);
    let Some(entries) = import::entries(&feed, &body.bytes, want.date, body.charset.as_deref()) else {
        for finding in page(&body, want.url, want.date) {
            take(finding)?;
        }
        return Ok(Gathered { validators: body.validators, ..Gathered::default() });
    };
    let mut gathered = Gathered { validators: body.validators.clone(), ..Gathered::default() };
    let mut followed = 0_usize;
    for (link, article) in entries {
        let finding = entry(&body.url, want.url, &link, article);
        if !want.follow || link.url.is_none() {
            take(finding)?;
            continue;
        }
        let key = key(&link);
        if !want.seen.contains(&key) {
            if followed == FOLLOWED {
                gathered.validators = Validators::default();
                let fault = import::Fault::TooMany { most: FOLLOWED, what: "pages that it links to" };
                take(Finding { place: want.url.to_owned(), article: Err(NetError::Answer(fault).into()) })?;
                break;
            }
            followed += 1;
            let address = absolute(&body.url, link.url.as_deref().unwrap_or_default());
            match follow(client, &address, &link, want.date) {
                Ok(article) => take(Finding { place: finding.place, article: Ok(article) })?,
                Err(Trouble::Net(NetError::Stopped)) => {
                    (gathered.is_stopped, gathered.validators) = (true, Validators::default());
                    break;
                }
                Err(why) => {
                    let passes = why.passes();
                    take(Finding { place: format!("{}, {address}", body.url), article: Err(why) })?;
                    if passes {
                        // The next round asks for all of it again.
                        gathered.validators = Validators::default();
                        continue;
                    }
                    if finding.article.is_ok() {
                        take(finding)?;
                    }
                }
            }
        }
        gathered.entries.push(key);
    }
    Ok(gathered)
}

/// The articles of what is no feed.
fn page(body: &Body, asked: &str, date: Option<Date>) -> Vec<Finding> {
    let name = name(&body.url);
    let articles: Vec<_> =
        import::of_answer(&name, &body.bytes, date, &body.url, body.charset.as_deref()).collect();
    let is_only = articles.len() == 1;
    let findings = articles.into_iter().map(|article| match article {
        Ok(article) => {
            let url = article.url.or_else(|| is_only.then(|| body.url.clone()));
            Finding { place: asked.to_owned(), article: Ok(Article { url, ..article }) }
        }
        Err(why) => refused(asked, why),
    });
    findings.collect()
}

/// The article of an entry of a feed, as it stands there.
fn entry(feed: &str, asked: &str, link: &Link, article: Result<Article, ImportError>) -> Finding {
    match article {
        Ok(mut article) => {
            article.url = article.url.map(|url| absolute(feed, &url));
            // A place in a feed is no name: tomorrow another entry has it.
            if let Some(url) = article.url.as_ref().filter(|_| link.id.is_none()) {
                article.id = name(url);
            }
            Finding { place: asked.to_owned(), article: Ok(article) }
        }
        Err(why) => refused(asked, why),
    }
}

/// The article of the page that an entry links to. What the page does not say of itself, the entry says.
fn follow(client: &mut Client, address: &str, link: &Link, date: Option<Date>) -> Result<Article, Trouble> {
    let Answer::Body(body) = client.get(address, &Validators::default())? else {
        return Err(NetError::Status(304).into());
    };
    let found = page(&body, address, link.date.or(date)).into_iter().next();
    let article =
        found.map_or(Err(NetError::Answer(import::Fault::NoText).into()), |finding| finding.article)?;
    let Article { title, source, .. } = article;
    Ok(Article {
        id: link.id.clone().unwrap_or_else(|| name(address)),
        title: title.or_else(|| link.title.clone()),
        source: source.or_else(|| link.source.clone()),
        ..article
    })
}

fn refused(asked: &str, why: ImportError) -> Finding {
    let ImportError { inside: place, fault } = why.within(asked);
    Finding { place, article: Err(ImportError::from(fault).into()) }
}

/// By what an entry is known again.
fn key(link: &Link) -> String {
    link.id.as_ref().or(link.url.as_ref()).cloned().unwrap_or_default()
}

/// What an address is called: `example.org/news/talks`, without what all addresses have.
fn name(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split('#').next().unwrap_or(bare).trim_end_matches('/').to_owned()
}

fn absolute(base: &str, url: &str) -> String {
    match Url::parse(base).and_then(|base| base.join(url)) {
        Ok(whole) => whole.into(),
        Err(_) => url.to_owned(),
    }
}
