//! What there is in an invented world: codes of states and sectors, contexts, types, and words made of syllables.

use crate::chance::Chance;
use legation_record::EventType;
use std::collections::HashSet;

/// States, those first that stand most in the news.
pub(super) const STATES: [&str; 249] = [
    "USA", "RUS", "CHN", "UKR", "ISR", "IRN", "GBR", "FRA", "DEU", "PSE", "TUR", "IND", "PRK", "KOR", "JPN",
    "SAU", "SYR", "PAK", "IRQ", "EGY", "LBN", "TWN", "VEN", "POL", "ITA", "CAN", "AUS", "YEM", "AFG", "QAT",
    "ARE", "JOR", "BLR", "SRB", "MEX", "BRA", "ESP", "NLD", "SDN", "ETH", "NGA", "KEN", "ZAF", "PHL", "VNM",
    "MMR", "IDN", "HUN", "GRC", "CYP", "ARM", "AZE", "GEO", "MDA", "KAZ", "FIN", "SWE", "NOR", "LTU", "LVA",
    "EST", "ROU", "BGR", "CUB", "COL", "ARG", "CHL", "PER", "MLI", "NER", "BFA", "LBY", "TUN", "DZA", "MAR",
    "SOM", "ERI", "SSD", "COD", "RWA", "UGA", "TZA", "GHA", "CIV", "SEN", "TCD", "CMR", "AGO", "MOZ", "ZMB",
    "ZWE", "THA", "MYS", "SGP", "KHM", "LAO", "BGD", "LKA", "NPL", "MNG", "UZB", "TKM", "KGZ", "TJK", "KWT",
    "BHR", "OMN", "AUT", "CHE", "BEL", "DNK", "CZE", "SVK", "SVN", "HRV", "BIH", "MNE", "MKD", "ALB", "PRT",
    "IRL", "ISL", "LUX", "MLT", "NZL", "BOL", "ECU", "PRY", "URY", "GUY", "SUR", "PAN", "CRI", "NIC", "HND",
    "SLV", "GTM", "BLZ", "HTI", "DOM", "JAM", "TTO", "BRB", "BHS", "ATG", "DMA", "GRD", "KNA", "LCA", "VCT",
    "BEN", "TGO", "GIN", "GNB", "SLE", "LBR", "GMB", "MRT", "CPV", "STP", "GNQ", "GAB", "COG", "CAF", "BDI",
    "DJI", "COM", "MDG", "MUS", "SYC", "MWI", "NAM", "BWA", "LSO", "SWZ", "BTN", "MDV", "BRN", "TLS", "PNG",
    "FJI", "SLB", "VUT", "WSM", "TON", "KIR", "TUV", "NRU", "PLW", "MHL", "FSM", "AND", "MCO", "SMR", "LIE",
    "VAT", "HKG", "MAC", "PRI", "GRL", "FRO", "GIB", "GGY", "JEY", "IMN", "BMU", "CYM", "VGB", "VIR", "TCA",
    "AIA", "MSR", "ABW", "CUW", "SXM", "BES", "GLP", "MTQ", "GUF", "REU", "MYT", "SPM", "BLM", "MAF", "NCL",
    "PYF", "WLF", "COK", "NIU", "TKL", "PCN", "ASM", "GUM", "MNP", "UMI", "NFK", "CXR", "CCK", "HMD", "ATA",
    "ATF", "SGS", "BVT", "IOT", "SHN", "FLK", "ESH", "ALA", "SJM",
];

/// Sectors, each as often as it stands here.
pub(super) const SECTORS: [&str; 14] =
    ["GOV", "GOV", "GOV", "GOV", "GOV", "MIL", "MIL", "LEG", "OPP", "CVL", "MED", "JUD", "REB", ""];

