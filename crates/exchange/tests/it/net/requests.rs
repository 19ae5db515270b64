//! Requests: asked once, paced, followed, bounded.

use super::server::{Reply, Request, Server, answer};
use super::{Still, local};
use legation_exchange::net::{Answer, Body, Client, NetError, Options, Validators};
use std::io::Write;

/// A server without rules; `reply` answers all else.
fn open(reply: impl Fn(&Request) -> Reply + Send + 'static) -> Server {
    Server::new(move |request| match request.path.as_str() {
        "/robots.txt" => answer(404, "", ""),
        _ => reply(request),
    })
}

fn get(client: &mut Client, server: &Server, path: &str) -> Result<Body, NetError> {
    match client.get(&server.url(path), &Validators::default())? {
        Answer::Body(body) => Ok(body),
        Answer::Unchanged => Err(NetError::Status(304)),
    }
}

/// What asking a server for one thing comes to.
fn outcome(server: &Server, path: &str) -> String {
    match get(&mut local(&Still::new()), server, path) {
        Ok(body) => format!("{} bytes", body.bytes.len()),
        Err(why) => why.code().to_owned(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = open(|request| {
        let is_known = request.head.contains("if-none-match: \"v1\"")
            && request.head.contains("if-modified-since: thu, 27 feb 2025 10:00:00 gmt");
        let head = "ETag: \"v1\"\nLast-Modified: Thu, 27 Feb 2025 10:00:00 GMT\nContent-Type: text/html; charset=koi8-r";
        if is_known { answer(304, head, "") } else { answer(200, head, "<p>Envoys met.") }
    });
    let mut client = local(&Still::new());
    let body = get(&mut client, &server, "/feed").unwrap();
    assert_eq!(body.validators.etag.as_deref(), Some("\"v1\""));
    assert_eq!(body.charset.as_deref(), Some("koi8-r"));
    assert_eq!(client.get(&server.url("/feed"), &body.validators).unwrap(), Answer::Unchanged);
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/feed"]);
}

#[test]
fn the_user_agent_names_the_program_and_whom_to_ask() {
    let server = open(|_| answer(200, "", "x"));
    let reach = legation_exchange::net::Reach { private: true, also: Vec::new() };
    let named = |contact: &str| {
        let options =
            Options { contact: Some(contact.to_owned()), reach: reach.clone(), ..Options::default() };
        Client::with(options, super::Told::once(&[]), Still::new())
    };
    get(&mut named("desk@news.example").unwrap(), &server, "/").unwrap();
    let head = &server.asked()[1].head;
    let version = env!("CARGO_PKG_VERSION");
    assert!(head.contains(&format!("user-agent: legation/{version} (+desk@news.example)")), "{head}");
    assert!(head.contains("accept-encoding: gzip, br"), "{head}");
    assert_eq!(named("a\r\nHost: b").unwrap_err().code(), "net-set-up");
}

#[test]
fn a_host_is_asked_at_the_pace_that_it_wants() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => answer(200, "", "User-agent: *\nCrawl-delay: 7\nDisallow: /x"),
        _ => answer(200, "", "x"),
    });
    let clock = Still::new();
    let mut client = local(&clock);
    get(&mut client, &server, "/a").unwrap();
    get(&mut client, &server, "/b").unwrap();
    assert_eq!(get(&mut client, &server, "/x").unwrap_err().code(), "net-robots");
    // One second after robots.txt, which had not been read then.
    assert_eq!(clock.waits(), [1, 7]);
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/b"]);
    // A day later the rules are asked for again.
    legation_exchange::net::Clock::wait(&*clock, std::time::Duration::from_secs(24 * 3600));
    get(&mut client, &server, "/c").unwrap();
    assert_eq!(server.paths(), ["/robots.txt", "/c"]);
}

