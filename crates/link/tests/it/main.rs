//! The tests of linking, one binary.
