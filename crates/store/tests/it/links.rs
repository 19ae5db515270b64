//! What spans articles: who is named, what was known on a day, what linking made of it.

use crate::sample;
use legation_link::{Fused, Party};
use legation_store::{Change, Digest, Entry, Filter, Leaf, Linked, Links, Sqlite, Storage, Story};
use serde_json::json;
use std::sync::Arc;

/// The form of the leaves of these tests.
const FORM: u32 = 7;

fn store() -> Sqlite {
    let mut store = Sqlite::in_memory().unwrap();
    store.add(&sample::articles()).unwrap();
    store
}

/// The articles that a filter lets through: id and version.
fn found(store: &Sqlite, filter: &Filter) -> Vec<String> {
    let mut found = Vec::new();
    store
        .each(filter, false, &mut |stored| {
            found.push(format!("{} {}", stored.record.id, stored.version));
            Ok(())
        })
        .unwrap();
    found
}

fn party(code: &str) -> Party {
    Party { code: code.to_owned(), name: code.to_owned() }
}

#[test]
fn articles_are_found_by_the_parties_that_they_name() {
    let check = |parties: &[&[&str]], expected: &[&str]| {
        let parties = parties.iter().map(|any| any.iter().map(|code| party(code)).collect());
        let filter = Filter { parties: parties.collect(), ..Filter::default() };
        for few in [0, 10_000] {
            let mut store = store();
            store.collect_up_to(few);
            assert_eq!(found(&store, &filter), expected, "{few} {filter:?}");
        }
    };
    check(&[&["NGA"]], &["talks 1", "visit 1"]);
    check(&[&["GHA"]], &["talks 1", "visit 1", "strike 1"]);
    check(&[&["NGA"], &["GHA"]], &["talks 1", "visit 1"]);
    check(&[&["FRA"], &["GHA"]], &[]);
    check(&[&["FRA", "NGA"], &["GHA"]], &["talks 1", "visit 1"]);
    // A rebel without a name of the tables is no party, least of all the state that he fights.
    check(&[&["GHAREB"]], &[]);
}

