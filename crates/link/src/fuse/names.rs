//! The words for what a fused event holds.

use super::{Field, Part, Stage};

impl Stage {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Mooted => "mooted",
            Stage::Proposed => "proposed",
            Stage::Planned => "planned",
            Stage::Confirmed => "confirmed",
            Stage::Postponed => "postponed",
            Stage::Cancelled => "cancelled",
            Stage::Ongoing => "ongoing",
            Stage::Held => "held",
            Stage::Denied => "denied",
        }
    }
}

impl Field {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Mode => "mode",
            Field::Date => "date",
            Field::Place => "place",
            Field::Status => "status",
        }
    }
}

impl Part {
    /// Some of them with their codes: `Sergei Lavrov RUSGOV; Marco Rubio USAGOV`.
    pub fn list(parts: &[Part]) -> String {
        parts.iter().map(|part| format!("{} {}", part.who, part.code)).collect::<Vec<_>>().join("; ")
    }
}
