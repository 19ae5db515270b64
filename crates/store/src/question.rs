//! Questions, and rows as answers.

use crate::Pattern;
use jiff::civil::Date;
use legation_link::Party;
use serde::Serialize;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who did what to whom.
    Events,
    /// Who said what.
    Statements,
    /// What talks are about.
    Agenda,
    /// Who takes part and speaks, and how often.
    Actors,
    /// Articles.
    Articles,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked for.
    pub part: Part,
    /// Of which rows.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// At most so many; none for all.
    pub limit: Option<u32>,
    /// Leaving out so many first.
    pub offset: u32,
    /// Going on behind a row; for the orders by day alone.
    pub after: Option<After>,
}

/// A row behind which an answer goes on: rows that come in or go away elsewhere meanwhile move nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The day of the row; none for those that have none, which come last.
    pub day: Option<String>,
    /// Its key.
    pub key: i64,
}

impl Question {
    /// Everything of a part, newest first.
    pub fn about(part: Part) -> Question {
        Question {
            part,
            filter: Filter::default(),
            order: Order::Newest,
            limit: None,
            offset: 0,
            after: None,
        }
    }
}

/// Which rows: those that meet all that is set. What a part does not have, it is not asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// From this day on: of the event or statement, of the article for articles.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
    /// In articles published from this day on.
    pub published_from: Option<Date>,
    /// In articles published up to this day.
    pub published_to: Option<Date>,
    /// PLOVER types, any of them.
    pub types: Vec<String>,
    /// Modes, any of them.
    pub modes: Vec<String>,
    /// Contexts, any of them.
    pub contexts: Vec<String>,
    /// Statuses, any of them.
    pub statuses: Vec<String>,
    /// At least so sure of the type; of a statement.
    pub confidence: Option<f64>,
    /// Parties or speakers: all of these.
    pub actors: Vec<Pattern>,
    /// Parties in the source role: all of these.
    pub sources: Vec<Pattern>,
    /// Parties in the target role: all of these.
    pub targets: Vec<Pattern>,
    /// Between these two.
    pub dyad: Option<Dyad>,
    /// In this place, by name.
    pub place: Option<String>,
    /// In this country, alpha-3.
    pub country: Option<String>,
    /// In articles of this outlet.
    pub outlet: Option<String>,
    /// In articles with these words.
    pub text: Option<String>,
    /// Only what is told as history, or only what is not.
    pub background: Option<bool>,
    /// Agenda: `on` or `off`.
    pub scope: Option<String>,
    /// What was published by this day alone, in the versions of that day. Older versions have no events, statements or agenda of their own.
    pub as_of: Option<Date>,
    /// Articles that name each of these parties: of several that stand together, any.
    pub parties: Vec<Vec<Party>>,
}

impl Filter {
    /// The last day of publication.
    pub(crate) fn published_until(&self) -> Option<Date> {
        [self.published_to, self.as_of].into_iter().flatten().min()
    }
}

/// Two parties: `USA-RUS` either way, `USA>RUS` from the first to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dyad {
    /// A country (alpha-3), or a body's code.
    pub first: String,
    /// The other one.
    pub second: String,
    /// Whether only what the first does to the second counts.
    pub is_directed: bool,
}

impl std::str::FromStr for Dyad {
    type Err = String;

    /// ```
    /// use legation_store::Dyad;
    /// let dyad: Dyad = "USA>RUS".parse().unwrap();
    /// assert!(dyad.is_directed);
    /// assert!("USA".parse::<Dyad>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Dyad, String> {
        let is_directed = text.contains('>');
        let (first, second) = text
            .split_once(if is_directed { '>' } else { '-' })
            .ok_or("write two codes: USA-RUS, or USA>RUS")?;
        let (first, second) = (first.trim().to_uppercase(), second.trim().to_uppercase());
        if first.is_empty() || second.is_empty() {
            return Err("write two codes: USA-RUS, or USA>RUS".to_owned());
        }
        Ok(Dyad { first, second, is_directed })
    }
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest day first.
    #[default]
    Newest,
    /// The earliest day first.
    Oldest,
    /// The surest first.
    Surest,
    /// The most frequent first; for actors.
    Frequent,
}

/// Rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The names of the columns, those of the views in docs/STORE.md.
    pub columns: Vec<String>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Answer {
    /// The cell of a row in a column; nothing where there is no such column.
    pub fn cell(&self, row: usize, column: &str) -> &Cell {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.rows.get(row)?.get(at)).unwrap_or(&Cell::Null)
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Integer(number) => write!(f, "{number}"),
            Cell::Real(number) => write!(f, "{number}"),
            Cell::Text(text) => f.write_str(text),
        }
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Words.
    Text(String),
}
