//! The outlets: the table goes into the crate as it stands, once it is known to be sound.

use crate::table::Table;
use std::collections::BTreeMap;

/// Writes the table; the build stops at a kind that is none, and at a name or address that two outlets claim.
pub(crate) fn compile() {
    let table = Table::read("world/outlets.tsv");
    let mut claimed: BTreeMap<String, &str> = BTreeMap::new();
    for row in table.rows() {
        let name = row.get("name");
        if !["wire", "public", "private", "state", "ministry", "igo", "ngo"].contains(&row.get("kind")) {
            row.fail("the kind is none");
        }
        let aliases = row.get("aliases").split('|').chain(row.get("hosts").split('|')).chain([name]);
        for alias in aliases.map(str::trim).filter(|alias| !alias.is_empty()) {
            if claimed.insert(alias.to_lowercase(), name).is_some_and(|other| other != name) {
                row.fail(&format!("`{alias}` is claimed by two outlets"));
            }
        }
    }
    crate::table::write("outlets.tsv", table.text().as_bytes());
}
