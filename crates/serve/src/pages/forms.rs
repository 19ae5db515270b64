//! Where the same is found in other forms.

use super::words;

/// The rows of a list as a table.
pub(super) fn csv(twin: &str) -> String {
    with_ending(twin, ".csv")
}

/// What is planned among events that a query chooses.
pub(super) fn calendar(query: &str) -> String {
    match query.is_empty() {
        true => "/api/v1/events.ics".to_owned(),
        false => format!("/api/v1/events.ics?{query}"),
    }
}

/// What is planned among the events that an address asks for.
pub(super) fn calendar_of(address: &str) -> String {
    let known = pairs(address, &["dossier", "story", "as_of", "sort", "limit", "topic", "party", "scope"]);
    let known: Vec<(String, String)> =
        known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    words::address("/api/v1/events.ics", &known)
}

/// What changed, as a feed.
pub(super) fn feed(twin: &str) -> String {
    with_ending(twin, ".atom")
}

/// What changed of a dossier, an actor or a dyad, as a feed.
pub(super) fn changed(what: &str, name: &str) -> String {
    format!("/api/v1/changed.atom?{what}={}", words::part(name))
}

/// An address with an ending to its path, without its cursor.
fn with_ending(address: &str, ending: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor=")).collect();
    match kept.is_empty() {
        true => format!("{path}{ending}"),
        false => format!("{path}{ending}?{}", kept.join("&")),
    }
}

/// The parameters of an address, but for some.
pub(super) fn pairs(address: &str, but: &[&str]) -> Vec<(&'static str, String)> {
    /// What addresses of pages can hold.
    const NAMES: [&str; 26] = [
        "from",
        "to",
        "published_from",
        "published_to",
        "type",
        "mode",
        "context",
        "status",
        "confidence",
        "actor",
        "by",
        "against",
        "dyad",
        "place",
        "country",
        "source",
        "text",
        "background",
        "scope",
        "dossier",
        "story",
        "as_of",
        "sort",
        "limit",
        "topic",
        "party",
    ];
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .filter(|(name, _)| !but.contains(&name.as_ref()))
        .filter_map(|(name, value)| {
            let name = NAMES.iter().find(|known| **known == name)?;
            Some((*name, value.into_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_ask_the_same_but_from_the_beginning() {
        assert_eq!(
            csv("/api/v1/events?type=AID&cursor=6b&actor=RUS*"),
            "/api/v1/events.csv?type=AID&actor=RUS*"
        );
        assert_eq!(calendar_of("/api/v1/events?cursor=6b"), "/api/v1/events.ics");
        assert_eq!(calendar_of("/timeline?type=AID&as_of=2025-01-01"), "/api/v1/events.ics?type=AID");
        assert_eq!(changed("dyad", "USA>RUS"), "/api/v1/changed.atom?dyad=USA%3ERUS");
        assert_eq!(
            pairs("/timeline?as_of=2025-01-01&type=AID&x=y", &["as_of"]),
            [("type", "AID".to_owned())]
        );
    }
}
