//! The kinds of office that the tables tell apart. The build and the lookups share this file.

/// A kind of office: what its holder does, whatever the state calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// President, king, supreme leader.
    HeadOfState,
    /// Prime minister, chancellor, premier.
    HeadOfGovernment,
    /// Vice president.
    VicePresident,
    /// Deputy prime minister, vice premier.
    DeputyHeadOfGovernment,
    /// Foreign minister, secretary of state.
    ForeignMinister,
    /// Deputy foreign minister, deputy secretary of state.
    DeputyForeignMinister,
    /// Defence minister, secretary of defense.
    DefenceMinister,
    /// Interior minister, home secretary.
    InteriorMinister,
    /// Finance minister, treasury secretary.
    FinanceMinister,
    /// National security adviser, secretary of a security council.
    NationalSecurityAdviser,
    /// Head of an intelligence service.
    IntelligenceChief,
    /// Chief of staff of the armed forces.
    MilitaryChief,
    /// Whoever speaks for a president, a ministry, a body.
    Spokesperson,
    /// Ambassador to whatever state.
    Ambassador,
    /// Ambassador to the United Nations.
    UnAmbassador,
    /// Ambassador to the United States.
    AmbassadorToUs,
    /// Ambassador of the United States.
    UsAmbassadorTo,
    /// Special envoy or representative, chief negotiator.
    Envoy,
    /// Speaker of a parliament.
    Speaker,
    /// Member of a parliament.
    Lawmaker,
    /// Head of an international body, or of one of its agencies.
    IgoHead,
    /// Leader of an armed group.
    ArmedGroupLeader,
    /// Leader of the opposition.
    OppositionLeader,
    /// Another leader of the state that the Factbook lists.
    OtherLeader,
    /// Any other office.
    Other,
}

impl Office {
    const NAMES: [(Office, &'static str); 25] = [
        (Office::HeadOfState, "head_of_state"),
        (Office::HeadOfGovernment, "head_of_government"),
        (Office::VicePresident, "vice_president"),
        (Office::DeputyHeadOfGovernment, "deputy_head_of_government"),
        (Office::ForeignMinister, "foreign_minister"),
        (Office::DeputyForeignMinister, "deputy_foreign_minister"),
        (Office::DefenceMinister, "defence_minister"),
        (Office::InteriorMinister, "interior_minister"),
        (Office::FinanceMinister, "finance_minister"),
        (Office::NationalSecurityAdviser, "national_security_adviser"),
        (Office::IntelligenceChief, "intelligence_chief"),
        (Office::MilitaryChief, "military_chief"),
        (Office::Spokesperson, "spokesperson"),
        (Office::Ambassador, "ambassador"),
        (Office::UnAmbassador, "un_ambassador"),
        (Office::AmbassadorToUs, "ambassador_to_US"),
        (Office::UsAmbassadorTo, "US_ambassador_to"),
        (Office::Envoy, "envoy"),
        (Office::Speaker, "speaker"),
        (Office::Lawmaker, "lawmaker"),
        (Office::IgoHead, "igo_head"),
        (Office::ArmedGroupLeader, "armed_group_leader"),
        (Office::OppositionLeader, "opposition_leader"),
        (Office::OtherLeader, "other_leader"),
        (Office::Other, "other"),
    ];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Office::NAMES.iter().find(|(office, _)| *office == self).map_or("other", |(_, name)| name)
    }

    /// The office of a name in the tables.
    pub fn named(name: &str) -> Option<Office> {
        Office::NAMES.iter().find(|(_, other)| *other == name).map(|(office, _)| *office)
    }
}
