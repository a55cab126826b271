"""Known content on disk: immutable sorted runs under a sqlite manifest."""
