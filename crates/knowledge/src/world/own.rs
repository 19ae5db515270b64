//! The user's own rows, which go before those that the program carries.
//!
//! A table of one's own has the columns of one under `data/world/`, and is known by them: `person` (as `leaders.tsv`), `names`
//! (`bodies.tsv`), `noun` (`agents.tsv`), `names` with `claimed_by` (`disputed.tsv`), or `name` with `lat` and `lon` (`places.tsv`). Columns that may be empty there may be left out.

use super::naming::{self, Needs};
use super::tables::{Agent, AgentKind, Basis, Body, Confidence, Dispute, End, Gender, Person, Place, Tenure};
use super::{Given, Office, Sense, World, key};
use crate::table::{Fault, Row, Table, digest};
use std::collections::BTreeMap;

/// Rows of the user.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Their names in the index's form.
    names: BTreeMap<String, Vec<(Sense, Needs)>>,
    /// The user's people, each with the one of the tables for whom they stand, if there is one.
    people: Vec<(Option<&'static Person>, &'static Person)>,
    disputes: Vec<Dispute>,
    /// How many words the longest of the names has.
    longest: usize,
    digest: Option<String>,
}

impl Own {
    pub(super) fn is_empty(&self) -> bool {
        self.digest.is_none()
    }

    /// Adds the rows of a table.
    pub(super) fn add(&mut self, world: &World, text: &str) -> Result<(), Fault> {
        let table = Table::parse(text)?;
        let is = |column| table.has(column);
        if is("person") {
            self.add_people(world, &table)?;
        } else if is("names") && is("claimed_by") {
            table.rows().try_for_each(|row| self.add_dispute(world, row))?;
        } else if is("names") {
            table.rows().try_for_each(|row| self.add_body(world, row))?;
        } else if is("noun") {
            table.rows().try_for_each(|row| self.add_agent(row))?;
        } else if is("name") && is("lat") && is("lon") {
            table.rows().try_for_each(|row| self.add_place(world, row))?;
        } else {
            let why = "the columns are those of no table: `person`, `names`, `noun`, `names` with `claimed_by`, or `name` with `lat` and `lon`";
            return Err(Fault { line: 1, why: why.to_owned() });
        }
        let before = self.digest.iter().flat_map(|digest| digest.bytes());
        self.digest = Some(digest(before.chain(text.bytes())));
        Ok(())
    }