#[test]
fn a_pause_begins_when_the_answer_is_there() {
    let clock = Still::new();
    let goes_on = std::sync::Arc::clone(&clock);
    let server = open(move |_| {
        *goes_on.now.lock().unwrap() += jiff::SignedDuration::from_secs(20);
        answer(200, "", "x")
    });
    let mut client = local(&clock);
    for path in ["/a", "/b", "/c"] {
        get(&mut client, &server, path).unwrap();
    }
    assert_eq!(clock.waits(), [1, 1, 1]);
}

#[test]
fn a_server_that_asks_for_patience_gets_some() {
    let server = open({
        let asked = std::sync::atomic::AtomicUsize::new(0);
        move |request| match request.path.as_str() {
            "/busy" if asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 => {
                answer(503, "Retry-After: 20", "")
            }
            "/down" => answer(503, "", ""),
            "/limit" => answer(429, "Retry-After: 3600", ""),
            _ => answer(200, "", "x"),
        }
    });
    let clock = Still::new();
    let mut client = local(&clock);
    get(&mut client, &server, "/busy").unwrap();
    assert_eq!(clock.waits(), [1, 20]);
    assert_eq!(get(&mut client, &server, "/down").unwrap_err(), NetError::Status(503));
    assert_eq!(get(&mut client, &server, "/limit").unwrap_err(), NetError::Later(3600));
    server.asked();
    // Until then it is left alone.
    assert!(matches!(get(&mut client, &server, "/other").unwrap_err(), NetError::Later(3590..)));
    assert!(server.asked().is_empty());
}

#[test]
fn rules_that_cannot_be_had_allow_nothing() {
    for (status, code) in
        [(404, "1 bytes"), (403, "1 bytes"), (500, "net-robots-unknown"), (429, "net-robots-unknown")]
    {
        let server = Server::new(move |request| match request.path.as_str() {
            "/robots.txt" => answer(status, "", "User-agent: *\nDisallow: /"),
            _ => answer(200, "", "x"),
        });
        assert_eq!(outcome(&server, "/"), code, "{status}");
    }
    let moved = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => answer(301, "Location: /rules.txt", ""),
        "/rules.txt" => answer(200, "", "User-agent: *\nDisallow: /"),
        _ => answer(200, "", "x"),
    });
    assert_eq!(outcome(&moved, "/"), "net-robots");
}

#[test]
fn a_host_without_an_answer_is_left_alone_for_a_while() {
    let silent = Server::new(|_| Reply::Held(Vec::new()));
    let clock = Still::new();
    let mut client = local(&clock);
    for path in ["/a", "/b", "/c"] {
        assert_eq!(get(&mut client, &silent, path).unwrap_err().code(), "net-slow", "{path}");
    }
    assert_eq!(silent.paths(), ["/robots.txt"]);
    // Others are asked all the same, and it is when some time has gone by.
    get(&mut client, &open(|_| answer(200, "", "x")), "/").unwrap();
    legation_exchange::net::Clock::wait(&*clock, std::time::Duration::from_secs(10 * 60));
    assert_eq!(get(&mut client, &silent, "/d").unwrap_err().code(), "net-slow");
    assert_eq!(silent.paths(), ["/robots.txt"]);
}

