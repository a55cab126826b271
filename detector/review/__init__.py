"""A local page to label the pages that teach a model most."""
