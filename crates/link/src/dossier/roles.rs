//! The wordings of `data/roles.tsv` and `data/topics.tsv`.

use crate::wordings::Wordings;
use std::sync::LazyLock;

/// Who does what in a negotiation, and what becomes of a meeting.
pub(super) static ROLES: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::of(include_str!("../../data/roles.tsv")));

/// What negotiations are about.
pub(super) static TOPICS: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::of(include_str!("../../data/topics.tsv")));
