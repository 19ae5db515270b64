//! What other data sets call countries: the table goes into the crate as a static, in the order of its codes.

use crate::table::Table;
use std::fmt::Write;

/// Writes the table; the build stops where codes are out of order or a number is none.
pub(crate) fn compile() {
    let table = Table::read("world/codes.tsv");
    let mut out = String::from("static CODES: &[Codes] = &[\n");
    let mut last = "";
    for row in table.rows() {
        let (iso3, fips, cow, icews) = (row.get("iso3"), row.get("fips"), row.get("cow"), row.get("icews"));
        let ftm = row.get("ftm");
        if iso3.len() != 3 || iso3 <= last {
            row.fail("codes are alpha-3, in order, each once");
        }
        if !(fips.is_empty() || fips.len() == 2) || !(cow.is_empty() || cow.parse::<u16>().is_ok()) {
            row.fail("FIPS codes have two letters, numbers of states up to three digits");
        }
        if !matches!(ftm.len(), 2 | 4) || !ftm.bytes().all(|byte| byte.is_ascii_lowercase()) {
            row.fail("codes of FollowTheMoney have two small letters, those of former states four");
        }
        let _ = writeln!(
            out,
            "    Codes {{ iso3: {iso3:?}, fips: {fips:?}, cow: {cow:?}, icews: {icews:?}, ftm: {ftm:?} }},"
        );
        last = iso3;
    }
    out.push_str("];\n");
    crate::table::write("codes.rs", out.as_bytes());
}
