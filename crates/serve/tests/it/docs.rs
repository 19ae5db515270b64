//! What is told of the API is what it is.

use legation_serve::problem::Code;
use std::path::Path;

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
}

#[test]
fn each_code_is_documented_with_its_status() {
    let page = page("API.md");
    for code in Code::ALL {
        let row = format!("| `{}` | {} |", code.name(), code.status().as_u16());
        assert!(page.contains(&row), "docs/API.md has no row `{row}`");
    }
}

#[test]
fn each_address_is_documented() {
    let page = page("API.md");
    let document = legation_serve::api::document();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{path}`")), "docs/API.md has no `{path}`");
    }
}
