//! Who publishes: wires, broadcasters, papers, ministries, organisations (`data/world/outlets.tsv`).

use crate::table::{Fault, Table};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kinds of outlets.
pub const KINDS: [&str; 7] = ["wire", "public", "private", "state", "ministry", "igo", "ngo"];

static EMBEDDED: LazyLock<Outlets> = LazyLock::new(|| {
    let mut outlets = Outlets::default();
    // The build has read the same table with the same rules.
    let _ = outlets.rows(include_str!(concat!(env!("OUT_DIR"), "/outlets.tsv")));
    outlets
});

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual name in English.
    pub name: String,
    /// ISO 3166 alpha-3 code of where it sits; none for international bodies.
    pub country: Option<String>,
    /// One of [`KINDS`]: `state` is owned or steered by a government, `public` is publicly funded and free in what it writes.
    pub kind: String,
    /// ISO 639-1 code of its main language.
    pub language: Option<String>,
}

/// The outlets that are known, by names and addresses.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    all: Vec<Outlet>,
    by_name: HashMap<String, usize>,
    by_host: HashMap<String, usize>,
}

impl Outlets {
    /// Those that the program carries.
    pub fn embedded() -> &'static Outlets {
        &EMBEDDED
    }

    /// The same with rows of the user's own, which go before: a table with the columns `name`, `aliases`, `hosts`, `country`, `kind`, `language`.
    pub fn add(&mut self, text: &str) -> Result<(), Fault> {
        self.rows(text)
    }

    fn rows(&mut self, text: &str) -> Result<(), Fault> {
        for row in Table::parse(text)?.rows() {
            let (name, kind) = (row.cell("name"), row.cell("kind"));
            if name.is_empty() {
                return Err(row.fault("no name"));
            }
            if !KINDS.contains(&kind) {
                return Err(row.fault(format!("`{kind}` is none of {}", KINDS.join(", "))));
            }
            let country = Some(row.cell("country")).filter(|country| !country.is_empty());
            if country
                .is_some_and(|code| code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()))
            {
                return Err(row.fault("the country is no alpha-3 code of ISO 3166"));
            }
            let at = self.all.len();
            self.all.push(Outlet {
                name: name.to_owned(),
                country: country.map(str::to_owned),
                kind: kind.to_owned(),
                language: row.parts("language").next().map(str::to_owned),
            });
            for alias in std::iter::once(name).chain(row.parts("aliases")) {
                self.by_name.insert(folded(alias), at);
            }
            for host in row.parts("hosts") {
                self.by_host.insert(host.to_lowercase(), at);
            }
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The outlet that an article names, or whose address it has.
    ///
    /// ```
    /// use legation_knowledge::outlets::Outlets;
    /// let outlets = Outlets::embedded();
    /// let reuters = outlets.of(Some("REUTERS"), None).unwrap();
    /// assert_eq!(reuters.kind, "wire");
    /// let by_address = outlets.of(None, Some("https://www.reuters.com/world/talks"));
    /// assert_eq!(by_address, Some(reuters));
    /// assert!(outlets.of(Some("The Unheard-of Gazette"), None).is_none());
    /// ```
    pub fn of(&self, name: Option<&str>, url: Option<&str>) -> Option<&Outlet> {
        let named = name.and_then(|name| self.by_name.get(&folded(name)).or_else(|| self.host(name)));
        named.or_else(|| self.host(url?)).and_then(|&at| self.all.get(at))
    }

    /// The outlet of an address, or of a bare host: `www.bbc.co.uk`, then `bbc.co.uk`, then `co.uk`.
    fn host(&self, url: &str) -> Option<&usize> {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next()?.to_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(at) = self.by_host.get(rest) {
                return Some(at);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

/// A name as it is looked up: in small letters, without an article before it.
fn folded(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}
