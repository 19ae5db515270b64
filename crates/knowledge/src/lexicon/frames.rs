//! The words that tell of an event, and where its participants stand.
