//! Settings: `legation.toml`, `--config` and the environment; completions and manual pages.

use crate::command::{err, folder, legation, out, run};
use std::path::Path;
use std::process::Output;

const ARTICLE: &str =
    " date 2024-05-02 Una Teague arrived in Bamako on Thursday for talks with Malian officials.";

/// The record that `read` prints in a folder.
fn read(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    std::fs::write(folder.join("article.txt"), ARTICLE).unwrap();
    let command = [&["read", "--format", "json", "article.txt"], arguments].concat();
    legation(&command).current_dir(folder).envs(environment.iter().copied()).output().unwrap()
}

fn record(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", err(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Which model has read.
fn model(output: &Output) -> String {
    record(output)["reader"]["model"].as_str().unwrap().split('-').next().unwrap().to_owned()
}

#[test]
fn a_flag_goes_before_its_variable_that_before_the_file_that_before_the_default() {
    let folder = folder("config-precedence");
    // So that nothing above the folder speaks.
    std::fs::write(folder.join("legation.toml"), "").unwrap();
    assert_eq!(model(&read(&folder, &[], &[])), "accurate");
    assert_eq!(model(&read(&folder, &[], &[("LEGATION_MODEL", "fast")])), "fast");
    std::fs::write(folder.join("legation.toml"), "model = \"fast\"\nthreads = 1\n").unwrap();
    assert_eq!(model(&read(&folder, &[], &[])), "fast");
    assert_eq!(model(&read(&folder, &[], &[("LEGATION_MODEL", "accurate")])), "accurate");
    assert_eq!(model(&read(&folder, &["--model", "fast"], &[("LEGATION_MODEL", "accurate")])), "fast");
    assert_eq!(model(&read(&folder, &["--model", "accurate"], &[])), "accurate");
}

#[test]
fn what_does_not_fit_stops_the_command_before_it_reads() {
    let folder = folder("config-faults");
    for (text, expected) in [
        (
            "# desk\nmodle = \"fast\"\n",
            "error: legation.toml:2:1: there is no setting `modle`\n  hint: did you mean `model`?\n",
        ),
        (
            "threads = \"four\"\n",
            "error: legation.toml:1:11: `threads` is a whole number from 1 on, not \"four\"\n  hint: docs/CONFIG.md says what each key holds\n",
        ),
        (
            "model = \"fsat\"\n",
            "error: legation.toml:1:9: `model` is \"accurate\" or \"fast\", not \"fsat\"\n  hint: did you mean \"fast\"?\n",
        ),
    ] {
        std::fs::write(folder.join("legation.toml"), text).unwrap();
        let output = read(&folder, &[], &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        assert_eq!(err(&output), expected);
        let schema = legation(&["schema"]).current_dir(&folder).output().unwrap();
        assert!(schema.status.success(), "what needs no settings does not look at them");
    }
}

#[test]
fn a_named_file_must_be_there() {
    let folder = folder("config-named");
    std::fs::write(folder.join("legation.toml"), "model = \"accurate\"\n").unwrap();
    std::fs::write(folder.join("fast.toml"), "model = \"fast\"\n").unwrap();
    std::fs::write(folder.join("bad.toml"), "model = 1\n").unwrap();
    let missing = ["missing.toml", "."];
    for name in missing {
        for output in
            [read(&folder, &["--config", name], &[]), read(&folder, &[], &[("LEGATION_CONFIG", name)])]
        {
            assert_eq!(output.status.code(), Some(1));
            let said = err(&output);
            assert!(said.starts_with(&format!("error: {name}: the settings cannot be read: ")), "{said}");
            assert!(said.contains("\n  hint: --config or LEGATION_CONFIG names this file\n"), "{said}");
        }
    }
    assert_eq!(model(&read(&folder, &["--config", "fast.toml"], &[])), "fast");
    assert_eq!(model(&read(&folder, &[], &[("LEGATION_CONFIG", "fast.toml")])), "fast");
    let both = [("LEGATION_CONFIG", "bad.toml")];
    assert_eq!(model(&read(&folder, &["--config", "fast.toml"], &both)), "fast");
    let before = legation(&["--config", "fast.toml", "read", "--format", "json", "article.txt"])
        .current_dir(&folder)
        .envs(both)
        .output()
        .unwrap();
    assert_eq!(model(&before), "fast");
}

#[test]
fn the_nearest_file_above_counts_and_its_paths_are_its_own() {
    let folder = folder("config-above");
    let below = folder.join("archive/may");
    std::fs::create_dir_all(&below).unwrap();
    std::fs::create_dir_all(folder.join("tables")).unwrap();
    std::fs::write(folder.join("legation.toml"), "model = \"fast\"\nknowledge = [\"tables/desk.tsv\"]\n")
        .unwrap();
    let table = |office: &str| {
        format!("person\tcode\toffice\ttitle\tstart\nUna Teague\tIRLGOV\tenvoy\t{office}\t2024-03\n")
    };
    std::fs::write(folder.join("tables/desk.tsv"), table("Special envoy for the Sahel")).unwrap();

    let found = record(&read(&below, &[], &[]));
    assert!(found["reader"]["model"].as_str().unwrap().starts_with("fast"));
    assert_eq!(found["mentions"]["actors"][0]["office"], "Special envoy for the Sahel");
    let who =
        legation(&["knowledge", "who", "Irish envoy", "--on", "2024-05-02"]).current_dir(&below).output();
    assert!(out(&who.unwrap()).contains("Una"));

    std::fs::write(below.join("mine.tsv"), table("Envoy to Mali")).unwrap();
    let added = record(&read(&below, &["--knowledge", "mine.tsv"], &[]));
    assert_eq!(added["mentions"]["actors"][0]["office"], "Envoy to Mali");

    std::fs::write(folder.join("archive/legation.toml"), "").unwrap();
    let nearer = record(&read(&below, &[], &[]));
    assert!(nearer["reader"]["model"].as_str().unwrap().starts_with("accurate"));
    assert_eq!(nearer["mentions"]["actors"][0]["office"], serde_json::Value::Null);
}

#[test]
fn a_bad_value_in_the_environment_is_laid_to_the_environment() {
    let folder = folder("config-environment");
    let tip = |name: &str| format!("tip: the value is that of {name} in the environment");
    let model = read(&folder, &[], &[("LEGATION_MODEL", "slow")]);
    assert_eq!(model.status.code(), Some(2));
    assert!(err(&model).contains(&tip("LEGATION_MODEL")), "{}", err(&model));
    let threads = read(&folder, &[], &[("LEGATION_THREADS", "0")]);
    assert!(err(&threads).contains(&tip("LEGATION_THREADS")), "{}", err(&threads));
    let said = read(&folder, &["--model=slow"], &[("LEGATION_MODEL", "fast")]);
    assert!(err(&said).contains("slow") && !err(&said).contains("environment"), "{}", err(&said));
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{}", err(&output));
        for word in ["knowledge", "explain", "completions"] {
            assert!(out(&output).contains(word), "{shell} does not know {word}");
        }
    }
    assert_eq!(run(&["completions", "command.com"]).status.code(), Some(2));
}

#[test]
fn a_manual_page_of_the_program_and_of_each_command() {
    for (command, title, needed) in [
        (&[][..], ".TH legation 1", &["legation\\-read(1)", "LEGATION_CONFIG"][..]),
        (
            &["read"],
            ".TH legation-read 1",
            &[
                "LEGATION_MODEL",
                "\\-\\-explain",
                ".SH EXAMPLES\n.nf\n  legation read article.txt",
                "\n.fi\n.SH VERSION\n",
            ],
        ),
        (&["knowledge", "who"], ".TH legation-knowledge-who 1", &["\\-\\-on"]),
    ] {
        let output = run(&[&["man"], command].concat());
        assert!(output.status.success(), "{}", err(&output));
        let page = out(&output);
        assert!(page.contains(title), "{page}");
        for word in needed {
            assert!(page.contains(word), "{word} is not in\n{page}");
        }
    }
    for (command, said) in [
        ("raed", "`legation` has no command `raed`\n  hint: did you mean `read`?"),
        ("sing", "hint: it has read, extract, knowledge, add, fetch, watch, search, "),
    ] {
        let output = run(&["man", command]);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains(said), "{}", err(&output));
    }
    assert!(err(&run(&["man", "read", "x"])).contains("`legation read` has no commands"));
}
