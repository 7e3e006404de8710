"""Imported memories, and the table of terms mined from them and from the site's own translations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

LONGEST_TERM = 100
LONGEST_NAME = 200


class MemorySource(models.Model):
    """An imported memory. It counts once all of it is there; until then the one it replaces does."""

    name = models.CharField(max_length=LONGEST_NAME)
    imported_at = models.DateTimeField(auto_now_add=True)
    is_complete = models.BooleanField(default=False)

    class Meta:
        verbose_name = "translation memory"
        verbose_name_plural = "translation memories"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name"], condition=Q(is_complete=True), name="memory_source_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MemorySegment(models.Model):
    """A text of a memory by language code."""

    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="segments")
    number = models.PositiveIntegerField()
    texts = models.JSONField()

    class Meta:
        verbose_name = "segment of a translation memory"
        verbose_name_plural = "segments of translation memories"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "number"], name="memory_segment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.number}"


class TermTable(models.Model):
    """What one mining has learnt. One table is in use, so that a new one takes its place at once."""

    made_at = models.DateTimeField(auto_now_add=True)
    in_use = models.BooleanField(default=False)
    #: What it was made from besides pages, and from which state of the pages.
    material = models.CharField(max_length=64)
    pages_state = models.CharField(max_length=64)
    #: The pages whose texts were used.
    page_ids = models.JSONField(default=list)

    class Meta:
        verbose_name = "table of mined terms"
        verbose_name_plural = "tables of mined terms"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="term_table_in_use"),
        ]

    def __str__(self) -> str:
        return f"{self.made_at}"


class MinedTerm(models.Model):
    """A term, as search knows it (see ``pages.language.morphology``), and one that translates it."""

    table = models.ForeignKey(TermTable, on_delete=models.CASCADE, related_name="terms")
    source_language = models.CharField(max_length=20)
    source_term = models.CharField(max_length=LONGEST_TERM)
    target_language = models.CharField(max_length=20)
    target_term = models.CharField(max_length=LONGEST_TERM)
    score = models.FloatField()
    #: How the other language writes it most often.
    written = models.CharField(max_length=LONGEST_TERM)

    class Meta:
        verbose_name = "mined term"
        verbose_name_plural = "mined terms"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["table", "source_language", "source_term"], name="mined_term_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source_term} → {self.written}"
