//! From an address to articles: pages, feeds, and the pages that feeds link to.

use super::server::{Server, answer};
use super::{Still, local};
use legation_exchange::net::{Gathered, NetError, Validators, Want, gather};
use std::collections::HashSet;

const FEED: &str = "<rss version='2.0'><channel><title>Gulf Desk</title>\
<item><title>Talks open</title><link>/talks?id=1</link><pubDate>Thu, 27 Feb 2025 10:00:00 +0000</pubDate><description>Envoys met in Muscat.</description></item>\
<item><title>Gone</title><guid>g-2</guid><link>/gone</link><pubDate>Thu, 27 Feb 2025 11:00:00 +0000</pubDate><description>They left again.</description></item>\
<item><title>Later</title><guid>g-3</guid><link>/later</link><pubDate>Thu, 27 Feb 2025 12:00:00 +0000</pubDate><description>They may return.</description></item>\
<item><title>Bare</title><guid>g-4</guid><link>/bare</link></item>\
</channel></rss>";

const PAGE: &str = "<html><head><title>Talks open in Muscat</title><meta property='og:site_name' content='Gulf Desk Online'></head><body><article>\
<p>Envoys of Oman and Iran met in Muscat on Thursday, the Omani foreign ministry said, and will meet again within a week.</p>\
<p>Neither side said what they had talked about, and neither would say who had asked for the meeting.</p></article></body></html>";

fn desk() -> Server {
    Server::new(|request| match request.path.as_str() {
        "/feed" if request.head.contains("if-none-match: \"7\"") => answer(304, "", ""),
        "/feed" => answer(200, "ETag: \"7\"\nContent-Type: application/rss+xml", FEED),
        "/talks?id=1" | "/bare" => answer(200, "Content-Type: text/html; charset=utf-8", PAGE),
        "/2025/02/27/page.html" => answer(200, "", PAGE),
        "/later" => answer(503, "", ""),
        _ => answer(404, "", ""),
    })
}

/// What is gathered: an id, a day and the beginning of the text, or a code.
fn found(server: &Server, path: &str, follow: bool, seen: &[&str]) -> (Vec<String>, Gathered) {
    let seen: HashSet<String> = seen.iter().map(|key| (*key).to_owned()).collect();
    let (url, known) = (server.url(path), Validators::default());
    let want = Want { url: &url, known: &known, follow, date: None, seen: &seen };
    let mut lines = Vec::new();
    let gathered = gather(&mut local(&Still::new()), want, |finding| {
        lines.push(match finding.article {
            Ok(article) => {
                let id = article.id.replace(&server.at.to_string(), "HOST");
                let beginning: String = article.text.chars().take(15).collect();
                let source = article.source.unwrap_or_default();
                let url = article.url.unwrap_or_default().replace(&server.url(""), "");
                format!("{id} {} {source} {url} {beginning}", article.date)
            }
            Err(why) => why.code().to_owned(),
        });
        Ok::<(), NetError>(())
    });
    (lines, gathered.unwrap())
}

#[test]
fn a_page_is_an_article_with_its_address() {
    let server = desk();
    let (lines, gathered) = found(&server, "/2025/02/27/page.html", true, &[]);
    let expected =
        "HOST/2025/02/27/page.html 2025-02-27 Gulf Desk Online /2025/02/27/page.html Envoys of Oman ";
    assert_eq!(lines, [expected]);
    assert_eq!(gathered, Gathered::default());
    // Without a day in its address it has none.
    assert_eq!(found(&server, "/bare", false, &[]).0, ["import-no-date"]);
}

#[test]
fn a_feed_is_its_entries() {
    let server = desk();
    let (lines, gathered) = found(&server, "/feed", false, &[]);
    assert_eq!(
        lines,
        [
            "HOST/talks?id=1 2025-02-27 Gulf Desk /talks?id=1 Envoys met in M",
            "g-2 2025-02-27 Gulf Desk /gone They left again",
            "g-3 2025-02-27 Gulf Desk /later They may return",
            "import-no-date",
        ]
    );
    assert_eq!(gathered.validators.etag.as_deref(), Some("\"7\""));
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);
}

#[test]
fn an_id_of_its_own_stays_whatever_it_looks_like() {
    let item = |guid: String| {
        format!(
            "<item>{guid}<link>/talks?id=1</link><pubDate>Thu, 27 Feb 2025 10:00:00 +0000</pubDate><description>Envoys met.</description></item>"
        )
    };
    let server = Server::new(move |request| {
        let host = request.head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        let guids =
            [format!("<guid>{host}/feed-12</guid>"), format!("<guid>{host}/feed</guid>"), String::new()];
        let items: String = guids.into_iter().map(item).collect();
        match request.path.as_str() {
            "/feed" => answer(200, "", format!("<rss><channel>{items}</channel></rss>")),
            _ => answer(404, "", ""),
        }
    });
    let rest = "2025-02-27  /talks?id=1 Envoys met.";
    assert_eq!(
        found(&server, "/feed", false, &[]).0,
        ["HOST/feed-12", "HOST/feed", "HOST/talks?id=1"].map(|id| format!("{id} {rest}"))
    );
}

