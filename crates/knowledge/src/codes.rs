//! What other data sets call a country (`data/world/codes.tsv`).
//!
//! ```
//! use legation_knowledge::codes;
//! let russia = codes::of("RUS").unwrap();
//! assert_eq!((russia.fips, russia.cow, russia.icews, russia.ftm), ("RS", "365", "Russian Federation", "ru"));
//! ```

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

/// What other data sets call a country; empty where they do not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    /// ISO 3166 alpha-3.
    pub iso3: &'static str,
    /// FIPS 10-4, which GDELT has.
    pub fips: &'static str,
    /// The number in Correlates of War, which POLECAT has.
    pub cow: &'static str,
    /// The name in ICEWS, where it is not the usual one.
    pub icews: &'static str,
    /// The code in FollowTheMoney.
    pub ftm: &'static str,
}

/// Those of an alpha-3 code.
pub fn of(iso3: &str) -> Option<&'static Codes> {
    CODES.binary_search_by_key(&iso3, |codes| codes.iso3).ok().and_then(|at| CODES.get(at))
}
