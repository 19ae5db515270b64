use super::*;
use jiff::civil::date;

fn meeting(number: &str, day: jiff::civil::Date, place: &str, look: Look) -> Meeting {
    Meeting {
        number: number.to_owned(),
        day,
        date: day.to_string(),
        place: Some(place.to_owned()),
        status: "held".to_owned(),
        look,
        address: format!("#round-{number}"),
    }
}

fn shown() -> Vec<(&'static str, String)> {
    let tick = |bin, side| Tick {
        bin,
        side,
        words: format!("{} <{bin}>", side.name()),
        address: "/articles/a#e1".to_owned(),
    };
    let mark = |month, side, is_done| Mark {
        day: date(2025, month, 3),
        side,
        is_done,
        words: "meets".to_owned(),
        address: "/articles/b".to_owned(),
    };
    let spot = |name: &str, lat, lon, cooperation, conflict| Spot {
        name: name.to_owned(),
        lat,
        lon,
        cooperation,
        conflict,
        address: format!("/events?place={name}"),
    };
    let node = |code: &str, weight| Node {
        code: code.to_owned(),
        name: format!("The {code}"),
        weight,
        address: format!("/actors/{code}"),
    };
    let tie = |first: &str, second: &str, cooperation, conflict| Tie {
        first: first.to_owned(),
        second: second.to_owned(),
        cooperation,
        conflict,
    };
    let bin = |period: &str, cooperation, conflict| Bin { period: period.to_owned(), cooperation, conflict };
    vec![
        (
            "series",
            series(
                "s",
                &Series {
                    title: "Iran – Israel".to_owned(),
                    bins: vec![
                        bin("2025-W09", 3.0, 0.0),
                        bin("2025-W10", 0.0, 7.0),
                        bin("2025-W11", 1.0, 2.0),
                    ],
                    events: vec![
                        tick(0, Side::Above),
                        tick(1, Side::Below),
                        tick(1, Side::Below),
                        tick(9, Side::Below),
                    ],
                },
            ),
        ),
        (
            "lanes",
            lanes(
                "l",
                &Lanes {
                    title: "Timeline".to_owned(),
                    lanes: vec![
                        Lane {
                            name: "Iran".to_owned(),
                            marks: vec![
                                mark(2, Side::Above, true),
                                mark(2, Side::Above, true),
                                mark(5, Side::Below, true),
                            ],
                        },
                        Lane { name: "United States".to_owned(), marks: vec![mark(4, Side::Above, false)] },
                    ],
                    on: Some(date(2025, 4, 1)),
                },
            ),
        ),
        (
            "rounds",
            rounds(
                "r",
                &Rounds {
                    title: "Iran – United States".to_owned(),
                    meetings: vec![
                        meeting("1", date(2025, 4, 12), "Muscat", Look::Held),
                        meeting("2", date(2025, 4, 19), "Rome", Look::Held),
                        meeting("3", date(2025, 5, 3), "Rome", Look::Off),
                        meeting("4", date(2025, 6, 15), "Muscat", Look::Open),
                    ],
                },
            ),
        ),
        (
            "network",
            network(
                "n",
                &Network {
                    title: "Who deals with whom".to_owned(),
                    nodes: vec![node("IRN", 9), node("USA", 12), node("OMN", 4), node("ISR", 3)],
                    ties: vec![
                        tie("IRN", "USA", 8, 2),
                        tie("OMN", "IRN", 4, 0),
                        tie("IRN", "ISR", 0, 3),
                        tie("USA", "nobody", 1, 1),
                    ],
                },
            ),
        ),
        (
            "map",
            map(
                "m",
                &WorldMap {
                    title: "Events by place".to_owned(),
                    spots: vec![
                        spot("Muscat", 23.6, 58.6, 4, 0),
                        spot("Tehran", 35.7, 51.4, 1, 5),
                        spot("nowhere", 123.0, 0.0, 9, 9),
                    ],
                },
            ),
        ),
    ]
}

#[test]
fn pictures_are_drawn_the_same_each_time() {
    for (name, picture) in shown() {
        assert_eq!(
            Some(&picture),
            shown().iter().find(|(other, _)| *other == name).map(|(_, picture)| picture)
        );
        // The land is in `assets`; here it would hide the rest.
        let lines: Vec<String> = picture
            .replace('>', ">\n")
            .lines()
            .map(|line| if line.len() > 2_000 { "<path of the land>".to_owned() } else { line.to_owned() })
            .collect();
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}

#[test]
fn every_picture_is_called_something_and_told_in_words() {
    for (name, picture) in shown() {
        assert!(picture.contains("<title id=") && picture.contains("<desc id="), "{name}");
        assert!(!picture.contains("style=") && !picture.contains("onclick"), "{name}");
    }
}

#[test]
fn places_lie_where_the_map_has_them() {
    // The figures of d3-geo's geoEqualEarth with the scale and offset of `web/build.mjs`.
    for (lat, lon, x, y) in [(0.0, 0.0, 480.0, 233.0), (0.0, 180.0, 960.0, 233.0), (51.5, -0.1, 479.8, 61.9)]
    {
        let [east, south] = project::point(lat, lon).unwrap();
        assert!((east - x).abs() < 0.5 && (south - y).abs() < 0.5, "{lat} {lon}: {east} {south}");
    }
    assert_eq!(project::point(91.0, 0.0), None);
    assert_eq!(project::point(f64::NAN, 0.0), None);
}

#[test]
fn addresses_of_others_are_no_links() {
    for address in
        ["javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/", "data:text/html,x"]
    {
        let picture = map(
            "m",
            &WorldMap {
                title: "t".to_owned(),
                spots: vec![Spot {
                    name: "x".to_owned(),
                    cooperation: 1,
                    address: address.to_owned(),
                    ..Spot::default()
                }],
            },
        );
        assert!(!picture.contains("<a "), "{address}");
    }
}
