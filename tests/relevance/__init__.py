"""How well search finds what is known to be the right page: `make relevance DIR=…`."""
