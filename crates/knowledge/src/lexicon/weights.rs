//! How much each thing that two mentions have in common tells of whether they mean the same.

include!(concat!(env!("OUT_DIR"), "/weights.rs"));
