//! Countries, people, offices, organisations, groups and places.
