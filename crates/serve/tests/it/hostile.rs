//! What comes from outside stays text: titles, names, sources, addresses and bodies that would be markup on a careless page.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use legation_knowledge::world::World;
use legation_record::{Offsets, WireRecord};
use legation_serve::{Desk, Hands, Limits, Refusal, Settings};
use legation_store::{Corrections, Entry, Keep, Outlet, Sqlite, Storage};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use std::sync::Arc;
use tower::ServiceExt;

const RUN: &str = "alert(1)";
/// How many payloads.
const COUNT: usize = 500;

/// Payloads: seeds as they are, and written in other ways.
fn payloads() -> Vec<String> {
    let seeds = [
        format!("<script>{RUN}</script>"),
        format!("<ScRiPt src=//x.example/a.js>{RUN}</sCrIpT>"),
        format!("<img src=x onerror={RUN}>"),
        format!("<svg/onload={RUN}>"),
        format!("\"><script>{RUN}</script>"),
        format!("' onmouseover='{RUN}"),
        format!("\" autofocus onfocus=\"{RUN}"),
        format!("` onclick=`{RUN}"),
        format!("javascript:{RUN}"),
        format!("JaVaScRiPt:{RUN}"),
        format!("java\tscript:{RUN}"),
        format!("\u{1}javascript:{RUN}"),
        format!("data:text/html,<script>{RUN}</script>"),
        format!("vbscript:{RUN}"),
        "//x.example/".to_owned(),
        format!("https://x.example/\"><script>{RUN}</script>"),
        format!("</title><script>{RUN}</script>"),
        format!("</textarea></select><script>{RUN}</script>"),
        format!("</mark></p></main><script>{RUN}</script>"),
        format!("<!--<script>{RUN}</script>-->"),
        format!("<![CDATA[<script>{RUN}</script>]]>"),
        format!("&lt;script&gt;{RUN}&lt;/script&gt;"),
        format!("&#60;script&#62;{RUN}"),
        format!("&quot; onload={RUN}"),
        "{{ 7 * 7 }}{{ desk }}{{ page }}".to_owned(),
        "{% for x in range(9) %}{# c #}{% raw %}".to_owned(),
        format!("\u{202e}{RUN}\u{2066}<b>"),
        format!("\u{0}<script>{RUN}</script>\u{0}"),
        "\u{FFFE}\u{FFFF}\u{200b}\u{ad}<i>".to_owned(),
        format!("<iframe srcdoc='<script>{RUN}</script>'>"),
        format!("<object data=javascript:{RUN}><embed src=x>"),
        format!("<math><mi xlink:href=javascript:{RUN}>"),
        "<style>@import '//x.example/a.css'</style>".to_owned(),
        "<meta http-equiv=refresh content='0;url=//x.example'>".to_owned(),
        "<base href=//x.example/><form action=//x.example><input name=token>".to_owned(),
        "<".repeat(2_000),
        format!("{}<script>{RUN}</script>", "A".repeat(4_000)),
        "&".repeat(2_000),
        "<b>".repeat(600),
        "\u{301}".repeat(500),
    ];
    let other = |seed: &str, way: usize| match way {
        0 => seed.to_owned(),
        1 => format!("Lavrov{seed}"),
        2 => format!("{seed} said"),
        3 => seed.to_uppercase(),
        4 => seed.replace('<', "<\n"),
        5 => seed.replace(' ', "/"),
        6 => format!("\" {seed}"),
        7 => format!("' {seed}"),
        8 => seed.replace('<', "\u{FF1C}<"),
        9 => format!("{seed}{seed}"),
        10 => seed.replace('>', ""),
        11 => seed.chars().rev().collect(),
        _ => format!("{way} {seed}"),
    };
    (0..COUNT).map(|at| other(&seeds[at % seeds.len()], at / seeds.len())).collect()
}