#[test]
fn a_feed_is_followed_to_its_pages() {
    let server = desk();
    let (lines, gathered) = found(&server, "/feed", true, &[]);
    assert_eq!(
        lines,
        [
            "HOST/talks?id=1 2025-02-27 Gulf Desk Online /talks?id=1 Envoys of Oman ",
            // What is gone for good stays as the feed has it; what may come back is left for later.
            "net-status",
            "g-2 2025-02-27 Gulf Desk /gone They left again",
            "net-status",
            "import-no-date",
        ]
    );
    assert_eq!(gathered.entries, ["/talks?id=1", "g-2", "g-4"]);
    assert_eq!(gathered.validators, Validators::default());
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/talks?id=1", "/gone", "/later", "/bare"]);
    // What was seen is not asked for again.
    let (lines, gathered) = found(&server, "/feed", true, &["/talks?id=1", "g-2", "g-3", "g-4"]);
    assert!(lines.is_empty());
    assert_eq!(gathered.entries.len(), 4);
    assert_eq!(gathered.validators.etag.as_deref(), Some("\"7\""));
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);
}

#[test]
fn what_is_done_when_the_user_stops_is_told() {
    let server = desk();
    let (url, known, seen) = (server.url("/feed"), Validators::default(), HashSet::new());
    let stopped = |waits: usize| {
        let want = Want { url: &url, known: &known, follow: true, date: None, seen: &seen };
        let mut taken = 0;
        let gathered = gather(&mut local(&Still::stopping_after(waits)), want, |_| {
            taken += 1;
            Ok::<(), NetError>(())
        });
        (gathered, taken)
    };
    // The third wait is that before the second page.
    let entries = vec!["/talks?id=1".to_owned()];
    let expected = Gathered { is_stopped: true, entries, ..Gathered::default() };
    assert_eq!(stopped(2), (Ok(expected), 1));
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/talks?id=1"]);
    // Before the feed is there, nothing is.
    assert_eq!(stopped(0), (Err(NetError::Stopped), 0));
}

#[test]
fn pages_that_may_be_had_later_are_asked_for_again() {
    for (status, is_done) in [
        (404, true),
        (403, true),
        (451, true),
        (304, false),
        (408, false),
        (425, false),
        (429, false),
        (500, false),
        (503, false),
    ] {
        let server = Server::new(move |request| match request.path.as_str() {
            "/feed" => answer(200, "ETag: \"7\"", FEED),
            "/robots.txt" => answer(404, "", ""),
            _ => answer(status, "", ""),
        });
        let (lines, gathered) = found(&server, "/feed", true, &[]);
        // Of what is gone for good three of the four entries give an article of their own: the last has no date.
        assert_eq!(lines.len(), if is_done { 7 } else { 4 }, "{status}: {lines:?}");
        assert_eq!(gathered.entries.len(), if is_done { 4 } else { 0 }, "{status}");
        assert_eq!(gathered.validators.etag.is_some(), is_done, "{status}");
    }
}

#[test]
fn a_feed_that_has_not_changed_is_not_read_again() {
    let server = desk();
    let known = Validators { etag: Some("\"7\"".to_owned()), modified: None };
    let (url, seen) = (server.url("/feed"), HashSet::new());
    let want = Want { url: &url, known: &known, follow: true, date: None, seen: &seen };
    let gathered = gather(&mut local(&Still::new()), want, |_| Err(NetError::Stopped)).unwrap();
    assert!(gathered.is_unchanged);
    assert_eq!(gathered.validators, known);
}

#[test]
fn a_feed_that_links_to_the_whole_world_is_followed_so_far() {
    let items: String = (0..1_005)
        .map(|number| format!("<item><guid>{number}</guid><link>ftp://a.example/{number}</link></item>"))
        .collect();
    let server = Server::new(move |request| match request.path.as_str() {
        "/feed" => answer(200, "ETag: \"7\"", format!("<rss><channel>{items}</channel></rss>")),
        _ => answer(404, "", ""),
    });
    let (lines, gathered) = found(&server, "/feed", true, &[]);
    assert_eq!(
        (lines.len(), lines[999].as_str(), lines[1_000].as_str()),
        (1_001, "net-scheme", "import-too-many")
    );
    assert_eq!((gathered.entries.len(), gathered.validators.etag), (1_000, None));
}
