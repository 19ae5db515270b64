//! Who may import whom: the table of ARCHITECTURE.md holds, edge by edge.

use cargo_metadata::MetadataCommand;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rows `| `crate` | … | imports |` of the table under "Code map".
fn allowed(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let ticked = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    page.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| {
            let cells: Vec<&str> = row.split('|').collect();
            let name = cells.first()?.split('`').next()?;
            Some((name.to_owned(), ticked(cells.get(2)?)))
        })
        .collect()
}

#[test]
fn no_crate_imports_what_the_table_does_not_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let allowed = allowed(&page);
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .unwrap();
    let ours = |name: &str| name.strip_prefix("legation-").unwrap_or(name).to_owned();
    let crates: BTreeSet<String> = metadata.packages.iter().map(|package| ours(&package.name)).collect();
    assert_eq!(crates, allowed.keys().cloned().collect(), "the table and the workspace name the same crates");
    for package in &metadata.packages {
        let name = ours(&package.name);
        for dependency in &package.dependencies {
            let imported = ours(&dependency.name);
            if crates.contains(&imported) {
                assert!(
                    allowed[&name].contains(&imported),
                    "`{name}` imports `{imported}`, which ARCHITECTURE.md refuses"
                );
            }
        }
    }
}

#[test]
fn the_table_is_read_as_written() {
    let page = "| crate | in → out | may import |\n|---|---|---|\n| `a` | x → y | – |\n| `b` | uses `c` | `a`, `d` |\n";
    let table = allowed(page);
    assert!(table["a"].is_empty());
    assert_eq!(table["b"], ["a", "d"].map(str::to_owned).into());
}