/// An article with a record in which the payload stands wherever words of others can.
fn entry(at: usize, payload: &str) -> Entry {
    let text = format!("{payload} met {payload} in Muscat.\n\n\"{payload}\" was said. Talks <b>go</b> on.");
    let length = text.chars().count() as u32;
    let long = payload.chars().count() as u32;
    let who = |code: &str| json!([{"who": payload, "code": code, "span": [0, long], "entity": payload, "basis": "text"}]);
    let day = format!("2025-0{}-1{}", 1 + at % 9, at % 10);
    let none = json!(null);
    let record = json!({
        "schema": 1, "id": format!("{payload}-{at}"), "date": day, "title": payload, "source": payload, "url": payload,
        "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [{"message": payload, "span": none}],
        "statements": [{
            "id": format!("s-{at}"), "speaker": [0, long], "who": payload, "code": "RUSGOV", "codes": ["RUSGOV"], "kind": "speech", "mode": "direct",
            "polarity": "denied", "cue": [long, long + 4], "content": [[0, length / 2]], "inside": none, "date": day, "date_span": none, "confidence": 0.9,
        }],
        "events": [{
            "id": format!("e-{at}"), "triggers": [[long + 1, long + 4]], "type": "CONSULT", "mode": "visit", "cameo": "042", "quad": "verbal-cooperation",
            "contexts": ["diplomatic"], "plover_score": 1.0, "goldstein": 1.0, "source": who("IRNGOV"), "target": who("USAGOV"),
            "place": {"name": payload, "country": "OMN", "lat": 23.6, "lon": 58.6, "geonameid": none, "kind": "city", "span": none},
            "start": day, "end": day, "date_span": none, "status": if at.is_multiple_of(3) { "planned" } else { "occurred" }, "status_span": none,
            "according_to": 0, "background": false, "round": none,
            "confidence": {"type": 0.9, "status": 0.9, "actors": none, "date": none, "place": none},
        }],
        "agenda": [{"event": 0, "topic": payload, "span": [0, long], "scope": if at.is_multiple_of(2) { "on" } else { "off" }, "according_to": 0}],
        "mentions": {
            "times": [{"start": 0, "end": 1, "type": "DATE", "value": payload, "mod": none}],
            "places": [{"start": 0, "end": long, "name": payload, "lat": none, "lon": none, "country": none, "geonameid": none, "kind": payload}],
            "actors": [
                {"start": 0, "end": long, "who": payload, "code": "IRNGOV", "entity": payload, "office": payload, "as_of": none, "basis": "text"},
                {"start": long + 5, "end": 2 * long + 5, "who": "United States", "code": "USAGOV", "entity": none, "office": none, "as_of": none, "basis": "text"},
            ],
            "chains": [],
        },
    });
    let record: WireRecord = serde_json::from_value(record).unwrap();
    Entry {
        sentences: vec![Offsets(0, length)],
        text,
        record,
        language: Some("en".to_owned()),
        is_coded: true,
        outlet: Some(Outlet { name: payload.to_owned(), country: None, kind: None, language: None }),
        keep: Keep::Full,
        added: "2025-01-01T00:00:00Z".to_owned(),
    }
}

/// Gives every article the record of a payload.
struct Marked;

impl Hands for Marked {
    fn entries(&self, articles: Vec<legation_text::Article>) -> Result<Vec<Entry>, Refusal> {
        Ok(articles.iter().enumerate().map(|(at, article)| entry(at, &article.text)).collect())
    }

    fn correct(&self, _: &mut Sqlite, _: &[u8], _: &str) -> Result<Corrections, Refusal> {
        Err(Refusal {
            reason: "<script>alert(1)</script>".to_owned(),
            remedy: Some("<img src=x>".to_owned()),
        })
    }
}

/// What a page must not hold.
fn faults(page: &str) -> Vec<String> {
    const TAGS: &[&str] = &[
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "div",
        "nav",
        "ul",
        "ol",
        "li",
        "form",
        "label",
        "input",
        "button",
        "svg",
        "defs",
        "pattern",
        "rect",
        "line",
        "main",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "footer",
        "section",
        "article",
        "details",
        "summary",
        "blockquote",
        "span",
        "b",
        "q",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "desc",
        "path",
        "circle",
        "text",
        "mark",
        "select",
        "option",
        "textarea",
        "code",
        "br",
        "em",
        "aside",
        "sup",
        "small",
        "g",
        "abbr",
        "time",
        "output",
        "fieldset",
        "legend",
        "hr",
        "i",
        "use",
        "symbol",
        "strong",
        "polyline",
    ];
    let mut faults = Vec::new();
    let mut rest = page;
    let mut scripts = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find('>') else {
            faults.push("a tag that does not end".to_owned());
            break;
        };
        let tag = rest[..end].trim_start_matches('/');
        rest = &rest[end + 1..];
        let name: String = tag.chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
        if !TAGS.contains(&name.to_lowercase().as_str()) || name.chars().any(|c| c.is_ascii_uppercase()) {
            faults.push(format!("<{name}>"));
        }
        scripts += usize::from(name == "script" && !tag.contains("</"));
        for (name, value) in attributes(&tag[name.len()..]) {
            let is_link = matches!(name, "href" | "src" | "action" | "formaction" | "data");
            let is_ours = value.starts_with('/') && !value.starts_with("//")
                || value.starts_with('#')
                || value.starts_with('?');
            let scheme = value.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
            let is_web = name == "href" && matches!(scheme.as_deref(), Some("http" | "https"));
            if name.starts_with("on")
                || matches!(name, "style" | "srcdoc" | "xlink:href" | "http-equiv")
                || is_link && !is_ours && !is_web
            {
                faults.push(format!("{name}={value}"));
            }
        }
    }
    // The one of the head, opened and closed.
    if scripts > 2 || !page.contains("<script type=\"module\" src=\"/assets/") {
        faults.push(format!("{scripts} scripts"));
    }
    if page
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t' || ('\u{202A}'..='\u{202E}').contains(&c))
    {
        faults.push("letters that turn text around".to_owned());
    }
    if page.contains("49{") {
        faults.push("a template within a text".to_owned());
    }
    faults
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(quoted) = rest.strip_prefix("=\"") else {
            found.push((name, ""));
            rest = rest.trim_start_matches('=');
            continue;
        };
        let end = quoted.find('"').unwrap_or(quoted.len());
        found.push((name, &quoted[..end]));
        rest = quoted.get(end + 1..).unwrap_or_default().trim_start();
    }
    found
}

