//! Normalisation at the door.
