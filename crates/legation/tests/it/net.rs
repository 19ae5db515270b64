//! Pages and feeds from a server on loopback, as a user fetches and watches them.

use crate::command::{err, folder, legation, out, run};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

const PAGE: &str = "<html><head><title>Talks open in Muscat</title></head><body><article>\
<p>Envoys of Oman and Iran met in Muscat on Thursday, the Omani foreign ministry said, and will meet again within a week.</p>\
<p>Neither side said what they had talked about, and neither would say who had asked for the meeting.</p></article></body></html>";

fn feed(items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(id, text)| {
            format!(
                "<item><title>{id}</title><guid>{id}</guid><link>/{id}</link><pubDate>Thu, 27 Feb 2025 10:00:00 +0000</pubDate><description>{text}</description></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel>{items}</channel></rss>")
}

/// A desk with a feed that the test may change, of which the version is its length.
struct Desk {
    at: SocketAddr,
    feed: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Desk {
    fn new(items: &[(&str, &str)]) -> Desk {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let desk = Desk {
            at: listener.local_addr().unwrap(),
            feed: Arc::new(Mutex::new(feed(items))),
            asked: Arc::default(),
        };
        let (feed, asked) = (Arc::clone(&desk.feed), Arc::clone(&desk.asked));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let Some(path) = head.first().and_then(|line| line.split(' ').nth(1)) else { continue };
                asked.lock().unwrap().push(path.to_owned());
                let feed = feed.lock().unwrap().clone();
                let tag = format!("\"{}\"", feed.len());
                let is_known = head.iter().any(|line| line.to_lowercase() == format!("if-none-match: {tag}"));
                let (status, body) = match path {
                    "/feed" if is_known => (304, ""),
                    "/feed" => (200, feed.as_str()),
                    "/talks" => (200, PAGE),
                    "/page" => (200, &*PAGE.replace("Muscat", "Doha")),
                    _ => (404, ""),
                };
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nConnection: close\r\nETag: {tag}\r\nContent-Length: {length}\r\n\r\n{body}"
                );
            }
        });
        desk
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn paths(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn articles(lines: &str) -> Vec<serde_json::Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_fetched_is_printed_and_can_be_added() {
    let desk = Desk::new(&[("talks", "Envoys met in Muscat."), ("gone", "They left again.")]);
    let fetched = run(&["fetch", "--allow-private", &desk.url("/feed")]);
    assert!(fetched.status.success(), "{}", err(&fetched));
    let found = articles(&out(&fetched));
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&found[0]["id"], &found[0]["date"], &found[0]["text"], &found[0]["url"]),
        (&"talks".into(), &"2025-02-27".into(), &"Envoys met in Muscat.".into(), &desk.url("/talks").into())
    );
    let place = folder("fetched");
    let (kept, piped, direct) =
        (place.join("fetched.jsonl"), place.join("piped.db"), place.join("direct.db"));
    std::fs::write(&kept, &fetched.stdout).unwrap();
    let [kept, piped, direct] = [&kept, &piped, &direct].map(|path| path.display().to_string());
    assert_eq!(out(&run(&["add", "--model", "fast", "--store", &piped, &kept])), "added 2\n");
    let added = run(&[
        "fetch",
        "--allow-private",
        "--add",
        "--model",
        "fast",
        "--store",
        &direct,
        &desk.url("/feed"),
    ]);
    assert_eq!(out(&added), "added 2\n", "{}", err(&added));
    let digests = |store: &str| {
        let rows = run(&["articles", "--store", store, "--format", "jsonl"]);
        let rows = articles(&out(&rows));
        rows.into_iter().map(|row| (row["id"].clone(), row["digest"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(digests(&piped), digests(&direct));
}

#[test]
fn trouble_with_one_address_leaves_the_others() {
    let desk = Desk::new(&[("gone", "They left again.")]);
    let (feed, lost, dated) = (desk.url("/feed"), desk.url("/lost"), desk.url("/page"));
    let output = run(&["fetch", "--allow-private", "--follow", &lost, "ftp://a.example/", &dated, &feed]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(articles(&out(&output)).len(), 1);
    let told = err(&output).replace(&desk.url(""), "DESK");
    assert_eq!(
        told,
        "error: DESK/lost: the server answers with status 404\n  hint: check the address\n\
         error: ftp://a.example/: `ftp:` is neither http nor https\n  hint: write it whole: https://example.org/feed.xml\n\
         error: DESK/page: no date of publication was found\n  hint: give --date YYYY-MM-DD\n\
         error: DESK/feed, DESK/gone: the server answers with status 404\n  hint: check the address\n"
    );
    desk.paths();
    let refused = run(&["fetch", &feed]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("is 127.0.0.1: this machine, not a public address"), "{}", err(&refused));
    assert!(desk.paths().is_empty());
}

#[test]
fn a_watch_keeps_what_is_new_and_remembers_what_it_has() {
    let desk = Desk::new(&[("talks", "Envoys met in Muscat."), ("gone", "They left again.")]);
    let place = folder("watched");
    let (feeds, store) = (place.join("feeds.toml"), place.join("legation.db"));
    let text = format!("[[feed]]\nurl = \"{}\"\nname = \"Gulf Desk\"\nfollow = true\n", desk.url("/feed"));
    std::fs::write(&feeds, text).unwrap();
    let [feeds, store] = [&feeds, &store].map(|path| path.display().to_string());
    let round = || run(&["watch", &feeds, "--once", "--allow-private", "--model", "fast", "--store", &store]);
    let line = |output: &std::process::Output| err(output).lines().last().unwrap()[21..].to_owned();
    let first = round();
    assert_eq!(line(&first), "Gulf Desk: added 2, skipped 1", "{}", err(&first));
    // The page that is gone was told; the round had trouble.
    assert_eq!(first.status.code(), Some(1));
    assert_eq!(desk.paths(), ["/robots.txt", "/feed", "/talks", "/gone"]);
    let second = round();
    assert_eq!((line(&second).as_str(), second.status.code()), ("Gulf Desk: unchanged", Some(0)));
    assert_eq!(desk.paths(), ["/robots.txt", "/feed"]);
    *desk.feed.lock().unwrap() = feed(&[("talks", "Envoys met in Muscat."), ("page", "They came back.")]);
    let third = round();
    assert_eq!((line(&third).as_str(), third.status.code()), ("Gulf Desk: added 1", Some(0)));
    assert_eq!(desk.paths(), ["/robots.txt", "/feed", "/page"]);
    let rows = articles(&out(&run(&["articles", "--store", &store, "--format", "jsonl"])));
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row["source"] == "Gulf Desk"));
    assert_eq!(out(&run(&["check", "--store", &store])), "the store is whole\n");
    assert!(Path::new(&place).join("legation.watch.json").is_file());
    assert!(!Path::new(&place).join("legation.watch.json.new").exists());
}

#[test]
fn feeds_that_fail_are_left_alone_and_the_others_go_on() {
    let desk = Desk::new(&[("talks", "Envoys met in Muscat.")]);
    let place = folder("watched-failing");
    let (feeds, store) = (place.join("feeds.toml"), place.join("legation.db"));
    let text =
        format!("[[feed]]\nurl = \"{}\"\n\n[[feed]]\nurl = \"{}\"\n", desk.url("/lost"), desk.url("/feed"));
    std::fs::write(&feeds, text).unwrap();
    let [feeds, store] = [&feeds, &store].map(|path| path.display().to_string());
    let round = || run(&["watch", &feeds, "--once", "--allow-private", "--model", "fast", "--store", &store]);
    let first = round();
    assert_eq!(first.status.code(), Some(1));
    let told = err(&first);
    assert!(told.contains("status 404\n  hint: check the address\n"), "{told}");
    assert!(told.contains("not to be had, asked again in 30m") && told.contains("added 1"), "{told}");
    desk.paths();
    assert_eq!(round().status.code(), Some(1));
    assert_eq!(desk.paths(), ["/robots.txt", "/feed"]);
    std::fs::write(place.join("legation.watch.json"), "{").unwrap();
    let broken = round();
    assert!(err(&broken).contains("hint: move it away"), "{}", err(&broken));
}

/// A watch that is told to stop ends well, at once and with what it had in the store.
#[cfg(unix)]
#[test]
fn a_watch_stops_when_it_is_told_to() {
    let desk = Desk::new(&[("talks", "Envoys met in Muscat.")]);
    let place = folder("watched-stopped");
    let (feeds, store) = (place.join("feeds.toml"), place.join("legation.db"));
    std::fs::write(&feeds, format!("[[feed]]\nurl = \"{}\"\n", desk.url("/feed"))).unwrap();
    let [feeds, store] = [&feeds, &store].map(|path| path.display().to_string());
    for (signal, round) in [("-INT", "added 1"), ("-TERM", "unchanged")] {
        let mut watch = legation(&["watch", &feeds, "--allow-private", "--model", "fast", "--store", &store])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(watch.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert!(line.trim_end().ends_with(round), "{line}");
        let id = watch.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        assert_eq!((watch.wait().unwrap().code(), rest.as_str()), (Some(0), ""), "{signal}");
        // As if half an hour had gone by.
        let state = place.join("legation.watch.json");
        let text = std::fs::read_to_string(&state).unwrap();
        let mut known: serde_json::Value = serde_json::from_str(&text).unwrap();
        known["feeds"][desk.url("/feed")]["next"] = serde_json::Value::Null;
        std::fs::write(&state, known.to_string()).unwrap();
    }
    assert_eq!(out(&run(&["check", "--store", &store])), "the store is whole\n");
}

#[test]
fn a_proxy_of_the_environment_is_used_only_when_it_is_asked_for() {
    let (desk, proxy) = (Desk::new(&[("talks", "Envoys met in Muscat.")]), Desk::new(&[]));
    let through = |arguments: &[&str]| {
        let mut command = legation(arguments);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env(name, proxy.url(""));
        }
        command.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap()
    };
    let direct = through(&["fetch", "--allow-private", &desk.url("/feed")]);
    assert_eq!(articles(&out(&direct)).len(), 1, "{}", err(&direct));
    assert_eq!((desk.paths().len(), proxy.paths().len()), (2, 0));
    through(&["fetch", "--allow-private", "--proxy", &desk.url("/feed")]);
    assert_eq!((desk.paths().len(), proxy.paths().is_empty()), (0, false));
    // Numbers in addresses are checked all the same.
    let refused = through(&["fetch", "--proxy", &desk.url("/feed")]);
    assert!(err(&refused).contains("not a public address"), "{}", err(&refused));
    assert!(proxy.paths().is_empty());
}