#[test]
fn a_name_without_an_address_is_looked_up_once() {
    #[derive(Debug, Default)]
    struct Counting(std::sync::atomic::AtomicUsize);
    impl legation_exchange::net::Names for Counting {
        fn addresses(&self, _: &str, _: u16) -> std::io::Result<Vec<std::net::SocketAddr>> {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Err(std::io::Error::from(std::io::ErrorKind::NotFound))
        }
    }
    let names = std::sync::Arc::new(Counting::default());
    let asked = std::sync::Arc::clone(&names);
    let mut client = Client::with(Options::default(), names, Still::new()).unwrap();
    for path in ["a", "b", "c"] {
        let why = client.get(&format!("http://news.example/{path}"), &Validators::default()).unwrap_err();
        assert_eq!(why, NetError::Unresolved("news.example".to_owned()));
    }
    assert_eq!(asked.0.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[test]
fn redirects_are_followed_so_far() {
    let server = open(|request| {
        let number: usize = request.path.trim_start_matches("/r").parse().unwrap_or(0);
        match request.path.as_str() {
            "/loop" => answer(302, "Location: /loop", ""),
            "/lost" => answer(302, "", ""),
            _ if number > 0 => answer(301, &format!("Location: r{}", number - 1), ""),
            _ => answer(200, "", "there"),
        }
    });
    assert_eq!(outcome(&server, "/r10"), "5 bytes");
    assert_eq!(outcome(&server, "/r11"), "net-redirects");
    assert_eq!(outcome(&server, "/lost"), "net-redirects");
    server.asked();
    assert_eq!(outcome(&server, "/loop"), "net-redirects");
    assert_eq!(server.asked().len(), 12);
    let body = get(&mut local(&Still::new()), &server, "/r2").unwrap();
    assert_eq!(body.url, server.url("/r0"));
}

#[test]
fn answers_are_bounded_in_time_and_size() {
    let head = |coding: &str, length: &str| {
        format!("HTTP/1.1 200 X\r\nConnection: close\r\n{coding}{length}\r\n").into_bytes()
    };
    let bomb = gzip(&vec![0; 40 << 20]);
    let plain = gzip(b"<p>Envoys met.");
    let server = open(move |request| match request.path.as_str() {
        "/silent" => Reply::Held(Vec::new()),
        "/slow" => Reply::Held([head("", "Content-Length: 9\r\n"), b"half".to_vec()].concat()),
        "/cut" => Reply::Bytes([head("", "Content-Length: 9\r\n"), b"half".to_vec()].concat()),
        "/endless" => Reply::Endless(head("", ""), vec![b'x'; 1 << 20]),
        "/bomb" => answer(200, "Content-Encoding: gzip", &bomb),
        "/gzip" => answer(200, "Content-Encoding: gzip", &plain),
        "/broken" => answer(200, "Content-Encoding: gzip", b"\x1f\x8b\x08 but no more"),
        // `<p>Envoys met.` in a block that is not compressed.
        "/br" => answer(200, "Content-Encoding: br", b"\x8b\x06\x80<p>Envoys met.\x03"),
        "/zstd" => answer(200, "Content-Encoding: zstd", b"x"),
        "/gone" => answer(410, "", "x"),
        "/part" => answer(206, "", "x"),
        _ => Reply::Bytes(b"nonsense\r\n\r\n".to_vec()),
    });
    for (path, expected) in [
        ("/silent", "net-slow"),
        ("/slow", "net-slow"),
        ("/cut", "net-failed"),
        ("/bomb", "import-swells"),
        ("/gzip", "14 bytes"),
        ("/br", "14 bytes"),
        ("/broken", "import-broken"),
        ("/zstd", "net-encoding"),
        ("/gone", "net-status"),
        ("/part", "net-status"),
        ("/nonsense", "net-failed"),
    ] {
        assert_eq!(outcome(&server, path), expected, "{path}");
    }
    let mut patient = super::options(legation_exchange::net::Reach { private: true, also: Vec::new() });
    patient.timeouts.whole = std::time::Duration::from_secs(60);
    let mut client = Client::with(patient, super::Told::once(&[]), Still::new()).unwrap();
    assert_eq!(get(&mut client, &server, "/endless").unwrap_err().code(), "import-too-large");
}

#[test]
fn what_does_not_speak_tls_is_no_answer() {
    let server = open(|_| answer(200, "", "x"));
    let url = server.url("/").replace("http:", "https:");
    let why = local(&Still::new()).get(&url, &Validators::default()).unwrap_err();
    // A machine without root certificates does not get that far.
    assert!(matches!(why.code(), "net-failed" | "net-set-up"), "{why}");
    assert!(server.asked().is_empty());
}
