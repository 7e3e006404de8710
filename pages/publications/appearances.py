"""Which files the pages show, and on which pages a file is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Q

from pages.publications.audience_keys import parse_key
from pages.publications.kinds import FileKey
from pages.publications.models import Audience, Publication, PublicationKind, ShownFile, StalePublication
from pages.publications.references import page_link
from pages.publications.scope import current_scope
from pages.publications.shapes import PageLink

# Of the pages that show a file, those it names: with all, a logo would be as long as the site is large, and written
# anew with every page. The oldest, so that a new page changes nothing of what is named.
PAGES_NAMED: Final = 100


def shown_on(kind: PublicationKind, pk: int) -> list[PageLink]:
    """Return the first of the live pages that show a file, less those that not all readers of the file may read."""
    audience = current_scope().audience
    keys = Audience.objects.values_list("pk", "key")
    wider = [audience_id for audience_id, key in keys if audience.implies(parse_key(key))]
    pages = ShownFile.objects.filter(kind=kind, file_id=pk).values("page_id")
    rows = Publication.objects.filter(
        kind=PublicationKind.PAGE, deleted=False, object_id__in=pages, audience_id__in=wider
    )
    return [page_link(row) for row in rows.order_by("object_id")[:PAGES_NAMED]]


def shown_on_withheld(kind: str, pks: Collection[int]) -> set[int]:
    """Return those files of a kind that stand on pages which nobody reads until they are rebuilt."""
    withheld = StalePublication.objects.filter(kind=PublicationKind.PAGE, withheld_from__isnull=False)
    rows = ShownFile.objects.filter(kind=kind, file_id__in=pks, page_id__in=withheld.values("object_id"))
    return set(rows.values_list("file_id", flat=True))


def pages_showing(files: Iterable[FileKey]) -> set[int]:
    """Return the pages that show any of some files, as they are published."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in files:
        by_kind.setdefault(kind, []).append(pk)
    # A condition for each kind, not for each file: SQLite refuses a thousand.
    shown = Q(pk__in=[])
    for kind, pks in by_kind.items():
        shown |= Q(kind=kind, file_id__in=pks)
    return set(ShownFile.objects.filter(shown).values_list("page_id", flat=True))


def shown_files(page_ids: Iterable[int]) -> Mapping[int, set[FileKey]]:
    """Return what is recorded of the files that pages show."""
    return {page_id: set(rows) for page_id, rows in _recorded(page_ids).items()}


def record_shown_files(files: Mapping[int, Collection[FileKey]], linked: Collection[int]) -> set[FileKey]:
    """Record which files pages show, and return those whose publications tell of a page what is no longer so.

    Of the pages in ``linked`` that is all they show: title, address or readers of the page have changed.
    """
    recorded = _recorded(files)
    gone: list[int] = []
    added: list[ShownFile] = []
    touched: set[FileKey] = set()
    for page_id, keys in files.items():
        rows = recorded.get(page_id, {})
        before, now = set(rows), set(keys)
        gone += [rows[key] for key in before - now]
        added += [ShownFile(page_id=page_id, kind=kind, file_id=file_id) for kind, file_id in sorted(now - before)]
        touched |= before | now if page_id in linked else before ^ now
    if gone:
        ShownFile.objects.filter(pk__in=gone).delete()
    ShownFile.objects.bulk_create(added)
    return touched


def _recorded(page_ids: Iterable[int]) -> dict[int, dict[FileKey, int]]:
    """Return by page the files that are recorded of it, each with the primary key of its row."""
    found: dict[int, dict[FileKey, int]] = {}
    rows = ShownFile.objects.filter(page_id__in=page_ids).values_list("pk", "page_id", "kind", "file_id")
    for pk, page_id, kind, file_id in rows:
        found.setdefault(page_id, {})[kind, file_id] = pk
    return found
