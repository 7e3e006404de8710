"""Demo content: texts and files that show the whole site at work."""
