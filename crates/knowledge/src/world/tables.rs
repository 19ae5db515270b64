//! What the tables hold.

use super::Office;
use jiff::civil::Date;

/// A country or territory.
#[derive(Debug, PartialEq)]
pub struct Country {
    /// ISO 3166 alpha-3 code; `SUN`, `YUG`, `DDR` and `CSK` for states that are gone, `XKX` for Kosovo.
    pub iso3: &'static str,
    /// Its usual English name.
    pub name: &'static str,
    /// The usual English name of its capital.
    pub capital: Option<&'static str>,
    /// Degrees north of its middle.
    pub lat: f64,
    /// Degrees east of its middle.
    pub lon: f64,
    /// The day since when it exists, given where that is recent.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
}

/// A person of public life, with the offices that they held.
#[derive(Debug, PartialEq)]
pub struct Person {
    /// Full name.
    pub name: &'static str,
    /// Known for those typed by hand only.
    pub gender: Option<Gender>,
    /// Whether the person makes much diplomatic news, and so was typed by hand.
    pub is_prominent: bool,
    /// In the order of their beginnings.
    pub tenures: &'static [Tenure],
}

/// What a pronoun for the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// `she`
    Female,
    /// `he`
    Male,
}

/// An office held by somebody for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// PLOVER actor code: `RUSGOV`, `IGONATO`.
    pub code: &'static str,
    /// What kind of office.
    pub office: Office,
    /// Its title.
    pub title: &'static str,
    /// The first day, or the first of the month or year that is all that is known; for some of the Factbook, the first day on
    /// which it was listed. None where unknown.
    pub start: Option<Date>,
    /// When it ended.
    pub end: End,
    /// Who says so.
    pub basis: Basis,
    /// How sure the row is.
    pub confidence: Confidence,
}

/// The end of a tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The last day, or the last of the month or year that is all that is known, or the day when it was known to be over.
    By(Date),
    /// It still went on at the day of the source.
    Listed(Date),
    /// No end is known.
    Open,
}

/// On what the table's word for a tenure rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// CIA World Factbook.
    Factbook,
    /// Wikidata.
    Wikidata,
    /// Institute for Government, ministers database.
    Ifg,
    /// A public page, by its address.
    Page(&'static str),
    /// General knowledge: no source is named.
    Unsourced,
    /// A table of the user's own.
    User,
}

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Person and office only.
    Low,
    /// Person and office, dates within months.
    Medium,
    /// Person, office and dates.
    High,
}

impl Confidence {
    /// `high`, `medium`, `low`.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

impl std::fmt::Display for Basis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Basis::Factbook => "CIA World Factbook",
            Basis::Wikidata => "Wikidata",
            Basis::Ifg => "Institute for Government",
            Basis::Page(address) => address,
            Basis::Unsourced => "unsourced",
            Basis::User => "your table",
        })
    }
}

/// An organisation, ministry, parliament, party, armed group or medium.
#[derive(Debug, PartialEq)]
pub struct Body {
    /// Its first name in the table.
    pub name: &'static str,
    /// PLOVER actor code.
    pub code: &'static str,
    /// The first day of that code; none where it always held.
    pub from: Option<Date>,
    /// The last day of that code.
    pub until: Option<Date>,
    /// The member states' alpha-3 codes; empty for what has none, or where they are not known.
    pub members: &'static [&'static str],
}

/// A noun for an office or a trade (`foreign minister`), or for a group (`troops`).
#[derive(Debug, PartialEq)]
pub struct Agent {
    /// In the singular for roles, as news writes it for groups.
    pub noun: &'static str,
    /// PLOVER sector: `GOV`; empty where the noun tells none.
    pub sector: &'static str,
    /// An office or trade of one person, or a group.
    pub kind: AgentKind,
    /// The kind of office that the noun names.
    pub office: Option<Office>,
}

impl AgentKind {
    /// Whether it is one person's office or trade.
    pub fn is_role(self) -> bool {
        matches!(self, AgentKind::Role | AgentKind::Envoy)
    }
}

/// What a generic noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentKind {
    /// One person's office or trade.
    Role,
    /// The same of people who serve or gather abroad: a place behind them is not the state that they are of.
    Envoy,
    /// A group or body.
    Group,
    /// What only acts for the one who owns it: `Russian drones`.
    Weapon,
    /// Somebody else than the one who owns it: `Russia's ally`.
    Relation,
}

