use super::*;
use jiff::civil::date;

/// `USAGOV foreign_minister 2025-02-27` and the names of the holders.
fn check_holders(asked: &str, expected: &str) {
    let parts: Vec<&str> = asked.split(' ').collect();
    let [code, office, day] = parts[..] else { panic!("{asked}") };
    let (office, day) = (Office::named(office).unwrap(), day.parse().unwrap());
    let names: Vec<_> = World::embedded().holders(code, office, day).map(|(person, _)| person.name).collect();
    assert_eq!(names.join(", "), expected, "{asked}");
}

#[test]
fn who_held_what() {
    for (asked, expected) in [
        ("USAGOV foreign_minister 2025-02-27", "Marco Rubio"),
        ("USAGOV foreign_minister 2024-06-01", "Antony Blinken"),
        ("USAGOV head_of_state 2021-01-19", "Donald Trump"),
        ("USAGOV head_of_state 2021-01-21", "Joe Biden"),
        ("RUSGOV foreign_minister 2014-03-01", "Sergei Lavrov"),
        ("GBRGOV head_of_government 2022-10-01", "Liz Truss"),
        ("IGONATO igo_head 2024-09-30", "Jens Stoltenberg"),
        ("IGONATO igo_head 2025-01-01", "Mark Rutte"),
        ("IRNGOV foreign_minister 2015-07-14", "Mohammad Javad Zarif"),
    ] {
        check_holders(asked, expected);
    }
}

/// A name, and what it can mean, each as `kind:name`.
fn senses(text: &str) -> Vec<String> {
    let tokens: Vec<&str> = text.split(' ').collect();
    let found = World::embedded().longest(tokens.iter().copied());
    let (length, senses) = found.unwrap_or_default();
    let of = |sense: &Sense| match sense {
        Sense::Country(country) => format!("country:{}", country.iso3),
        Sense::Adjective(country) => format!("adjective:{}", country.iso3),
        Sense::People(country) => format!("people:{}", country.iso3),
        Sense::Seat(country) => format!("seat:{}", country.iso3),
        Sense::Person(person, Given::Full) => format!("person:{}", person.name),
        Sense::Person(person, Given::Surname) => format!("surname:{}", person.name),
        Sense::Body(body) => format!("body:{}", body.code),
        Sense::Agent(agent) => format!("agent:{}", agent.sector),
        Sense::Place(place) => format!("place:{}", place.country.unwrap_or("-")),
    };
    senses.iter().map(|sense| format!("{length}:{}", of(sense))).collect()
}

#[test]
fn names_mean_what_they_can() {
    for (text, expected) in [
        ("U.S. officials", "1:country:USA"),
        ("US officials", "1:country:USA"),
        ("Quai d' Orsay said", "3:seat:FRA"),
        ("Quai d'Orsay said", "2:seat:FRA"),
        ("Bashar al - Assad fled", "4:person:Bashar al-Assad"),
        ("Bashar al-Assad fled", "2:person:Bashar al-Assad"),
        ("People 's Liberation Army", "4:body:CHNMIL"),
        ("foreign ministers met", "2:agent:GOV"),
        ("Briton arrested", "1:people:GBR"),
        ("Lavrov said", "1:surname:Sergei Lavrov"),
        ("Xi said", "1:surname:Xi Jinping"),
        ("Sharaa said", "1:surname:Ahmed al-Sharaa"),
        ("Kiev said", "1:place:UKR"),
        ("Türkiye agreed", "1:country:TUR"),
    ] {
        let found = senses(text);
        assert!(found.iter().any(|sense| sense == expected), "{text}: {found:?}");
    }
}

#[test]
fn case_tells_names_from_words() {
    for text in ["us and them", "turkey with rice", "reading a book", "who knows", "Us", "mobile phones"] {
        let found = senses(text);
        assert!(found.is_empty() || found.iter().all(|sense| sense.contains("agent:")), "{text}: {found:?}");
    }
}

#[test]
fn codes_follow_the_date() {
    let codes = |day| -> Vec<_> {
        let senses = World::embedded().senses("Taliban");
        let bodies = senses.iter().filter_map(|sense| match sense {
            Sense::Body(body) => body.code_on(day),
            _ => None,
        });
        bodies.collect()
    };
    assert_eq!(codes(date(2021, 8, 14)), ["AFGREB"]);
    assert_eq!(codes(date(2021, 8, 15)), ["AFGGOV"]);
}

#[test]
fn bodies_have_members() {
    let world = World::embedded();
    let members = |code| world.bodies(code, date(2025, 1, 1)).next().map_or(0, |body| body.members.len());
    assert_eq!((members("IGOG7"), members("IGOEU"), members("IGONATO")), (7, 27, 32));
}

#[test]
fn odd_input_finds_nothing() {
    for text in ["", " ", "-", "’", "😀", ".", "\u{0}", "---"] {
        assert!(World::embedded().senses(text).is_empty(), "{text:?}");
        assert!(World::embedded().longest([text].into_iter()).is_none(), "{text:?}");
    }
}

/// Derived tables are not edited by hand: change the script in `data/world/derive/`, run it, and put the new digest here.
#[test]
fn derived_tables_are_as_derived() {
    let digest = |bytes: &[u8]| {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let found = [
        digest(include_bytes!("../../../../data/world/countries.tsv")),
        digest(include_bytes!("../../../../data/world/officeholders.tsv")),
        digest(include_bytes!("../../../../data/world/members.tsv")),
        digest(include_bytes!("../../../../data/world/cities.tsv")),
        digest(include_bytes!("../../../../data/world/provinces.tsv")),
        digest(include_bytes!("../../../../data/world/counties.tsv")),
    ];
    let found: Vec<String> = found.iter().map(|digest| format!("{digest:016x}")).collect();
    assert_eq!(
        found,
        [
            "cfb0a82d5ff73a42",
            "c1caf815de1c18c8",
            "472d5c9078e03a54",
            "1a16832ba5787bc8",
            "0d106b053b19b1c0",
            "e4809bbade8edbd2"
        ]
    );
}
