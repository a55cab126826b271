"""The only HTML reader: source text in, page with blocks, links and markup facts out."""
