"""StreamField blocks; `stream.py` composes the body of a page from the others."""