#[test]
fn a_record_that_is_replaced_names_others() {
    let mut store = store();
    let filter = Filter { parties: vec![vec![party("NGA")]], ..Filter::default() };
    let mut bare = sample::articles().swap_remove(0);
    bare.record.events.clear();
    bare.record.statements.clear();
    bare.record.agenda.clear();
    assert!(store.replace(&bare).unwrap());
    assert_eq!(found(&store, &filter), ["visit 1"]);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

/// An article at an address, as it stood on a day.
fn version(date: &str, text: &str, code: &str) -> Entry {
    let who = text.split(' ').next().unwrap();
    let event = json!({"type": "CONSULT", "trigger": "met", "source": [[who, code]]});
    let mut entry = sample::article("live", date, "Northern Wire", text, &[event]);
    entry.record.url = Some("https://example.org/live".to_owned());
    entry
}

#[test]
fn as_of_a_day_the_versions_of_that_day_count() {
    let mut store = store();
    store.add(&[version("2025-03-01", "Togo met Benin.", "TGOGOV")]).unwrap();
    store.add(&[version("2025-03-05", "Mali met Benin.", "MLIGOV")]).unwrap();
    let as_of = |day: &str, code: &str| {
        let filter =
            Filter { as_of: day.parse().ok(), parties: vec![vec![party(code)]], ..Filter::default() };
        found(&store, &filter)
    };
    assert!(as_of("2025-02-28", "TGO").is_empty());
    assert_eq!(as_of("2025-03-01", "TGO"), ["live 1"]);
    assert_eq!(as_of("2025-03-04", "TGO"), ["live 1"]);
    assert!(as_of("2025-03-04", "MLI").is_empty());
    assert_eq!(as_of("2025-03-05", "MLI"), ["live 2"]);
    assert!(as_of("2025-03-05", "TGO").is_empty());
    let all = Filter { as_of: "2025-02-27".parse().ok(), ..Filter::default() };
    assert_eq!(found(&store, &all), ["talks 1"]);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

fn leaf(entry: &Entry) -> Leaf {
    Leaf { digest: entry.digest(), bytes: entry.text.clone().into_bytes() }
}

#[test]
fn leaves_go_with_the_records_that_they_were_made_from() {
    let mut store = store();
    let articles = sample::articles();
    let digests: Vec<Digest> = articles.iter().map(Entry::digest).collect();
    assert_eq!(store.waiting(FORM, &Filter::default()).unwrap(), digests);
    let leaves: Vec<Leaf> = articles.iter().map(leaf).collect();
    store.keep_leaves(FORM, &leaves).unwrap();
    assert_eq!(store.linked(FORM).unwrap(), Linked { articles: 4, waiting: 0 });
    let mut kept = Vec::new();
    store
        .leaves(FORM, &Filter::default(), &mut |leaf| {
            kept.push(leaf);
            Ok(())
        })
        .unwrap();
    assert_eq!(kept, leaves);
    let of_nigeria = Filter { parties: vec![vec![party("NGA")]], ..Filter::default() };
    assert!(store.waiting(FORM, &of_nigeria).unwrap().is_empty());
    assert_eq!(store.waiting(FORM + 1, &of_nigeria).unwrap(), digests[..2]);
    let mut some = 0;
    store
        .leaves(FORM, &of_nigeria, &mut |_| {
            some += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(some, 2);
    // Another form has none of them; a new record, a new version and a new article wait.
    assert_eq!(store.linked(FORM + 1).unwrap(), Linked { articles: 0, waiting: 4 });
    store.replace(&articles[0]).unwrap();
    let mut changed = articles[1].clone();
    changed.text.push_str(" Corrected.");
    store
        .add(&[changed.clone(), sample::article("late", "2025-03-12", "Harbour Post", "A late report.", &[])])
        .unwrap();
    assert_eq!(store.linked(FORM).unwrap(), Linked { articles: 2, waiting: 3 });
    // What is no longer current takes no leaf; what may not be kept waits for nothing.
    store.keep_leaves(FORM, &[leaf(&articles[1])]).unwrap();
    assert_eq!(store.linked(FORM).unwrap(), Linked { articles: 2, waiting: 3 });
    store.forget_leaves().unwrap();
    assert_eq!(store.linked(FORM).unwrap(), Linked { articles: 0, waiting: 5 });
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

pub(crate) fn fused(id: &str, entry: &Entry, confidence: f64) -> Fused {
    let evidence = json!({"date": entry.record.date, "article": entry.record.id, "source": "Northern Wire", "start": 0, "end": 6, "text": "Envoys"});
    serde_json::from_value(json!({
        "id": id, "type": "CONSULT", "quad": "verbal-cooperation", "mode": [], "source": [
            {"party": {"code": "GHA", "name": "Ghana"}, "code": "GHAGOV", "who": "Ghana", "entity": null, "articles": 1, "origins": 1, "tellings": [0]},
            {"party": {"code": "NGA", "name": "Nigeria"}, "code": "NGAGOV", "who": "Nigeria", "entity": null, "articles": 1, "origins": 1, "tellings": [0]}],
        "target": [], "date": [{"value": {"start": "2025-02-26", "end": "2025-02-26"}, "words": [], "stands": "leads", "articles": 1, "origins": 1, "tellings": [0]}],
        "place": [{"value": {"name": "Accra", "country": "GHA", "geonameid": 1, "kind": "city"}, "words": ["Accra"], "stands": "leads", "articles": 1, "origins": 1, "tellings": [0]}],
        "round": [], "stage": "held", "history": [], "conflicts": ["date"], "background": false, "confidence": confidence, "articles": 1, "origins": 1,
        "first_told": entry.record.date, "last_told": entry.record.date,
        "tellings": [{"event": "e-talks-met", "digest": entry.digest().as_str(), "origin": 0, "status": "occurred", "according_to": null, "background": false, "evidence": evidence}],
    }))
    .unwrap()
}

pub(crate) fn links() -> Links {
    let articles = sample::articles();
    let digests: Vec<Digest> = articles.iter().map(Entry::digest).collect();
    Links {
        families: vec![vec![digests[0].clone(), digests[1].clone()]],
        fused: vec![Arc::new(fused("f-1", &articles[0], 0.5))],
        stories: vec![Story {
            id: "t-1".to_owned(),
            name: "Ghana–Nigeria · gas".to_owned(),
            first: "2025-02-27".to_owned(),
            last: "2025-02-28".to_owned(),
            origins: 1,
            articles: digests[..2].to_vec(),
        }],
    }
}

#[test]
fn what_is_linked_again_says_what_differs() {
    let mut store = store();
    let articles = sample::articles();
    let links = links();
    let one = |new, changed, gone| Change { all: 1, new, changed, gone };
    let changes = store.keep_links(&links).unwrap();
    assert_eq!([changes.families, changes.fused, changes.stories], [one(1, 0, 0); 3]);
    let changes = store.keep_links(&links).unwrap();
    assert_eq!([changes.families, changes.fused, changes.stories], [one(0, 0, 0); 3]);
    let mut other = links.clone();
    other.families[0].push(articles[2].digest());
    Arc::make_mut(&mut other.fused[0]).confidence = 0.75;
    other.stories[0].name.push_str(" and oil");
    let changes = store.keep_links(&other).unwrap();
    assert_eq!([changes.families, changes.fused, changes.stories], [one(0, 1, 0); 3]);
    // A family that begins with another article is another; an article is in one at a time.
    other.families[0].swap(0, 1);
    Arc::make_mut(&mut other.fused[0]).id = "f-2".to_owned();
    other.stories[0].id = "t-2".to_owned();
    let changes = store.keep_links(&other).unwrap();
    assert_eq!([changes.families, changes.fused, changes.stories], [one(1, 0, 1); 3]);
    assert_eq!(store.families().unwrap(), other.families);
    assert_eq!(store.stories().unwrap(), other.stories);
    let none = store.keep_links(&Links::default()).unwrap();
    let gone = Change { all: 0, new: 0, changed: 0, gone: 1 };
    assert_eq!([none.families, none.fused, none.stories], [gone; 3]);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn other_programs_read_what_was_linked() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("linked");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("store.db");
    let mut store = Sqlite::create(&path).unwrap();
    store.add(&sample::articles()).unwrap();
    store.keep_links(&links()).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    let row = |sql: &str| -> String {
        let row = other.query_row(sql, [], |row| {
            let cells = (0..row.as_ref().column_count()).map(|at| row.get::<_, rusqlite::types::Value>(at));
            cells.collect::<Result<Vec<_>, _>>()
        });
        let cells = row.unwrap().into_iter().map(|cell| match cell {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => format!("{other:?}"),
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        row("SELECT article, date, source FROM copies WHERE number = 1"),
        "visit | 2025-02-28 | Northern Wire"
    );
    assert_eq!(
        row("SELECT day, type, status, source, place, conflicts, origins, sentence FROM fused"),
        "2025-02-26 | CONSULT | held | Ghana GHAGOV; Nigeria NGAGOV | Accra | date | 1 | Envoys"
    );
    assert_eq!(row("SELECT fused, event, article FROM fused_tellings"), "f-1 | e-talks-met | talks");
    assert_eq!(row("SELECT id, name, articles, origins FROM stories"), "t-1 | Ghana–Nigeria · gas | 2 | 1");
    assert_eq!(row("SELECT count(*) FROM story_articles WHERE story = 't-1'"), "2");
}
