"""Labels in, registered models out, measured through the detector itself."""