    /// The digest of all tables added.
    pub(super) fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// The longest of the names that some words begin with: how many words it takes, and its senses.
    pub(super) fn longest(&self, tokens: &[&str], is_capital: bool) -> Option<(usize, Vec<Sense>)> {
        let mut name = String::new();
        let mut best = None;
        let mut shouted = true;
        for (at, token) in tokens.iter().enumerate().take(self.longest * 2) {
            shouted &= !token.chars().any(char::is_lowercase);
            let mut took = false;
            for word in key::words(token) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&word);
                took = true;
            }
            let fits = |needs: Needs| match needs {
                Needs::Nothing => true,
                Needs::Capital => is_capital,
                Needs::AllCapitals => shouted,
            };
            let senses = self.names.get(&name).filter(|_| took).into_iter().flatten();
            let senses: Vec<Sense> =
                senses.filter(|(_, needs)| fits(*needs)).map(|(sense, _)| *sense).collect();
            if !senses.is_empty() {
                best = Some((at + 1, senses));
            }
        }
        best
    }

    /// The person who stands for another of the tables.
    pub(super) fn instead(&self, person: &'static Person) -> &'static Person {
        let own = self.people.iter().find(|(old, _)| old.is_some_and(|old| std::ptr::eq(old, person)));
        own.map_or(person, |(_, own)| own)
    }

    /// The user's disputes.
    pub(super) fn disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.disputes.iter()
    }

    /// All people of the user's tables.
    pub(super) fn people(&self) -> impl Iterator<Item = &'static Person> {
        self.people.iter().map(|(_, person)| *person)
    }

    fn name(&mut self, name: &str, sense: Sense, needs: Needs) {
        let (forms, needs) = naming::forms(name, needs);
        for form in forms.into_iter().filter(|form| !form.is_empty()) {
            self.longest = self.longest.max(form.split(' ').count());
            let senses = self.names.entry(form).or_default();
            if !senses.iter().any(|(other, _)| same(*other, sense)) {
                senses.push((sense, needs));
            }
        }
    }

    /// Rows of one person go together. A tenure that the tables know from the same day is replaced, others of theirs stay.
    fn add_people(&mut self, world: &World, table: &Table) -> Result<(), Fault> {
        let mut people: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
        for row in table.rows() {
            let name = needed(row, "person")?;
            match people.iter_mut().find(|(other, _)| *other == name) {
                Some((_, rows)) => rows.push(row),
                None => people.push((name, vec![row])),
            }
        }
        for (name, rows) in people {
            let mut tenures = rows.iter().map(|row| tenure(world, *row)).collect::<Result<Vec<_>, _>>()?;
            let known = world.senses(name).into_iter().find_map(|sense| match sense {
                Sense::Person(person, Given::Full) => Some(person),
                _ => None,
            });
            for old in known.into_iter().flat_map(|known| known.tenures) {
                let is_replaced =
                    |own: &Tenure| own.code == old.code && own.office == old.office && own.start == old.start;
                if !tenures.iter().any(is_replaced) {
                    tenures.push(old.clone());
                }
            }
            tenures.sort_by_key(|tenure| tenure.start);
            let gender = rows.iter().find_map(|row| match row.cell("gender") {
                "f" => Some(Gender::Female),
                "m" => Some(Gender::Male),
                _ => None,
            });
            let person: &'static Person = Box::leak(Box::new(Person {
                name: known.map_or_else(|| leaked(name), |known| known.name),
                gender: gender.or(known.and_then(|known| known.gender)),
                is_prominent: true,
                tenures: Vec::leak(tenures),
            }));
            // What stood for a person of the tables before stands aside.
            let old =
                self.people.iter().position(|(_, own)| known.is_some_and(|known| std::ptr::eq(*own, known)));
            let old = old.map_or(known, |at| self.people.remove(at).0);
            self.people.push((old, person));
            let aliases: Vec<&str> = rows.iter().flat_map(|row| row.parts("aliases")).collect();
            let surnames: Vec<&str> =
                rows.iter().map(|row| row.cell("surname")).filter(|name| !name.is_empty()).collect();
            for name in aliases.iter().chain([&name]) {
                self.name(name, Sense::Person(person, Given::Full), Needs::Capital);
                let last = naming::surname(name).filter(|_| surnames.is_empty());
                for surname in surnames.iter().copied().chain(last.as_deref()).flat_map(naming::with_bare) {
                    self.name(surname, Sense::Person(person, Given::Surname), Needs::Capital);
                }
            }
        }
        Ok(())
    }

    fn add_body(&mut self, world: &World, row: Row<'_>) -> Result<(), Fault> {
        let names: Vec<&str> = row.parts("names").collect();
        let first = *names.first().ok_or_else(|| row.fault("no name in `names`"))?;
        let code = code(world, row)?;
        let (from, until) = (row.day("from", false)?, row.day("until", true)?);
        let members = world.bodies_of(code).map_or(&[][..], |body| body.members);
        let body: &'static Body =
            Box::leak(Box::new(Body { name: leaked(first), code: leaked(code), from, until, members }));
        for name in names {
            self.name(name, Sense::Body(body), Needs::Capital);
        }
        Ok(())
    }

    fn add_agent(&mut self, row: Row<'_>) -> Result<(), Fault> {
        let (noun, sector) = (needed(row, "noun")?, row.cell("sector"));
        naming::check_sector(sector).map_err(|why| row.fault(why))?;
        let kind = match row.cell("kind") {
            "role" => AgentKind::Role,
            "envoy" => AgentKind::Envoy,
            "agent" | "" => AgentKind::Group,
            "weapon" => AgentKind::Weapon,
            "relation" => AgentKind::Relation,
            other => {
                return Err(row.fault(format!("`{other}` is no role, envoy, agent, weapon or relation")));
            }
        };
        let office = match row.cell("office") {
            "" => None,
            name => Some(Office::named(name).ok_or_else(|| row.fault(format!("`{name}` is no office")))?),
        };
        let agent: &'static Agent =
            Box::leak(Box::new(Agent { noun: leaked(noun), sector: leaked(sector), kind, office }));
        let plural = naming::plural(noun).filter(|_| kind.is_role());
        for name in [Some(noun), plural.as_deref()].into_iter().flatten() {
            self.name(name, Sense::Agent(agent), naming::needs_of_noun(noun));
        }
        Ok(())
    }

    fn add_dispute(&mut self, world: &World, row: Row<'_>) -> Result<(), Fault> {
        needed(row, "names")?;
        let states = |column: &str| {
            let codes = row.parts(column).map(|iso3| {
                let country = world.country(iso3);
                country.map(|country| country.iso3).ok_or_else(|| no_country(row, iso3))
            });
            codes.collect::<Result<Vec<_>, _>>().map(|codes| &*Vec::leak(codes))
        };
        self.disputes.push(Dispute {
            names: Vec::leak(row.parts("names").map(leaked).collect()),
            administered_by: states("administered_by")?,
            claimed_by: states("claimed_by")?,
            from: row.day("from", false)?,
            until: row.day("until", true)?,
        });
        Ok(())
    }

    fn add_place(&mut self, world: &World, row: Row<'_>) -> Result<(), Fault> {
        let name = needed(row, "name")?;
        let kind = match row.cell("kind") {
            "" => "city",
            kind => naming::KINDS[naming::kind_of_place(kind).map_err(|why| row.fault(why))?],
        };
        let country = match row.cell("iso3") {
            "" => None,
            iso3 => Some(world.country(iso3).ok_or_else(|| no_country(row, iso3))?.iso3),
        };
        let degrees = |column: &str, most: f64| {
            let number = row.cell(column).parse::<f64>().ok().filter(|number| number.abs() <= most);
            number.ok_or_else(|| row.fault(format!("`{column}` is no number of degrees up to {most}")))
        };
        let place = Place {
            name: leaked(name),
            kind,
            country,
            lat: degrees("lat", 90.0)?,
            lon: degrees("lon", 180.0)?,
            geonameid: None,
            population: row.cell("population").parse().unwrap_or(0),
            is_capital: false,
            is_seat: false,
            admin1: leaked(row.cell("admin1")),
        };
        for name in row.parts("aliases").chain([name]) {
            self.name(name, Sense::Place(place), Needs::Capital);
        }
        Ok(())
    }
}

