//! Pages and feeds from the net, on request.
