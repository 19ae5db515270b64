//! What a server answers, read within bounds.

use super::error::NetError;
use crate::import::Fault;
use crate::import::unpack::{Packing, whole};
use std::cell::RefCell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use ureq::http::{Response, header};

/// A field of the head.
pub(super) fn field(response: &Response<ureq::Body>, name: header::HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// All that a server sends, unpacked.
pub(super) fn read(response: Response<ureq::Body>, most: u64) -> Result<Vec<u8>, NetError> {
    let coding = field(&response, header::CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
    let failure = Rc::new(RefCell::new(None));
    let body =
        Noting { inner: response.into_body().into_reader().take(most + 1), failure: Rc::clone(&failure) };
    let body = BufReader::with_capacity(1 << 15, body);
    let packing = match coding.as_str() {
        "" | "identity" => None,
        "gzip" | "x-gzip" => Some(Packing::Gzip),
        "br" => Some(Packing::Brotli),
        _ => return Err(NetError::Encoding(coding)),
    };
    let bytes = match packing {
        None => whole(body, most, "answer"),
        Some(packing) => match packing.unpack(body) {
            Ok(body) => whole(body, most, "answer"),
            Err(why) => Err(Fault::of(&why, packing.name())),
        },
    };
    // What went wrong with the connection says more than what came of it.
    match failure.take() {
        Some(why) => Err(why),
        None => Ok(bytes?),
    }
}

/// A reader that notes how the connection failed.
struct Noting<R> {
    inner: R,
    failure: Rc<RefCell<Option<NetError>>>,
}

impl<R: Read> Read for Noting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.inner.read(to).map_err(|why| {
            let kind = why.kind();
            *self.failure.borrow_mut() = Some(told(ureq::Error::from(why)));
            io::Error::from(kind)
        })
    }
}

/// An error of the connection, as this crate has it.
pub(super) fn told(why: ureq::Error) -> NetError {
    match why {
        ureq::Error::Other(inner) => match inner.downcast::<NetError>() {
            Ok(why) => *why,
            Err(other) => NetError::Failed(other.to_string()),
        },
        ureq::Error::Timeout(what) => NetError::Slow(what.to_string()),
        ureq::Error::Io(why) if why.kind() == io::ErrorKind::TimedOut => {
            NetError::Slow("connection".to_owned())
        }
        ureq::Error::Io(why) => NetError::Failed(why.to_string()),
        why => NetError::Failed(why.to_string()),
    }
}
