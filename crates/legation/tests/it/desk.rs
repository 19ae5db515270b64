//! The desk, as a user starts it and a browser, a program and an assistant ask it.

use crate::archive::{examples, path};
use crate::command::{err, legation, out, run};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A desk that listens, and is stopped when the test is over.
struct Desk {
    child: Child,
    address: String,
}

impl Desk {
    fn start(arguments: &[&str]) -> Desk {
        let mut command = legation(
            &[&["serve", "--listen", "127.0.0.1:0", "--log", "quiet", "--model", "fast"], arguments].concat(),
        );
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim().strip_prefix("http://").unwrap_or_else(|| panic!("{line}")).trim_end_matches('/');
        Desk { address: address.to_owned(), child }
    }

    fn ask(&self, method: &str, path: &str, headers: &[String], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }

    fn json(&self, method: &str, path: &str, headers: &[String], body: &str) -> Value {
        let (status, body) = self.ask(method, path, headers, body);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap_or_else(|why| panic!("{path}: {why}: {body}"))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_examples_are_served_in_one_command() {
    let desk = Desk::start(&["--demo"]);
    let today = desk.json("GET", "/api/v1/today", &[], "");
    assert!(today["articles"].as_u64().unwrap() > 10, "{today}");
    let dossier = desk.json("GET", "/api/v1/dossiers/IRN-USA", &[], "");
    assert!(!dossier["dossier"]["series"][0]["rounds"].as_array().unwrap().is_empty(), "{dossier}");
    let body = " date 2025-02-27 Russian Foreign Minister Sergei Lavrov met U.S. Secretary of State Marco Rubio in Istanbul on Thursday.";
    let read = desk.json("POST", "/api/v1/read", &["content-type: text/plain".to_owned()], body);
    assert_eq!(read["items"][0]["record"]["events"][0]["type"], "CONSULT", "{read}");
    assert_eq!(desk.ask("GET", "/api/v1/articles/sent", &[], "").0, 404);
}

#[test]
fn articles_and_corrections_come_in_over_the_net() {
    let store = examples("desk-writes");
    let secret = out(&run(&["token", "add", "newsroom", "--scope", "ingest,correct", "--store", &store]));
    assert!(out(&run(&["token", "list", "--store", &store])).contains("newsroom"));
    let desk = Desk::start(&["--store", &store]);
    let auth = [format!("authorization: Bearer {}", secret.trim())];
    let talks = &desk.json("GET", "/api/v1/articles/istanbul-talks", &[], "")["record"];
    let status = talks["events"][0]["status"].clone();
    assert_ne!(status, "denied");
    let line = json!({"article": "istanbul-talks", "do": "set 1 status denied", "why": "a test"}).to_string();
    let taken = desk.json("POST", "/api/v1/corrections", &auth, &line);
    assert_eq!(taken["new"], 1);
    let corrected = desk.json("GET", "/api/v1/articles/istanbul-talks", &[], "");
    assert_eq!(corrected["record"]["events"][0]["status"], "denied");
    assert_eq!(corrected["machine"]["events"][0]["status"], status);
    assert_eq!(
        (&corrected["corrections"][0]["by"], &corrected["corrections"][0]["why"]),
        (&json!("newsroom"), &json!("a test"))
    );
    let (status, body) = desk.ask(
        "POST",
        "/api/v1/corrections",
        &auth,
        &line.replace("set 1 status denied", "set 99 status denied"),
    );
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("there is no `99`"), "{body}");
    let article = json!({"id": "accra", "date": "2025-03-12", "text": "Ghana's foreign minister met Nigeria's envoy in Accra on Wednesday."}).to_string();
    let taken = desk.json("POST", "/api/v1/articles", &auth, &article);
    assert_eq!(taken["items"][0]["outcome"], "added");
    assert!(
        !desk.json("GET", "/api/v1/articles/accra", &[], "")["record"]["events"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(run(&["token", "remove", "newsroom", "--store", &store]).status.success());
    assert_eq!(desk.ask("POST", "/api/v1/articles", &auth, &article).0, 401);
}

#[test]
fn nobody_listens_to_others_without_a_token() {
    let store = examples("desk-public");
    let refused = run(&["serve", "--store", &store, "--listen", "0.0.0.0:0"]);
    assert!(!refused.status.success());
    assert!(
        err(&refused).contains("there is no token\n  hint: make one with `legation token add"),
        "{}",
        err(&refused)
    );
    let missing = run(&["serve", "--store", &path("desk-public", "nowhere.db"), "--listen", "127.0.0.1:0"]);
    assert!(err(&missing).contains("there is no store at"), "{}", err(&missing));
}

#[test]
fn an_assistant_talks_over_standard_input() {
    let store = examples("desk-mcp");
    let mut child = legation(&["mcp", "--store", &store, "--model", "fast"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let messages = [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "search_events", "arguments": {"dyad": "USA-RUS"}}}),
        json!({"jsonrpc": "2.0", "id": 3, "method": "tools/fly"}),
    ];
    let mut input = child.stdin.take().unwrap();
    for message in messages {
        writeln!(input, "{message}").unwrap();
    }
    writeln!(input, "no json").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 4, "{answers:?}");
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-03-26");
    assert!(answers[1]["result"]["structuredContent"]["items"][0]["sentence"].is_string(), "{}", answers[1]);
    assert_eq!(
        (&answers[2]["error"]["code"], &answers[3]["error"]["code"]),
        (&json!(-32601), &json!(-32700))
    );
}
