//! Whole commands, as a user types them, and the shape of the workspace.

mod architecture;
mod command;
