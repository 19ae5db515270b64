//! How much each thing that two mentions have in common tells of whether they are one event.

include!(concat!(env!("OUT_DIR"), "/same.rs"));
