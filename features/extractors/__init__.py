"""One signal a file, one group a folder; walked by ``features.table``."""
