//! A server on loopback that answers as a test says, and remembers what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What a server was asked: the path, and the head in small letters.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) path: String,
    pub(super) head: String,
}

/// How it answers.
pub(super) enum Reply {
    /// These bytes, and the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, and then nothing while the connection stays open.
    Held(Vec<u8>),
    /// The same bytes again and again, until the other side has had enough.
    Endless(Vec<u8>, Vec<u8>),
}

/// An answer of some status, with more lines of the head, and a body.
pub(super) fn answer(status: u16, head: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let lines: String =
        head.split('\n').filter(|line| !line.is_empty()).map(|line| format!("{line}\r\n")).collect();
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n{lines}\r\n");
    Reply::Bytes([head.as_bytes(), body].concat())
}

pub(super) struct Server {
    pub(super) at: SocketAddr,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(super) fn new(reply: impl Fn(&Request) -> Reply + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming().flatten() {
                let Some(request) = request(&stream) else { continue };
                noted.lock().unwrap().push(request.clone());
                let mut stream = stream;
                match reply(&request) {
                    Reply::Bytes(bytes) => drop(stream.write_all(&bytes)),
                    Reply::Held(bytes) => {
                        drop(stream.write_all(&bytes));
                        held.push(stream);
                    }
                    Reply::Endless(head, bytes) => {
                        drop(stream.write_all(&head));
                        while stream.write_all(&bytes).is_ok() {}
                    }
                }
            }
        });
        Server { at, asked }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// What it was asked since it was last asked about it.
    pub(super) fn asked(&self) -> Vec<Request> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    /// The paths of that.
    pub(super) fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|request| request.path).collect()
    }
}

fn request(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    Some(Request { path, head: head.join("\n").to_lowercase() })
}
