"""Import of memories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from django.db import transaction
from wagtail.models import Locale

from pages.memory.models import LONGEST_NAME, MemorySegment, MemorySource
from pages.memory.tmx import read_tmx

# Segments written in one transaction: other writers do not wait noticeably.
BATCH: Final = 1000


class MemoryNameError(ValueError):
    """A memory cannot be kept under this name."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many segments of a memory are kept, and how many are not in two languages of the site."""

    kept: int
    passed_over: int


def import_tmx(file: IO[bytes], name: str, progress: Callable[[int], object] = lambda _count: None) -> Imported:
    """Keep the segments of a TMX file under a name, in the place of what had it before.

    The old ones count until all of the new ones are there. Raises TmxError, or MemoryNameError for a name that is empty
    or too long.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        message = f"the name of a memory has from 1 to {LONGEST_NAME} characters; this one has {len(name)}"
        raise MemoryNameError(message)
    MemorySource.objects.filter(name=name, is_complete=False).delete()
    source = MemorySource.objects.create(name=name)
    try:
        imported = _store(file, source, progress)
    except BaseException:
        source.delete()
        raise
    with transaction.atomic():
        MemorySource.objects.filter(name=name, is_complete=True).delete()
        source.is_complete = True
        source.save(update_fields=["is_complete"])
    return imported


def forget_memory(name: str) -> int:
    """Forget an imported memory; return how many segments it had."""
    segments = MemorySegment.objects.filter(source__name=name).count()
    MemorySource.objects.filter(name=name).delete()
    return segments


def _store(file: IO[bytes], source: MemorySource, progress: Callable[[int], object]) -> Imported:
    language_codes = list(Locale.objects.values_list("language_code", flat=True))
    numbered = enumerate(read_tmx(file, language_codes), start=1)
    kept = read = 0
    while batch := list(islice(numbered, BATCH)):
        rows = [
            MemorySegment(source=source, number=number, texts=dict(texts)) for number, texts in batch if len(texts) > 1
        ]
        MemorySegment.objects.bulk_create(rows)
        kept += len(rows)
        read += len(batch)
        progress(read)
    return Imported(kept, read - kept)
