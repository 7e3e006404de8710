"""HTTP for external apps, over publications and search."""
