//! Who deals with whom.

use super::dyad::happened;
use super::{Counted, Query, Sight, View, Which, both, which};
use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_store::Filter;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Which dealings.
#[derive(Clone, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NetworkQuery {
    /// From the week of this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Up to the week of this day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Only these PLOVER types.
    #[param(rename = "type")]
    pub types: Vec<String>,
    /// Only these statuses; what occurred or goes on unless said otherwise.
    #[param(rename = "status")]
    pub statuses: Vec<String>,
    /// Only the dealings of this party (its code).
    pub party: Option<String>,
    /// How many pairs: 1 to 1000; 60 unless said otherwise.
    pub limit: Option<u32>,
}

/// Who deals with whom.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Network {
    /// The parties, those with the most events first.
    pub nodes: Vec<NetworkNode>,
    /// The pairs, those with the most events first.
    pub edges: Vec<NetworkEdge>,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NetworkNode {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many events it has with the others here.
    pub events: u64,
}

/// Two parties that deal with each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NetworkEdge {
    /// The code of the one.
    pub first: String,
    /// The code of the other.
    pub second: String,
    /// How many events.
    pub events: u64,
    /// How many of them are of cooperation.
    pub cooperation: u64,
    /// How many are of conflict.
    pub conflict: u64,
    /// The week of the last.
    pub last: String,
}

impl Query for NetworkQuery {
    fn take(params: &mut Params) -> Result<NetworkQuery, Problem> {
        let Counted { limit } = Counted { limit: which::limit(params)? };
        let party = params.one("party")?.map(|code| code.to_uppercase());
        let mut known = params.only(&["from", "to", "type", "status"]);
        let Which { from, to, types, statuses, .. } = Which::take(&mut known)?;
        Ok(NetworkQuery { from, to, types, statuses, party, limit })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/network"), Address::new("/api/v1/network"), |address| {
            address.add("from", self.from);
            address.add("to", self.to);
            address.all("type", &self.types);
            address.all("status", &self.statuses);
            address.add("party", self.party.as_deref());
            address.add("limit", self.limit);
        })
    }
}

impl View for NetworkQuery {
    type Matter = Network;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Network, Problem> {
        const FEW: u32 = 60;
        let filter = Filter {
            from: self.from,
            to: self.to,
            types: self.types.clone(),
            statuses: if self.statuses.is_empty() { happened() } else { self.statuses.clone() },
            ..Filter::default()
        };
        let pairs = sight.store.pairs(self.party.as_deref(), &filter, self.limit.unwrap_or(FEW))?;
        let mut events: BTreeMap<&str, u64> = BTreeMap::new();
        for pair in &pairs {
            *events.entry(&pair.first).or_default() += pair.events;
            *events.entry(&pair.second).or_default() += pair.events;
        }
        let mut nodes: Vec<NetworkNode> = events
            .into_iter()
            .map(|(code, events)| {
                let party = sight.party(code);
                NetworkNode { code: party.code, name: party.name, events }
            })
            .collect();
        nodes.sort_by_key(|node| std::cmp::Reverse(node.events));
        let edges = pairs.into_iter().map(|pair| NetworkEdge {
            first: pair.first,
            second: pair.second,
            events: pair.events,
            cooperation: pair.cooperation,
            conflict: pair.conflict,
            last: pair.last_week,
        });
        Ok(Network { nodes, edges: edges.collect() })
    }
}
