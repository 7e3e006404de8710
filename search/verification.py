"""The index compared with the publications that it should be made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pages.publications.models import Publication, PublicationKind
from pages.publications.selectors import head_sequence
from search.conf import search_engine
from search.documents import PageDocument
from search.engines.base import KeptPage
from search.indexing import change_of, reason_to_rebuild

READ_AT_ONCE: Final = 200
TOLD_EVERY: Final = 1_000

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class IndexDifference:
    """A page of which the index holds something else than what is published, or the reason why it is of no use."""

    what: str
    page_id: int | None = None
    title: str = ""

    def __str__(self) -> str:
        if self.page_id is None:
            return self.what
        name = f" “{self.title}”" if self.title else ""
        return f"page {self.page_id}{name}: {self.what}"


def index_differences(progress: Progress = lambda _count: None) -> Iterator[IndexDifference]:
    """Compare all pages and yield what differs; what was published since the index last looked is passed over.

    ``progress`` is told now and then how many pages have been compared.
    """
    engine = search_engine()
    cursor = engine.cursor()
    reason = reason_to_rebuild(engine, cursor, head_sequence())
    if reason:
        yield IndexDifference(f"the index must be made anew: {reason}")
        return
    kept: dict[int, list[KeptPage]] = {}
    for page in engine.pages():
        kept.setdefault(page.page_id, []).append(page)
    rows = Publication.objects.filter(kind=PublicationKind.PAGE, deleted=False).order_by("object_id")
    for done, row in enumerate(rows.prefetch_related("passages").iterator(chunk_size=READ_AT_ONCE), start=1):
        document = change_of(row)
        if isinstance(document, PageDocument):
            pages = kept.pop(row.object_id, [])
            what = _difference(pages, document) if row.sequence <= cursor else ""
            if what:
                yield IndexDifference(what, row.object_id, row.title)
        if done % TOLD_EVERY == 0:
            progress(done)
    yield from _left_over(kept, cursor)


def _difference(pages: Sequence[KeptPage], document: PageDocument) -> str:
    if not pages:
        return "is not in the index"
    page, *others = pages
    if others:
        return "stands in the index more than once"
    if (page.sequence, page.audience_id) != (document.sequence, document.audience_id):
        return "the index has another state of it"
    return "" if page.digest == document.digest else "the index has other content"


def _left_over(kept: Collection[int], cursor: int) -> Iterator[IndexDifference]:
    """Yield the pages that should not be there, less what was withdrawn since the index last looked."""
    page_ids = sorted(kept)
    for start in range(0, len(page_ids), READ_AT_ONCE):
        some = page_ids[start : start + READ_AT_ONCE]
        later = Publication.objects.filter(kind=PublicationKind.PAGE, object_id__in=some, sequence__gt=cursor)
        waiting = set(later.values_list("object_id", flat=True))
        yield from (
            IndexDifference("should not be in the index", page_id) for page_id in some if page_id not in waiting
        )