/// Whether two senses are of one kind, so that the user's hides that of the tables.
pub(super) fn same_kind(one: Sense, other: Sense) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// Whether two senses are one.
fn same(one: Sense, other: Sense) -> bool {
    match (one, other) {
        (Sense::Person(one, _), Sense::Person(other, _)) => std::ptr::eq(one, other),
        (Sense::Body(one), Sense::Body(other)) => std::ptr::eq(one, other),
        _ => false,
    }
}

/// Rows of the user are kept for as long as the program runs, as those that it carries are.
fn leaked(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn no_country(row: Row<'_>, iso3: &str) -> Fault {
    row.fault(format!("`{iso3}` is no country (alpha-3)"))
}

fn needed<'a>(row: Row<'a>, column: &str) -> Result<&'a str, Fault> {
    Some(row.cell(column)).filter(|cell| !cell.is_empty()).ok_or_else(|| row.fault(format!("no `{column}`")))
}

fn code<'a>(world: &World, row: Row<'a>) -> Result<&'a str, Fault> {
    let code = needed(row, "code")?;
    naming::check_code(code, |iso3| world.country(iso3).is_some()).map_err(|why| row.fault(why))?;
    Ok(code)
}

fn tenure(world: &World, row: Row<'_>) -> Result<Tenure, Fault> {
    let code = code(world, row)?;
    let name = needed(row, "office")?;
    let office = Office::named(name).ok_or_else(|| row.fault(format!("`{name}` is no office")))?;
    let (start, end) = (row.day("start", false)?, row.day("end", true)?);
    if end.is_some() && end < start {
        return Err(row.fault("ends before it starts"));
    }
    let confidence = match row.cell("confidence") {
        "low" => Confidence::Low,
        "medium" => Confidence::Medium,
        _ => Confidence::High,
    };
    Ok(Tenure {
        code: leaked(code),
        office,
        title: leaked(row.cell("title")),
        start,
        end: match (end, row.day("as_of", true)?) {
            (Some(end), _) => End::By(end),
            (None, Some(day)) => End::Listed(day),
            (None, None) => End::Open,
        },
        basis: Basis::User,
        confidence,
    })
}
