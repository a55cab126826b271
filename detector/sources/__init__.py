"""Every crawl file darnel reads, as a stream of records."""
