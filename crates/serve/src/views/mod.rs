//! What pages show, and what the API answers: one module a page, each a pure function of the store.
//!
//! A [`Query`] is what an address asks; it knows its address as a page ([`Query::address`]) and its twin in the API ([`Query::twin`]), each
//! written in one way. [`View::see`] gives what is to be seen, as one struct that templates show and that is written out as JSON.

mod actor;
mod agenda;
mod article;
mod articles;
mod changed;
mod dossier;
mod dyad;
mod events;
mod map;
mod network;
mod rows;
mod search;
mod statements;
mod story;
mod timeline;
mod today;
mod which;

pub use actor::{Actor, ActorQuery, ActorsQuery, Beside, Tenure};
pub use agenda::AgendaQuery;
pub use article::{Article, ArticleQuery, Copy, Mark, MarkKind, Said, Snippet, marks};
pub use articles::ArticlesQuery;
pub use changed::{Changed, ChangedItem, ChangedKind, ChangedQuery, ChangedWhat};
pub use dossier::{DossierPage, DossierQuery, DossierRow, Dossiers, DossiersQuery};
pub use dyad::{Dyad, DyadPoint, DyadQuery, PeriodName, Series, SeriesPoint, SeriesQuery};
pub use events::EventsQuery;
pub use map::{Map, MapPlace, MapQuery};
pub use network::{Network, NetworkEdge, NetworkNode, NetworkQuery};
pub use rows::{ActorRow, AgendaRow, ArticleRow, EventRow, List, StatementRow};
pub(crate) use rows::{Row, pages};
pub use search::{Found, Piece, Search, SearchQuery};
pub use statements::StatementsQuery;
pub use story::{Stories, StoriesQuery, Story, StoryQuery, StoryRow};
pub use timeline::{Timeline, TimelineQuery, TimelineRow};
pub use today::{Today, TodayQuery};
pub use which::{Counted, Listed, Sort, Which};

use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_knowledge::world::World;
use legation_link::Party;
use legation_store::{Leaves, Sqlite, Storage};
use serde::Serialize;

/// What everything is seen with: the store, and what makes of its articles what spans them.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The store, to read.
    pub store: &'a Sqlite,
    /// The tables, and threads where there are some.
    pub maker: &'a dyn Leaves,
    /// A number that changes when the store does; cursors of orders that shift hold it.
    pub counter: u64,
}

impl std::fmt::Debug for Sight<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sight").field("counter", &self.counter).finish_non_exhaustive()
    }
}

impl Sight<'_> {
    /// The tables.
    pub fn world(&self) -> &'static World {
        self.maker.world()
    }

    /// The last day on which an article was published; of an empty store the day of the tables.
    pub fn last_day(&self) -> Result<Date, Problem> {
        let last = self.store.last_day()?;
        let day = last.and_then(|day| day.parse::<legation_record::PartialDate>().ok());
        Ok(day.map_or_else(|| self.world().as_of(), legation_record::PartialDate::last_day))
    }

    /// The parties that some words name, as names are understood on a day.
    pub fn parties(&self, written: &str, as_of: Option<Date>) -> Result<Vec<Party>, Problem> {
        let day = as_of.unwrap_or_else(|| self.world().as_of());
        Ok(legation_link::parties(&[written.to_owned()], self.world(), day)?)
    }

    /// The name of the party of a code: `Iran` of `IRN`.
    pub fn party(&self, code: &str) -> Party {
        let country = self.world().country(code).map(|country| country.name);
        let body = || self.world().all_bodies().find(|body| body.code == code).map(|body| body.name);
        let name = country.or_else(body).unwrap_or(code).to_owned();
        Party { code: code.to_owned(), name }
    }

    /// Whether all that can be linked is linked.
    pub fn is_linked(&self) -> Result<bool, Problem> {
        Ok(self.store.linked(legation_store::LEAF_FORM)?.waiting == 0)
    }
}

/// What an address asks.
pub trait Query: Sized {
    /// Out of the parameters of an address; those of the path come as parameters too.
    fn take(params: &mut Params) -> Result<Self, Problem>;

    /// The address of the page, and that of the same as JSON.
    fn addresses(&self) -> [String; 2];

    /// The address of the page.
    fn address(&self) -> String {
        let [page, _] = self.addresses();
        page
    }

    /// The address of the same as JSON.
    fn twin(&self) -> String {
        let [_, twin] = self.addresses();
        twin
    }

    /// Of a query string, all of which must be understood.
    fn parse(query: &str) -> Result<Self, Problem> {
        let mut params = Params::of(query)?;
        let asked = Self::take(&mut params)?;
        params.finish()?;
        Ok(asked)
    }

    /// Of a query string and a part of the path that stands for a parameter: `/dossier/{parties}`.
    fn parse_with(name: &str, part: &str, query: &str) -> Result<Self, Problem> {
        let mut params = Params::of(query)?;
        params.put(name, part)?;
        let asked = Self::take(&mut params)?;
        params.finish()?;
        Ok(asked)
    }
}

/// What can be seen at an address.
pub trait View: Query + Send + Sync + 'static {
    /// What is seen.
    type Matter: Serialize + Send + Sync + 'static;

    /// Whether making it takes so long that it is kept until the store changes.
    const IS_KEPT: bool = false;

    /// Looks.
    fn see(&self, sight: &Sight<'_>) -> Result<Self::Matter, Problem>;
}

/// The two addresses of a query: of the page and of its twin.
fn both(page: Address, twin: Address, write: impl Fn(&mut Address)) -> [String; 2] {
    [page, twin].map(|mut address| {
        write(&mut address);
        address.to_string()
    })
}