async fn page(app: &axum::Router, address: &str) -> (StatusCode, String) {
    let request = Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[test]
fn five_hundred_payloads_stay_text_on_every_page() {
    let folder = std::env::temp_dir().join(format!("legation-serve-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("hostile.db");
    let payloads = payloads();
    let entries: Vec<Entry> = payloads.iter().enumerate().map(|(at, payload)| entry(at, payload)).collect();
    let ids: Vec<String> = entries.iter().map(|entry| entry.digest().as_str().to_owned()).collect();
    {
        let mut store = Sqlite::create(&path).unwrap();
        store.add(&entries).unwrap();
        let reading = Sqlite::open(&path).unwrap();
        legation_store::link(&reading, &mut store, &World::embedded(), &mut |_| {}).unwrap();
    }
    let limits = Limits { rate: (1e9, 1e9), write_rate: (1e9, 1e9), ..Limits::default() };
    let settings = Settings { store: path.clone(), hosts: Vec::new(), is_closed: false, limits };
    let desk = Desk::new(settings, Arc::new(World::embedded()), Arc::new(Marked)).unwrap();
    let app = legation_serve::router(desk);
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut addresses: Vec<(String, bool)> = [
        "/",
        "/dossiers",
        "/dossier/IRN-USA",
        "/dossier/IRN-USA?as_of=2025-06-01",
        "/dyad/IRN-USA",
        "/dyad/IRN-USA?by=month",
        "/timeline?limit=1000",
        "/events?limit=1000",
        "/statements?limit=1000",
        "/agenda?limit=1000",
        "/actors?limit=1000",
        "/articles?limit=1000",
        "/map?limit=1000",
        "/network",
        "/stories",
        "/search?q=talks",
        "/read",
        "/actor/IRNGOV",
        "/changed?dossier=IRN-USA&since=2000-01-01",
        "/changed?dyad=IRN-USA&since=2000-01-01",
        "/changed?actor=IRN*&since=2000-01-01",
    ]
    .map(|address| (address.to_owned(), true))
    .to_vec();
    addresses.extend(ids.iter().map(|id| (format!("/article/{id}"), true)));
    // In addresses, each payload at two of the places where one can stand.
    let places = [
        "/events?actor=",
        "/events?text=",
        "/timeline?dossier=",
        "/changed?actor=",
        "/search?q=",
        "/events?",
        "/nowhere/",
        "/actor/",
        "/dossier/",
        "/dyad/",
        "/story/",
        "/article/",
        "/dossier?parties=",
    ];
    for (at, payload) in payloads.iter().enumerate().filter(|(_, payload)| payload.len() < 1_500) {
        let part = encoded(payload);
        let here = (0..2).filter_map(|number| places.get((at * 2 + number) % places.len()));
        addresses.extend(here.map(|address| (format!("{address}{part}"), false)));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut wrong = Vec::new();
    runtime.block_on(async {
        for (address, is_there) in &addresses {
            let (status, page) = page(&app, address).await;
            if *is_there && status != StatusCode::OK || status.is_server_error() {
                wrong.push(format!("{address}: {status}"));
            }
            if status.is_redirection() {
                continue;
            }
            wrong.extend(
                faults(&page)
                    .into_iter()
                    .take(3)
                    .map(|fault| format!("{address}: {}", fault.chars().take(200).collect::<String>())),
            );
        }
    });
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(
        wrong.is_empty(),
        "{} faults of {} pages:\n{}",
        wrong.len(),
        addresses.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

#[test]
fn the_check_finds_what_it_looks_for() {
    let head = "<script type=\"module\" src=\"/assets/a/desk.js\"></script>";
    assert!(faults(head).is_empty(), "{:?}", faults(head));
    for bad in [
        "<script>x</script>",
        "<img src=\"x\">",
        "<a href=\"javascript:x\">",
        "<p onclick=\"x\">",
        "<a href=\"//x.example\">",
        "<p style=\"a\">",
        "\u{202e}",
        "<iframe>",
    ] {
        assert!(!faults(&format!("{head}{bad}")).is_empty(), "{bad}");
    }
}
