"""Whose text is it? Copies found inside a crawl and against known content."""
