//! Events in the forms that others use.
