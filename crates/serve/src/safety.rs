//! What stands before every request: who may ask under which name, how often, how many at a time, for how long; and what every answer says.

use crate::doors::Peer;
use crate::problem::{Code, Problem};
use crate::state::Desk;
use crate::tokens::Scope;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tracing::Instrument;

/// Nothing but what the desk itself serves; no script or style within a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says.
const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
];

/// Counts, logs and marks every answer, whatever made it.
pub(crate) async fn outermost(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = name(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let path = request.uri().path().to_owned();
    let peer = peer(&request);
    let span = tracing::info_span!("request", method, path, %peer);
    let mut answer = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = answer.status();
    desk.metrics().answered(&route, method, status.as_u16(), took);
    let code = answer.extensions().get::<Problem>().map_or("", |problem| problem.code.name());
    span.in_scope(|| {
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if status.is_server_error() {
            tracing::warn!(status = status.as_u16(), code, milliseconds, "answered");
        } else {
            tracing::info!(status = status.as_u16(), code, milliseconds, "answered");
        }
    });
    let headers = answer.headers_mut();
    for (header, value) in HEADERS {
        headers.insert(header, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    answer
}

/// Lets a request pass, or says why not.
pub(crate) async fn guard(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    match pass(&desk, &mut request) {
        Err(why) => why.into_response(),
        Ok(()) => {
            let Ok(_permit) = Arc::clone(desk.requests()).try_acquire_owned() else {
                return Problem::new(Code::Busy, "the desk has all hands full").into_response();
            };
            match tokio::time::timeout(desk.limits().time, next.run(request)).await {
                Ok(answer) => answer,
                Err(_) => Problem::new(Code::Timeout, "the answer takes too long").into_response(),
            }
        }
    }
}

fn pass(desk: &Desk, request: &mut Request) -> Result<(), Problem> {
    host(request.headers(), request.uri(), &desk.settings().hosts)?;
    let is_write = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let [all, writes] = desk.buckets();
    let peer = peer(request);
    // What a language model asks comes by the method of writes, and writes nothing.
    let is_heavy = is_write && request.uri().path() != "/mcp";
    if !all.take(peer) || (is_heavy && !writes.take(peer)) {
        return Err(Problem::new(Code::RateLimited, "this address asks too often"));
    }
    if is_write {
        origin(request.headers())?;
    }
    if desk.settings().is_closed && !matches!(request.uri().path(), "/healthz") {
        desk.allows(secret(request.headers())?, Scope::Read)?;
    }
    Ok(())
}

/// The address that asks.
fn peer(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(Peer(peer))| peer.ip())
}

fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

/// The secret of a request.
pub(crate) fn secret(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let bad = || Problem::new(Code::TokenInvalid, "`Authorization` is `Bearer`, and a token");
    let value = value.to_str().map_err(|_| bad())?;
    let (scheme, secret) = value.split_once(' ').ok_or_else(bad)?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Some(secret.trim())).ok_or_else(bad)
}

/// Under which name the desk is asked. Another site can make its own name lead here (DNS rebinding), but not `localhost`, and not an
/// address of digits.
fn host(headers: &HeaderMap, uri: &Uri, hosts: &[String]) -> Result<(), Problem> {
    let said = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let said = said.or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let refused = |name: &str| {
        Err(Problem::new(
            Code::HostRefused,
            format!("the desk is not known as `{}`", crate::address::short(name)),
        ))
    };
    let Some(said) = said else { return refused("") };
    let Ok(authority) = said.parse::<axum::http::uri::Authority>() else { return refused(said) };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    let is_known = name == "localhost"
        || name.parse::<IpAddr>().is_ok()
        || hosts.iter().any(|host| host.eq_ignore_ascii_case(&name));
    if is_known && !said.contains('@') { Ok(()) } else { refused(said) }
}

/// That a write comes from the desk's own pages, or from no page at all.
fn origin(headers: &HeaderMap) -> Result<(), Problem> {
    let of = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let refused = |detail: String| Err(Problem::new(Code::OriginRefused, detail));
    if let Some(site) = of(HeaderName::from_static("sec-fetch-site"))
        && !matches!(site, "same-origin" | "none")
    {
        return refused("the request comes from a page of another site".to_owned());
    }
    let Some(origin) = of(header::ORIGIN) else { return Ok(()) };
    let host = of(header::HOST).unwrap_or_default();
    let is_own = origin
        .split_once("://")
        .is_some_and(|(scheme, rest)| matches!(scheme, "http" | "https") && rest.eq_ignore_ascii_case(host));
    if is_own { Ok(()) } else { refused("the request comes from a page of another site".to_owned()) }
}

/// How often each address may ask: a bucket that fills evenly.
#[derive(Debug)]
pub(crate) struct Buckets {
    per_second: f64,
    most: f64,
    all: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

/// Addresses that are remembered.
const PEERS: usize = 10_000;

impl Buckets {
    pub(crate) fn new((per_second, most): (f64, f64)) -> Buckets {
        Buckets { per_second, most, all: Mutex::default() }
    }

    /// One more of an address; false where it asks too often.
    pub(crate) fn take(&self, peer: IpAddr) -> bool {
        let now = Instant::now();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PEERS && !all.contains_key(&peer) {
            // Full buckets are as good as none; where all are in use, everybody begins anew.
            let (per_second, most) = (self.per_second, self.most);
            all.retain(|_, (left, last)| *left + now.duration_since(*last).as_secs_f64() * per_second < most);
            if all.len() >= PEERS {
                all.clear();
            }
        }
        let (left, last) = all.entry(peer).or_insert((self.most, now));
        *left = (*left + now.duration_since(*last).as_secs_f64() * self.per_second).min(self.most);
        *last = now;
        let is_left = *left >= 1.0;
        if is_left {
            *left -= 1.0;
        }
        is_left
    }
}

/// What a handler that panics is told as.
pub(crate) fn panicked(why: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = why.downcast_ref::<&str>().map(|words| (*words).to_owned());
    let words = words.or_else(|| why.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!("a request ended badly: {words}");
    Problem::new(Code::Internal, "the desk made a mistake").into_response()
}

/// What takes the place of answers that come from below without a problem: routes that do not take a method, bodies that are too long.
pub(crate) async fn explained(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let answer = next.run(request).await;
    if answer.extensions().get::<Problem>().is_some() {
        return answer;
    }
    let (code, detail) = match answer.status() {
        StatusCode::METHOD_NOT_ALLOWED => (Code::MethodRefused, "the address does not take this method"),
        StatusCode::PAYLOAD_TOO_LARGE => (Code::BodyTooLarge, "the body is too long"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            (Code::MediaUnsupported, "the body is of a kind that is not taken")
        }
        StatusCode::NOT_FOUND if path.starts_with("/api/") => (Code::NotFound, "there is no such address"),
        StatusCode::BAD_REQUEST if path.starts_with("/api/") => {
            (Code::ParameterInvalid, "the address cannot be read")
        }
        _ => return answer,
    };
    let allow = answer.headers().get(header::ALLOW).cloned();
    let mut told = Problem::new(code, detail).into_response();
    if let Some(allow) = allow {
        told.headers_mut().insert(header::ALLOW, allow);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_is_known_by_some_names_alone() {
        let check = |host: &str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            let known =
                super::host(&headers, &Uri::from_static("/"), &["desk.example.org".to_owned()]).is_ok();
            assert_eq!(known, expected, "{host}");
        };
        for host in
            ["localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080", "10.0.0.7", "Desk.example.org:443"]
        {
            check(host, true);
        }
        for host in ["evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example", "x@localhost", ""]
        {
            check(host, false);
        }
    }

    #[test]
    fn an_address_may_ask_so_often() {
        let buckets = Buckets::new((0.0, 3.0));
        let peer = |last| IpAddr::V4(Ipv4Addr::new(10, 0, 0, last));
        assert_eq!(
            (0..5).map(|_| buckets.take(peer(1))).collect::<Vec<_>>(),
            [true, true, true, false, false]
        );
        assert!(buckets.take(peer(2)));
    }
}
