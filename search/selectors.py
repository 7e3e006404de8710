"""What the search asks of publications."""

from pages.publications.models import Publication, PublicationKind


def pages_lost_after(cursor: int, audience_ids: frozenset[int]) -> frozenset[int]:
    """Return the pages, or versions of them, that a reader has lost since a place in the feed.

    When a file was taken away from him, the pages rewritten since are lost as well: the index may
    hold passages of that file in them.
    """
    changed = Publication.objects.filter(sequence__gt=cursor, audience_id__in=audience_ids)
    taken = list(changed.filter(deleted=True).values_list("kind", "object_id"))
    if not taken:
        return frozenset()
    page_ids = {object_id for kind, object_id in taken if kind == PublicationKind.PAGE}
    kept = Publication.objects.filter(
        kind=PublicationKind.PAGE, object_id__in=page_ids, deleted=False, audience_id__in=audience_ids
    )
    lost = page_ids - set(kept.values_list("object_id", flat=True))
    if any(kind != PublicationKind.PAGE for kind, _object_id in taken):
        lost |= set(changed.filter(kind=PublicationKind.PAGE).values_list("object_id", flat=True))
    return frozenset(lost)
