"""The translation memory: texts in two languages that mean the same, and the terms that it teaches."""
