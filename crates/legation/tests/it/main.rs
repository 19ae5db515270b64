//! Whole commands, as a user types them, and the shape of the workspace.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod architecture;
mod archive;
mod command;
mod config;
mod corrections;
mod desk;
mod dossier;
mod export;
mod formats;
mod knowledge;
mod links;
mod net;
mod parquet;
mod privacy;
mod provenance;
mod quality;
mod release;
