//! The whole reader, through its one door.

mod robustness;
