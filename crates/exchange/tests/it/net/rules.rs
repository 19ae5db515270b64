//! What `robots.txt` allows, by RFC 9309.

use legation_exchange::net::Robots;

#[test]
fn rules_hold_as_the_standard_has_them() {
    for (file, allowed, refused) in [
        ("", &["/", "/a"][..], &[][..]),
        ("User-agent: *\nDisallow: /", &[], &["/", "/a?b"]),
        ("User-agent: *\nDisallow:", &["/"], &[]),
        (
            "User-agent: *\nDisallow: /fish",
            &["/Fish", "/a/fish"],
            &["/fish", "/fish.html", "/fishheads?id=1"],
        ),
        (
            "User-agent: *\nDisallow: /fish*.php$",
            &["/fish.php?x", "/Fish.php"],
            &["/fish.php", "/fish/a.php"],
        ),
        ("User-agent: *\nDisallow: /*?", &["/a"], &["/a?b", "/?"]),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", &["/a/b", "/a/b/c", "/b"], &["/a", "/a/c"]),
        ("User-agent: *\nAllow: /a\nDisallow: /a", &["/a"], &[]),
        ("User-agent: *\nDisallow: /$", &["/a"], &["/"]),
        ("User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /%7Ex", &["/cafe"], &["/café", "/caf%c3%a9", "/~x"]),
        ("User-agent: *\nDisallow: /a%2Fb", &["/a/b"], &["/a%2fb"]),
        ("User-agent: legation\nDisallow: /us\n\nUser-agent: *\nDisallow: /", &["/", "/a"], &["/us"]),
        ("User-agent: *\nDisallow: /\n\nuser-AGENT: Legation/1.0\nDisallow: /us", &["/a"], &["/us"]),
        ("User-agent: legationbot\nDisallow: /\n", &["/"], &[]),
        ("User-agent: other\nUser-agent: legation\nDisallow: /x", &["/"], &["/x"]),
        ("User-agent: legation\nDisallow: /x\n\nUser-agent: legation\nDisallow: /y", &["/"], &["/x", "/y"]),
        ("User-agent: legation\nAllow: /\nUser-agent: *\nDisallow: /", &["/a"], &[]),
        ("User-agent: *\nSitemap: https://a.example/x\nDisallow: /x # why", &["/y"], &["/x"]),
        ("\u{feff}User-agent: *\r\nDisallow : /x\r\nnonsense\r\n", &["/y"], &["/x"]),
        ("User-agent: *\rDisallow: /x\rAllow: /x/y\r", &["/y", "/x/y"], &["/x"]),
        ("Disallow: /\nUser-agent: *\nDisallow: /x", &["/y"], &["/x"]),
    ] {
        let robots = Robots::of(file);
        for path in allowed {
            assert!(robots.allows(path), "{file:?} refuses {path}");
        }
        for path in refused {
            assert!(!robots.allows(path), "{file:?} allows {path}");
        }
    }
}

#[test]
fn pauses_are_those_of_the_group_that_counts_and_bounded() {
    for (file, seconds) in [
        ("User-agent: *\nCrawl-delay: 5", Some(5.0)),
        ("User-agent: *\nCrawl-delay: 0.5", Some(0.5)),
        ("User-agent: *\nCrawl-delay: 5\n\nUser-agent: legation\nCrawl-delay: 2", Some(2.0)),
        ("User-agent: other\nCrawl-delay: 5", None),
        ("User-agent: *\nCrawl-delay: 86400", Some(60.0)),
        ("User-agent: *\nCrawl-delay: inf", Some(60.0)),
        ("User-agent: *\nCrawl-delay: NaN", None),
        ("User-agent: *\nCrawl-delay: -1", None),
    ] {
        assert_eq!(Robots::of(file).pause().map(|pause| pause.as_secs_f64()), seconds, "{file}");
    }
}

#[test]
fn long_patterns_take_no_time() {
    let file = format!("User-agent: *\nDisallow: /{}x\n", "*a".repeat(5_000));
    assert!(Robots::of(&file).allows(&format!("/{}", "a".repeat(8_000))));
}
