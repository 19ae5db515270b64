//! The snapshot of listed names: made once from tables about the world, then frozen beside the weights.

use anyhow::{Context, Result};
use legation_language::training::{Forms, LISTED, LONGEST, TableBuilder, name_key};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Cities with fewer people are left out.
const POPULATION: u64 = 50_000;

fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let named = |line: &str| {
        let fields = line.split('\t').map(|field| field.trim_matches('"').replace("\"\"", "\""));
        columns.iter().map(|&column| column.to_owned()).zip(fields).collect()
    };
    Ok(lines.map(named).collect())
}

/// Gathers the listed names: `kind TAB name`, in order.
pub(crate) fn gather(knowledge: &Path, cities: Option<&Path>, words: &Path) -> Result<String> {
    let mut names: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut add = |kind: &'static str, name: &str| {
        let name = name.trim();
        let short = name.split_whitespace().count() <= LONGEST && name.chars().count() > 1;
        if short && name.starts_with(|c: char| c.is_uppercase()) && name.chars().all(|c| c != '(' && c != ',')
        {
            names.insert((kind, name.to_owned()));
        }
    };
    for row in rows(&knowledge.join("countries.tsv"))? {
        let field = |name: &str| row.get(name).map_or("", String::as_str);
        field("names").split('|').for_each(|name| add("country", name));
        add("place", field("capital"));
        for form in [field("adjective"), field("noun")] {
            for form in form.replace(" or ", ";").split([',', ';', '/']) {
                let form = form.trim();
                let plural = form.strip_suffix("(s)").map(|base| format!("{base}s"));
                let base = form.strip_suffix("(s)").unwrap_or(form);
                if base.split_whitespace().count() <= 2 {
                    add("nationality", base);
                    plural.iter().for_each(|plural| add("nationality", plural));
                }
            }
        }
    }
    for row in rows(&knowledge.join("regions_typed.tsv"))? {
        let field = |name: &str| row.get(name).map_or("", String::as_str);
        field("aliases").split('|').chain([field("name")]).for_each(|name| add("place", name));
    }
    for row in rows(&knowledge.join("orgs.tsv"))? {
        let field = |name: &str| row.get(name).map_or("", String::as_str);
        add("organisation", field("acronym"));
        add("organisation", field("name"));
    }
    for file in ["officeholders.tsv", "officeholders_typed.tsv"] {
        for row in rows(&knowledge.join(file))? {
            let person = row.get("person").map_or("", String::as_str);
            let parts: Vec<String> =
                person.split_whitespace().filter(|part| !part.starts_with('"')).map(titled).collect();
            add("person", &parts.join(" "));
            if let [given, .., surname] = parts.as_slice() {
                add("given", given);
                let capitals = person
                    .split_whitespace()
                    .find(|part| part.chars().count() > 2 && *part == part.to_uppercase());
                add("surname", &capitals.map_or_else(|| surname.clone(), titled));
            }
        }
    }
    for row in rows(words)? {
        let kind = row.get("kind").map_or("", String::as_str);
        if let Some(&(kind, _)) = LISTED.iter().find(|(listed, _)| *listed == kind) {
            add(kind, row.get("word").map_or("", String::as_str));
        }
    }
    if let Some(path) = cities {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let cities: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text)?;
        for city in cities.values() {
            if city["population"].as_u64().unwrap_or(0) >= POPULATION {
                add("place", city["name"].as_str().unwrap_or_default());
            }
        }
    }
    Ok(names.into_iter().map(|(kind, name)| format!("{kind}\t{name}\n")).collect())
}

/// `WEVER-CROES` → `Wever-Croes`.
fn titled(word: &str) -> String {
    if word.chars().any(char::is_lowercase) || word.chars().count() < 3 {
        return word.to_owned();
    }
    let mut start = true;
    let mut out = String::new();
    for c in word.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

/// The names of a kind in a snapshot.
pub(crate) fn of_kind(snapshot: &str, kind: &str) -> BTreeSet<String> {
    let entries = snapshot.lines().filter_map(|line| line.split_once('\t'));
    entries.filter(|(listed, _)| *listed == kind).map(|(_, name)| name.to_owned()).collect()
}

/// The table of a snapshot: names as they are written, in small letters, and with their hyphens cut.
pub(crate) fn table(snapshot: &str) -> TableBuilder {
    let mut kinds: BTreeMap<u64, u8> = BTreeMap::new();
    for (kind, name) in snapshot.lines().filter_map(|line| line.split_once('\t')) {
        let Some(&(_, bit)) = LISTED.iter().find(|(listed, _)| *listed == kind) else { continue };
        let cut = name.replace('-', " - ").replace("'s ", " 's ");
        for name in [name.to_owned(), cut.clone(), cut.to_lowercase(), name.to_lowercase()] {
            let words: Vec<&str> = name.split_whitespace().collect();
            let forms = Forms::of(&words);
            let exact = forms.words.iter().map(|form| if forms.shouted { form.lower } else { form.exact });
            *kinds.entry(name_key(exact)).or_default() |= bit;
        }
    }
    let mut table = TableBuilder::default();
    for (key, bits) in kinds {
        table.insert(key, vec![bits]);
    }
    table
}
