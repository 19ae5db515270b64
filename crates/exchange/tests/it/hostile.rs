//! Inputs made to do harm give articles or clear errors, in bounded time. The harness measures the whole program on them, at full size.

use crate::hostile_inputs::inputs;
use legation_exchange::import;
use std::time::{Duration, Instant};

/// By how much the inputs are smaller here than in the harness.
const SCALE: usize = 100;
/// Without optimisation, and beside other tests.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn hostile_inputs_give_articles_or_clear_errors() {
    let inputs = inputs();
    assert!(inputs.len() >= 100);
    for input in &inputs {
        let bytes = input.bytes(SCALE);
        let begun = Instant::now();
        let (mut articles, mut errors) = (0_usize, Vec::new());
        for article in import::articles("hostile", &bytes, None) {
            match article {
                Ok(article) => {
                    articles += 1;
                    assert!(article.body.end() <= article.text.len());
                }
                Err(why) => errors.push(why),
            }
        }
        let took = begun.elapsed();
        println!(
            "{:>6} ms {articles:>6} articles {:>6} errors  {}",
            took.as_millis(),
            errors.len(),
            input.name
        );
        if let Some(why) = errors.first() {
            println!("          {why} [{}]", why.code());
        }
        assert!(took < LONGEST, "{}: {took:?}", input.name);
        assert!(articles > 0 || !errors.is_empty(), "{}: neither an article nor an error", input.name);
        for why in errors {
            assert!(!why.code().is_empty() && !why.remedy().is_empty() && !why.fault.to_string().is_empty());
            assert!(why.to_string().len() < 1000, "{}: {why}", input.name);
        }
    }
}

#[test]
fn what_swells_is_told_as_that() {
    for input in inputs().iter().filter(|input| input.name.contains("bomb in an answer")) {
        let bytes = input.bytes(10);
        let codes: Vec<_> =
            import::articles("hostile", &bytes, None).filter_map(Result::err).map(|why| why.code()).collect();
        assert_eq!(codes, ["import-swells"], "{}", input.name);
    }
}

#[test]
fn nothing_is_lost_of_the_rest() {
    let found = |name: &str| {
        let inputs = inputs();
        let input = inputs.iter().find(|input| input.name == name).unwrap();
        let bytes = input.bytes(1);
        let all: Vec<_> = import::articles("hostile", &bytes, None).collect();
        (
            all.iter().filter(|article| article.is_ok()).count(),
            all.iter().filter(|article| article.is_err()).count(),
        )
    };
    // What is broken may be told in several errors; the articles are these.
    for (name, articles, errors) in [
        ("broken member.warc.gz", 2, 1),
        ("length below nothing.warc", 1, 1),
        ("cut off.warc", 1, 1),
        ("paths that lead out.zip", 5, 0),
        ("noise after it.gz", 1, 0),
        ("70 MB line.jsonl", 2, 1),
        ("unclear dates.csv", 0, 3),
    ] {
        let (made, refused) = found(name);
        assert_eq!((made, refused > 0), (articles, errors > 0), "{name}");
    }
}
