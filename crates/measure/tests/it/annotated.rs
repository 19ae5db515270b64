//! Notes to gold, gold checked and compared.

use super::file;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NOTES: &str = "=== n-1 2023-11-14 article
H Ministers meet in Nairobi
Kenyan and Ugandan officials met in Nairobi on Tuesday.
\"We agreed on the facts,\" said Amina Otieno, who led the hosts.
¶ She denied that a pipeline was discussed.
---
N L Nairobi | G Kenyan; Ugandan | P Amina Otieno
C Amina Otieno; She@4
S KENGOV Amina Otieno | Amina Otieno, who led the hosts@3 | said@3 | d | We agreed~facts,@3 | .
S KENGOV Amina Otieno | She@4 | denied@4 | i! | a pipeline was discussed@4 | .
E CONSULT occ | KENGOV Kenyan and Ugandan officials@2; UGAGOV Kenya's guests=- | - | KEN Nairobi@2 | . | met@2
A e1 off a pipeline@4
";

fn annotated(step: &str, arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_measure")).args(["annotated", step]).args(arguments).output().unwrap()
}

fn resolved(name: &str, notes: &str) -> (PathBuf, Output) {
    let notes = file(&format!("{name}.ann"), notes);
    let out = notes.with_extension("jsonl");
    let output = annotated("resolve", &[&notes, Path::new("--out"), &out]);
    (out, output)
}

#[test]
fn notes_become_spans() {
    let (gold, output) = resolved("notes", NOTES);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&gold).unwrap()).unwrap();
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let words = |span: &Value| -> String {
        let at = |end: usize| span[end].as_u64().unwrap() as usize;
        text[at(0)..at(1)].iter().collect()
    };
    assert!(document["text"].as_str().unwrap().starts_with("Ministers meet in Nairobi\nKenyan"));
    assert!(document["text"].as_str().unwrap().contains("hosts.\n\nShe denied"));
    assert_eq!(words(&document["statements"][0]["content"][0]), "We agreed on the facts,");
    assert_eq!(document["statements"][1]["polarity"], "denied");
    assert_eq!(words(&document["events"][0]["triggers"][0]), "met");
    assert_eq!(document["events"][0]["start"], "2023-11-14");
    assert_eq!(words(&document["agenda"][0]["span"]), "a pipeline");
    assert_eq!(words(&document["chains"][0][1]), "She");
    // Both places of `Nairobi`, headline and text.
    let names = document["names"].as_array().unwrap();
    assert_eq!(names.iter().filter(|name| name["class"] == "LOC").count(), 2);
    assert!(annotated("check", &[&gold]).status.success());
}

#[test]
fn gold_becomes_notes_that_become_the_same_gold() {
    let notes = format!(
        "{NOTES}// A name that is none elsewhere, and words twice on a line.
=== n-2 2023-11-15 passage
May met May Lord in May, and the aides met.
---
N P May@1; May Lord
C May@1; May Lord
E CONSULT/visit den | GBRGOV May@1 | GBR May Lord | - | 2023-05..- | met@1.2
"
    );
    let (gold, _) = resolved("there", &notes);
    let written = String::from_utf8(annotated("notes", &[&gold]).stdout).unwrap();
    let (again, output) = resolved("back", &written);
    assert!(output.status.success(), "{written}");
    assert_eq!(
        std::fs::read_to_string(&gold).unwrap(),
        std::fs::read_to_string(&again).unwrap(),
        "{written}"
    );
}

#[test]
fn what_does_not_stand_in_the_text_is_refused() {
    let (_, output) = resolved("wrong", &NOTES.replace("met@2", "sat@2"));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        !output.status.success() && printed.contains("n-1: E CONSULT") && printed.contains("`sat`"),
        "{printed}"
    );
}

#[test]
fn a_check_finds_what_breaks_the_codebook() {
    let check = |name: &str, notes: &str, fault: &str| {
        let (gold, _) = resolved(name, notes);
        let output = annotated("check", &[&gold]);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(!output.status.success() && printed.contains(fault), "{fault}: {printed}");
    };
    check("type", &NOTES.replace("E CONSULT occ", "E TALK occ"), "`TALK` is no type");
    check("mode", &NOTES.replace("E CONSULT occ", "E CONSULT/riot occ"), "`riot` is no mode of CONSULT");
    check("code", &NOTES.replace("UGAGOV", "UGXGOV"), "`UGXGOV` is no actor code");
    check("date", &NOTES.replace("| . | met", "| 2023-13 | met"), "`2023-13` is no date");
    check("miss", &NOTES.replace("2023-11-14 article", "2023-11-14 miss"), "a near miss has an event");
    check("twice", &format!("{NOTES}{NOTES}"), "the id is used twice");
    check("agenda", &NOTES.replace("E CONSULT occ", "E AGREE occ"), "belongs to no talks");
}

#[test]
fn two_annotators_agree_with_themselves_but_not_on_what_differs() {
    let (one, _) = resolved("one", NOTES);
    let (other, _) =
        resolved("other", &NOTES.replace("E CONSULT occ", "E CONSULT pla").replace("; Ugandan", ""));
    let figures = |other: &Path| -> Value {
        let output = annotated("agree", &[&one, other, Path::new("--json")]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let same = figures(&one);
    assert_eq!((&same["names_f"], &same["event_status"]), (&Value::from(1.0), &Value::from(1.0)));
    let differs = figures(&other);
    assert_eq!((&differs["event_typed_f"], &differs["event_status"]), (&Value::from(1.0), &Value::from(0.0)));
    assert!(differs["names_f"].as_f64().unwrap() < 1.0);
}
