//! No connection to what is not public: every disguise of an address, and every way to be sent to one.

use super::server::{Server, answer};
use super::{Still, Told, options};
use legation_exchange::net::{Client, Clock, Reach, Validators, special};
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A listener that must not be reached: it counts connections and closes them.
struct Canary {
    at: SocketAddr,
    count: Arc<AtomicUsize>,
}

impl Canary {
    fn new() -> Canary {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (at, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&count);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Canary { at, count }
    }

    /// Connections since the last time. One of our own, waited for to its end, comes after all others in the queue.
    fn count(&self) -> usize {
        let _ = TcpStream::connect(self.at).unwrap().read(&mut [0]);
        self.count.swap(0, Ordering::SeqCst) - 1
    }
}

#[test]
fn addresses_that_are_not_public_are_not_connected_to() {
    let canary = Canary::new();
    let table = include_str!("../../net/addresses.tsv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 60);
    let reached = |row: &[&str], private: bool| {
        let [way, url, names, ..] = row else { panic!("{row:?}") };
        let target = url.replace("{port}", &canary.at.port().to_string());
        let location = target.clone();
        let front = Server::new(move |request| match request.path.as_str() {
            "/robots.txt" => answer(404, "", ""),
            _ => answer(302, &format!("Location: {location}"), ""),
        });
        let names: Vec<IpAddr> =
            names.split(',').filter(|name| !name.is_empty()).map(|name| name.parse().unwrap()).collect();
        let reach = Reach { private, also: vec![front.at] };
        let clock = Still::new() as Arc<dyn Clock>;
        let mut client = Client::with(options(reach), Told::once(&names), clock).unwrap();
        let asked = if *way == "direct" { target } else { front.url("/start") };
        let found = client.get(&asked, &Validators::default());
        (found.map_or_else(|why| why.code().to_owned(), |_| "found".to_owned()), canary.count())
    };
    // The first row that goes wrong ends the test, and those of loopback come first: where the check is broken, nothing is sent to what
    // the others name.
    assert!(rows.iter().take(15).all(|row| row[4] == "yes"));
    let mut seen = 0;
    for row in &rows {
        assert_eq!(reached(row, false), (row[3].to_owned(), 0), "{row:?}");
        // Where they are allowed the same canary is reached: the test can fail.
        if row[4] == "yes" {
            let (_, count) = reached(row, true);
            assert!(count > 0, "{row:?} is not reached where it is allowed");
            seen += count;
        }
    }
    assert!(seen >= 25, "{seen}");
}

#[test]
fn a_name_that_comes_to_mean_another_address_is_refused() {
    let front = Server::new(|_| answer(404, "", ""));
    let [first, second] = [1, 2].map(|last| IpAddr::from(Ipv4Addr::new(127, 0, 0, last)));
    let reach = Reach { private: false, also: vec![front.at] };
    let names = Told::in_turn(&[&[first], &[second]]);
    let mut client = Client::with(options(reach), names, Still::new()).unwrap();
    let url = format!("http://news.example:{}/", front.at.port());
    let why = client.get(&url, &Validators::default()).unwrap_err();
    assert_eq!(why.to_string(), "news.example is 127.0.0.2: this machine, not a public address");
    assert_eq!(front.paths(), ["/robots.txt"]);
}

#[test]
fn special_addresses_are_those_that_are_registered() {
    for line in include_str!("../../net/special.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (address, kind) = line.split_once('\t').unwrap();
        assert_eq!(special(address.parse().unwrap()).unwrap_or("-"), kind, "{address}");
    }
}
