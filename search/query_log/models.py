"""The counts of queries."""

from __future__ import annotations

from django.db import models

LONGEST_LOGGED = 100


class QueryCount(models.Model):
    """How often a query was asked in a language on a day. Nothing tells by whom, from where, or at what time."""

    text = models.CharField(max_length=LONGEST_LOGGED)
    language_code = models.CharField(max_length=12)
    day = models.DateField(db_index=True)
    occurrences = models.PositiveIntegerField(default=1)
    #: As counted the last time it was asked on that day.
    result_count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "count of a query"
        verbose_name_plural = "counts of queries"
        constraints = [
            models.UniqueConstraint(fields=["text", "language_code", "day"], name="one_count_of_a_query_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language_code}, {self.day})"
