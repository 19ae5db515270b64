//! One request after the other: admitted, permitted, paced, followed where it is sent on, and read within bounds.

use super::address::{self, Reach};
use super::error::NetError;
use super::resolve::Checked;
use super::response::{field, read, told};
use super::robots::{self, PRODUCT, Robots};
use super::surroundings::{Clock, Names, SystemClock, SystemNames};
use crate::import::unpack::MOST;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{Response, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Proxy};
use url::Url;

/// How often one request is sent on.
const REDIRECTS: usize = 10;
/// The same of `robots.txt`, as RFC 9309 has it.
const ROBOTS_REDIRECTS: usize = 5;
/// How long what a host allows is believed.
const ROBOTS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long it is believed that what it allows cannot be had.
const ROBOTS_MISSED: SignedDuration = SignedDuration::from_mins(10);
/// The longest that is waited for a server that asks to come back later.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// How the net is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// An address, of mail or of a page, by which hosts can reach whoever asks; part of the User-Agent.
    pub contact: Option<String>,
    /// What may be connected to.
    pub reach: Reach,
    /// Whether the proxy that the environment names is used. Names are resolved by the proxy then, so that only addresses that
    /// stand in URLs as numbers are checked.
    pub proxy: bool,
    /// The pause between two requests to a host, unless it asks for a longer one.
    pub pause: Duration,
    /// When to give up.
    pub timeouts: Timeouts,
}

/// When to give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// On a connection, and on the addresses of a name.
    pub connect: Duration,
    /// Where nothing comes.
    pub read: Duration,
    /// On a whole request.
    pub whole: Duration,
}

impl Default for Options {
    fn default() -> Options {
        let timeouts = Timeouts {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            whole: Duration::from_secs(120),
        };
        Options {
            contact: None,
            reach: Reach::default(),
            proxy: false,
            pause: Duration::from_secs(1),
            timeouts,
        }
    }
}

/// By what a server knows the version that one has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, as it was given.
    pub etag: Option<String>,
    /// `Last-Modified`, as it was given.
    pub modified: Option<String>,
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What one has is what there is.
    Unchanged,
    /// What there is now.
    Body(Body),
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Where it was in the end.
    pub url: String,
    /// The character set that the head of the answer names.
    pub charset: Option<String>,
    /// What it is, without compression.
    pub bytes: Vec<u8>,
    /// By what to ask whether it has changed.
    pub validators: Validators,
}

/// Asks for pages and feeds, one at a time.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    options: Options,
    has_roots: bool,
    clock: Arc<dyn Clock>,
    hosts: HashMap<String, Host>,
}

/// What is known of a host: scheme, name and port.
#[derive(Debug, Default)]
struct Host {
    /// When it may be asked next.
    next: Option<Timestamp>,
    /// What it allows, or why that could not be had; and until when that is believed.
    robots: Option<(Result<Robots, NetError>, Timestamp)>,
}

impl Client {
    /// With the names and the clock of the machine.
    ///
    /// # Errors
    /// Where the contact cannot stand in a User-Agent.
    pub fn new(options: Options) -> Result<Client, NetError> {
        Client::with(options, Arc::new(SystemNames), Arc::new(SystemClock))
    }