/// A city, region, sea, crossing or building.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its usual English name.
    pub name: &'static str,
    /// `city`, `region`, `sea`, `strait`, `facility`, ….
    pub kind: &'static str,
    /// ISO 3166 alpha-3 code of its country; none for seas and for regions of several countries. Where several claim it, that
    /// of which the United Nations hold it to be.
    pub country: Option<&'static str>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames, where it comes from there.
    pub geonameid: Option<u32>,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// Whether it is a capital, whose name may stand for the government.
    pub is_capital: bool,
    /// Whether it is a capital, or a city of international bodies and of talks: `Geneva`.
    pub is_seat: bool,
    /// The first-level division that it is or lies in, as GeoNames codes it (`TX`, `08`); empty where none is known.
    pub admin1: &'static str,
}

/// A territory that several states claim, or that one governs without being its sovereign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The usual English names of the places in it.
    pub names: &'static [&'static str],
    /// ISO 3166 alpha-3 codes of the states that govern it in fact.
    pub administered_by: &'static [&'static str],
    /// Those of the states that claim it.
    pub claimed_by: &'static [&'static str],
    /// The first day of which this is true.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
}

impl Dispute {
    /// Whether it is about a place on a day.
    pub(super) fn is_of(&self, name: &str, day: Date) -> bool {
        self.names.contains(&name)
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

impl Tenure {
    /// Whether it was held on a day. An end that is not known is taken not to have come, but for a source that was old by then.
    pub fn holds_on(&self, day: Date) -> bool {
        let begun = self.start.is_none_or(|start| start <= day);
        begun
            && match self.end {
                End::By(end) => day <= end,
                End::Listed(seen) => day.year() <= seen.year() + 2,
                End::Open => true,
            }
    }

    /// The last year in which it is known to have been held; none where it goes on.
    pub fn last_year(&self) -> Option<i16> {
        match self.end {
            End::By(day) | End::Listed(day) => Some(day.year()),
            End::Open => None,
        }
    }
}

impl Person {
    /// The offices held on a day, the latest to begin first.
    pub fn tenures_on(&self, day: Date) -> impl Iterator<Item = &'static Tenure> {
        self.tenures.iter().rev().filter(move |tenure| tenure.holds_on(day))
    }

    /// The office that began last of those held on a day; of several that began together (the crowns of one sovereign) the table's
    /// first.
    pub fn latest_on(&self, day: Date) -> Option<&'static Tenure> {
        self.tenures_on(day).max_by_key(|tenure| tenure.start)
    }

    /// The highest office held on a day.
    pub fn office_on(&self, day: Date) -> Option<&'static Tenure> {
        // The first of equals: the latest to begin.
        self.tenures_on(day).min_by_key(|tenure| std::cmp::Reverse(rank(tenure.office)))
    }

    /// The office held last before a day, or on it; of several that began together the table's first.
    pub fn last_before(&self, day: Date) -> Option<&'static Tenure> {
        let begun = self.tenures.iter().rev().filter(|tenure| tenure.start.is_none_or(|start| start <= day));
        begun.max_by_key(|tenure| tenure.start)
    }

    /// Whether the whole name still means this person on a day: in office, or out of one that is remembered. Many bear the name of
    /// a former ambassador or legislator.
    pub fn is_remembered_on(&self, day: Date) -> bool {
        let forgotten = |tenure: &Tenure| {
            matches!(
                tenure.office,
                Office::Ambassador
                    | Office::AmbassadorToUs
                    | Office::UsAmbassadorTo
                    | Office::Lawmaker
                    | Office::Other
            )
        };
        self.tenures_on(day).next().is_some() || !self.tenures.iter().all(forgotten)
    }

    /// How likely a bare surname means this person on a day: in office at the time, then typed by hand (those who make most
    /// diplomatic news), then how high the office.
    pub fn weight_on(&self, day: Date) -> u32 {
        let weight = |tenure: &Tenure| rank(tenure.office) + if self.is_prominent { 20 } else { 0 };
        let now = self.tenures_on(day).map(|tenure| 20 + weight(tenure)).max();
        now.or_else(|| self.last_before(day).map(weight)).unwrap_or(0)
    }
}

/// How much an office is in the news.
fn rank(office: Office) -> u32 {
    match office {
        Office::HeadOfState | Office::HeadOfGovernment | Office::IgoHead => 8,
        Office::ForeignMinister | Office::Spokesperson => 6,
        Office::DefenceMinister
        | Office::Envoy
        | Office::ArmedGroupLeader
        | Office::NationalSecurityAdviser
        | Office::OppositionLeader => 5,
        Office::VicePresident | Office::Speaker | Office::MilitaryChief => 4,
        Office::AmbassadorToUs | Office::UsAmbassadorTo => 1,
        _ => 2,
    }
}

impl Body {
    /// Whether its code holds on a day. One name may have several bodies, whose codes follow each other.
    pub fn is_current(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Its code, where it holds on a day.
    pub fn code_on(&self, day: Date) -> Option<&'static str> {
        self.is_current(day).then_some(self.code)
    }
}

impl Country {
    /// Whether the state existed on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
