//! PLOVER and CAMEO: codes, scores and how they map.
