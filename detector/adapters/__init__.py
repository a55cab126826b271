"""darnel inside the tools people clean crawls with; each a few lines on the one scorer."""
