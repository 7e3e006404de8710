"""Lithuanian forms."""
