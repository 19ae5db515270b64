//! What can be wrong is documented, code by code.

use legation_exchange::import::Fault;
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
