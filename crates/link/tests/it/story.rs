//! Stories of invented news.

use legation_knowledge::world::World;
use legation_link::story::Story;
use legation_link::{Article, Leaf, Ledger};
use legation_record::WireRecord;
use serde_json::json;

/// A day, the parties, a headline, a text; and the matter that it belongs to.
pub(crate) struct News {
    day: &'static str,
    parties: &'static [(&'static str, &'static str)],
    title: &'static str,
    text: &'static str,
    matter: &'static str,
}

const fn news(
    matter: &'static str,
    day: &'static str,
    parties: &'static [(&'static str, &'static str)],
    title: &'static str,
    text: &'static str,
) -> News {
    News { day, parties, title, text, matter }
}

const NILE: &[(&str, &str)] = &[("EGYGOV", "Egypt"), ("ETHGOV", "Ethiopia")];
const CANAL: &[(&str, &str)] = &[("PANGOV", "Panama"), ("USAGOV", "United States")];
const GRAIN: &[(&str, &str)] = &[("TURGOV", "Turkey"), ("ROUGOV", "Romania")];
const NONE: &[(&str, &str)] = &[];

/// Three matters over a week, and some that belong to none.
pub(crate) const NEWS: &[News] = &[
    news(
        "dam",
        "2025-05-04",
        NILE,
        "Egypt and Ethiopia resume dam talks in Khartoum",
        "Egypt and Ethiopia resumed talks on the Nile dam in Khartoum on Sunday. Water ministers will discuss how the reservoir is filled in dry years.",
    ),
    news(
        "dam",
        "2025-05-05",
        NILE,
        "Dam talks in Khartoum enter second day",
        "Talks on the Nile dam entered a second day in Khartoum on Monday. Ethiopia offered data on the reservoir, and Egypt asked for a treaty on dry years.",
    ),
    news(
        "dam",
        "2025-05-06",
        NILE,
        "Khartoum dam talks end without reservoir deal",
        "Talks on the Nile dam ended in Khartoum without a deal on the reservoir. Egypt blamed Ethiopia, which said that dry years were a pretext.",
    ),
    news(
        "dam",
        "2025-05-09",
        NILE,
        "Ethiopia invites Egypt to see dam reservoir",
        "Ethiopia invited Egyptian engineers to see the reservoir of the Nile dam after the failed talks in Khartoum. Egypt has not replied.",
    ),
    news(
        "canal",
        "2025-05-05",
        CANAL,
        "Panama rejects canal toll demand",
        "Panama rejected a demand that warships pass its canal without a toll. The canal authority said tolls were the same for all flags.",
    ),
    news(
        "canal",
        "2025-05-06",
        CANAL,
        "Canal toll exemption for warships stays off table, Panama says",
        "Panama will not talk about an exemption of warships from the canal toll, its foreign minister said. The canal authority published its tolls.",
    ),
    news(
        "canal",
        "2025-05-08",
        CANAL,
        "Canal authority lowers toll for small ships",
        "The canal authority of Panama lowered the toll for small ships. Warships pay what they paid before, it said of the quarrel over an exemption.",
    ),
    news(
        "grain",
        "2025-05-05",
        GRAIN,
        "Romania and Turkey open grain corridor from Constanta",
        "Romania and Turkey opened a corridor for grain from Constanta to Mersin. Mine hunters of both navies sail ahead of the convoys.",
    ),
    news(
        "grain",
        "2025-05-07",
        GRAIN,
        "First grain convoy leaves Constanta",
        "The first convoy of grain left Constanta for Mersin on Wednesday behind two mine hunters. The corridor is Romania's and Turkey's own.",
    ),
    news(
        "grain",
        "2025-05-08",
        GRAIN,
        "Mine delays grain convoy off Constanta",
        "A drifting mine delayed the grain convoy off Constanta for six hours. Mine hunters blew it up, and the corridor was open again by night.",
    ),
    news(
        "alone",
        "2025-05-05",
        NONE,
        "Choir festival fills Tallinn song ground",
        "Thirty thousand singers filled the song ground of Tallinn. Rain held off until the last hymn.",
    ),
    news(
        "alone too",
        "2025-05-06",
        NONE,
        "Glacier museum opens above Tromso",
        "A museum of ice opened above Tromso with a core that is older than writing. Visitors wear coats.",
    ),
    news(
        "long before",
        "2025-03-02",
        NILE,
        "Egypt and Ethiopia break off dam talks",
        "Egypt and Ethiopia broke off their talks on the Nile dam. The reservoir is to be filled again in July.",
    ),
];

/// What is kept of an article of the news: its record has one meeting of its parties.
pub(crate) fn leaf(digest: &str, news: &News) -> Leaf {
    let party = |(code, who): &(&str, &str)| json!({"who": who, "code": code, "span": null, "entity": null, "basis": "text"});
    let parties: Vec<_> = news.parties.iter().map(party).collect();
    let no = json!({"type": null, "status": null, "actors": null, "date": null, "place": null});
    let event = json!({"id": "e", "triggers": [[0, 1]], "type": "CONSULT", "mode": null, "cameo": null, "quad": "verbal-cooperation",
        "contexts": [], "plover_score": null, "goldstein": null, "source": parties, "target": [], "place": null, "start": null,
        "end": null, "date_span": null, "status": "occurred", "status_span": null, "according_to": null, "background": false, "confidence": no});
    let record = json!({"schema": 1, "id": digest, "date": news.day, "title": news.title, "source": null, "url": null,
        "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [], "statements": [],
        "events": [event], "agenda": [], "mentions": {"times": [], "places": [], "actors": [], "chains": []}});
    let record: WireRecord = serde_json::from_value(record).unwrap();
    let record = record.off_the_wire(news.text).unwrap();
    Leaf::of(
        &Article { digest, origin: digest, outlet: None, text: news.text, record: &record },
        World::embedded(),
    )
}

fn stories(least: usize) -> Vec<Story> {
    let ledger: Ledger = NEWS.iter().enumerate().map(|(at, news)| leaf(&format!("{at:03}"), news)).collect();
    ledger.stories(least)
}

#[test]
fn stories_hold_what_belongs_together() {
    let shown: Vec<String> = stories(1)
        .iter()
        .map(|story| {
            let matters: Vec<&str> =
                story.members.iter().map(|digest| NEWS[digest.parse::<usize>().unwrap()].matter).collect();
            format!(
                "{} | {} to {} | {} of {} | {}",
                story.name,
                story.first,
                story.last,
                story.origins,
                story.articles,
                matters.join(", ")
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn small_stories_can_be_left_out() {
    assert_eq!(stories(2).len(), 3);
    assert!(stories(5).is_empty());
}
