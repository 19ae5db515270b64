//! Which texts are one: wire copies, revisions, syndication.

mod families;
mod fingerprint;
mod likeness;
mod tie;

pub use families::{Added, Families, Family};
pub(crate) use fingerprint::OwnWords;
pub use fingerprint::{Fingerprint, Sentence};
pub use likeness::Likeness;
pub(crate) use likeness::{Plain, Ready};
pub use tie::{Tie, WINDOW, degree, tie};

/// How far the first stands in the second, and the second in the first.
pub fn likeness(one: &Fingerprint, other: &Fingerprint) -> [Likeness; 2] {
    let (one, other) = (Ready::of(one), Ready::of(other));
    [one.within(&other), other.within(&one)]
}
