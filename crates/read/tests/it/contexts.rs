//! The contexts of events: one sentence for each that PLOVER has.

use jiff::civil::date;
use legation_knowledge::codebook;
use legation_read::Reader;
use legation_text::articles;
use std::collections::BTreeSet;

#[test]
fn each_context_is_told_by_the_words_around_an_event() {
    let reader = Reader::new();
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    let rows = include_str!("cases/contexts.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    for row in rows {
        let [kind, context, without, sentence] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {row}");
        };
        seen.insert(context);
        let article = articles("case", sentence.as_bytes(), Some(date(2024, 5, 14))).next().unwrap().unwrap();
        let record = reader.read(&article);
        let contexts = |event: &legation_record::Event<_>| -> Vec<String> {
            event.contexts.iter().map(|context| context.as_str().to_owned()).collect()
        };
        let of_kind = record.events.iter().filter(|event| event.kind.name() == kind).map(contexts);
        let fits = |found: Vec<String>| {
            found.iter().any(|known| known == context) && found.iter().all(|known| known != without)
        };
        if !of_kind.into_iter().any(fits) {
            let found: Vec<_> =
                record.events.iter().map(|event| (event.kind.name(), contexts(event))).collect();
            wrong.push(format!("{kind} {context}: {found:?}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), codebook::CONTEXT_NAMES.len());
}
