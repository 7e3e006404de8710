"""The termbase: terms of the trade, with their forms in each language."""
