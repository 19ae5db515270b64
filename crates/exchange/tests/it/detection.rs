//! What an input is, is told from its content: near misses stay what they are.

use legation_exchange::import;

/// What an input gives with a date at hand: `text` where it stays as it is, else the texts found, or the code of the first error.
fn kind(input: &str) -> String {
    let date = "2025-02-27".parse().ok();
    let articles: Vec<_> = import::articles("input", input.as_bytes(), date).collect();
    match articles.first() {
        Some(Ok(article)) if article.text == input => "text".to_owned(),
        Some(Ok(_)) => {
            articles.iter().flatten().map(|article| article.text.as_str()).collect::<Vec<_>>().join(" | ")
        }
        Some(Err(why)) => why.code().to_owned(),
        None => "nothing".to_owned(),
    }
}

#[test]
fn near_misses_stay_texts() {
    for (input, found) in [
        // Prose with commas, colons and angle brackets.
        ("Sanctions, media\nTwo words, and two more\n", "text"),
        ("Text, as ever, was short.\nEnvoys met in Accra.\n", "text"),
        ("Date: unknown\nFrom: a desk\n\nEnvoys met in Accra.\n", "text"),
        ("From Accra came word that envoys of Togo had met.\n", "text"),
        ("<< Envoys met >> said the wire.\n", "text"),
        (" date 2025-02-27 From: x\nDate: y\nSubject: z\nMIME-Version: 1.0\n\nEnvoys met.\n", "text"),
        ("HD video shows envoys who met in Accra.\nTD Bank denies it.\n", "text"),
        // And what is meant when it is all there.
        ("date,text\n2025-02-27,Envoys met in Accra.\n", "Envoys met in Accra."),
        ("n\ttext\n1\tEnvoys met.\n2\tThey left.\n", "Envoys met. | They left."),
        (
            "From: a@b.example\nDate: Thu, 27 Feb 2025 10:00:00 +0000\nSubject: Talks\n\nEnvoys met.\n",
            "Envoys met.",
        ),
        (
            "<p>Envoys of Ghana and Togo met in Accra on Thursday, both governments said.</p>",
            "Envoys of Ghana and Togo met in Accra on Thursday, both governments said.",
        ),
        ("{\n \"date\": \"2025-02-27\",\n \"text\": \"Envoys met.\"\n}\n", "Envoys met."),
        (
            "{\"date\": \"2025-02-27\", \"text\": \"Envoys met.\"}\n{\"date\": \"2025-02-28\", \"text\": \"They left.\"}\n",
            "Envoys met. | They left.",
        ),
        ("{\\rtf1 Envoys \\'e9t\\u233?s met.\\par They left.}", "Envoys étés met.\n\nThey left."),
        ("%PDF-1.4\n", "import-not-read"),
    ] {
        assert_eq!(kind(input), found, "{input}");
    }
}

#[test]
fn names_of_files_are_taken_by_their_endings() {
    for (name, stem, is_taken) in [
        ("a.txt", "a", true),
        ("crawl.warc.gz", "crawl", true),
        ("a.b.csv.zst", "a.b", true),
        ("notes.gz", "notes", false),
        ("Archive.ZIP", "Archive", true),
        ("a.zip.gz", "a.zip", false),
        ("styles.css", "styles", false),
        ("README", "README", false),
        (".html", ".html", true),
        ("../x/odd.name.htm", "odd.name", true),
    ] {
        assert_eq!((import::stem(name), import::is_taken(name)), (stem, is_taken), "{name}");
    }
}
