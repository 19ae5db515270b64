//! The words that carry an attribution, and the frames they take.
