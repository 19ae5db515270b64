//! A negotiation laid out, and which negotiations there are.

use super::{Counted, Query, Sight, View, both, which};
use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_link::{Dossier, Party};
use legation_record::{EventType, PartialDate};
use legation_store::{Filter, Joined, Material};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// Which negotiation, and from which articles.
#[derive(Clone, Debug, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DossierQuery {
    /// The parties: `Iran–United States`, `IRN-USA`.
    #[param(ignore)]
    pub parties: String,
    /// As it was known on this day: only articles published by then.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
    /// Published from this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub published_from: Option<Date>,
    /// Published up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub published_to: Option<Date>,
    /// Of this outlet.
    pub source: Option<String>,
    /// With these words.
    pub text: Option<String>,
    /// Only what concerns these words.
    pub topic: Option<String>,
}

/// A negotiation as a page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DossierPage {
    /// The parties that were asked for, in the order of their codes.
    #[schema(schema_with = crate::api::schema::party_list)]
    pub parties: Vec<Party>,
    /// What `legation dossier --format json` prints: docs/DOSSIER.md.
    #[schema(schema_with = crate::api::schema::dossier)]
    pub dossier: Dossier,
    /// Articles that had to be left out, since their text may not be kept.
    pub left_out: u64,
}

impl Query for DossierQuery {
    fn take(params: &mut Params) -> Result<DossierQuery, Problem> {
        Ok(DossierQuery {
            parties: params.must("parties")?,
            as_of: params.date("as_of")?,
            published_from: params.date("published_from")?,
            published_to: params.date("published_to")?,
            source: params.one("source")?,
            text: params.one("text")?,
            topic: params.one("topic")?,
        })
    }

    fn addresses(&self) -> [String; 2] {
        let at = |path| Address::new(path).part(&self.parties);
        both(at("/dossier"), at("/api/v1/dossiers"), |address| {
            address.add("as_of", self.as_of);
            address.add("published_from", self.published_from);
            address.add("published_to", self.published_to);
            address.add("source", self.source.as_deref());
            address.add("text", self.text.as_deref());
            address.add("topic", self.topic.as_deref());
        })
    }
}

impl DossierQuery {
    /// Of some parties, from all articles.
    pub fn of(parties: &str) -> DossierQuery {
        DossierQuery {
            parties: parties.to_owned(),
            as_of: None,
            published_from: None,
            published_to: None,
            source: None,
            text: None,
            topic: None,
        }
    }
}

impl View for DossierQuery {
    type Matter = DossierPage;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<DossierPage, Problem> {
        let parties = sight.parties(&self.parties, self.as_of)?;
        let filter = Filter {
            as_of: self.as_of,
            published_from: self.published_from,
            published_to: self.published_to,
            outlet: self.source.clone(),
            text: self.text.clone(),
            parties: legation_link::sides(&parties, sight.world()),
            ..Filter::default()
        };
        let material = Material::of(sight.store, &filter)?;
        let joined = Joined::of(sight.store, &filter, sight.maker)?;
        let articles = material.articles(&joined);
        let mut dossier =
            legation_link::dossier(&articles, &parties, self.as_of.map(PartialDate::from), sight.world());
        if let Some(topic) = &self.topic {
            dossier.narrow(topic);
        }
        Ok(DossierPage { parties, dossier, left_out: material.left_out() })
    }
}

/// Which negotiations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossiersQuery {
    /// With talks from this day on.
    pub from: Option<Date>,
    /// With talks up to this day.
    pub to: Option<Date>,
    /// How many.
    pub counted: Counted,
}

/// Pairs of parties that talk to each other, those that are told of most first.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Dossiers {
    /// The pairs.
    pub items: Vec<DossierRow>,
    /// Always null: there are no more than `limit` asks for.
    pub next: Option<String>,
}

/// A pair of parties that talk to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DossierRow {
    /// What names the dossier in an address: `IRN-USA`.
    pub name: String,
    /// The parties.
    #[schema(schema_with = crate::api::schema::party_list)]
    pub parties: Vec<Party>,
    /// How many talks between them are told of.
    pub talks: u64,
    /// The week of the first.
    pub first: String,
    /// The week of the last.
    pub last: String,
}

impl Query for DossiersQuery {
    fn take(params: &mut Params) -> Result<DossiersQuery, Problem> {
        let limit = which::limit(params)?;
        Ok(DossiersQuery { from: params.date("from")?, to: params.date("to")?, counted: Counted { limit } })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/dossiers"), Address::new("/api/v1/dossiers"), |address| {
            address.add("from", self.from);
            address.add("to", self.to);
            address.add("limit", self.counted.limit);
        })
    }
}

impl View for DossiersQuery {
    type Matter = Dossiers;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Dossiers, Problem> {
        const FEW: u32 = 50;
        let filter = Filter {
            from: self.from,
            to: self.to,
            types: vec![EventType::Consult.name().to_owned()],
            ..Filter::default()
        };
        let pairs = sight.store.pairs(None, &filter, self.counted.limit.unwrap_or(FEW))?;
        let rows = pairs.into_iter().map(|pair| DossierRow {
            name: format!("{}-{}", pair.first, pair.second),
            parties: vec![sight.party(&pair.first), sight.party(&pair.second)],
            talks: pair.events,
            first: pair.first_week,
            last: pair.last_week,
        });
        Ok(Dossiers { items: rows.collect(), next: None })
    }
}
