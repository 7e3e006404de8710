"""Forms of dates and times that differ from or add to those of Django."""
