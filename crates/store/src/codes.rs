//! What the codes of a corrected field can be: as the tables that the program carries have them.

use legation_knowledge::codebook;
use legation_knowledge::world::World;
use legation_record::EventType;
use legation_record::correction::Codes;

/// The codebook and the countries that the program carries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables;

impl Codes for Tables {
    fn modes(&self, kind: EventType) -> Vec<&'static str> {
        codebook::modes(kind.name()).collect()
    }

    fn contexts(&self) -> &'static [&'static str] {
        &codebook::CONTEXT_NAMES
    }

    fn plover_score(&self, kind: EventType, mode: Option<&str>) -> Option<f64> {
        codebook::plover_score(kind.name(), mode.unwrap_or_default())
    }

    fn is_cameo(&self, code: &str) -> bool {
        codebook::cameo_name(code).is_some()
    }

    fn goldstein(&self, code: &str) -> Option<f64> {
        codebook::goldstein(code)
    }

    fn is_actor(&self, code: &str) -> bool {
        World::embedded().is_actor_code(code)
    }

    fn countries(&self) -> Vec<&'static str> {
        World::embedded().countries().map(|country| country.iso3).collect()
    }
}
