//! A file a format; computes nothing.
