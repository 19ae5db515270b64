//! Files: made, opened, of other forms, of other programs.

use crate::sample;
use legation_store::{FORM, Part, Question, Sqlite, Storage, StoreError};
use std::path::PathBuf;

/// A path for a file of one test, with nothing at it.
fn path(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("store.db")
}

#[test]
fn a_file_is_kept_and_opened_again() {
    let path = path("kept");
    Sqlite::create(&path).unwrap().add(&sample::articles()).unwrap();
    let store = Sqlite::open(&path).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.ask(&Question::about(Part::Articles)).unwrap().rows.len(), 4);
    // A reader sees what a writer adds meanwhile.
    let more = sample::article("late", "2025-03-12", "Harbour Post", "A late report.", &[]);
    Sqlite::write(&path).unwrap().add(&[more]).unwrap();
    assert_eq!(store.ask(&Question::about(Part::Articles)).unwrap().rows.len(), 5);
}

#[test]
fn files_that_are_none_of_ours_are_left_alone() {
    let path = path("foreign");
    let check = |expected: &str| {
        let before = std::fs::read(&path).ok();
        let why = Sqlite::create(&path).map(|_| ()).unwrap_err();
        assert_eq!(why.code(), expected);
        assert!(!why.remedy().is_empty());
        assert_eq!(std::fs::read(&path).ok(), before, "{expected}");
    };
    std::fs::write(&path, "Envoys met in Accra. ".repeat(100)).unwrap();
    check("store-foreign");
    std::fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE note (text TEXT)").unwrap();
    check("store-foreign");
    std::fs::remove_file(&path).unwrap();
    drop(Sqlite::create(&path).unwrap());
    let later = rusqlite::Connection::open(&path).unwrap();
    later.pragma_update(None, "journal_mode", "DELETE").unwrap();
    later.pragma_update(None, "user_version", FORM + 1).unwrap();
    drop(later);
    check("store-newer");
    let missing = path.with_file_name("missing.db");
    assert!(matches!(Sqlite::open(&missing), Err(StoreError::Missing(_))));
    assert!(matches!(Sqlite::create(&missing.join("below.db")), Err(StoreError::Open { .. })));
}

/// Files that earlier versions wrote, one of each form, are opened for ever.
#[test]
fn files_of_every_form_are_opened() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for form in 1..=FORM {
        let path = path(&format!("form-{form}"));
        std::fs::copy(fixtures.join(format!("form-{form}.db")), &path).unwrap();
        let store = Sqlite::write(&path).unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "form {form}");
        let mut texts = Vec::new();
        store
            .each(&legation_store::Filter::default(), true, &mut |stored| {
                texts.push(stored.text);
                Ok(())
            })
            .unwrap();
        let expected: Vec<_> = sample::articles().into_iter().map(|entry| Some(entry.text)).collect();
        texts.sort();
        let mut expected = expected;
        expected.sort();
        assert_eq!(texts, expected, "form {form}");
        // What a form has that the one before had not is made of what was there.
        let ghana = legation_link::Party { code: "GHA".to_owned(), name: "Ghana".to_owned() };
        let filter = legation_store::Filter { parties: vec![vec![ghana]], ..Default::default() };
        let mut named = 0;
        store
            .each(&filter, false, &mut |_| {
                named += 1;
                Ok(())
            })
            .unwrap();
        assert_eq!(named, 3, "form {form}");
        assert!(store.linked(1).is_ok(), "form {form}");
    }
}
