//! `legation knowledge`, `--knowledge` and `--explain`.

use crate::command::{err, folder, out, run};

#[test]
fn who_held_an_office_on_a_day() {
    for (question, day, expected) in [
        ("US Secretary of State", "2025-02-27", "Marco Rubio"),
        ("secretary general of NATO", "2014-03-01", "Anders Fogh Rasmussen"),
        ("Russia's foreign minister", "2014-03-01", "Sergei Lavrov"),
        ("French president", "2019-06-01", "Emmanuel Macron"),
        ("prime minister of the United Kingdom", "2022-10-01", "Liz Truss"),
    ] {
        let output = run(&["knowledge", "who", question, "--on", day]);
        assert!(output.status.success(), "{question}: {}", err(&output));
        let shown = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        let first = expected.split(' ').next().unwrap();
        assert!(shown.contains(first), "{question}: {shown}");
    }
}

#[test]
fn a_question_without_an_answer_says_what_to_do() {
    for question in ["secretary of state", "Ruritanian foreign minister", "chief rabbit of France"] {
        let output = run(&["knowledge", "who", question, "--on", "2020-01-01"]);
        assert_eq!(output.status.code(), Some(1), "{question}");
        assert!(output.stdout.is_empty());
        assert!(err(&output).contains("hint:"), "{}", err(&output));
    }
    assert_eq!(run(&["knowledge", "person", "Nobody Whatsoever"]).status.code(), Some(1));
}

#[test]
fn why_names_were_taken_as_they_were() {
    for what in ["actors", "places", "statements", "events"] {
        let output = run(&["read", "--explain", what, "examples/istanbul-talks.txt"]);
        assert!(output.status.success(), "{}", err(&output));
        let shown = out(&output);
        for line in shown.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "too wide: {line}");
        }
        insta::assert_snapshot!(format!("explain-{what}"), shown);
    }
}

#[test]
fn a_table_of_ones_own_goes_before_the_programs() {
    let folder = folder("own-table");
    let table = folder.join("own.tsv");
    std::fs::write(
        &table,
        "# our desk\nperson\tcode\toffice\ttitle\tstart\nUna Teague\tIRLGOV\tenvoy\tSpecial envoy for the Sahel\t2024-03\n",
    )
    .unwrap();
    let article = folder.join("article.txt");
    std::fs::write(
        &article,
        " date 2024-05-02 Una Teague arrived in Bamako on Thursday for talks with Malian officials.",
    )
    .unwrap();
    let (table, article) = (table.to_str().unwrap(), article.to_str().unwrap());

    let output = run(&["read", "--format", "json", "--knowledge", table, article]);
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &record["mentions"]["actors"][0];
    assert_eq!(first["code"], "IRLGOV", "{first}");
    assert_eq!(first["entity"], "Una Teague");
    assert_eq!(first["office"], "Special envoy for the Sahel");
    assert_eq!(first["basis"], "user");
    assert!(record["reader"]["knowledge"].as_str().unwrap().contains('+'));

    let without = run(&["read", "--format", "json", article]);
    assert!(!out(&without).contains("IRLGOV"));
    let who = run(&["knowledge", "who", "Irish envoy", "--on", "2024-05-02", "--knowledge", table]);
    assert!(out(&who).contains("Una"), "{}", err(&who));
}

#[test]
fn a_row_that_does_not_fit_is_named_by_its_line() {
    let folder = folder("bad-table");
    for (name, text, line, why) in [
        ("office", "person\tcode\toffice\nA B\tFRAGOV\tking\n", "line 2", "`king` is no office"),
        ("code", "person\tcode\toffice\n\nA B\tFRXGOV\tother\n", "line 3", "`FRXGOV` is no actor code"),
        ("cells", "noun\tsector\ntroll\n", "line 2", "1 cells where 2 columns are named"),
        ("degrees", "name\tlat\tlon\nX\t91\t0\n", "line 2", "`lat`"),
        ("columns", "who\twhat\nA\tB\n", "line 1", "columns"),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let output = run(&["read", "--knowledge", path.to_str().unwrap(), "examples/istanbul-talks.txt"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = err(&output);
        assert!(said.contains(line) && said.contains(why) && said.contains("hint:"), "{name}: {said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn rows_go_into_a_table_with_a_signed_diff() {
    let folder = folder("knowledge-update");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let head = "person\tcode\toffice\ttitle\tstart\tend\n";
    let table = write("own.tsv", &format!("# our desk\n{head}Una Teague\tIRLGOV\tenvoy\tEnvoy\t2024-03\t\n"));
    let rows = write(
        "new.tsv",
        &format!(
            "{head}Una Teague\tIRLGOV\tenvoy\tEnvoy\t2024-03\t2026-01\nAda Quill\tIRLGOV\tenvoy\tEnvoy\t2026-01\t\n"
        ),
    );
    let before = std::fs::read_to_string(&table).unwrap();
    let update = |more: &[&str]| {
        let fixed =
            ["knowledge", "update", &rows, "--table", &table, "--by", "Anna Lund", "--on", "2026-02-03"];
        run(&[&fixed[..], more].concat())
    };
    let dry = update(&["--dry-run"]);
    assert!(dry.status.success(), "{}", err(&dry));
    assert!(out(&dry).contains("nothing is written"));
    assert_eq!(std::fs::read_to_string(&table).unwrap(), before);
    assert!(!folder.join("own.tsv.log").exists());

    let done = update(&[]);
    assert!(done.status.success(), "{}", err(&done));
    let shown = out(&done);
    assert!(shown.contains("2026-02-03, by Anna Lund"), "{shown}");
    assert!(
        shown.contains("+ Ada Quill") && shown.contains("~ Una Teague") && shown.contains("end 2026-01"),
        "{shown}"
    );
    let now = std::fs::read_to_string(&table).unwrap();
    assert!(now.starts_with("# our desk\n# as-of: 2026-02-03\n") && now.contains("Ada Quill"), "{now}");
    let log = std::fs::read_to_string(folder.join("own.tsv.log")).unwrap();
    assert_eq!(log.lines().count(), 3);
    assert!(log.lines().skip(1).all(|line| line.starts_with("2026-02-03\tAnna Lund\t")), "{log}");
    assert!(out(&update(&[])).contains("nothing differs"));
    assert_eq!(std::fs::read_to_string(folder.join("own.tsv.log")).unwrap(), log);
    let who = run(&["knowledge", "who", "Irish envoy", "--on", "2026-05-02", "--knowledge", &table]);
    assert!(out(&who).contains("Ada"), "{}", err(&who));

    // Rows that the program would not take change nothing.
    let bad = write("bad.tsv", &format!("{head}A B\tFRAGOV\tking\t\t2024\t\n"));
    let output = run(&["knowledge", "update", &bad, "--table", &table, "--by", "al"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("`king` is no office") && err(&output).contains("hint:"),
        "{}",
        err(&output)
    );
    assert_eq!(std::fs::read_to_string(&table).unwrap(), now);
    let nouns = write("nouns.tsv", "noun\tsector\nenvoyess\tGOV\n");
    let output = run(&["knowledge", "update", &nouns, "--table", &table, "--by", "al"]);
    assert!(err(&output).contains("holds people"), "{}", err(&output));
    assert_eq!(run(&["knowledge", "update", &rows, "--table", &table]).status.code(), Some(2), "unsigned");
}