    /// With names and a clock of one's own.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with(options: Options, names: Arc<dyn Names>, clock: Arc<dyn Clock>) -> Result<Client, NetError> {
        let contact = options.contact.as_deref().unwrap_or(env!("CARGO_PKG_REPOSITORY"));
        if contact.is_empty() || !contact.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')')) {
            return Err(NetError::SetUp(format!("`{contact}` is no address of mail or of a page")));
        }
        let roots: Vec<_> = rustls_native_certs::load_native_certs().certs;
        let has_roots = !roots.is_empty();
        let roots = roots.iter().map(|root| Certificate::from_der(root.as_ref()).to_owned());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .root_certs(RootCerts::from(roots))
            .build();
        let proxy = if options.proxy { Proxy::try_from_env() } else { None };
        let checked = Checked {
            names,
            reach: options.reach.clone(),
            proxy: proxy.as_ref().map(|proxy| (proxy.host().to_owned(), proxy.port())),
        };
        let Timeouts { connect, read, whole } = options.timeouts;
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(proxy)
            .user_agent(format!("{PRODUCT}/{} (+{contact})", env!("CARGO_PKG_VERSION")))
            .accept("text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5")
            .accept_encoding("gzip, br")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_recv_response(Some(read))
            .timeout_per_read(Some(read))
            .timeout_global(Some(whole))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), checked);
        Ok(Client { agent, options, has_roots, clock, hosts: HashMap::new() })
    }

    /// Asks for what is at an address; `known` is the version that one has.
    ///
    /// # Errors
    /// Where it cannot be had or may not be asked for.
    pub fn get(&mut self, url: &str, known: &Validators) -> Result<Answer, NetError> {
        let (url, response) = self.chase(&address::url(url)?, known, REDIRECTS, true)?;
        let status = response.status().as_u16();
        match status {
            304 => Ok(Answer::Unchanged),
            200 | 203 => {
                let charset = response.body().charset().map(str::to_owned);
                let validators = Validators {
                    etag: field(&response, header::ETAG),
                    modified: field(&response, header::LAST_MODIFIED),
                };
                let bytes = read(response, MOST);
                self.rest(&url);
                let bytes = bytes?;
                Ok(Answer::Body(Body { url: url.into(), charset, bytes, validators }))
            }
            _ => Err(NetError::Status(status)),
        }
    }

    /// Follows redirects to what is none.
    fn chase(
        &mut self,
        first: &Url,
        known: &Validators,
        most: usize,
        obeys: bool,
    ) -> Result<(Url, Response<ureq::Body>), NetError> {
        let mut url = first.clone();
        for _ in 0..=most {
            self.options.reach.admit(&url)?;
            if obeys {
                self.permit(&url)?;
            }
            let response = self.ask(&url, known)?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok((url, response));
            }
            url = sent_on(first, &url, field(&response, header::LOCATION).as_deref().unwrap_or_default())?;
        }
        Err(NetError::Redirects(most))
    }

    /// Lets pass what the host allows.
    fn permit(&mut self, url: &Url) -> Result<(), NetError> {
        let key = url.origin().ascii_serialization();
        let now = self.clock.now();
        let robots = self.hosts.get(&key).and_then(|host| host.robots.as_ref());
        if robots.is_none_or(|(_, until)| now >= *until) {
            let robots = self.robots(url);
            // Neither is an answer of the host.
            if let Err(why @ (NetError::Stopped | NetError::Later(_))) = robots {
                return Err(why);
            }
            let kept = if robots.is_ok() { ROBOTS_KEPT } else { ROBOTS_MISSED };
            self.hosts.entry(key.clone()).or_default().robots = Some((robots, now + kept));
        }
        let path =
            url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        match self.hosts.get(&key).and_then(|host| host.robots.as_ref()) {
            Some((Ok(robots), _)) if robots.allows(&path) => Ok(()),
            Some((Err(why), _)) => Err(why.clone()),
            _ => Err(NetError::Robots(host(url))),
        }
    }

    /// Asks a host what it allows: all, if it has no such file.
    fn robots(&mut self, url: &Url) -> Result<Robots, NetError> {
        let Ok(file) = url.join("/robots.txt") else { return Ok(Robots::default()) };
        let (last, response) = match self.chase(&file, &Validators::default(), ROBOTS_REDIRECTS, false) {
            Ok(found) => found,
            Err(NetError::Redirects(_) | NetError::Nowhere(_)) => return Ok(Robots::default()),
            Err(why) => return Err(why),
        };
        match response.status().as_u16() {
            200..=299 => {
                let bytes = read(response, MOST);
                self.rest(&last);
                let bytes = bytes?;
                let beginning = bytes.get(..robots::MOST).unwrap_or(&bytes);
                Ok(Robots::of(&String::from_utf8_lossy(beginning)))
            }
            status @ (429 | 500..) => Err(NetError::RobotsUnknown(host(url), status)),
            _ => Ok(Robots::default()),
        }
    }

    /// One request, when the host may be asked; once more where it asks for a little patience.
    fn ask(&mut self, url: &Url, known: &Validators) -> Result<Response<ureq::Body>, NetError> {
        if url.scheme() == "https" && !self.has_roots {
            return Err(NetError::SetUp("no root certificates were found".to_owned()));
        }
        let mut is_again = false;
        loop {
            self.pace(url)?;
            let mut request = self.agent.get(url.as_str());
            if let Some(etag) = &known.etag {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(modified) = &known.modified {
                request = request.header(header::IF_MODIFIED_SINCE, modified);
            }
            let response = request.call();
            self.rest(url);
            let response = response.map_err(told)?;
            if !matches!(response.status().as_u16(), 429 | 503) {
                return Ok(response);
            }
            let now = self.clock.now();
            let asked = field(&response, header::RETRY_AFTER).and_then(|asked| until(&asked, now));
            let Some(until) = asked else { return Ok(response) };
            let left = until.duration_since(now);
            self.hosts.entry(url.origin().ascii_serialization()).or_default().next = Some(until);
            if is_again || left > PATIENCE {
                return Err(NetError::Later(left.as_secs().unsigned_abs()));
            }
            is_again = true;
        }
    }

    /// Waits until the host may be asked.
    fn pace(&self, url: &Url) -> Result<(), NetError> {
        let host = self.hosts.get(&url.origin().ascii_serialization());
        let left = host
            .and_then(|host| host.next)
            .map_or(SignedDuration::ZERO, |next| next.duration_since(self.clock.now()));
        if left > PATIENCE {
            return Err(NetError::Later(left.as_secs().unsigned_abs()));
        }
        if left.is_positive() && !self.clock.wait(left.unsigned_abs()) {
            return Err(NetError::Stopped);
        }
        Ok(())
    }

    /// Notes when a host that was asked just now may be asked again.
    fn rest(&mut self, url: &Url) {
        let host = self.hosts.entry(url.origin().ascii_serialization()).or_default();
        let asked = host.robots.as_ref().and_then(|(robots, _)| robots.as_ref().ok()?.pause());
        let pause = asked.unwrap_or_default().max(self.options.pause);
        host.next = self.clock.now().checked_add(pause).ok();
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// Where a redirect leads. What was asked for over https is not fetched over http.
fn sent_on(first: &Url, from: &Url, location: &str) -> Result<Url, NetError> {
    let nowhere = || NetError::Nowhere(location.chars().take(200).collect());
    if location.is_empty() {
        return Err(nowhere());
    }
    let to = address::url(from.join(location).map_err(|_| nowhere())?.as_str()).map_err(|_| nowhere())?;
    if first.scheme() == "https" && to.scheme() == "http" {
        return Err(NetError::Downgrade);
    }
    Ok(to)
}

/// When `Retry-After` says to come back: in so many seconds, or at a time.
fn until(asked: &str, now: Timestamp) -> Option<Timestamp> {
    if let Ok(seconds) = asked.parse::<u32>() {
        return now.checked_add(SignedDuration::from_secs(seconds.into())).ok();
    }
    let at = jiff::fmt::rfc2822::parse(asked).ok()?.timestamp();
    Some(at.max(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_where_they_may() {
        for (first, from, location, expected) in [
            ("https://a.example/", "https://a.example/x/y", "../z", "https://a.example/z"),
            ("https://a.example/", "https://a.example/x", "//b.example/z#end", "https://b.example/z"),
            ("https://a.example/", "https://a.example/x", "http://a.example/x", "net-downgrade"),
            ("http://a.example/", "https://a.example/x", "http://a.example/x", "http://a.example/x"),
            ("http://a.example/", "http://a.example/", "https://a.example/", "https://a.example/"),
            ("http://a.example/", "http://a.example/", "", "net-redirects"),
            ("http://a.example/", "http://a.example/", "http://[::1", "net-redirects"),
        ] {
            let [first, from] = [first, from].map(|url| Url::parse(url).unwrap());
            let found = sent_on(&first, &from, location);
            assert_eq!(found.map_or_else(|why| why.code().to_owned(), String::from), expected, "{location}");
        }
    }

    #[test]
    fn servers_say_when_to_come_back() {
        let now: Timestamp = "2025-02-27T10:00:00Z".parse().unwrap();
        for (asked, seconds) in [
            ("120", Some(120)),
            ("Thu, 27 Feb 2025 10:00:30 GMT", Some(30)),
            ("Thu, 27 Feb 2025 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            let found = until(asked, now).map(|at| at.duration_since(now).as_secs());
            assert_eq!(found, seconds, "{asked}");
        }
    }
}
