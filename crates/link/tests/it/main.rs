//! The tests of linking, one binary.

mod fuse;
mod invented;
