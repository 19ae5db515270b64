//! How good it is: the figures that come with the program, audits, and comparison with other data sets.

use crate::archive::{ask, examples, json, path};
use crate::command::{err, folder, out, run};
use crate::export::store;

#[test]
fn the_figures_are_those_of_the_tables() {
    let shown = out(&run(&["quality", "--on", "test"]));
    assert!(shown.contains("The gold is small") && shown.contains("no person"), "{shown}");
    for line in shown.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
    }
    let all: serde_json::Value =
        serde_json::from_slice(&run(&["quality", "--format", "json"]).stdout).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 2);
    let table = include_str!("../../../../data/quality/test.tsv");
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<String>>();
    let consult = table.lines().map(cells).find(|row| row[0] == "accurate" && row[2] == "CONSULT").unwrap();
    let printed = all[0]["types"].as_array().unwrap().iter().find(|line| line["key"] == "CONSULT").unwrap();
    assert_eq!(printed["ours"].to_string(), consult[4]);
    let share = |of: usize| consult[6].parse::<f64>().unwrap() / consult[of].parse::<f64>().unwrap();
    assert!((printed["precision"].as_f64().unwrap() - share(4)).abs() < 0.001);
    assert!((printed["recall"].as_f64().unwrap() - share(5)).abs() < 0.001);
    // The higher the threshold, the fewer are kept.
    let kept: Vec<f64> =
        all[0]["curve"].as_array().unwrap().iter().map(|step| step["coverage"].as_f64().unwrap()).collect();
    assert!(kept.is_sorted_by(|a, b| a >= b) && kept[0] > 0.9);

    let rows = out(&run(&["quality", "--format", "csv", "--model", "fast"]));
    assert!(rows.lines().count() > 120 && rows.lines().skip(1).all(|row| row.contains(",fast,")));
}

#[test]
fn the_picture_is_drawn() {
    let picture = folder("quality-picture").join("quality.svg");
    let output = run(&["quality", "--svg", picture.to_str().unwrap()]);
    assert!(output.status.success(), "{}", err(&output));
    let svg = std::fs::read_to_string(picture).unwrap();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    for part in ["calibration error", "precision", "≥ 0.", "<circle"] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("NaN"));
}

