//! `data/quality/*.tsv` to the tables of `quality`.

use crate::table::Table;
use std::fmt::Write;

/// The tables, in the order in which they are shown.
const TABLES: [&str; 2] = ["test", "news"];

/// Writes the tables; the build stops where a count is none, or more are right than there are.
pub(crate) fn compile() {
    let mut out = String::from("static TABLES: &[Table] = &[\n");
    for name in TABLES {
        let table = Table::read(&format!("quality/{name}.tsv"));
        let about = ["source", "as-of", "texts", "annotated", "caution"].map(|key| table.about(key));
        let [source, as_of, texts, annotated, caution] = about;
        let _ = writeln!(
            out,
            "    Table {{ name: {name:?}, source: {source:?}, as_of: {as_of:?}, texts: {texts:?}, annotated: {annotated:?}, caution: {caution:?}, rows: &["
        );
        for row in table.rows() {
            let count =
                |column| row.get(column).parse::<u32>().unwrap_or_else(|_| row.fail("a count is no number"));
            let share = |column| match row.get(column) {
                "" => 0.0,
                written => written.parse::<f64>().unwrap_or_else(|_| row.fail("no number")),
            };
            let (ours, gold, right) = (count("ours"), count("gold"), count("right"));
            if right > ours.min(gold) {
                row.fail("more are right than there are");
            }
            let [model, part, key] = ["model", "part", "key"].map(|column| row.get(column));
            let (from, said) = (share("from"), share("said"));
            let _ = writeln!(
                out,
                "        Row {{ model: {model:?}, part: {part:?}, key: {key:?}, from: {from:?}, counted: Counted {{ ours: {ours}, gold: {gold}, right: {right}, said: {said:?} }} }},"
            );
        }
        out.push_str("    ] },\n");
    }
    out.push_str("];\n");
    crate::table::write("quality.rs", out.as_bytes());
}
