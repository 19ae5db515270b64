//! Styles and scripts, compiled in; their addresses hold a digest of them, so that they can be kept for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    media: &'static str,
    text: &'static str,
}

const ASSETS: [Asset; 3] = [
    Asset { name: "desk.css", media: "text/css; charset=utf-8", text: include_str!("../../assets/desk.css") },
    Asset {
        name: "desk.js",
        media: "text/javascript; charset=utf-8",
        text: include_str!("../../assets/desk.js"),
    },
    Asset { name: "icon.svg", media: "image/svg+xml", text: include_str!("../../assets/icon.svg") },
];

/// `/assets/1a2b3c4d/desk.css`, in the order of the assets.
static ADDRESSES: LazyLock<[String; 3]> =
    LazyLock::new(|| ASSETS.each_ref().map(|asset| format!("/assets/{}/{}", sum(asset), asset.name)));

fn sum(asset: &Asset) -> String {
    Sha256::digest(asset.text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// What every page needs to know.
#[derive(Serialize)]
pub(super) struct Desk {
    style: &'static str,
    script: &'static str,
    icon: &'static str,
    nav: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    key: &'static str,
    name: &'static str,
    href: &'static str,
}

pub(super) fn desk() -> Desk {
    let [style, script, icon] = ADDRESSES.each_ref().map(String::as_str);
    let item = |key, name, href| Item { key, name, href };
    let nav = vec![
        item("today", "Today", "/"),
        item("dossiers", "Dossiers", "/dossiers"),
        item("timeline", "Timeline", "/timeline"),
        item("events", "Events", "/events"),
        item("statements", "Statements", "/statements"),
        item("actors", "Actors", "/actors"),
        item("map", "Map", "/map"),
        item("network", "Network", "/network"),
        item("stories", "Stories", "/stories"),
        item("articles", "Articles", "/articles"),
        item("read", "Read", "/read"),
    ];
    Desk { style, script, icon, nav }
}

/// One of them; under another digest it is not the same, and not there.
pub(super) async fn asset(Path((digest, name)): Path<(String, String)>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name && sum(asset) == digest) {
        Some(asset) => {
            let kept = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, asset.media), (header::CACHE_CONTROL, kept)], asset.text).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
