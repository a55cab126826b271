"""Self-contained HTML: the report over a scored crawl and the explanation of one page."""