/// PLOVER's contexts, the commonest first.
pub(super) const CONTEXTS: [&str; 37] = [
    "diplomatic",
    "military",
    "economic",
    "cbrn",
    "territory",
    "terrorism",
    "religion_ethnicity",
    "natural_resource",
    "legal",
    "environment",
    "crime",
    "migration",
    "health",
    "legislative",
    "disasters",
    "technology",
    "rights_freedoms",
    "repression",
    "peacekeeping",
    "human_security",
    "human_rights",
    "intelligence",
    "election",
    "illegal_drugs",
    "cyber",
    "trafficking",
    "political_institutions",
    "inequality",
    "gender",
    "pro_autocracy",
    "corruption",
    "executive",
    "reparations",
    "misinformation",
    "pro_democracy",
    "lgbt",
    "asylum",
];

/// A type with its modes and scores.
pub(super) type Kind = (EventType, &'static [&'static str], f64, f64);

/// Types; of a hundred events, so many have each.
const KINDS: [(usize, Kind); 16] = [
    (28, (EventType::Consult, &["visit", "phone", "third-party", "multilateral"], 1.0, 1.9)),
    (12, (EventType::Accuse, &["disapprove", "allege", "investigate"], -3.0, -2.0)),
    (10, (EventType::Request, &["assist", "change", "yield", "meet"], -1.0, 1.6)),
    (9, (EventType::Assault, &["aerial", "firearms", "explosives", "heavy-weapons"], -9.0, -10.0)),
    (8, (EventType::Support, &[], 4.0, 3.4)),
    (6, (EventType::Agree, &[], 3.0, 4.0)),
    (5, (EventType::Reject, &["assist", "change", "yield", "meet"], -4.0, -4.0)),
    (4, (EventType::Threaten, &["restrict", "violence", "territory"], -6.0, -6.4)),
    (4, (EventType::Sanction, &["convict", "expel", "withdraw"], -6.0, -7.0)),
    (3, (EventType::Aid, &[], 7.0, 7.0)),
    (3, (EventType::Cooperate, &[], 6.0, 6.4)),
    (2, (EventType::Coerce, &["arrest", "restrict"], -7.0, -7.0)),
    (2, (EventType::Mobilize, &["troops", "weapons"], -5.0, -7.2)),
    (2, (EventType::Protest, &["demo", "strike"], -5.0, -6.5)),
    (1, (EventType::Retreat, &["withdraw", "release", "ceasefire"], 6.0, 7.0)),
    (1, (EventType::Concede, &[], 5.0, 5.0)),
];

/// A type by its frequency.
pub(super) fn kind(chance: &mut Chance) -> &'static Kind {
    let mut at = chance.below(100);
    for (share, kind) in &KINDS {
        if at < *share {
            return kind;
        }
        at -= share;
    }
    &KINDS[0].1
}

const ONSETS: [&str; 20] =
    ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "dr", "kr", "st"];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ou", "é"];
const CODAS: [&str; 8] = ["", "", "", "n", "r", "l", "m", "k"];

/// Syllables, put together.
fn syllables(chance: &mut Chance, count: usize) -> String {
    (0..count)
        .map(|_| {
            // An accent in one word of some: what counts code points must not count bytes.
            let vowels = if chance.per_mille(20) { 8 } else { 7 };
            let vowel = VOWELS[chance.below(vowels)];
            format!("{}{vowel}{}", chance.pick(&ONSETS), chance.pick(&CODAS))
        })
        .collect()
}

/// A name with a capital.
pub(super) fn name(chance: &mut Chance) -> String {
    let count = chance.between(2, 3);
    let name = syllables(chance, count);
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// Words, all different, short ones first as the commonest words are.
pub(super) fn words(chance: &mut Chance, count: usize) -> Vec<String> {
    let mut words = Vec::with_capacity(count);
    let mut seen = HashSet::new();
    while words.len() < count {
        let long = match words.len() {
            0..100 => 1,
            100..2000 => 2,
            2000..20_000 => 3,
            _ => 4,
        };
        let word = syllables(chance, long);
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}
