//! Which country another data set means.

use legation_exchange::coded::Country;
use legation_knowledge::codes;
use legation_knowledge::world::World;
use std::collections::HashMap;

/// The countries by what others call them.
pub(super) struct Names {
    by_name: HashMap<String, &'static str>,
    world: &'static World,
}

impl Names {
    pub(super) fn of(world: &'static World) -> Names {
        let mut by_name = HashMap::new();
        for country in world.countries() {
            let icews = codes::of(country.iso3).map_or("", |codes| codes.icews);
            for name in [country.name, icews].into_iter().filter(|name| !name.is_empty()) {
                by_name.insert(name.to_lowercase(), country.iso3);
            }
        }
        Names { by_name, world }
    }

    /// The alpha-3 code of a country; none of what is no country: bodies, regions, faiths.
    pub(super) fn code(&self, country: &Country) -> Option<&'static str> {
        match country {
            Country::Code(code) => self.world.country(code).map(|country| country.iso3),
            Country::Name(name) => self.by_name.get(&name.to_lowercase()).copied(),
        }
    }
}
