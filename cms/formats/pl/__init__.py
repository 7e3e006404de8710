"""Polish forms."""
