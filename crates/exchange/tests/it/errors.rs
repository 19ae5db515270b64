//! What can be wrong is documented, code by code.

use legation_exchange::import::Fault;
use legation_exchange::net::NetError;
use legation_text::TextError;

#[test]
fn each_code_stands_in_the_documentation_and_has_a_remedy() {
    let page = include_str!("../../../../docs/FORMATS.md");
    let faults = [
        Fault::NoDate,
        Fault::UnclearDate("soon".to_owned()),
        Fault::NoText,
        Fault::NoArticles("feed"),
        Fault::NoColumn { wanted: "text", columns: "`a`".to_owned() },
        Fault::TooLarge { megabytes: 64 },
        Fault::Swells { ratio: 200 },
        Fault::TooMany { most: 10, what: "members" },
        Fault::Nested,
        Fault::Broken { what: "feed", reason: "cut off".to_owned() },
        Fault::Encrypted,
        Fault::NotRead("a PDF file"),
        Fault::Unreadable("gone".to_owned()),
    ];
    for fault in faults {
        assert!(page.contains(&format!("`{}`", fault.code())), "{} is not documented", fault.code());
        assert!(!fault.remedy().is_empty());
    }
    assert_eq!(Fault::from(TextError::Empty).code(), TextError::Empty.code());
}

#[test]
fn each_trouble_of_the_net_is_documented_and_has_a_remedy() {
    let page = include_str!("../../../../docs/FORMATS.md");
    let name = || "news.example".to_owned();
    let errors = [
        NetError::Address(name(), "relative URL without a base".to_owned()),
        NetError::Scheme("ftp".to_owned()),
        NetError::Credentials,
        NetError::NotPublic { host: name(), address: [10, 0, 0, 1].into(), kind: "a private network" },
        NetError::ThisMachine("localhost".to_owned()),
        NetError::Unresolved(name()),
        NetError::Redirects(10),
        NetError::Nowhere(String::new()),
        NetError::Downgrade,
        NetError::Robots(name()),
        NetError::RobotsUnknown(name(), 500),
        NetError::Later(3600),
        NetError::Status(404),
        NetError::Slow("global".to_owned()),
        NetError::Encoding("zstd".to_owned()),
        NetError::Failed("connection refused".to_owned()),
        NetError::SetUp("no root certificates were found".to_owned()),
        NetError::Stopped,
    ];
    for error in errors {
        assert!(page.contains(&format!("`{}`", error.code())), "{} is not documented", error.code());
        assert!(!error.remedy().is_empty());
    }
}
