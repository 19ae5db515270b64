//! Each file under `tests/fixtures` yields what stands beside it: `NAME.expected.jsonl`, an article a line, or `NAME.expected.error`.

use legation_exchange::import;
use legation_text::Article;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The files of a folder that are no expectation, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        !name.contains(".expected.") && import::is_taken(&name)
    });
    files.sort();
    files
}

/// What stands beside a file; none where nothing does.
fn beside(path: &Path, ending: &str) -> Option<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let stem = import::stem(&name).to_owned();
    [name, stem].into_iter().find_map(|name| {
        std::fs::read_to_string(path.with_file_name(format!("{name}.expected.{ending}"))).ok()
    })
}

fn expected(path: &Path) -> Option<Vec<Value>> {
    let lines = beside(path, "jsonl")?;
    Some(lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn found(path: &Path) -> Vec<Result<Article, import::ImportError>> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    import::articles(import::stem(&name), &std::fs::read(path).unwrap(), None).collect()
}

/// F1 over words, each counted as often as it stands there.
fn agreement(found: &str, expected: &str) -> f64 {
    let count = |text: &str| {
        let mut words: HashMap<String, f64> = HashMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_lowercase()).or_default() += 1.0;
        }
        words
    };
    let (found, expected) = (count(found), count(expected));
    let common: f64 = found.iter().map(|(word, times)| times.min(*expected.get(word).unwrap_or(&0.0))).sum();
    2.0 * common / (found.values().sum::<f64>() + expected.values().sum::<f64>()).max(1.0)
}

#[test]
fn pages_give_their_articles() {
    let (mut pages, mut dates, mut titles, mut sources, mut urls, mut agreed) = (0, 0, 0, 0, 0, 0.0);
    for path in files("html") {
        let Some(expected) = expected(&path) else { continue };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = &expected[0];
        let text = |field: &str| expected[field].as_str().map(str::to_owned);
        pages += 1;
        let article = match found(&path).remove(0) {
            Ok(article) => article,
            Err(why) => {
                println!("{name}: {why}");
                continue;
            }
        };
        let agreement = agreement(&article.text, &text("text").unwrap());
        agreed += agreement;
        let is_dated = Some(article.date.to_string()) == text("date");
        let is_titled = article.title == text("title");
        dates += usize::from(is_dated);
        titles += usize::from(is_titled);
        sources += usize::from(article.source == text("source"));
        urls += usize::from(article.url == text("url"));
        println!("{agreement:.3} {name}");
        for (field, is_right, found) in [
            ("date", is_dated, Some(article.date.to_string())),
            ("title", is_titled, article.title),
            ("source", article.source == text("source"), article.source),
            ("url", article.url == text("url"), article.url),
        ] {
            if !is_right {
                println!("      {field}: {found:?} for {:?}", text(field));
            }
        }
    }
    let mean = agreed / f64::from(pages.max(1));
    println!("{pages} pages: F {mean:.4}, dates {dates}, titles {titles}, sources {sources}, urls {urls}");
    let most = usize::try_from(pages).unwrap().saturating_sub(2);
    assert!(pages >= 30 && mean >= 0.95 && dates >= most && titles >= most);
}

#[test]
fn files_of_every_other_format_give_exactly_their_articles() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for path in files("other") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = found(&path);
        let (refused, expected) =
            (beside(&path, "error").unwrap_or_default(), expected(&path).unwrap_or_default());
        if refused.is_empty() && expected.is_empty() {
            continue;
        }
        tried += 1;
        let said: Vec<String> =
            found.iter().filter_map(|article| article.as_ref().err()).map(ToString::to_string).collect();
        let reasons: Vec<&str> = refused.lines().collect();
        let fits = |(said, reason): (&String, &&str)| said.contains(&format!("{reason} "));
        if said.len() != reasons.len() || !said.iter().zip(&reasons).all(fits) {
            wrong.push(format!("{name}: {said:?} for {reasons:?}"));
        }
        let found: Vec<Article> = found.into_iter().filter_map(Result::ok).collect();
        let articles: Vec<Value> = found
            .iter()
            .map(|article| {
                serde_json::json!({
                    "id": article.id, "date": article.date.to_string(), "title": article.title,
                    "source": article.source, "url": article.url, "text": article.text,
                })
            })
            .collect();
        if articles.len() != expected.len() {
            wrong.push(format!("{name}: {} articles for {}", articles.len(), expected.len()));
        }
        for (article, expected) in articles.iter().zip(&expected) {
            for field in ["id", "date", "title", "source", "url", "text"] {
                // The texts of pages are measured above, not compared.
                let is_page = field == "text" && name.contains("warc");
                let is_near = || {
                    agreement(article["text"].as_str().unwrap(), expected["text"].as_str().unwrap()) > 0.85
                };
                if article[field] != expected[field] && !(is_page && is_near()) {
                    wrong.push(format!(
                        "{name}: {field}\n   found    {}\n   expected {}",
                        article.get(field).unwrap_or(article),
                        expected[field]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty() && tried >= 20, "of {tried} files:\n{}", wrong.join("\n"));
}
