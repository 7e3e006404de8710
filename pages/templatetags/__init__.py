"""Template tags of the site: what templates see of selectors."""