#[test]
fn a_draw_is_the_same_for_the_same_seed_and_is_judged() {
    let base = examples("audit");
    let sheet = path("audit-sheets", "one.tsv");
    let folder = std::path::Path::new(&sheet).parent().unwrap().to_owned();
    let draw = |name: &str, seed: &str, more: &[&str]| {
        let to = folder.join(name).display().to_string();
        let fixed = ["audit", "--store", &base, "--sample", "12", "--seed", seed, "--out", &to];
        let output = run(&[&fixed[..], more].concat());
        assert!(output.status.success(), "{}", err(&output));
        std::fs::read_to_string(&to).unwrap()
    };
    let one = draw("one.tsv", "4", &[]);
    assert_eq!(one, draw("again.tsv", "4", &[]));
    assert_ne!(one, draw("other.tsv", "5", &[]));
    assert_eq!(one.lines().count(), 13);
    let even = draw("even.jsonl", "4", &["--stratify", "type"]);
    let types: std::collections::BTreeSet<String> = even
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["type"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(types.len() >= 6, "{types:?}");

    // Two judges who differ once; one of them writes something odd.
    let names: Vec<&str> = one.lines().next().unwrap().split('\t').collect();
    let verdict = names.iter().position(|name| *name == "verdict").unwrap();
    let judge = |name: &str, of: &dyn Fn(usize) -> &'static str| {
        let mut lines = vec![one.lines().next().unwrap().to_owned()];
        for (at, line) in one.lines().skip(1).enumerate() {
            let mut cells: Vec<&str> = line.split('\t').collect();
            cells[verdict] = of(at);
            lines.push(cells.join("\t"));
        }
        let to = folder.join(name).display().to_string();
        std::fs::write(&to, lines.join("\n")).unwrap();
        to
    };
    let anna = judge("anna.tsv", &|at| if at < 9 { "right" } else { "wrong" });
    let ben = judge("ben.tsv", &|at| if at < 8 { "right" } else { "wrong" });
    let output = run(&["audit", "--judged", &anna, "--judged", &ben, "--format", "json"]);
    assert!(output.status.success(), "{}", err(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["judges"][0]["all"]["precision"], 0.75);
    assert_eq!(report["judges"][0]["all"]["events"], 12);
    assert!(report["judges"][0]["all"]["low"].as_f64().unwrap() < 0.75);
    assert_eq!(report["agreement"]["differ"].as_array().unwrap().len(), 1);
    assert!((report["agreement"]["raw"].as_f64().unwrap() - 11.0 / 12.0).abs() < 0.001);
    let shown = out(&run(&["audit", "--judged", &anna]));
    assert!(shown.contains("0.75") && shown.contains("95 % by bootstrap"), "{shown}");

    let odd = judge("odd.tsv", &|at| if at == 3 { "perhaps" } else { "right" });
    let output = run(&["audit", "--judged", &odd]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("line 5") && err(&output).contains("perhaps"), "{}", err(&output));
    let none = judge("none.tsv", &|_| "");
    assert!(err(&run(&["audit", "--judged", &none])).contains("hint:"));
}

#[test]
fn what_was_exported_is_found_again_whole() {
    let store = store("compare", &[0, 1]);
    for form in ["polecat", "icews", "gdelt"] {
        let table = path(&format!("compare-{form}"), "table.txt");
        std::fs::write(&table, run(&["export", "--store", &store, "--as", form]).stdout).unwrap();
        let rows = json(&store, &["compare", "--with", &table]);
        let rows = rows.as_array().unwrap();
        assert!(rows.len() >= 2, "{form}: {rows:?}");
        assert!(rows.iter().all(|row| row["whose"] == "both"), "{form}: {rows:?}");
        assert!(rows.iter().any(|row| {
            row["first"] == "GHA"
                && row["second"] == "TGO"
                && row["sentence"].as_str().unwrap().contains("Accra")
        }));
    }
}

#[test]
fn agreements_and_disagreements_are_told_apart() {
    let store = store("compare-differ", &[0, 1]);
    let table = path("compare-differ-table", "icews.tab");
    std::fs::write(
        &table,
        "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tStory ID\n\
         1\t2025-03-03\tGhana\t040\tTogo\t11\n2\t2025-03-03\tGhana\t112\tTogo\t12\n\
         3\t2025-03-04\tUnited States\t163\tRussian Federation\t13\n4\t2025-03-03\tGhana\t010\tTogo\t14\n\
         5\t2025-03-03\tGhana\t190\tGhana\t15\n6\tsoon\tGhana\t190\tTogo\t16\n7\t1999-01-01\tGhana\t190\tTogo\t17\n",
    )
    .unwrap();
    let whose = |arguments: &[&str]| -> Vec<(String, String)> {
        let rows = json(&store, &[&["compare", "--with", &table], arguments].concat());
        let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
        rows.as_array().unwrap().iter().map(|row| (text(row, "whose"), text(row, "what"))).collect()
    };
    let pair = |whose: &str, what: &str| (whose.to_owned(), what.to_owned());
    let strict = whose(&[]);
    assert!(
        strict.contains(&pair("both", "CONSULT")) && strict.contains(&pair("theirs", "ACCUSE")),
        "{strict:?}"
    );
    let near = whose(&["--within", "1"]);
    assert!(near.contains(&pair("both", "SANCTION")), "{near:?}");
    assert!(whose(&["--only", "theirs"]).iter().all(|(whose, _)| whose == "theirs"));
    assert!(whose(&["--dyad", "USA-RUS", "--within", "1"]).iter().all(|(_, what)| what == "SANCTION"));
    assert!(whose(&["--match", "quad"]).contains(&pair("both", "verbal-cooperation")));

    let shown = ask(&store, &["compare", "--with", &table]);
    assert!(shown.contains("ICEWS and the store") && shown.contains("no type in PLOVER"), "{shown}");
    let odd = run(&["compare", "--store", &store, "--with", &table]);
    assert!(err(&odd).contains("line 7") && err(&odd).contains("soon"), "{}", err(&odd));
    let strange = run(&["compare", "--store", &store, "--with", "README.md"]);
    assert_eq!(strange.status.code(), Some(1));
    assert!(err(&strange).contains("hint:") && err(&strange).contains("POLECAT"));
}
